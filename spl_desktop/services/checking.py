"""Is the register whole: the chain of facts, the projections against the log, files and SOP texts against hashes."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from spl_desktop.domain import events as e
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.office import STREAM, OfficeState, fold_office
from spl_desktop.domain.office_events import SopAdopted
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.values import FileRef
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.models.base import Base
from spl_desktop.models.kept import FileRecord, SopRecord
from spl_desktop.models.log import APPEND_ONLY, FactRecord
from spl_desktop.models.search import clear_index, indexed, indexed_cases
from spl_desktop.services import log as logs
from spl_desktop.services import rows
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.files import chunks
from spl_desktop.services.guarding import needs
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.projecting import case_column, erase_all, project_case, sop_id_of
from spl_desktop.services.register import Register
from spl_desktop.services.sop_texts import text_hash

_CASE = "case:"
_OFF = (
    "tidak sesuai dengan riwayatnya: disusun versi program yang lama, atau diubah dari luar. Riwayatnya sendiri utuh. "
    "Jalankan Bangun Ulang; tidak ada catatan yang hilang."
)
# Built once, and answered as it is stored: a check asks nine times for every case.
_FACTS = text(
    "SELECT seq, kind, payload, happened_on, recorded_at, acted_lane, acted_by, recorded_by, previous, hash "
    "FROM facts WHERE stream = :stream ORDER BY seq"
)
_NAMES = {table: table.__table__.c.keys() for table in rows.ORDER}
_ROWS = {
    table: f"SELECT {', '.join(names)} FROM {table.__tablename__} WHERE {case_column(table).name} = ?"
    for table, names in _NAMES.items()
}
_UNREADABLE = (*logs.UNREADABLE, UserError)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something amiss: where, and what in a sentence; `mendable` where only a list is off, which `rebuild` mends."""

    place: str
    sentence: str
    mendable: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and what is amiss."""

    problems: tuple[Problem, ...]
    cases: int
    facts: int
    files: int

    @property
    def mendable(self) -> bool:
        """Whether something is amiss, and all of it is mended by `rebuild`."""
        return bool(self.problems) and all(one.mendable for one in self.problems)


def check(register: Register, progress: Progress = unheard) -> Report:
    """Checks everything; nothing is changed. The first bad fact of each stream is named.

    UserError for a register of a newer program, whose facts this one would take for spoilt.
    """
    if register.read_only:
        raise UserError(f"Register ini tidak dapat diperiksa dengan versi program ini. {register.read_only}")
    with register.reading() as session:
        facts = session.scalar(select(func.count()).select_from(FactRecord)) or 0
        streams = list(session.scalars(select(FactRecord.stream).distinct().order_by(FactRecord.stream)))
        streams.sort(key=lambda one: (one != STREAM, _number(one)))
        cases = [one for one in streams if one.startswith(_CASE)]
        total = len(streams) + (session.scalar(select(func.count()).select_from(FileRecord)) or 0)
        problems = [*_whole_file(session), *_nothing_removed(session, facts)]
        wanted: dict[str, FileRef] = {}
        office: OfficeState | None = None
        for done, stream in enumerate(streams):
            progress(done, total, "Memeriksa catatan")
            log: list[e.Recorded] = []
            broken = _broken_chain(session, stream, log.append)
            if broken is not None:
                problems.append(broken)
                continue
            for link in log:
                wanted.update((ref.sha256, ref) for ref in _files_of(link.fact))
            if stream == STREAM:
                office = fold_office(log)
                problems += _sops(session, log)
            elif office is not None:  # without it no deadline can be judged
                problems += _case(session, register, office, _number(stream), log)
        problems += _orphans(session, {_number(one) for one in cases})
        files, damaged = _files(session, wanted, progress, len(streams), total)
        progress(total, total, "Selesai memeriksa")
    return Report((*problems, *_search_index(register), *damaged), len(cases), facts, files)


def _search_index(register: Register) -> Iterator[Problem]:
    """Asks FTS5 itself, by the command that it takes as a write though it writes nothing: no other check reads it."""
    with register.writing() as session:
        try:
            session.connection().exec_driver_sql("INSERT INTO search (search) VALUES ('integrity-check')")
            return
        except DatabaseError as error:
            if not str(getattr(error.orig, "sqlite_errorname", "")).startswith("SQLITE_CORRUPT"):
                raise
    yield Problem(
        "pencarian", "Indeks pencarian rusak. Jalankan Bangun Ulang; bila masih rusak, ambil register dari cadangan."
    )


def _number(stream: str) -> int:
    digits = stream.removeprefix(_CASE)
    return int(digits) if digits.isdecimal() else 0


def _whole_file(session: Session) -> Iterator[Problem]:
    for (found,) in session.execute(text("PRAGMA integrity_check")):
        if found != "ok":
            yield Problem("berkas register", f"Berkas rusak ({found}). Ambil register dari cadangan.")
            return
    known = set(session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
    if any(trigger.split()[2] not in known for trigger in APPEND_ONLY):
        yield Problem("berkas register", "Pelindung catatan dilepas, jadi catatan dapat diubah dari luar program.")


def _nothing_removed(session: Session, facts: int) -> Iterator[Problem]:
    ever = session.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = 'facts'")) or 0
    if ever != facts:
        yield Problem(
            "catatan", f"Pernah ada {ever} catatan, sekarang {facts}: catatan dihapus dari luar. Ambil dari cadangan."
        )


def _place(stream: str, seq: int) -> str:
    whose = "kantor" if stream == STREAM else f"kasus {_number(stream)}"
    return f"{whose}, catatan {seq}"


def chain_problems(session: Session) -> tuple[Problem, ...]:
    """The first bad fact of each stream, of a register of any version: only the facts themselves are read."""
    streams = session.scalars(text("SELECT DISTINCT stream FROM facts ORDER BY stream")).all()
    return tuple(broken for stream in streams if (broken := _broken_chain(session, stream)) is not None)


def _broken_chain(
    session: Session, stream: str, each: Callable[[e.Recorded], object] = lambda _link: None
) -> Problem | None:
    """Judges the text as it is stored, before anything reads it as a date or as a fact; `each` gets the good ones."""
    previous = e.GENESIS
    for expected, row in enumerate(session.connection().execute(_FACTS, {"stream": stream}), 1):
        if row.seq != expected:
            return Problem(_place(stream, expected), "Catatan ini hilang. Ambil register dari cadangan.")
        link = _as_written(stream, row) if row.previous == previous else None
        if link is None:
            return Problem(
                _place(stream, expected),
                "Catatan ini tidak lagi seperti yang ditulis: isinya diubah, atau urutannya ditukar. "
                "Bandingkan dengan cadangan.",
            )
        previous = row.hash
        each(link)
    return None


def _as_written(stream: str, row: Any) -> e.Recorded | None:
    seq, kind, payload, happened_on, recorded_at, lane, actor, recorder, previous, digest = row
    try:
        day, at = date.fromisoformat(happened_on), logs.instant(recorded_at)
        if e.chain_hash(previous, stream, seq, payload, day, at, lane, actor, recorder) != digest:
            return None
        fact = e.decode(payload)
        if e.kind_of(fact) != kind:
            return None
        return e.Recorded(stream, seq, fact, day, at, lane, actor, recorder, previous, digest)
    except (ValueError, TypeError):
        return None


def _files_of(value: object) -> Iterator[FileRef]:
    if isinstance(value, FileRef):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _files_of(getattr(value, name))


def _sops(session: Session, log: Sequence[e.Recorded]) -> Iterator[Problem]:
    for link in log:
        if isinstance(link.fact, SopAdopted):
            record = session.get(SopRecord, link.fact.sop)
            if record is None or not text_hash(record.text) == record.sha256 == link.fact.sha256:
                yield Problem(
                    f"SOP {link.fact.sop}", "Teks SOP tidak sama dengan yang dahulu disahkan. Ambil dari cadangan."
                )


def _calendars(register: Register, office: OfficeState) -> rows.Calendars:
    def calendar(version: int | None) -> WorkCalendar:
        return register.calendar(office, version)

    return calendar


def _case(
    session: Session, register: Register, office: OfficeState, case: int, log: Sequence[e.Recorded]
) -> Iterator[Problem]:
    place = f"kasus {case}"
    try:
        sop = register.sop(session, sop_id_of(log))
        state, expected = rows.project(case, log, sop, _calendars(register, office))
    except _UNREADABLE as error:
        yield Problem(place, f"Riwayatnya tidak dapat dibaca sebagai kasus ({error}). Bandingkan dengan cadangan.")
        return
    place = f"kasus {case} (agenda {state.agenda})"
    for table in rows.ORDER:
        if not _as_derived(session, table, case, expected.rows[table]):
            yield Problem(place, f"Daftar {table.__tablename__} {_OFF}", mendable=True)
    if dict(indexed(session.connection(), case)).get(case) != expected.words:
        yield Problem(place, f"Indeks pencarian {_OFF}", mendable=True)


def _as_derived(session: Session, table: type[Base], case: int, wanted: list[rows.Row]) -> bool:
    """Compares as it is stored, so that a date that is none any more is just another text."""
    found = [tuple(row) for row in session.connection().exec_driver_sql(_ROWS[table], (case,))]
    kept = [_kept(row, _NAMES[table]) for row in wanted]
    return found == kept or sorted(found, key=repr) == sorted(kept, key=repr)


def _kept(row: rows.Row, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(value.isoformat() if isinstance(value := row[name], date) else value for name in names)


def _orphans(session: Session, cases: set[int]) -> Iterator[Problem]:
    listed = indexed_cases(session.connection())
    for table in rows.ORDER:
        listed |= set(session.scalars(select(case_column(table)).distinct()))
    for case in sorted(listed - cases):
        yield Problem(f"kasus {case}", "Ada di daftar tetapi tidak mempunyai riwayat. Bandingkan dengan cadangan.")


def _files(
    session: Session, wanted: dict[str, FileRef], progress: Progress, done: int, total: int
) -> tuple[int, list[Problem]]:
    problems: list[Problem] = []
    kept = list(session.execute(select(FileRecord.sha256, FileRecord.size).order_by(FileRecord.sha256)))
    for number, (sha256, size) in enumerate(kept):
        progress(done + number, total, "Memeriksa berkas")
        digest, length = hashlib.sha256(), 0
        for data in chunks(session, sha256):
            digest.update(data)
            length += len(data)
        if digest.hexdigest() != sha256 or length != size:
            name = wanted[sha256].name if sha256 in wanted else sha256[:12]
            problems.append(
                Problem(f"berkas {name}", "Isi berkas tidak sama dengan saat diberkaskan. Ambil dari cadangan.")
            )
    missing = set(wanted) - {sha256 for sha256, _ in kept}
    problems += [
        Problem(f"berkas {wanted[sha256].name}", "Berkas ini hilang dari register. Ambil dari cadangan.")
        for sha256 in sorted(missing)
    ]
    return len(kept), problems


@needs(UseCase.REBUILD)
def rebuild(register: Register, progress: Progress = unheard) -> Changes:
    """Builds all projections anew from the log, in one transaction; history, files and drafts stay as they are.

    UserError where a history cannot be read as a case: then nothing changes.
    """
    with register.writing() as session:
        office = register.office(session)
        query = select(FactRecord.stream).where(FactRecord.kind == "case_opened")
        cases = sorted({_number(stream) for stream in session.scalars(query)})
        erase_all(session)
        clear_index(session.connection())
        for done, case in enumerate(cases):
            progress(done, len(cases), "Membangun ulang daftar")
            try:
                project_case(session, register, office, case, logs.load(session, logs.case_stream(case)))
            except logs.UNREADABLE as error:
                raise logs.unreadable(logs.case_stream(case)) from error
    return Changes(frozenset({Kind.CASE, Kind.OFFICE, Kind.CALENDAR}), frozenset(cases))
