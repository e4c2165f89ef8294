"""A search field that waits until the typing pauses."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from spl_desktop.ui import icons

PAUSE_MS: Final = 200


class SearchBox(QLineEdit):
    """Emits `searched` once the typing pauses; Enter asks at once and Esc empties it."""

    searched = Signal(str)

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, placeholderText=hint, clearButtonEnabled=True)
        self.setAccessibleName(hint)
        self._told = ""
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._tell)
        picture = QAction(self)
        icons.put(picture, "search", "muted")
        self.addAction(picture, QLineEdit.ActionPosition.LeadingPosition)
        self.textChanged.connect(lambda: self._timer.start())
        self.returnPressed.connect(self._tell)

    def set_quietly(self, text: str) -> None:
        """Show a text without asking for it again."""
        self.setText(text)
        self._timer.stop()
        self._told = text.strip()

    def begin(self) -> None:
        """Take the focus with everything selected, so that typing replaces it (Ctrl+F)."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _tell(self) -> None:
        self._timer.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
            return
        super().keyPressEvent(event)
