"""The choice of a period: the usual ones by name, and two dates that say the same."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from spl_desktop.ui import theme
from spl_desktop.ui.widgets.date_edit import DateEdit

_OWN: Final = "Tanggal sendiri"


class PeriodChoice(QObject):
    """The fields of a period, for a dialog to lay out; `periods` are words, first and last day, `shown` the words
    of the one that is chosen at first.

    `changed` follows once each choice and each date that is typed, also one that cannot be read.
    """

    changed = Signal()

    def __init__(self, periods: Sequence[tuple[str, date, date]], shown: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._periods = tuple(periods)
        self.usual = QComboBox()
        self.usual.setAccessibleName("Periode")
        self.usual.addItems([*(words for words, _, _ in self._periods), _OWN])
        self.usual.setCurrentText(shown)
        _, start, end = self._periods[self.usual.currentIndex()]
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
        """Why a date cannot be read, empty where both can."""
        return self.start.problem() or self.end.problem()

    def own(self) -> bool:
        """Whether the dates are none of the usual periods."""
        return self.usual.currentIndex() >= len(self._periods)

    def go_to(self, periods: Sequence[tuple[str, date, date]]) -> None:
        """It is another day: a usual period moves on with it, dates of one's own stay."""
        self._periods = tuple(periods)
        if not self.own():
            self._choose(self.usual.currentIndex())

    def labelled(self) -> tuple[tuple[QLabel, QWidget], ...]:
        """Each field with its label, in their order."""
        found: list[tuple[QLabel, QWidget]] = []
        for words, field in (("&Periode", self.usual), ("&Dari", self.start), ("Samp&ai", self.end)):
            label = QLabel(words)
            label.setBuddy(field)
            field.setMaximumWidth(theme.scaled(220))
            found.append((label, field))
        return tuple(found)

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
