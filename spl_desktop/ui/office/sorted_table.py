"""A table of all rows of a short list, sorted here; long lists are sorted where they are kept."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from spl_desktop.ui import icons, theme
from spl_desktop.ui.settings import Settings
from spl_desktop.ui.widgets.frozen_table import Column, FrozenTable

Keys = Mapping[str, Callable[[Any], Any]]
LEAST_ROWS: Final = 2


class SortedTable(FrozenTable):
    """Shows rows in the order that was asked for last; `keys` tell by what each sort key sorts."""

    shown = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        name: str,
        settings: Settings,
        *,
        key: Callable[[Any], Hashable],
        keys: Keys,
        sort: str,
        title: str,
        down: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(columns, name, settings, key=key, parent=parent)
        self._keys = keys
        self._by, self._down = sort, down
        self.setAccessibleName(title)
        self.horizontalHeader().setStretchLastSection(True)
        self.setMinimumHeight(theme.scaled(32 * (LEAST_ROWS + 1)))
        self.sort_asked.connect(self._resort)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Shows these rows, sorted."""
        self.set_rows(sorted(rows, key=self._keys[self._by], reverse=self._down))
        self.show_sort(self._by, self._down)
        self.shown.emit(len(rows))

    def _resort(self, key: str, descending: bool) -> None:
        self._by, self._down = key, descending
        self.show_rows(self.rows.rows)


def button(text: str, icon: str, told: Callable[[], object], tip: str = "") -> QPushButton:
    """A button over a table."""
    made = QPushButton(text)
    made.setToolTip(tip)
    icons.put(made, icon)
    made.clicked.connect(lambda: told())
    return made


def bar(*widgets: QWidget, title: str = "", before: Sequence[QWidget] = ()) -> QWidget:
    """What stands over a table: its title and the fields `before` on the left, the rest on the right."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.GAP)
    if title:
        heading = QLabel(title)
        heading.setProperty("role", "section")
        layout.addWidget(heading)
    for widget in before:
        layout.addWidget(widget)
    layout.addStretch(1)
    for widget in widgets:
        layout.addWidget(widget)
    return holder
