"""Rekap periode: chooses the days, tells the figures at once, and saves them as Word or Excel."""

from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.period import Period, usual_periods
from spl_desktop.services.period import period, write_period
from spl_desktop.ui import asking, icons, theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.period_choice import PeriodChoice

_KINDS: Final = (("Dokumen Word", ("docx",)), ("Buku kerja Excel", ("xlsx",)))


class PeriodDialog(QDialog):
    """Two dates with the usual periods, the recap in a few sentences, and the files that it can be saved as."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle("Rekap periode")
        self.choice = PeriodChoice(usual_periods(context.register.today), "Bulan ini", self)
        self.usual, self.start, self.end = self.choice.usual, self.choice.start, self.choice.end
        self.problem = QLabel(wordWrap=True)
        self.problem.setProperty("role", "problem")
        self.figures = QLabel(wordWrap=True)
        self.figures.setMinimumHeight(theme.scaled(76))
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
        """Asks for a place, and writes the recap as Word or Excel by the suffix."""
        days = self.days()
        if days is None:
            return
        name = f"Rekap periode {days[0].isoformat()} sampai {days[1].isoformat()}.docx"
        target = asking.save_file(self, "Simpan rekap periode", name, _KINDS)
        if target is not None:
            self.context.runner.run(
                write_period,
                self.context.register,
                *days,
                target,
                then=lambda _: self._written(target),
                owner=self,
                title="Menyusun rekap…",
            )

    def copy(self) -> None:
        """Puts the sentences on the clipboard, for a chat or a letter."""
        QGuiApplication.clipboard().setText(self.figures.text())
        self.context.say("Ringkasan disalin.")

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(theme.GAP)
        for label, field in self.choice.labelled():
            form.addRow(label, field)
        buttons = QHBoxLayout()
        closing = QPushButton("Tutup", autoDefault=False)
        closing.clicked.connect(self.accept)
        buttons.addWidget(self.copying)
        buttons.addStretch(1)
        buttons.addWidget(self.saving)
        buttons.addWidget(closing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(self.figures, 1)
        layout.addSpacing(theme.GAP)
        layout.addLayout(buttons)
        self.setMinimumWidth(theme.scaled(560))

    def _reckon(self) -> None:
        days = self.days()
        self._refuse(self.choice.problem())
        if days is not None:
            self.context.runner.run(
                period, self.context.register, *days, then=self._show, failed=self._failed, owner=self, quiet=True
            )

    def _failed(self, error: UserError) -> None:
        self._refuse(error.sentence)

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            self.figures.clear()
        for button in (self.saving, self.copying):
            button.setEnabled(False)

    def _show(self, found: Period) -> None:
        if self.days() != (found.start, found.end):
            return  # an answer to dates that were typed over meanwhile
        self._refuse("")
        self.figures.setText("\n".join(found.summary(self.context.register.today)))
        for button in (self.saving, self.copying):
            button.setEnabled(True)

    def _written(self, target: Path) -> None:
        asking.tell_written(self, f"Rekap tersimpan di {target.name}.", target)
