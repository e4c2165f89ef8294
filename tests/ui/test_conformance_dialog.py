"""Kesesuaian SOP in the window: this year at first, other periods, what is wrong with them, and the saved file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spl_desktop.services.conformance import period_account, period_conformance
from spl_desktop.ui import asking, theme
from spl_desktop.ui.account_view import AccountView
from spl_desktop.ui.conformance_dialog import PeriodConformanceDialog
from spl_desktop.ui.context import Context
from tests.builders import finish, opened


@pytest.fixture
def dialog(context: Context, qtbot: QtBot, settled: Callable[[], None]) -> PeriodConformanceDialog:
    """The dialog over a case whose first step was three days late."""
    finish(context.register, opened(context.register), date(2026, 1, 9))
    dialog = PeriodConformanceDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    settled()
    return dialog


def test_it_opens_on_this_year_with_the_numbers_of_the_service(
    dialog: PeriodConformanceDialog, context: Context
) -> None:
    days = (date(2026, 1, 1), date(2026, 12, 31))
    account = period_account(period_conformance(context.register, *days))
    assert (dialog.choice.usual.currentText(), dialog.days()) == ("Tahun ini", days)
    assert dialog.view.text() == "\n".join(account.sentences)
    assert "Langkah dengan hambatan terbesar: langkah 1" in dialog.view.text()
    assert "Buktinya tipis: kurang dari 8 kunjungan." in dialog.view.text()
    assert dialog.view.note.text().startswith("Hambatan terbesar adalah langkah dan pelaksana")
    steps = dialog.view._pages[0].table.rows
    assert [row[1] for row in steps.rows] == list(account.tables[0].lines)


def test_another_period_is_reckoned_anew_and_a_backward_one_is_refused(
    dialog: PeriodConformanceDialog, settled: Callable[[], None]
) -> None:
    dialog.choice.usual.setCurrentText("Tahun lalu")
    settled()
    assert "Tidak ada kunjungan langkah yang berakhir dan dapat dinilai pada 1 Januari 2025" in dialog.view.text()
    assert dialog.view._pages[0].empty.isVisibleTo(dialog.view._pages[0])
    dialog.choice.start.set_value(date(2026, 5, 1))
    settled()
    assert dialog.choice.usual.currentText() == "Tanggal sendiri"
    assert "sebelum mulai" in dialog.problem.text()
    assert not dialog.saving.isEnabled()
    assert dialog.view.isHidden()
    dialog.choice.end.set_text("besok")
    settled()
    assert dialog.problem.text()
    dialog.choice.end.set_value(date(2026, 12, 2))
    settled()
    assert dialog.saving.isEnabled()
    assert not dialog.problem.isVisible()
    assert dialog.view.isVisible()


def test_it_is_copied_and_saved_where_it_was_asked_for(
    dialog: PeriodConformanceDialog,
    said: list[str],
    settled: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog.copying.click()
    assert (QGuiApplication.clipboard().text(), said) == (dialog.view.text(), ["Ringkasan disalin."])
    target, told = tmp_path / "kesesuaian.docx", []
    monkeypatch.setattr(asking, "save_file", lambda *_args, **_more: target)
    monkeypatch.setattr(asking, "choose", lambda _parent, words, *_args, **_more: told.append(words) or "")
    dialog.saving.click()
    settled()
    assert told == ["Kesesuaian SOP tersimpan di kesesuaian.docx."]
    written = [paragraph.text for paragraph in Document(str(target)).paragraphs]
    assert [line for line in dialog.view.text().split("\n") if line not in written] == []


@pytest.mark.parametrize(
    ("width", "letters", "reached"),
    [(1266, 100, 7), (1266, 130, 7), (831, 100, 6)],
    ids=["100 %", "large letters", "150 %"],
)
def test_headings_are_whole_and_the_tables_need_no_scrolling_sideways(
    qtbot: QtBot, dressed: QApplication, context: Context, width: int, letters: int, reached: int
) -> None:
    theme.apply(dressed, theme.LIGHT, letters)
    finish(context.register, opened(context.register), date(2026, 1, 9))
    days = (date(2026, 1, 1), date(2026, 12, 31))
    account = period_account(period_conformance(context.register, *days))
    view = AccountView("year", context.settings)
    qtbot.addWidget(view)
    view.resize(width, 380)
    view.show()
    view.show_account(account)
    whole = 0
    for page in view._pages:
        view.tabs.setCurrentWidget(page)
        table, header = page.table, page.table.horizontalHeader()
        table.resize(width, 300)  # one without rows stands behind the words that say so
        table._fit()
        for number in range(header.count()):
            assert table.columnWidth(number) >= header.sectionSizeFromContents(number).width()
        whole += header.length() <= table.viewport().width()
    theme.apply(dressed, theme.LIGHT, 100)
    # On the smallest screen the steps, in eleven columns, are the one table that still scrolls.
    assert whole >= reached
