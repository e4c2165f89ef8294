"""A button that opens a list of check boxes and says what is chosen."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QMenu, QPushButton, QVBoxLayout, QWidget, QWidgetAction

from spl_desktop.ui import theme


class MultiChoice(QPushButton):
    """Several of some choices (id -> word); the list stays open while boxes are ticked."""

    changed = Signal()

    def __init__(self, label: str, choices: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        box = QFrame()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(theme.GAP, theme.GAP, 2 * theme.GAP, theme.GAP)
        self._boxes: dict[str, QCheckBox] = {}
        for name, word in choices.items():
            check = QCheckBox(word)
            check.toggled.connect(self._on_toggled)
            self._boxes[name] = check
            layout.addWidget(check)
        self.popup = QMenu(self)
        action = QWidgetAction(self.popup)
        action.setDefaultWidget(box)
        self.popup.addAction(action)
        # Not setMenu: the style sheet then draws the words against the left edge.
        self.clicked.connect(self._open)
        self._write()

    def chosen(self) -> frozenset[str]:
        """The ids that are ticked."""
        return frozenset(name for name, box in self._boxes.items() if box.isChecked())

    def set_chosen(self, names: Iterable[str]) -> None:
        """Tick these and no others, without a signal."""
        wanted = set(names)
        for name, box in self._boxes.items():
            box.blockSignals(True)
            box.setChecked(name in wanted)
            box.blockSignals(False)
        self._write()

    def _open(self) -> None:
        self.popup.popup(self.mapToGlobal(QPoint(0, self.height() + 1)))
        next(iter(self._boxes.values())).setFocus()

    def _on_toggled(self) -> None:
        self._write()
        self.changed.emit()

    def _write(self) -> None:
        words = [box.text() for box in self._boxes.values() if box.isChecked()]
        shown = "semua" if not words else words[0].lower() if len(words) == 1 else f"{len(words)} dipilih"
        self.setText(f"{self._label}: {shown}  ▾")
        self.setAccessibleName(f"{self._label}: {', '.join(words) or 'semua'}")
        self.setToolTip(", ".join(words))
