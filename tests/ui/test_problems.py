"""The report of a fault: what is saved, what to copy, and where the copy lies."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from spl_desktop.services import drafts
from spl_desktop.services.register import Register
from spl_desktop.ui import problems
from spl_desktop.ui.problems import Around, CrashDialog, crashed
from tests.builders import opened


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> list[CrashDialog]:
    """The reports that would wait for the user."""
    found: list[CrashDialog] = []

    def exec_(dialog: CrashDialog) -> int:
        qtbot.addWidget(dialog)
        found.append(dialog)
        return int(QDialog.DialogCode.Rejected)

    monkeypatch.setattr(problems.CrashDialog, "exec", exec_)
    return found


def test_a_fault_tells_what_is_saved_and_names_nobody(
    register: Register, tmp_path: Path, shown: list[CrashDialog], dressed: QApplication
) -> None:
    opened(register)
    drafts.save_draft(register, "baru", {"hal": "Rahasia Sri Wahyuni"})
    log = tmp_path / "log" / "spl-desktop.log"
    log.parent.mkdir()
    crashed(None, ValueError("Rahasia Sri Wahyuni"), Around(log, lambda: register.path))
    (dialog,) = shown
    words = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Yang terakhir tercatat: kasus 1, catatan 2" in words
    assert "1 draf tersimpan" in words
    assert "tidak dikirim ke mana pun" in words
    (kept,) = log.parent.glob("laporan-kesalahan-*.txt")
    assert str(kept) in words
    dialog.copy()
    assert QGuiApplication.clipboard().text() == kept.read_text(encoding="utf-8") == dialog.details
    assert "ValueError: (pesan disembunyikan)" in dialog.details
    for part in ("Rahasia", "Wahyuni"):
        assert part not in words + dialog.details


def test_a_fault_before_any_register_is_open_is_told_too(shown: list[CrashDialog], dressed: QApplication) -> None:
    crashed(None, ZeroDivisionError("division by zero"))
    (dialog,) = shown
    words = "\n".join(label.text() for label in dialog.findChildren(QLabel) if not label.isHidden())
    assert "Ini bukan kesalahan Anda" in words
    assert "tercatat:" not in words
    assert "Salinannya" not in words
    assert "ZeroDivisionError: division by zero" in dialog.details
