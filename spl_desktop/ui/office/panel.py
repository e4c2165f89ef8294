"""A tab whose fields are edited where they stand: Simpan and Batal wake up when something was changed."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.rights import UseCase
from spl_desktop.services.changes import Changes
from spl_desktop.ui import theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.office.editing import Refusal, Saving, Values
from spl_desktop.ui.widgets.fields import Form

_WIDTH = 760


class EditPanel(QWidget):
    """Fields of the office with Simpan and Batal. What is being typed survives a change made elsewhere."""

    saved = "Pengaturan disimpan."

    def __init__(self, context: Context, intro: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.form = Form()
        self.form.judge = self.problems
        self.form.changed.connect(self.review)
        self.refusal = Refusal()
        self._shown: Values = {}
        self.saver = QPushButton("Simpan")
        self.saver.setProperty("kind", "primary")
        self.saver.clicked.connect(self.save)
        self.back = QPushButton("Batal")
        self.back.clicked.connect(self.give_up)
        for control in (self.form, self.saver):
            context.permits.bind(control, UseCase.SETTINGS)
        words = QLabel(intro, wordWrap=True)
        words.setProperty("role", "muted")
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.GAP)
        self.body.addWidget(words)
        self.body.addSpacing(theme.GAP)
        self.body.addWidget(self.form)
        holder = QWidget()
        holder.setMaximumWidth(theme.scaled(_WIDTH))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 2 * theme.GAP, 2 * theme.GAP, theme.GAP)
        column.addLayout(self.body)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(holder)
        self.buttons = QWidget()
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, theme.GAP, 0, theme.GAP)
        row.addWidget(self.saver)
        row.addWidget(self.back)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(area, 1)
        layout.addWidget(self.refusal)
        layout.addWidget(self.buttons)

    def values(self) -> Values:
        """What stands in the fields."""
        raise NotImplementedError

    def put(self, values: Values) -> None:
        """Shows these values in the fields."""
        raise NotImplementedError

    def judge(self, values: Values) -> Mapping[str, str]:
        """What the rules have against the values: field -> sentence."""
        raise NotImplementedError

    def saving(self, values: Values) -> Saving:
        """What saves them, called with the register and the named values."""
        raise NotImplementedError

    def changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.values() != self._shown

    def load(self, values: Values) -> None:
        """Shows what the register holds, unless the user is typing."""
        if self._shown and self.changed():
            return
        self._shown = values
        self.put(values)
        self.form.forget()
        self.review()

    def problems(self) -> dict[str, str]:
        """What is amiss now."""
        return dict(self.judge(self.values()))

    def review(self) -> None:
        """Follows what is typed."""
        for button in (self.saver, self.back):
            button.setEnabled(self.changed())

    def save(self) -> None:
        """Saves where nothing is amiss, otherwise leads to the first field that is."""
        problems = self.problems()
        self.refusal.say(" ".join(self.form.show_problems(problems)))
        if not problems:
            self._record(self.values(), self.saved, undo=self._shown)

    def give_up(self) -> None:
        """Shows again what is saved."""
        values, self._shown = self._shown, {}
        self.refusal.say("")
        self.load(values)

    def _record(self, new: Values, words: str, *, undo: Values | None) -> None:
        service, values = self.saving(new)
        work = partial(service, self.context.register, **values)  # a value may be called like an option of run
        then = partial(self._saved, new, words, undo)
        self.context.runner.run(work, then=then, failed=self._refused, owner=self, lock=self.buttons)

    def _saved(self, new: Values, words: str, undo: Values | None, _changes: object) -> None:
        self._shown = new
        self.refusal.say("")
        self.review()
        self.context.say(words, None if undo is None else partial(self._take_back, undo))

    def _take_back(self, values: Values) -> None:
        """What was there before is recorded anew, as one more fact."""
        if self.changed():
            self.context.say("Simpan atau batalkan dahulu isian yang sedang diketik, lalu ubah kembali.")
            return
        self.put(values)
        self._record(values, "Isian sebelumnya dikembalikan.", undo=None)

    def _refused(self, error: UserError) -> None:
        problems = error.problems if isinstance(error, Invalid) else {}
        rest = self.form.show_problems(problems)
        self.refusal.say(" ".join(rest) if problems else error.sentence)


def in_turn(service: Callable[..., Changes], register: Any, calls: tuple[Values, ...]) -> Changes:
    """Several small changes one after the other, announced as one."""
    made = [service(register, **values) for values in calls]
    return Changes(
        frozenset[Any]().union(*(changes.kinds for changes in made)),
        frozenset[int]().union(*(changes.cases for changes in made)),
    )
