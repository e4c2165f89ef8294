"""Finds steps by words and leads from one hit to the next."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_words import find_steps
from spl_desktop.ui import icons, theme
from spl_desktop.ui.widgets.search_box import SearchBox


class StepFinder(QWidget):
    """A search box with its hits; `found` leads to one. With `closable`, Esc empties and closes it (`closed`)."""

    found = Signal(str)
    closed = Signal()

    def __init__(self, *, closable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sop: Sop | None = None
        self._hits: tuple[str, ...] = ()
        self._chosen = ""
        self._closable = closable
        self._just_searched = False
        self.search = SearchBox("Cari langkah, pelaksana, atau dokumen")
        self.search.setMinimumWidth(theme.scaled(330 if not closable else 240))
        self.search.searched.connect(self._searched)
        self.search.returnPressed.connect(self._next_found)
        self.search.installEventFilter(self)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self._back = tool("chevron-up", "Hasil sebelumnya", lambda: self._go(-1))
        self._on = tool("chevron-down", "Hasil berikutnya (Enter)", lambda: self._go(1))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        for widget in (self.search, self._back, self._on, self.count):
            layout.addWidget(widget)
        layout.addStretch(1)
        if closable:
            layout.addWidget(tool("clear", "Tutup pencarian (Esc)", self.close_search))
        self._enable()

    def show_sop(self, sop: Sop, chosen: str) -> None:
        """Searches this SOP from now on, with what is typed."""
        changed = sop != self._sop
        self._sop, self._chosen = sop, chosen
        if changed:
            self._search(self.search.text())
        self._enable()

    def follow(self, chosen: str) -> None:
        """Another step was chosen elsewhere."""
        self._chosen = chosen
        self._enable()

    def close_search(self) -> None:
        """Empties the box and says that it is done with."""
        self.search.set_quietly("")
        self._search("")
        self.closed.emit()

    def _search(self, words: str) -> None:
        self._hits = find_steps(self._sop, words) if self._sop is not None else ()
        if self._hits and self._chosen not in self._hits:
            self._lead(self._hits[0])
        self._enable()

    def _lead(self, step: str) -> None:
        self._chosen = step
        self.found.emit(step)

    def _next_found(self) -> None:
        """Enter goes on to the next hit, unless this very Enter was the search."""
        if not self._just_searched:
            self._go(1)

    def _searched(self, words: str) -> None:
        self._just_searched = True
        QTimer.singleShot(0, self, self._forget_search)
        self._search(words)

    def _forget_search(self) -> None:
        self._just_searched = False

    def _go(self, by: int) -> None:
        if not self._hits:
            return
        place = self._hits.index(self._chosen) + by if self._chosen in self._hits else 0
        self._lead(self._hits[place % len(self._hits)])
        self._enable()

    def _enable(self) -> None:
        for one in (self._back, self._on):
            one.setEnabled(len(self._hits) > 1)
        if not self.search.text().strip():
            self.count.clear()
        elif not self._hits:
            self.count.setText("Tidak ada langkah yang cocok")
        elif self._chosen in self._hits:
            self.count.setText(f"{self._hits.index(self._chosen) + 1} dari {len(self._hits)}")
        else:
            self.count.setText(f"{len(self._hits)} langkah")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes the search, before the window takes it for the way back to the register."""
        if not self._closable or not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            self.close_search()
            return True
        return False


def tool(icon: str, words: str, told: Callable[[], object]) -> QToolButton:
    """A small button with a picture, named for who cannot see it."""
    made = QToolButton()
    made.setToolTip(words)
    made.setAccessibleName(words)
    icons.put(made, icon)
    made.clicked.connect(lambda: told())
    return made
