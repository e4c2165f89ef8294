"""F1 opens the guide where one is, over dialogs too; the guide goes back and forth, searches, and follows the theme."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spl_desktop.ui import pages, theme
from spl_desktop.ui.case.cancel import CancelDialog
from spl_desktop.ui.case.new_case import NewCaseDialog
from spl_desktop.ui.case.page import CasePage
from spl_desktop.ui.help.browser import GuideBrowser
from spl_desktop.ui.help.places import HOME, KEYS
from spl_desktop.ui.help.window import HelpWindow
from spl_desktop.ui.language import IndonesianTranslator
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.settings import Settings
from tests.builders import opened
from tests.ui.test_language import ENGLISH, words

if TYPE_CHECKING:
    from spl_desktop.services.register import Register


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, settings: Settings) -> Iterator[MainWindow]:
    made = MainWindow(settings, Path("log"))
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    made.activateWindow()
    yield made
    made.close()


@pytest.fixture
def idle(qtbot: QtBot, window: MainWindow) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(window.runner.idle, timeout=10_000)


@pytest.fixture
def other(register: "Register") -> "Register":
    """The same file opened a second time, because the window closes its own."""
    from spl_desktop.services.register import open_register

    return open_register(register.path, clock=register.clock, recorder="Penguji")


@pytest.fixture
def guide(window: MainWindow) -> HelpWindow:
    window.help.show(HOME)
    assert window.help.window is not None
    return window.help.window


def press_f1(qtbot: QtBot, window: QWidget) -> None:
    """The key as the system sends it: to whatever is in front."""
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    qtbot.keyClick(window, Qt.Key.Key_F1)


def test_f1_opens_the_guide_at_the_page_that_is_seen(
    qtbot: QtBot, window: MainWindow, other: "Register", idle: Callable[[], None]
) -> None:
    press_f1(qtbot, window)
    assert window.help.window is not None
    assert window.help.window.place() == "mulai#membuka-register"
    window.help.window.close()
    case = opened(other)
    window.set_register(other)
    idle()
    for page, place in (
        (pages.DESK, "meja-kerja"),
        (pages.REGISTER, "register"),
        (pages.SOP, "sop"),
        (pages.OFFICE, "kantor#kop-surat"),
    ):
        window.go_to(page)
        idle()
        window.activateWindow()
        press_f1(qtbot, window)
        assert window.help.window.place() == place
        assert window.help.window.isVisible()
        window.help.window.close()
    window.open_case(case)
    idle()
    window.activateWindow()
    press_f1(qtbot, window)
    assert window.help.window.place() == "kasus#bagan"
    shown = window.page()
    assert isinstance(shown, CasePage)
    shown.swimlane.setFocus()
    window.activateWindow()
    press_f1(qtbot, window)
    assert window.help.window.place() == "kasus#bagan"
    shown.tabs.setCurrentWidget(shown.dispositions_tab)
    shown.dispositions_tab.new.setFocus()
    window.activateWindow()
    press_f1(qtbot, window)
    assert window.help.window.place() == "kasus#disposisi"


def test_f1_in_a_modal_dialog_opens_a_guide_that_can_be_used_and_outlives_it(
    qtbot: QtBot, window: MainWindow, other: "Register", idle: Callable[[], None]
) -> None:
    window.set_register(other)
    idle()
    assert window.context is not None
    dialog = NewCaseDialog(window.context, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    dialog.activateWindow()
    idle()
    press_f1(qtbot, dialog)
    shown = window.help.window
    assert shown is not None
    assert shown.place() == "register#mendaftarkan-permohonan"
    assert shown.isVisible()
    assert shown.parentWidget() is dialog
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shown)
    shown.search.setFocus()
    qtbot.keyClicks(shown.search, "disposisi")
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    assert shown.place() != "register#mendaftarkan-permohonan"
    dialog.reject()
    qtbot.waitUntil(lambda: window.help.window is not None and window.help.window.parentWidget() is window)
    assert shown.isVisible()
    assert not shown.isModal()


def test_a_dialog_over_a_dialog_gives_the_guide_back_to_the_one_below(
    qtbot: QtBot, window: MainWindow, other: "Register", idle: Callable[[], None]
) -> None:
    from spl_desktop.services.queries import case_view

    case = opened(other)
    window.set_register(other)
    idle()
    assert window.context is not None
    below = NewCaseDialog(window.context, window)
    below.open()
    above = CancelDialog(window.context, case_view(other, case), below)
    above.open()
    idle()
    window.help.show(window.help.here())
    assert window.help.window is not None
    assert window.help.window.place() == "kasus#mengembalikan-menunda-membatalkan"
    assert window.help.window.parentWidget() is above
    above.reject()
    assert window.help.window.parentWidget() is below
    below.reject()
    assert window.help.window.parentWidget() is window


def test_ctrl_f1_opens_the_map_of_the_keys(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    assert window.help.window is not None
    assert window.help.window.place() == KEYS
    assert "Alt+Panah Kiri" in window.help.window.browser.toPlainText()


def test_one_goes_back_and_forward_through_what_was_read(guide: HelpWindow) -> None:
    guide.show_place("kasus#disposisi")
    guide.show_place("kasus#disposisi")
    guide.browser.anchorClicked.emit(QUrl("formulir.md#menerbitkan"))
    assert guide.place() == "formulir#menerbitkan"
    assert guide.windowTitle() == "Formulir dan penerbitan dokumen - Panduan"
    assert not guide.act["forward"].isEnabled()
    guide.act["back"].trigger()
    assert guide.place() == "kasus#disposisi"
    guide.act["back"].trigger()
    assert guide.place() == HOME
    assert not guide.act["back"].isEnabled()
    guide.act["forward"].trigger()
    guide.show_place("sop")
    assert not guide.act["forward"].isEnabled()


def test_a_place_that_is_not_there_leads_to_the_first_page(guide: HelpWindow) -> None:
    guide.show_place("kasus#tidak-ada")
    assert guide.place() == HOME
    guide.show_place("tidak-ada")
    assert guide.place() == HOME


def test_a_section_is_scrolled_to_and_marked_in_the_contents(qtbot: QtBot, guide: HelpWindow) -> None:
    guide.show_place("kasus#riwayat")
    assert guide.browser.verticalScrollBar().value() > 200
    item = guide.contents.currentItem()
    assert item is not None
    assert item.text(0) == "Riwayat"
    assert item.parent().isExpanded()


def test_the_search_shows_sections_marks_the_words_and_leads_there(qtbot: QtBot, guide: HelpWindow) -> None:
    guide.search.setText("cuti bersama")
    qtbot.keyClick(guide.search, Qt.Key.Key_Return)
    texts = [guide.hits.item(row).text() for row in range(guide.hits.count())]
    assert any(text.startswith("Kantor › Hari kerja\n") for text in texts)
    assert guide.left.currentWidget() is guide.hits
    assert "cuti" in {one.cursor.selectedText().casefold() for one in guide.browser.extraSelections()}
    guide.search.setText("kuda nil")
    qtbot.keyClick(guide.search, Qt.Key.Key_Return)
    assert guide.left.currentWidget() is guide.nothing
    guide.search.clear()
    qtbot.keyClick(guide.search, Qt.Key.Key_Return)
    assert guide.left.currentWidget() is guide.contents
    assert guide.browser.extraSelections() == []


def test_pictures_come_from_the_shipped_files_and_fit_the_page(guide: HelpWindow) -> None:
    guide.show_place("kasus")
    document = guide.browser.document()
    widths = []
    block = document.begin()
    while block.isValid():
        for one in block.textFormats():
            if one.format.isImageFormat():
                widths.append(one.format.toImageFormat().width())
        block = block.next()
    assert len(widths) == 7
    assert all(0 < width <= guide.browser.viewport().width() for width in widths)


@pytest.mark.parametrize("name", ["https://example.org/a.png", "file:///etc/passwd", "gambar/tidak-ada.png"])
def test_nothing_is_fetched_from_elsewhere(qtbot: QtBot, dressed: QApplication, name: str) -> None:
    browser = GuideBrowser()
    qtbot.addWidget(browser)
    assert browser.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name)) is None
    assert browser.loadResource(QTextDocument.ResourceType.HtmlResource.value, QUrl(name)) is None


def test_in_the_dark_it_is_dark_at_once(guide: HelpWindow) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    guide.show_place(KEYS)
    theme.apply(app, theme.DARK, 100)
    try:
        table = guide.browser.document().rootFrame().childFrames()[0]
        assert table.frameFormat().borderBrush().color() == theme.color("line")
        assert guide.place() == KEYS
    finally:
        theme.apply(app, theme.LIGHT, 100)


def test_no_english_is_seen_in_the_window_of_the_guide(guide: HelpWindow, translator: IndonesianTranslator) -> None:
    shown = [*words(guide), guide.browser.toPlainText()]
    shown += [guide.contents.topLevelItem(row).text(0) for row in range(guide.contents.topLevelItemCount())]  # type: ignore[union-attr]
    assert [text for text in shown if ENGLISH.search(text)] == []


def test_size_and_place_of_the_window_are_remembered(window: MainWindow, guide: HelpWindow) -> None:
    guide.resize(640, 480)
    guide.close()
    again = HelpWindow(guide.guide, window.settings, window)
    assert (again.width(), again.height()) == (640, 480)
