"""A warning that stands over every page until its cause is gone or somebody has read it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from spl_desktop.ui import theme


class Strip(QFrame):
    """Hidden while there is nothing to warn of. Once closed it stays away until the warning was gone for a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._closed = False
        sign = QLabel("⚠")
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.closing = QPushButton("Tutup peringatan", autoDefault=False)
        self.closing.clicked.connect(self._close)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * theme.GAP, theme.GAP, 2 * theme.GAP, theme.GAP)
        layout.setSpacing(2 * theme.GAP)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.closing, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def text(self) -> str:
        """The warning that is shown, empty while there is none."""
        return "" if self.isHidden() else self._text.text()

    def say(self, sentence: str) -> None:
        """Show the warning; an empty one is that there is nothing to warn of any more."""
        if not sentence:
            self._closed = False
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence) and not self._closed)

    def _close(self) -> None:
        self._closed = True
        self.hide()
