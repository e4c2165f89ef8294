"""The morning desk: counters over the open cases, and the list behind each from the same condition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true, tuple_
from sqlalchemy.orm import Session

from spl_desktop.domain.case import Mark, Status
from spl_desktop.domain.desk import UNFOLLOWED, WAITING_DAYS, Bounds, Waiting, bounds
from spl_desktop.domain.errors import UserError
from spl_desktop.models.projections import CaseRecord, DispositionRecord, RecipientRecord
from spl_desktop.services.forms import ready_to_issue
from spl_desktop.services.listing import OPEN, CaseRow, case_row
from spl_desktop.services.register import Register

LONGEST_WAIT = 250
"""The most working days that a wait may be set to: about a year."""

_C, _R, _D = CaseRecord, RecipientRecord, DispositionRecord


@dataclass(frozen=True, slots=True)
class Counter:
    """How many open cases stand under a counter; `id` is one of domain.desk.Waiting."""

    id: Waiting
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits on that day, for everybody or for one lane.

    `lanes` (id, short name) are those of the SOP in force and of older versions that open cases follow; `open` counts
    the open cases of the lane, `cases` all cases of the register.
    """

    today: date
    lane: str
    lane_name: str
    waiting_days: int
    counters: tuple[Counter, ...]
    lanes: tuple[tuple[str, str], ...]
    open: int
    cases: int

    def count(self, counter: Waiting) -> int:
        """The number that the counter shows."""
        return next(one.count for one in self.counters if one.id == counter)


def desk(register: Register, *, today: date | None = None, lane: str = "", waiting_days: int = WAITING_DAYS) -> Desk:
    """The counters of the day; UserError where the lane is unknown or the wait no sensible number of hari kerja."""
    _check(waiting_days)
    day = today or register.today
    with register.reading() as session:
        calendar = register.calendar(register.office(session))
        lanes = _lanes(session, register)
        names = dict(lanes)
        if lane and lane not in names:
            raise UserError(f'Pelaksana "{lane}" tidak dikenal. Pilih salah satu: {", ".join(names)}.')
        asked = _Asked(session, register, bounds(day, calendar, waiting_days), lane)
        numbers = session.execute(
            select(
                func.count().filter(asked.condition(None)),
                *(func.count().filter(asked.condition(one)) for one in Waiting),
            )
            .select_from(_C)
            .where(_C.status.in_(OPEN))
        ).one()
        cases = session.scalar(select(func.count()).select_from(_C)) or 0
    return Desk(
        today=day,
        lane=lane,
        lane_name=names.get(lane, ""),
        waiting_days=waiting_days,
        counters=tuple(
            Counter(one, one.words(waiting_days), count) for one, count in zip(Waiting, numbers[1:], strict=True)
        ),
        lanes=lanes,
        open=numbers[0],
        cases=cases,
    )


def desk_cases(
    register: Register,
    counter: Waiting | None = None,
    *,
    today: date | None = None,
    lane: str = "",
    waiting_days: int = WAITING_DAYS,
) -> tuple[CaseRow, ...]:
    """The cases behind a counter, or every open case without one; the nearest deadline first."""
    _check(waiting_days)
    day = today or register.today
    with register.reading() as session:
        calendar = register.calendar(register.office(session))
        asked = _Asked(session, register, bounds(day, calendar, waiting_days), lane)
        found = session.scalars(select(_C).where(_C.status.in_(OPEN), asked.condition(counter)))
        rows = [case_row(session, register, calendar, record, day) for record in found]
    # By the dates that are shown: a pause that still lasts moves a deadline day by day.
    return tuple(sorted(rows, key=lambda row: (row.due or date.max, row.id)))


def lane_choices(register: Register) -> tuple[tuple[str, str], ...]:
    """The lanes (id, short name) that the desk can be asked for."""
    with register.reading() as session:
        return _lanes(session, register)


def _check(waiting_days: int) -> None:
    if not 1 <= waiting_days <= LONGEST_WAIT:
        raise UserError(f"Lama menunggu OPD paling sedikit 1 dan paling banyak {LONGEST_WAIT} hari kerja.")


def _lanes(session: Session, register: Register) -> tuple[tuple[str, str], ...]:
    current = register.office(session).sop
    older = session.scalars(select(_C.sop).where(_C.status.in_(OPEN)).distinct().order_by(_C.sop))
    lanes: dict[str, str] = {}
    for sop in (current, *older):
        for lane in register.sop(session, sop).lanes:
            lanes.setdefault(lane.id, lane.short)
    return tuple(lanes.items())


class _Asked:
    """The conditions of one question; counting and listing both use them."""

    def __init__(self, session: Session, register: Register, days: Bounds, lane: str) -> None:
        self._session, self._days, self._lane = session, days, lane
        self._of_lane = _stands_with(session, register, lane) if lane else true()

    def condition(self, counter: Waiting | None) -> ColumnElement[bool]:
        """Which of the open cases are meant; all of the lane without a counter."""
        if counter is Waiting.UNREAD:
            return self._disposed((Mark.UNREAD,))
        if counter is Waiting.UNFOLLOWED:
            return self._disposed(UNFOLLOWED)
        return self._of_lane if counter is None else and_(self._of_lane, self._of_case(counter))

    def _of_case(self, counter: Waiting) -> ColumnElement[bool]:
        days, running = self._days, _C.status == Status.RUNNING.value
        match counter:
            case Waiting.TODAY:
                return and_(running, _C.due_late == days.today)
            case Waiting.OVERDUE:
                return _C.due_late < func.coalesce(_C.held_since, days.today)
            case Waiting.SOON:
                return and_(running, _C.due_late > days.today, _C.due_late <= days.soon)
            case Waiting.AGENCY:
                return _C.waiting_since <= days.waiting
            case Waiting.STALE:
                return _C.changed <= days.stale
            case Waiting.INCOMPLETE:
                return _C.missing > 0
            case Waiting.READY:
                return and_(running, _C.missing == 0)
            case Waiting.ISSUABLE:
                return _C.id.in_(ready_to_issue(self._session))
            case Waiting.UNSIGNED:
                return _C.unsigned > 0
        raise ValueError(f"{counter} is not counted by the case alone")

    def _disposed(self, marks: Sequence[Mark]) -> ColumnElement[bool]:
        """A disposition waits for the lane of its recipient; one who acts for no lane goes with the step's."""

        def received(*more: ColumnElement[bool]) -> ColumnElement[bool]:
            # Asked once for all cases: asked for each, SQLite goes through everything unread every time.
            stands = and_(_D.case_id == _R.case_id, _D.number == _R.disposition, _D.withdrawn == "")
            marked = _R.mark.in_([mark.value for mark in marks])
            return _C.id.in_(select(_R.case_id).join(_D, stands).where(marked, *more))

        if not self._lane:
            return received()
        return or_(received(_R.lane == self._lane), and_(self._of_lane, received(_R.lane == "")))


def _stands_with(session: Session, register: Register, lane: str) -> ColumnElement[bool]:
    """Whether the open step of a case is worked by the lane; each case by its own version of the SOP."""
    standing = select(_C.sop, _C.step).where(_C.status.in_(OPEN)).distinct()
    own = [
        (sop, step) for sop, step in session.execute(standing) if lane in register.sop(session, sop).step(step).lanes
    ]
    return tuple_(_C.sop, _C.step).in_(own) if own else false()
