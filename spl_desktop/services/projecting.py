"""Writing the projections of a case, and moving open deadlines when the calendar changes."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import msgspec
from sqlalchemy import Column, ColumnElement, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from spl_desktop.domain.case import CaseState, Visit
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.events import CaseOpened, Recorded
from spl_desktop.domain.fold import fold_on
from spl_desktop.domain.office import OfficeState
from spl_desktop.domain.timing import Due, Hold, due
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.models import projections as p
from spl_desktop.models.base import Base
from spl_desktop.models.search import index_case
from spl_desktop.services import log as logs
from spl_desktop.services import rows
from spl_desktop.services.register import Register


def sop_id_of(log: Sequence[Recorded]) -> str:
    """The version of the SOP that a case follows, as its first fact names it; UserError where that fact is gone."""
    first = log[0].fact
    if not isinstance(first, CaseOpened):
        raise logs.unreadable(log[0].stream)
    return first.sop


def project_case(
    session: Session,
    register: Register,
    office: OfficeState,
    case: int,
    log: Sequence[Recorded],
    stood: CaseState | None = None,
) -> CaseState:
    """Writes the rows of the case anew and gives its state.

    `stood` is the state of the case before the newest facts, whose rows are in the file: only what differs is written.
    """

    def calendars(version: int | None) -> WorkCalendar:
        return register.calendar(office, version)

    sop = register.sop(session, sop_id_of(log))
    judged: dict[Visit, rows.Row] = {}
    state, projected = rows.project(case, log, sop, calendars, stood and fold_on(stood, log), judged)
    if stood is None:
        write(session, case, projected)
        return state
    _, before = rows.project(case, log[: stood.seq], sop, calendars, stood, judged)
    if not _write_differences(session, case, before, projected):
        write(session, case, projected)
    return state


def write(session: Session, case: int, projected: rows.Projected) -> None:
    """The rows of the case are these from now on, whatever stood there."""
    erase(session, case)
    with _told_numbers():
        for table in rows.ORDER:
            if projected.rows[table]:
                session.connection().execute(insert(_plain(table)), projected.rows[table])
    index_case(session.connection(), case, projected.words)


@contextlib.contextmanager
def _told_numbers() -> Iterator[None]:
    """A number that another case has taken meanwhile is refused with a sentence."""
    try:
        yield
    except IntegrityError as error:
        if "agenda_key" in str(error.orig) or "numbers" in str(error.orig):
            raise UserError(
                "Nomor agenda atau nomor dokumen itu sudah dipakai. Isi nomor lain, lalu simpan lagi."
            ) from error
        raise


def _write_differences(session: Session, case: int, before: rows.Projected, after: rows.Projected) -> bool:
    """Writes the rows that differ, of each only the columns that do: every index over another column stays untouched.

    False where a row that should stand in the file does not: then nothing less than all rows will do.
    """
    connection = session.connection()
    for table in reversed(rows.ORDER):
        if gone := _keyed(table, before).keys() - _keyed(table, after).keys():
            for key in gone:
                if connection.execute(delete(_plain(table)).where(*_is_row(table, key))).rowcount != 1:
                    return False
    with _told_numbers():
        for table in rows.ORDER:
            if before.rows[table] == after.rows[table]:
                continue
            stood, new = _keyed(table, before), []
            for key, row in _keyed(table, after).items():
                if key not in stood:
                    new.append(row)
                elif changed := {name: value for name, value in row.items() if stood[key][name] != value}:
                    written = connection.execute(update(_plain(table)).where(*_is_row(table, key)).values(changed))
                    if written.rowcount != 1:
                        return False
            if new:
                connection.execute(insert(_plain(table)), new)
    if before.words != after.words:
        index_case(connection, case, after.words)
    return True


def _keyed(table: type[Base], projected: rows.Projected) -> dict[tuple[object, ...], rows.Row]:
    names = [column.name for column in _plain(table).primary_key]
    return {tuple(row[name] for name in names): row for row in projected.rows[table]}


def _is_row(table: type[Base], key: tuple[object, ...]) -> list[ColumnElement[bool]]:
    return [column == value for column, value in zip(_plain(table).primary_key, key, strict=True)]


def erase(session: Session, case: int) -> None:
    """The case has no rows any more."""
    for table in reversed(rows.ORDER):
        session.execute(delete(_plain(table)).where(case_column(table) == case))


def erase_all(session: Session) -> None:
    """No case has rows any more, nor has one that no history tells of."""
    for table in reversed(rows.ORDER):
        session.execute(delete(_plain(table)))


def case_column(table: type[Base]) -> Column[int]:
    """The column of a projection that says whose row it is."""
    plain = _plain(table)
    return plain.c.id if table is p.CaseRecord else plain.c.case_id


def _plain(table: type[Base]) -> Table:
    """The table itself: through its mapped class every row would cost twice as much."""
    return cast(Table, table.__table__)


@dataclass(frozen=True, slots=True)
class Move:
    """A deadline of an open step that a change of the calendar moves, or its early target only.

    Of a `held` case the dates are those of today, as lists show them: the pause moves them on day by day.
    """

    case: int
    agenda: str
    agency: str
    step: str
    step_number: int
    before: date
    after: date
    early_before: date
    early_after: date
    held: bool = False

    @property
    def seen(self) -> bool:
        """Whether a list shows another date: a pause that still lasts may make up for the day that changes."""
        return (self.early_before, self.before) != (self.early_after, self.after)


@dataclass(frozen=True, slots=True)
class MovedVisit:
    """What is to be written about an open visit whose dates move: those of a pause that still lasts left out."""

    move: Move
    visit: int
    due: Due


def moved_visits(
    session: Session, register: Register, before: WorkCalendar, after: WorkCalendar
) -> tuple[MovedVisit, ...]:
    """The open visits that the calendar `after` judges otherwise, in order of the new deadline."""
    visit, case = p.VisitRecord, p.CaseRecord
    query = select(visit, case.agenda, case.agency_name, case.sop).join(case, case.id == visit.case_id)
    moved: list[MovedVisit] = []
    for row, agenda, agency, sop in session.execute(query.where(visit.ended.is_(None))):
        holds = msgspec.json.decode(row.holds, type=list[Hold])
        closed = rows.closed_holds(holds)
        standard = register.sop(session, sop).step(row.step).time
        now = due(row.entered, standard, after, closed)
        until = max(register.today, row.entered)
        was, shown = (due(row.entered, standard, calendar, holds, until) for calendar in (before, after))
        if (shown.early, shown.late) != (was.early, was.late) or now != Due(row.due_early, row.due_late, row.held_days):
            held = len(closed) < len(holds)
            move = Move(
                case=row.case_id,
                agenda=agenda,
                agency=agency,
                step=row.step,
                step_number=row.step_number,
                before=was.late,
                after=shown.late,
                early_before=was.early,
                early_after=shown.early,
                held=held,
            )
            moved.append(MovedVisit(move, row.number, now))
    return tuple(sorted(moved, key=lambda one: (one.move.after, one.move.agenda)))


def move_visits(session: Session, moved: Sequence[MovedVisit]) -> None:
    """Writes the new dates."""
    for one in moved:
        new = {"due_early": one.due.early, "due_late": one.due.late}
        session.execute(
            update(p.VisitRecord)
            .where(p.VisitRecord.case_id == one.move.case, p.VisitRecord.number == one.visit)
            .values(**new, held_days=one.due.held_days)
        )
        session.execute(update(p.CaseRecord).where(p.CaseRecord.id == one.move.case).values(**new))
