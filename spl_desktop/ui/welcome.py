"""What the window shows while no register is open: the ways to begin."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from spl_desktop.ui import icons, theme
from spl_desktop.ui.actions import Actions

_WAYS = (
    ("new_register", "Mulai register baru…", "Untuk mulai mencatat permohonan yang sesungguhnya."),
    ("open_register", "Buka register…", "Untuk melanjutkan register yang sudah ada di komputer ini."),
    (
        "demo_register",
        "Buka register contoh (demo)",
        "Untuk belajar dengan kasus contoh; register asli tidak tersentuh.",
    ),
)


class WelcomePage(QWidget):
    """Three ways to begin, and the registers opened lately."""

    recent_asked = Signal(Path)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._waiting.setProperty("role", "muted")
        self._card = QFrame()
        self._card.setObjectName("card")
        self._card.setFixedWidth(theme.scaled(560))
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(4 * theme.GAP, 4 * theme.GAP, 4 * theme.GAP, 4 * theme.GAP)
        inside.setSpacing(theme.GAP)
        inside.addLayout(self._heading())
        inside.addSpacing(theme.GAP)
        self.buttons: dict[str, QPushButton] = {}
        for name, text, explanation in _WAYS:
            button = QPushButton(text)
            button.clicked.connect(actions[name].trigger)
            icons.put(button, actions[name].property("icon_name"), "accent_text" if not self.buttons else "text")
            if not self.buttons:
                button.setProperty("kind", "primary")
            note = QLabel(explanation, wordWrap=True)
            note.setProperty("role", "muted")
            button.setAccessibleDescription(explanation)
            inside.addWidget(button)
            inside.addWidget(note)
            inside.addSpacing(theme.GAP // 2)
            self.buttons[name] = button
        guide = QPushButton(actions["first_case"].text().replace("&", ""))
        guide.setProperty("kind", "link")
        guide.clicked.connect(actions["first_case"].trigger)
        inside.addWidget(guide, 0, Qt.AlignmentFlag.AlignLeft)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        inside.addLayout(self._recent)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(self._waiting)
        layout.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.wait("")

    def wait(self, sentence: str) -> None:
        """Show that a register is being opened; an empty sentence shows the ways to begin."""
        self._waiting.setText(sentence)
        self._waiting.setVisible(bool(sentence))
        self._card.setVisible(not sentence)

    def show_recent(self, paths: list[Path]) -> None:
        """List the registers opened lately."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not paths:
            return
        heading = QLabel("Terakhir dibuka")
        heading.setProperty("role", "muted")
        heading.setContentsMargins(0, theme.GAP, 0, 0)
        self._recent.addWidget(heading)
        for path in paths:
            button = QPushButton(path.name)
            button.setToolTip(str(path))
            button.setProperty("kind", "link")
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _checked=False, path=path: self.recent_asked.emit(path))
            self._recent.addWidget(button)

    @staticmethod
    def _heading() -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(icons.pixmap("app", 44, ratio=2.0))
        title = QLabel("SPL Desktop")
        title.setProperty("role", "title")
        purpose = QLabel("Register dan alur SOP integrasi data antar sistem informasi", wordWrap=True)
        purpose.setProperty("role", "muted")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(purpose)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.GAP)
        row.addWidget(picture)
        row.addLayout(words, 1)
        return row
