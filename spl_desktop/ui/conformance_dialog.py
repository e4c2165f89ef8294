"""Kesesuaian SOP: how far the cases of a period kept to the SOP and what held them up, saved as Word or Excel."""

from datetime import date
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from spl_desktop.domain.conformance_period import Review
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.period import usual_periods
from spl_desktop.services.conformance import period_account, period_conformance, write_period_conformance
from spl_desktop.ui import asking, icons, theme
from spl_desktop.ui.account_view import AccountView
from spl_desktop.ui.case.conformance import KINDS
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.period_choice import PeriodChoice


class PeriodConformanceDialog(QDialog):
    """Two dates, which begin as this year; the verdict with its evidence; and the files that it can be saved as."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle("Kesesuaian SOP")
        self.choice = PeriodChoice(usual_periods(context.register.today), "Tahun ini", self)
        self.problem = QLabel(wordWrap=True)
        self.problem.setProperty("role", "problem")
        self.view = AccountView("conformance_period", context.settings)
        self.saving = QPushButton("&Simpan…", default=True)
        self.saving.setProperty("kind", "primary")
        self.saving.clicked.connect(self.save)
        self.copying = QPushButton("S&alin ringkasan", autoDefault=False)
        icons.put(self.copying, "copy")
        self.copying.clicked.connect(self.copy)
        self._lay_out()
        self.choice.changed.connect(self._reckon)
        self._reckon()

    def days(self) -> tuple[date, date] | None:
        """The first and the last day, None where one cannot be read."""
        return self.choice.days()

    def save(self) -> None:
        """Asks for a place, and writes the conformance as Word or Excel by the suffix."""
        days = self.days()
        if days is None:
            return
        name = f"Kesesuaian SOP {days[0].isoformat()} sampai {days[1].isoformat()}.docx"
        target = asking.save_file(self, "Simpan kesesuaian SOP", name, KINDS)
        if target is not None:
            self.context.runner.run(
                write_period_conformance,
                self.context.register,
                *days,
                target,
                then=lambda _: self._written(target),
                owner=self,
                title="Menyusun kesesuaian SOP…",
            )

    def copy(self) -> None:
        """Puts the sentences on the clipboard, for a chat or a letter."""
        QGuiApplication.clipboard().setText(self.view.text())
        self.context.say("Ringkasan disalin.")

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(theme.GAP)
        for label, field in self.choice.labelled():
            fields.addWidget(label)
            fields.addWidget(field)
            fields.addSpacing(theme.GAP)
        fields.addStretch(1)
        buttons = QHBoxLayout()
        closing = QPushButton("&Tutup", autoDefault=False)
        closing.clicked.connect(self.accept)
        buttons.addWidget(self.copying)
        buttons.addStretch(1)
        buttons.addWidget(self.saving)
        buttons.addWidget(closing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addLayout(fields)
        layout.addWidget(self.problem)
        layout.addWidget(self.view, 1)
        layout.addLayout(buttons)
        room = self.screen().availableGeometry()
        self.resize(min(theme.scaled(1300), room.width() - 40), min(theme.scaled(690), room.height() - 60))

    def _reckon(self) -> None:
        days = self.days()
        self._refuse(self.choice.problem())
        if days is not None:
            self.context.runner.run(
                period_conformance,
                self.context.register,
                *days,
                then=self._show,
                failed=self._failed,
                owner=self,
                quiet=True,
            )

    def _failed(self, error: UserError) -> None:
        self._refuse(error.sentence)

    def _refuse(self, sentence: str) -> None:
        """Nothing can be saved before there is an answer; with a sentence there is none to be seen either."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.view.setVisible(not sentence)
        for button in (self.saving, self.copying):
            button.setEnabled(False)

    def _show(self, found: Review) -> None:
        if self.days() != (found.recap.start, found.recap.end):
            return  # an answer to dates that were typed over meanwhile
        self._refuse("")
        self.view.show_account(period_account(found))
        for button in (self.saving, self.copying):
            button.setEnabled(True)

    def _written(self, target: Path) -> None:
        asking.tell_written(self, f"Kesesuaian SOP tersimpan di {target.name}.", target)
