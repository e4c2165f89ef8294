"""Who acted: the lane, and the official who stood for it on that day."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QWidget

from spl_desktop.domain.sop import Lane
from spl_desktop.services.office import Holder, positions_on
from spl_desktop.ui.context import Context


def typed_box(items: list[str], placeholder: str = "") -> QComboBox:
    """A list of words with typing search, which also takes a word of one's own."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setMinimumContentsLength(14)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    fill_typed(box, items)
    edit = box.lineEdit()
    if edit is not None:
        edit.setPlaceholderText(placeholder)
    return box


def fill_typed(box: QComboBox, items: list[str]) -> None:
    """Other words in the list; what was typed stays."""
    typed = box.currentText()
    box.blockSignals(True)
    box.clear()
    box.addItems(items)
    completer = QCompleter(items, box)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    box.setCompleter(completer)
    box.setCurrentIndex(-1)
    box.setEditText(typed)
    box.blockSignals(False)


class ActedBy(QWidget):
    """The lane that acted and, where it is known, the official's name; the one who held the position is proposed."""

    def __init__(self, context: Context, lanes: list[Lane], lane: str, on: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._holders: tuple[Holder, ...] = ()
        self._proposed = ""
        self._lane = QComboBox()
        for one in lanes:
            self._lane.addItem(one.short, one.id)
        self._lane.setCurrentIndex(max(0, self._lane.findData(lane)))
        self._lane.setAccessibleName("Pelaksana yang bertindak")
        self._official = typed_box([], "nama pejabat atau petugas")
        self._official.setAccessibleName("Nama pejabat atau petugas yang bertindak")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._lane)
        layout.addWidget(self._official, 1)
        self.setFocusProxy(self._lane)
        self._lane.currentIndexChanged.connect(lambda _: self._propose())
        self.on(on)

    @property
    def lane(self) -> str:
        """The lane's id."""
        return str(self._lane.currentData() or "")

    @property
    def official(self) -> str:
        """The name as it is to be recorded."""
        return self._official.currentText().strip()

    def on(self, day: date) -> None:
        """Proposes who held the positions on that day."""
        self._context.runner.run(positions_on, self._context.register, day, then=self._show, owner=self, quiet=True)

    def _show(self, holders: tuple[Holder, ...]) -> None:
        self._holders = holders
        fill_typed(self._official, list(dict.fromkeys(one.official.name for one in holders)))
        self._propose()

    def _propose(self) -> None:
        fitting = [one.official.name for one in self._holders if one.position.lane == self.lane]
        if self._official.currentText() in ("", self._proposed):
            self._proposed = fitting[0] if len(set(fitting)) == 1 else ""
            self._official.setEditText(self._proposed)
