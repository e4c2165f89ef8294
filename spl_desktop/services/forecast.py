"""Forecasts of running cases: the office's finished visits read once, and each case's open visit."""

from dataclasses import dataclass
from datetime import date

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from spl_desktop.domain.case import Ending, Status
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.forecast import Forecast, OpenVisit, Seen, forecast
from spl_desktop.domain.timing import Hold, used
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.models.projections import CaseRecord, VisitRecord
from spl_desktop.services.register import Register

_FINISHED = (Ending.FINISHED.value, Ending.RETURNED.value)


@dataclass(frozen=True, slots=True)
class CaseForecast:
    """The forecast of a case; `texts` are the steps' texts by id, `warnings` tell of years not decided yet."""

    case: int
    agenda: str
    agency: str
    system: str
    step: str
    step_number: int
    forecast: Forecast
    texts: dict[str, str]
    warnings: tuple[str, ...]


def forecasts(register: Register, *, today: date | None = None) -> tuple[CaseForecast, ...]:
    """Every open case with its forecast, in order of the likely day; those that have none come last."""
    with register.reading() as session:
        found = _forecasts(session, register, None, today or register.today)
    return tuple(sorted(found, key=lambda one: (one.forecast.likely or date.max, one.agenda)))


def case_forecast(register: Register, case: int, *, today: date | None = None) -> CaseForecast:
    """The forecast of that case; UserError where there is none, or where it has ended."""
    with register.reading() as session:
        for found in _forecasts(session, register, case, today or register.today):
            return found
        record = session.get(CaseRecord, case)
    if record is None:
        raise UserError("Kasus itu tidak ada di register ini. Muat ulang daftarnya.")
    raise UserError(f"Kasus {record.agenda} sudah {record.status}; hanya kasus terbuka yang dapat diperkirakan.")


def seen_visits(session: Session) -> tuple[Seen, ...]:
    """What the office's visits took that were finished or returned, alike ones as one row."""
    same = (VisitRecord.step, VisitRecord.net, VisitRecord.outcome)
    query = select(*same, func.count()).where(VisitRecord.ending.in_(_FINISHED), VisitRecord.net.is_not(None))
    rows = session.execute(query.group_by(*same).order_by(*same))
    return tuple(Seen(step, net or 0, outcome, times) for step, net, outcome, times in rows)


def _forecasts(session: Session, register: Register, case: int | None, today: date) -> list[CaseForecast]:
    calendar = register.calendar(register.office(session))
    seen = seen_visits(session)
    query = select(CaseRecord, VisitRecord).join(VisitRecord, VisitRecord.case_id == CaseRecord.id)
    query = query.where(VisitRecord.ended.is_(None)).order_by(CaseRecord.id)
    rows = session.execute(query if case is None else query.where(CaseRecord.id == case))
    return [_forecast(session, register, record, visit, seen, calendar, today) for record, visit in rows]


def _forecast(
    session: Session,
    register: Register,
    record: CaseRecord,
    visit: VisitRecord,
    seen: tuple[Seen, ...],
    calendar: WorkCalendar,
    today: date,
) -> CaseForecast:
    sop = register.sop(session, record.sop)
    until = max(today, visit.entered)
    spent = used(visit.entered, until, calendar, msgspec.json.decode(visit.holds, type=list[Hold])).net
    here = OpenVisit(visit.step, visit.entered, spent, record.status == Status.HELD.value)
    made = forecast(sop, here, seen, calendar, until)
    last = made.safe or made.likely or until
    return CaseForecast(
        case=record.id,
        agenda=record.agenda,
        agency=record.agency_name,
        system=record.system,
        step=visit.step,
        step_number=visit.step_number,
        forecast=made,
        texts={one.step: sop.step(one.step).text for one in made.steps},
        warnings=tuple(calendar.warning_for(year) for year in calendar.undecided_years(until, last)),
    )
