"""A table of frozen rows that remembers its columns and lets its page do the sorting."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final, TypeVar

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from spl_desktop.ui import theme
from spl_desktop.ui.settings import Settings, table_setting
from spl_desktop.ui.widgets.frozen_rows import Column, FrozenRows, Hints

__all__ = ["Column", "FrozenTable", "Hints"]

Row = TypeVar("Row")
_NARROWEST: Final = 40
_ELASTIC_MINIMUM: Final = 96
_ELASTIC_LEAST: Final = 2 / 3


class FrozenTable(QTableView):
    """Shows rows through `columns`; widths, order and visibility are remembered under `name`.

    `opened(row)`: Enter, a double click, or a single click on a link column. `followed(row, column)`: a single click
    on a cell that is a link of its own. `picked(row or None)`: the selection moved. `menu_asked(row, global position)`:
    right click or the menu key. `sort_asked(key, descending)`: a click on a header; the page answers with `set_rows`
    and `show_sort`.
    """

    opened = Signal(object)
    picked = Signal(object)
    followed = Signal(object, str)
    menu_asked = Signal(object, QPoint)
    sort_asked = Signal(str, bool)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        name: str,
        settings: Settings,
        *,
        key: Callable[[Row], Hashable],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._setting = settings, table_setting(name)
        self._sort = ("", False)
        self._picked_key: Hashable | None = None
        self._fitting, self._own_widths = False, False
        self.rows: FrozenRows[Any] = FrozenRows(columns, key, self)
        self.setModel(self.rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.doubleClicked.connect(lambda index: self._open(index))
        self.selectionModel().currentRowChanged.connect(self._on_picked)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._saver = QTimer(self, singleShot=True, interval=300)
        self._saver.timeout.connect(self._remember)
        self._prepare_header()
        theme.bus().changed.connect(self._dress)
        self._dress()

    def set_rows(self, rows: Sequence[Any], *, goes_on: bool = False) -> None:
        """Show these rows; the selection and the scroll position stay with what they showed.

        With `goes_on` they are the beginning of a longer list: the model asks for more as the end comes into view.
        """
        picked, across, down = self._picked_key, self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self.rows.set_rows(rows, goes_on=goes_on)
        number = self.rows.row_of(picked) if picked is not None else -1
        if number >= 0:
            self.setCurrentIndex(self.rows.index(number, self._first_column()))
            self.updateGeometries()
            self.verticalScrollBar().setValue(down)
            self.horizontalScrollBar().setValue(across)
        elif picked is not None:
            self._picked_key = None
            self.picked.emit(None)

    def current(self) -> Any:
        """The selected row, or None."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def pick(self, key: Hashable) -> bool:
        """Select the row with that key and bring it into view; False when it is not shown."""
        number = self.rows.row_of(key)
        if number < 0:
            return False
        index = self.rows.index(number, self._first_column())
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def show_sort(self, key: str, descending: bool) -> None:
        """Mark the column that the rows are sorted by."""
        self._sort = (key, descending)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        section = next((n for n, column in enumerate(self.rows.columns) if key and column.sort == key), -1)
        self.horizontalHeader().setSortIndicator(section, order)

    def column_menu(self) -> QMenu:
        """The column chooser."""
        menu = QMenu("Kolom", self)
        for number, column in enumerate(self.rows.columns):
            action = QAction(column.title, menu, checkable=True, checked=not self.isColumnHidden(number))
            action.toggled.connect(lambda on, n=number: self._show_column(n, on))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction("Kembalikan susunan kolom", self.reset_columns)
        return menu

    def reset_columns(self) -> None:
        """Widths, order and visibility as they were at first."""
        header = self.horizontalHeader()
        for number, column in enumerate(self.rows.columns):
            header.moveSection(header.visualIndex(number), number)
            self.setColumnHidden(number, column.hidden)
        self._own_widths = False
        self._fit()
        self._remember()

    # -- columns

    def _prepare_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        sortable = any(column.sort for column in self.rows.columns)
        header.setSortIndicatorShown(sortable)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_NARROWEST)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        sorting = "Klik untuk mengurutkan; klik" if sortable else "Klik"
        header.setToolTip(f"{sorting} kanan untuk memilih kolom; seret untuk memindahkan")
        remembered = self._settings.get(self._setting)
        for number, column in enumerate(self.rows.columns):
            kept = remembered.get(column.id)
            kept = kept if isinstance(kept, dict) else {}
            width = kept.get("width")
            shown = kept.get("shown")
            if isinstance(width, int) and width > 0:
                self._own_widths = True
                self.setColumnWidth(number, width)
            else:
                self.setColumnWidth(number, theme.scaled(column.width))
            self.setColumnHidden(number, not shown if isinstance(shown, bool) else column.hidden)
        for place, name in enumerate(_order(remembered, [column.id for column in self.rows.columns])):
            header.moveSection(header.visualIndex(self._number(name)), place)
        header.sectionClicked.connect(self._on_header)
        header.customContextMenuRequested.connect(
            lambda place: self.column_menu().popup(header.viewport().mapToGlobal(place))
        )
        header.sectionMoved.connect(lambda *_: self._saver.start())
        header.sectionResized.connect(self._on_resized)

    def _number(self, name: str) -> int:
        return next(n for n, column in enumerate(self.rows.columns) if column.id == name)

    def _show_column(self, number: int, on: bool) -> None:
        left = [n for n in range(len(self.rows.columns)) if n != number and not self.isColumnHidden(n)]
        if on or left:  # a table without columns could not be clicked back to life
            self.setColumnHidden(number, not on)
        self._fit()
        self._remember()

    def _remember(self) -> None:
        header = self.horizontalHeader()
        self._saver.stop()
        self._settings.set(
            self._setting,
            {
                column.id: {
                    "place": header.visualIndex(number),
                    "shown": not self.isColumnHidden(number),
                    **({"width": self.columnWidth(number)} if self._keeps_width(number) else {}),
                }
                for number, column in enumerate(self.rows.columns)
            },
        )

    def _keeps_width(self, number: int) -> bool:
        return self._own_widths and not self.isColumnHidden(number)

    def _on_resized(self, section: int, before: int, after: int) -> None:
        stretched = self.horizontalHeader().stretchLastSection() and section == self._last_column()
        if not self._fitting and before and after and not stretched:  # 0: hidden or shown again
            self._own_widths = True
            self._saver.start()

    def _fit(self) -> None:
        """Give the elastic columns the room that is left, or take from them what is missing."""
        if self._own_widths:
            return
        shown = [n for n in range(len(self.rows.columns)) if not self.isColumnHidden(n)]
        widths = {number: theme.scaled(self.rows.columns[number].width) for number in shown}
        elastic = [number for number in shown if self.rows.columns[number].elastic]
        left = self.viewport().width() - sum(widths.values())
        total = sum(widths[number] for number in elastic)
        for number in elastic:
            # Below that a text is cut to a few letters: then the table rather scrolls sideways.
            least = max(theme.scaled(_ELASTIC_MINIMUM), round(widths[number] * _ELASTIC_LEAST))
            widths[number] = max(least, widths[number] + left * widths[number] // total)
        self._fitting = True
        for number, width in widths.items():
            self.setColumnWidth(number, width)
        self._fitting = False

    def _dress(self) -> None:
        self.rows.dress()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 2 * theme.GAP)
        self._fit()

    def _first_column(self) -> int:
        return next((n for n in range(len(self.rows.columns)) if not self.isColumnHidden(n)), 0)

    def _last_column(self) -> int:
        """The rightmost of the columns that are shown."""
        shown = (n for n in range(len(self.rows.columns)) if not self.isColumnHidden(n))
        return max(shown, key=self.horizontalHeader().visualIndex, default=0)

    # -- what the user does

    def _on_header(self, section: int) -> None:
        key = self.rows.columns[section].sort
        if not key:
            self.show_sort(*self._sort)
            return
        descending = key == self._sort[0] and not self._sort[1]
        self.show_sort(key, descending)
        self.sort_asked.emit(key, descending)

    def _on_picked(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = self.rows.rows[now.row()] if now.isValid() else None
        if row is not None:
            self._picked_key = self.rows.key(row)
            self.picked.emit(row)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.rows.rows[index.row()])

    def _on_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_asked.emit(self.rows.rows[index.row()], self.viewport().mapToGlobal(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        link = index.isValid() and (self.rows.columns[index.column()].link or self.rows.leads(index))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        column = self.rows.columns[index.column()]
        if column.link:
            self._open(index)
        elif self.rows.leads(index):
            self.followed.emit(self.rows.rows[index.row()], column.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Menu and self.currentIndex().isValid():
            self._on_menu(self.visualRect(self.currentIndex()).center())
            return
        super().keyPressEvent(event)


def _order(remembered: dict[str, Any], names: Sequence[str]) -> list[str]:
    """The remembered order; columns that are new since then keep their own place."""

    def place(name: str) -> int:
        kept = remembered.get(name)
        found = kept.get("place") if isinstance(kept, dict) else None
        return found if type(found) is int else names.index(name)

    return sorted(names, key=lambda name: (place(name), names.index(name)))
