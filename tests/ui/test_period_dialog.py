"""Rekap periode: the usual periods, dates of one's own, and what is wrong with them told at once."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from pytestqt.qtbot import QtBot

from spl_desktop.ui import asking
from spl_desktop.ui.context import Context
from spl_desktop.ui.period_dialog import PeriodDialog
from tests.builders import opened


@pytest.fixture
def dialog(context: Context, qtbot: QtBot) -> PeriodDialog:
    opened(context.register)
    dialog = PeriodDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    settle(dialog, qtbot)
    return dialog


def settle(dialog: PeriodDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(dialog.context.runner.idle, timeout=10_000)


def test_it_opens_on_this_month_and_follows_the_choice(dialog: PeriodDialog, qtbot: QtBot) -> None:
    assert dialog.days() == (date(2026, 11, 1), date(2026, 11, 30))
    assert "diterima 0 permohonan" in dialog.figures.text()
    dialog.usual.setCurrentText("Tahun ini")
    settle(dialog, qtbot)
    assert dialog.days() == (date(2026, 1, 1), date(2026, 12, 31))
    assert "diterima 1 permohonan" in dialog.figures.text()


def test_own_dates_are_named_so_and_a_backward_period_is_refused(dialog: PeriodDialog, qtbot: QtBot) -> None:
    dialog.start.set_value(date(2026, 11, 2))
    settle(dialog, qtbot)
    assert dialog.usual.currentText() == "Tanggal sendiri"
    dialog.end.set_value(date(2026, 10, 2))
    settle(dialog, qtbot)
    assert "sebelum mulai" in dialog.problem.text()
    assert not dialog.saving.isEnabled()
    dialog.end.set_text("besok")
    settle(dialog, qtbot)
    assert dialog.problem.text()
    assert not dialog.saving.isEnabled()
    dialog.end.set_value(date(2026, 12, 2))
    settle(dialog, qtbot)
    assert dialog.saving.isEnabled()
    assert not dialog.problem.isVisible()


def test_it_is_saved_where_it_was_asked_for(
    dialog: PeriodDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "rekap.docx"
    told: list[str] = []
    monkeypatch.setattr(asking, "save_file", lambda *_args, **_more: target)
    monkeypatch.setattr(asking, "choose", lambda _parent, words, *_args, **_more: told.append(words) or "")
    dialog.saving.click()
    settle(dialog, qtbot)
    assert told == ["Rekap tersimpan di rekap.docx."]
    assert "NOVEMBER 2026" in "\n".join(paragraph.text for paragraph in Document(str(target)).paragraphs)
