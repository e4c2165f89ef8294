"""What the picture of an SOP says about a case: how each step stands, in signs and in a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spl_desktop.domain.case import Ending
from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.flow import Walked, onward_words, walked
from spl_desktop.domain.sop import Sop, Step
from spl_desktop.domain.standing import Standing, countdown
from spl_desktop.domain.timing import Verdict
from spl_desktop.services.course import Course, StepView, VisitView

WORDS: Mapping[Standing, str] = {
    Standing.NOT_REACHED: "Belum dicapai",
    Standing.CURRENT: "Sedang dikerjakan",
    Standing.HELD: "Ditunda",
    Standing.FINISHED: "Selesai",
    Standing.FINISHED_LATE: "Selesai terlambat",
    Standing.RETURNED: "Dikembalikan",
    Standing.BROKEN_OFF: "Dihentikan",
    Standing.OVERDUE: "Terlambat, sedang dikerjakan",
}
"""How a step stands, in the words of the office."""

OPEN = frozenset({Standing.CURRENT, Standing.HELD, Standing.OVERDUE})
"""The ways a step stands while it is being worked."""

_OPEN_SIGNS: Mapping[Standing, str] = {Standing.HELD: "pause", Standing.OVERDUE: "late"}
_VERDICT_SIGNS: Mapping[Verdict, str] = {Verdict.EARLY: "early", Verdict.ON_TIME: "check", Verdict.LATE: "late"}


@dataclass(frozen=True, slots=True)
class Round:
    """One visit as a chip: the round, and the sign of how it ended or stands."""

    number: int
    sign: str


@dataclass(frozen=True, slots=True)
class StepMark:
    """How a step stands, how often it was entered, and all of it as one sentence.

    `used` is the time that the latest visit took, in hari kerja and as words, `measure` the sign of how that compares
    with the standard; `countdown` is the rest of the open visit, `missing` its kelengkapan that are not there,
    `unread` the dispositions that nobody has read.
    """

    standing: Standing
    visits: int = 0
    sentence: str = ""
    rounds: tuple[Round, ...] = ()
    used: str = ""
    measure: str = ""
    countdown: str = ""
    missing: int = 0
    unread: int = 0

    @property
    def current(self) -> bool:
        """Whether the step is the one being worked."""
        return self.standing in OPEN


UNMARKED = StepMark(Standing.NOT_REACHED)
"""A step of the procedure itself, when no case is shown."""


@dataclass(frozen=True, slots=True)
class CaseMarks(Mapping[str, StepMark]):
    """The mark of every step of a case, and how often it went each way."""

    steps: Mapping[str, StepMark]
    walked: Walked = field(default_factory=dict)

    def __getitem__(self, step: str) -> StepMark:
        return self.steps[step]

    def __iter__(self) -> Iterator[str]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)


def marks_of(view: Course) -> CaseMarks:
    """The mark of every step of the case."""
    unread = sum(one.unread and not one.withdrawn for one in view.state.dispositions)
    return CaseMarks({one.step.id: _mark(view, one, unread) for one in view.steps}, walked(view.state))


def _mark(view: Course, one: StepView, unread: int) -> StepMark:
    waits = unread if one.standing in OPEN else 0
    sentence = step_sentence(view.sop, one.step, one, unread=waits)
    if not one.visits:
        return StepMark(one.standing, 0, sentence)
    last = one.visits[-1]
    return StepMark(
        standing=one.standing,
        visits=len(one.visits),
        sentence=sentence,
        rounds=tuple(Round(each.visit.round, _sign(each, one.standing)) for each in one.visits),
        used=f"{last.used.net} hari",
        measure=_sign(last, one.standing) if last.verdict is None else _VERDICT_SIGNS[last.verdict],
        countdown=countdown(last.days_left, held=one.standing is Standing.HELD),
        missing=sum(not need.met for need in one.requirements) if one.standing in OPEN else 0,
        unread=waits,
    )


def _sign(view: VisitView, standing: Standing) -> str:
    """How a visit ended, or how the open one stands."""
    match view.visit.ending:
        case None:
            return _OPEN_SIGNS.get(standing, "run")
        case Ending.RETURNED:
            return "back"
        case Ending.BROKEN_OFF:
            return "stop"
        case Ending.FINISHED:
            return "late" if view.verdict is Verdict.LATE else "check"


def step_sentence(sop: Sop, step: Step, view: StepView | None = None, *, unread: int = 0) -> str:
    """Everything the picture shows about a step, for a tooltip and for somebody who hears it."""
    lead = [f"Langkah {step.number} dari {len(sop.steps)}", f"lajur {sop.lanes_of(step)}"]
    if view is not None:
        lead += _standing_words(view)
    parts = [
        f"{', '.join(lead)}; {onward_words(sop, step)}.",
        f"{step.text[:1].upper()}{step.text[1:].rstrip('.')}.",
        f"Waktu baku: {step.time.text}.",
    ]
    if view is not None and view.visits:
        parts.append(view.visits[-1].sentence)
        if len(view.visits) > 1:
            parts.append(f"Sudah dikerjakan {len(view.visits)} kali.")
        missing = [need.name for need in view.requirements if not need.met] if view.standing in OPEN else []
        if missing:
            parts.append(f"Kelengkapan belum ada: {', '.join(missing)}.")
    if unread:
        parts.append(f"Disposisi belum dibaca: {unread}.")
    return " ".join(part for part in parts if part)


def _standing_words(view: StepView) -> list[str]:
    if view.standing not in OPEN:
        return [WORDS[view.standing].lower()]
    last = view.visits[-1]
    day = f"hari kerja ke-{last.used.net}" if last.used.net else "baru dimulai"
    held = view.standing is Standing.HELD
    left = f"sisa {last.days_left} hari" if held and (last.days_left or 0) >= 0 else countdown(last.days_left)
    return ["ditunda" if held else "berjalan", day, f"jatuh tempo {letter_date(last.due.late)}", left]
