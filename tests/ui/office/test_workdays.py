"""Working days: what a change would move is shown before it is applied."""

from datetime import date

from shiboken6 import isValid

from spl_desktop.domain.workdays import DayKind
from spl_desktop.services import cases, office
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import Register
from spl_desktop.ui.office.day_dialog import DayDialog
from spl_desktop.ui.office.page import OfficePage
from tests.builders import StandingClock, opened, walk_to
from tests.ui.in_window import Window

_LEAVE = date(2026, 12, 24)


def _dialog(page: OfficePage) -> DayDialog:
    return page.findChildren(DayDialog)[-1]


def test_a_struck_holiday_shows_the_moved_deadlines_before_it_applies(
    page: OfficePage, window: Window, register: Register, clock: StandingClock
) -> None:
    clock.go_to(date(2026, 12, 23))
    case = opened(register, letter_date=date(2026, 12, 22), received=date(2026, 12, 23))
    assert case_view(register, case).row.due == date(2026, 12, 28)

    page.workdays.change(_LEAVE)
    dialog = _dialog(page)
    assert dialog.change.currentData() == "coret"
    dialog.preview()
    window.settle()

    (move,) = dialog.moves.rows.rows
    assert (move.agenda, move.before, move.after) == ("1/2026", date(2026, 12, 28), _LEAVE)
    assert dialog.effect.text() == "1 tenggat yang sedang berjalan akan bergeser:"
    assert dialog.saver.text() == "Terapkan dan geser 1 tenggat"
    assert office.office(register).days == ()

    dialog.reason.setText("SKB perubahan")
    dialog.saver.click()
    window.settle()
    assert not isValid(dialog)  # closed, and gone
    assert case_view(register, case).row.due == _LEAVE
    rows = {row.day.date: row for row in page.workdays.table.rows.rows}
    assert rows[_LEAVE].day.kind is DayKind.STRUCK
    assert rows[_LEAVE].source == "Kantor: SKB perubahan"


def test_saving_before_the_effect_was_seen_only_shows_it(
    page: OfficePage, window: Window, register: Register, clock: StandingClock
) -> None:
    opened(register, letter_date=date(2026, 11, 18), received=date(2026, 11, 20))
    page.workdays.change(date(2026, 11, 23))
    dialog = _dialog(page)
    dialog.name.setText("Hari Jadi Kabupaten")
    dialog.reason.setText("Surat edaran bupati")
    dialog.save()
    window.settle()
    assert dialog.isVisible()
    assert office.office(register).days == ()
    assert len(dialog.moves.rows.rows) == 1
    dialog.save()
    window.settle()
    assert [one.day for one in office.office(register).days] == [date(2026, 11, 23)]


def test_a_weekend_cannot_be_struck(page: OfficePage) -> None:
    page.workdays.strike()
    dialog = _dialog(page)
    dialog.day.set_value(date(2026, 11, 28))
    dialog.reason.setText("lembur")
    dialog.saver.click()
    assert "28/11/2026 hari Sabtu; akhir pekan tidak dapat dicoret." in dialog.form.problem("day")


def test_a_year_without_decided_joint_leave_says_so(page: OfficePage) -> None:
    assert page.workdays.warning.isHidden()
    page.workdays.year.setValue(2029)
    assert "Cuti bersama tahun 2029 belum ditetapkan" in page.workdays.warning.text()
    assert not page.workdays.warning.isHidden()


def test_the_calendar_and_the_list_choose_the_same_day(page: OfficePage, window: Window) -> None:
    tab = page.workdays
    tab.view.chosen.emit(date(2026, 12, 25))
    assert tab.table.current().day.name == "Hari Raya Natal"
    assert tab._strike.isEnabled()
    tab.view.chosen.emit(date(2026, 12, 22))
    assert tab.table.current() is None
    assert not tab._strike.isEnabled()


def test_a_moved_early_target_and_a_held_case_are_told_in_the_list(
    page: OfficePage, window: Window, register: Register, clock: StandingClock
) -> None:
    clock.go_to(date(2026, 12, 23))
    words = {"letter_date": date(2026, 12, 22), "received": date(2026, 12, 23)}
    ranged, held = (opened(register, agenda=f"{number}/2026", **words) for number in (1, 2))
    steps = case_view(register, ranged).sop.steps
    walk_to(register, ranged, next(step.id for step in steps if step.time.least != step.time.most))
    cases.hold(register, held, on=date(2026, 12, 23), reason="menunggu OPD")

    page.workdays.change(_LEAVE)
    dialog = _dialog(page)
    dialog.preview()
    window.settle()
    model = dialog.moves.rows
    shown = [[model.index(row, column).data() for column in range(6)] for row in range(model.rowCount())]
    by_agenda = {row[0]: row[3:] for row in shown}
    assert by_agenda["2/2026"] == ["28/12/2026", "24/12/2026", "ditunda"]
    assert by_agenda["1/2026"][2:] == ["sasaran 28/12/2026 → 24/12/2026"]
    assert by_agenda["1/2026"][0] != by_agenda["1/2026"][1]
    dialog.reject()
