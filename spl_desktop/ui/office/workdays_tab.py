"""The tab for working days: the days off of a year as list and calendar, and the office's own additions and strikes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QScrollArea, QSpinBox, QSplitter, QVBoxLayout, QWidget

from spl_desktop.domain.dates import short_date, weekday_name
from spl_desktop.domain.office import UNDO, OfficeState
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.workdays import ChangeKind, Day, DayChange, DayKind, WorkCalendar
from spl_desktop.ui import theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.modal import opened
from spl_desktop.ui.office.day_dialog import DayDialog
from spl_desktop.ui.office.sorted_table import SortedTable, bar, button
from spl_desktop.ui.office.year_view import KIND_WORDS, YearView
from spl_desktop.ui.widgets.frozen_table import Column, Hints

_FIRST_YEAR, _LAST_YEAR = 1946, 2100


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day off, or one struck from them; `change` is the office's decision, None where the nation decided."""

    day: Day
    change: DayChange | None

    @property
    def source(self) -> str:
        """Whose decision the day is."""
        if self.change is None:
            return "Daftar nasional"
        skb = f", {self.change.skb}" if self.change.skb else ""
        return f"Kantor: {self.change.reason}{skb}"


def _mark(row: DayRow) -> Hints | None:
    return Hints(bold=True) if row.change is not None else None


_COLUMNS = (
    Column[DayRow]("date", "Tanggal", lambda row: short_date(row.day.date), 92, sort="date", hints=_mark),
    Column[DayRow]("weekday", "Hari", lambda row: weekday_name(row.day.date), 66),
    Column[DayRow]("kind", "Jenis", lambda row: KIND_WORDS[row.day.kind], 108, sort="kind"),
    Column[DayRow]("name", "Nama", lambda row: row.day.name, 176, sort="name"),
    Column[DayRow]("source", "Sumber", lambda row: row.source, 108),
)


class WorkdaysTab(QWidget):
    """A year at a time; what the office changes is judged, shown with its effect, and only then applied."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._state = OfficeState()
        self._calendar: WorkCalendar | None = None
        self._changes: Mapping[date, DayChange] = {}
        self.year = QSpinBox(minimum=_FIRST_YEAR, maximum=_LAST_YEAR, value=context.register.today.year)
        self.year.setAccessibleName("Tahun")
        self.year.setMinimumWidth(theme.scaled(90))
        self.year.lineEdit().setTextMargins(theme.GAP // 2, 0, 0, 0)
        self.year.valueChanged.connect(lambda _year: self._show())
        self.own = QCheckBox("Hanya perubahan kantor")
        self.own.toggled.connect(lambda _on: self._show())
        self.warning = QLabel(wordWrap=True)
        self.table = SortedTable(
            _COLUMNS,
            "workdays",
            context.settings,
            key=lambda row: row.day.date,
            keys={
                "date": lambda row: row.day.date,
                "kind": lambda row: (row.day.kind, row.day.date),
                "name": lambda row: (row.day.name.casefold(), row.day.date),
            },
            sort="date",
            title="Daftar hari libur",
        )
        self.view = YearView()
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda row: self.change(row.day.date))
        self.view.chosen.connect(self._day_chosen)
        self.view.wanted.connect(self.change)
        self._add = button("Tambah libur…", "add", self.add)
        self._strike = button("Coret libur…", "remove", self.strike, "Libur terpilih menjadi hari kerja")
        self._undo = button("Pulihkan…", "return", self.undo, "Kembali seperti daftar nasional")
        for one in (self._add, self._strike, self._undo):
            context.permits.bind(one, UseCase.SETTINGS)
        caption = QLabel("Tahun")
        caption.setBuddy(self.year)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(_with_margin(self.table, right=theme.GAP))
        area = QScrollArea(widgetResizable=True)  # a small screen shows a part of the year rather than tiny figures
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self.view)
        splitter.addWidget(_with_margin(area, left=theme.GAP))
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.scaled(580), theme.scaled(640)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(bar(self._add, self._strike, self._undo, before=(caption, self.year, self.own)))
        layout.addWidget(self.warning)
        layout.addWidget(splitter, 1)
        self._enable()

    def show_state(self, state: OfficeState, calendar: WorkCalendar) -> None:
        """Shows the calendar as the office has changed it."""
        self._state, self._calendar = state, calendar
        self._changes = {change.date: change for change in state.day_changes}
        self._show()

    def add(self) -> None:
        """Asks for a day off."""
        self._ask(None, ChangeKind.HOLIDAY)

    def strike(self) -> None:
        """Asks to strike the chosen day off."""
        row = self.table.current()
        self._ask(row.day.date if row else None, ChangeKind.STRIKE, row.day.name if row else "")

    def undo(self) -> None:
        """Asks to take the office's decision about the chosen day back."""
        row = self.table.current()
        self._ask(row.day.date if row else None, UNDO, row.day.name if row else "")

    def change(self, day: date) -> None:
        """Asks for the change that the day most likely needs."""
        if self._calendar is None:
            return
        found = self._calendar.day(day)
        if day in self._changes:
            self._ask(day, UNDO, found.name)
        elif found.is_working or found.kind is DayKind.WEEKEND:
            self._ask(day, ChangeKind.HOLIDAY)
        else:
            self._ask(day, ChangeKind.STRIKE, found.name)

    def _ask(self, day: date | None, change: str, name: str = "") -> None:
        opened(DayDialog(self.context, self._state, day=day, change=change, name=name, parent=self))

    def _show(self) -> None:
        if self._calendar is None:
            return
        year = self.year.value()
        warning = self._calendar.warning_for(year)
        self.warning.setText(f"▲ {warning}" if warning else "")
        self.warning.setVisible(bool(warning))
        self.view.show_year(year, self._calendar, self.context.register.today)
        first = date(year, 1, 1).toordinal()
        days = (
            self._calendar.day(date.fromordinal(number)) for number in range(first, date(year, 12, 31).toordinal() + 1)
        )
        rows = [DayRow(day, self._changes.get(day.date)) for day in days if _listed(day, self._changes)]
        self.table.show_rows([row for row in rows if row.change is not None or not self.own.isChecked()])
        self._enable()

    def _picked(self, row: DayRow | None) -> None:
        self.view.choose(row.day.date if row else None)
        self._enable()

    def _day_chosen(self, day: date) -> None:
        if not self.table.pick(day):
            self.table.clearSelection()
            self.table.setCurrentIndex(self.table.rows.index(-1, -1))
            self._enable()

    def _enable(self) -> None:
        row = self.table.current()
        off = row is not None and not row.day.is_working and row.day.date.weekday() < 5
        self._strike.setEnabled(off)
        self._undo.setEnabled(row is not None and row.change is not None)


def _with_margin(widget: QWidget, left: int = 0, right: int = 0) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(left, 0, right, 0)
    layout.addWidget(widget)
    return holder


def _listed(day: Day, changes: Mapping[date, DayChange]) -> bool:
    return day.date in changes or day.kind not in (DayKind.WORKING, DayKind.WEEKEND)
