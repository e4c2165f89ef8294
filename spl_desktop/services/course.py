"""How a case stands on its SOP: each step with its visits, their time, and the documents that it needs and makes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from spl_desktop.domain import rules
from spl_desktop.domain.case import CaseState, Visit
from spl_desktop.domain.rules import How
from spl_desktop.domain.sop import Sop, Step
from spl_desktop.domain.standing import Standing, Timed, standing, timed, visit_sentence
from spl_desktop.domain.timing import Due, Used, Verdict
from spl_desktop.domain.workdays import WorkCalendar

Calendars = Callable[[int | None], WorkCalendar]
"""The work calendar of a version, the newest for None."""


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
class Course:
    """A case on its SOP, as of a day."""

    state: CaseState
    sop: Sop
    steps: tuple[StepView, ...]


def course_of(state: CaseState, sop: Sop, calendars: Calendars, today: date) -> Course:
    """How the case stands on that day; what is open is measured to it."""
    return Course(state, sop, tuple(_step(state, sop, step, calendars, today) for step in sop.steps))


def _step(state: CaseState, sop: Sop, step: Step, calendars: Calendars, today: date) -> StepView:
    measured = [(visit, _measure(visit, step, calendars, today)) for visit in state.visits_of(step.id)]
    latest = measured[-1][0] if measured else None
    needs = tuple(
        NeedView(kind, sop.document(kind).name, document is not None, document.number if document else 0)
        for kind, document in rules.requirements_of(state, sop, step)
    )
    return StepView(
        step=step,
        visits=tuple(
            VisitView(visit, one.due, one.verdict, one.used, one.days_left, visit_sentence(visit, one))
            for visit, one in measured
        ),
        standing=standing(state, measured),
        requirements=needs,
        outputs=_outputs(state, sop, step, latest),
    )


def _measure(visit: Visit, step: Step, calendars: Calendars, today: date) -> Timed:
    return timed(visit, step, calendars(None if visit.open else visit.calendar), today)


def _outputs(state: CaseState, sop: Sop, step: Step, visit: Visit | None) -> tuple[OutputView, ...]:
    names = sop.document
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
            tuple(document.number for document in rules.reusable(state, visit, owed.kind)),
        )
        for owed in rules.outputs_of(state, sop, visit)
    )
