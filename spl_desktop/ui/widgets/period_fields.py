"""The fields by which a period is chosen: the usual ones by name, and two dates of one's own."""

from datetime import date
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from spl_desktop.domain.period import usual_periods
from spl_desktop.ui.widgets.date_edit import DateEdit

OWN: Final = "Tanggal sendiri"


class PeriodFields(QObject):
    """A box with the usual periods and two date fields that follow each other; whoever owns them lays them out.

    `changed` comes once after each choice and each change of a date.
    """

    changed = Signal()

    def __init__(self, today: date, chosen: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._periods = usual_periods(today)
        self.usual = QComboBox()
        self.usual.setAccessibleName("Periode")
        self.usual.addItems([*(words for words, _, _ in self._periods), OWN])
        self.usual.setCurrentText(chosen)
        first = self._periods[self.usual.currentIndex()]
        self.start, self.end = DateEdit(first[1]), DateEdit(first[2])
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
        """What is wrong with the first date that cannot be read, empty where both can."""
        return self.start.problem() or self.end.problem()

    def own(self) -> bool:
        """Whether the dates are none of the usual periods."""
        return self.usual.currentIndex() >= len(self._periods)

    def go_to(self, today: date) -> None:
        """It is another day: a usual period moves on with it, dates of one's own stay."""
        self._periods = usual_periods(today)
        if not self.own():
            self._choose(self.usual.currentIndex())

    def _choose(self, at: int) -> None:
        if at < len(self._periods):
            _, start, end = self._periods[at]
            for field, day in ((self.start, start), (self.end, end)):
                field.blockSignals(True)
                field.set_value(day)
                field.blockSignals(False)
        self.changed.emit()

    def _typed(self) -> None:
        """Follows what is typed; a usual period is then only named where it is still meant."""
        days = self.days()
        at = next((place for place, one in enumerate(self._periods) if one[1:] == days), len(self._periods))
        if self.own() or self._periods[self.usual.currentIndex()][1:] != days:
            self.usual.blockSignals(True)
            self.usual.setCurrentIndex(at)
            self.usual.blockSignals(False)
        self.changed.emit()
