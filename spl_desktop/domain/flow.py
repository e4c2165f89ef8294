"""The ways through an SOP: where a step leads, in words, and how often a case went each of them."""

from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

from spl_desktop.domain.case import CaseState
from spl_desktop.domain.sop import Outcome, Sop, Step

Walked: TypeAlias = Mapping[tuple[str, str], int]
"""(step, outcome) -> how often a case left the step that way."""


def walked(state: CaseState) -> Walked:
    """The ways that the case has gone so far; those never gone are absent."""
    return Counter((visit.step, visit.outcome) for visit in state.visits if visit.outcome and not visit.open)


def way_words(sop: Sop, outcome: Outcome) -> str:
    """Where one way leads: "langkah 4 bila sepakat", "kembali ke langkah 2 bila tidak sepakat", "akhir kasus"."""
    if outcome.to is None:
        place = "akhir kasus"
    else:
        place = f"{'kembali ke ' if outcome.returns else ''}langkah {sop.step(outcome.to).number}"
    return f"{place} bila {outcome.label[0].lower()}{outcome.label[1:]}" if outcome.label else place


def onward_words(sop: Sop, step: Step) -> str:
    """All ways on: "berikutnya langkah 4 bila sepakat, kembali ke langkah 2 bila tidak sepakat"."""
    ways = sorted(step.outcomes, key=lambda outcome: outcome.returns)
    return ("" if ways and ways[0].returns else "berikutnya ") + ", ".join(way_words(sop, one) for one in ways)


def choice_words(sop: Sop, step: Step) -> str:
    """The digits that choose a way at a decision: "1 ke langkah 4 bila sepakat, 2 …"; empty where nothing forks."""
    if not step.decides:
        return ""
    told = (
        f"{number} {'ke ' if not outcome.returns else ''}{way_words(sop, outcome)}"
        for number, outcome in enumerate(step.outcomes, 1)
    )
    return ", ".join(told)
