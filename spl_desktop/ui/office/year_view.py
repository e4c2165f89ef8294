"""A year on one look: twelve months with the days off told apart by shape as well as by colour."""

from calendar import Calendar
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFont, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from spl_desktop.domain.dates import MONTHS, WEEKDAYS, long_date
from spl_desktop.domain.workdays import Day, DayKind, WorkCalendar
from spl_desktop.ui import theme

_MONTH_WIDTH: Final = 140
_MONTH_HEIGHT: Final = 132
_KEY_HEIGHT: Final = 26
_WEEK: Final = Calendar(firstweekday=0)

KIND_WORDS: Final = {
    DayKind.WORKING: "Hari kerja",
    DayKind.WEEKEND: "Akhir pekan",
    DayKind.PUBLIC_HOLIDAY: "Libur nasional",
    DayKind.JOINT_LEAVE: "Cuti bersama",
    DayKind.OFFICE_HOLIDAY: "Libur kantor",
    DayKind.STRUCK: "Libur dicoret",
}
"""What each kind of day is called."""

_SHOWN: Final = (DayKind.PUBLIC_HOLIDAY, DayKind.JOINT_LEAVE, DayKind.OFFICE_HOLIDAY, DayKind.STRUCK)


class YearView(QWidget):
    """Twelve months; a click chooses a day, a double click asks to change it. The keyboard has the list beside it."""

    chosen = Signal(object)
    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Kalender setahun")
        self.setAccessibleDescription(
            "Daftar di sebelahnya memuat hari yang sama dan dapat dipakai dengan papan ketik."
        )
        self.setMouseTracking(False)
        self.setMinimumWidth(theme.scaled(2 * _MONTH_WIDTH))
        self._columns = 4
        self._year = 2000
        self._days: dict[date, Day] = {}
        self._today: date | None = None
        self._day: date | None = None
        self._places: list[tuple[QRectF, date]] = []

    def show_year(self, year: int, calendar: WorkCalendar, today: date) -> None:
        """All days of the year by this calendar."""
        self._year, self._today = year, today
        first = date(year, 1, 1).toordinal()
        days = (date.fromordinal(number) for number in range(first, date(year, 12, 31).toordinal() + 1))
        self._days = {day: calendar.day(day) for day in days}
        self.update()

    def choose(self, day: date | None) -> None:
        """Frames a day."""
        self._day = day
        self.update()

    def sizeHint(self) -> QSize:
        """Comfortable at the small screens of the office."""
        return QSize(theme.scaled(600), theme.scaled(460))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the months and the key beneath them; nothing before the year was read."""
        if not self._days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("line"))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        self._places.clear()
        key = theme.scaled(_KEY_HEIGHT)
        width = self.width() / self._columns
        height = (self.height() - key) * self._columns / 12
        for month in range(1, 13):
            row, column = divmod(month - 1, self._columns)
            self._draw_month(painter, month, QRectF(column * width, row * height, width, height))
        self._draw_key(painter, QRectF(0, self.height() - key, self.width(), key))

    def _draw_month(self, painter: QPainter, month: int, room: QRectF) -> None:
        room = room.adjusted(8, 4, -8, -4)
        line = room.height() / 8
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        painter.drawText(
            QRectF(room.left(), room.top(), room.width(), line), Qt.AlignmentFlag.AlignCenter, MONTHS[month - 1]
        )
        small = QFont(self.font())
        small.setPixelSize(max(9, min(13, int(line * 0.72))))
        painter.setFont(small)
        cell = room.width() / 7
        painter.setPen(theme.color("muted"))
        for column, name in enumerate(WEEKDAYS):
            box = QRectF(room.left() + column * cell, room.top() + line, cell, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name[0])
        for week, days in enumerate(_WEEK.monthdatescalendar(self._year, month)):
            for column, day in enumerate(days):
                if day.month == month and day.year == self._year:
                    box = QRectF(room.left() + column * cell, room.top() + (week + 2) * line, cell, line)
                    self._places.append((box, day))
                    self._draw_day(painter, box, self._days[day])

    def _draw_day(self, painter: QPainter, box: QRectF, day: Day) -> None:
        mark = QRectF(0, 0, min(box.width(), box.height() * 1.5) - 1, box.height() - 1)
        mark.moveCenter(box.center())
        draw_mark(painter, mark, day.kind)
        painter.setPen(theme.color(_ink(day.kind)))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.date.day))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if day.date == self._today:
            painter.setPen(QPen(theme.color("text"), 1))
            painter.drawLine(QPointF(mark.left() + 3, mark.bottom() - 1), QPointF(mark.right() - 3, mark.bottom() - 1))
        if day.date == self._day:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(mark.adjusted(-1, -1, 1, 1), 3, 3)

    def _draw_key(self, painter: QPainter, room: QRectF) -> None:
        x = room.left() + 10
        painter.setFont(self.font())
        for kind in _SHOWN:
            mark = QRectF(x, room.center().y() - 7, 20, 14)
            draw_mark(painter, mark, kind)
            words = KIND_WORDS[kind]
            painter.setPen(theme.color("text"))
            wide = painter.fontMetrics().horizontalAdvance(words)
            painter.drawText(QRectF(x + 26, room.top(), wide + 4, room.height()), Qt.AlignmentFlag.AlignVCenter, words)
            x += 26 + wide + 18

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow place stacks the months higher; the place around it then scrolls."""
        super().resizeEvent(event)
        fitting = self.width() // theme.scaled(_MONTH_WIDTH)
        self._columns = next(columns for columns in (4, 3, 2, 1) if columns <= max(1, fitting))
        self.setMinimumHeight(theme.scaled(_MONTH_HEIGHT * 12 // self._columns + _KEY_HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the day under the pointer."""
        if (day := self._day_at(event.position())) is not None:
            self.choose(day)
            self.chosen.emit(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Asks to change the day under the pointer."""
        if (day := self._day_at(event.position())) is not None:
            self.wanted.emit(day)

    def event(self, event: QEvent) -> bool:
        """Tells what the day under the pointer is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self._day_at(QPointF(event.pos()))
            if day is None:
                QToolTip.hideText()
            else:
                found = self._days[day]
                reason = f"\n{found.reason}" if found.reason else ""
                QToolTip.showText(event.globalPos(), f"{long_date(day)}\n{found.why}{reason}", self)
            return True
        return super().event(event)

    def _day_at(self, point: QPointF) -> date | None:
        return next((day for box, day in self._places if box.contains(point)), None)


def draw_mark(painter: QPainter, box: QRectF, kind: DayKind) -> None:
    """The sign of a kind of day: filled, hatched, framed, or struck through; nothing for working days and weekends."""
    if kind not in _SHOWN:
        return
    if kind is DayKind.PUBLIC_HOLIDAY:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("danger"))
        painter.drawRoundedRect(box, 3, 3)
    elif kind is DayKind.JOINT_LEAVE:
        painter.setPen(QPen(theme.color("danger"), 1))
        painter.setBrush(theme.color("danger_soft"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(theme.color("line_strong"), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box, 3, 3)
    elif kind is DayKind.OFFICE_HOLIDAY:
        painter.setPen(QPen(theme.color("warn"), 2))
        painter.setBrush(theme.color("warn_soft"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
    else:
        painter.setPen(QPen(theme.color("good"), 1))
        painter.setBrush(theme.color("good_soft"))
        painter.drawRoundedRect(box, 3, 3)
        painter.drawLine(box.bottomLeft(), box.topRight())
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _ink(kind: DayKind) -> str:
    if kind is DayKind.PUBLIC_HOLIDAY:
        return "accent_text"
    return "disabled" if kind is DayKind.WEEKEND else "text"
