"""What every page keeps for its parts: the keyboard, when the one that had it is gone."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from spl_desktop.ui.context import Context, Page


class _Place(Page):
    """A list, and a button that goes away once it was pressed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list, self.button = QLineEdit(), QPushButton("Pakai yang ada")
        row = QHBoxLayout(self)
        for widget in (self.list, self.button):
            row.addWidget(widget)
        self.setFocusProxy(self.list)

    def refresh(self) -> None:
        """There is nothing to read."""


@pytest.mark.parametrize("gone", [QPushButton.hide, lambda button: button.setEnabled(False)], ids=["hidden", "locked"])
def test_the_keyboard_stays_in_the_page(context: Context, qtbot: QtBot, gone: Callable[[QPushButton], None]) -> None:
    window, page, outside = QWidget(), _Place(context), QPushButton("Meja Kerja")
    row = QHBoxLayout(window)
    for widget in (page, outside):
        row.addWidget(widget)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page.button.setFocus()
    gone(page.button)
    assert QApplication.focusWidget() is page.list
    page.button.setVisible(True)
    page.button.setEnabled(True)
    page.button.setFocus()
    qtbot.keyPress(page.button, "\t")
    assert QApplication.focusWidget() is outside
