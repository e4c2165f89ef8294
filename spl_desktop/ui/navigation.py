"""The narrow bar of places at the left, and the bar that leads back from a case."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from spl_desktop.ui import icons, theme
from spl_desktop.ui.pages import PageSpec


class Navigation(QFrame):
    """One button a place; emits `chosen` with the id of the place."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName("Navigasi")
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, theme.GAP, 6, theme.GAP)
        layout.setSpacing(theme.GAP // 2)
        for number, place in enumerate(places, 1):
            button = QToolButton()
            button.setText(place.title)
            button.setToolTip(f"{place.title} (Ctrl+{number})")
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(22, 22))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            icons.put(button, place.icon)
            button.clicked.connect(lambda _checked=False, name=place.id: self.chosen.emit(name))
            self._group.addButton(button)
            self._buttons[place.id] = button
            layout.addWidget(button)
        layout.addStretch()
        theme.bus().changed.connect(self._fit)
        self._fit()

    def mark(self, place: str) -> None:
        """Show where the user is."""
        self._buttons[place].setChecked(True)

    def _fit(self) -> None:
        self.setFixedWidth(theme.scaled(92))


class BackBar(QFrame):
    """Stands over a case and leads back to the register."""

    def __init__(self, back: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        button = QToolButton()
        button.setDefaultAction(back)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP // 2, theme.GAP, 0)
        layout.addWidget(button)
        layout.addStretch()
