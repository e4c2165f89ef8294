"""Form rows: a label, the field, and beneath it the sentence that says what is wrong with it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.ui import theme
from spl_desktop.ui.widgets.date_edit import DateEdit
from spl_desktop.ui.widgets.file_drop import FileDrop

_PAUSE_MS: Final = 250


class Form(QWidget):
    """Named fields in rows. It validates while the user types, but reproaches only fields he has already left.

    `changed` comes once after a pause in typing. `judge`, when it is set, gives field -> sentence for what stands in
    the form; it is asked then. On saving, `show_problems` shows all of them and moves to the first; they stand until
    something is changed, also those that only the register could know.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.judge: Callable[[], Mapping[str, str]] | None = None
        self._fields: dict[str, QWidget] = {}
        self._sentences: dict[str, QLabel] = {}
        self._labels: dict[str, QLabel] = {}
        self._touched: set[str] = set()
        self._refused: Mapping[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * theme.GAP)
        self._grid.setVerticalSpacing(theme.GAP)
        self._grid.setColumnStretch(1, 1)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._on_pause)

    def section(self, title: str) -> None:
        """A heading over the rows that follow."""
        label = QLabel(title)
        label.setProperty("role", "section")
        row = self._grid.rowCount()
        if self._fields:
            self._grid.setRowMinimumHeight(row, theme.GAP)
            row += 1
        self._grid.addWidget(label, row, 0, 1, 2)

    def add(self, name: str, label: str, widget: QWidget, *, required: bool = False, hint: str = "") -> QWidget:
        """A row; `required` is marked by a star, and `hint` stands beneath the field."""
        caption = QLabel(f"{label} *" if required else label)
        caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        caption.setContentsMargins(0, 6, 0, 0)
        caption.setBuddy(widget)
        widget.setAccessibleName(f"{label}, wajib diisi" if required else label)
        sentence = QLabel(wordWrap=True)
        sentence.hide()
        sentence.setProperty("role", "problem")
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(widget)
        if hint:
            note = QLabel(hint, wordWrap=True)
            note.setProperty("role", "muted")
            column.addWidget(note)
        column.addWidget(sentence)
        row = self._grid.rowCount()
        self._grid.addWidget(caption, row, 0)
        self._grid.addLayout(column, row, 1)
        self._fields[name], self._sentences[name], self._labels[name] = widget, sentence, caption
        self._watch(name, widget)
        return widget

    def field(self, name: str) -> QWidget:
        """The widget of a row; KeyError for an unknown name."""
        return self._fields[name]

    def set_row_visible(self, name: str, visible: bool) -> None:
        """Show or hide a whole row."""
        self._fields[name].setVisible(visible)
        self._labels[name].setVisible(visible)
        self._sentences[name].setVisible(visible and bool(self._sentences[name].text()))

    def show_problems(self, problems: Mapping[str, str], *, focus: bool = True) -> tuple[str, ...]:
        """Show a sentence beneath each field it belongs to; what belongs to no field is given back."""
        self._touched.update(problems)
        self._refused = problems
        self._paint(problems)
        if focus:
            first = next((name for name in self._fields if name in problems), None)
            if first is not None:
                self._fields[first].setFocus(Qt.FocusReason.OtherFocusReason)
        return tuple(sentence for name, sentence in problems.items() if name not in self._fields)

    def problem(self, name: str) -> str:
        """The sentence shown beneath a field."""
        return self._sentences[name].text()

    def forget(self) -> None:
        """Take back all reproaches, as in a form just opened."""
        self._touched.clear()
        self._refused = {}
        self._paint({})

    def _paint(self, problems: Mapping[str, str]) -> None:
        for name, label in self._sentences.items():
            sentence = problems.get(name, "")
            label.setText(f"▲ {sentence}" if sentence else "")
            label.setVisible(bool(sentence) and self._fields[name].isVisibleTo(self))
            for target in _inputs(self._fields[name]):
                if bool(target.property("wrong")) != bool(sentence):
                    target.setProperty("wrong", bool(sentence))
                    target.style().unpolish(target)
                    target.style().polish(target)
            self._fields[name].setAccessibleDescription(sentence)

    def _watch(self, name: str, widget: QWidget) -> None:
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            widget.textChanged.connect(self._on_change)
        elif isinstance(widget, QComboBox):
            widget.currentTextChanged.connect(self._on_change)
        elif isinstance(widget, QCheckBox):
            widget.toggled.connect(self._on_change)
        elif isinstance(widget, QSpinBox):
            widget.valueChanged.connect(self._on_change)
        elif isinstance(widget, DateEdit | FileDrop):
            widget.changed.connect(self._on_change)
        for target in _inputs(widget):
            target.setProperty("form_field", name)
            target.installEventFilter(self)

    def _on_change(self, *_value: object) -> None:
        self._refused = {}
        self._timer.start()

    def _on_pause(self) -> None:
        if self.judge is not None:
            judged = self.judge()
            self._paint({name: judged[name] for name in self._touched if name in judged} | dict(self._refused))
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._touched.add(str(watched.property("form_field")))
            self._timer.start()
        return False


def _inputs(widget: QWidget) -> Iterable[QWidget]:
    return (widget.edit,) if isinstance(widget, DateEdit) else (widget,)
