"""The register: one file that is the whole office, opened, begun and closed."""

import contextlib
import getpass
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.events import By, Recorded
from spl_desktop.domain.office import STREAM, Account, OfficeState, fold_office, work_calendar
from spl_desktop.domain.office_rules import SETTINGS
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.domain.text import line
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.models import copying, schema
from spl_desktop.models.engine import engine_for, writing_engine
from spl_desktop.models.kept import SopRecord
from spl_desktop.services import log, seeds
from spl_desktop.services.backup import Kind, back_up, flush, flush_folder
from spl_desktop.services.clock import Clock, SystemClock
from spl_desktop.services.demo_words import RECORDERS
from spl_desktop.services.machine import Fault, fault_of, is_file, sentence
from spl_desktop.services.places import place_problem
from spl_desktop.services.private import empty, make_private_folder

__all__ = ["Clock", "Register", "SystemClock", "close", "create_register", "open_register"]


@dataclass
class Register:
    """An open register; what is cached here is never more than the file says.

    `recorder` is the person at the keyboard, by the name of his account once he has signed in (`account`, 0: nobody).
    `read_only` is empty, or the sentence that says why nothing can be recorded.

    Safe to use from several threads: each use case has its own session, and the caches only ever gain what was written.
    """

    path: Path
    engine: Engine
    clock: Clock
    recorder: str
    read_only: str = ""
    account: int = 0
    demo: bool = False
    _office: OfficeState = field(default_factory=OfficeState, repr=False)
    _calendars: dict[tuple[int, tuple[object, ...]], WorkCalendar] = field(default_factory=dict, repr=False)
    _sops: dict[str, Sop] = field(default_factory=dict, repr=False)
    _private: Path | None = field(default=None, repr=False)
    _file: tuple[int, int] | None = field(default=None, repr=False)  # which file it is, by disk and number
    _own: list[tuple[int, int]] = field(default_factory=list, repr=False)  # facts written here, from the first id on

    @property
    def now(self) -> datetime:
        """This instant in UTC, by the clock of the register."""
        return self.clock.now().astimezone(UTC)

    @property
    def today(self) -> date:
        """This day in Jakarta, by the clock of the register."""
        return self.clock.today()

    def by(self, lane: str = "", official: str = "") -> By:
        """Who acted, and that the person at the keyboard recorded it."""
        return By(line(self.recorder), line(lane), line(official))

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts as they were last read, without asking the file; empty before the office was read at all."""
        return self._office.accounts

    @property
    def lock_minutes(self) -> int:
        """After how many idle minutes the window locks, 0 for never; as it was last read."""
        return int(self._office.settings.get("kunci_menit", SETTINGS["kunci_menit"].default))

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction that writes: all of it or nothing. UserError where another program holds the file.

        Also where the file is no longer in its place, see `refuse_lost`.
        """
        if self.read_only:
            raise UserError(self.read_only)
        self.refuse_lost()
        with _sessions(writing_engine(self.engine)) as session:
            before = log.newest(session)
            yield session
            after = log.newest(session) if session.in_transaction() else before  # else the use case took all back
        if after > before:  # nobody else writes between the two, so these are ours
            first = self._own.pop()[0] if self._own and self._own[-1][1] == before else before + 1
            self._own.append((first, after))

    def refuse_lost(self) -> None:
        """UserError where the file is not in its place any more, or another one is.

        The system would let us write on into a file without a name.
        """
        if not is_file(self.path):
            raise UserError(
                f'Register "{self.path}" tidak ada lagi di tempatnya: dipindahkan, dihapus, atau disknya dicabut. Yang '
                "sudah tercatat ada di berkas itu. Kembalikan berkasnya ke tempat semula, tutup program ini, lalu buka "
                "lagi; jangan mencatat apa pun sebelumnya."
            )
        if self._file is not None and _which(self.path) != self._file:
            raise UserError(
                f'Di tempat register "{self.path}" sekarang ada berkas lain, misalnya salinan yang ditaruh di atasnya. '
                "Tidak ada yang disimpan; yang sudah tercatat ada di berkas semula. Kembalikan berkas itu, atau tutup "
                "program ini lalu buka yang sekarang."
            )

    def is_own(self, fact: int) -> bool:
        """Whether the fact of that id was written through this very object, and not by another program."""
        return any(first <= fact <= last for first, last in self._own)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """One transaction that reads: it sees the file as it was at its first read."""
        try:
            with _sessions(self.engine) as session:
                yield session
        except OperationalError as error:
            if not self.read_only:
                raise
            raise UserError(
                "Bagian ini disimpan dengan cara versi program yang lebih baru, jadi tidak dapat ditampilkan di sini. "
                "Register tidak diubah. Perbarui program ini untuk melihatnya."
            ) from error

    def office(self, session: Session) -> OfficeState:
        """The office as this transaction sees it. Not to be asked after the transaction itself has changed it.

        UserError where somebody has changed its facts from outside, so that they make no office any more.
        """
        known = self._office
        written = log.last_seq(session, STREAM)
        if known.seq > written:  # a transaction that began before the newest change sees an older office
            return _folded(log.load(session, STREAM))
        if known.seq < written:
            known = _folded(log.load(session, STREAM, after=known.seq), known)
            self.remember(known)
        return known

    def remember(self, office: OfficeState) -> None:
        """Keeps the state of the office, once it is written."""
        if office.seq > self._office.seq:
            self._office = office

    def calendar(self, office: OfficeState, version: int | None = None) -> WorkCalendar:
        """The work calendar of that version of the office's changes, the newest without a version."""
        number = office.calendar if version is None else version
        key = (number, office.days[:number])
        if key not in self._calendars:
            self._calendars[key] = work_calendar(office, number)
        return self._calendars[key]

    def sop(self, session: Session, sop_id: str) -> Sop:
        """The SOP of that version; UserError where the register does not hold it."""
        if sop_id not in self._sops:
            record = session.get(SopRecord, sop_id)
            if record is None:
                raise UserError(f'Versi SOP "{sop_id}" tidak ada di register ini. Pilih dari daftar versi SOP.')
            self._sops[sop_id] = parse_sop(record.text, f"{sop_id}.toml")
        return self._sops[sop_id]

    def private_folder(self) -> Path:
        """A folder that only this user can read, removed when the register is closed."""
        if self._private is None:
            self._private = make_private_folder()
        return self._private


def _which(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def refuse_own(register: Register, *paths: Path) -> None:
    """UserError where one of the files is the open register itself, by whatever name.

    It must not be read beside SQLite: a process that closes a file gives up all its locks on it (on POSIX), and other
    programs would then write over what is written here.
    """
    for path in paths:
        for end in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                if path.samefile(f"{register.path}{end}"):
                    raise UserError(
                        f'"{path.name}" adalah register yang sedang dibuka, bukan dokumen. Pilih berkas lain.'
                    )


def _folded(facts: Sequence[Recorded], state: OfficeState | None = None) -> OfficeState:
    try:
        return fold_office(facts, state)
    except log.UNREADABLE as error:
        raise log.unreadable(STREAM) from error


@contextlib.contextmanager
def _sessions(engine: Engine) -> Iterator[Session]:
    session = Session(engine, expire_on_commit=False, autoflush=False)
    try:
        with session, session.begin():
            yield session
    except DatabaseError as error:
        told = _busy_or_broken(error)
        if not told:
            raise
        raise UserError(told) from error
    except UnicodeDecodeError as error:  # what SQLite says of a spoilt page quotes its letters
        raise UserError(_BROKEN) from error


_BROKEN = "Register rusak dan tidak dapat dibaca. Ambil register dari cadangan, dan simpan berkas yang rusak ini."


def _busy_or_broken(error: DatabaseError) -> str:
    """What a person can do about an error of the file or the disk; empty for our own mistakes."""
    code = str(getattr(error.orig, "sqlite_errorname", ""))
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "Register sedang dipakai program lain. Tunggu sebentar, lalu ulangi; isian Anda belum hilang."
    if code.startswith(("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE")):
        return (
            "Tempat pada disk habis, jadi tidak ada yang disimpan; yang sudah tercatat tetap utuh. Kosongkan sebagian "
            "disk, lalu ulangi."
        )
    # The driver itself, not SQLite, finds letters that are none, and gives that no code.
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or str(error.orig).startswith("Could not decode to UTF-8"):
        return _BROKEN
    if code.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return (
            "Register tidak dapat dijangkau, jadi tidak ada yang disimpan; yang sudah tercatat ada di berkasnya. "
            "Periksa apakah disk atau flash disk masih terpasang, lalu buka kembali."
        )
    if code.startswith("SQLITE_READONLY"):
        return (
            "Register tidak boleh ditulisi, jadi tidak ada yang disimpan; yang sudah tercatat tetap utuh. Periksa izin "
            "berkas dan foldernya, lalu buka kembali."
        )
    return ""


def default_recorder() -> str:
    """The name under which the person is signed in to this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "pengguna"


def create_register(path: Path, *, clock: Clock | None = None, recorder: str = "") -> Register:
    """A new register with the shipped SOP, the agencies and what the decree says of the office.

    It appears at `path` whole or not at all. UserError where a file stands there already, the place is none for a
    register, or the folder cannot be written.
    """
    path = path.absolute()
    _check_new(path)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.baru")
    register = Register(unfinished, engine_for(unfinished), clock or SystemClock(), recorder or default_recorder())
    try:
        # Its companions (-wal, -shm) take the rights of the file, which nobody else on this computer may read.
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        schema.create(register.engine)
        try:
            with register.writing() as session:
                seeds.begin(session, register)
        except UserError as error:  # it speaks of what stands in the register already
            raise OSError(error.sentence) from error
        register.engine.dispose()
        copying.close_for_all(unfinished)  # on a full disk its facts would stay behind in a WAL of another name
        flush(unfinished)
        _check_new(path)
        unfinished.rename(path)
        flush_folder(path.parent)
    except (OSError, DatabaseError, copying.BROKEN, copying.Damaged, copying.InUse) as error:
        raise UserError(
            f'Register tidak dapat dibuat di folder "{path.parent}". Periksa izin dan ruang disknya, '
            "atau pilih folder lain."
        ) from error
    finally:
        register.engine.dispose()
        for leftover in (unfinished, *(Path(f"{unfinished}{end}") for end in ("-wal", "-shm"))):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)
    return open_register(path, clock=clock, recorder=recorder)


def _check_new(path: Path) -> None:
    if problem := place_problem(path):
        raise UserError(problem)
    if path.exists():
        raise UserError(f'Berkas "{path.name}" sudah ada. Beri nama lain, atau buka register itu.')
    if not path.parent.is_dir():
        raise UserError(f'Folder "{path.parent}" tidak ada. Pilih folder yang ada.')


def open_register(path: Path, *, clock: Clock | None = None, recorder: str = "") -> Register:
    """The register at `path`; an older one is migrated after a verified backup in the folder beside it.

    One of a newer program can only be read. UserError where it is missing, no register, or on a share or in a cloud
    folder.
    """
    path = path.absolute()
    if problem := place_problem(path):
        raise UserError(problem)
    try:
        if not path.is_file():
            raise UserError(f'Register "{path}" tidak ditemukan. Periksa letaknya, atau buat register baru.')
        version = schema.file_version(path)
    except PermissionError as error:
        raise UserError(
            f'Register "{path}" tidak boleh dibuka dari akun ini. Berkas dan foldernya harus boleh dibaca dan '
            "ditulisi: ubah izinnya, atau salin register ke folder Anda sendiri."
        ) from error
    except OSError as error:
        fault = fault_of(error) or Fault.GONE
        raise UserError(sentence(fault, f'Register "{path.name}" tidak jadi dibuka', str(path.parent))) from error
    if version is None:
        raise UserError(
            f'Berkas "{path.name}" bukan register SPL Desktop, atau rusak. Pilih berkas lain atau cadangan.'
        )
    newer = version not in schema.REVISIONS
    engine = engine_for(path, read_only=newer)
    if not newer and version != schema.REVISIONS[-1]:
        _migrated(path, engine, clock or SystemClock())
    register = Register(path, engine, clock or SystemClock(), recorder or default_recorder())
    if newer:
        register.read_only = (
            f'Register "{path.name}" dibuat dengan versi program yang lebih baru, jadi di sini hanya dapat dibaca dan '
            "tidak ada yang dicatat. Perbarui program ini, lalu buka lagi."
        )
    try:
        with register.reading() as session:
            register.demo = log.first_recorder(session, STREAM) == RECORDERS[0]
            log.last_seq(session, STREAM)  # not the office itself: where its facts are damaged, the check must open
    except UserError:
        engine.dispose()
        raise
    register._file = _which(path)
    return register


def _migrated(path: Path, engine: Engine, clock: Clock) -> None:
    """Brings an older register to the newest schema, or leaves it as it was and says so."""
    try:
        made = back_up(path, Kind.UPGRADE, clock).backup
    except UserError as error:
        raise UserError(f"Register belum diperbarui untuk versi program ini. {error.sentence}") from error
    try:
        schema.migrate(engine)
    except SQLAlchemyError as error:
        engine.dispose()
        raise UserError(
            f'Register "{path.name}" tidak dapat diperbarui untuk versi program ini dan tetap seperti semula. '
            f'Cadangannya: "{made.path}". Periksa ruang disknya, atau pakai versi program yang lama.'
        ) from error


def close(register: Register) -> None:
    """Closes the file and removes the private copies that were opened from it."""
    register.engine.dispose()
    if register._private is not None:
        empty(register._private)
        register._private = None
