"""Forecasts: exact chances against brute force, what must hold of every forecast, and the boundary of the samples."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spl_desktop.domain.forecast import LEAST_SAMPLES, Forecast, OpenVisit, Outlasted, Seen, Source, forecast
from spl_desktop.domain.sop import Outcome, Sop, Step, TimeStandard, Unit
from spl_desktop.domain.timing import due
from spl_desktop.domain.workdays import WorkCalendar
from tests.domain.logs import shipped_sop
from tests.strategies import IDENTITY, sops

PLAIN = WorkCalendar()
MONDAY = date(2026, 11, 23)


def step(id_: str, number: int, *ways: Outcome, time: TimeStandard | None = None) -> Step:
    standard = time or TimeStandard(Unit.WORKING_DAYS, 1, 3, "1-3 hari")
    return Step(id_, number, f"Kegiatan {number}", ("a",), (), (), standard, (), ways)


def on(to: str | None) -> Outcome:
    return Outcome("ya", "Ya", to)


def back(to: str) -> Outcome:
    return Outcome("tidak", "Tidak", to, returns=True)


SMALL = Sop(
    "kecil",
    IDENTITY,
    (),
    (),
    (
        step("susun", 1, on("periksa")),
        step("periksa", 2, on("lapor"), back("susun")),
        step("lapor", 3, on(None)),
    ),
)
PAST = (
    Seen("susun", 1, "ya", 4),
    Seen("susun", 3, "ya", 3),
    Seen("susun", 7, "ya", 1),
    Seen("periksa", 0, "tidak", 1),
    Seen("periksa", 2, "tidak", 1),
    Seen("periksa", 2, "ya", 6),
    Seen("lapor", 1, "ya", 6),
    Seen("lapor", 5, "ya", 4),
)


def ends(sop: Sop, past: tuple[Seen, ...], at: str, used: int, deep: int) -> Iterator[tuple[int, Fraction]]:
    """Every way to the end in at most so many visits, each like one of the past: its days and its chance."""

    def of(name: str) -> list[Seen]:
        return [one for one in past if one.step == name]

    longer = [replace(one, days=one.days - used) for one in of(at) if one.days > used]
    first = longer or [replace(one, days=1) for one in of(at)]

    def walk(choices: list[Seen], spent: int, chance: Fraction, left: int) -> Iterator[tuple[int, Fraction]]:
        number = sum(one.times for one in choices)
        for one in choices:
            share = chance * one.times / number
            to = next(way.to for way in sop.step(one.step).outcomes if way.id == one.outcome)
            if to is None:
                yield spent + one.days, share
            elif left:
                yield from walk(of(to), spent + one.days, share, left - 1)

    yield from walk(first, 0, Fraction(1), deep)


def quantile(found: list[tuple[int, Fraction]], share: Fraction) -> int:
    so_far = Fraction(0)
    for days, chance in sorted(found):
        so_far += chance
        if so_far >= share:
            return days
    raise AssertionError("the ways walked do not reach that chance")


@pytest.mark.parametrize(("at", "used"), [("susun", 0), ("susun", 2), ("periksa", 1), ("lapor", 0), ("lapor", 9)])
def test_the_dates_are_the_exact_quantiles_of_every_way_through(at: str, used: int) -> None:
    found = list(ends(SMALL, PAST, at, used, deep=11))
    left_out = 1 - sum((chance for _, chance in found), Fraction(0))
    assert left_out < Fraction(1, 500)  # five returns and more
    made = forecast(SMALL, OpenVisit(at, MONDAY - timedelta(days=40), used), PAST, PLAIN, MONDAY)
    for share, day in ((Fraction(1, 2), made.likely), (Fraction(85, 100), made.safe)):
        # Whether the ways left out end at once or never: the quantile is the same, so it is exact.
        least, most = (quantile([*found, (days, left_out)], share) for days in (0, 10**6))
        assert least == most
        assert day == PLAIN.add_working(MONDAY, most)


def by_lot(sop: Sop, visit: OpenVisit, past: tuple[Seen, ...], today: date, walks: int) -> list[date]:
    """Finishing days of so many walks that draw one past visit of each step after the other."""
    lot = random.Random(7)
    ended = []
    for _ in range(walks):
        here, day, used = visit.step, today, visit.used
        while True:
            chosen = [one for one in past if one.step == here and one.days > used]
            one = lot.choices(chosen, [one.times for one in chosen])[0]
            day = PLAIN.add_working(day, one.days - max(used, 0))
            to = next(way.to for way in sop.step(here).outcomes if way.id == one.outcome)
            if to is None:
                break
            here, used = to, -1  # a later visit may take no day at all
        ended.append(day)
    return sorted(ended)


def test_loops_count_as_often_as_walks_by_lot_go_round() -> None:
    visit = OpenVisit("susun", MONDAY, 0)
    made = forecast(SMALL, visit, PAST, PLAIN, MONDAY)
    walked = by_lot(SMALL, visit, PAST, MONDAY, 20_000)
    # 20,000 walks place a quantile within 0.8 % of its chance (three standard errors), so the exact day must be among
    # those between the neighbouring quantiles.
    for share, day in ((0.5, made.likely), (0.85, made.safe)):
        low, high = (walked[int((share + off) * len(walked))] for off in (-0.008, 0.008))
        assert day is not None
        assert low <= day <= high
    told = {(one.step, one.current): one for one in made.steps}
    assert told["periksa", False].visits == pytest.approx(4 / 3, abs=1e-3)
    assert told["periksa", False].returned == pytest.approx(2 / 8)
    assert told["susun", False].visits == pytest.approx(1 / 3, abs=1e-3)
    without = (*(one for one in PAST if one.outcome != "tidak"), Seen("periksa", 2, "ya", 2))
    straight = forecast(SMALL, visit, without, PLAIN, MONDAY)
    assert straight.safe is not None
    assert made.safe is not None
    assert straight.safe < made.safe


@pytest.mark.parametrize(("times", "source", "likely"), [(7, Source.SOP, 2), (8, Source.OFFICE, 20)])
def test_a_step_is_forecast_by_the_office_from_the_eighth_visit_on(times: int, source: Source, likely: int) -> None:
    assert LEAST_SAMPLES == 8
    past = (Seen("periksa", 20, "tidak", 1), Seen("periksa", 20, "ya", times - 1))
    made = forecast(SMALL, OpenVisit("susun", MONDAY, 0), past, PLAIN, MONDAY)
    told = {one.step: one for one in made.steps if not one.current}
    assert (told["periksa"].source, told["periksa"].samples, told["periksa"].likely) == (source, times, likely)
    assert told["periksa"].returned == pytest.approx(0 if times < 8 else 1 / 8)
    assert made.samples == (0 if times < 8 else 8)
    assert ("susun" in told) == (times >= 8)  # the SOP's main way does not go back


def test_visits_that_ended_by_a_way_unknown_to_the_sop_are_no_samples() -> None:
    past = (Seen("lapor", 9, "dihapus", 50), Seen("asing", 1, "ya", 50))
    made = forecast(SMALL, OpenVisit("lapor", MONDAY, 0), past, PLAIN, MONDAY)
    assert [(one.step, one.source, one.samples) for one in made.steps] == [("lapor", Source.SOP, 0)]


def test_the_range_of_the_sop_is_uniform_and_less_what_was_used() -> None:
    def days(used: int) -> tuple[date | None, date | None]:
        made = forecast(SMALL, OpenVisit("lapor", MONDAY, used), (), PLAIN, MONDAY)
        return made.likely, made.safe

    tuesday = MONDAY + timedelta(days=1)
    assert days(0) == (tuesday + timedelta(days=1), tuesday + timedelta(days=2))
    assert days(1) == (tuesday, tuesday + timedelta(days=1))
    assert days(2) == days(3) == days(30) == (tuesday, tuesday)


@pytest.mark.parametrize("unit", [Unit.MONTHS, Unit.CALENDAR_DAYS])
def test_months_and_calendar_days_are_taken_from_the_calendar_on_the_day_the_step_is_entered(unit: Unit) -> None:
    time = TimeStandard(unit, 2, 2, "2")
    sop = replace(SMALL, steps=(*SMALL.steps[:2], step("lapor", 3, on(None), time=time)))
    past = (Seen("periksa", 3, "ya", 8),)
    made = forecast(sop, OpenVisit("periksa", MONDAY, 0), past, PLAIN, MONDAY)
    begun = PLAIN.add_working(MONDAY, 3)
    ended = due(begun, time, PLAIN).late
    while not PLAIN.is_working(ended):  # calendar days that end on a day off were done before it
        ended -= timedelta(days=1)
    assert made.likely == made.safe == ended
    worked = forecast(sop, OpenVisit("lapor", MONDAY, 0), past, PLAIN, MONDAY)
    assert worked.likely == due(MONDAY, time, PLAIN).late


def test_the_worked_example_of_the_decree_comes_out_where_nothing_was_ever_finished() -> None:
    sop = shipped_sop()
    longest = tuple(
        replace(one, time=TimeStandard(one.time.unit, one.time.most, one.time.most, one.time.text)) for one in sop.steps
    )
    made = forecast(replace(sop, steps=longest), OpenVisit(sop.first.id, MONDAY, 0), (), PLAIN, MONDAY)
    assert (made.likely, made.safe, made.samples) == (date(2027, 4, 1), date(2027, 4, 1), 0)
    assert [one.number for one in made.steps] == [one.number for one in sop.steps]
    assert "12 langkah memakai waktu baku SOP karena kunjungannya kurang dari 8." in made.basis


def test_a_case_that_always_goes_back_has_no_date_and_says_so() -> None:
    past = (Seen("periksa", 0, "tidak", 9), Seen("susun", 0, "ya", 9))
    made = forecast(SMALL, OpenVisit("periksa", MONDAY, 0), past, PLAIN, MONDAY)
    assert (made.likely, made.safe) == (None, None)
    assert made.sentence == "Perkiraan selesai: belum dapat disusun"
    assert "terlalu sering dikembalikan" in made.basis


def test_the_sentence_names_both_days_and_the_hold() -> None:
    made = forecast(SMALL, OpenVisit("lapor", MONDAY, 0, held=True), PAST, PLAIN, MONDAY)
    assert made.sentence == "Perkiraan selesai: 24 November 2026 (aman: 30 November 2026)"
    assert "Kasus sedang ditunda; perkiraan dihitung seolah-olah dilanjutkan hari ini." in made.basis
    assert "Dasarnya 10 kunjungan langkah" in made.basis
    assert "SOP" not in made.basis


@pytest.mark.parametrize(
    ("used", "told"),
    [
        (13, "lebih lama daripada semua 10 kunjungan yang diketahui (paling lama 5 hari kerja)"),
        (5, "sama dengan yang terlama dari semua 10 kunjungan yang diketahui"),
    ],
)
def test_a_step_that_outlasted_every_known_visit_is_promised_no_day(used: int, told: str) -> None:
    made = forecast(SMALL, OpenVisit("lapor", MONDAY - timedelta(days=30), used), PAST, PLAIN, MONDAY)
    assert made.outlasted == Outlasted(used, 5, 10)
    assert made.sentence == "Perkiraan selesai: paling awal 24 November 2026"
    assert made.basis == (
        f"Langkah ini sudah berjalan {used} hari kerja, {told}; tanggalnya hanya yang paling awal mungkin. "
        "Seandainya langkah ini selesai pada hari kerja berikutnya, kemungkinan selesai 50% pada 24 November 2026 dan "
        "85% pada 24 November 2026; kapan langkah ini selesai tidak dapat diperkirakan."
    )
    assert made.samples == 0  # none of the ten says anything about this visit
    assert made.days_words(made.steps[0]) == ("≥ 1", "≥ 1")


def test_a_step_that_outlasted_the_standard_is_promised_no_day_where_the_office_knows_too_little() -> None:
    made = forecast(SMALL, OpenVisit("lapor", MONDAY - timedelta(days=30), 13), (), PLAIN, MONDAY)
    assert made.outlasted == Outlasted(13, 3, 0)
    assert "13 hari kerja, lebih lama daripada waktu baku SOP (paling lama 3 hari kerja)" in made.basis
    due_today = forecast(SMALL, OpenVisit("lapor", MONDAY - timedelta(days=5), 3), (), PLAIN, MONDAY)
    assert "sudah berjalan 3 hari kerja, selama-lamanya waktu baku SOP;" in due_today.basis


def test_a_step_within_what_is_known_or_on_its_first_day_is_forecast_as_ever() -> None:
    for visit, past in (
        (OpenVisit("lapor", MONDAY, 4), PAST),
        (OpenVisit("lapor", MONDAY, 0), (Seen("lapor", 0, "ya", 9),)),
    ):
        made = forecast(SMALL, visit, past, PLAIN, MONDAY)
        assert made.outlasted is None
        assert "(aman: " in made.sentence
        assert "seandainya" not in made.basis.lower()


@st.composite
def stories(draw: st.DrawFn) -> tuple[Sop, OpenVisit, tuple[Seen, ...], date]:
    """An SOP, what its steps took before (each step went forwards at least once), and a case somewhere in it."""
    sop = draw(sops(max_steps=6))
    past: list[Seen] = []
    for one in sop.steps:
        onward = next(way for way in one.outcomes if not way.returns)
        past.append(Seen(one.id, draw(st.integers(0, 20)), onward.id, draw(st.integers(1, 12))))
        for _ in range(draw(st.integers(0, 3))):
            way = draw(st.sampled_from(one.outcomes))
            past.append(Seen(one.id, draw(st.integers(0, 30)), way.id, draw(st.integers(1, 4))))
    today = draw(st.dates(date(2024, 1, 1), date(2027, 6, 1)))
    entered = today - timedelta(days=draw(st.integers(0, 60)))
    used = draw(st.integers(0, PLAIN.working_between(entered, today)))
    return sop, OpenVisit(draw(st.sampled_from(sop.steps)).id, entered, used), tuple(past), today


def made_of(story: tuple[Sop, OpenVisit, tuple[Seen, ...], date]) -> Forecast:
    sop, visit, past, today = story
    return forecast(sop, visit, past, PLAIN, today)


@settings(max_examples=60)
@given(stories(), st.randoms())
def test_what_holds_of_every_forecast(story: tuple[Sop, OpenVisit, tuple[Seen, ...], date], lot: random.Random) -> None:
    made = made_of(story)
    sop, visit, past, today = story
    assert made == made_of(story)
    mixed = list(past)
    lot.shuffle(mixed)
    again = forecast(sop, visit, mixed, PLAIN, today)
    assert (again.likely, again.safe, again.samples) == (made.likely, made.safe, made.samples)
    for day in (made.likely, made.safe):
        if day is not None:
            assert day >= PLAIN.next_working(today)
            assert PLAIN.is_working(day)
    if made.likely is None:
        assert made.safe is None
    elif made.safe is not None:
        assert made.likely <= made.safe
    assert made.steps[0].current
    assert made.steps[0].step == visit.step
    assert all(one.likely <= one.safe and 0 <= one.returned <= 1 for one in made.steps)
    assert all((one.source is Source.OFFICE) == (one.samples >= LEAST_SAMPLES) for one in made.steps)
    assert made.steps[0].likely >= 1
    own = [one.days for one in past if one.step == visit.step]
    if made.steps[0].source is Source.OFFICE:
        assert (made.outlasted is not None) == (0 < visit.used >= max(own))
    elif made.outlasted is not None:
        assert made.outlasted.visits == 0
    if made.outlasted is not None:
        assert (made.steps[0].likely, made.steps[0].safe) == (1, 1)
        # Every day that the step may still take puts both days off: they are the earliest.
        later = [
            forecast(sop, visit, (*past, Seen(visit.step, visit.used + more, one.outcome, 500)), PLAIN, today)
            for more in (1, 9)
            for one in past
            if one.step == visit.step and len({way.outcome for way in past if way.step == visit.step}) == 1
        ]
        assert all((one.likely or date.max) >= (made.likely or date.max) for one in later)


@settings(max_examples=60)
@given(stories(), st.integers(1, 40))
def test_a_longer_hold_never_brings_the_end_nearer(
    story: tuple[Sop, OpenVisit, tuple[Seen, ...], date], longer: int
) -> None:
    sop, visit, past, today = story
    held = replace(visit, held=True)
    before = forecast(sop, held, past, PLAIN, today)
    # The clock stands: nothing more is used, only today has moved on.
    after = forecast(sop, held, past, PLAIN, today + timedelta(days=longer))
    assert (after.likely or date.max) >= (before.likely or date.max)
    assert (after.safe or date.max) >= (before.safe or date.max)


@settings(max_examples=40)
@given(sops(max_steps=6), st.integers(0, 8), st.integers(0, 8))
def test_by_the_sop_alone_more_days_on_hold_never_bring_the_end_nearer(sop: Sop, used: int, held: int) -> None:
    def end(net: int) -> date:
        return forecast(sop, OpenVisit(sop.first.id, MONDAY, net), (), PLAIN, MONDAY + timedelta(days=14)).likely or (
            date.max
        )

    assert end(max(0, used - held)) >= end(used)
