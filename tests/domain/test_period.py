"""The figures of a period, reckoned by hand beside."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.case import Status
from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.period import CaseIn, VisitIn, recap, usual_periods

START, END = date(2026, 3, 1), date(2026, 3, 31)


def case(
    number: int, received: date, ended: date | None = None, status: Status = Status.RUNNING, **more: str
) -> CaseIn:
    return CaseIn(number, f"{number}/2026", more.get("agency", "Dinkes"), "SIMRS", received, ended, status)


def visit(
    of: int, number: int, ended: date | None, net: int, verdict: str = "sesuai", ending: str = "selesai"
) -> VisitIn:
    return VisitIn(of, number, f"langkah {number}", ended, ending, verdict, net)


CASES = (
    case(1, date(2026, 1, 5), date(2026, 3, 10), Status.FINISHED),
    case(2, date(2026, 3, 1), agency="Disdik"),
    case(3, date(2026, 3, 31), date(2026, 3, 31), Status.CANCELLED),
    case(4, date(2026, 2, 2), date(2026, 4, 1), Status.FINISHED),
    case(5, date(2026, 2, 2), date(2026, 2, 28), Status.FINISHED),
    case(6, date(2026, 4, 1)),
)
VISITS = (
    visit(1, 1, date(2026, 3, 1), 1),
    visit(1, 2, date(2026, 3, 10), 4, "terlambat"),
    visit(2, 1, date(2026, 3, 31), 2, "lebih_awal"),
    visit(2, 3, date(2026, 3, 5), 9, "sesuai", "dikembalikan"),
    visit(3, 1, date(2026, 3, 31), 7, "", "dihentikan"),
    visit(4, 1, date(2026, 4, 1), 50, "terlambat"),
    visit(4, 2, None, 3, "", ""),
    visit(5, 1, date(2026, 2, 28), 30, "terlambat"),
)


def test_only_what_the_period_saw_is_counted() -> None:
    found = recap(START, END, CASES, VISITS)
    assert (found.received, found.finished, found.gone, found.open) == (2, 1, 1, 2)
    assert [one.agenda for one in found.cases] == ["1/2026", "4/2026", "2/2026", "3/2026"]
    steps = [(one.number, one.ended, one.median, one.within, one.late, one.returned) for one in found.steps]
    assert steps == [(1, 2, 1.5, 2, 0, 0), (2, 1, 4.0, 0, 1, 0), (3, 1, 9.0, 1, 0, 1)]
    agencies = [(one.agency, one.received, one.finished, one.open, one.late) for one in found.agencies]
    assert agencies == [("Dinkes", 1, 1, 1, 1), ("Disdik", 1, 0, 1, 0)]
    assert found.summary(END) == (
        "Pada 1 Maret 2026 sampai 31 Maret 2026 diterima 2 permohonan, 1 kasus selesai, dan 1 dibatalkan atau dicabut. "
        "Pada akhir periode 2 kasus masih terbuka.",
        "Dari 4 langkah yang dinilai, 3 (75%) memenuhi waktu bakunya.",
        "Pekerjaan dikembalikan 1 kali.",
    )


def test_a_period_that_still_lasts_is_told_up_to_today() -> None:
    found = recap(START, END, CASES, VISITS)
    assert found.summary(date(2026, 3, 30))[0].endswith("dicabut. Sampai 30 Maret 2026, 2 kasus masih terbuka.")
    assert found.summary(date(2026, 4, 1)) == found.summary(END)


def test_a_case_that_ended_later_was_running_in_the_period() -> None:
    standing = {one.agenda: (one.standing, one.ended) for one in recap(START, END, CASES, VISITS).cases}
    assert standing["4/2026"] == ("berjalan", None)
    assert standing["1/2026"] == ("selesai", date(2026, 3, 10))


def test_an_empty_period_is_told_calmly_and_a_backward_one_refused() -> None:
    assert recap(START, END, (), ()).summary(END) == (
        "Tidak ada kasus yang diterima, berjalan, atau berakhir pada 1 Maret 2026 sampai 31 Maret 2026.",
    )
    with pytest.raises(UserError, match="Periode berakhir"):
        recap(END, START, CASES, VISITS)


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@given(DAYS)
def test_the_usual_periods_hold_whole_months_around_today(today: date) -> None:
    for words, start, end in usual_periods(today):
        assert start.day == 1
        assert (end.replace(day=28) <= end) and (
            end.toordinal() + 1 == date.fromordinal(end.toordinal() + 1).toordinal()
        )
        assert date.fromordinal(end.toordinal() + 1).day == 1
        assert (start <= today <= end) == words.endswith("ini")


@given(st.lists(DAYS, min_size=2, max_size=2), st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=12))
def test_every_case_seen_is_open_finished_or_gone(days: list[date], spans: list[tuple[date, date | None]]) -> None:
    start, end = sorted(days)
    cases = [
        case(
            number,
            received,
            None if ended is None else max(ended, received),
            Status.FINISHED if ended else Status.RUNNING,
        )
        for number, (received, ended) in enumerate(spans)
    ]
    found = recap(start, end, cases, ())
    assert found.open + found.finished + found.gone == len(found.cases)
    assert sum(one.received for one in found.agencies) == found.received
    assert sum(one.open for one in found.agencies) == found.open


def test_open_cases_over_their_deadline_are_told_and_named() -> None:
    start, end = date(2026, 3, 1), date(2026, 3, 31)
    cases = [
        CaseIn(number, f"{number}/2026", "Dinkes", "SIMRS", start, None, Status.RUNNING, overdue=number == 2)
        for number in (1, 2, 3)
    ]
    found = recap(start, end, cases, ())
    assert found.overdue == 1
    assert [one.standing for one in found.cases] == ["berjalan", "berjalan, terlambat", "berjalan"]
    assert "3 kasus masih terbuka, 1 di antaranya melewati tenggat." in found.summary(end)[0]


def test_a_period_is_named_up_to_the_day_of_which_it_can_know() -> None:
    today = date(2026, 4, 16)
    assert recap(START, END, CASES, VISITS).words == f"{letter_date(START)} sampai {letter_date(END)}"
    cut = recap(START, date(2026, 12, 31), CASES, VISITS, today)
    assert cut.words == f"{letter_date(START)} sampai 16 April 2026"
    assert cut.end == date(2026, 12, 31)  # the days asked for stay
    to_come = recap(date(2026, 5, 1), date(2026, 6, 30), (), (), today)
    assert to_come.words == "1 Mei 2026 sampai 30 Juni 2026"
