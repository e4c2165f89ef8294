"""How a table of cases opens the days behind a due date; the desk and the register behave alike."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from spl_desktop.ui.case.ledger import LedgerDialog
from spl_desktop.ui.desk.page import DeskPage
from spl_desktop.ui.register.page import RegisterPage


def opens_ledger(page: DeskPage | RegisterPage, case: int, qtbot: QtBot, settled: Callable[[], None]) -> None:
    """A click on the due date, the row's menu and Ctrl+H each open the ledger of `case`, which came 5 January 2026."""

    def ledger() -> LedgerDialog:
        settled()
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, LedgerDialog)
        return shown

    table = page.table
    table.pick(case)
    row = table.currentIndex().row()
    column = next(n for n, one in enumerate(table.rows.columns) if one.id == "due")
    at = table.visualRect(table.rows.index(row, column)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    dialog = ledger()
    assert dialog.windowTitle() == "Hitungan hari langkah 1, kasus 1/2026"
    assert "6 Januari 2026" in dialog.title.text()
    dialog.accept()
    page._menu(table.current(), page.rect().center())
    menu = next(one for one in page.findChildren(QMenu) if any("Hitungan" in each.text() for each in one.actions()))
    next(each for each in menu.actions() if "Hitungan" in each.text()).trigger()
    menu.close()
    ledger().accept()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    ledger().accept()
