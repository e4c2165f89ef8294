"""Two dictionaries side by side, and lines between the columns that go from one to the other."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPainterPath, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.forms import Field
from spl_desktop.domain.mapping import Pair, pairing, same_named, unpaired
from spl_desktop.ui import theme
from spl_desktop.ui.widgets.search_box import SearchBox
from spl_desktop.ui.widgets.sizing import open_at

_CELL: Final = Qt.ItemDataRole.UserRole
_LINES: Final = 132


class Side(QWidget):
    """The columns of one dictionary, with a search; those that stand in a pair bear a tick."""

    changed = Signal()

    def __init__(self, words: str, cells: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.title = QLabel()
        self.title.setProperty("role", "section")
        self.search = SearchBox(f"Cari {words[:1].lower()}{words[1:]}")
        self.search.searched.connect(lambda _: self.sift())
        self.list = QListWidget()
        self.list.setAccessibleName(words)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._paired: frozenset[str] = frozenset()
        self._only_free = False
        for cell in cells:
            item = QListWidgetItem(cell, self.list)
            item.setData(_CELL, cell)
            item.setToolTip(cell)
        self.list.setCurrentRow(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        for widget in (self.title, self.search, self.list):
            layout.addWidget(widget)

    def show_paired(self, paired: frozenset[str], *, only_free: bool) -> None:
        """Ticks these, and hides them where only free ones are wanted."""
        self._paired, self._only_free = paired, only_free
        free = 0
        for item in self._items():
            cell = str(item.data(_CELL))
            free += cell not in paired
            item.setText(f"{'✓' if cell in paired else '○'}  {cell}")
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{cell}, {'sudah' if cell in paired else 'belum'} dipasangkan"
            )
        self.title.setText(f"{self.words} ({free} belum dipasangkan)" if free else f"{self.words} (semua dipasangkan)")
        self.sift()

    def sift(self) -> None:
        """Shows what was searched for; the current one stays where it is shown."""
        wanted = self.search.text().strip().casefold()
        for item in self._items():
            cell = str(item.data(_CELL))
            item.setHidden(wanted not in cell.casefold() or (self._only_free and cell in self._paired))
        now = self.list.currentItem()
        if now is None or now.isHidden():
            self.list.setCurrentItem(next((item for item in self._items() if not item.isHidden()), None))  # type: ignore[arg-type]  # None chooses nothing, which the stub does not say
        self.changed.emit()

    def current(self) -> str:
        """The chosen column, empty where none is shown."""
        item = self.list.currentItem()
        return "" if item is None or item.isHidden() else str(item.data(_CELL))

    def choose(self, cell: str) -> None:
        """Makes that column the chosen one."""
        for item in self._items():
            if item.data(_CELL) == cell and not item.isHidden():
                self.list.setCurrentItem(item)

    def next_free(self) -> None:
        """Goes on to the next column below that stands in no pair."""
        count, start = self.list.count(), self.list.currentRow()
        for step in range(1, count):
            item = self.list.item((start + step) % count)
            if not item.isHidden() and item.data(_CELL) not in self._paired:
                self.list.setCurrentItem(item)
                return

    def height_of(self, cell: str, within: QWidget) -> float | None:
        """How far down its line stands in that widget; None while it is not to be seen."""
        for item in self._items():
            if item.data(_CELL) == cell and not item.isHidden():
                box = self.list.visualItemRect(item)
                middle = self.list.viewport().mapTo(self.list.window(), box.center())
                top = self.list.viewport().mapTo(self.list.window(), self.list.viewport().rect().topLeft()).y()
                if not top <= middle.y() <= top + self.list.viewport().height():
                    return None
                return float(within.mapFrom(self.list.window(), middle).y())
        return None

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]


class Lines(QWidget):
    """A line for each pair whose two ends are in view, the chosen one stronger."""

    def __init__(self, sides: tuple[Side, Side], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sides = sides
        self.pairs: Sequence[Pair] = ()
        self.setFixedWidth(theme.scaled(_LINES))
        for side in sides:
            side.changed.connect(self.update)
            side.list.currentItemChanged.connect(lambda *_: self.update())
            side.list.verticalScrollBar().valueChanged.connect(lambda _: self.update())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        source, target = self._sides
        chosen = (source.current(), target.current())
        for pair in sorted(self.pairs, key=lambda one: one == chosen):  # the chosen one lies on top
            start, end = source.height_of(pair[0], self), target.height_of(pair[1], self)
            if start is None or end is None:
                continue
            strong = pair == chosen
            painter.setPen(QPen(theme.color("accent" if strong else "line_strong"), 2.4 if strong else 1.2))
            width = self.width()
            path = QPainterPath(QPointF(0, start))
            path.cubicTo(QPointF(width * 0.5, start), QPointF(width * 0.5, end), QPointF(width - 7, end))
            painter.drawPath(path)
            painter.drawLine(QPointF(width - 7, end), QPointF(width - 13, end - 4))
            painter.drawLine(QPointF(width - 7, end), QPointF(width - 13, end + 4))


class MappingDialog(QDialog):
    """Pairs are made and loosened here; the form takes them over as one step that can be undone."""

    def __init__(
        self,
        field: Field,
        sources: Sequence[str],
        targets: Sequence[str],
        pairs: Sequence[Pair],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        ends = pairing(field)
        assert ends is not None
        self.pairs: list[Pair] = list(pairs)
        # What a pair names stays to be seen, also where its dictionary names it no longer.
        self.sources = tuple(dict.fromkeys((*sources, *(pair[0] for pair in pairs))))
        self.targets = tuple(dict.fromkeys((*targets, *(pair[1] for pair in pairs))))
        self.setWindowTitle(field.label)
        self.setModal(True)
        self.source = Side(ends[0].label, self.sources)
        self.target = Side(ends[1].label, self.targets)
        self.lines = Lines((self.source, self.target))
        self.only_free = QCheckBox("&Hanya yang belum dipasangkan")
        self.only_free.toggled.connect(lambda _: self._show())
        self.join = QPushButton("&Pasangkan")
        self.loosen = QPushButton("&Lepaskan")
        self.alike = QPushButton("Pasangkan yang &bernama sama")
        self.state = QLabel()
        self.state.setProperty("role", "muted")
        for button, done, words in (
            (self.join, self.pair_chosen, "Kolom sumber dan kolom tujuan yang dipilih (Enter)"),
            (self.loosen, self.loosen_chosen, "Pasangan dari kolom sumber dan kolom tujuan yang dipilih (Delete)"),
            (self.alike, self.pair_same_named, "Kolom yang namanya sama di kedua kamus, bila hanya ada satu"),
        ):
            button.setAutoDefault(False)
            button.setToolTip(words)
            button.clicked.connect(lambda _=False, done=done: done())
        self._lay_out()
        for side, other, end in ((self.source, self.target, 0), (self.target, self.source, 1)):
            side.list.itemActivated.connect(lambda _: self.pair_chosen())
            side.list.itemClicked.connect(lambda _, side=side, other=other, end=end: self._lead(side, other, end))
            side.list.currentItemChanged.connect(lambda *_: self._enable())
            delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), side.list, self.loosen_chosen)
            delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._show()
        self.source.list.setFocus()

    def _lay_out(self) -> None:
        lead = QLabel(
            "Pilih kolom sumber di kiri dan kolom tujuannya di kanan, lalu tekan Enter. "
            "Satu kolom boleh dipasangkan lebih dari sekali.",
            wordWrap=True,
        )
        lead.setProperty("role", "muted")
        middle = QGridLayout()
        middle.setSpacing(0)
        middle.addWidget(self.source, 0, 0)
        middle.addWidget(self.lines, 0, 1)
        middle.addWidget(self.target, 0, 2)
        middle.setColumnStretch(0, 1)
        middle.setColumnStretch(2, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        for widget in (self.join, self.loosen, self.alike, self.only_free):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.state)
        agree = QPushButton("&Masukkan ke formulir")
        agree.setProperty("kind", "primary")
        agree.setAutoDefault(False)
        turn_back = QPushButton("Batal")
        turn_back.setAutoDefault(False)
        agree.clicked.connect(self.accept)
        turn_back.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)
        buttons = QDialogButtonBox()
        buttons.addButton(agree, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(turn_back, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(2 * theme.GAP)
        layout.addWidget(lead)
        layout.addLayout(middle, 1)
        layout.addLayout(row)
        layout.addWidget(buttons)
        open_at(self, 980, 600)

    # -- doing

    def pair_chosen(self) -> None:
        """Pairs the two chosen columns, and goes on to the next source that is free."""
        pair = (self.source.current(), self.target.current())
        if all(pair) and pair not in self.pairs:
            self.pairs.append(pair)
            self._show()
            self.source.next_free()

    def loosen_chosen(self) -> None:
        """Loosens the pair of the two chosen columns."""
        pair = (self.source.current(), self.target.current())
        if pair in self.pairs:
            self.pairs.remove(pair)
            self._show()

    def pair_same_named(self) -> None:
        """Pairs what is called the same."""
        self.pairs += same_named(self.sources, self.targets, self.pairs)
        self._show()

    # -- inside

    def _lead(self, side: Side, other: Side, end: int) -> None:
        """A click on a column that is paired shows its partner as well."""
        found = next((pair for pair in self.pairs if pair[end] == side.current()), None)
        if found is not None and (self.source.current(), self.target.current()) not in self.pairs:
            other.choose(found[1 - end])
        self.lines.update()

    def _show(self) -> None:
        self.lines.pairs = tuple(self.pairs)
        free = unpaired(self.sources, self.targets, self.pairs)
        only = self.only_free.isChecked()
        self.source.show_paired(frozenset(self.sources) - set(free[0]), only_free=only)
        self.target.show_paired(frozenset(self.targets) - set(free[1]), only_free=only)
        self.state.setText(f"{len(self.pairs)} pasangan" if self.pairs else "Belum ada pasangan")
        self._enable()

    def _enable(self) -> None:
        pair = (self.source.current(), self.target.current())
        self.join.setEnabled(all(pair) and pair not in self.pairs)
        self.loosen.setEnabled(pair in self.pairs)
        self.alike.setEnabled(bool(same_named(self.sources, self.targets, self.pairs)))
