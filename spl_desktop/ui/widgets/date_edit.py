"""A date that is typed as dd/mm/yyyy or picked from a calendar whose weeks start on Monday."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from spl_desktop.domain.dates import long_date, parse_date, short_date
from spl_desktop.domain.errors import UserError
from spl_desktop.ui import icons, language, theme


class CalendarPopup(QFrame):
    """The calendar; it closes when a day is chosen, by Esc, and by a click elsewhere."""

    chosen = Signal(QDate)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(language.locale())
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setGridVisible(False)
        self.calendar.setMinimumSize(theme.scaled(290), theme.scaled(240))
        for name, picture, tip in (
            ("qt_calendar_prevmonth", "chevron-left", "Bulan sebelumnya"),
            ("qt_calendar_nextmonth", "chevron-right", "Bulan berikutnya"),
        ):
            button = self.calendar.findChild(QToolButton, name)
            if button is not None:
                icons.put(button, picture)
                button.setToolTip(tip)
                button.setAccessibleName(tip)
        weekend = QTextCharFormat()
        weekend.setForeground(theme.color("danger"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, weekend)
        self.calendar.clicked.connect(self._choose)
        self.calendar.activated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP // 2, theme.GAP // 2, theme.GAP // 2, theme.GAP // 2)
        layout.addWidget(self.calendar)

    def _choose(self, day: QDate) -> None:
        self.chosen.emit(day)
        self.close()


class DateEdit(QWidget):
    """A date field. What is typed is judged by the same rule as everywhere, so that it says what is wrong."""

    changed = Signal()

    def __init__(
        self,
        value: date | None = None,
        *,
        minimum: date | None = None,
        maximum: date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.minimum, self.maximum = minimum, maximum
        self.edit = QLineEdit(placeholderText="hh/bb/tttt")
        self.edit.setMinimumWidth(theme.scaled(108))
        self.button = QToolButton()
        self.button.setToolTip("Pilih dari kalender (Alt+Panah Bawah)")
        self.button.setAccessibleName("Buka kalender")
        icons.put(self.button, "calendar", "muted")
        self.button.clicked.connect(self.open_calendar)
        self.edit.textChanged.connect(self._on_text)
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP // 2)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self.button)
        self.set_value(value)

    def value(self) -> date | None:
        """The date; None while the field is empty or wrong, which `problem` explains."""
        try:
            day = parse_date(self.edit.text())
        except UserError:
            return None
        return None if self._outside(day) else day

    def problem(self, *, required: bool = True) -> str:
        """The sentence that says what is wrong; empty for a good date and for an empty field that may be empty."""
        if not self.edit.text().strip() and not required:
            return ""
        try:
            return self._outside(parse_date(self.edit.text()))
        except UserError as error:
            return error.sentence

    def set_value(self, day: date | None) -> None:
        """Show a date, or nothing."""
        self.edit.setText(short_date(day) if day else "")

    def text(self) -> str:
        """What stands in the field, for a draft."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Put back what stood in the field when the draft was kept."""
        self.edit.setText(text)

    def setAccessibleName(self, name: str) -> None:
        """The name is that of the field that has the focus."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def open_calendar(self) -> None:
        """Show the calendar below the field, on the day in it."""
        popup = CalendarPopup(self)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.minimum:
            popup.calendar.setMinimumDate(language.to_qt(self.minimum))
        if self.maximum:
            popup.calendar.setMaximumDate(language.to_qt(self.maximum))
        if shown := self.value():
            popup.calendar.setSelectedDate(language.to_qt(shown))
        popup.chosen.connect(self._on_chosen)
        popup.adjustSize()
        place = self.mapToGlobal(QPoint(0, self.height() + 2))
        room = self.screen().availableGeometry()
        place.setX(max(room.left(), min(place.x(), room.right() - popup.width())))
        if place.y() + popup.height() > room.bottom():
            place.setY(self.mapToGlobal(QPoint(0, 0)).y() - popup.height() - 2)
        popup.move(place)
        popup.show()
        popup.calendar.setFocus()

    def _on_chosen(self, day: QDate) -> None:
        self.set_value(language.from_qt(day))
        self.edit.setFocus()

    def _outside(self, day: date) -> str:
        if self.minimum and day < self.minimum:
            return f"Tanggal tidak boleh sebelum {short_date(self.minimum)}. Perbaiki tanggalnya."
        if self.maximum and day > self.maximum:
            return f"Tanggal tidak boleh setelah {short_date(self.maximum)}. Perbaiki tanggalnya."
        return ""

    def _on_text(self) -> None:
        day = self.value()
        self.edit.setToolTip(long_date(day) if day else "")
        self.changed.emit()

    def _step(self, days: int) -> None:
        day = self.value()
        if day is None:
            return
        moved = day + timedelta(days=days)
        if not self._outside(moved):
            self.set_value(moved)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Alt+Down opens the calendar, Up and Down go by a day; leaving the field writes the date out in full."""
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if key == Qt.Key.Key_F4 or (alt and key == Qt.Key.Key_Down):
                self.open_calendar()
                return True
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._step(1 if key == Qt.Key.Key_Up else -1)
                return True
        if watched is self.edit and isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            day = self.value()
            if day is not None and self.edit.text() != short_date(day):
                self.set_value(day)
        return False
