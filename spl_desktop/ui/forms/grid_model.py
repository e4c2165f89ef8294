"""The rows of a form's table for a grid: edited cell by cell or many at once, and every step of it can be undone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QUndoCommand, QUndoStack

from spl_desktop.domain.forms import Field, FieldType, Row
from spl_desktop.domain.table_text import displayed, stored
from spl_desktop.ui import theme

Index = QModelIndex | QPersistentModelIndex
Rows = tuple[Row, ...]

_DISPLAY: Final = Qt.ItemDataRole.DisplayRole
_EDIT: Final = Qt.ItemDataRole.EditRole
_TIP: Final = Qt.ItemDataRole.ToolTipRole
_BACK: Final = Qt.ItemDataRole.BackgroundRole
_FRONT: Final = Qt.ItemDataRole.ForegroundRole
_ALIGN: Final = Qt.ItemDataRole.TextAlignmentRole
_SPOKEN: Final = Qt.ItemDataRole.AccessibleTextRole
_SIGN: Final = "▲ "


class _Change(QUndoCommand):
    """The rows before and after; both share what is the same."""

    def __init__(self, model: "GridModel", words: str, after: Rows) -> None:
        super().__init__(words)
        self._model, self._before, self._after = model, model.rows, after

    def redo(self) -> None:
        self._model.put(self._after)

    def undo(self) -> None:
        self._model.put(self._before)


class GridModel(QAbstractTableModel):
    """One row more than there are is shown, to write a new one into. Rows are never changed, only exchanged."""

    def __init__(self, field: Field, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.columns = field.columns
        self.rows: Rows = ()
        self._empty = 1
        self.undo = QUndoStack(self)
        self._problems: Mapping[tuple[int, str], str] = {}
        self._on_change: Callable[[], None] = lambda: None

    def when_changed(self, called: Callable[[], None]) -> None:
        """Called after every change, also one that was undone."""
        self._on_change = called

    def put(self, rows: Rows) -> None:
        """The rows are these; the view keeps its place, because only what differs is announced."""
        old = self.rows
        start = _alike(old, rows)
        end = _alike(old[start:][::-1], rows[start:][::-1])
        gone, come = len(old) - start - end, len(rows) - start - end
        both = start + min(gone, come)
        if come > gone:
            self._grow(both, come - gone, rows)
            both = start + come if both == len(old) else both
        elif gone > come:
            self.beginRemoveRows(QModelIndex(), both, start + gone - 1)
            self.rows = rows
            self.endRemoveRows()
        else:
            self.rows = rows
        if both > start:
            self.dataChanged.emit(self.index(start, 0), self.index(both - 1, len(self.columns) - 1))
        self._on_change()

    def _grow(self, at: int, by: int, rows: Rows) -> None:
        if at < len(self.rows):
            self.beginInsertRows(QModelIndex(), at, at + by - 1)
            self.rows = rows
            self.endInsertRows()
            return
        # Whoever writes into the empty row stays in it: new empty ones come below, and then it is filled.
        self.beginInsertRows(QModelIndex(), at + 1, at + by)
        self._empty = 1 + by
        self.endInsertRows()
        self.rows, self._empty = rows, 1

    def start_with(self, rows: Sequence[Row]) -> None:
        """Shows these rows; there is nothing to undo."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()
        self.undo.clear()

    def show_problems(self, problems: Mapping[tuple[int, str], str]) -> None:
        """Row and column -> what is amiss there."""
        if problems != self._problems:
            self._problems = dict(problems)
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows), len(self.columns) - 1))

    # -- changing

    def change(self, words: str, rows: Sequence[Row]) -> None:
        """One step that can be undone under these words; nothing where nothing changes."""
        after = tuple(rows)
        if after != self.rows:
            self.undo.push(_Change(self, words, after))

    def write(self, words: str, row: int, column: int, block: Sequence[Sequence[str]]) -> None:
        """Cells from there on say this; the table grows where it must, and columns beyond the last are left out."""
        rows = list(self.rows)
        for down, cells in enumerate(block):
            place = row + down
            while place >= len(rows):
                rows.append({})
            changed = dict(rows[place])
            for aside, text in enumerate(cells[: len(self.columns) - column]):
                one = self.columns[column + aside]
                changed[one.id] = stored(one, text)
            rows[place] = {name: text for name, text in changed.items() if text}
        while rows and not rows[-1]:
            rows.pop()
        self.change(words, rows)

    def clear_cells(self, words: str, cells: Sequence[tuple[int, int]]) -> None:
        """Empties these cells."""
        rows = [dict(row) for row in self.rows]
        for row, column in cells:
            if row < len(rows):
                rows[row].pop(self.columns[column].id, None)
        self.change(words, rows)

    def insert(self, at: int, new: Sequence[Row]) -> None:
        """New rows before that place."""
        self.change("menambah baris", (*self.rows[:at], *new, *self.rows[at:]))

    def remove(self, places: Sequence[int]) -> None:
        """Takes these rows out."""
        gone = set(places)
        self.change("menghapus baris", [row for place, row in enumerate(self.rows) if place not in gone])

    def move(self, places: Sequence[int], by: int) -> list[int]:
        """Moves rows up (-1) or down (1) past their neighbours; where they stand then."""
        rows = list(self.rows)
        chosen = sorted(place for place in places if place < len(rows))
        if not chosen or chosen[0] + by < 0 or chosen[-1] + by >= len(rows):
            return chosen
        for place in chosen if by < 0 else reversed(chosen):
            rows[place], rows[place + by] = rows[place + by], rows[place]
        self.change("memindah baris", rows)
        return [place + by for place in chosen]

    # -- reading

    def text(self, row: int, column: int) -> str:
        """What a cell says to people."""
        one = self.columns[column]
        return displayed(one, self.rows[row].get(one.id, "")) if row < len(self.rows) else ""

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows) + self._empty

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (_DISPLAY, _EDIT):
            return self.text(row, column)
        if role == _ALIGN:
            number = self.columns[column].type is FieldType.NUMBER
            across = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
            return across | Qt.AlignmentFlag.AlignVCenter
        problem = self._problems.get((row, self.columns[column].id), "")
        if role == _TIP:
            return problem or self.text(row, column) or self.columns[column].hint or None
        if role == _BACK and problem:
            return QBrush(theme.color("danger_soft"))
        if role == _FRONT and problem:
            return QBrush(theme.color("danger"))
        if role == _SPOKEN:
            told = f"{self.columns[column].label}, baris {row + 1}: {self.text(row, column) or 'kosong'}"
            return f"{told}. {problem}" if problem else told
        return None

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        if role != _EDIT or not index.isValid():
            return False
        self.write("mengubah sel", index.row(), index.column(), [[str(value)]])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        kinds = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return kinds if self.field.locked else kinds | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            column = self.columns[section]
            if role == _DISPLAY:
                return f"{column.label} *" if column.required else column.label
            return (column.hint or (f"Contoh: {column.example}" if column.example else None)) if role == _TIP else None
        if role == _DISPLAY:
            if section >= len(self.rows):
                return "+"
            wrong = any((section, column.id) in self._problems for column in self.columns)
            return f"{_SIGN if wrong else ''}{section + 1}"
        return None


def _alike(old: Rows, new: Rows) -> int:
    """How many rows are the same from the beginning on."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one is not other:
            break
        count += 1
    return count
