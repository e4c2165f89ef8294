"""The left side of a case's page: picture and list share the chosen step; everything is within reach of the keys."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from spl_desktop.services.register import Register
from spl_desktop.services.sops import adopt_sop
from spl_desktop.ui import asking
from spl_desktop.ui.case.finish_step import FinishStepDialog
from spl_desktop.ui.case.ledger import LedgerDialog
from spl_desktop.ui.case.page import CasePage
from spl_desktop.ui.case.picture_pane import AS_LIST
from spl_desktop.ui.context import Context
from spl_desktop.ui.forms.dialog import FormDialog
from tests.builders import finish, opened, walk_to
from tests.ui.case.conftest import Desk
from tests.ui.swimlane.conftest import SECOND

CONTROL = Qt.KeyboardModifier.ControlModifier


def _in_front(desk: Desk) -> None:
    desk.page.activateWindow()
    desk.page.setFocus()
    desk.qtbot.waitUntil(desk.page.swimlane.hasFocus)


def _menu(desk: Desk) -> QMenu:
    [menu] = [one for one in desk.page.findChildren(QMenu) if one.isVisible()]
    return menu


def test_one_key_leads_to_the_list_and_back_and_is_remembered(desk: Desk) -> None:
    _in_front(desk)
    pane = desk.page.picture
    desk.qtbot.keyClick(pane.swimlane, Qt.Key.Key_L, CONTROL)
    assert pane.table.isVisible()
    assert pane.table.hasFocus()
    assert desk.context.settings.get(AS_LIST)
    again = Desk(desk.qtbot, desk.context, desk.register, desk.settled, desk.case)
    assert again.page.picture.table.isVisible()
    again.page.close()
    desk.page.activateWindow()
    desk.qtbot.waitUntil(pane.table.hasFocus)
    desk.qtbot.keyClick(pane.table, Qt.Key.Key_L, CONTROL)
    assert pane.swimlane.isVisible()
    assert not desk.context.settings.get(AS_LIST)


def test_list_and_picture_share_the_chosen_step(desk: Desk) -> None:
    _in_front(desk)
    pane = desk.page.picture
    desk.qtbot.keyClick(pane.swimlane, Qt.Key.Key_End)
    assert pane.table.current().number == "12"
    pane.show_list(True)
    desk.qtbot.keyClick(pane.table, Qt.Key.Key_Up)
    assert pane.swimlane.chosen_step == "dashboard"
    assert desk.page.step_tab.title.text() == "Langkah 11 dari 12"


def test_enter_in_the_list_acts_as_in_the_picture(desk: Desk) -> None:
    _in_front(desk)
    pane = desk.page.picture
    pane.show_list(True)
    desk.dialog(FinishStepDialog, lambda: desk.qtbot.keyClick(pane.table, Qt.Key.Key_Return)).reject()


def test_ctrl_f_finds_a_step_and_esc_gives_the_keyboard_back(desk: Desk) -> None:
    _in_front(desk)
    assert desk.page.begin_search()
    finder = desk.page.picture.finder
    assert finder.isVisible()
    finder.search.setText("dashboard")
    desk.qtbot.keyClick(finder.search, Qt.Key.Key_Return)
    assert desk.page.swimlane.chosen_step == "dashboard"
    assert desk.page.step_tab.title.text() == "Langkah 11 dari 12"
    desk.qtbot.keyClick(finder.search, Qt.Key.Key_Escape)
    assert not finder.isVisible()
    assert finder.search.text() == ""
    assert desk.page.swimlane.hasFocus()


def test_enter_opens_the_forms_that_the_step_still_owes(desk: Desk) -> None:
    walk_to(desk.register, desk.case, "definisi_data")
    desk.page.refresh()
    desk.settled()
    _in_front(desk)
    desk.qtbot.keyClick(desk.page.swimlane, Qt.Key.Key_Return)
    menu = _menu(desk)
    texts = [action.text() for action in menu.actions() if action.text()]
    owed = [paper.title for paper in desk.page.step_tab.papers_at("definisi_data") if paper.kind]
    assert len(owed) > 1
    assert texts == [*(f"{title}…" for title in owed), "Selesaikan langkah…\tCtrl+Enter"]
    dialog = desk.dialog(FormDialog, menu.actions()[0].trigger)
    assert owed[0] in dialog.windowTitle()
    dialog.close()
    desk.settled()
    desk.qtbot.keyClick(desk.page.swimlane, Qt.Key.Key_Return)
    desk.dialog(FinishStepDialog, _menu(desk).actions()[-1].trigger).reject()


def test_enter_on_a_step_without_forms_goes_to_its_panel(
    qtbot: QtBot, context: Context, register: Register, settled: Callable[[], None]
) -> None:
    adopt_sop(register, SECOND)
    case = opened(register)
    finish(register, case)
    desk = Desk(qtbot, context, register, settled, case)
    _in_front(desk)
    desk.page.picture.choose_by_user(desk.view.sop.first.id)
    desk.page.tabs.setCurrentWidget(desk.page.history_tab)
    qtbot.keyClick(desk.page.swimlane, Qt.Key.Key_Return)
    assert desk.page.tabs.currentWidget() is desk.page.step_tab
    held = QApplication.focusWidget()
    assert held is not None
    assert desk.page.step_tab.isAncestorOf(held)


def test_the_days_are_one_entry_of_the_menu_away(desk: Desk) -> None:
    entry = next(one for one in desk.page.swimlane.entries if one.text == "Hitungan hari…")
    assert entry.possible("koordinasi")
    assert not entry.possible("dashboard")
    desk.dialog(LedgerDialog, lambda: entry.does("koordinasi")).accept()


def test_f6_goes_to_the_panel_and_back(desk: Desk) -> None:
    _in_front(desk)
    desk.qtbot.keyClick(desk.page.swimlane, Qt.Key.Key_F6)
    assert desk.page.tabs.tabBar().hasFocus()
    desk.qtbot.keyClick(desk.page.tabs.tabBar(), Qt.Key.Key_Right)
    assert desk.page.tabs.currentWidget() is desk.page.documents_tab
    desk.qtbot.keyClick(desk.page.tabs.tabBar(), Qt.Key.Key_F6)
    assert desk.page.swimlane.hasFocus()


def test_tab_passes_every_button_that_can_be_used(desk: Desk) -> None:
    _in_front(desk)
    wanted = {one for one in desk.page.header.buttons.values() if one.isVisible() and one.isEnabled()}
    passed: set[QWidget] = set()
    one: QWidget = desk.page.swimlane
    while (one := one.nextInFocusChain()) is not desk.page.swimlane:
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.isEnabled():
            passed.add(one)
    assert wanted <= passed
    assert desk.page.print_button in passed
    assert desk.page.tabs.tabBar() in passed


@pytest.mark.parametrize(("answer", "pages"), [("satu", 1), ("A4", 2)])
def test_the_picture_is_saved_as_pdf_on_one_page_or_more(
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pdftotext: Callable[[Path], str],
    said: list[str],
    answer: str,
    pages: int,
) -> None:
    path = tmp_path / "bagan.pdf"
    monkeypatch.setattr(asking, "save_file", lambda *_, **__: path)
    monkeypatch.setattr(asking, "choose", lambda *_, **__: answer)
    desk.page.save_picture()
    desk.settled()
    assert pdftotext(path).count("Uraian Kegiatan") == pages
    assert said[-1] == f"Gambar tersimpan: {path}"


def test_the_picture_may_have_the_whole_width_and_that_is_remembered(desk: Desk) -> None:
    page, qtbot = desk.page, desk.qtbot
    _in_front(desk)
    narrow = page.picture.width()
    qtbot.keyClick(page.swimlane, Qt.Key.Key_F9)
    assert not page.tabs.isVisible()
    assert not page.header.line.isVisible()
    qtbot.waitUntil(lambda: page.picture.width() > narrow + 300)
    another = CasePage(desk.context, desk.case)
    assert not another.picture.with_details
    another.deleteLater()
    qtbot.keyClick(page.swimlane, Qt.Key.Key_F6)  # who asks for the details gets them
    assert page.tabs.tabBar().hasFocus()
    assert page.header.line.isVisible()
    assert page.picture.with_details


def test_the_keyboard_does_not_stay_in_details_that_go_away(desk: Desk) -> None:
    _in_front(desk)
    desk.page.change_sides()
    assert desk.page.tabs.tabBar().hasFocus()
    desk.page.picture.details_button.toggle()
    assert desk.page.swimlane.hasFocus()
