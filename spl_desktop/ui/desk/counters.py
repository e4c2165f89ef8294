"""The counters of the morning desk: a number and its name, each a button for the list behind it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from spl_desktop.domain.desk import Waiting
from spl_desktop.services.desk import Counter
from spl_desktop.ui import theme

COLUMNS: Final = 6
FEWER: Final = 4
"""So many stand beside each other where the longest word would not fit otherwise."""
_NARROWEST: Final = 118
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ACROSS: Final[dict[int, int]] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_DOWN: Final[dict[int, int]] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
# The mark stands beside the number, so that it is seen without colour as well.
_TONES: Final = {Waiting.OVERDUE: ("danger", "▲ "), Waiting.TODAY: ("warn", "● ")}


class CounterButton(QPushButton):
    """One counter; it stays pressed while its list is shown."""

    def __init__(self, counter: Waiting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counter = counter
        self.setCheckable(True)
        self.setProperty("kind", "counter")
        self.number, self.words = QLabel("–"), QLabel(wordWrap=True)
        self.number.setProperty("role", "count")
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP + 2, theme.GAP - 2, theme.GAP + 2, theme.GAP - 2)
        layout.setSpacing(0)
        for label in (self.number, self.words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)
        layout.addStretch()

    def show_counter(self, shown: Counter, meaning: str) -> None:
        """Show another number."""
        tone, mark = _TONES.get(self.counter, ("", "")) if shown.count else ("muted", "")
        self.number.setText(f"{mark}{shown.count}")
        self.number.setProperty("tone", tone)
        self.number.style().polish(self.number)
        self.words.setText(shown.words)
        self.setToolTip(meaning)
        self.setAccessibleName(f"{shown.words}: {shown.count} kasus")
        self.setAccessibleDescription(meaning)

    def height_for(self, width: int) -> int:
        """How high the button is to be, for all words to be read at that width."""
        margins = self._column.contentsMargins()
        room = width - margins.left() - margins.right() - 2
        words = self.words.heightForWidth(room)
        return margins.top() + margins.bottom() + self.number.sizeHint().height() + words + 4

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(150), self.height_for(theme.scaled(150)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(80), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what a click does; the arrows are left to the grid, which knows what stands below what."""
        if event.key() in _ENTER:
            self.click()
        elif event.key() in _ACROSS or event.key() in _DOWN:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Counters(QWidget):
    """All counters; emits `chosen` with the counter whose list is wanted, None for all open cases."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Yang menunggu")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.buttons = {counter: CounterButton(counter) for counter in Waiting}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.GAP)
        self.columns = 0
        self._place(COLUMNS)
        for button in self.buttons.values():
            button.clicked.connect(lambda on, one=button.counter: self.chosen.emit(one if on else None))
        theme.bus().changed.connect(self._fit)

    def show_counters(self, counters: Sequence[Counter], waiting_days: int) -> None:
        """Show these numbers."""
        for one in counters:
            self.buttons[one.id].show_counter(one, one.id.meaning(waiting_days))
        self._fit()

    def mark(self, counter: Waiting | None) -> None:
        """Press the button whose list is shown."""
        for one, button in self.buttons.items():
            button.setChecked(one is counter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows walk over the counters as they stand."""
        places = list(self.buttons.values())
        here = next((n for n, button in enumerate(places) if button.hasFocus()), -1)
        wanted = here + _ACROSS.get(event.key(), 0) + self.columns * _DOWN.get(event.key(), 0)
        if here >= 0 and wanted != here and 0 <= wanted < len(places):
            places[wanted].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _place(self, columns: int) -> None:
        if columns == self.columns:
            return
        self.columns = columns
        for number, button in enumerate(self.buttons.values()):
            self._grid.addWidget(button, number // columns, number % columns)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))

    def _width(self, columns: int) -> int:
        return (self.width() - (columns - 1) * theme.GAP) // columns

    def _fit(self) -> None:
        """All buttons are as high as the one with the most lines of words."""
        self._place(COLUMNS if self._width(COLUMNS) >= theme.scaled(_NARROWEST) else FEWER)
        width = self._width(self.columns)
        height = max(button.height_for(width) for button in self.buttons.values())
        for button in self.buttons.values():
            button.setFixedHeight(height)
        rows = -(-len(self.buttons) // self.columns)
        # Said at once: by way of the layouts around it the page would learn of it too late, and squeeze the rows.
        self.setFixedHeight(rows * height + (rows - 1) * theme.GAP)
