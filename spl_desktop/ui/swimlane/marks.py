"""What the picture of an SOP says about a case: how each step stands, in signs and in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

from spl_desktop.domain.sop import Sop, Step
from spl_desktop.services.queries import CaseView, Standing, StepView

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


@dataclass(frozen=True, slots=True)
class StepMark:
    """How a step stands, how often it was entered, and all of it as one sentence."""

    standing: Standing
    visits: int = 0
    sentence: str = ""

    @property
    def current(self) -> bool:
        """Whether the step is the one being worked."""
        return self.standing in OPEN


UNMARKED = StepMark(Standing.NOT_REACHED)
"""A step of the procedure itself, when no case is shown."""


def marks_of(view: CaseView) -> dict[str, StepMark]:
    """The mark of every step of the case."""
    return {
        one.step.id: StepMark(one.standing, len(one.visits), step_sentence(view.sop, one.step, one))
        for one in view.steps
    }


def step_sentence(sop: Sop, step: Step, view: StepView | None = None) -> str:
    """Everything the picture shows about a step, for a tooltip and for somebody who hears it."""
    parts = [
        f"Langkah {step.number} dari {len(sop.steps)}: {step.text.rstrip('.')}.",
        f"Pelaksana: {sop.lanes_of(step)}.",
        f"Waktu: {step.time.text}.",
    ]
    if view is not None:
        parts.append(f"{WORDS[view.standing]}.")
        if view.visits:
            parts.append(view.visits[-1].sentence)
        if len(view.visits) > 1:
            parts.append(f"Sudah dikerjakan {len(view.visits)} kali.")
    return " ".join(part for part in parts if part)
