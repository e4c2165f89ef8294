"""Reads: lists of cases and visits, and a case with everything that its page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Final

from sqlalchemy import select

from spl_desktop.domain import events as e
from spl_desktop.domain import rules
from spl_desktop.domain.case import CaseState
from spl_desktop.domain.dates import late_entry, wib_day
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.facts_text import case_sentence
from spl_desktop.domain.fold import corrected
from spl_desktop.domain.numbers import key
from spl_desktop.domain.rights import UseCase, lane_refusal, refusal
from spl_desktop.domain.rules import Action
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.standing import Standing
from spl_desktop.domain.values import Contact
from spl_desktop.models.projections import CaseRecord, ContactRecord
from spl_desktop.services.acting import Situation, situation
from spl_desktop.services.course import Course, NeedView, OutputView, StepView, VisitView, course_of
from spl_desktop.services.listing import (
    SORTS,
    CaseFilter,
    CaseRow,
    VisitRow,
    case_row,
    count_cases,
    list_cases,
    list_visits,
)
from spl_desktop.services.register import Register
from spl_desktop.services.shared_files import SharedFile, shared_files

__all__ = [
    "SORTS",
    "CaseFilter",
    "CaseRow",
    "CaseView",
    "Course",
    "FactRow",
    "NeedView",
    "OutputView",
    "Standing",
    "StepView",
    "VisitRow",
    "VisitView",
    "case_view",
    "count_cases",
    "find_case",
    "list_cases",
    "list_visits",
    "step_choices",
    "suggest_contacts",
]


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact of the history; `late` is the mark of back-dating, `corrected` tells that it is read with other values."""

    seq: int
    kind: str
    sentence: str
    happened_on: date
    recorded_at: datetime
    late: str
    acted: str
    recorded_by: str
    corrected: bool
    hash: str


@dataclass(frozen=True, slots=True)
class CaseView(Course):
    """A case with everything that its page shows; `actions` give the sentence why not, empty where possible.

    `shared`: SHA-256 -> every place of those files that stand in the register more than once.
    """

    id: int
    row: CaseRow
    actions: Mapping[Action, str]
    history: tuple[FactRow, ...]
    shared: Mapping[str, tuple[SharedFile, ...]] = field(default_factory=dict)


def case_view(register: Register, case_id: int, *, today: date | None = None) -> CaseView:
    """The case as it stands; UserError where there is none of that number."""
    day = today or register.today
    with register.reading() as session:
        now = situation(session, register, case_id)
        record = session.get(CaseRecord, case_id)
        if record is None:
            raise UserError("Baris kasus ini hilang dari daftar. Jalankan Bangun Ulang pada Periksa Register.")
        row = case_row(session, register, register.calendar(now.office), record, day)
        course = course_of(now.state, now.sop, partial(register.calendar, now.office), day)
        return CaseView(
            id=case_id,
            row=row,
            state=course.state,
            sop=course.sop,
            steps=course.steps,
            actions=_allowed(register, now),
            history=history_of(now.log, now.sop, now.state),
            shared=shared_files(session, case_id, now.state),
        )


_OF_ACTION: Final = {
    rules.Action.FINISH: UseCase.WORK_STEP,
    rules.Action.RETURN: UseCase.WORK_STEP,
    rules.Action.HOLD: UseCase.WORK_STEP,
    rules.Action.RESUME: UseCase.WORK_STEP,
    rules.Action.CANCEL: UseCase.END_CASE,
    rules.Action.REOPEN: UseCase.END_CASE,
    rules.Action.MAINTAIN: UseCase.NOTE,
    rules.Action.FILE: UseCase.FILE,
    rules.Action.DISPOSE: UseCase.DISPOSE,
    rules.Action.CORRECT: UseCase.CORRECT,
}


def _allowed(register: Register, now: Situation) -> Mapping[rules.Action, str]:
    """What is possible, with the sentence of the wall where the account that has signed in may not do it."""
    possible = rules.possible(now.state, now.sop)
    if not now.office.accounts:
        return possible
    me = now.office.account(register.account)
    lane = ""
    if now.state.visit is not None:
        lane = lane_refusal(me, now.sop.step(now.state.visit.step).lanes, {one.id: one.name for one in now.sop.lanes})
    return {
        action: refusal(me, _OF_ACTION[action]) or (_OF_ACTION[action] is UseCase.WORK_STEP and lane) or why
        for action, why in possible.items()
    }


def history_of(log: tuple[e.Recorded, ...], sop: Sop, state: CaseState) -> tuple[FactRow, ...]:
    """Every fact in order, told as it is to be read; what was written first stands in the corrections."""
    touched = {link.fact.seq for link in log if isinstance(link.fact, e.Corrected)}
    return tuple(_fact(link, sop, state, link.seq in touched) for link in corrected(log))


def _fact(link: e.Recorded, sop: Sop, state: CaseState, touched: bool) -> FactRow:
    lane = sop.lane(link.acted_lane).short if any(link.acted_lane == one.id for one in sop.lanes) else link.acted_lane
    return FactRow(
        seq=link.seq,
        kind=e.kind_of(link.fact),
        sentence=case_sentence(link.fact, sop, state),  # type: ignore[arg-type]  # the log of a case holds its facts
        happened_on=link.happened_on,
        recorded_at=link.recorded_at,
        late=late_entry(link.happened_on, wib_day(link.recorded_at)),
        acted=" — ".join(part for part in (link.acted_by, lane) if part),
        recorded_by=link.recorded_by,
        corrected=touched,
        hash=link.hash,
    )


def find_case(register: Register, agenda: str) -> int:
    """The case with this agenda number; UserError where there is none."""
    with register.reading() as session:
        found = session.scalar(select(CaseRecord.id).where(CaseRecord.agenda_key == key(agenda)))
    if found is None:
        raise UserError(f'Tidak ada kasus dengan nomor agenda "{agenda}". Periksa nomornya pada daftar kasus.')
    return found


def suggest_contacts(register: Register, agency: int) -> tuple[Contact, ...]:
    """The contact persons that this agency has named before, the newest first, each once."""
    query = (
        select(ContactRecord)
        .join(CaseRecord, CaseRecord.id == ContactRecord.case_id)
        .where(ContactRecord.agency == agency)
        .order_by(CaseRecord.received.desc(), CaseRecord.id.desc(), ContactRecord.ordinal)
    )
    found: dict[tuple[str, str], Contact] = {}
    with register.reading() as session:
        for one in session.scalars(query):
            found.setdefault(
                (one.role, one.name.casefold()),
                Contact(
                    role=one.role,
                    name=one.name,
                    nip=one.nip,
                    position=one.position,
                    phone=one.phone,
                    email=one.email,
                ),
            )
    return tuple(found.values())


def step_choices(register: Register) -> tuple[tuple[str, int, str], ...]:
    """The steps that a list can be filtered by: those of the SOP in force, then any others where a case stands."""
    with register.reading() as session:
        office = register.office(session)
        choices = {step.id: (step.id, step.number, step.text) for step in register.sop(session, office.sop).steps}
        # Asked step by step, each by an index: to look through the cases would take as long as the register is large.
        for sop_id, _ in office.adopted:
            for step in register.sop(session, sop_id).steps:
                here = select(CaseRecord.id).where(CaseRecord.step == step.id).limit(1)
                if step.id not in choices and session.scalar(here) is not None:
                    choices[step.id] = (step.id, step.number, step.text)
    return tuple(choices.values())
