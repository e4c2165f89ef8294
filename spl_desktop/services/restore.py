"""Going back to a backup: what would be lost, and the exchange of the files that loses nothing."""

import contextlib
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from spl_desktop.domain.dates import WIB
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.rights import UseCase, refusal
from spl_desktop.models import copying, schema
from spl_desktop.models.engine import engine_for
from spl_desktop.services import backup_files as files
from spl_desktop.services.backup import back_up, flush, flush_folder
from spl_desktop.services.backup_files import Backup, Kind
from spl_desktop.services.checking import chain_problems
from spl_desktop.services.clock import Clock
from spl_desktop.services.guarding import needs
from spl_desktop.services.places import place_problem
from spl_desktop.services.progress import Progress, unheard

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

_SHOWN_AGENDAS = 5
_ENDS = ("-wal", "-shm", "-journal", "")


@dataclass(frozen=True, slots=True)
class Loss:
    """What stands in the register and not in the backup; `readable` is False where the register cannot be read.

    `other` is True where the backup comes from another register altogether.
    """

    backup: Backup
    facts: int = 0
    cases: int = 0
    agendas: tuple[str, ...] = ()
    continued: int = 0
    drafts: int = 0
    readable: bool = True
    other: bool = False

    def sentence(self) -> str:
        """What would be lost, in words."""
        if not self.readable:
            return "Register yang sekarang tidak dapat dibaca, jadi tidak diketahui apa yang dicatat sesudah cadangan."
        if not self.facts and not self.drafts:
            return "Tidak ada yang hilang: register yang sekarang tidak memuat catatan sesudah cadangan ini."
        parts = []
        if self.facts:
            parts.append(f"{self.facts} catatan")
        if self.cases:
            more = f", dan {self.cases - _SHOWN_AGENDAS} lainnya" if self.cases > _SHOWN_AGENDAS else ""
            parts.append(f"{self.cases} kasus baru (agenda {', '.join(self.agendas[:_SHOWN_AGENDAS])}{more})")
        if self.continued:
            parts.append(f"kelanjutan {self.continued} kasus")
        if self.drafts:
            parts.append(f"{self.drafts} draf")
        lost = f"Yang dicatat sesudah cadangan ini tidak ada lagi di register: {', '.join(parts)}."
        if self.other:
            return f"Cadangan ini berasal dari register lain, jadi seluruh isi register ini diganti. {lost}"
        return lost


@dataclass(frozen=True, slots=True)
class Restored:
    """A restore that is done: where the register that was replaced lies, and why it got no backup first, if so."""

    backup: Backup
    replaced: Path | None
    problem: str = ""


def compare(backup: Path, register: Path) -> Loss:
    """What would be lost by going back to `backup`; nothing is changed. UserError where the backup cannot be read."""
    known = files.describe(backup)
    try:
        identity = copying.count(backup).identity
    except (copying.Damaged, copying.BROKEN) as error:
        raise _damaged(backup) from error
    if not register.exists():
        return Loss(known)
    try:
        other = copying.count(register).identity != identity
        found = copying.beyond(register, backup)
    except (copying.Damaged, copying.BROKEN, OSError):
        return Loss(known, readable=False)
    return Loss(known, found.facts, found.cases, found.agendas, found.continued, found.drafts, other=other)


@dataclass(frozen=True, slots=True)
class Permit:
    """That somebody who has the right wants this register restored; got while it is open, used once it is closed."""

    register: Path


@needs(UseCase.RESTORE)
def permit_restore(register: "Register") -> Permit:
    """The permit that `restore` wants where the register has accounts; UserError that names who may."""
    return Permit(register.path)


def restore(
    backup: Path, register: Path, clock: Clock, progress: Progress = unheard, permit: Permit | None = None
) -> Restored:
    """Puts the backup in the place of the register, which must be closed, and keeps the replaced one beside it.

    There is the old register or the new one at every moment. UserError where the backup is damaged, the register is
    open anywhere, the disk refuses, or the register has accounts and there is no permit; then everything is as before.
    A register that cannot be read asks for nobody: who could sign in to it?
    """
    register = register.absolute()
    if problem := place_problem(register):
        raise UserError(problem)
    permitted = permit is not None and permit.register == register
    unfinished = register.with_name(f".{register.name}.{os.getpid()}.pulih")
    try:
        if not permitted and _readable(register) and copying.holds(register, "account_opened"):
            raise UserError(refusal(None, UseCase.RESTORE))
        known = files.describe(backup)
        held = _verified_copy(known, unfinished, progress)
        problem = ""
        if _readable(register):
            _free_of_others(register)
            progress(2, 4, "Mencadangkan register yang sekarang")
            problem = _saved_first(register, clock)
            _free_of_others(register)
        elif register.exists():
            problem = "Register yang diganti tidak dapat dibaca, jadi disimpan apa adanya tanpa cadangan."
        progress(3, 4, "Menukar register")
        replaced = _exchange(unfinished, register, held, clock)
        progress(4, 4, "Selesai")
        return Restored(known, replaced, problem)
    except (OSError, DatabaseError, copying.BROKEN) as error:
        raise UserError(
            f'Register tidak jadi dipulihkan: folder "{register.parent}" tidak dapat ditulisi, penuh, atau berkasnya '
            "sedang dibuka program lain. Register yang sekarang tetap seperti semula. Periksa disk dan izinnya, lalu "
            "ulangi."
        ) from error
    finally:
        for end in _ENDS:
            with contextlib.suppress(OSError):
                Path(f"{unfinished}{end}").unlink(missing_ok=True)


def _damaged(backup: Path) -> UserError:
    return UserError(
        f'Cadangan "{backup.name}" rusak, jadi tidak dipakai. Register yang sekarang tetap seperti semula. '
        "Pilih cadangan lain, misalnya yang sehari lebih lama atau yang di tempat kedua."
    )


def _verified_copy(backup: Backup, unfinished: Path, progress: Progress) -> copying.Contents:
    def tick() -> None:
        progress(1, 4, "Memeriksa cadangan")

    progress(0, 4, "Memeriksa cadangan")
    if backup.sha256 and files.sha256_of(backup.path, tick) != backup.sha256:
        raise _damaged(backup.path)
    try:
        version = schema.file_version(backup.path)
        if version is not None and version not in schema.REVISIONS:
            raise UserError(
                f'Cadangan "{backup.path.name}" dibuat dengan versi program yang lebih baru. '
                "Perbarui program ini, lalu ulangi."
            )
        held = copying.copy_whole(backup.path, unfinished, tick)
        unfinished.chmod(0o600)
        if version is None or copying.inspect(unfinished, tick) != held:
            raise _damaged(backup.path)
    except copying.Damaged as error:
        raise _damaged(backup.path) from error
    except copying.BROKEN as error:
        if copying.code(error).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise _damaged(backup.path) from error
        raise OSError(str(error)) from error
    _check_chain(backup.path, unfinished)
    flush(unfinished)
    return held


def _check_chain(backup: Path, unfinished: Path) -> None:
    engine = engine_for(unfinished)
    try:
        with Session(engine) as session:
            problems = chain_problems(session)
    finally:
        engine.dispose()
    if problems:
        first = problems[0]
        raise UserError(
            f'Cadangan "{backup.name}" tidak dipakai, karena riwayat di dalamnya tidak utuh ({first.place}). '
            "Register yang sekarang tetap seperti semula. Pilih cadangan lain."
        )
    copying.close_for_all(unfinished)


def _readable(register: Path) -> bool:
    """Asked without the right to write: SQLite clears away the WAL of a file whose head is spoilt."""
    try:
        copying.count(register)
    except (copying.Damaged, copying.BROKEN, OSError):
        return False
    return True


def _free_of_others(register: Path) -> None:
    try:
        copying.close_for_all(register)
    except copying.InUse as error:
        raise UserError(
            "Register ini sedang dibuka jendela atau program lain, jadi belum dipulihkan. "
            "Tutup semua jendela SPL Desktop yang memakainya, lalu ulangi."
        ) from error
    except copying.Damaged:
        pass  # the reason why somebody restores
    except copying.BROKEN as error:
        raise OSError(str(error)) from error


def _saved_first(register: Path, clock: Clock) -> str:
    """Why the register that is about to be replaced has no backup; it is kept beside the new one in any case."""
    try:
        back_up(register, Kind.RESTORE, clock)
    except UserError as error:
        return error.sentence
    return ""


def _exchange(unfinished: Path, register: Path, held: copying.Contents, clock: Clock) -> Path | None:
    replaced = None
    if register.exists():
        replaced = _free_name(register, clock.now().astimezone(WIB))
        for end in _ENDS[:-1]:  # a WAL left behind would be played into the restored file
            if (side := Path(f"{register}{end}")).exists():
                side.replace(Path(f"{replaced}{end}"))
        _keep(register, replaced)
    unfinished.replace(register)
    flush_folder(register.parent)
    try:
        if copying.inspect(register) == held:
            return replaced
    except (copying.Damaged, copying.BROKEN):
        pass
    if replaced is not None:
        for end in reversed(_ENDS):
            if (side := Path(f"{replaced}{end}")).exists():
                side.replace(Path(f"{register}{end}"))
        flush_folder(register.parent)
    raise UserError(
        "Register tidak jadi dipulihkan: sesudah ditukar isinya tidak sama dengan cadangan, jadi register semula "
        "dikembalikan. Disk ini mungkin rusak; salin cadangan ke disk lain, lalu hubungi pengelola program."
    )


def _keep(register: Path, replaced: Path) -> None:
    try:
        replaced.hardlink_to(register)  # the register keeps its own name until the new one takes it
    except OSError:  # a disk without such links, as FAT
        shutil.copyfile(register, replaced)
        shutil.copymode(register, replaced)
        flush(replaced)


def _free_name(register: Path, now: datetime) -> Path:
    names = (
        register.with_name(f"{register.stem}.diganti-{now:%Y%m%d-%H%M%S}{more}{register.suffix}")
        for more in ("", *(f"-{number}" for number in range(2, 1000)))
    )
    return next(path for path in names if not path.exists())
