"""Bahasa Indonesia in everything that Qt itself says."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QColorDialog,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFontDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QProgressDialog,
    QWidget,
    QWizard,
)
from pytestqt.qtbot import QtBot

from spl_desktop.ui import language
from spl_desktop.ui.file_dialog import FileDialog
from spl_desktop.ui.language import IndonesianTranslator
from spl_desktop.ui.widgets.date_edit import CalendarPopup

# Words that Qt uses in its dialogs and that no Indonesian sentence contains.
ENGLISH = re.compile(
    r"\b(the|of|to|and|open|save|cancel|close|yes|no|name|size|type|file|files|folder name|directory|look|print|page|"
    r"pages|copies|range|all|options|paper|width|height|margins|landscape|portrait|undo|redo|cut|copy|paste|delete|"
    r"select|hue|sat|red|green|blue|basic|custom|next|back|finish|help|show|details|underline|effects|style|zoom)\b",
    re.IGNORECASE,
)
KEYS = re.compile(r"\t.*|\(.*\)|Ctrl\S*|Alt\S*|Shift\S*|Del\b")


def words(widget: QWidget) -> list[str]:
    """Everything that stands in a window."""
    found = [widget.windowTitle()]
    for child in widget.findChildren(QWidget):
        if isinstance(child, QAbstractButton | QLabel):
            found.append(child.text())
        found.append(child.toolTip())
    return [KEYS.sub("", text.replace("&", "")).strip() for text in found if text]


def make_file_dialog() -> QDialog:
    dialog = FileDialog(None, "Buka", Path.home())
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    return dialog


def make_color_dialog() -> QDialog:
    dialog = QColorDialog()
    dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
    return dialog


def make_font_dialog() -> QDialog:
    dialog = QFontDialog()
    dialog.setOption(QFontDialog.FontDialogOption.DontUseNativeDialog)
    return dialog


def make_message() -> QDialog:
    box = QMessageBox(QMessageBox.Icon.Question, "Judul", "Isi")
    kind = QMessageBox.StandardButton
    box.setStandardButtons(kind.Ok | kind.Cancel | kind.Yes | kind.No | kind.Save | kind.Discard | kind.Retry)
    box.setDetailedText("rincian")
    return box


PRINTER: list[QPrinter] = []


def printer() -> QPrinter:
    made = QPrinter()
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    PRINTER[:] = [made]
    return made


@pytest.mark.parametrize(
    "make",
    [
        make_file_dialog,
        make_color_dialog,
        make_font_dialog,
        make_message,
        lambda: QPrintDialog(printer()),
        lambda: QPrintPreviewDialog(printer()),
        lambda: QProgressDialog("Sedang bekerja", "Batal", 0, 1),
        QWizard,
    ],
    ids=["file", "colour", "font", "message", "print", "preview", "progress", "wizard"],
)
def test_no_standard_dialog_asks_for_a_sentence_that_is_not_translated(
    qtbot: QtBot, translator: IndonesianTranslator, make: Callable[[], QDialog]
) -> None:
    translator.missing.clear()
    dialog = make()
    qtbot.addWidget(dialog)
    dialog.show()
    missing = {pair for pair in translator.missing if pair[0] != "QPageSize"}
    assert missing == set()
    assert [text for text in words(dialog) if ENGLISH.search(text)] == []


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_context_menus_of_text_fields(
    qtbot: QtBot, translator: IndonesianTranslator, kind: type[QLineEdit] | type[QPlainTextEdit]
) -> None:
    field = kind()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    texts = [action.text().replace("&", "").split("\t")[0] for action in menu.actions() if action.text()]
    assert texts[:7] == ["Urungkan", "Ulangi", "Potong", "Salin", "Tempel", "Hapus", "Pilih Semua"]
    menu.deleteLater()


def test_buttons_of_a_dialog(qtbot: QtBot, translator: IndonesianTranslator) -> None:
    kind = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kind.Ok | kind.Cancel | kind.Save | kind.Close | kind.Yes | kind.No | kind.Help)
    qtbot.addWidget(box)
    found = {kind_: box.button(kind_).text().replace("&", "") for kind_ in (kind.Cancel, kind.Save, kind.Close)}
    assert found == {kind.Cancel: "Batal", kind.Save: "Simpan", kind.Close: "Tutup"}
    assert (box.button(kind.Yes).text(), box.button(kind.No).text()) == ("&Ya", "&Tidak")


def test_context_menu_of_a_scroll_bar(translator: IndonesianTranslator) -> None:
    translator.missing.clear()
    for source in ("Scroll here", "Top", "Bottom", "Page up", "Page down", "Scroll up", "Scroll down"):
        assert QApplication.translate("QScrollBar", source) != source
    assert translator.missing == set()


def test_the_calendar_is_indonesian_and_begins_on_monday(qtbot: QtBot, translator: IndonesianTranslator) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    calendar = CalendarPopup(parent).calendar
    assert calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
    locale = calendar.locale()
    assert locale.standaloneMonthName(11) == "November"
    assert locale.monthName(5) == "Mei"
    assert locale.dayName(1) == "Senin"
    assert calendar.findChildren(QMenu)


def test_numbers_and_dates_have_the_office_form(translator: IndonesianTranslator) -> None:
    assert QLocale().toString(1234.5, "f", 1) == "1.234,5"
    assert QLocale().toString(QDate(2026, 11, 23), language.DATE_FORMAT) == "23/11/2026"
    assert language.from_qt(language.to_qt(date(2024, 2, 29))) == date(2024, 2, 29)


def test_no_translation_is_empty_or_has_other_marks_than_its_source() -> None:
    table = IndonesianTranslator()._table
    for context, sentences in table.items():
        for source, translation in sentences.items():
            assert translation, (context, source)
            assert sorted(re.findall(r"%\d", source)) == sorted(re.findall(r"%\d", translation)), (context, source)
            assert translation.count("&") <= 1, (context, source)
