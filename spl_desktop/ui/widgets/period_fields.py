"""The fields by which a period is chosen: the usual ones by name, and two dates of one's own."""

from datetime import date
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from spl_desktop.domain.period import usual_periods
from spl_desktop.ui.widgets.date_edit import DateEdit

_OWN: Final = "Tanggal sendiri"


class PeriodFields(QObject):
    """`usual`, `start` and `end`, laid out by whoever asks; `changed` tells of every other period or problem."""

    changed = Signal()

    def __init__(self, today: date, parent: QObject | None = None, *, chosen: int = 0) -> None:
        super().__init__(parent)
        self._periods = usual_periods(today)
        self.usual = QComboBox()
        self.usual.setAccessibleName("Periode")
        self.usual.addItems([*(words for words, _, _ in self._periods), _OWN])
        self.usual.setCurrentIndex(chosen)
        _, start, end = self._periods[chosen]
        self.start, self.end = DateEdit(start), DateEdit(end)
        self.start.setAccessibleName("Dari tanggal")
        self.end.setAccessibleName("Sampai tanggal")
        self.usual.currentIndexChanged.connect(self._choose)
        self.start.changed.connect(self._typed)
        self.end.changed.connect(self._typed)

    def days(self) -> tuple[date, date] | None:
        """The first and the last day, None where one cannot be read."""
        start, end = self.start.value(), self.end.value()
        return (start, end) if start is not None and end is not None else None

    def problem(self) -> str:
        """What is wrong with a date, empty where both can be read."""
        return self.start.problem() or self.end.problem()

    def set_days(self, start: date, end: date) -> None:
        """Chooses these days."""
        self.start.set_value(start)
        self.end.set_value(end)

    def _choose(self, at: int) -> None:
        if at < len(self._periods):
            self.set_days(*self._periods[at][1:])

    def _typed(self) -> None:
        """Follows what is typed; a usual period is then only named where it is still meant."""
        days = self.days()
        at = next((place for place, one in enumerate(self._periods) if one[1:] == days), len(self._periods))
        if self.usual.currentIndex() >= len(self._periods) or self._periods[self.usual.currentIndex()][1:] != days:
            self.usual.blockSignals(True)
            self.usual.setCurrentIndex(at)
            self.usual.blockSignals(False)
        self.changed.emit()
