"""A grid for the table of a form that works as staff know it from Excel: copy, paste, fill down, undo, move rows."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.forms import Field, FieldType, Row
from spl_desktop.domain.mapping import pairing
from spl_desktop.domain.table_text import cells_of, heading_of, rows_from, text_of_cells
from spl_desktop.ui import icons, keys, theme
from spl_desktop.ui.case.form import Sentence
from spl_desktop.ui.forms.grid_model import GridModel

Index = QModelIndex | QPersistentModelIndex
_MANY: Final = 12
"""From so many rows on, the grid offers a search."""


class CellDelegate(QStyledItemDelegate):
    """Cells are typed into; those with choices offer them as well."""

    def __init__(self, grid: "Grid") -> None:
        super().__init__(grid)
        self._grid = grid

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._grid.model.columns[index.column()]
        offered = self._grid.offered(column)
        name = f"{column.label}, baris {index.row() + 1}"
        if not offered:
            edit = QLineEdit(parent, placeholderText="hh/bb/tttt" if column.type is FieldType.DATE else column.example)
            edit.setAccessibleName(name)
            return edit
        box = QComboBox(parent)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItems(["", *offered])
        completer = QCompleter(list(offered), box)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        box.setCompleter(completer)
        box.setAccessibleName(name)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
            if (line := editor.lineEdit()) is not None:
                line.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        text = editor.currentText() if isinstance(editor, QComboBox) else ""
        if isinstance(editor, QLineEdit):
            text = editor.text()
        self._grid.model.setData(index, text)


class GridView(QTableView):
    """The table itself; keys that concern whole cells go to the grid."""

    def __init__(self, grid: "Grid") -> None:
        super().__init__()
        self._grid = grid

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes down, as in Excel; Delete empties; the rest is what tables do."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._grid.go_down()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            self._grid.empty_cells()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        """After Enter the cell below is next."""
        submitted = hint == QStyledItemDelegate.EndEditHint.SubmitModelCache
        super().closeEditor(editor, hint)
        if submitted:
            self._grid.go_down()


class Grid(QWidget):
    """One table of a form. `changed` after each change; `imports` asks for rows from a file or from SQL.

    `maps` asks for the two lists side by side, where the table maps one onto the other.
    """

    changed = Signal()
    imports = Signal()
    maps = Signal()
    attaches = Signal(int, int)

    def __init__(self, field: Field, parent: QWidget | None = None, *, importable: bool = False) -> None:
        super().__init__(parent)
        self.field = field
        self.model = GridModel(field, self)
        self.model.when_changed(self._on_changed)
        self._options: dict[str, Sequence[str]] = {}
        self.view = GridView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(CellDelegate(self))
        self.view.setAccessibleName(field.label)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.view.setTabKeyNavigation(True)
        self.view.setWordWrap(False)
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.problem = Sentence("problem")
        self.state = QLabel()
        self.state.setProperty("role", "muted")
        self.search = QLineEdit(placeholderText="Cari dalam tabel", clearButtonEnabled=True)
        self.search.setAccessibleName(f"Cari dalam {field.label}")
        self.search.setMaximumWidth(theme.scaled(220))
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(lambda: self._find(again=True))
        self._make_actions(importable)
        self._lay_out()
        self._size()
        self._on_changed(quiet=True)

    # -- building

    def _make_actions(self, importable: bool) -> None:
        self.act: dict[str, QAction] = {}
        for name, icon, done in (
            ("add", "add", self.add_row),
            ("duplicate", "copy", self.duplicate_rows),
            ("remove", "remove", self.remove_rows),
            ("up", "chevron-up", lambda: self.move_rows(-1)),
            ("down", "chevron-down", lambda: self.move_rows(1)),
            ("undo", "return", self.model.undo.undo),
            ("redo", "refresh", self.model.undo.redo),
            ("copy", "", self.copy),
            ("cut", "", self.cut),
            ("paste", "", self.paste),
            ("fill", "", self.fill_down),
        ):
            action = QAction(keys.GRID[name].words, self)
            action.setShortcuts([QKeySequence(key) for key in keys.GRID[name].keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _=False, done=done: done())
            if icon:
                action.setIcon(icons.icon(icon))
            self.view.addAction(action)
            self.act[name] = action
            action.setEnabled(not self.field.locked or name == "copy")
        self.model.undo.canUndoChanged.connect(self.act["undo"].setEnabled)
        self.model.undo.canRedoChanged.connect(self.act["redo"].setEnabled)
        self.act["undo"].setEnabled(False)
        self.act["redo"].setEnabled(False)
        self.load = QPushButton("Impor…", self)
        self.load.setAutoDefault(False)
        self.load.setAccessibleName(f"Impor ke {self.field.label}")
        self.load.setToolTip("Ambil baris dari berkas Excel atau dari perintah CREATE TABLE")
        self.load.clicked.connect(lambda _=False: self.imports.emit())
        self.load.setVisible(importable and not self.field.locked)
        self.map = QPushButton("Pasangkan kolom…", self)
        self.map.setAutoDefault(False)
        self.map.clicked.connect(lambda _=False: self.maps.emit())
        self.map.setVisible(pairing(self.field) is not None and not self.field.locked)
        self._offer_mapping()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(2)
        if not self.field.locked:
            for name in ("add", "duplicate", "remove", "up", "down", "undo", "redo"):
                button = QToolButton()
                action = self.act[name]
                button.setToolTip(
                    f"{action.text()} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})"
                )
                button.setAccessibleName(f"{action.text()}, {self.field.label}")
                icons.put(button, _ICONS[name])
                button.clicked.connect(lambda _=False, action=action: action.trigger())
                action.enabledChanged.connect(button.setEnabled)
                button.setEnabled(action.isEnabled())
                bar.addWidget(button)
            bar.addWidget(self.load)
            bar.addWidget(self.map)
        bar.addWidget(self.search)
        bar.addStretch(1)
        bar.addWidget(self.state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(bar)
        layout.addWidget(self.view)
        layout.addWidget(self.problem)
        self.setFocusProxy(self.view)

    def _size(self) -> None:
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for place, column in enumerate(self.model.columns):
            words = self.view.fontMetrics().horizontalAdvance(f"{column.label} *") + 34
            self.view.setColumnWidth(place, max(words, int(theme.scaled(96) * min(column.width, 2.6))))
        self.view.verticalHeader().setDefaultSectionSize(theme.scaled(30))
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_height()

    def _fit_height(self) -> None:
        """As high as its rows, between four and twelve of them; beyond that it scrolls."""
        rows = min(max(self.model.rowCount(), 4), 12)
        height = (
            rows * self.view.verticalHeader().defaultSectionSize() + self.view.horizontalHeader().sizeHint().height()
        )
        self.view.setFixedHeight(height + 2 + self.view.horizontalScrollBar().sizeHint().height())

    # -- what it holds

    def rows(self) -> list[dict[str, str]]:
        """The rows as they stand."""
        return [dict(row) for row in self.model.rows]

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Shows these rows."""
        self.model.start_with(rows)
        self._on_changed(quiet=True)

    def set_options(self, column: str, options: Sequence[str]) -> None:
        """What a column with references may hold."""
        self._options[column] = options
        self._offer_mapping()

    def _offer_mapping(self) -> None:
        ends = pairing(self.field)
        ready = ends is not None and all(self.offered(end) for end in ends)
        self.map.setEnabled(ready)
        self.map.setToolTip(
            "Kedua kamus data berdampingan; garis menunjukkan pasangannya"
            if ready
            else "Isi dahulu kamus data sumber dan kamus data tujuan pada formulir Struktur Database"
        )

    def offered(self, column: Field) -> Sequence[str]:
        """What a cell of that column offers to choose from."""
        return tuple(column.choices.values()) or self._options.get(column.id, ())

    def show_problems(self, problems: dict[tuple[int, str], str], own: str = "") -> None:
        """Shows what is amiss in cells, the first of it as a sentence too; `own` concerns the whole table."""
        self.model.show_problems(problems)
        self.view.verticalHeader().viewport().update()
        first = own or next(iter(problems.values()), "")
        more = len(problems) - (0 if own else 1)
        self.problem.say(f"▲ {first}" + (f" (dan {more} lagi)" if first and more > 0 else "") if first else "")

    def go_to(self, row: int, column: str) -> None:
        """Puts the focus on a cell."""
        place = next((at for at, one in enumerate(self.model.columns) if one.id == column), 0)
        index = self.model.index(row, place)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        self.view.setFocus()

    # -- doing

    def add_row(self) -> None:
        """A row below the current one; at the end the empty one is there already."""
        at = min(self._current_row() + 1, len(self.model.rows))
        if at == len(self.model.rows):
            self._stand(at, 0)
        else:
            self.model.insert(at, [{}])
            self._stand(at, 0)
        self.view.setFocus()

    def duplicate_rows(self) -> None:
        """The chosen rows once more, below them."""
        places = self._chosen_rows()
        if places:
            at = places[-1] + 1
            self.model.insert(at, [self.model.rows[place] for place in places])
            self._stand(at, self._current_column())

    def remove_rows(self) -> None:
        """Takes the chosen rows out."""
        places = self._chosen_rows()
        if places:
            column = self._current_column()
            self.model.remove(places)
            self._stand(min(places[0], len(self.model.rows)), column)

    def move_rows(self, by: int) -> None:
        """Moves the chosen rows up or down."""
        column = self._current_column()
        places = self.model.move(self._chosen_rows(), by)
        if places:
            self._stand(places[0], column)
            last = len(self.model.columns) - 1
            chosen = QItemSelection(self.model.index(places[0], 0), self.model.index(places[-1], last))
            self.view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def copy(self) -> None:
        """The chosen cells as Excel pastes them."""
        if block := self._block():
            (top, left), (bottom, right) = block
            cells = [
                [self.model.text(row, column) for column in range(left, right + 1)] for row in range(top, bottom + 1)
            ]
            QGuiApplication.clipboard().setText(text_of_cells(cells))

    def cut(self) -> None:
        """Copies the chosen cells and empties them."""
        self.copy()
        self.empty_cells("memotong sel")

    def empty_cells(self, words: str = "mengosongkan sel") -> None:
        """Empties the chosen cells."""
        if not self.field.locked:
            chosen = self.view.selectionModel().selectedIndexes()
            self.model.clear_cells(words, [(index.row(), index.column()) for index in chosen])

    def paste(self) -> None:
        """What was copied, from the current cell on; a block with our headings goes into their columns.

        One cell that is pasted into many fills them all.
        """
        try:
            cells = cells_of(QGuiApplication.clipboard().text())
        except UserError as refusal:
            self.problem.say(f"▲ {refusal.sentence}")
            return
        if not cells:
            return
        named = heading_of(self.field, cells) if len(cells) > 1 else {}
        if named:
            new = rows_from(self.field, cells[1:], named)
            self.model.insert(min(self._current_row(), len(self.model.rows)), new)
            return
        block = self._block()
        (top, left), (bottom, right) = block or ((self._current_row(), 0), (self._current_row(), 0))
        if len(cells) == 1 and len(cells[0]) == 1 and (bottom, right) != (top, left):
            cells = [[cells[0][0]] * (right - left + 1)] * (bottom - top + 1)
        self.model.write("menempel", top, left, cells)
        self._stand(top, left)

    def fill_down(self) -> None:
        """The topmost of the chosen cells in all below it; of a single cell the one above."""
        block = self._block()
        if not block:
            return
        (top, left), (bottom, right) = block
        source = top if bottom > top else top - 1
        if source < 0:
            return
        first = top + 1 if bottom > top else top
        cells = [self.model.text(source, column) for column in range(left, right + 1)]
        self.model.write("mengisi ke bawah", first, left, [cells] * (bottom - first + 1))

    def go_down(self) -> None:
        """The cell below the current one."""
        self._stand(min(self._current_row() + 1, self.model.rowCount() - 1), self._current_column())

    # -- inside

    def _current_row(self) -> int:
        return max(self.view.currentIndex().row(), 0)

    def _current_column(self) -> int:
        return max(self.view.currentIndex().column(), 0)

    def _stand(self, row: int, column: int) -> None:
        self.view.setCurrentIndex(self.model.index(row, column))

    def _chosen_rows(self) -> list[int]:
        chosen = {index.row() for index in self.view.selectionModel().selectedIndexes()}
        return sorted(row for row in chosen if row < len(self.model.rows))

    def _block(self) -> tuple[tuple[int, int], tuple[int, int]] | None:
        chosen = self.view.selectionModel().selectedIndexes()
        if not chosen:
            return None
        rows, columns = [index.row() for index in chosen], [index.column() for index in chosen]
        return (min(rows), min(columns)), (max(rows), max(columns))

    def _on_changed(self, *, quiet: bool = False) -> None:
        count = len(self.model.rows)
        self.state.setText(f"{count} baris" if count else "Belum ada baris")
        self.search.setVisible(count >= _MANY)
        self._fit_height()
        if not quiet:
            self.problem.say("")
            self.changed.emit()

    def _find(self, text: str = "", *, again: bool = False) -> None:
        """The next row that holds what is searched for, from the current one on."""
        wanted = self.search.text().casefold().strip()
        if not wanted:
            return
        start, count = self._current_row() + again, len(self.model.rows)
        for step in range(count):
            row = (start + step) % count
            for column in range(len(self.model.columns)):
                if wanted in self.model.text(row, column).casefold():
                    self._stand(row, column)
                    return

    def _menu(self, place: object) -> None:
        menu = QMenu(self)
        for name in (
            "cut",
            "copy",
            "paste",
            "fill",
            "",
            "add",
            "duplicate",
            "remove",
            "up",
            "down",
            "",
            "undo",
            "redo",
        ):
            if name:
                menu.addAction(self.act[name])
            else:
                menu.addSeparator()
        column = self.model.columns[self._current_column()]
        if column.type is FieldType.DOCUMENT and not self.field.locked:
            menu.addSeparator()
            attach = menu.addAction("Lampirkan berkas…")
            attach.triggered.connect(lambda: self.attaches.emit(self._current_row(), self._current_column()))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.exec(self.view.viewport().mapToGlobal(place))  # type: ignore[call-overload]  # a QPoint, which the signal does not say

    def changeEvent(self, event: QEvent) -> None:
        """Rows follow the size of letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size()


_ICONS: Final = {
    "add": "add",
    "duplicate": "copy",
    "remove": "remove",
    "up": "chevron-up",
    "down": "chevron-down",
    "undo": "return",
    "redo": "refresh",
}
