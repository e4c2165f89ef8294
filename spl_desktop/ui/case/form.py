"""Rows of a form: a label, a field, and beneath it the sentence that says what is amiss."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from spl_desktop.ui.widgets.wrapping import breakable

LABEL_WIDTH = 150


def plain(label: str) -> str:
    """A label as it is spoken: without the mark of its shortcut."""
    return label.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip(" :*")


class Sentence(QLabel):
    """A sentence beneath a field; takes no room while it is empty."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def say(self, text: str) -> None:
        """Shows the sentence, or nothing."""
        self.setText(breakable(text))
        self.setVisible(bool(text))


_LONGEST_CHOICE = 28


class Form(QWidget):
    """Fields under each other, their labels in one column."""

    def __init__(self, parent: QWidget | None = None, label_width: int = LABEL_WIDTH) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, label_width)
        self._errors: dict[str, Sentence] = {}
        self._hints: dict[str, Sentence] = {}
        self._fields: dict[str, QWidget] = {}
        self._rows: dict[str, list[QWidget]] = {}

    def add(self, field: str, label: str, widget: QWidget, *, hint: str = "", required: bool = False) -> None:
        """A row; `field` is the name under which its problems are shown."""
        row = self._grid.rowCount()
        caption = QLabel(f"{label} *" if required else label)
        first = widget.focusProxy()
        # A closed list is spoken by its label, so the label must belong to the list and not to what holds it.
        named = first if isinstance(first, QComboBox) else widget
        caption.setBuddy(named)
        caption.setMinimumHeight(28)
        caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        caption.setContentsMargins(0, 5, 0, 0)
        caption.setWordWrap(True)
        name = plain(label)
        if not widget.accessibleName():
            widget.setAccessibleName(f"{name}, wajib diisi" if required else name)
        below = Sentence("muted")
        below.say(hint)
        error = Sentence("problem")
        self._grid.addWidget(caption, row, 0)
        self._grid.addWidget(widget, row, 1)
        self._grid.addWidget(below, row + 1, 1)
        self._grid.addWidget(error, row + 2, 1)
        self._grid.setRowMinimumHeight(row + 3, 4)
        self._errors[field] = error
        self._hints[field] = below
        self._fields[field] = widget
        self._rows[field] = [caption, widget]
        self._forget_when_changed(field, named)

    def _forget_when_changed(self, field: str, widget: QWidget) -> None:
        """What was amiss is not said any longer once the field is changed; whoever judges while typing comes later."""

        def forget(*_: object) -> None:
            self.show_problems({}, frozenset({field}))

        if isinstance(widget, QComboBox):
            widget.currentTextChanged.connect(forget)
        elif isinstance(widget, QLineEdit | QPlainTextEdit):
            widget.textChanged.connect(forget)

    def section(self, title: str) -> None:
        """A heading between rows."""
        row = self._grid.rowCount()
        heading = QLabel(title)
        heading.setProperty("role", "section")
        heading.setContentsMargins(0, 8 if row > 1 else 0, 0, 2)
        self._grid.addWidget(heading, row, 0, 1, 2)

    def caption(self, text: str, hint: str = "") -> None:
        """The words over a widget that takes the whole width."""
        row = self._grid.rowCount()
        if text:
            label = QLabel(text)
            label.setContentsMargins(0, 6, 0, 0)
            self._grid.addWidget(label, row, 0, 1, 2)
        below = Sentence("muted")
        below.say(hint)
        self._grid.addWidget(below, row + 1, 0, 1, 2)

    def wide(self, widget: QWidget) -> None:
        """A widget over the whole width."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def hint(self, field: str, text: str) -> None:
        """Says something about a field that is no fault."""
        self._hints[field].say(text)

    def show_row(self, field: str, visible: bool) -> None:
        """Shows or hides a row."""
        for widget in self._rows[field]:
            widget.setVisible(visible)
        for sentence in (self._errors[field], self._hints[field]):
            sentence.setVisible(visible and bool(sentence.text()))

    def show_problems(self, problems: Mapping[str, str], only: frozenset[str] | None = None) -> dict[str, str]:
        """Each sentence beneath its field; gives back those of fields that this form lacks.

        With `only`, other fields stay as they are: nobody is told off for a field not yet reached.
        """
        for field, error in self._errors.items():
            if only is not None and field not in only:
                continue
            problem = problems.get(field, "")
            error.say(f"▲ {problem}" if problem else "")
            self._fields[field].setAccessibleDescription(problem)
        return {field: text for field, text in problems.items() if field not in self._errors}

    def focus_first_field(self) -> None:
        """Puts the cursor into the first field."""
        for widget in self._fields.values():
            if widget.isVisibleTo(self):
                widget.setFocus()
                return

    def focus_first(self, problems: Mapping[str, str]) -> None:
        """Puts the cursor into the first field that is amiss."""
        for field, widget in self._fields.items():
            if field in problems:
                widget.setFocus()
                return

    def first_problem(self) -> QWidget | None:
        """The first sentence that says what is amiss, None where nothing is."""
        return next((error for error in self._errors.values() if error.text()), None)

    def problem(self, field: str) -> str:
        """The sentence that now stands beneath a field."""
        return self._errors[field].text().removeprefix("▲ ")


class LongText(QPlainTextEdit):
    """Several lines of text; Tab goes on to the next field."""

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        height = self.fontMetrics().lineSpacing() * lines + 16
        self.setMinimumHeight(min(height, 58))
        self.setMaximumHeight(height)

    def text(self) -> str:
        """What was typed."""
        return self.toPlainText()


def choice(items: list[tuple[str, object]], chosen: object = None) -> QComboBox:
    """A closed list of words with what each stands for; words longer than the field stand in its tooltip."""
    box = QComboBox()
    for text, data in items:
        box.addItem(text, data)
    if any(len(text) > _LONGEST_CHOICE for text, _ in items):
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_LONGEST_CHOICE // 2)
        box.setToolTip(box.currentText())
        box.currentTextChanged.connect(box.setToolTip)
    if chosen is not None:
        box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


class RadioButton(QRadioButton):
    """One of several answers; an arrow key chooses it, also while none is chosen, where Qt only moves the focus."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        now = self.window().focusWidget()
        if now is not self and isinstance(now, RadioButton):
            now.setChecked(True)


def line_edit(placeholder: str = "", text: str = "") -> QLineEdit:
    """A line of text."""
    edit = QLineEdit(text)
    edit.setPlaceholderText(placeholder)
    return edit


def beside(*widgets: QWidget, stretch: int = 0) -> QWidget:
    """Widgets next to each other as one; the one numbered `stretch` takes the room."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    for number, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if number == stretch else 0)
    holder.setFocusProxy(widgets[0])
    return holder


class Banner(QFrame):
    """A refusal, a warning or a remark over the form, told apart by its sign and not by its colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        self.hide()

    def text(self) -> str:
        """The sentence shown, empty while there is none."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, text: str, sign: str = "▲") -> None:
        """Shows the sentence; hides itself for an empty one."""
        self._sign.setText(sign)
        self._text.setText(breakable(text))
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def add(self, widget: QWidget) -> None:
        """A button beside the sentence."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(widget)
