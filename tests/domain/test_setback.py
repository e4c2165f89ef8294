"""A clock that was set back is told with both times; small differences are not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.setback import TOLERANCE, problem, set_back_by

NEWEST = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (timedelta(days=365), "Minggu, 23 November 2025 pukul 09.05 WIB, 365 hari lebih awal daripada"),
        (timedelta(hours=25), "Minggu, 22 November 2026 pukul 08.05 WIB, 1 hari lebih awal daripada"),
        (timedelta(hours=7, minutes=30), "pukul 01.35 WIB, 7 jam 30 menit lebih awal daripada"),
        (timedelta(minutes=11), "pukul 08.54 WIB, 11 menit lebih awal daripada"),
    ],
)
def test_both_times_stand_in_the_sentence(back: timedelta, words: str) -> None:
    sentence = problem(NEWEST - back, NEWEST)
    assert words in sentence
    assert "catatan terakhir (Senin, 23 November 2026 pukul 09.05 WIB)" in sentence
    assert "yang sudah tercatat dan urutannya aman" in sentence
    assert "Betulkan tanggal dan jam komputer" in sentence


def test_an_empty_register_says_nothing_of_the_clock() -> None:
    assert problem(NEWEST, None) == ""


@given(st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=400)))
def test_it_is_told_exactly_beyond_the_tolerance(back: timedelta) -> None:
    told = back > TOLERANCE
    assert bool(problem(NEWEST - back, NEWEST)) is told
    assert set_back_by(NEWEST - back, NEWEST) == (back if told else timedelta(0))
