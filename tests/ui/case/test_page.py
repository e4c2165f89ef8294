"""The page of a case: what it shows, what it allows, and that it follows the register."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from spl_desktop.domain.rules import Action
from spl_desktop.services import cases
from spl_desktop.services.changes import Changes, Kind, case_changed
from spl_desktop.ui.case.finish_step import FinishStepDialog
from spl_desktop.ui.case.page import SPLITTER
from tests.builders import finish, walk_to
from tests.ui.case.conftest import Desk


def test_it_opens_at_the_step_being_worked(desk: Desk) -> None:
    page = desk.page
    assert page.swimlane.chosen_step == "koordinasi"
    assert page.step_tab.title.text() == "Langkah 1 dari 12"
    assert "SIMRS" in page.header.title.text()
    assert page.header.chip.text() == "Terlambat"
    assert "6 Januari 2026" in page.header.due.text()


def test_it_follows_what_others_record(desk: Desk) -> None:
    finish(desk.register, desk.case)
    desk.context.runner.announce(case_changed(desk.case))
    desk.settled()
    assert desk.page.swimlane.chosen_step == "definisi_data"
    assert desk.page.step_tab.title.text() == "Langkah 2 dari 12"


def test_it_minds_only_its_own_case_and_the_calendar(desk: Desk) -> None:
    assert desk.page.concerns(case_changed(desk.case))
    assert not desk.page.concerns(case_changed(desk.case + 1))
    assert not desk.page.concerns(Changes(frozenset({Kind.DRAFT})))
    assert desk.page.concerns(Changes(frozenset({Kind.CALENDAR})))


def test_a_chosen_step_shows_in_the_panel(desk: Desk) -> None:
    desk.page.swimlane.setFocus()
    desk.qtbot.keyClick(desk.page.swimlane, Qt.Key.Key_End)
    tab = desk.page.step_tab
    assert tab.title.text() == "Langkah 12 dari 12"
    assert tab.chip.text() == "Belum dicapai"
    assert "Integrasi Sistem Informasi (belum ada)" in tab.needs.text()


def test_what_cannot_be_done_says_why(desk: Desk) -> None:
    buttons = desk.page.header.buttons
    assert not buttons[Action.RETURN].isEnabled()
    assert buttons[Action.RETURN].toolTip() == "Langkah ini tidak mempunyai jalan kembali."
    assert buttons[Action.FINISH].isEnabled()
    assert "Output belum ada" in buttons[Action.FINISH].toolTip()


def test_a_finished_case_offers_maintenance_and_a_new_round(desk: Desk) -> None:
    walk_to(desk.register, desk.case, "")
    desk.page.refresh()
    desk.settled()
    shown = {action for action, button in desk.page.header.buttons.items() if button.isVisible()}
    assert shown == {Action.MAINTAIN, Action.REOPEN}
    assert desk.page.header.chip.text() == "Selesai"


def test_a_held_case_offers_to_go_on(desk: Desk) -> None:
    cases.hold(desk.register, desk.case, on=date(2026, 1, 6), reason="menunggu data")
    desk.page.refresh()
    desk.settled()
    buttons = desk.page.header.buttons
    assert buttons[Action.RESUME].isVisible()
    assert not buttons[Action.HOLD].isVisible()
    assert not buttons[Action.FINISH].isEnabled()
    assert "Lanjutkan kasus lebih dahulu" in buttons[Action.FINISH].toolTip()
    assert desk.page.step_tab.chip.text() == "Ditunda"
    assert desk.page.header.due.text() == "Ditunda, sisa 0 hari kerja"


def test_enter_on_the_worked_step_finishes_it(desk: Desk) -> None:
    desk.page.swimlane.setFocus()
    desk.dialog(FinishStepDialog, lambda: desk.qtbot.keyClick(desk.page.swimlane, Qt.Key.Key_Return)).reject()


def test_the_splitter_is_remembered(desk: Desk) -> None:
    desk.page.splitter.setSizes([700, 560])
    before = desk.page.splitter.sizes()
    desk.page.hide()
    assert desk.context.settings.get(SPLITTER)
    again = Desk(desk.qtbot, desk.context, desk.register, desk.settled, desk.case)
    assert again.page.splitter.sizes() == before


def test_every_fact_stands_in_the_history_with_both_times(desk: Desk) -> None:
    facts = desk.page.history_tab.list
    assert facts.count() == len(desk.view.history)
    text = facts.item(0).text()
    assert text.startswith("05/01/2026")
    assert "Dicatat Senin, 23 November 2026 pukul 09.00 WIB oleh Penguji" in text
    assert "dicatat 322 hari kemudian" in text


def test_every_control_has_a_name_for_a_screen_reader(desk: Desk) -> None:
    dialog = desk.dialog(FinishStepDialog, lambda: desk.page.ask(Action.FINISH))
    assert isinstance(dialog, QDialog)
    for edit in (dialog.date.edit, dialog.note, dialog.acted._lane, dialog.acted._official):
        assert edit.accessibleName(), edit
