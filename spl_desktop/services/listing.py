"""Lists of cases and visits: filtered and sorted where the rows are, read as frozen rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, and_, func, select, text, true
from sqlalchemy.orm import Session

from spl_desktop.domain.case import Status
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.text import clean
from spl_desktop.domain.timing import Due, Hold, due, remaining, used
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.models.projections import CaseRecord, VisitRecord
from spl_desktop.models.search import conditions
from spl_desktop.services.register import Register

_BY_STEP = frozenset({"step", "step_number"})
OPEN = (Status.RUNNING.value, Status.HELD.value)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list. `days_left` in hari kerja, below zero when overdue; the dates are None once it has ended.

    `due` is the deadline of the open step, `early` its early target; on hold both include the pause up to today.
    """

    id: int
    agenda: str
    agency: str
    system: str
    subject: str
    step: str
    step_number: int
    step_text: str
    round: int
    received: date
    due: date | None
    early: date | None
    days_left: int | None
    status: Status
    overdue: bool
    visits: int
    changed: date
    letter_number: str
    srikandi: str
    held_for: str
    entered: date | None = None
    ended: date | None = None
    agency_id: int = 0
    sender: str = ""
    letter_date: date | None = None
    sop: str = ""


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases, in which order. `text` is looked for in everything written in a case, by the beginnings of words.

    Empty fields ask for nothing. `sort` is one of SORTS; equal ones follow each other by number. `sop` names a version.
    """

    text: str = ""
    statuses: frozenset[Status] = frozenset()
    agency: int = 0
    step: str = ""
    overdue: bool = False
    sort: str = "due"
    descending: bool = False
    sop: str = ""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit in a list; `used`, `held`, `net` in hari kerja, to the end of the visit or to today."""

    case: int
    agenda: str
    agency: str
    system: str
    number: int
    step: str
    step_number: int
    step_text: str
    round: int
    entered: date
    due_early: date
    due_late: date
    ended: date | None
    used: int
    held: int
    net: int
    verdict: str
    ending: str
    outcome: str
    reason: str


_C = CaseRecord
SORTS: dict[str, Sequence[Any]] = {
    "due": (_C.due_late,),
    "agenda": (_C.agenda_sort,),
    "agency": (func.lower(_C.agency_name),),
    "system": (func.lower(_C.system),),
    "subject": (func.lower(_C.subject),),
    "step": (_C.step_number, _C.round),
    "step_number": (_C.step_number, _C.round),
    "received": (_C.received,),
    "days_left": (),
    "status": (_C.status,),
    "changed": (_C.changed,),
    "visits": (_C.visits,),
    "letter_number": (func.lower(_C.letter_number),),
    "srikandi": (func.lower(_C.srikandi),),
    "early": (_C.due_early,),
    "round": (_C.round,),
    "held_for": (func.lower(_C.held_for),),
}
"""What a list may be sorted by; the names are those of the fields of CaseRow."""


def _columns(sort: str, today: date) -> Sequence[Any]:
    if sort == "days_left":
        # On hold the rest of the time stands still at what it was when the hold began.
        return (func.julianday(_C.due_late) - func.julianday(func.coalesce(_C.held_since, today)),)
    return SORTS.get(sort, SORTS["due"])


def chosen(wanted: CaseFilter, today: date, aside: Callable[[Any], Any] = lambda column: column) -> ColumnElement[bool]:
    """The condition of a filter; `aside` may keep the columns that it asks from choosing the way to the rows."""
    parts: list[ColumnElement[bool]] = []
    if wanted.statuses:
        parts.append(aside(_C.status).in_(sorted(Status(status).value for status in wanted.statuses)))
    if wanted.agency:
        parts.append((_C.agency if wanted.sort == "agency" else aside(_C.agency)) == wanted.agency)
    if wanted.step:
        parts.append((_C.step if wanted.sort in _BY_STEP else aside(_C.step)) == clean(wanted.step))
    if wanted.sop:
        parts.append(aside(_C.sop) == clean(wanted.sop))
    if wanted.overdue:
        parts.append(aside(_C.status).in_(OPEN))
        if not wanted.text:  # says nothing new, but an index can answer it where no word has found the cases before
            parts.append(_C.due_late < today)
        parts.append(aside(_C.due_late) < func.coalesce(_C.held_since, today))
    for condition, parameters in conditions(wanted.text):
        parts.append(text(f"({condition})").bindparams(**parameters))  # type: ignore[arg-type]  # a text is a condition
    return and_(true(), *parts)


def ordered(query: Any, wanted: CaseFilter, today: date) -> Any:
    """The query, a select of any columns, in the order wanted."""
    columns = _columns(wanted.sort, today)
    query = query.order_by(columns[0].is_(None))  # what has no date or number stands last, whichever way it is sorted
    for column in columns:
        query = query.order_by(column.desc() if wanted.descending else column.asc())
    return query.order_by(_C.id.desc() if wanted.descending else _C.id.asc())


def list_cases(
    register: Register,
    filter: CaseFilter | None = None,  # noqa: A002  # the word of the page that asks
    *,
    offset: int = 0,
    limit: int | None = None,
    today: date | None = None,
) -> tuple[CaseRow, ...]:
    """The cases that the filter asks for, in its order; `today` is that of the clock where it is not given."""
    wanted, day = filter or CaseFilter(), today or register.today
    with register.reading() as session:
        if limit is None and not offset:
            return cases_in(session, register, wanted, day)
        query = ordered(select(_C).where(chosen(wanted, day)), wanted, day).offset(offset).limit(limit)
        calendar = register.calendar(register.office(session))
        return tuple(case_row(session, register, calendar, record, day) for record in session.scalars(query))


def cases_in(session: Session, register: Register, wanted: CaseFilter, today: date) -> tuple[CaseRow, ...]:
    """The whole list as this transaction sees it."""
    query = ordered(select(_C).where(chosen(wanted, today)), wanted, today)
    calendar = register.calendar(register.office(session))
    rows = tuple(case_row(session, register, calendar, record, today) for record in session.scalars(query))
    return _by_shown_due(rows, wanted)


def _by_shown_due(rows: tuple[CaseRow, ...], wanted: CaseFilter) -> tuple[CaseRow, ...]:
    """The whole list by the dates that it shows: a pause that still lasts moves a deadline day by day."""
    if wanted.sort != "due" or all(row.status is not Status.HELD for row in rows):
        return rows
    dated = [row for row in rows if row.due is not None]
    dated.sort(key=lambda row: (row.due or date.max, row.id), reverse=wanted.descending)
    return (*dated, *(row for row in rows if row.due is None))


def count_cases(register: Register, filter: CaseFilter | None = None, *, today: date | None = None) -> int:  # noqa: A002
    """How many cases the filter asks for."""
    wanted = filter or CaseFilter()
    query = select(func.count()).select_from(_C).where(chosen(wanted, today or register.today))
    with register.reading() as session:
        return session.scalar(query) or 0


def case_row(
    session: Session,
    register: Register,
    calendar: WorkCalendar,
    record: CaseRecord | Row[Any],
    today: date,
    holds: str | None = None,
) -> CaseRow:
    """The row of a case as it stands on that day; `holds` are the pauses of its open visit, read here where not given.

    `record` may be a plain row of the table: many of them are read in half the time.
    """
    deadline = _due(session, register, calendar, record, today, holds)
    # On hold the rest of the time stands still at what it was when the hold began.
    stands = record.held_since or max(today, record.entered or today)
    left = None if record.due_late is None else remaining(record.due_late, stands, calendar)
    return CaseRow(
        id=record.id,
        agenda=record.agenda,
        agency=record.agency_name,
        system=record.system,
        subject=record.subject,
        step=record.step,
        step_number=record.step_number,
        step_text=record.step_text,
        round=record.round,
        received=record.received,
        due=deadline.late if deadline else None,
        early=deadline.early if deadline else None,
        days_left=left,
        status=Status(record.status),
        overdue=left is not None and left < 0,
        visits=record.visits,
        changed=record.changed,
        letter_number=record.letter_number,
        srikandi=record.srikandi,
        held_for=record.held_for,
        entered=record.entered,
        ended=record.ended,
        agency_id=record.agency,
        sender=record.sender,
        letter_date=record.letter_date,
        sop=record.sop,
    )


def _due(
    session: Session,
    register: Register,
    calendar: WorkCalendar,
    record: CaseRecord | Row[Any],
    today: date,
    holds: str | None,
) -> Due | None:
    if record.due_late is None or record.due_early is None or record.entered is None:
        return None
    if record.held_since is None:
        return Due(record.due_early, record.due_late)
    if holds is None:
        visit = VisitRecord.__table__.c
        query = select(visit.holds).where(visit.case_id == record.id, visit.ended.is_(None))
        holds = session.connection().execute(query).scalar()
    return _pushed(register.sop(session, record.sop), record.step, record.entered, holds or "[]", calendar, today)


def _pushed(sop: Sop, step: str, entered: date, holds: str, calendar: WorkCalendar, today: date) -> Due:
    pauses = msgspec.json.decode(holds, type=list[Hold])
    return due(entered, sop.step(step).time, calendar, pauses, today)


def list_visits(
    register: Register,
    filter: CaseFilter | None = None,  # noqa: A002  # the word of the page that asks
    *,
    today: date | None = None,
) -> tuple[VisitRow, ...]:
    """Every visit of the cases that the filter asks for, case by case in its order."""
    with register.reading() as session:
        return visits_in(session, register, filter or CaseFilter(), today or register.today)


def visits_in(
    session: Session, register: Register, wanted: CaseFilter, today: date, *only: ColumnElement[bool]
) -> tuple[VisitRow, ...]:
    """The visits as this transaction sees them; `only` narrows down which of each case."""
    return tuple(each_visit(session, register, wanted, today, *only))


def count_visits(session: Session, wanted: CaseFilter, today: date) -> int:
    """How many visits the cases of a filter have."""
    query = select(func.count()).select_from(VisitRecord).join(_C, _C.id == VisitRecord.case_id)
    return session.scalar(query.where(chosen(wanted, today))) or 0


def each_visit(
    session: Session, register: Register, wanted: CaseFilter, today: date, *only: ColumnElement[bool]
) -> Iterator[VisitRow]:
    """As `visits_in`, one after the other while the transaction lasts, so that no list of them needs memory."""
    query = select(*VisitRecord.__table__.c, _C.agenda, _C.agency_name, _C.system, _C.sop)
    query = query.join(_C, _C.id == VisitRecord.case_id).where(chosen(wanted, today), *only)
    calendar = register.calendar(register.office(session))
    found = session.execute(ordered(query, wanted, today).order_by(VisitRecord.number).execution_options(yield_per=500))
    for visit in found:
        deadline = Due(visit.due_early, visit.due_late)
        took, held, net = visit.used, visit.held, visit.net
        if visit.ended is None:
            until = max(today, visit.entered)
            holds = msgspec.json.decode(visit.holds, type=list[Hold])
            sop = register.sop(session, visit.sop)
            deadline = _pushed(sop, visit.step, visit.entered, visit.holds, calendar, until)
            so_far = used(visit.entered, until, calendar, holds)
            took, held, net = so_far.total, so_far.held, so_far.net
        yield VisitRow(
            case=visit.case_id,
            agenda=visit.agenda,
            agency=visit.agency_name,
            system=visit.system,
            number=visit.number,
            step=visit.step,
            step_number=visit.step_number,
            step_text=visit.step_text,
            round=visit.round,
            entered=visit.entered,
            due_early=deadline.early,
            due_late=deadline.late,
            ended=visit.ended,
            used=took or 0,
            held=held or 0,
            net=net or 0,
            verdict=visit.verdict.replace("_", " "),
            ending=visit.ending,
            outcome=visit.outcome_text,
            reason=visit.reason,
        )
