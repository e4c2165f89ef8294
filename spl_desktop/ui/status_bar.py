"""The status bar: which register, how many open cases, who records, and today's date."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar, QWidget

from spl_desktop.domain.dates import long_date
from spl_desktop.ui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

_RECORDER_TIP = "Nama yang dicatat pada setiap isian; klik untuk mengganti"
_EDGES = 20
"""Pixels at both sides of a text in the bar, by the style sheet, with a few to spare."""


class StatusBar(QStatusBar):
    """Facts about the open register; the recorder's name and the backups are a click away."""

    def __init__(self, recorder: QAction, backup: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._backup_words = self._backup_place = ""
        self._file = OneLine(mode=Qt.TextElideMode.ElideMiddle, edges=_EDGES)
        self._open, self._today = QLabel(), QLabel()
        self._recorder, self.backup = _button(recorder), _button(backup)
        shrinking: tuple[QWidget, ...] = (self._file, self.backup)
        for widget in shrinking:  # what can be said shorter must not keep the window from shrinking
            widget.setMinimumWidth(60)
        self.addWidget(self._file, 1)
        for widget in (self.backup, self._open, self._recorder, self._today):
            self.addPermanentWidget(widget)

    def show_register(self, register: "Register") -> None:
        """Show the register that is open and who records in it."""
        self._file.say(str(register.path))
        me = next((one for one in register.accounts if one.id == register.account), None)
        self._recorder.setText(f"Akun: {me.name} ({me.role})" if me else f"Pencatat: {register.recorder}")
        tip = "Akun yang sedang masuk; klik untuk mengganti" if me else _RECORDER_TIP
        self._recorder.setToolTip(tip)
        self._recorder.show()
        self.show_today(register.today)
        self._elide()

    def show_nobody(self) -> None:
        """Nobody has signed in yet: who was there before, and what he saw, is not told."""
        self._recorder.hide()
        self._open.clear()

    def show_open(self, count: int) -> None:
        """Show how many cases still have a step to do."""
        self._open.setText(f"{count} kasus terbuka" if count else "Tidak ada kasus terbuka")

    def show_today(self, today: date) -> None:
        """Show today's date."""
        self._today.setText(long_date(today))

    def show_backup(self, words: str, place: str, detail: str, alarming: bool) -> None:
        """Show how old the newest backup is and, where there is room, its place; `detail` under the mouse."""
        self._backup_words, self._backup_place = words, place
        self.backup.setToolTip(detail)
        self.backup.setAccessibleDescription(detail)
        self.backup.setProperty("state", "problem" if alarming else "")
        self.backup.style().polish(self.backup)
        self.backup.setVisible(bool(words))
        self._elide()

    def _elide(self) -> None:
        words, place = self._backup_words, self._backup_place
        whole = f"{words} di {place}" if place else words
        others = sum(one.sizeHint().width() for one in (self._open, self._recorder, self._today)) + 300
        fits = self.fontMetrics().horizontalAdvance(whole) + others <= self.width()
        self.backup.setText(whole if fits else words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()


def _button(action: QAction) -> QPushButton:
    button = QPushButton()
    button.setProperty("kind", "status")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(action.trigger)
    button.hide()
    return button
