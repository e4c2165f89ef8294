"""Periksa register: what it finds is told with its place, and lists are built again from the history."""

import pytest
from PySide6.QtGui import QGuiApplication
from sqlalchemy import update

from spl_desktop.models.projections import CaseRecord
from spl_desktop.services import checking
from spl_desktop.services.register import Register
from spl_desktop.ui.office.check_dialog import CheckDialog
from spl_desktop.ui.runner import Cancelled
from tests.builders import opened
from tests.ui.in_window import Window


def test_a_sound_register_is_said_to_be_so(window: Window, register: Register) -> None:
    opened(register)
    dialog = CheckDialog(window.context)
    window.qtbot.addWidget(dialog)
    window.settle()
    assert dialog.headline.text() == "✓ Register dalam keadaan baik."
    assert "Diperiksa: 1 kasus, " in dialog.counts.text()
    assert not dialog.rebuilding.isEnabled()


def test_a_list_that_disagrees_is_named_and_built_again(window: Window, register: Register) -> None:
    case = opened(register)
    with register.writing() as session:
        session.execute(update(CaseRecord).where(CaseRecord.id == case).values(system="Lain"))
    dialog = CheckDialog(window.context)
    window.qtbot.addWidget(dialog)
    window.settle()
    assert dialog.headline.text() == (
        "⚠ Ditemukan 1 masalah. Semuanya diperbaiki dengan Bangun ulang daftar: riwayatnya utuh."
    )
    (problem,) = checking.check(register).problems
    assert f"1. {problem.place}: {problem.sentence}" in dialog.details.toPlainText()

    dialog.rebuild()
    window.settle()
    assert dialog.headline.text() == "✓ Register dalam keadaan baik."
    assert window.heard.said == ["Daftar selesai dibangun ulang."]


def test_a_cancelled_check_says_that_there_is_no_result(
    window: Window, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancelled(_register: Register) -> None:
        raise Cancelled

    monkeypatch.setattr(checking, "check", cancelled)
    dialog = CheckDialog(window.context)
    window.qtbot.addWidget(dialog)
    window.settle()
    assert dialog.headline.text() == "Dibatalkan. Belum ada hasil."
    assert dialog.again.isEnabled()
    assert not dialog.copying.isEnabled()


def test_the_result_can_be_copied_for_those_who_help(window: Window, register: Register) -> None:
    dialog = CheckDialog(window.context)
    window.qtbot.addWidget(dialog)
    window.settle()
    dialog.copying.click()
    assert QGuiApplication.clipboard().text().startswith("✓ Register dalam keadaan baik.\nDiperiksa: 0 kasus, ")
