"""The status bar: whatever the others say, the path of the register is cut with dots and never by its neighbour."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spl_desktop.services.register import Register
from spl_desktop.ui.status_bar import StatusBar


@pytest.mark.parametrize("width", [911, 1366])
def test_the_path_fits_whatever_the_others_say(
    qtbot: QtBot, dressed: QApplication, register: Register, width: int
) -> None:
    bar = StatusBar(QAction("Pencatat"), QAction("Cadangan"))
    qtbot.addWidget(bar)
    bar.resize(width, bar.sizeHint().height())
    bar.show()
    bar.show_register(register)
    bar.show_open(24)
    for words in ("Belum ada cadangan", "Cadangan hari ini 00.00", "⚠ Cadangan tidak dapat dibuat: tempatnya penuh"):
        bar.show_backup(words, "komputer ini", words, alarming=False)
        qtbot.waitUntil(lambda: bar._file.sizeHint().width() <= bar._file.width())
        assert bar._file.accessibleName() == str(register.path)
        assert "…" not in bar._file.text() or bar._file.toolTip() == str(register.path)
