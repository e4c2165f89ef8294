"""How large a window opens: never beyond the screen, and grown by what it has to say."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

from spl_desktop.ui import theme


def open_at(window: QWidget, width: int, height: int) -> None:
    """The window opens in that size, given for the normal font size, as far as the screen has room."""
    room = window.screen().availableGeometry()
    window.resize(min(theme.scaled(width), room.width() - 40), min(theme.scaled(height), room.height() - 60))


def scrolling(inner: QWidget) -> QScrollArea:
    """The widget in a room of its own: on a low window it scrolls instead of being squeezed."""
    room = QScrollArea()
    room.setFrameShape(QFrame.Shape.NoFrame)
    room.setWidgetResizable(True)
    room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    room.setWidget(inner)
    return room


class GrowingDialog(QDialog):
    """Qt counts wrapped sentences as one line in the least height of a window; this one asks for the real height."""

    def event(self, event: QEvent) -> bool:
        """After every change of the layout."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._grow()
        return done

    def _grow(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        width = max(self.width(), layout.totalMinimumSize().width())
        needed = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        if (width, needed) != (self.width(), self.height()) and (needed > self.height() or width > self.width()):
            self.resize(width, min(max(needed, self.height()), self.room()))

    def room(self) -> int:
        """How high it may become on this screen."""
        return self.screen().availableGeometry().height() - 2 * self.fontMetrics().height()
