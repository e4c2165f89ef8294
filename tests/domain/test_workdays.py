"""The work calendar against an independent day-by-day count over 2020 to 2035, and what it says about each day."""

from datetime import date, timedelta
from functools import cache

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.workdays import ChangeKind, DayChange, DayKind, WorkCalendar

ONE = timedelta(days=1)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CHANGES = st.lists(
    st.builds(
        DayChange,
        st.dates(date(2024, 12, 1), date(2028, 2, 28)),
        st.sampled_from(ChangeKind),
        st.just("Hari Jadi Karanganyar"),
        st.just("Edaran Bupati"),
    ),
    max_size=25,
).map(tuple)


@cache
def days_off() -> frozenset[date]:
    found = holidays.country_holidays("ID", years=range(2020, 2042), categories=("public", "government"), language="id")
    return frozenset(found)


def counts(day: date, changes: tuple[DayChange, ...]) -> bool:
    """The rule written backwards: the latest change speaks first, the weekend always has the last word."""
    if day.isoweekday() in (6, 7):
        return False
    for change in reversed(changes):
        if change.date == day:
            return change.kind is ChangeKind.STRIKE
    return day not in days_off()


def change(day: date, kind: ChangeKind, name: str = "", skb: str = "") -> DayChange:
    return DayChange(day, kind, name, "Perubahan SKB", skb)


@given(DAYS, CHANGES)
def test_a_day_counts_as_the_brute_force_says(day: date, changes: tuple[DayChange, ...]) -> None:
    calendar = WorkCalendar(changes)
    assert calendar.is_working(day) == calendar.day(day).is_working == counts(day, changes)


@given(DAYS, st.integers(0, 300), CHANGES)
def test_adding_working_days_agrees_with_walking(day: date, n: int, changes: tuple[DayChange, ...]) -> None:
    walked, left = day, n
    while left:
        walked += ONE
        left -= counts(walked, changes)
    calendar = WorkCalendar(changes)
    assert calendar.add_working(day, n) == walked
    assert calendar.working_between(day, walked) == n


@given(DAYS, st.integers(-40, 1200), CHANGES)
def test_counting_between_agrees_with_walking(a: date, length: int, changes: tuple[DayChange, ...]) -> None:
    b = a + timedelta(days=length)
    walked = sum(counts(a + timedelta(days=i), changes) for i in range(1, length + 1))
    assert WorkCalendar(changes).working_between(a, b) == walked


@given(DAYS, CHANGES)
def test_rolling_and_next(day: date, changes: tuple[DayChange, ...]) -> None:
    calendar = WorkCalendar(changes)
    later = day + ONE
    while not counts(later, changes):
        later += ONE
    assert calendar.next_working(day) == later
    assert calendar.roll_forward(day) == (day if counts(day, changes) else later)


def test_kinds_and_words_of_days() -> None:
    calendar = WorkCalendar()
    told = {
        date(2026, 3, 17): (DayKind.WORKING, "hari kerja"),
        date(2026, 3, 18): (DayKind.JOINT_LEAVE, "cuti bersama: Hari Suci Nyepi"),
        date(2026, 3, 19): (DayKind.PUBLIC_HOLIDAY, "libur nasional: Hari Suci Nyepi"),
        date(2026, 11, 21): (DayKind.WEEKEND, "akhir pekan (Sabtu)"),
        date(2026, 11, 22): (DayKind.WEEKEND, "akhir pekan (Minggu)"),
        date(2026, 3, 21): (DayKind.PUBLIC_HOLIDAY, "libur nasional: Hari Raya Idul Fitri"),
    }
    assert {day: (calendar.day(day).kind, calendar.day(day).why) for day in told} == told


def test_the_office_adds_and_strikes_days() -> None:
    calendar = WorkCalendar(
        (
            change(date(2026, 11, 18), ChangeKind.HOLIDAY, "Hari Jadi Karanganyar"),
            change(date(2026, 12, 28), ChangeKind.JOINT_LEAVE, "Cuti Bersama Hari Raya Natal", "2/2026"),
            change(date(2026, 12, 24), ChangeKind.STRIKE, skb="SKB 3/2026"),
            change(date(2026, 12, 27), ChangeKind.STRIKE),
        )
    )
    assert calendar.day(date(2026, 11, 18)).kind is DayKind.OFFICE_HOLIDAY
    assert calendar.day(date(2026, 11, 18)).why == "libur kantor: Hari Jadi Karanganyar"
    assert calendar.day(date(2026, 12, 28)).why == "cuti bersama: Hari Raya Natal (SKB 2/2026)"
    struck = calendar.day(date(2026, 12, 24))
    assert (struck.kind, struck.reason) == (DayKind.STRUCK, "Perubahan SKB")
    assert struck.why == "hari kerja, libur dicoret: Hari Raya Natal (SKB 3/2026)"
    assert calendar.day(date(2026, 12, 27)).kind is DayKind.WEEKEND
    assert calendar.next_working(date(2026, 12, 23)) == date(2026, 12, 24)
    assert calendar.next_working(date(2026, 12, 24)) == date(2026, 12, 29)


def test_the_last_change_to_a_day_holds_and_striking_a_plain_day_changes_nothing() -> None:
    day = date(2026, 11, 18)
    added, struck = change(day, ChangeKind.HOLIDAY, "Hari Jadi"), change(day, ChangeKind.STRIKE)
    assert WorkCalendar((added, struck)).day(day).why == "hari kerja, libur dicoret: Hari Jadi"
    assert not WorkCalendar((struck, added)).is_working(day)
    assert WorkCalendar((struck,)).day(day).kind is DayKind.WORKING


def test_years_whose_days_off_are_not_known_are_named() -> None:
    calendar = WorkCalendar()
    assert calendar.undecided_years(date(2001, 1, 1), date(2027, 12, 31)) == ()
    assert calendar.undecided_years(date(2027, 6, 1), date(2029, 1, 1)) == (2028, 2029)
    assert calendar.undecided_years(date(1944, 6, 1), date(1947, 1, 1)) == (1944, 1945)
    assert calendar.warning_for(2028) == (
        "Cuti bersama tahun 2028 belum ditetapkan; jatuh tempo pada tahun itu dapat bergeser. "
        "Tambahkan harinya pada kalender kerja setelah SKB terbit."
    )
    assert "libur nasional dan cuti bersama tahun 2101 belum ditetapkan" in calendar.warning_for(2101)
    assert "Hari libur tahun 1930 tidak ada dalam daftar" in calendar.warning_for(1930)
    assert calendar.warning_for(2026) == ""


def test_a_year_is_decided_once_the_office_has_entered_its_joint_leave() -> None:
    calendar = WorkCalendar((change(date(2028, 2, 25), ChangeKind.JOINT_LEAVE, "Idul Fitri", "1/2027"),))
    assert calendar.undecided_years(date(2028, 1, 1), date(2029, 1, 1)) == (2029,)


@pytest.mark.parametrize(
    "refused",
    [
        lambda calendar: calendar.add_working(date(9999, 12, 30), 30),
        lambda calendar: calendar.add_working(date(2026, 1, 1), 10_000_000),
        lambda calendar: calendar.roll_forward(date(1899, 12, 31)),
        lambda calendar: calendar.working_between(date(1, 1, 1), date(2026, 1, 1)),
        lambda calendar: calendar.undecided_years(date(1, 1, 1), date(2026, 1, 1)),
        lambda calendar: calendar.day(date(1, 1, 1)),
    ],
)
def test_days_out_of_reach_are_refused_with_a_sentence(refused) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UserError, match="Gunakan tanggal antara tahun 1900 dan 9999"):
        refused(WorkCalendar())


def test_the_last_day_of_all_can_still_be_reached() -> None:
    assert WorkCalendar().add_working(date(9999, 12, 30), 1) == date(9999, 12, 31)


def test_negative_working_days_are_a_programming_error() -> None:
    with pytest.raises(ValueError, match="-1"):
        WorkCalendar().add_working(date(2026, 1, 1), -1)


def test_calendars_with_the_same_changes_are_equal_whatever_was_asked_of_them() -> None:
    asked, fresh = WorkCalendar(version=3), WorkCalendar(version=3)
    asked.is_working(date(2026, 1, 1))
    assert asked == fresh and hash(asked) == hash(fresh)
