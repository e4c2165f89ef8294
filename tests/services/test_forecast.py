"""Forecasts over a real register: the samples are the office's finished visits, read once for all cases."""

from datetime import date

import pytest
from sqlalchemy import event

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.forecast import LEAST_SAMPLES, OpenVisit, Seen, Source, forecast
from spl_desktop.services import cases, office
from spl_desktop.services.forecast import case_forecast, forecasts, seen_visits
from spl_desktop.services.ledgers import visit_ledger
from spl_desktop.services.queries import case_view, list_visits
from spl_desktop.services.register import Register
from tests.builders import TODAY, StandingClock, finish, opened, send_back, walk_to

MONDAY = date(2026, 1, 5)


def finished(register: Register, number: int) -> list[int]:
    """So many cases whose first step took two hari kerja and that stand at the second."""
    made = [opened(register, agenda=f"{n}/2026") for n in range(1, number + 1)]
    for case in made:
        finish(register, case, date(2026, 1, 7))
    return made


def test_samples_are_finished_and_returned_visits_with_their_net_days(register: Register) -> None:
    first, second = finished(register, 2)
    cases.hold(register, first, on=date(2026, 1, 8), reason="menunggu OPD")
    cases.resume(register, first, on=date(2026, 1, 12))
    view = finish(register, first, date(2026, 1, 13))
    assert view.state.visit is not None
    returned = send_back(register, first, date(2026, 1, 15))
    cases.cancel(register, second, on=date(2026, 1, 20), reason="Ditarik", by_agency=True)
    way = returned.state.visits[2].outcome
    with register.reading() as session:
        seen = seen_visits(session)
    assert {(one.step, one.days, one.outcome, one.times) for one in seen} == {
        ("koordinasi", 2, returned.state.visits[0].outcome, 2),
        ("definisi_data", 2, returned.state.visits[1].outcome, 1),  # 8 and 13 January; between them it was on hold
        (returned.state.visits[2].step, 2, way, 1),
    }
    assert sum(one.times for one in seen) == sum(
        row.ending in ("selesai", "dikembalikan") for row in list_visits(register)
    )


def test_the_case_is_forecast_by_its_open_visit_and_the_offices_calendar(
    register: Register, clock: StandingClock
) -> None:
    clock.go_to(date(2026, 1, 8))
    made = finished(register, LEAST_SAMPLES)
    case = opened(register, agenda="9/2026", received=date(2026, 1, 8), letter_date=date(2026, 1, 7))
    found = case_forecast(register, case)
    view = case_view(register, case)
    past = (Seen("koordinasi", 2, case_view(register, made[0]).state.visits[0].outcome, LEAST_SAMPLES),)
    calendar = office.calendar(register)
    assert found.forecast == forecast(
        view.sop, OpenVisit("koordinasi", date(2026, 1, 8), 0), past, calendar, clock.today()
    )
    assert found.forecast.steps[0].source is Source.OFFICE
    assert [one.source for one in found.forecast.steps[1:]] == [Source.SOP] * (len(view.sop.steps) - 1)
    assert found.forecast.samples == LEAST_SAMPLES
    likely = found.forecast.likely
    assert likely is not None
    change = {"day": likely, "change": "tambah_libur", "name": "Hari Jadi", "reason": "surat edaran"}
    office.change_day(register, **change, confirmed_moves=office.preview_day_change(register, **change))  # type: ignore[arg-type]
    moved = case_forecast(register, case).forecast.likely
    assert moved is not None
    assert moved > likely


def test_a_held_case_is_forecast_as_if_it_went_on_today(register: Register, clock: StandingClock) -> None:
    case = opened(register)
    cases.hold(register, case, on=MONDAY, reason="menunggu OPD")
    clock.go_to(date(2026, 2, 2))
    first = case_forecast(register, case).forecast
    clock.go_to(date(2026, 2, 9))
    second = case_forecast(register, case).forecast
    assert first.held
    assert first.likely is not None
    assert second.likely is not None
    assert first.likely < second.likely
    assert "seolah-olah dilanjutkan hari ini" in first.basis


def test_all_open_cases_are_read_with_as_many_questions_as_one(register: Register) -> None:
    made = finished(register, 3)
    walk_to(register, made[2], "")
    asked: list[str] = []
    event.listen(register.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    found = forecasts(register)
    for_two = len(asked)
    assert [one.case for one in found] == made[:2]
    for number in range(4, 9):
        opened(register, agenda=f"{number}/2026")
    asked.clear()
    assert len(forecasts(register)) == 7
    assert len(asked) == for_two


def test_years_without_decided_joint_leave_are_told(register: Register, clock: StandingClock) -> None:
    case = opened(register)
    clock.go_to(date(2027, 12, 20))
    assert any("Cuti bersama tahun 2028 belum ditetapkan" in one for one in case_forecast(register, case).warnings)


def test_only_open_cases_of_this_register_are_forecast(register: Register) -> None:
    case = opened(register)
    cases.cancel(register, case, on=TODAY, reason="Ditarik", by_agency=True)
    assert forecasts(register) == ()
    with pytest.raises(UserError, match="Kasus 1/2026 sudah ditarik; hanya kasus terbuka yang dapat diperkirakan"):
        case_forecast(register, case)
    with pytest.raises(UserError, match="tidak ada di register ini"):
        case_forecast(register, case + 1)


def test_a_ledger_names_its_rule_and_the_calendar_that_judges_it(register: Register, clock: StandingClock) -> None:
    case = opened(register)
    finish(register, case, date(2026, 1, 6))
    change = {"day": date(2026, 1, 7), "change": "tambah_cuti_bersama", "name": "Idul Fitri", "reason": "SKB baru"}
    moves = office.preview_day_change(register, **change, skb="2/2026")  # type: ignore[arg-type]
    office.change_day(register, **change, skb="2/2026", confirmed_moves=moves)  # type: ignore[arg-type]
    newest = visit_ledger(register, case)
    assert (newest.visit, newest.step.number, newest.calendar.version, newest.newest) == (2, 2, 1, True)
    assert newest.rule == (
        "Waktu baku 1 hari, yaitu 1 hari kerja: hari ke-1 adalah hari kerja pertama sesudah langkah dimulai, "
        "hari libur tidak dihitung."
    )
    assert newest.judged_by == (
        "Dihitung menurut kalender kerja versi 1: daftar nasional dengan 1 hari yang diubah kantor, "
        "yang berlaku sekarang."
    )
    assert [newest.why(day) for day in newest.days] == [
        "cuti bersama: Idul Fitri (SKB 2/2026)",
        "hari kerja ke-1 (jatuh tempo)",
    ]
    first = visit_ledger(register, case, 1)
    assert (first.visit, first.calendar.version, first.newest) == (1, 0, False)
    assert first.judged_by.endswith(
        "kalender kerja versi 0: daftar nasional tanpa perubahan kantor, yang berlaku ketika langkah ini berakhir."
    )
    with pytest.raises(UserError, match=r"Kunjungan ke-3 tidak ada pada kasus 1/2026, yang terakhir ke-2"):
        visit_ledger(register, case, 3)
