"""A text in one line that is cut with dots where it does not fit."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class OneLine(QLabel):
    """A text that is cut with dots where it does not fit; all of it is in the tooltip.

    `mode` is where it is cut, `edges` the pixels that the style leaves free at both sides together.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        edges: int = 0,
    ) -> None:
        super().__init__(parent)
        self._whole, self._mode, self._edges = "", mode, edges
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        """Shows the text."""
        self._whole = text
        self.setAccessibleName(text)
        self._cut()

    def _cut(self) -> None:
        room = self.width() - self._edges
        shown = QFontMetrics(self.font()).elidedText(self._whole, self._mode, room)
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()
