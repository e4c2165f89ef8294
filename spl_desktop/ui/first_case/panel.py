"""The list of the guided first case, at the right of the window."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from spl_desktop.domain.first_case import Item
from spl_desktop.ui import icons, theme
from spl_desktop.ui.widgets.sizing import scrolling

WORDS: Final[Mapping[Item, tuple[str, str]]] = {
    Item.REGISTER: ("Siapkan register", "Mulai register baru, buka yang ada, atau berlatih di register contoh."),
    Item.LETTER: ("Daftarkan surat permohonan", "Seret berkas suratnya, isi nomor, hal, OPD, dan nama sistem."),
    Item.DISPOSITION: ("Catat disposisinya", "Siapa meneruskan kepada siapa; atau bahwa disposisi tidak perlu."),
    Item.FORM: ("Isi satu formulir", "Tutup di tengah jalan pun tidak apa: isian tersimpan sebagai draf."),
    Item.ISSUE: ("Terbitkan dokumennya", "Lihat drafnya dahulu, lalu Terbitkan di dalam formulir itu."),
    Item.FINISH: ("Selesaikan langkah", "Lengkapi output-nya, lalu isi tanggal selesai."),
    Item.CHART: ("Lihat bagannya", "Pilih langkah yang sudah selesai pada bagan; rinciannya tampil di kanannya."),
}
_ALL_DONE: Final = "Selesai. Langkah-langkah berikutnya dikerjakan dengan cara yang sama."
_WIDTH: Final = 292


@dataclass
class _Line:
    """The widgets of one item."""

    box: QWidget
    sign: QLabel
    title: QLabel
    words: QLabel
    show: QPushButton


class FirstCaseStrip(QFrame):
    """Stands for the panel where the window has no room for it: what comes next, in one line."""

    asked = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._next = Item.REGISTER
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.title = QLabel()
        self.title.setProperty("role", "section")
        self.show_button = _link("Tunjukkan", lambda: self.asked.emit(self._next.value))
        self.close_button = _closer(self.closed.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.GAP, 2, theme.GAP, 2)
        row.setSpacing(theme.GAP)
        row.addWidget(self.count)
        row.addWidget(self.title, 1)
        row.addWidget(self.show_button)
        row.addWidget(self.close_button)

    def show_done(self, done: frozenset[Item]) -> None:
        """Tells the next item, or that there is none."""
        waiting = [item for item in Item if item not in done]
        self._next = waiting[0] if waiting else Item.CHART
        self.count.setText(f"Kasus pertama: {len(done)} dari {len(Item)}")
        self.title.setText(WORDS[self._next][0] if waiting else "Selesai")
        self.show_button.setVisible(bool(waiting))
        self.show_button.setAccessibleName(f"Tunjukkan: {self.title.text()}")


class FirstCasePanel(QFrame):
    """Seven items with what is done; `asked` names the item whose place is to be shown."""

    asked = Signal(str)
    demo_wanted = Signal()
    again_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guide")
        self.setAccessibleName("Kasus pertama, langkah demi langkah")
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.where = QLabel(wordWrap=True)
        self.where.setTextFormat(Qt.TextFormat.PlainText)
        self.where.setProperty("role", "muted")
        self.demo = _link("Buka register contoh (demo)", self.demo_wanted.emit)
        self.again = _link("Ulangi dengan kasus berikutnya", self.again_wanted.emit)
        self.close_button = _closer(self.closed.emit)
        self.lines = {item: self._line(number, item) for number, item in enumerate(Item, 1)}
        self._lay_out()
        theme.bus().changed.connect(self._fit)
        self._fit()

    def show_done(self, done: frozenset[Item], agenda: str, where: str, barred: Mapping[Item, str]) -> None:
        """Ticks what is done; the next item is the one that stands out. `agenda` is that of the case, if any.

        `barred` says why the place of an item cannot be shown yet.
        """
        waiting = [item for item in Item if item not in done]
        for number, (item, line) in enumerate(self.lines.items(), 1):
            ticked, next_one = item in done, bool(waiting) and item is waiting[0]
            title, words = WORDS[item]
            line.sign.setText("✓" if ticked else str(number))
            line.sign.setProperty("state", "done" if ticked else "next" if next_one else "")
            line.title.setProperty("role", "section" if next_one else "")
            for label in (line.sign, line.title):
                label.style().polish(label)
            line.words.setVisible(next_one)
            line.show.setVisible(not ticked)
            why = barred.get(item, "")
            line.show.setEnabled(not why)
            line.show.setToolTip(why)
            line.show.setAccessibleDescription(why)
            line.box.setAccessibleName(f"{number}. {title}, {'sudah' if ticked else 'belum'}. {words}")
        of = f" · agenda {agenda}" if agenda else ""
        self.count.setText(f"{len(done)} dari {len(Item)} selesai{of}")
        self.where.setText(where if waiting else _ALL_DONE)
        self.again.setVisible(not waiting)

    # -- building

    def _lay_out(self) -> None:
        title = QLabel("Kasus pertama")
        title.setProperty("role", "title")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.close_button)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2 * theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addLayout(head)
        column.addWidget(self.count)
        for line in self.lines.values():
            column.addWidget(line.box)
        column.addSpacing(theme.GAP)
        column.addWidget(self.where)
        for link in (self.again, self.demo):
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(inner))

    def _line(self, number: int, item: Item) -> _Line:
        title, words = WORDS[item]
        told, show = QLabel(words, wordWrap=True), QPushButton("Tunjukkan")
        line = _Line(QWidget(), QLabel(str(number)), QLabel(title), told, show)
        line.sign.setObjectName("tick")
        line.sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.sign.setFixedSize(24, 24)
        line.title.setWordWrap(True)
        line.words.setProperty("role", "muted")
        line.show.setProperty("kind", "link")
        line.show.setAccessibleName(f"Tunjukkan: {title}")
        line.show.clicked.connect(lambda _=False: self.asked.emit(item.value))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        first = QHBoxLayout()
        first.addWidget(line.title, 1)
        first.addWidget(line.show)
        texts.addLayout(first)
        texts.addWidget(line.words)
        row = QHBoxLayout(line.box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 3, 0, 0)
        beside.addWidget(line.sign)
        beside.addStretch(1)
        row.addLayout(beside)
        row.addLayout(texts, 1)
        return line

    def _fit(self) -> None:
        self.setFixedWidth(theme.scaled(_WIDTH))
        icons.retint(self)


def _link(words: str, pressed: Callable[[], object]) -> QPushButton:
    link = QPushButton(words)
    link.setProperty("kind", "link")
    link.clicked.connect(lambda _=False: pressed())
    return link


def _closer(pressed: Callable[[], object]) -> QToolButton:
    button = QToolButton()
    button.setToolTip("Tutup; dilanjutkan dari menu Bantuan")
    button.setAccessibleName("Tutup daftar kasus pertama")
    icons.put(button, "clear", "muted")
    button.clicked.connect(lambda _=False: pressed())
    return button
