"""Simulasi jadwal: when each step would be due if it began on a day, and the day by day reckoning of each."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.dates import long_date, short_date, weekday_name
from spl_desktop.domain.sop import Step
from spl_desktop.domain.timing import LedgerDay, Planned
from spl_desktop.services import scheduling
from spl_desktop.services.scheduling import Plan
from spl_desktop.ui import icons, theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.date_edit import DateEdit
from spl_desktop.ui.widgets.frozen_table import Column, FrozenTable, Hints
from spl_desktop.ui.widgets.sizing import open_at

if TYPE_CHECKING:
    from spl_desktop.services.register import Register


@dataclass(frozen=True, slots=True)
class _Line:
    step: Step
    planned: Planned


_MUTED, _BOLD = Hints(color="muted"), Hints(bold=True)

_STEPS: tuple[Column[_Line], ...] = (
    Column("number", "No", lambda line: str(line.planned.number), 46, align="right"),
    Column("text", "Kegiatan", lambda line: line.step.text, 300, elastic=True),
    Column("time", "Waktu", lambda line: line.step.time.text, 84),
    Column("entered", "Mulai", lambda line: short_date(line.planned.entered), 96),
    Column("early", "Sasaran", lambda line: short_date(line.planned.early), 96),
    Column("late", "Jatuh tempo", lambda line: short_date(line.planned.late), 108, hints=lambda _line: _BOLD),
)
_DAYS: tuple[Column[LedgerDay], ...] = (
    Column("date", "Tanggal", lambda day: short_date(day.date), 96),
    Column("weekday", "Hari", lambda day: weekday_name(day.date), 76),
    Column("count", "Hitungan", lambda day: str(day.count) if day.counts else "–", 84, align="right"),
    Column(
        "why", "Keterangan", lambda day: day.why, 240, elastic=True, hints=lambda day: None if day.counts else _MUTED
    ),
)


class ScheduleDialog(QDialog):
    """A start date above, the steps with their dates, and the days of the chosen step."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle("Simulasi jadwal")
        self.start = DateEdit(context.register.today)
        self.start.setAccessibleName("Tanggal mulai")
        self.problem = QLabel(wordWrap=True)
        self.problem.setProperty("role", "problem")
        self.summary = QLabel(wordWrap=True)
        self.summary.setProperty("role", "section")
        self.steps = FrozenTable(_STEPS, "schedule", context.settings, key=lambda line: line.planned.step)
        self.steps.setAccessibleName("Jadwal langkah")
        self.days_title = QLabel(wordWrap=True)
        self.days_title.setProperty("role", "muted")
        self.days = FrozenTable(_DAYS, "schedule_days", context.settings, key=lambda day: day.date)
        self.days.setAccessibleName("Hari demi hari")
        self.copy_button = QPushButton("Salin jadwal", autoDefault=False)
        icons.put(self.copy_button, "copy")
        self.copy_button.clicked.connect(self.copy)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        note = QLabel("Setiap langkah dianggap mulai pada jatuh tempo langkah sebelumnya.", wordWrap=True)
        note.setProperty("role", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addLayout(self._start_row())
        layout.addWidget(self.problem)
        layout.addWidget(self.summary)
        layout.addWidget(note)
        layout.addWidget(self._tables(), 1)
        layout.addWidget(buttons)
        self.start.changed.connect(self._reckon)
        self.steps.picked.connect(self._show_days)
        open_at(self, 940, 640)
        self._reckon()

    def copy(self) -> None:
        """Put the schedule on the clipboard as lines with tabs, which Word and Excel take as a table."""
        rows = [[column.title for column in _STEPS]]
        rows += [[column.value(line) for column in _STEPS] for line in self.steps.rows.rows]
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
        self.context.say("Jadwal disalin.")

    def _start_row(self) -> QHBoxLayout:
        caption = QLabel("Tanggal &mulai")
        caption.setBuddy(self.start)
        self.start.setFixedWidth(theme.scaled(170))
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(caption)
        row.addWidget(self.start)
        row.addStretch()
        return row

    def _tables(self) -> QSplitter:
        below = QWidget()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, theme.GAP, 0, 0)
        inside.setSpacing(theme.GAP // 2)
        inside.addWidget(self.days_title)
        inside.addWidget(self.days, 1)
        split = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        split.addWidget(self.steps)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        return split

    def _reckon(self) -> None:
        problem = self.start.problem()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        start = self.start.value()
        if start is not None:
            self.context.runner.run(
                plan, self.context.register, start, then=self._show, failed=self._on_failed, owner=self, quiet=True
            )

    def _on_failed(self, error: Exception) -> None:
        self.problem.setText(str(error))
        self.problem.show()

    def _show(self, made: Plan) -> None:
        if self.start.value() != made.planned[0].entered:
            return  # an answer to a date that was typed over meanwhile
        self.steps.set_rows([_Line(made.sop.step(planned.step), planned) for planned in made.planned])
        self.summary.setText(f"Selesai paling lambat {long_date(made.planned[-1].late)}")
        self.problem.setText("\n".join(made.warnings))
        self.problem.setVisible(bool(made.warnings))
        if self.steps.current() is None:
            self.steps.pick(made.planned[0].step)
        else:
            self._show_days(self.steps.current())

    def _show_days(self, line: _Line | None) -> None:
        if line is None:
            return
        self.days_title.setText(f"Hitungan hari langkah {line.planned.number} sampai {long_date(line.planned.late)}")
        self.days.set_rows(line.planned.ledger)


def plan(register: "Register", start: date) -> Plan:
    """The schedule by the register's SOP and calendar; runs in the worker thread."""
    return scheduling.plan(register, start)
