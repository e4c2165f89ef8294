"""Writing the projections of a case, and moving open deadlines when the calendar changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import msgspec
from sqlalchemy import Column, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from spl_desktop.domain.case import CaseState
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.events import CaseOpened, Recorded
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
    session: Session, register: Register, office: OfficeState, case: int, log: Sequence[Recorded]
) -> CaseState:
    """Writes the rows of the case anew and gives its state."""

    def calendars(version: int | None) -> WorkCalendar:
        return register.calendar(office, version)

    state, projected = rows.project(case, log, register.sop(session, sop_id_of(log)), calendars)
    write(session, case, projected)
    return state


def write(session: Session, case: int, projected: rows.Projected) -> None:
    """The rows of the case are these from now on."""
    erase(session, case)
    for table in rows.ORDER:
        if projected.rows[table]:
            try:
                session.execute(insert(_plain(table)), projected.rows[table])
            except IntegrityError as error:
                if "agenda_key" in str(error.orig) or "numbers" in str(error.orig):
                    raise UserError(
                        "Nomor agenda atau nomor dokumen itu sudah dipakai. Isi nomor lain, lalu simpan lagi."
                    ) from error
                raise
    index_case(session.connection(), case, projected.words)


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
