"""How a step stands at a day, above all while the clock is stopped."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain import rules
from spl_desktop.domain.sop import TimeStandard, Unit
from spl_desktop.domain.standing import countdown, timed
from spl_desktop.domain.workdays import WorkCalendar
from tests.domain.logs import START, Walk, shipped_sop

SOP = shipped_sop()


@pytest.mark.parametrize(
    ("days", "held", "words"),
    [
        (None, False, ""),
        (3, False, "3 hari lagi"),
        (0, False, "hari ini"),
        (-2, False, "terlambat 2 hari"),
        (3, True, "ditunda"),
        (-2, True, "terlambat 2 hari"),
    ],
)
def test_the_countdown_in_words(days: int | None, held: bool, words: str) -> None:
    assert countdown(days, held=held) == words


@given(most=st.integers(1, 12), worked=st.integers(0, 30), paused=st.integers(0, 60))
def test_what_is_left_stands_still_from_the_first_day_of_a_hold(most: int, worked: int, paused: int) -> None:
    calendar = WorkCalendar()
    step = replace(SOP.first, time=TimeStandard(Unit.WORKING_DAYS, most, most, f"{most} hari"))
    walk = Walk(SOP, today=date(2027, 6, 1)).open()
    stopped = START + timedelta(days=worked)
    running = walk.state.visit
    assert running is not None
    before = timed(running, step, calendar, stopped).days_left
    walk.do(rules.hold, stopped, reason="menunggu data")
    held = walk.state.visit
    assert held is not None
    assert timed(held, step, calendar, stopped + timedelta(days=paused)).days_left == before
