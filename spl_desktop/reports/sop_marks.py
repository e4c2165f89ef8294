"""An SOP whose inferred values bear their sign, ready to be laid out and printed."""

from dataclasses import replace
from typing import Final

from spl_desktop.domain.sop import Outcome, Sop, Step
from spl_desktop.domain.sop_words import SIGN, inferred_of

_DRAWN: Final = frozenset({"symbols", "lanes"})


def marked(sop: Sop) -> Sop:
    """The same SOP with the sign behind every inferred text, so that the table makes room for it."""
    lanes = sop.lanes
    if sop.inferred & {"lanes", "lanes.name"}:
        lanes = tuple(replace(lane, name=signed(lane.name)) for lane in lanes)
    documents = sop.documents
    if sop.inferred & {"documents", "documents.name"}:
        documents = tuple(replace(kind, name=signed(kind.name)) for kind in documents)
    return replace(sop, lanes=lanes, documents=documents, steps=tuple(_step(step) for step in sop.steps))


def draws_inferred(step: Step) -> bool:
    """Whether who does the step, or its symbols, were inferred: then the symbols themselves bear the sign."""
    return bool(inferred_of(step) & _DRAWN)


def signed(text: str) -> str:
    """The text with the sign."""
    return f"{text} {SIGN}" if text else text


def _step(step: Step) -> Step:
    keys = inferred_of(step)
    worded = bool(step.inferred & {"outcomes", "outcomes.label"})
    time = replace(step.time, text=signed(step.time.text)) if "time" in keys else step.time
    return replace(
        step,
        text=signed(step.text) if "text" in keys else step.text,
        question=signed(step.question) if keys & {"question", *_DRAWN} else step.question,
        note=signed(step.note) if "note" in keys else step.note,
        time=time,
        outcomes=tuple(_outcome(outcome, worded) for outcome in step.outcomes),
    )


def _outcome(outcome: Outcome, worded: bool) -> Outcome:
    return replace(outcome, label=signed(outcome.label)) if worded or outcome.inferred else outcome
