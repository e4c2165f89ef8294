"""Where a key leads in an SOP: through the table, along the arrows, and back."""

from enum import Enum, auto

from spl_desktop.domain.sop import Sop


class Way(Enum):
    """A direction in which the user walks."""

    UP = auto()
    DOWN = auto()
    ONWARD = auto()
    BACK = auto()
    FIRST = auto()
    LAST = auto()


def walk(sop: Sop, step_id: str, way: Way) -> str:
    """The step reached from `step_id` (the first one where that is none), empty where no arrow leads that way."""
    steps = sop.steps
    place = next((number for number, step in enumerate(steps) if step.id == step_id), -1)
    if place < 0 or way is Way.FIRST:
        return steps[0].id
    match way:
        case Way.LAST:
            return steps[-1].id
        case Way.UP:
            return steps[max(0, place - 1)].id
        case Way.DOWN:
            return steps[min(len(steps) - 1, place + 1)].id
        case Way.ONWARD:
            return next((one.to for one in steps[place].outcomes if one.to and not one.returns), "")
    back = next((one.to for one in steps[place].outcomes if one.returns and one.to not in (None, step_id)), None)
    before = (step.id for step, outcome in sop.arrows() if outcome.to == step_id and not outcome.returns)
    return back or next(before, "")


def branch(sop: Sop, step_id: str, number: int) -> str:
    """Where the way of that number (from 1, in the order of the SOP) leads, empty where it leads to no step."""
    step = next((step for step in sop.steps if step.id == step_id), None)
    if step is None or not 1 <= number <= len(step.outcomes):
        return ""
    return step.outcomes[number - 1].to or ""
