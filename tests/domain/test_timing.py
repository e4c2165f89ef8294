"""Deadlines, ledgers and verdicts: the worked examples, a day-by-day brute force, and the refusals."""

from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.errors import SopError, UserError
from spl_desktop.domain.sop import (
    Drawn,
    Identity,
    Outcome,
    Signatory,
    Sop,
    Step,
    Symbol,
    TimeStandard,
    Unit,
)
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.domain.timing import (
    Due,
    Hold,
    LedgerDay,
    Used,
    Verdict,
    due,
    ledger,
    remaining,
    schedule,
    used,
    verdict,
)
from spl_desktop.domain.workdays import ChangeKind, DayChange, WorkCalendar

ONE = timedelta(days=1)
DECREE = Path(__file__).parents[2] / "resources" / "sop" / "555-23-IX-2023.toml"
PLAIN = WorkCalendar()

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CHANGES = st.lists(
    st.builds(
        DayChange,
        st.dates(date(2025, 1, 1), date(2026, 12, 31)),
        st.sampled_from(ChangeKind),
        st.just("Hari Jadi Karanganyar"),
        st.just("Edaran Bupati"),
    ),
    max_size=20,
).map(tuple)
STANDARDS = st.builds(
    lambda unit, least, more: TimeStandard(unit, least, least + more, ""),
    st.sampled_from(Unit),
    st.integers(0, 8),
    st.integers(0, 6),
)


@st.composite
def held_steps(draw: st.DrawFn) -> tuple[date, tuple[Hold, ...], date]:
    """A day of entry, holds around it (overlapping, before entry, perhaps one open) and a today."""
    entered = draw(DAYS)
    offsets = st.tuples(st.integers(-15, 250), st.integers(0, 50), st.booleans())
    holds = tuple(
        Hold(entered + timedelta(days=begin), None if is_open else entered + timedelta(days=begin + length), "OPD")
        for begin, length, is_open in draw(st.lists(offsets, max_size=4))
    )
    return entered, holds, entered + timedelta(days=draw(st.integers(0, 300)))


def standard(unit: Unit, least: int, most: int | None = None) -> TimeStandard:
    return TimeStandard(unit, least, least if most is None else most, "")


def is_held(day: date, holds: tuple[Hold, ...], today: date) -> bool:
    return any(hold.start < day and day <= (hold.end or today) for hold in holds)


def months_later(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def brute_force(
    entered: date, unit: Unit, n: int, calendar: WorkCalendar, holds: tuple[Hold, ...], today: date
) -> date:
    """One day at a time: a day that counts is crossed off; a month owes every working day lost to a hold.

    Where the day found is followed by days on hold, the last of them that can be a deadline takes its place.
    """
    last = day = crossed_off(entered, unit, n, calendar, holds, today)
    while is_held(day + ONE, holds, today):
        day += ONE
        if unit is Unit.CALENDAR_DAYS or calendar.is_working(day):
            last = day
    return last


def crossed_off(
    entered: date, unit: Unit, n: int, calendar: WorkCalendar, holds: tuple[Hold, ...], today: date
) -> date:
    day, left = entered, n
    if unit is not Unit.MONTHS:
        while left:
            day += ONE
            counting = unit is Unit.CALENDAR_DAYS or calendar.is_working(day)
            left -= counting and not is_held(day, holds, today)
        return day
    end = months_later(entered, n)
    while n and not calendar.is_working(end):
        end += ONE
    owed = 0
    while day < end:
        day += ONE
        owed += calendar.is_working(day) and is_held(day, holds, today)
    while owed:
        day += ONE
        owed -= calendar.is_working(day) and not is_held(day, holds, today)
    return day


@given(held_steps(), STANDARDS, CHANGES)
def test_deadlines_agree_with_the_brute_force(
    case: tuple[date, tuple[Hold, ...], date], time: TimeStandard, changes: tuple[DayChange, ...]
) -> None:
    entered, holds, today = case
    calendar = WorkCalendar(changes)
    deadline = due(entered, time, calendar, holds, today)
    assert deadline.early == brute_force(entered, time.unit, time.least, calendar, holds, today)
    assert deadline.late == brute_force(entered, time.unit, time.most, calendar, holds, today)
    span = [entered + timedelta(days=i) for i in range(1, (deadline.late - entered).days + 1)]
    weigh = [day for day in span if time.unit is Unit.CALENDAR_DAYS or calendar.is_working(day)]
    assert deadline.held_days == sum(is_held(day, holds, today) for day in weigh)


@given(held_steps(), STANDARDS, CHANGES, st.sampled_from(("early", "late")))
def test_the_ledger_explains_the_deadline_day_by_day(
    case: tuple[date, tuple[Hold, ...], date], time: TimeStandard, changes: tuple[DayChange, ...], which
) -> None:  # type: ignore[no-untyped-def]
    entered, holds, today = case
    calendar = WorkCalendar(changes)
    deadline = due(entered, time, calendar, holds, today)
    last, amount = (deadline.late, time.most) if which == "late" else (deadline.early, time.least)
    days = ledger(entered, time, calendar, holds, which, today)
    assert [day.date for day in days] == [entered + timedelta(days=i) for i in range(1, (last - entered).days + 1)]
    assert [day.count for day in days if day.counts] == list(range(1, sum(day.counts for day in days) + 1))
    assert all(day.count == 0 and day.why for day in days if not day.counts)
    if time.unit is not Unit.MONTHS:
        assert sum(day.counts for day in days) == amount
    for day in days:
        if day.counts and time.unit is Unit.WORKING_DAYS:
            assert calendar.is_working(day.date) and not is_held(day.date, holds, today)
        if "ditunda: " in day.why:
            assert not day.counts and is_held(day.date, holds, today)
    replaced = sum("pengganti" in day.why for day in days)
    if time.unit is Unit.MONTHS:
        end = months_later(entered, amount)
        while amount and not calendar.is_working(end):
            end += ONE
        lost = [day for day in days if day.date <= end and calendar.is_working(day.date)]
        assert replaced == sum(is_held(day.date, holds, today) for day in lost)


@given(held_steps(), CHANGES)
def test_time_used_splits_into_net_and_held(
    case: tuple[date, tuple[Hold, ...], date], changes: tuple[DayChange, ...]
) -> None:
    entered, holds, finished = case
    calendar = WorkCalendar(changes)
    span = [entered + timedelta(days=i) for i in range(1, (finished - entered).days + 1)]
    working = [day for day in span if calendar.is_working(day)]
    held = sum(is_held(day, holds, finished) for day in working)
    assert used(entered, finished, calendar, holds) == Used(len(working), len(working) - held, held)


@given(DAYS, st.integers(-120, 120))
def test_remaining_is_negative_exactly_when_late(deadline: date, offset: int) -> None:
    today = deadline + timedelta(days=offset)
    left = remaining(deadline, today, PLAIN)
    assert (left < 0) == (verdict(today, Due(deadline, deadline)) is Verdict.LATE)
    assert abs(left) in (PLAIN.working_between(*sorted((deadline, today))), 1)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (
            date(2026, 1, 5),
            "2026-01-06 2026-01-07 2026-02-09 2026-03-09 2026-04-09 2026-04-14 "
            "2026-04-16 2026-04-20 2026-04-21 2026-04-22 2026-04-27 2026-04-30",
        ),
        (
            date(2026, 11, 23),
            "2026-11-24 2026-11-25 2026-12-28 2027-01-28 2027-03-01 2027-03-04 "
            "2027-03-16 2027-03-18 2027-03-19 2027-03-22 2027-03-29 2027-04-01",
        ),
    ],
)
def test_the_worked_schedules_of_the_decree(start: date, expected: str) -> None:
    sop = parse_sop(DECREE.read_text(encoding="utf-8"), DECREE.name)
    planned = schedule(sop, start, PLAIN)
    assert " ".join(step.late.isoformat() for step in planned) == expected
    assert [step.number for step in planned] == [step.number for step in sop.steps]
    assert [step.entered for step in planned] == [start] + [step.late for step in planned[:-1]]
    assert all(step.ledger[-1].date == step.late for step in planned)
    assert planned[5].early == PLAIN.next_working(planned[5].entered) < planned[5].late


def test_a_month_is_clamped_and_rolled_to_a_working_day() -> None:
    assert due(date(2026, 1, 31), standard(Unit.MONTHS, 1), PLAIN) == Due(date(2026, 3, 2), date(2026, 3, 2), 0)


def test_the_long_leave_of_2026_is_jumped() -> None:
    assert due(date(2026, 3, 17), standard(Unit.WORKING_DAYS, 1), PLAIN).late == date(2026, 3, 25)


def test_calendar_days_are_not_rolled() -> None:
    assert due(date(2026, 11, 19), standard(Unit.CALENDAR_DAYS, 1, 2), PLAIN) == Due(
        date(2026, 11, 20), date(2026, 11, 21), 0
    )


def test_the_day_of_the_hold_counts_and_the_day_of_resuming_does_not() -> None:
    monday = date(2026, 11, 23)
    tuesday, wednesday = monday + ONE, monday + 2 * ONE
    three = standard(Unit.WORKING_DAYS, 3)
    assert due(monday, three, PLAIN).late == date(2026, 11, 26)
    assert due(monday, three, PLAIN, [Hold(tuesday, tuesday)]).late == date(2026, 11, 26)
    assert due(monday, three, PLAIN, [Hold(tuesday, wednesday)]) == Due(date(2026, 11, 27), date(2026, 11, 27), 1)


def test_overlapping_holds_push_once() -> None:
    monday = date(2026, 11, 23)
    holds = [Hold(monday, monday + 2 * ONE), Hold(monday + ONE, monday + 3 * ONE)]
    assert due(monday, standard(Unit.WORKING_DAYS, 1), PLAIN, holds).held_days == 3


def test_an_open_hold_lasts_until_today_and_one_after_the_deadline_pushes_nothing() -> None:
    monday, friday = date(2026, 11, 23), date(2026, 11, 27)
    one = standard(Unit.WORKING_DAYS, 1)
    assert due(monday, one, PLAIN, [Hold(monday, None)], friday).late == date(2026, 11, 30)
    assert due(monday, one, PLAIN, [Hold(monday + 2 * ONE, None)], friday).late == monday + ONE
    with pytest.raises(ValueError, match="today"):
        due(monday, one, PLAIN, [Hold(monday, None)])


# Held on Friday 31 July 2026, the day of the deadline, and resumed on a Saturday or the Thursday before it.
@pytest.mark.parametrize(
    ("unit", "amount", "entered", "resumed", "late", "held"),
    [
        (Unit.WORKING_DAYS, 1, date(2026, 7, 30), date(2026, 8, 8), date(2026, 8, 7), 5),
        (Unit.WORKING_DAYS, 1, date(2026, 7, 30), date(2026, 8, 6), date(2026, 8, 6), 4),
        (Unit.CALENDAR_DAYS, 1, date(2026, 7, 30), date(2026, 8, 8), date(2026, 8, 8), 8),
        (Unit.MONTHS, 1, date(2026, 6, 30), date(2026, 8, 8), date(2026, 8, 7), 5),
        (Unit.MONTHS, 1, date(2026, 6, 30), date(2026, 8, 6), date(2026, 8, 6), 4),
    ],
)
def test_a_hold_that_begins_on_the_deadline_pushes_it(
    unit: Unit, amount: int, entered: date, resumed: date, late: date, held: int
) -> None:
    last = date(2026, 7, 31) if unit is not Unit.MONTHS else date(2026, 7, 30)
    assert due(entered, standard(unit, amount), PLAIN).late == last
    holds = [Hold(last, resumed, "menunggu OPD")]
    pushed = due(entered, standard(unit, amount), PLAIN, holds)
    assert (pushed.late, pushed.held_days) == (late, held + (unit is Unit.MONTHS))
    assert due(entered, standard(unit, amount), PLAIN, [Hold(last + ONE, resumed)]).late == last
    # Resumed in time it has no day left and is not yet late; the next working day is late by one, not by the pause.
    assert remaining(pushed.late, PLAIN.next_working(resumed), PLAIN) == -1
    days = ledger(entered, standard(unit, amount), PLAIN, holds)
    assert (days[-1].date, days[-1].why) == (late, "ditunda: menunggu OPD")


@given(DAYS, STANDARDS, CHANGES, st.integers(0, 40))
def test_finished_when_resumed_a_step_held_in_time_is_as_punctual_as_its_net_time(
    entered: date, time: TimeStandard, changes: tuple[DayChange, ...], length: int
) -> None:
    calendar = WorkCalendar(changes)
    deadline = due(entered, time, calendar).late
    resumed = calendar.roll_forward(deadline + timedelta(days=length))
    pushed = due(entered, time, calendar, [Hold(deadline, resumed)])
    assert verdict(resumed, pushed) is not Verdict.LATE
    assert verdict(calendar.next_working(resumed), pushed) is Verdict.LATE


def test_a_month_on_hold_ledger_reads_in_words() -> None:
    holds = [Hold(date(2026, 2, 26), date(2026, 3, 2), "menunggu OPD")]
    days = ledger(date(2026, 1, 31), standard(Unit.MONTHS, 1), PLAIN, holds)
    assert days[25:] == (
        LedgerDay(date(2026, 2, 26), True, 26, "bulan ke-1 berjalan"),
        LedgerDay(date(2026, 2, 27), False, 0, "ditunda: menunggu OPD"),
        LedgerDay(date(2026, 2, 28), True, 27, "bulan ke-1 jatuh pada 28/02/2026, digeser karena akhir pekan (Sabtu)"),
        LedgerDay(date(2026, 3, 1), False, 0, "digeser karena akhir pekan (Minggu)"),
        LedgerDay(date(2026, 3, 2), False, 0, "ditunda: menunggu OPD"),
        LedgerDay(date(2026, 3, 3), True, 28, "pengganti hari yang ditunda ke-1"),
        LedgerDay(date(2026, 3, 4), True, 29, "pengganti hari yang ditunda ke-2"),
    )


def test_a_month_that_is_rolled_says_from_where() -> None:
    days = ledger(date(2026, 1, 31), standard(Unit.MONTHS, 1), PLAIN)
    assert days[-1] == LedgerDay(date(2026, 3, 2), True, 29, "digeser dari 28/02/2026 ke hari kerja berikutnya")


def test_a_working_day_ledger_reads_in_words() -> None:
    calendar = WorkCalendar(
        (
            DayChange(date(2026, 3, 23), ChangeKind.STRIKE, "", "SKB baru", "2/2026"),
            DayChange(date(2026, 3, 26), ChangeKind.JOINT_LEAVE, "Cuti Bersama Idul Fitri", "SKB baru", "2/2026"),
        )
    )
    holds = [Hold(date(2026, 3, 24), date(2026, 3, 25), "menunggu OPD")]
    days = ledger(date(2026, 3, 19), standard(Unit.WORKING_DAYS, 1, 2), calendar, holds)
    assert [(day.date.day, day.count, day.why) for day in days] == [
        (20, 0, "cuti bersama: Hari Raya Idul Fitri"),
        (21, 0, "libur nasional: Hari Raya Idul Fitri"),
        (22, 0, "libur nasional: Hari kedua dari Hari Raya Idul Fitri"),
        (23, 1, "hari kerja ke-1, libur dicoret: Hari Raya Idul Fitri (SKB 2/2026)"),
        (24, 0, "cuti bersama: Hari Raya Idul Fitri"),
        (25, 0, "ditunda: menunggu OPD"),
        (26, 0, "cuti bersama: Idul Fitri (SKB 2/2026)"),
        (27, 2, "hari kerja ke-2"),
    ]
    early = ledger(date(2026, 3, 19), standard(Unit.WORKING_DAYS, 1, 2), calendar, holds, "early")
    assert early == days[:4]


def test_verdicts_have_no_gap_and_both_ends_are_on_time() -> None:
    deadline = Due(date(2026, 11, 24), date(2026, 11, 26))
    found = {day: verdict(date(2026, 11, day), deadline).words for day in range(23, 28)}
    assert found == {23: "lebih awal", 24: "sesuai", 25: "sesuai", 26: "sesuai", 27: "terlambat"}


def test_a_saturday_after_the_deadline_is_overdue_and_a_weekend_before_it_is_not() -> None:
    friday = date(2026, 11, 27)
    assert remaining(friday, friday, PLAIN) == 0
    assert remaining(friday, friday + ONE, PLAIN) == -1
    assert remaining(friday, friday + 4 * ONE, PLAIN) == -2
    assert remaining(friday + ONE, friday, PLAIN) == 0
    assert remaining(friday, friday - 2 * ONE, PLAIN) == 2


def test_dates_the_wrong_way_round_are_refused_with_a_sentence() -> None:
    with pytest.raises(UserError, match=r"Penundaan tidak dapat berakhir \(01/11/2026\) sebelum dimulai"):
        Hold(date(2026, 11, 2), date(2026, 11, 1))
    with pytest.raises(UserError, match=r"Langkah tidak dapat selesai \(01/11/2026\) sebelum dimulai"):
        used(date(2026, 11, 2), date(2026, 11, 1), PLAIN)


@pytest.mark.parametrize("unit", Unit)
def test_a_deadline_out_of_reach_is_refused_with_a_sentence(unit: Unit) -> None:
    for amount in (400, 10_000_000_000):
        with pytest.raises(UserError, match="setelah tahun 9999 tidak dapat dihitung"):
            due(date(9999, 1, 31), standard(unit, 1, amount), PLAIN)
    with pytest.raises(UserError, match="sebelum tahun 1900 tidak dapat dihitung"):
        due(date(1800, 1, 31), standard(unit, 1), PLAIN)


def sop_of(*steps: tuple[str, tuple[Outcome, ...]]) -> Sop:
    day = date(2023, 9, 1)
    signatory = Signatory("Kepala Dinas", "Nama", "Pembina", "")
    identity = Identity("1", "SOP", "", "", "", "", day, None, day, signatory, (), (), (), (), "", "")
    made = (
        Step(id_, number, id_, ("a",), (Drawn(Symbol.BOX, ("a",)),), (), standard(Unit.WORKING_DAYS, 1), (), outcomes)
        for number, (id_, outcomes) in enumerate(steps, 1)
    )
    return Sop("uji", identity, (), (), tuple(made))


def test_the_schedule_follows_the_way_on_and_not_the_order_of_the_rows() -> None:
    sop = sop_of(
        ("mulai", (Outcome("tidak", "Tidak", "mulai", returns=True), Outcome("ya", "Ya", "akhir"))),
        ("cabang", (Outcome("terus", "", "akhir"),)),
        ("akhir", (Outcome("selesai", "", None),)),
    )
    assert [step.step for step in schedule(sop, date(2026, 11, 23), PLAIN)] == ["mulai", "akhir"]


@pytest.mark.parametrize("returns", [True, False])
def test_a_main_way_without_end_is_refused_with_a_sentence(returns: bool) -> None:
    sop = sop_of(("mulai", (Outcome("lagi", "", "mulai", returns=returns),)))
    with pytest.raises(SopError, match=r"tidak pernah sampai ke akhir \(langkah 1\)"):
        schedule(sop, date(2026, 11, 23), PLAIN)
