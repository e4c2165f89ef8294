"""The look at windows sees what it is for: planted faults of each kind are found, and a good window has none."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
)
from pytestqt.qtbot import QtBot

from spl_desktop.ui import pages, theme
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.settings import Settings
from tests.builders import opened, send_back, walk_to
from tests.ui.legible import FRAME, SMALL, Inspector, faults, lay_out

if TYPE_CHECKING:
    from spl_desktop.services.register import Register


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> QDialog:
    """A dialog with a sentence and two buttons, all of which can be read."""
    made = QDialog()
    qtbot.addWidget(made)
    layout = QVBoxLayout(made)
    layout.addWidget(QLabel("Kasus ini menunggu dokumen dari OPD, dan jatuh temponya besok.", wordWrap=True))
    row = QHBoxLayout()
    for words in ("Simpan", "Batal"):
        row.addWidget(QPushButton(words))
    layout.addLayout(row)
    made.resize(300, 120)
    made.setVisible(True)  # not by `show`, after which every dialog of a test is looked at
    return made


def sentence(window: QDialog) -> QLabel:
    return window.findChildren(QLabel)[0]


def test_a_good_window_has_no_fault(window: QDialog) -> None:
    assert faults(window) == []


def test_a_sentence_that_is_cut_is_found_unless_a_tooltip_tells_it(window: QDialog) -> None:
    sentence(window).setFixedHeight(8)
    lay_out(window)
    assert "in height at this width, has 8" in faults(window)[0]
    sentence(window).setToolTip(sentence(window).text())
    assert faults(window) == []
    sentence(window).setToolTip("")
    sentence(window).setWordWrap(False)
    sentence(window).setFixedSize(40, 40)
    lay_out(window)
    assert "has 40 x 40" in faults(window)[0]


def test_a_button_too_narrow_for_its_word_is_found(window: QDialog) -> None:
    window.findChildren(QPushButton)[0].setFixedWidth(20)
    lay_out(window)
    assert faults(window)[0].startswith("QPushButton 'Simpan': needs")


def test_a_choice_that_is_cut_is_found(window: QDialog) -> None:
    box = QComboBox(window)
    box.addItem("3. melakukan perumusan mengenai skenario integrasi")
    box.setGeometry(10, 90, 60, 24)
    box.show()
    assert any("melakukan perumusan" in fault and "needs" in fault for fault in faults(window))


def test_what_lies_beyond_the_edge_or_over_its_neighbour_is_found(window: QDialog) -> None:
    stray = QPushButton("Cetak", window)
    stray.move(280, 10)
    stray.show()
    assert any("'Cetak': lies at (280, 10" in fault for fault in faults(window))
    stray.move(sentence(window).pos())
    assert any("lies over" in fault and "'Cetak'" in fault for fault in faults(window))


def test_an_english_word_is_found(window: QDialog) -> None:
    window.findChildren(QPushButton)[1].setText("Cancel")
    lay_out(window)
    assert faults(window) == ["QPushButton 'Cancel': 'Cancel' is English"]


def test_a_window_larger_than_a_small_screen_is_found(window: QDialog) -> None:
    inspector = Inspector()
    inspector.look(window)
    assert inspector.found == []
    window.setMinimumHeight(700)
    inspector.look(window)
    assert "more than a small screen has" in inspector.found[0]
    window.setMinimumHeight(0)


@pytest.mark.parametrize(
    ("size", "letters"),
    [(QSize(1366, 738), 100), (QSize(1366, 738), 130), (SMALL - FRAME, 100)],
    ids=["100 %", "large letters", "150 %"],
)
def test_every_page_and_each_of_its_tabs_can_be_read(
    qtbot: QtBot, dressed: QApplication, settings: Settings, register: "Register", size: QSize, letters: int
) -> None:
    theme.apply(dressed, theme.LIGHT, letters)
    case = opened(register, subject="Permohonan integrasi data kependudukan dengan sistem informasi rumah sakit daerah")
    late = opened(register, agenda="2/2026")
    walk_to(register, late, "skenario_integrasi")
    send_back(register, late)
    frame = MainWindow(settings, Path("log"))
    qtbot.addWidget(frame)
    frame.show()
    frame.set_register(register)
    frame.showNormal()
    frame.resize(size)
    found: list[str] = []

    def look(name: str) -> None:
        qtbot.waitUntil(frame.context.runner.idle)
        lay_out(frame)
        found.extend(f"{name}: {fault}" for fault in faults(frame))

    for name in (pages.DESK, pages.REGISTER, pages.SOP, pages.OFFICE, "case"):
        if name == "case":
            frame.open_case(case)
        else:
            frame.go_to(name)
        look(name)
        shown = frame.stack.currentWidget()
        assert shown is not None
        for tabs in (one for one in shown.findChildren(QTabWidget) if one.isVisible()):
            for at in range(tabs.count()):
                tabs.setCurrentIndex(at)
                look(f"{name}, {tabs.tabText(at)}")
    frame.close()
    assert (frame.width(), frame.height()) == (size.width(), size.height())
    assert list(dict.fromkeys(found)) == []


def test_every_dialog_that_a_test_opens_is_looked_at(window: QDialog, legible: Inspector, qtbot: QtBot) -> None:
    class Narrow(QDialog):
        pass

    dialog = Narrow(window)
    QPushButton("Terapkan dan geser", dialog).setFixedWidth(12)
    dialog.open()
    dialog.reject()
    assert legible.found[0].startswith("Narrow: QPushButton 'Terapkan dan geser'")
    legible.found.clear()
