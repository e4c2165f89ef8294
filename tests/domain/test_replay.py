"""The moments of a history: every fact once, every day once, and time that never goes back."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.dates import WIB
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.replay import days, fact_before, has_come, moment_at, moments, next_fact, place_of

START = date(2026, 1, 5)
DAYS = st.lists(st.integers(0, 40).map(lambda days: START + timedelta(days=days)), min_size=1, max_size=30)


@given(DAYS, st.integers(0, 60))
def test_every_fact_comes_once_and_every_day_is_shown(happened: list[date], more: int) -> None:
    until = START + timedelta(days=more)
    found = moments(happened, until)
    assert [one.facts for one in found if one.told] == list(range(1, len(happened) + 1))
    days = [one.on for one in found]
    assert days == sorted(days)
    last = max(*happened, until)
    assert sorted(set(days)) == [happened[0] + timedelta(days=n) for n in range((last - happened[0]).days + 1)]


@given(DAYS, st.integers(-5, 60))
def test_at_a_day_stand_the_facts_that_had_come_by_then(happened: list[date], after: int) -> None:
    on = happened[0] + timedelta(days=after)
    found = moments(happened, START + timedelta(days=45))
    if after < 0:
        with pytest.raises(UserError, match="kasus ini belum ada"):
            place_of(found, on)
        return
    come = 0
    while come < len(happened) and max(happened[: come + 1]) <= on:
        come += 1
    assert found[place_of(found, on)].facts == come


def test_from_fact_to_fact() -> None:
    found = moments([START, START, START + timedelta(days=3)], START + timedelta(days=5))
    assert [one.told for one in found] == [True, True, False, False, True, False, False]
    assert next_fact(found, 1) == 4
    assert next_fact(found, 4) is None
    assert fact_before(found, 6) == 4
    assert fact_before(found, 0) is None


def test_a_fact_entered_late_does_not_turn_time_back() -> None:
    late = START - timedelta(days=9)
    assert [one.on for one in moments([START, late], START)] == [START, START]


@given(st.lists(st.integers(0, 40).map(lambda days: START + timedelta(days=days)), max_size=30), st.integers(0, 60))
def test_the_days_of_several_logs_come_once_each_with_what_had_come(happened: list[date], more: int) -> None:
    found = days(happened, START + timedelta(days=more))
    assert [one.on for one in found] == sorted({one.on for one in found})
    for one in found:
        assert one.facts == sum(day <= one.on for day in happened)
        assert one.told == (one.on in happened)
    if happened:
        assert found[0].on == min(happened)
        assert found[-1].on == max(*happened, START + timedelta(days=more))


@given(st.data())
def test_an_instant_shows_what_was_recorded_by_then(data: st.DataObject) -> None:
    hours = sorted(data.draw(st.lists(st.integers(0, 23 * 60), min_size=1, max_size=6)))
    day = date(2026, 1, 5)
    recorded = [datetime.combine(day, time(minute // 60, minute % 60), WIB) for minute in hours]
    found = moments([day] * len(hours), day + timedelta(days=3))
    minute = data.draw(st.integers(hours[0], 24 * 60 - 1))
    at = datetime.combine(day, time(minute // 60, minute % 60), WIB).astimezone(UTC)
    assert moment_at(found, recorded, at).facts == sum(one <= minute for one in hours)
    assert moment_at(found, recorded, at).on == day
    assert moment_at(found, recorded, at + timedelta(days=1)).facts == len(hours)


def test_a_fact_that_was_entered_later_counts_from_the_end_of_its_day() -> None:
    first, late = datetime(2026, 1, 5, 9, tzinfo=WIB), datetime(2026, 1, 8, 9, tzinfo=WIB)
    found = moments([date(2026, 1, 5), date(2026, 1, 5)], date(2026, 1, 9))
    assert moment_at(found, [first, late], datetime(2026, 1, 5, 23, 59, tzinfo=WIB)).facts == 1
    assert moment_at(found, [first, late], datetime(2026, 1, 6, tzinfo=WIB)).facts == 2
    with pytest.raises(UserError, match=r"pukul 08\.59 WIB kasus ini belum ada\. Pilih waktu sesudah"):
        moment_at(found, [first, late], datetime(2026, 1, 5, 8, 59, tzinfo=WIB))


def test_what_lies_ahead_is_refused() -> None:
    has_come(date(2026, 1, 5), date(2026, 1, 5))
    with pytest.raises(UserError, match=r"6 Januari 2026 belum tiba\. Pilih tanggal sampai hari ini\."):
        has_come(date(2026, 1, 6), date(2026, 1, 5))
