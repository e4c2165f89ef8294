"""A short word that something is done, which goes away by itself."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from spl_desktop.ui import keys, theme

_SHOWN_MS: Final = 4000
_UNDO_MS: Final = 10_000
"""With something to undo it stays longer: one has to read it and decide."""


class Toast(QFrame):
    """Lies at the lower edge of its parent; a screen reader reads it out. With an undo it has a button, and a key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setObjectName("toast")
        self._label = QLabel()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.end)
        self._undo: Callable[[], object] | None = None
        self.undo_button = QPushButton("Urungkan")
        self.undo_button.setToolTip(f"Batalkan perubahan itu ({keys.key_text(keys.UNDO.keys[0])})")
        self.undo_button.clicked.connect(lambda _=False: self.undo())
        self._key = QShortcut(QKeySequence(keys.UNDO.keys[0]), parent, self.undo)
        self._key.setEnabled(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * theme.GAP, theme.GAP, 2 * theme.GAP, theme.GAP)
        layout.setSpacing(2 * theme.GAP)
        layout.addWidget(self._label)
        layout.addWidget(self.undo_button)
        parent.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, undo: Callable[[], object] | None = None, /) -> None:
        """Show a sentence for some seconds; what it tells of is taken back by `undo`, where that is given."""
        self._label.setText(sentence)
        self._undo = undo
        self.undo_button.setVisible(undo is not None)
        self._key.setEnabled(undo is not None)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, undo is None)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(_SHOWN_MS if undo is None else _UNDO_MS)
        if QAccessible.isActive():
            offered = f" Tekan {keys.key_text(keys.UNDO.keys[0])} untuk mengurungkan." if undo is not None else ""
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{sentence}{offered}"))

    def undo(self) -> None:
        """Takes back what was said to be done, once."""
        undo = self._undo
        self.end()
        if undo is not None:
            undo()

    def end(self) -> None:
        """Goes away, and with it the chance to undo."""
        self._undo = None
        self._key.setEnabled(False)
        self.hide()

    def text(self) -> str:
        """The sentence said last."""
        return self._label.text()

    def _place(self) -> None:
        ground = self._ground
        self.move((ground.width() - self.width()) // 2, ground.height() - self.height() - 6 * theme.GAP)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
