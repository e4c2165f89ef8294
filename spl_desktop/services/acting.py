"""How a use case acts: read the log, ask the rules, append the facts, write the projections, in one transaction."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from spl_desktop.domain.case import CaseState
from spl_desktop.domain.errors import Conflict, UserError
from spl_desktop.domain.events import (
    CaseFact,
    CaseHeld,
    CaseResumed,
    OutputReused,
    OutputWaived,
    Recorded,
    StepFinished,
    StepReturned,
)
from spl_desktop.domain.fold import fold
from spl_desktop.domain.office import Account, OfficeState
from spl_desktop.domain.rights import Role, lane_refusal
from spl_desktop.domain.sop import Sop
from spl_desktop.services import log as logs
from spl_desktop.services.changes import Changes, case_changed
from spl_desktop.services.projecting import project_case, sop_id_of
from spl_desktop.services.register import Register

_AT_STEP = (StepFinished, StepReturned, OutputWaived, OutputReused, CaseHeld, CaseResumed)


@dataclass(frozen=True, slots=True)
class Situation:
    """What the rules are asked about: the case, its SOP and log, the office, today, and the open transaction."""

    session: Session
    case: int
    log: tuple[Recorded, ...]
    state: CaseState
    sop: Sop
    office: OfficeState
    today: date

    @property
    def calendar(self) -> int:
        """The version of the work calendar that judges what ends now."""
        return self.office.calendar


Decide = Callable[[Situation], Iterable[CaseFact]]


def situation(session: Session, register: Register, case: int) -> Situation:
    """How the case stands in this transaction; UserError where there is none, or none any more that can be read."""
    log = logs.load(session, logs.case_stream(case))
    if not log:
        raise UserError("Kasus itu tidak ada di register ini. Muat ulang daftarnya.")
    sop = register.sop(session, sop_id_of(log))
    try:
        state = fold(log)
    except logs.UNREADABLE as error:
        raise logs.unreadable(logs.case_stream(case)) from error
    return Situation(session, case, log, state, sop, register.office(session), register.today)


def act(
    register: Register,
    case: int,
    decide: Decide,
    *,
    on: date,
    lane: str = "",
    official: str = "",
    expected: int | None = None,
    made: Callable[[CaseState], int] | None = None,
) -> Changes:
    """Appends what `decide` gives to the case; `made` names what it made, from the new state.

    Conflict where the case has moved on since the caller saw it as `expected`. Nothing is written when refused.
    """
    with register.writing() as session:
        return act_in(
            session, register, case, decide, on=on, lane=lane, official=official, expected=expected, made=made
        )


def act_in(
    session: Session,
    register: Register,
    case: int,
    decide: Decide,
    *,
    on: date,
    lane: str = "",
    official: str = "",
    expected: int | None = None,
    made: Callable[[CaseState], int] | None = None,
) -> Changes:
    """The same within a transaction that is open, for use cases that write more than the case."""
    now = situation(session, register, case)
    if expected is not None and expected != now.state.seq:
        raise Conflict(logs.MOVED_ON)
    facts = tuple(decide(now))
    signed_in = now.office.account(register.account)
    if signed_in is not None and signed_in.role == Role.PEJABAT:
        _refuse_other_lane(now, signed_in, facts)
        lane, official = signed_in.lane, official or signed_in.name
    log = logs.append(
        session,
        now.log,
        logs.case_stream(case),
        facts,
        on=on,
        at=register.now,
        by=register.by(lane, official),
    )
    state = project_case(session, register, now.office, case, log, now.state)
    return case_changed(case, made(state) if made else 0)


def _refuse_other_lane(now: Situation, signed_in: Account, facts: Iterable[CaseFact]) -> None:
    """A pejabat decides at the steps of his own lane; what he does beside them needs no lane."""
    if now.state.visit is not None and any(isinstance(fact, _AT_STEP) for fact in facts):
        lanes = now.sop.step(now.state.visit.step).lanes
        names = {lane.id: lane.name for lane in now.sop.lanes}
        if sentence := lane_refusal(signed_in, lanes, names):
            raise UserError(sentence)
