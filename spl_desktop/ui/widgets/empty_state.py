"""What stands where there is nothing to show: a sentence, and the way on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from spl_desktop.ui import icons, theme


class EmptyState(QWidget):
    """A picture, a sentence, a quieter second one, a button for what to do now, and a quieter second way."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        action_text: str = "",
        on_action: Callable[[], object] | None = None,
        *,
        detail: str = "",
        second_text: str = "",
        on_second: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.sentence = QLabel(sentence, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.sentence.setProperty("role", "section")
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP)
        layout.addStretch(2)
        layout.addWidget(self._picture)
        layout.addWidget(self.sentence)
        if detail:
            more = QLabel(detail, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
            more.setProperty("role", "muted")
            layout.addWidget(more)
        self.button: QPushButton | None = None
        if action_text and on_action is not None:
            layout.addSpacing(theme.GAP)
            self.button = QPushButton(action_text)
            self.button.setProperty("kind", "primary")
            self.button.clicked.connect(lambda: on_action())
            layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.second: QPushButton | None = None
        if second_text and on_second is not None:
            self.second = QPushButton(second_text)
            self.second.setProperty("kind", "link")
            self.second.clicked.connect(lambda: on_second())
            layout.addWidget(self.second, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        theme.bus().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self._picture.setPixmap(icons.pixmap(self._icon, 48, "line_strong", self.devicePixelRatioF()))
