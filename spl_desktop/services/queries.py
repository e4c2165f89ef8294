"""Reads: lists of cases and visits, and a case with everything that its page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from spl_desktop.domain import events as e
from spl_desktop.domain import rules
from spl_desktop.domain.case import CaseState, Visit
from spl_desktop.domain.dates import late_entry, wib_day
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.facts_text import case_sentence
from spl_desktop.domain.fold import corrected
from spl_desktop.domain.numbers import key
from spl_desktop.domain.rules import Action, How
from spl_desktop.domain.sop import Sop, Step
from spl_desktop.domain.standing import Standing, Timed, standing, timed, visit_sentence
from spl_desktop.domain.timing import Due, Used, Verdict
from spl_desktop.domain.values import Contact
from spl_desktop.models.projections import CaseRecord, ContactRecord
from spl_desktop.services.acting import Situation, situation
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

__all__ = [
    "SORTS",
    "CaseFilter",
    "CaseRow",
    "CaseView",
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
class VisitView:
    """A visit with its measure; `days_left` in hari kerja while it is open, `sentence` tells all of it."""

    visit: Visit
    due: Due
    verdict: Verdict | None
    used: Used
    days_left: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class NeedView:
    """A kelengkapan of a step: the document kind, its name, whether it is there, and the newest document (0: none)."""

    kind: str
    name: str
    met: bool
    document: int


@dataclass(frozen=True, slots=True)
class OutputView:
    """An output of a visit and how it is accounted for; `reusable` are the documents that may serve for it again."""

    kind: str
    name: str
    how: How
    document: int
    version: int
    reason: str
    reusable: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the SOP as it stands in a case; requirements and outputs are those of its latest visit."""

    step: Step
    visits: tuple[VisitView, ...]
    standing: Standing
    requirements: tuple[NeedView, ...]
    outputs: tuple[OutputView, ...]


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
class CaseView:
    """A case with everything that its page shows; `actions` give the sentence why not, empty where possible."""

    id: int
    row: CaseRow
    state: CaseState
    sop: Sop
    steps: tuple[StepView, ...]
    actions: Mapping[Action, str]
    history: tuple[FactRow, ...]


def case_view(register: Register, case_id: int, *, today: date | None = None) -> CaseView:
    """The case as it stands; UserError where there is none of that number."""
    day = today or register.today
    with register.reading() as session:
        now = situation(session, register, case_id)
        record = session.get(CaseRecord, case_id)
        if record is None:
            raise UserError("Baris kasus ini hilang dari daftar. Jalankan Bangun Ulang pada Periksa Register.")
        row = case_row(session, register, register.calendar(now.office), record, day)
        return CaseView(
            id=case_id,
            row=row,
            state=now.state,
            sop=now.sop,
            steps=tuple(_step(register, now, step, day) for step in now.sop.steps),
            actions=rules.possible(now.state, now.sop),
            history=history_of(now.log, now.sop, now.state),
        )


def _step(register: Register, now: Situation, step: Step, today: date) -> StepView:
    measured = [(visit, _measure(register, now, visit, step, today)) for visit in now.state.visits_of(step.id)]
    latest = measured[-1][0] if measured else None
    needs = tuple(
        NeedView(kind, now.sop.document(kind).name, document is not None, document.number if document else 0)
        for kind, document in rules.requirements_of(now.state, now.sop, step)
    )
    return StepView(
        step=step,
        visits=tuple(
            VisitView(visit, one.due, one.verdict, one.used, one.days_left, visit_sentence(visit, one))
            for visit, one in measured
        ),
        standing=standing(now.state, measured),
        requirements=needs,
        outputs=_outputs(now, step, latest),
    )


def _measure(register: Register, now: Situation, visit: Visit, step: Step, today: date) -> Timed:
    version = None if visit.open else visit.calendar
    return timed(visit, step, register.calendar(now.office, version), today)


def _outputs(now: Situation, step: Step, visit: Visit | None) -> tuple[OutputView, ...]:
    names = now.sop.document
    if visit is None:
        return tuple(OutputView(kind, names(kind).name, How.MISSING, 0, 0, "", ()) for kind in step.outputs)
    return tuple(
        OutputView(
            owed.kind,
            names(owed.kind).name,
            owed.how,
            owed.document,
            owed.version,
            owed.reason,
            tuple(document.number for document in rules.reusable(now.state, visit, owed.kind)),
        )
        for owed in rules.outputs_of(now.state, now.sop, visit)
    )


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
        query = select(CaseRecord.step, func.min(CaseRecord.step_number), func.min(CaseRecord.step_text))
        for step, number, words in session.execute(query.where(CaseRecord.step != "").group_by(CaseRecord.step)):
            choices.setdefault(step, (step, number, words))
    return tuple(choices.values())
