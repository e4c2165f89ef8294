"""A mark of how something stands: a shape, a word and a colour, of which the colour is the least."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spl_desktop.ui import icons, theme

# kind -> (icon, colour of text, colour behind it)
KINDS: Final = {
    "running": ("running", "accent", "accent_soft"),
    "held": ("held", "warn", "warn_soft"),
    "finished": ("finished", "good", "good_soft"),
    "finished_late": ("finished", "warn", "warn_soft"),
    "cancelled": ("cancelled", "muted", "sunken"),
    "withdrawn": ("withdrawn", "muted", "sunken"),
    "returned": ("return", "warn", "warn_soft"),
    "overdue": ("overdue", "danger", "danger_soft"),
    "plain": ("info", "muted", "sunken"),
}
_PICTURE: Final = 14


class StatusChip(QWidget):
    """A chip of one of `KINDS` with its word."""

    def __init__(self, kind: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.bus().changed.connect(self.update)
        self.show_status(kind, text)

    def show_status(self, kind: str, text: str) -> None:
        """Show another status; KeyError for a kind that is not one of `KINDS`."""
        self._icon, self._color, self._ground = KINDS[kind]
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word on the chip."""
        return self._text

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + _PICTURE + 3 * theme.GAP, metrics.height() + theme.GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(self._ground))
        box = QRectF(self.rect())
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        picture = icons.pixmap(self._icon, _PICTURE, self._color, self.devicePixelRatioF())
        painter.drawPixmap(theme.GAP, (self.height() - _PICTURE) // 2, picture)
        painter.setPen(theme.color(self._color))
        room = self.rect().adjusted(theme.GAP + _PICTURE + theme.GAP // 2, 0, -theme.GAP, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text)
