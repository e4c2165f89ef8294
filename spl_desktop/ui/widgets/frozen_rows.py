"""The item model of a table: frozen rows seen through a list of columns."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon
from PySide6.QtWidgets import QApplication

from spl_desktop.ui import icons, theme

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

# data() is asked some thousand times a repaint; looking up a Qt enum there costs more than the answer.
_DISPLAY: Final = Qt.ItemDataRole.DisplayRole.value
_DECORATION: Final = Qt.ItemDataRole.DecorationRole.value
_TOOL_TIP: Final = Qt.ItemDataRole.ToolTipRole.value
_FONT: Final = Qt.ItemDataRole.FontRole.value
_ALIGNMENT: Final = Qt.ItemDataRole.TextAlignmentRole.value
_FOREGROUND: Final = Qt.ItemDataRole.ForegroundRole.value
_ACCESSIBLE: Final = Qt.ItemDataRole.AccessibleTextRole.value
_ALIGNMENTS: Final = {
    "left": int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
    "right": int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
    "center": int(Qt.AlignmentFlag.AlignCenter),
}


@dataclass(frozen=True, slots=True)
class Hints:
    """How a cell is painted: bold, a colour of the theme, an icon (by name) before the text, a tool tip.

    `spoken` is what a screen reader says instead of the text. A `link` is followed with a single click.
    """

    bold: bool = False
    color: str = ""
    icon: str = ""
    tip: str = ""
    spoken: str = ""
    link: bool = False


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: what it shows of a row, and how.

    `width` counts pixels at the normal font size. `sort` is the key that the page is asked to sort by; empty where
    it cannot be sorted. `hidden` columns are shown by choice. A `link` column opens its row with a single click.
    `elastic` columns share the room that is left or missing, until the user sets widths of his own.
    The title of a `folded` column stands in two lines, parted at its first space.
    """

    id: str
    title: str
    value: Callable[[Row], str]
    width: int = 120
    align: str = "left"
    sort: str = ""
    hidden: bool = False
    hints: Callable[[Row], Hints | None] | None = None
    link: bool = False
    elastic: bool = False
    folded: bool = False


class FrozenRows(QAbstractTableModel, Generic[Row]):
    """Rows that a service read; they are replaced as a whole and never edited.

    `more_asked`: the last row has come into view and `goes_on` says that there are further ones.
    """

    more_asked = Signal()

    def __init__(self, columns: Sequence[Column[Row]], key: Callable[[Row], Hashable], parent: QObject | None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key = key
        self.rows: tuple[Row, ...] = ()
        self.goes_on = False
        self._values = tuple(column.value for column in self.columns)
        self._hints = tuple(column.hints for column in self.columns)
        self._links = tuple(column.link for column in self.columns)
        self._aligned = tuple(_ALIGNMENTS[column.align] for column in self.columns)
        self._titles = tuple(column.title for column in self.columns)
        self._headings = tuple(
            column.title.replace(" ", "\n", 1) if column.folded else column.title for column in self.columns
        )
        self._colors: dict[str, QColor] = {}
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._bold, self._link, self._bold_link = QFont(), QFont(), QFont()
        self.dress()

    def dress(self) -> None:
        """Take the fonts and colours of the theme in use."""
        self._colors.clear()
        self._icons.clear()
        plain = QApplication.font()
        self._bold, self._link = QFont(plain), QFont(plain)
        self._bold.setBold(True)
        self._link.setUnderline(True)
        self._bold_link = QFont(self._bold)
        self._bold_link.setUnderline(True)
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))

    def set_rows(self, rows: Sequence[Row], *, goes_on: bool = False) -> None:
        """Show these rows instead; `goes_on` where they are only the beginning of the list."""
        self.beginResetModel()
        self.rows, self.goes_on = tuple(rows), goes_on
        self.endResetModel()

    def add_rows(self, rows: Sequence[Row], *, goes_on: bool) -> None:
        """Show these rows below the others."""
        self.goes_on = goes_on
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows = (*self.rows, *rows)
            self.endInsertRows()

    def row_of(self, key: Hashable) -> int:
        """Where the row with that key stands; -1 when it is not shown."""
        return next((number for number, row in enumerate(self.rows) if self.key(row) == key), -1)

    def leads(self, index: Index) -> bool:
        """Whether the cell is a link of its own, apart from those that open their row."""
        hints_of = self._hints[index.column()]
        hints = hints_of(self.rows[index.row()]) if hints_of is not None else None
        return hints is not None and hints.link

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # an empty index never changes
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:
        return self.goes_on and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self.goes_on = False  # asked once; the answer says how it goes on
            self.more_asked.emit()

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        column = index.column()
        if role == _DISPLAY:
            return self._values[column](self.rows[index.row()])
        if role == _ALIGNMENT:
            return self._aligned[column]
        hints_of = self._hints[column]
        hints = hints_of(self.rows[index.row()]) if hints_of is not None else None
        if role == _FONT:
            bold = hints is not None and hints.bold
            if self._links[column] or (hints is not None and hints.link):
                return self._bold_link if bold else self._link
            return self._bold if bold else None
        if role == _FOREGROUND:
            if hints is not None and hints.color:
                return self._color(hints.color)
            return self._color("accent") if self._links[column] or (hints is not None and hints.link) else None
        if hints is None:
            return self._values[column](self.rows[index.row()]) if role == _TOOL_TIP else None
        if role == _DECORATION:
            return self._icon(hints.icon, hints.color or "muted") if hints.icon else None
        if role == _TOOL_TIP:
            return hints.tip or self._values[column](self.rows[index.row()])
        if role == _ACCESSIBLE:
            return hints.spoken or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._titles):
            return None
        if role == _DISPLAY:
            return self._headings[section]
        if role == _ACCESSIBLE:
            return self._titles[section]
        if role == _ALIGNMENT:
            return self._aligned[section]
        return None

    def _color(self, name: str) -> QColor:
        if name not in self._colors:
            self._colors[name] = theme.color(name)
        return self._colors[name]

    def _icon(self, name: str, color: str) -> QIcon:
        if (name, color) not in self._icons:
            self._icons[name, color] = icons.icon(name, color)
        return self._icons[name, color]
