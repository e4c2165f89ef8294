"""The office on its SOP: the cases that stand at each step, and how its visits compare with the standard."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from spl_desktop.domain.case import Ending
from spl_desktop.domain.percentiles import SLOW_PER_CENT, percentile
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.timing import Verdict
from spl_desktop.domain.workdays import WorkCalendar

KEPT_PER_CENT: Final = 85
LAX_PER_CENT: Final = 60


class Warmth(StrEnum):
    """How well a step keeps its standard, by the share of its visits within it."""

    KEPT = "terjaga"
    LAX = "longgar"
    BROKEN = "terlampaui"

    @property
    def words(self) -> str:
        """The class with its bounds, for the legend."""
        return {
            Warmth.KEPT: f"{KEPT_PER_CENT}% atau lebih tepat waktu",
            Warmth.LAX: f"{LAX_PER_CENT}% sampai di bawah {KEPT_PER_CENT}%",
            Warmth.BROKEN: f"di bawah {LAX_PER_CENT}%",
        }[self]


@dataclass(frozen=True, slots=True)
class OpenIn:
    """An open case: `due` is the deadline that is kept, `held_since` the day of the hold, None while it runs."""

    id: int
    agenda: str
    step: str
    entered: date
    due: date
    held_since: date | None


@dataclass(frozen=True, slots=True)
class EndedIn:
    """A visit that ended; `net` in hari kerja without pauses, `outcome` the way by which the step was left."""

    step: str
    ending: str
    outcome: str
    verdict: str
    net: int


@dataclass(frozen=True, slots=True)
class StepTokens:
    """The open cases at a step; `overdue` and `held` are among `open`.

    `oldest` is the case that entered the step first (0: none), `oldest_days` the hari kerja since then, with pauses.
    """

    step: str
    number: int
    text: str
    open: int = 0
    overdue: int = 0
    held: int = 0
    oldest: int = 0
    oldest_agenda: str = ""
    oldest_days: int = 0


@dataclass(frozen=True, slots=True)
class Tokens:
    """Where the open cases of one SOP version stand on a day, every step in the order of the table."""

    sop: str
    today: date
    steps: tuple[StepTokens, ...]

    @property
    def open(self) -> int:
        """All open cases of the version."""
        return sum(one.open for one in self.steps)

    @property
    def overdue(self) -> int:
        """Those that are overdue."""
        return sum(one.overdue for one in self.steps)

    def at(self, step: str) -> StepTokens:
        """The tokens of a step of that version."""
        return next(one for one in self.steps if one.step == step)


@dataclass(frozen=True, slots=True)
class StepHeat:
    """The visits of a step that ended in the period: `median` and `slow` (85th percentile) in net hari kerja.

    `within` ended no later than the standard allows. Without a visit there is no median, no percentile and no share.
    """

    step: str
    number: int
    text: str
    standard: str
    ended: int
    within: int
    median: float | None
    slow: float | None

    @property
    def share(self) -> float | None:
        """The share within the standard, from 0 to 1."""
        return self.within / self.ended if self.ended else None

    @property
    def warmth(self) -> Warmth | None:
        """The class of the share, None without a visit."""
        if not self.ended:
            return None
        # In whole numbers: a share of exactly 85% must not fall out of its class for the sake of a binary fraction.
        hundredfold = 100 * self.within
        if hundredfold >= KEPT_PER_CENT * self.ended:
            return Warmth.KEPT
        return Warmth.LAX if hundredfold >= LAX_PER_CENT * self.ended else Warmth.BROKEN


@dataclass(frozen=True, slots=True)
class Return:
    """A way back of the SOP: how often it was taken, among the `ended` visits of its step."""

    source: str
    source_number: int
    outcome: str
    label: str
    target: str
    target_number: int
    count: int
    ended: int

    @property
    def share(self) -> float | None:
        """The share of the visits of the step that left it this way, None where none ended."""
        return self.count / self.ended if self.ended else None


@dataclass(frozen=True, slots=True)
class Heat:
    """How the steps of one SOP version were worked from `start` to `end`, both included, in the order of the table."""

    sop: str
    start: date
    end: date
    steps: tuple[StepHeat, ...]
    returns: tuple[Return, ...]

    @property
    def ended(self) -> int:
        """All visits that are measured."""
        return sum(one.ended for one in self.steps)

    def at(self, step: str) -> StepHeat:
        """The heat of a step of that version."""
        return next(one for one in self.steps if one.step == step)

    def returns_of(self, step: str) -> tuple[Return, ...]:
        """The ways back from a step."""
        return tuple(one for one in self.returns if one.source == step)


def tokens_of(sop: Sop, cases: Iterable[OpenIn], today: date, calendar: WorkCalendar) -> Tokens:
    """The open cases of that version, step by step; a case on hold is overdue by the day of its hold."""
    standing: dict[str, list[OpenIn]] = {step.id: [] for step in sop.steps}
    for case in cases:
        standing[case.step].append(case)
    steps = []
    for step in sop.steps:
        here = standing[step.id]
        if not here:
            steps.append(StepTokens(step.id, step.number, step.text))
            continue
        oldest = min(here, key=lambda case: (case.entered, case.id))
        steps.append(
            StepTokens(
                step.id,
                step.number,
                step.text,
                open=len(here),
                overdue=sum(case.due < (case.held_since or today) for case in here),
                held=sum(case.held_since is not None for case in here),
                oldest=oldest.id,
                oldest_agenda=oldest.agenda,
                oldest_days=calendar.working_between(oldest.entered, max(oldest.entered, today)),
            )
        )
    return Tokens(sop.id, today, tuple(steps))


def heat_of(sop: Sop, visits: Iterable[EndedIn], start: date, end: date) -> Heat:
    """The figures of the visits of that version that ended in the period; those broken off are no measure."""
    ended: dict[str, list[EndedIn]] = {step.id: [] for step in sop.steps}
    for visit in visits:
        if visit.ending != Ending.BROKEN_OFF:
            ended[visit.step].append(visit)
    steps = []
    for step in sop.steps:
        here = ended[step.id]
        net = [visit.net for visit in here]
        steps.append(
            StepHeat(
                step.id,
                step.number,
                step.text,
                step.time.text,
                ended=len(here),
                within=sum(visit.verdict != Verdict.LATE for visit in here),
                median=percentile(net, 50) if net else None,
                slow=percentile(net, SLOW_PER_CENT) if net else None,
            )
        )
    returns = tuple(
        Return(
            step.id,
            step.number,
            outcome.id,
            outcome.label,
            outcome.to,
            sop.step(outcome.to).number,
            count=sum(visit.outcome == outcome.id for visit in ended[step.id]),
            ended=len(ended[step.id]),
        )
        for step, outcome in sop.arrows()
        if outcome.returns and outcome.to is not None
    )
    return Heat(sop.id, start, end, tuple(steps), returns)
