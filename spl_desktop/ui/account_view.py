"""What is told of a case or a period: the verdict above, and a tab for each of its tables."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from spl_desktop.ui import theme
from spl_desktop.ui.settings import Settings
from spl_desktop.ui.widgets.empty_state import EmptyState
from spl_desktop.ui.widgets.frozen_table import Column, FrozenTable
from spl_desktop.ui.widgets.sizing import scrolling

if TYPE_CHECKING:
    from spl_desktop.services.conformance import Account, Table

_LETTER: Final = 7.4
"""Pixels of a letter at the normal font size."""
_DATE: Final = 12
"""Letters of a date with some room."""
_ELASTIC: Final = 30
"""A text column of that many letters or more shares the room that is left."""
_SHRUNK: Final = 0.65
"""The part of its letters that such a column begins with, so that a small screen has room for the numbers."""
_EDGES: Final = 30
"""Pixels that a heading has beside its words, with a few to spare."""


class AccountView(QWidget):
    """Shows an account; the tables stay as they are while another account of the same kind is shown in them.

    `name` is under which the columns are remembered.
    """

    def __init__(self, name: str, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._settings = name, settings
        self.verdict = QLabel("Menilai…", wordWrap=True)
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.verdict.setProperty("role", "section")
        self.sentences, self.note = QLabel(wordWrap=True), QLabel(wordWrap=True)
        for label in (self.sentences, self.note):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note.setProperty("role", "muted")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Rincian kesesuaian")
        self.tabs.addTab(self._summary(), "Ringkasan")
        self.tabs.hide()
        self._pages: list[_TablePage] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.verdict)
        layout.addWidget(self.tabs, 1)
        layout.addStretch()

    def _summary(self) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(2 * theme.GAP)
        column.addWidget(self.sentences)
        column.addWidget(self.note)
        column.addStretch(1)
        return scrolling(inside)

    def show_account(self, account: "Account") -> None:
        """Show this one."""
        first, *rest = account.sentences
        self.verdict.setText(first)
        self.sentences.setText("\n\n".join(rest))
        self.note.setText(account.note)
        if not self._pages:
            self._pages = [_TablePage(table, self._name, self._settings) for table in account.tables]
            for page in self._pages:
                self.tabs.addTab(page, "")
        for page, table in zip(self._pages, account.tables, strict=True):
            page.show_table(table)
            self.tabs.setTabText(self.tabs.indexOf(page), f"{table.name} ({len(table.rows)})")
        self.tabs.show()

    def text(self) -> str:
        """The verdict and the sentences, for a chat or a letter."""
        return "\n".join((self.verdict.text(), *self.sentences.text().split("\n\n")))


class _TablePage(QWidget):
    def __init__(self, table: "Table", name: str, settings: Settings) -> None:
        super().__init__()
        columns = [_column(number, column) for number, column in enumerate(table.columns)]
        # Two rows may say the same, so a row is known by its place.
        self.table = FrozenTable(columns, f"{name}_{table.name.lower()}", settings, key=lambda row: row[0])
        self.table.setAccessibleName(table.name)
        self.empty = EmptyState("finished", table.empty)
        self.note = QLabel(table.note, wordWrap=True)
        self.note.setProperty("role", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.note)

    def show_table(self, table: "Table") -> None:
        self.table.set_rows(tuple(enumerate(table.lines)))
        self.table.setVisible(bool(table.rows))
        self.empty.setVisible(not table.rows)
        self.note.setVisible(bool(table.rows and table.note))


def _column(number: int, column: Any) -> Column[tuple[int, tuple[str, ...]]]:
    elastic = column.kind == "text" and column.width >= _ELASTIC
    needed = {"text": round(column.width * (_SHRUNK if elastic else 1)), "date": _DATE}.get(column.kind, 0)
    heading = _heading_width(column.heading)
    if elastic:  # which keeps two thirds of its width where there is no room
        heading = round(heading * 3 / 2)
    width = max(round(_LETTER * needed), heading)
    align = "left" if column.kind in ("text", "date") else "right"
    return Column(
        column.key,
        column.heading,
        lambda row: row[1][number],
        width,
        align,
        elastic=elastic,
        folded=True,
    )


def _heading_width(heading: str) -> int:
    """What the longer of the two lines of a heading needs, in pixels at the normal font size."""
    font = QApplication.font()
    font.setWeight(QFont.Weight.DemiBold)
    longest = max(map(QFontMetrics(font).horizontalAdvance, heading.split(" ", 1)))
    return round(longest * 100 / theme.scaled(100)) + _EDGES
