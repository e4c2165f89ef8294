"""The figures of the charts, counted beside one by one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.case import Status
from spl_desktop.domain.period import CaseIn, VisitIn, recap
from spl_desktop.domain.trends import AGE_LIMITS, MOST_SPANS, Chart, Trends, Unit, percent, trends
from spl_desktop.domain.workdays import WorkCalendar

OFFICE = WorkCalendar()
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
ENDINGS = st.sampled_from((Status.FINISHED, Status.CANCELLED, Status.WITHDRAWN))
AGENCIES = st.sampled_from(("Dinkes", "Disdik", "Kecamatan Tawangmangu"))


@st.composite
def cases_and_visits(draw: st.DrawFn) -> tuple[list[CaseIn], list[VisitIn]]:
    """Some cases, each with a visit or two."""
    cases, visits = [], []
    for number in range(draw(st.integers(0, 10))):
        received, ended = draw(DAYS), draw(st.none() | DAYS)
        ended = None if ended is None else max(received, ended)
        status = Status.RUNNING if ended is None else draw(ENDINGS)
        cases.append(CaseIn(number, f"{number}/2026", draw(AGENCIES), "SIMRS", received, ended, status))
        for step in range(draw(st.integers(0, 2))):
            until = draw(st.none() | DAYS)
            verdict = "" if until is None else draw(st.sampled_from(("sesuai", "lebih_awal", "terlambat", "")))
            visits.append(VisitIn(number, step, f"Kegiatan {step}", until, "selesai" if until else "", verdict, 1))
    return cases, visits


@given(st.lists(DAYS, min_size=3, max_size=3), cases_and_visits())
def test_every_figure_equals_a_count_of_its_own(days: list[date], known: tuple[list[CaseIn], list[VisitIn]]) -> None:
    start, today, end = sorted(days)
    cases, visits = known
    cases = [one for one in cases if one.received <= today and (one.ended is None or one.ended <= today)]
    shown = trends(recap(start, end, cases, visits), OFFICE, today)
    assert shown.as_of == today
    met = [day for one in cases for day in (one.received, one.ended) if day and start <= day <= end]
    assert shown.empty(Chart.FLOW) == (not met)
    assert sum(one.received for one in shown.spans) == sum(start <= one.received <= end for one in cases)
    gone = [one for one in cases if one.ended and one.ended >= start]
    assert sum(one.finished for one in shown.spans) == sum(one.status is Status.FINISHED for one in gone)
    assert sum(one.gone for one in shown.spans) == sum(one.status is not Status.FINISHED for one in gone)
    if shown.unit is Unit.MONTH:
        for span in shown.spans:
            same = [one for one in cases if one.received >= start and month(one.received) == span.words]
            assert span.received == len(same)
    running = [one for one in cases if one.ended is None]
    assert {one.agency: one.open for one in shown.agencies} == {
        name: count for name in {one.agency for one in running} if (count := sum(one.agency == name for one in running))
    }
    ages = [worked(one.received, today) for one in running]
    lower = 0
    for band, limit in zip(shown.ages, (*AGE_LIMITS, 10**6), strict=True):
        assert band.cases == sum(lower <= age <= limit for age in ages)
        lower = limit + 1
    seen = {one.id for one in cases if one.ended is None or one.ended >= start}
    judged = [one for one in visits if one.case in seen and one.verdict and one.ended and start <= one.ended <= end]
    assert sum(one.within for one in shown.steps) == sum(one.verdict != "terlambat" for one in judged)
    assert sum(one.late for one in shown.steps) == sum(one.verdict == "terlambat" for one in judged)
    for chart in Chart:
        assert shown.told(chart).startswith(shown.summary(chart))


def month(day: date) -> str:
    names = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des"
    return f"{names.split()[day.month - 1]} {day.year}"


def worked(after: date, until: date) -> int:
    return sum(OFFICE.is_working(after + timedelta(days=n)) for n in range(1, (until - after).days + 1))


def of(start: date, end: date, today: date, *received: date) -> Trends:
    cases = [CaseIn(n, f"{n}", "Dinkes", "SIMRS", day, None, Status.RUNNING) for n, day in enumerate(received)]
    return trends(recap(start, end, cases, ()), OFFICE, today)


def test_months_without_anything_are_shown_up_to_today_and_not_beyond() -> None:
    shown = of(date(2026, 1, 1), date(2026, 12, 31), date(2026, 4, 9), date(2026, 2, 3))
    assert [(one.words, one.received) for one in shown.spans] == [
        ("Jan 2026", 0),
        ("Feb 2026", 1),
        ("Mar 2026", 0),
        ("Apr 2026", 0),
    ]


def test_of_a_period_that_is_over_its_last_day_counts_and_of_one_to_come_today() -> None:
    known = (date(2026, 1, 5), date(2026, 2, 3))
    over = of(date(2026, 1, 1), date(2026, 1, 12), date(2026, 4, 9), *known)
    assert (over.as_of, over.running, [one.cases for one in over.ages]) == (date(2026, 1, 12), 1, [1, 0, 0, 0, 0, 0])
    to_come = of(date(2027, 1, 1), date(2027, 1, 31), date(2026, 4, 9), *known)
    assert (to_come.as_of, to_come.spans, to_come.running) == (date(2026, 4, 9), (), 2)


def test_a_long_period_is_told_by_years_or_decades_from_its_first_fact() -> None:
    by_years = of(date(1900, 1, 1), date(9999, 12, 31), date(2026, 4, 9), date(2019, 2, 3), date(2026, 1, 5))
    assert (by_years.unit, by_years.spans[0].words, len(by_years.spans)) == (Unit.YEAR, "2019", 8)
    by_decades = of(date(1900, 1, 1), date(9999, 12, 31), date(2026, 4, 9), date(1961, 2, 3), date(2026, 1, 5))
    assert [one.words for one in by_decades.spans][0::6] == ["1960–1969", "2020–2029"]
    by_months = of(date(1900, 1, 1), date(2026, 12, 31), date(2026, 4, 9), date(2024, 5, 3))
    assert (by_months.unit, len(by_months.spans)) == (Unit.MONTH, MOST_SPANS)


def test_a_chart_is_told_in_words() -> None:
    shown = of(date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 12), date(2026, 1, 5), date(2026, 1, 5))
    period = "1 Januari 2026 sampai 12 Januari 2026"  # it is known up to that day
    assert shown.title(Chart.FLOW) == f"Permohonan masuk dan kasus keluar per bulan, {period}"
    assert shown.told(Chart.FLOW) == (
        "Masuk 2 permohonan; keluar 0 kasus: selesai 0, dibatalkan atau dicabut 0. "
        "Rinciannya: Jan 2026: masuk 2, selesai 0, dibatalkan atau dicabut 0."
    )
    assert shown.told(Chart.LOAD) == "2 kasus berjalan pada 1 OPD, terbanyak Dinkes: 2. Rinciannya: Dinkes: 2."
    assert shown.title(Chart.AGE) == "Umur kasus berjalan pada 12 Januari 2026"
    assert shown.summary(Chart.AGE) == "2 kasus berjalan, 0 di antaranya lebih dari 60 hari kerja."
    assert shown.told(Chart.TIMELINESS) == "Tidak ada langkah yang berakhir dan dinilai pada periode ini."


def test_shares_are_written_with_a_comma_where_decimals_mean_something() -> None:
    assert [percent(*pair) for pair in ((2, 3), (199, 300), (300, 300), (0, 5))] == ["67%", "66,3%", "100%", "0%"]
    assert [percent(*pair) for pair in ((9998, 9999), (1, 9999), (198, 199), (1, 199))] == [
        "99,9%",
        "0,1%",
        "99%",
        "1%",
    ]
