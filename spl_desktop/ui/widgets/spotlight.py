"""A frame around the widget that somebody was sent to, until it is used."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QWidget

from spl_desktop.ui import theme

_AROUND: Final = 5
_WIDE: Final = 3
_SHOWN_MS: Final = 12_000
_ENDS: Final = (QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.Hide, QEvent.Type.FocusOut)


class Spotlight(QWidget):
    """Lies over the window of its target and lets every click through."""

    def __init__(self, target: QWidget) -> None:
        super().__init__(target.window())
        self.target = target
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        target.installEventFilter(self)
        target.destroyed.connect(self.close)
        QTimer.singleShot(_SHOWN_MS, self, self.close)
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        around = QRect(self.target.mapTo(self.window(), QPoint(0, 0)), self.target.size())
        self.setGeometry(around.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND).intersected(self.window().rect()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("warn"), _WIDE))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 6, 6)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ENDS:
            self.close()
        elif event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        return False


def point_at(target: QWidget) -> Spotlight:
    """Brings a widget into sight, gives it the keyboard, and frames it."""
    ground = target.parentWidget()
    while ground is not None:
        if isinstance(ground, QScrollArea):
            ground.ensureWidgetVisible(target)
        ground = ground.parentWidget()
    target.setFocus(Qt.FocusReason.OtherFocusReason)
    return Spotlight(target)
