"""Lembar kesesuaian: how far the case kept to its SOP, to read, to print and to save."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from spl_desktop.domain.conformance_sheet import Conformance
from spl_desktop.services.conformance import TITLE, case_account, case_conformance, write_case_conformance
from spl_desktop.ui import asking, icons, theme
from spl_desktop.ui.account_view import AccountView
from spl_desktop.ui.context import Context
from spl_desktop.ui.preview.opening import Shown, show_preview

KINDS: Final = (("Dokumen Word", ("docx",)), ("Buku kerja Excel", ("xlsx",)))


class ConformanceDialog(QDialog):
    """The sheet of one case, with the page that it prints and the files that it can be saved as."""

    def __init__(self, context: Context, case: int, agenda: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.case, self._agenda = context, case, agenda
        self.setWindowTitle(f"Lembar kesesuaian kasus {agenda}")
        self.setModal(True)
        self.view = AccountView("conformance_case", context.settings)
        self.looking = QPushButton("&Pratinjau dan cetak…", default=True)
        self.looking.setProperty("kind", "primary")
        icons.put(self.looking, "print", "accent_text")
        self.looking.clicked.connect(self.look)
        self.saving = QPushButton("&Simpan…", autoDefault=False)
        icons.put(self.saving, "export")
        self.saving.clicked.connect(self.save)
        closing = QPushButton("&Tutup", autoDefault=False)
        closing.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self.saving)
        buttons.addStretch(1)
        buttons.addWidget(self.looking)
        buttons.addWidget(closing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.view, 1)
        layout.addLayout(buttons)
        for button in (self.looking, self.saving):
            button.setEnabled(False)
        room = self.screen().availableGeometry()
        self.resize(min(theme.scaled(1300), room.width() - 40), min(theme.scaled(660), room.height() - 60))
        context.runner.run(case_conformance, context.register, case, then=self._show, owner=self, quiet=True)

    def look(self) -> None:
        """The sheet as the page that Word makes of it, to look at and to print."""
        target = self.context.register.private_folder() / f"lembar-kesesuaian-{self.case}.docx"
        self._write(target, lambda: show_preview(self.context, [Shown(TITLE, target)], self))

    def save(self) -> None:
        """Asks for a place, and writes the sheet as Word or Excel by the suffix."""
        name = f"Lembar kesesuaian {self._agenda.replace('/', '-')}.docx"
        target = asking.save_file(self, "Simpan lembar kesesuaian", name, KINDS)
        if target is not None:
            self._write(target, lambda: asking.tell_written(self, f"Lembar tersimpan di {target.name}.", target))

    def _write(self, target: Path, done: Callable[[], object]) -> None:
        self.context.runner.run(
            write_case_conformance,
            self.context.register,
            self.case,
            target,
            then=lambda _: done(),
            owner=self,
            title="Menyusun lembar kesesuaian…",
        )

    def _show(self, found: Conformance) -> None:
        self.view.show_account(case_account(found))
        for button in (self.looking, self.saving):
            button.setEnabled(True)
        self.view.tabs.setFocus()
