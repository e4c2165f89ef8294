"""A dialog that edits one thing of the office: judged while typed, and open with its words when saving is refused."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.office import OfficeState
from spl_desktop.domain.rights import UseCase
from spl_desktop.ui import asking, theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.date_edit import DateEdit
from spl_desktop.ui.widgets.fields import Form
from spl_desktop.ui.widgets.sizing import GrowingDialog

Values = dict[str, Any]
Saving = tuple[Callable[..., Any], Values]


def problems_of(rule: Callable[..., object], *args: Any, **kwargs: Any) -> dict[str, str]:
    """What a rule has against these values: field -> sentence, empty where it agrees."""
    try:
        rule(*args, **kwargs)
    except Invalid as refused:
        return refused.problems
    except UserError as refused:
        return {"": refused.sentence}
    return {}


def value_of(widget: QWidget) -> Any:
    """What stands in a field: text, the data of a choice, yes or no, or a date (None where there is none)."""
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.currentData()
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    if isinstance(widget, DateEdit):
        return widget.value()
    raise TypeError(f"no field: {type(widget).__name__}")


def line_edit(placeholder: str, text: str = "") -> QLineEdit:
    """A line of text with an example of what belongs there."""
    edit = QLineEdit(text, placeholderText=placeholder)
    edit.setCursorPosition(0)
    return edit


def choice(items: Mapping[Any, str], chosen: object) -> QComboBox:
    """A closed list: value -> words."""
    box = QComboBox(minimumContentsLength=20)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for data, words in items.items():
        box.addItem(words, data)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def ticked(words: str, on: bool) -> QCheckBox:
    """A box to tick."""
    box = QCheckBox(words)
    box.setChecked(on)
    return box


class Refusal(QLabel):
    """A sentence that belongs to no single field; takes no room while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, wordWrap=True)
        self.hide()
        self.setProperty("role", "problem")

    def say(self, sentence: str) -> None:
        """Shows the sentence, or goes away."""
        self.setText(f"▲ {sentence}" if sentence else "")
        self.setVisible(bool(sentence))


class EditDialog(GrowingDialog):
    """Fields with their sentences, Simpan and Batal. Subclasses say what is amiss and which service saves."""

    agree = "Simpan"
    intro = ""
    use: UseCase | None = UseCase.SETTINGS

    def __init__(self, context: Context, state: OfficeState, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.state = state
        self.setWindowTitle(title)
        self.form = Form()
        # On a low screen whatever scrolls gives way, never the fields.
        self.form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.form.judge = self.problems
        self.refusal = Refusal()
        self._fields: dict[str, QWidget] = {}
        self._first: Values = {}
        self.saver = QPushButton(self.agree, default=True)
        self.saver.setProperty("kind", "primary")
        self.saver.clicked.connect(self.save)
        if self.use is not None:
            context.permits.bind(self.saver, self.use)
        back = QPushButton("Batal", autoDefault=False)
        back.clicked.connect(self.reject)
        self.buttons = QDialogButtonBox()
        self.buttons.addButton(self.saver, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(back, QDialogButtonBox.ButtonRole.RejectRole)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.GAP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        if self.intro:
            words = QLabel(self.intro, wordWrap=True)
            words.setProperty("role", "muted")
            layout.addWidget(words)
            layout.addSpacing(theme.GAP)
        layout.addWidget(self.form)
        layout.addLayout(self.body)
        layout.addStretch(1)
        layout.addWidget(self.refusal)
        layout.addSpacing(theme.GAP)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(theme.scaled(580))

    def add(self, name: str, label: str, widget: QWidget, *, hint: str = "", required: bool = False) -> None:
        """A field under the name that the rules use for it."""
        self.form.add(name, label, widget, hint=hint, required=required)
        self._fields[name] = widget

    def ready(self) -> None:
        """Called last while building: from here on changes count as the user's."""
        self._first = self.values()
        next(iter(self._fields.values())).setFocus()  # otherwise the button, made before the fields, has the keyboard

    def values(self) -> Values:
        """What stands in the fields."""
        return {name: value_of(widget) for name, widget in self._fields.items()}

    def judge(self, values: Values) -> Mapping[str, str]:
        """What the rules have against the values: field -> sentence."""
        raise NotImplementedError

    def saving(self, values: Values) -> Saving:
        """The service that saves, and its named values."""
        raise NotImplementedError

    def problems(self) -> dict[str, str]:
        """What is amiss now; a date that cannot be read says why."""
        found = dict(self.judge(self.values()))
        for name, widget in self._fields.items():
            if isinstance(widget, DateEdit) and (sentence := widget.problem(required=False)):
                found[name] = sentence
        return found

    def save(self) -> None:
        """Saves where nothing is amiss, otherwise leads to the first field that is."""
        found = self.problems()
        self._tell(found)
        if not found:
            service, values = self.saving(self.values())
            work = partial(service, self.context.register, **values)  # a value may be called like an option of run
            self.context.runner.run(work, then=self._saved, failed=self._refused, lock=self.buttons)

    def _tell(self, problems: Mapping[str, str]) -> None:
        self.refusal.say(" ".join(self.form.show_problems(problems)))

    def _saved(self, _changes: object) -> None:
        super().accept()

    def _refused(self, error: UserError) -> None:
        if isinstance(error, Invalid):
            self._tell(error.problems)
        else:
            self.refusal.say(error.sentence)

    def reject(self) -> None:
        """Esc, Batal and closing: asks first where something was typed. Not while it saves: it would go meanwhile."""
        if not self.buttons.isEnabled():
            return
        sure = self.values() == self._first or asking.yes_no(
            self, "Buang perubahan yang belum disimpan?", yes="Buang", no="Lanjut mengisi", danger=True
        )
        if sure and isValid(self):  # the page may have been closed under the question
            super().reject()
