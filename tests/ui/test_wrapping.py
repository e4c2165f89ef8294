"""Long words may break, so that a letter's number of over a hundred letters cannot widen a dialog."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from spl_desktop.ui.widgets.wrapping import breakable


def test_words_that_fit_stay_as_they_are() -> None:
    sentence = "Surat 000.8/685/DISDUKCAPIL/2026 dari Dinas Kependudukan dan Pencatatan Sipil."
    assert breakable(sentence) == sentence


def test_a_long_number_breaks_after_its_strokes_and_loses_nothing() -> None:
    number = "800.1.11.1/" + "1234567890" * 12 + "/XI/2026"
    shown = breakable(f"Surat {number} tanggal 3 Mei")
    assert shown.replace("\u200b", "") == f"Surat {number} tanggal 3 Mei"
    assert max(len(piece) for piece in shown.replace("\u200b", " ").split()) <= 20


def test_a_label_with_a_long_number_can_be_narrow(qtbot: QtBot) -> None:
    label = QLabel(breakable("8" * 140), wordWrap=True)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < label.fontMetrics().horizontalAdvance("8" * 30)
