"""A case's page as the window holds it, and ways to reach its dialogs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from spl_desktop.services.changes import Changes
from spl_desktop.services.queries import CaseView, case_view
from spl_desktop.services.register import Register
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.page import CasePage
from spl_desktop.ui.context import Context
from tests.builders import opened

D = TypeVar("D", bound=QDialog)


@dataclass
class Desk:
    """One case in its page, over a real register."""

    qtbot: QtBot
    context: Context
    register: Register
    settled: Callable[[], None]
    case: int

    def __post_init__(self) -> None:
        self.page = CasePage(self.context, self.case)
        self.qtbot.addWidget(self.page)
        self.page.resize(1266, 640)
        self.page.show()
        self.context.runner.changed.connect(self._on_changed)
        self.settled()

    def _on_changed(self, changes: Changes) -> None:
        if self.page.concerns(changes):
            self.page.refresh()

    @property
    def view(self) -> CaseView:
        """The case as the register has it."""
        return case_view(self.register, self.case)

    def dialog(self, kind: type[D], opener: Callable[[], object]) -> D:
        """The dialog that `opener` opens."""
        opener()
        self.settled()
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, kind), shown
        return shown

    def closed(self) -> bool:
        """Whether no dialog is open."""
        return not any(dialog.isVisible() for dialog in self.page.findChildren(QDialog))

    def leave(self) -> None:
        """Closes what is still open, so that it does not stand before the dialogs of the next test."""
        for dialog in self.page.findChildren(QDialog):
            dialog.close()
        self.settled()


@pytest.fixture
def desk(qtbot: QtBot, context: Context, register: Register, settled: Callable[[], None]) -> Iterator[Desk]:
    """A case that has just been opened."""
    made = Desk(qtbot, context, register, settled, opened(register))
    yield made
    made.leave()


@pytest.fixture
def quick_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog takes a key at once: the test is quicker than any hand."""
    monkeypatch.setattr(CaseDialog, "settling", 0)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A file to attach."""
    path = tmp_path / "pindaian.pdf"
    path.write_bytes(b"%PDF-1.4 isi")
    return path
