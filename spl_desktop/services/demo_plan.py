"""What the demo shows: some forty cases in every state, planned in working days back from today."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from random import Random

from spl_desktop.domain.sop import Outcome, Sop, Step, Unit
from spl_desktop.domain.workdays import WorkCalendar

FIRST_DAY = date(2023, 10, 2)
"""The first working week under the decree's SOP."""


class Pace(Enum):
    """How fast the steps of a case go, against their standard."""

    EARLY = "early"
    STEADY = "steady"
    LATE = "late"


class End(Enum):
    """How the case stands at the end of its story."""

    OPEN = "open"
    OVERDUE = "overdue"
    HELD = "held"
    FINISHED = "finished"
    MAINTAINED = "maintained"
    REOPENED = "reopened"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Wish:
    """A case that the demo should have. `stop` is the place of a step in the table; `returns` counts ways back.

    `returns` maps the place of a deciding step (from 0, in the order of the table) to how often it sends back.
    """

    end: End
    stop: int = 0
    pace: Pace = Pace.STEADY
    returns: tuple[tuple[int, int], ...] = ()
    pauses: int = 0


@dataclass(frozen=True, slots=True)
class Stay:
    """One visit of a plan: working days from entry to end, of which `pause` on hold, and the outcome (None: open)."""

    step: Step
    days: int
    outcome: Outcome | None
    pause: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """A case with its dates: received on `start`, then its stays; `more` are those of the round after reopening."""

    wish: Wish
    start: date
    stays: tuple[Stay, ...]
    more: tuple[Stay, ...] = ()


def wishes(sop: Sop) -> tuple[Wish, ...]:
    """Every state that a case can be in, for an SOP of any length."""
    steps, decisions = range(len(sop.steps)), _decisions(sop)
    each_return = tuple(Wish(End.FINISHED, pace=Pace.STEADY, returns=((place, 1),)) for place in range(len(decisions)))
    last = len(sop.steps) - 1
    return (
        *(Wish(End.OPEN, stop=place) for place in steps),
        *(Wish(End.OVERDUE, stop=place, pace=Pace.LATE) for place in steps if place % 3 == 2),
        *(Wish(End.HELD, stop=place) for place in (min(2, last), last // 2, last)),
        *each_return,
        Wish(End.FINISHED, pace=Pace.EARLY),
        Wish(End.FINISHED, pace=Pace.LATE),
        Wish(End.FINISHED, pauses=2),
        Wish(End.FINISHED, pace=Pace.LATE, pauses=1, returns=tuple((place, 1) for place in range(len(decisions)))),
        Wish(End.FINISHED, returns=((0, 2),) if decisions else ()),
        Wish(End.FINISHED, pace=Pace.EARLY),
        Wish(End.MAINTAINED),
        Wish(End.MAINTAINED, pace=Pace.EARLY),
        Wish(End.MAINTAINED, pace=Pace.LATE),
        Wish(End.REOPENED, stop=min(2, last)),
        Wish(End.REOPENED, stop=last),
        Wish(End.OPEN, stop=min(2, last), returns=((0, 1),) if decisions else ()),
        Wish(End.OPEN, stop=last, returns=((max(len(decisions) - 1, 0), 1),) if decisions else ()),
        Wish(End.OVERDUE, stop=0),
        Wish(End.CANCELLED, stop=min(1, last)),
        Wish(End.CANCELLED, stop=last // 2),
        Wish(End.WITHDRAWN, stop=min(2, last)),
        Wish(End.WITHDRAWN, stop=min(3, last)),
    )


def plans(sop: Sop, calendar: WorkCalendar, today: date, rng: Random) -> list[Plan]:
    """The wishes with their dates, in the order of opening; nothing happens on `today` or later."""
    end = back(calendar, today, 1)
    found = [_planned(wish, sop, calendar, end, rng) for wish in wishes(sop)]
    old = [plan for plan in found if not _still_open(plan.wish)]
    first = min(FIRST_DAY, end - timedelta(days=600))
    latest = back(calendar, end, 25 + max(_length(plan) for plan in old))
    gap = max(latest - first, timedelta()) / max(len(old) - 1, 1)
    spread = [
        replace(plan, start=calendar.roll_forward(first + gap * place))
        for place, plan in enumerate(_shuffled(old, rng))
    ]
    return sorted([*(plan for plan in found if _still_open(plan.wish)), *spread], key=lambda plan: plan.start)


def back(calendar: WorkCalendar, day: date, working: int) -> date:
    """The working day that lies so many working days before `day`."""
    while working > 0:
        day -= timedelta(days=1)
        working -= calendar.is_working(day)
    return day


def _still_open(wish: Wish) -> bool:
    return wish.end in (End.OPEN, End.OVERDUE, End.HELD, End.REOPENED)


def _shuffled(items: list[Plan], rng: Random) -> list[Plan]:
    return rng.sample(items, len(items))


def _length(plan: Plan) -> int:
    return sum(stay.days for stay in (*plan.stays, *plan.more))


def _decisions(sop: Sop) -> list[Step]:
    return [step for step in sop.steps if any(outcome.returns for outcome in step.outcomes)]


def _planned(wish: Wish, sop: Sop, calendar: WorkCalendar, end: date, rng: Random) -> Plan:
    reopened = wish.end is End.REOPENED
    whole = wish.end in (End.FINISHED, End.MAINTAINED) or reopened
    stays = list(_walk(sop, wish, rng, sop.first, None if whole else wish.stop))
    if not whole:
        stays[-1] = replace(stays[-1], days=_open_days(stays[-1].step, wish, rng), outcome=None)
    paused = rng.sample(range(len(stays)), min(wish.pauses, len(stays)))
    for place in paused:
        pause = rng.randint(4, 9)
        stays[place] = replace(stays[place], days=stays[place].days + pause + 2, pause=pause)
    more: tuple[Stay, ...] = ()
    if reopened:
        round_two = list(_walk(sop, replace(wish, returns=()), rng, sop.steps[min(2, len(sop.steps) - 1)], wish.stop))
        round_two[-1] = replace(round_two[-1], days=1, outcome=None)
        more = tuple(round_two)
    plan = Plan(wish, end, tuple(stays), more)
    # Between the end of the case and its reopening a month passes.
    return replace(plan, start=back(calendar, end, _length(plan) + (20 if reopened else 0)))


def _walk(sop: Sop, wish: Wish, rng: Random, first: Step, stop: int | None) -> Iterator[Stay]:
    """The stays from `first` to the step at place `stop` (None: to the end), with the ways back that were wished."""
    left = {_decisions(sop)[place].id: times for place, times in wish.returns}
    step: Step | None = first
    while step is not None:
        # While a wished return is still ahead the case goes on: it comes by here once more.
        if stop is not None and step.id == sop.steps[stop].id and not any(left.values()):
            yield Stay(step, 0, None)
            return
        outcome = next(one for one in step.outcomes if not one.returns)
        if left.get(step.id):
            left[step.id] -= 1
            outcome = next(one for one in step.outcomes if one.returns)
        yield Stay(step, _days(step, wish.pace, rng), outcome)
        step = sop.step(outcome.to) if outcome.to is not None else None


def _days(step: Step, pace: Pace, rng: Random) -> int:
    least, most = step.time.least, step.time.most
    if step.time.unit is Unit.MONTHS:
        span = {Pace.EARLY: (6, 11), Pace.STEADY: (13, 18), Pace.LATE: (20, 28)}[pace]
        return rng.randint(*span) * most
    if pace is Pace.EARLY:
        return max(0, least - rng.randint(0, 1))
    if pace is Pace.LATE:
        return most + rng.choice((0, 0, 1, 3))
    return rng.randint(least, most)


def _open_days(step: Step, wish: Wish, rng: Random) -> int:
    most = step.time.most * (22 if step.time.unit is Unit.MONTHS else 1)
    if wish.end is End.OVERDUE:
        return most + rng.randint(3, 9)
    if wish.end is End.HELD:
        return rng.randint(4, 8)
    if wish.end in (End.CANCELLED, End.WITHDRAWN):
        return rng.randint(3, 12)
    return rng.randint(0, max(0, min(most - 1, 8)))
