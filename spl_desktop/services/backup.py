"""Backups that count only once they are verified: beside the register, and in a second place."""

import contextlib
import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from spl_desktop.domain.dates import wib_day
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.rights import UseCase
from spl_desktop.models import copying
from spl_desktop.services import backup_files as files
from spl_desktop.services.backup_files import Backup, Kind, list_backups
from spl_desktop.services.clock import Clock
from spl_desktop.services.guarding import needs
from spl_desktop.services.machine import Fault, fault_of, is_file, is_folder
from spl_desktop.services.progress import Progress, unheard

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

__all__ = ["Backup", "Kind", "Outcome", "back_up", "daily_backup", "list_backups"]

_SAFE = "Register sendiri tidak terganggu dan tetap dapat dipakai."
_ROOM = 1 << 20  # bytes left over on a disk, for the note and the folder
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """A backup that was made; `second` its copy in the second place, or `problem` says why there is none."""

    backup: Backup
    second: Backup | None = None
    problem: str = ""


def back_up(
    register: Path, kind: Kind, clock: Clock, *, second: Path | None = None, progress: Progress = unheard
) -> Outcome:
    """Makes a verified backup of a register, also while others write to it, and removes what has had its time.

    It appears in the folder beside the register whole or not at all. UserError where that failed; the register is not
    touched in any case. A second place that failed is told in the outcome, because the first backup stands.
    """
    register = register.absolute()
    folder = files.folder_of(register)
    if not is_file(register):
        raise UserError(
            f'Cadangan tidak jadi dibuat: register "{register}" tidak ada lagi di tempatnya. Periksa apakah berkasnya '
            "dipindahkan atau disknya dicabut; kembalikan, lalu buka lagi."
        )
    with _sentences(folder):
        made, held = _first(register, folder, kind, clock, progress)
        files.rotate(folder, register, made.path)
    if second is None:
        return Outcome(made)
    try:
        return Outcome(made, _second(register, made, held, second, progress))
    except UserError as error:
        return Outcome(made, problem=error.sentence)


@needs(UseCase.BACKUP)
def manual_backup(register: "Register", second: Path | None = None, progress: Progress = unheard) -> Outcome:
    """The backup that a person asks for; see `back_up`. The daily one, and those before an upgrade, need nobody."""
    return back_up(register.path, Kind.MANUAL, register.clock, second=second, progress=progress)


def daily_backup(register: "Register", second: Path | None = None, progress: Progress = unheard) -> Outcome | None:
    """The backup of each working day at the first start; None where it is made already, or nobody is at work.

    A register that has no backup at all gets one on any day. A second place that has missed the newest one gets it.
    """
    known = list_backups(register.path)
    newest = known[0] if known else None
    with register.reading() as session:
        calendar = register.calendar(register.office(session))
    made_today = any(one.kind is Kind.DAILY and wib_day(one.made) == register.today for one in known)
    if newest is None or (not made_today and calendar.is_working(register.today)):
        return back_up(register.path, Kind.DAILY, register.clock, second=second, progress=progress)
    if second is None or any(one.second and one.made == newest.made for one in list_backups(register.path, second)):
        return None
    try:
        with _sentences(files.folder_of(register.path)):
            held = copying.count(newest.path)
        return Outcome(newest, _second(register.path, newest, held, second, progress))
    except UserError as error:
        return Outcome(newest, problem=error.sentence)


def _first(
    register: Path, folder: Path, kind: Kind, clock: Clock, progress: Progress
) -> tuple[Backup, copying.Contents]:
    folder.mkdir(mode=0o700, exist_ok=True)
    made = clock.now().astimezone(UTC)
    _check_room(folder, sum(_size(Path(f"{register}{end}")) for end in ("", "-wal")))
    with _unfinished(folder, register.name) as unfinished:
        progress(0, 4, "Menyalin register")
        held = copying.copy_whole(register, unfinished, lambda: progress(0, 4, "Menyalin register"))
        flush(unfinished)
        progress(2, 4, "Memeriksa salinan")
        if copying.inspect(unfinished, lambda: progress(2, 4, "Memeriksa salinan")) != held:
            raise copying.Damaged("the copy says something else than the register")
        digest = files.sha256_of(unfinished, lambda: progress(3, 4, "Memeriksa salinan"))
        target = files.free_path(folder, register, kind, made)
        backup = Backup(target, kind, made, _size(unfinished), held.cases, held.facts, digest)
        files.write_note(backup, held)  # first: once the backup counts, all is known of it
        unfinished.replace(target)
        flush_folder(folder)
    progress(4, 4, "Cadangan selesai")
    return backup, held


def _second(register: Path, first: Backup, held: copying.Contents, place: Path, progress: Progress) -> Backup:
    """The finished backup copied to the second place and read back there; it is no WAL file, so its bytes are all."""
    if not is_folder(place):
        raise UserError(
            f'Tempat kedua "{place}" tidak ditemukan, jadi cadangan hanya ada di komputer ini. Pasang flash disk atau '
            "sambungkan folder itu, lalu buat cadangan sekali lagi."
        )
    folder = files.second_folder(place, register, held.identity)
    with _sentences(folder, "Cadangan di komputer ini selesai, tetapi salinannya di tempat kedua tidak jadi dibuat"):
        folder.mkdir(mode=0o700, exist_ok=True)
        _check_room(folder, first.size)
        with _unfinished(folder, register.name) as unfinished:
            with first.path.open("rb") as source, unfinished.open("wb") as copy:
                while piece := source.read(_PIECE):
                    copy.write(piece)
                    progress(copy.tell(), 2 * first.size, "Menyalin ke tempat kedua")
            flush(unfinished)
            half = first.size
            found = files.sha256_of(unfinished, lambda: progress(half, 2 * half, "Memeriksa tempat kedua"))
            if found != (first.sha256 or files.sha256_of(first.path)):
                raise copying.Damaged("the second copy has other bytes than the first")
            backup = replace(first, path=folder / first.path.name, sha256=found, second=True)
            files.write_note(backup, held)
            unfinished.replace(backup.path)
            flush_folder(folder)
        files.rotate(folder, register, backup.path)
    return backup


@contextlib.contextmanager
def _unfinished(folder: Path, name: str) -> Iterator[Path]:
    """A new file that only this user may read; whatever is left of it afterwards is removed."""
    path = folder / f".{name}.{os.getpid()}.baru"
    for leftover in folder.glob(f".{name}.*.baru*"):  # of a program that was ended in the middle
        with contextlib.suppress(OSError):
            leftover.unlink()
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield path
    finally:
        for end in ("", "-journal"):
            with contextlib.suppress(OSError):
                Path(f"{path}{end}").unlink(missing_ok=True)


def flush(path: Path) -> None:
    """The bytes of a file are on the disk afterwards."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """The names in a folder are on the disk afterwards, where the system can promise it."""
    with contextlib.suppress(OSError):  # Windows opens no folder; some network folders refuse
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _check_room(folder: Path, needed: int) -> None:
    if shutil.disk_usage(folder).free < needed + _ROOM:
        raise OSError(errno.ENOSPC, "no room", str(folder))


@contextlib.contextmanager
def _sentences(folder: Path, lead: str = "Cadangan tidak jadi dibuat") -> Iterator[None]:
    """Turns what can go wrong with files into a sentence: what happened, what is safe, what to do."""
    try:
        yield
    except copying.Damaged as error:
        raise UserError(
            f'Cadangan di "{folder}" tidak lolos pemeriksaan, jadi dibuang; cadangan yang lama tetap ada. {_SAFE} '
            "Jalankan Periksa Register, lalu buat cadangan sekali lagi; bila terulang, disknya mungkin rusak."
        ) from error
    except sqlite3.Error as error:
        raise UserError(_of_sqlite(copying.code(error), folder, lead)) from error
    except OSError as error:
        raise UserError(_of_files(error, folder, lead)) from error


def _of_sqlite(code: str, folder: Path, lead: str) -> str:
    kinds: tuple[tuple[str, Callable[[Path, str], str]], ...] = (
        ("SQLITE_FULL", _full),
        ("SQLITE_READONLY", _closed),
        ("SQLITE_CANTOPEN", _closed),
        ("SQLITE_PERM", _closed),
        ("SQLITE_BUSY", _busy),
        ("SQLITE_LOCKED", _busy),
        ("SQLITE_CORRUPT", _broken),
        ("SQLITE_NOTADB", _broken),
    )
    return next((words(folder, lead) for start, words in kinds if code.startswith(start)), _unreachable(folder, lead))


def _of_files(error: OSError, folder: Path, lead: str) -> str:
    match fault_of(error):
        case Fault.FULL:
            return _full(folder, lead)
        case Fault.CLOSED | Fault.BUSY:
            return _closed(folder, lead)
        case Fault.LARGE:
            return _large(folder, lead)
    return _unreachable(folder, lead)


def _large(folder: Path, lead: str) -> str:
    return (
        f'{lead}: disk "{folder}" tidak menerima berkas sebesar itu; disk FAT32 paling besar 4 GB. {_SAFE} '
        "Pilih tempat lain, atau format disknya sebagai NTFS atau exFAT."
    )


def _full(folder: Path, lead: str) -> str:
    return (
        f'{lead}: tempat pada disk "{folder}" habis. {_SAFE} Kosongkan sebagian disk, lalu buat cadangan sekali lagi.'
    )


def _closed(folder: Path, lead: str) -> str:
    return (
        f'{lead}: folder "{folder}" tidak boleh ditulisi. {_SAFE} Ubah izin foldernya, atau cabut '
        "kunci tulis pada flash disk, lalu buat cadangan sekali lagi."
    )


def _busy(folder: Path, lead: str) -> str:
    return (
        f"{lead}: register sedang dipakai program lain terlalu lama. "
        "Register sendiri tidak terganggu. Tunggu sebentar, lalu buat cadangan sekali lagi."
    )


def _broken(folder: Path, lead: str) -> str:
    return (
        f"{lead}: register ini rusak, jadi salinannya pun akan rusak. Cadangan yang lama tetap ada. "
        "Jalankan Periksa Register, lalu pulihkan dari cadangan terakhir yang baik."
    )


def _unreachable(folder: Path, lead: str) -> str:
    return (
        f'{lead}: folder "{folder}" tidak dapat dijangkau. {_SAFE} Periksa apakah disk atau flash '
        "disk masih terpasang, lalu buat cadangan sekali lagi."
    )
