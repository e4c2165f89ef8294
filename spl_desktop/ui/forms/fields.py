"""A widget for each type of field, all with the same three things: its text, putting a text in, and a signal."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from spl_desktop.domain.forms import Field, FieldType
from spl_desktop.ui.case.form import LongText
from spl_desktop.ui.widgets.date_edit import DateEdit


class FieldWidget(Protocol):
    """What the form window needs of a field; `text` is what the content holds."""

    changed: SignalInstance

    def text(self) -> str:
        """What stands in it, as the content holds it."""

    def put(self, text: str) -> None:
        """Shows what the content holds."""


def _example(field: Field) -> str:
    return f"contoh: {field.example}" if field.example else ""


class LineField(QLineEdit):
    """A line; its example stands in it while it is empty."""

    changed = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__(placeholderText=_example(field))
        self.setReadOnly(field.locked)
        self.textChanged.connect(lambda _: self.changed.emit())

    def put(self, text: str) -> None:
        """Shows the text from its beginning."""
        self.setText(text)
        self.setCursorPosition(0)


class TextField(LongText):
    """Several lines; JSON in letters that are all equally wide."""

    changed = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__({FieldType.LINES: 3, FieldType.JSON: 7}.get(field.type, 5))
        self.setPlaceholderText(_example(field))
        self.setReadOnly(field.locked)
        if field.type is FieldType.JSON:
            self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.textChanged.connect(self.changed)

    def put(self, text: str) -> None:
        """Shows the text."""
        self.setPlainText(text)


class ChoiceField(QComboBox):
    """One of the choices, or none yet; a value that is none of them is kept and shown."""

    changed = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.setPlaceholderText("pilih")
        self.addItem("", "")
        for name, words in field.choices.items():
            self.addItem(words, name)
        self.setCurrentIndex(0)
        self.currentIndexChanged.connect(lambda _: self.changed.emit())

    def text(self) -> str:
        """The id of the choice."""
        return str(self.currentData() or "")

    def put(self, text: str) -> None:
        """Chooses."""
        if self.findData(text) < 0:
            self.addItem(text, text)
        self.setCurrentIndex(self.findData(text))


class ChoicesField(QWidget):
    """Any of the choices, each with a box."""

    changed = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        self._boxes: dict[str, QCheckBox] = {}
        for name, words in field.choices.items():
            box = QCheckBox(words)
            box.toggled.connect(lambda _: self.changed.emit())
            self._boxes[name] = box
            row.addWidget(box)
        row.addStretch(1)
        self.setFocusProxy(next(iter(self._boxes.values())))

    def text(self) -> str:
        """The ids of what is ticked, one a line."""
        return "\n".join(name for name, box in self._boxes.items() if box.isChecked())

    def put(self, text: str) -> None:
        """Ticks these."""
        for name, box in self._boxes.items():
            box.setChecked(name in text.split("\n"))


class DateField(DateEdit):
    """A date; while it is none, what was typed is kept as it stands."""

    def __init__(self, field: Field) -> None:
        super().__init__(None)
        self.edit.setReadOnly(field.locked)
        self.button.setVisible(not field.locked)

    def text(self) -> str:
        """The date as ISO."""
        day = self.value()
        return day.isoformat() if day is not None else self.edit.text()

    def put(self, text: str) -> None:
        """Shows the date of that ISO text."""
        try:
            self.set_value(date.fromisoformat(text))
        except ValueError:
            self.set_text(text)


class OfferField(LineField):
    """A line that offers what it may hold."""

    def offer(self, options: Sequence[str]) -> None:
        """From now on it offers these."""
        completer = QCompleter(list(options), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)


def widget_of(field: Field) -> QWidget:
    """The widget in which that field is filled in; tables have their grid."""
    match field.type:
        case FieldType.TEXT | FieldType.LINES | FieldType.JSON:
            return TextField(field)
        case FieldType.CHOICE:
            return ChoiceField(field)
        case FieldType.CHOICES:
            return ChoicesField(field)
        case FieldType.DATE:
            return DateField(field)
        case FieldType.REFERENCE | FieldType.DOCUMENT:
            return OfferField(field)
        case _:
            return LineField(field)
