"""The office lens: where the open cases stand, how steps were worked in a period, and the list behind each number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from spl_desktop.domain.case import Ending, Status
from spl_desktop.domain.heat import EndedIn, Heat, OpenIn, Tokens, heat_of, tokens_of
from spl_desktop.domain.period import check_period
from spl_desktop.models.projections import CaseRecord, VisitRecord
from spl_desktop.services.listing import OPEN, CaseFilter, VisitRow, visits_in
from spl_desktop.services.register import Register

_C, _V = CaseRecord, VisitRecord


@dataclass(frozen=True, slots=True)
class Ended:
    """Which visits that ended from `start` to `end`: of a version, of a step, by one way (empty: by any)."""

    sop: str
    step: str
    start: date
    end: date
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class OfficeLens:
    """What the picture of one version shows; `measured` are the first and the last day with a visit that ended."""

    tokens: Tokens
    heat: Heat
    measured: tuple[date, date] | None


def tokens(register: Register, *, today: date | None = None) -> tuple[Tokens, ...]:
    """Where the open cases stand, for every version of the SOP that any of them follows."""
    day = today or register.today
    with register.reading() as session:
        found = session.scalars(select(_C.sop).where(_C.status.in_(OPEN)).distinct().order_by(_C.sop))
        return tuple(_tokens(session, register, sop, day) for sop in found.all())


def heat(register: Register, start: date, end: date) -> tuple[Heat, ...]:
    """The figures of the period, for every version of the SOP with a measured visit in it.

    UserError where the period ends before it begins.
    """
    check_period(start, end)
    with register.reading() as session:
        query = select(_C.sop).join(_V, _V.case_id == _C.id).where(*_measured(), _V.ended.between(start, end))
        found = session.scalars(query.distinct().order_by(_C.sop)).all()
        return tuple(_heat(session, register, sop, start, end) for sop in found)


def office_lens(register: Register, sop: str, start: date, end: date, *, today: date | None = None) -> OfficeLens:
    """Both for one version, and the days between which anything was measured; UserError as `heat`."""
    check_period(start, end)
    with register.reading() as session:
        span = select(func.min(_V.ended), func.max(_V.ended)).join(_C, _C.id == _V.case_id)
        first, last = session.execute(span.where(_C.sop == sop, *_measured())).one()
        return OfficeLens(
            _tokens(session, register, sop, today or register.today),
            _heat(session, register, sop, start, end),
            (first, last) if first is not None and last is not None else None,
        )


def cases_at(sop: str, step: str, *, overdue: bool = False, held: bool = False) -> CaseFilter:
    """The list behind a number of the tokens: the open cases at the step, or the overdue or held ones of them."""
    statuses = frozenset({Status.HELD}) if held else frozenset(status for status in Status if status.open)
    return CaseFilter(statuses=statuses, step=step, sop=sop, overdue=overdue)


def ended_visits(register: Register, wanted: Ended) -> tuple[VisitRow, ...]:
    """The visits behind a number of the heat, the longest first."""
    only = [_V.step == wanted.step, _V.ended.between(wanted.start, wanted.end), *_measured()]
    if wanted.outcome:
        only.append(_V.outcome == wanted.outcome)
    with register.reading() as session:
        rows = visits_in(session, register, CaseFilter(sop=wanted.sop), register.today, *only)
    return tuple(sorted(rows, key=lambda row: (-row.net, row.ended or date.max, row.case, row.number)))


def _measured() -> Sequence[ColumnElement[bool]]:
    """A visit that a cancelled case broke off is no measure of its step."""
    return (_V.ended.is_not(None), _V.ending != Ending.BROKEN_OFF.value)


def _tokens(session: Session, register: Register, sop: str, today: date) -> Tokens:
    query = select(_C.id, _C.agenda, _C.step, _C.entered, _C.due_late, _C.held_since)
    rows = session.execute(query.where(_C.sop == sop, _C.status.in_(OPEN)))
    cases = (
        OpenIn(case, agenda, step, entered, due, held)
        for case, agenda, step, entered, due, held in rows
        if entered is not None and due is not None
    )
    return tokens_of(register.sop(session, sop), cases, today, register.calendar(register.office(session)))


def _heat(session: Session, register: Register, sop: str, start: date, end: date) -> Heat:
    query = select(_V.step, _V.ending, _V.outcome, _V.verdict, _V.net).join(_C, _C.id == _V.case_id)
    rows = session.execute(query.where(_C.sop == sop, _V.ended.between(start, end), *_measured()))
    visits = (EndedIn(step, ending, outcome, verdict, net or 0) for step, ending, outcome, verdict, net in rows)
    return heat_of(register.sop(session, sop), visits, start, end)
