"""Writes the register, its visits or its events to a file: .xlsx for people, .csv and .jsonl for programs."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

import msgspec
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from spl_desktop.domain.case import Status
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.events import Recorded, encode, kind_of
from spl_desktop.models.log import FactRecord
from spl_desktop.reports import recaps, tables
from spl_desktop.reports.tables import Cell, Column, Json
from spl_desktop.reports.views import RecapHeader, RegisterLine, VisitLine
from spl_desktop.services import log as logs
from spl_desktop.services.listing import CaseFilter, CaseRow, VisitRow, cases_in, count_cases, count_visits, each_visit
from spl_desktop.services.printing_views import paper_of
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.queries import step_choices
from spl_desktop.services.register import Register
from spl_desktop.services.saving import whole_file
from spl_desktop.shipped import read_bytes

T = TypeVar("T")

SUFFIXES: Final = (".xlsx", ".csv", ".jsonl")
VERIFIER: Final = "periksa_riwayat.py"
"""The name of the program, of the standard library alone, with which anybody can examine an event list (.jsonl)."""

EVENTS: Final = (
    Column("Alur", "stream", 10),
    Column("Nomor", "seq", 8, "number"),
    Column("Nomor agenda", "agenda", 16),
    Column("Jenis", "kind", 22),
    Column("Tanggal kejadian", "happened_on", 12, "date"),
    Column("Dicatat (UTC)", "recorded_at", 26),
    Column("Pelaksana", "acted_lane", 18),
    Column("Pejabat", "acted_by", 24),
    Column("Dicatat oleh", "recorded_by", 18),
    Column("Isi", "payload", 60),
    Column("Hash sebelumnya", "previous", 20),
    Column("Hash", "hash", 20),
)
"""The columns of the event list; in .jsonl `payload` is an object, elsewhere its JSON text."""

_NUMBER: Final = select(func.count()).where(FactRecord.__table__.c.stream == bindparam("stream"))


def export(
    register: Register,
    what: str,
    target: Path,
    *,
    filter: CaseFilter | None = None,  # noqa: A002  # the word of the page that asks
    progress: Progress = unheard,
) -> int:
    """Writes the file, whole or not at all, and gives the number of its rows.

    UserError where the suffix is none of SUFFIXES, the target cannot be written or is open in another program.
    """
    suffix = target.suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError(
            f'Akhiran "{target.suffix}" tidak dikenal. Pakai {", ".join(SUFFIXES[:-1])} atau {SUFFIXES[-1]}.'
        )
    match what:
        case "register":
            return export_register(register, target, filter=filter, progress=progress)
        case "visits":
            return export_visits(register, target, filter=filter, progress=progress)
        case "events":
            return export_events(register, target, filter=filter, progress=progress)
    raise UserError("Isi ekspor tidak dikenal. Pilih register, visits, atau events.")


def export_register(
    register: Register,
    target: Path,
    *,
    filter: CaseFilter | None = None,  # noqa: A002  # see export
    progress: Progress = unheard,
) -> int:
    """The cases as the register lists them; an .xlsx has their visits on a second sheet."""
    progress(0, count_cases(register, filter), "Membaca register")
    wanted = filter or CaseFilter()
    with register.reading() as session:  # one transaction, so that both sheets tell the same moment
        lines = [_register_line(row) for row in cases_in(session, register, wanted, register.today)]
        if target.suffix.lower() == ".xlsx":
            total = len(lines) + count_visits(session, wanted, register.today)
            header = _header(register, filter)
            with whole_file(target) as unfinished, unfinished.open("wb") as out:
                recaps.register_workbook(
                    lines,
                    header,
                    out,
                    visits=map(_visit_line, each_visit(session, register, wanted, register.today)),
                    progress=lambda done: progress(done, total, "Menulis Excel"),
                )
        else:
            _plain(target, tables.REGISTER, map(tables.register_values, lines), len(lines), progress)
    return len(lines)


def export_visits(
    register: Register,
    target: Path,
    *,
    filter: CaseFilter | None = None,  # noqa: A002  # see export
    progress: Progress = unheard,
) -> int:
    """Every visit of the cases that the filter lets through, read while they are written."""
    progress(0, 0, "Membaca kunjungan langkah")
    wanted = filter or CaseFilter()
    header = _header(register, filter)
    with register.reading() as session:
        total = count_visits(session, wanted, register.today)
        lines = map(_visit_line, each_visit(session, register, wanted, register.today))
        if target.suffix.lower() == ".xlsx":
            with whole_file(target) as unfinished, unfinished.open("wb") as out:
                recaps.visits_workbook(lines, header, out, progress=lambda done: progress(done, total, "Menulis Excel"))
        else:
            _plain(target, tables.VISITS, map(tables.visit_values, lines), total, progress)
    return total


def export_events(
    register: Register,
    target: Path,
    *,
    filter: CaseFilter | None = None,  # noqa: A002  # see export
    progress: Progress = unheard,
) -> int:
    """Every fact as it was written, with its hashes; the office's own stream too where nothing is filtered.

    A .jsonl gets the VERIFIER beside it, so that whoever has the file can judge it without this program.
    """
    progress(0, 0, "Membaca catatan")
    suffix, header = target.suffix.lower(), _header(register, filter)
    with register.reading() as session:  # one transaction, so that the streams fit together
        streams = _streams(session, register, filter)
        total = sum(session.connection().execute(_NUMBER, {"stream": stream}).scalar_one() for stream, _ in streams)
        facts = ((agenda, fact) for stream, agenda in streams for fact in logs.load(session, stream))
        if suffix == ".jsonl":
            rows = (_event_row(*one) for one in facts)
            with whole_file(target) as unfinished, unfinished.open("wb") as out:
                tables.rows_to_jsonl(_counted(rows, total, progress), out)
            with whole_file(target.with_name(VERIFIER)) as unfinished:
                unfinished.write_bytes(verifier())
        elif suffix == ".csv":
            _plain(target, EVENTS, (_event(*one) for one in facts), total, progress)
        else:
            with whole_file(target) as unfinished, unfinished.open("wb") as out:
                recaps.table_workbook(
                    ("Catatan Peristiwa", "DAFTAR CATATAN PERISTIWA"),
                    EVENTS,
                    (_event(*one) for one in facts),
                    header,
                    out,
                    progress=lambda done: progress(done, total, "Menulis Excel"),
                )
    return total


def verifier() -> bytes:
    """The program that examines an event list."""
    return read_bytes(f"verifier/{VERIFIER}")


def _plain(
    target: Path, columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]], total: int, progress: Progress
) -> None:
    counted = _counted(rows, total, progress)
    with whole_file(target) as unfinished, unfinished.open("wb") as out:
        if target.suffix.lower() == ".csv":
            tables.rows_to_csv([column.heading for column in columns], counted, out)
        else:
            tables.rows_to_jsonl((tables.keyed(columns, row) for row in counted), out)


def _counted(rows: Iterable[T], total: int, progress: Progress) -> Iterator[T]:
    for done, row in enumerate(rows):
        if done % 100 == 0:
            progress(done, total, "Menulis berkas")
        yield row


def _streams(
    session: Session,
    register: Register,
    filter: CaseFilter | None,  # noqa: A002  # see export
) -> list[tuple[str, str]]:
    """Stream and agenda number of each case that the filter lets through; of all others too where nothing is asked."""
    rows = cases_in(session, register, filter or CaseFilter(), register.today)
    cases = [(f"case:{row.id}", row.agenda) for row in sorted(rows, key=lambda row: row.id)]
    if filter is None or replace(filter, sort=CaseFilter().sort, descending=False) == CaseFilter():
        known = dict(cases)
        others = session.scalars(select(FactRecord.__table__.c.stream).distinct()).all()
        cases = [*((name, "") for name in sorted(others) if name not in known), *cases]
    return cases


def _event(agenda: str, link: Recorded) -> tuple[Cell, ...]:
    return (
        link.stream,
        link.seq,
        agenda,
        kind_of(link.fact),
        link.happened_on,
        link.recorded_at.isoformat(),
        link.acted_lane,
        link.acted_by,
        link.recorded_by,
        encode(link.fact),
        link.previous,
        link.hash,
    )


def event_rows(agenda: str, facts: Iterable[Recorded]) -> Iterator[dict[str, Json]]:
    """The facts of a case as they stand in an exported event list (.jsonl)."""
    return (_event_row(agenda, link) for link in facts)


def _event_row(agenda: str, link: Recorded) -> dict[str, Json]:
    return {**tables.keyed(EVENTS, _event(agenda, link)), "payload": _payload(link)}


def _payload(link: Recorded) -> Json:
    found: Json = msgspec.json.decode(encode(link.fact))
    return found


def _register_line(row: CaseRow) -> RegisterLine:
    return RegisterLine(
        agenda=row.agenda,
        agency=row.agency,
        system=row.system,
        subject=row.subject,
        step=f"{row.step_number}. {row.step_text}" if row.step else "",
        entered=row.received,
        due=row.due,
        days_left=row.days_left,
        status=row.status.value,
        overdue=row.overdue,
    )


def _visit_line(row: VisitRow) -> VisitLine:
    return VisitLine(
        agenda=row.agenda,
        agency=row.agency,
        system=row.system,
        step_number=row.step_number,
        activity=row.step_text,
        round=row.round,
        entered=row.entered,
        early=row.due_early,
        due=row.due_late,
        finished=row.ended,
        used=row.used,
        held=row.held,
        net=row.net,
        verdict=(row.verdict or row.ending).replace("_", " "),
        note=": ".join(text for text in (row.outcome, row.reason) if text),
    )


def _header(register: Register, filter: CaseFilter | None) -> RecapHeader:  # noqa: A002  # see export
    with register.reading() as session:
        office = register.office(session)
    chosen = filter or CaseFilter()
    numbers = {step: number for step, number, _ in step_choices(register)} if chosen.step else {}
    agency = office.agency(chosen.agency) if chosen.agency else None
    words = [
        f'teks "{chosen.text}"' if chosen.text else "",
        f"status {', '.join(status.value for status in Status if status in chosen.statuses)}"
        if chosen.statuses
        else "",
        f"OPD {agency.name}" if agency else "",
        f"langkah {number}" if (number := numbers.get(chosen.step)) else "",
        "terlambat" if chosen.overdue else "",
    ]
    return RecapHeader(
        government=office.letterhead.government,
        office=office.letterhead.office,
        as_of=register.today,
        filters="; ".join(word for word in words if word),
        paper=paper_of(office),
    )
