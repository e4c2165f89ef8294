"""The guided first case: which case it follows, and what is done in it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from spl_desktop.domain.case import Status
from spl_desktop.domain.first_case import Item, done_in
from spl_desktop.models.projections import CaseRecord
from spl_desktop.services.acting import situation
from spl_desktop.services.drafts import drafts
from spl_desktop.services.forms import draft_prefix
from spl_desktop.services.register import Register

_GIVEN_UP = (Status.CANCELLED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class FirstCase:
    """The case that is followed (0: none yet) and what is done in it; `worked` are the steps that have ended once."""

    case: int = 0
    agenda: str = ""
    done: frozenset[Item] = frozenset({Item.REGISTER})
    worked: frozenset[str] = frozenset()


def newest_case(register: Register) -> int:
    """The id of the case that was registered last, 0 in an empty register."""
    with register.reading() as session:
        return session.scalar(select(func.max(CaseRecord.id))) or 0


def first_case(register: Register, since: int) -> FirstCase:
    """The first case registered after the case `since` that nobody has given up, and what is done in it."""
    query = (
        select(CaseRecord.id)
        .where(CaseRecord.id > since, CaseRecord.status.not_in([one.value for one in _GIVEN_UP]))
        .order_by(CaseRecord.id)
        .limit(1)
    )
    with register.reading() as session:
        case = session.scalar(query)
        if case is None:
            return FirstCase()
        state = situation(session, register, case).state
    typed = bool(drafts(register, draft_prefix(case)))
    worked = frozenset(visit.step for visit in state.visits if not visit.open)
    return FirstCase(case, state.agenda, done_in(state, typed), worked)
