"""The dialog that collects what is to be recorded of a case, and stays open with the words in it when refused."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.dates import late_entry
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.rules import EARLIEST, date_problem
from spl_desktop.services.changes import Changes
from spl_desktop.ui import keys, theme
from spl_desktop.ui.case.drafts import DraftKeeper, Words
from spl_desktop.ui.case.form import Banner, Form, LongText
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.date_edit import DateEdit
from spl_desktop.ui.widgets.wrapping import breakable


class CaseDialog(QDialog):
    """Fields, a place for refusals, and two buttons; Esc closes and keeps the draft."""

    enter_agrees = True
    """Whether Enter in a field is the same as the first button; not where that cannot be undone."""

    use: UseCase | None = None
    """What agreeing means in the table of rights; None where nothing is recorded."""

    settling = 600
    """Milliseconds after it opened in which no key agrees: the same keys, pressed twice, opened it."""

    def __init__(
        self,
        context: Context,
        title: str,
        agree: str,
        parent: QWidget | None = None,
        *,
        lead: str = "",
        width: int = 560,
        danger: bool = False,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.changes: Changes | None = None
        self.draft: DraftKeeper | None = None
        self._focus: QWidget | None = None
        self._seen = QElapsedTimer()
        self.setWindowTitle(title)
        self.setModal(True)
        self.banner = Banner()
        self.form = Form()
        self.lead = QLabel(breakable(lead))
        self.lead.setWordWrap(True)
        self.lead.setTextFormat(Qt.TextFormat.PlainText)
        self.lead.setVisible(bool(lead))
        self.lead.setProperty("role", "muted")
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(0, 0, theme.GAP, 0)
        self.body.setSpacing(theme.GAP)
        self.body.addWidget(self.lead)
        self.body.addWidget(self.form)
        self.body.addStretch(0)
        self._room = QScrollArea()
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setWidgetResizable(True)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setWidget(inner)
        inner.installEventFilter(self)
        self.banner.installEventFilter(self)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.agree = QPushButton(agree)
        self.agree.setDefault(True)
        self.agree.setProperty("kind", "danger" if danger else "primary")
        self.agree.clicked.connect(self.submit)
        self.agree.installEventFilter(self)
        if self.use is not None:
            context.permits.bind(self.agree, self.use)
        self.buttons = QDialogButtonBox()
        self.buttons.addButton(self.agree, QDialogButtonBox.ButtonRole.ActionRole)
        self.turn_back = self.buttons.addButton("Batal", QDialogButtonBox.ButtonRole.RejectRole)
        self.turn_back.setAutoDefault(False)
        self.buttons.rejected.connect(self.reject)
        for key in keys.AGREE.keys:  # Enter itself begins a new line in a long text
            shortcut = QShortcut(QKeySequence(key), self, self._agree_by_keys)
            shortcut.setAutoRepeat(False)  # the same keys may have opened this dialog, and be held down still
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(2 * theme.GAP)
        layout.addWidget(self.banner)
        layout.addWidget(self._room, 1)
        layout.addWidget(self.buttons)
        self._width = width

    # -- building

    def add(self, widget: QWidget) -> None:
        """A widget beneath what is there."""
        self.body.insertWidget(self.body.count() - 1, widget)

    def add_date(
        self, field: str = "on", label: str = "&Tanggal kejadian", *, earliest: date = EARLIEST, since: str = ""
    ) -> DateEdit:
        """The day on which it happened: today, or earlier, which is then said."""
        edit = DateEdit(self.today)
        self.form.add(field, label, edit, required=True)

        def judge() -> None:
            on = edit.value()
            problem = date_problem(on, self.today, earliest, since) if on is not None else edit.problem()
            self.form.show_problems({field: problem} if problem else {}, frozenset({field}))
            late = "" if on is None or problem else late_entry(on, self.today)
            self.form.hint(field, f"Akan tercatat: {late}." if late else "")

        edit.changed.connect(judge)
        return edit

    def on_date(self, edit: DateEdit, field: str = "on") -> date:
        """The day typed; Invalid where it is none."""
        on = edit.value()
        if on is None:
            raise Invalid({field: edit.problem() or "Tanggal belum diisi (contoh: 23/11/2026)."})
        return on

    @property
    def today(self) -> date:
        """This day in Jakarta."""
        return self.context.register.clock.today()

    def keep_draft(self, key: str, collect: Callable[[], Words], restore: Callable[[Words], None]) -> DraftKeeper:
        """Keeps what is typed under `key`, and brings back what was kept with a way to throw it away."""
        self.draft = keeper = DraftKeeper(self.context, key, collect, self)
        empty = collect()

        def found(words: Words) -> None:
            restore(words)
            discard = QPushButton("&Buang draf")
            discard.setAutoDefault(False)
            note = Banner()
            note.say("Isian yang belum selesai dikembalikan.", "↺")
            note.add(discard)

            def throw_away() -> None:
                restore(empty)
                keeper.drop()
                note.hide()

            discard.clicked.connect(throw_away)
            self.body.insertWidget(0, note)

        keeper.start(found)
        return keeper

    def keep_text(self, key: str, name: str, field: LongText) -> None:
        """Keeps the one text of a dialog as its draft."""

        def collect() -> Words:
            return {name: field.text()} if field.text() else {}

        self.keep_draft(key, collect, lambda words: field.setPlainText(words.get(name, "")))

    def touched(self, *_: object) -> None:
        """Something was typed: the draft is kept soon."""
        if self.draft is not None:
            self.draft.touched()

    # -- doing

    def record(self) -> None:
        """Sends what was collected; a subclass says what and how. May raise UserError."""
        raise NotImplementedError

    def _agree_by_keys(self) -> None:
        if self.enter_agrees and self.agree.isEnabled() and self._settled():
            self.agree.click()

    def _settled(self) -> bool:
        return self._seen.isValid() and self._seen.elapsed() >= self.settling

    def _too_soon(self, event: QKeyEvent) -> bool:
        """Whether Enter is still held down, or follows what opened this dialog so quickly that nobody read it."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return enter and (event.isAutoRepeat() or not self._settled())

    def submit(self) -> None:
        """Records what was collected."""
        self.banner.say("")
        try:
            self.record()
        except UserError as error:
            self.refuse(error)

    def send(self, service: Callable[..., Changes], *args: Any, **kwargs: Any) -> None:
        """Does it in the register; closes when it is done, stays open when it is refused."""
        self._focus = self.focusWidget()
        self.context.runner.run(
            # Bound here: a service may take a `title`, which the runner takes for its own.
            partial(service, self.context.register, *args, **kwargs),
            then=self._done,
            failed=self.refuse,
            owner=self,
            lock=self,  # a second click must not send it twice
            title=f"{self.windowTitle()}…",
        )

    def _done(self, changes: object) -> None:
        if isinstance(changes, Changes):
            self.changes = changes
        if self.draft is not None:
            self.draft.close()
        self.accept()
        self.context.say(f"{self.windowTitle()}: sudah tercatat.")

    def refuse(self, error: UserError) -> None:
        """Says what is amiss, at the field where it is amiss, and leaves the words as they are."""
        problems = error.problems if isinstance(error, Invalid) else {}
        left = self.show_problems(problems)
        self.banner.say("\n".join(left.values()) if isinstance(error, Invalid) else error.sentence)
        if self._focus is not None:
            self._focus.setFocus()  # being locked took it away
        self.form.focus_first(problems)
        QTimer.singleShot(0, self, self._show_first_problem)  # once the sentences have taken their room

    def _show_first_problem(self) -> None:
        sentence = self.form.first_problem()
        if sentence is not None:
            self._room.ensureWidgetVisible(sentence)

    def show_problems(self, problems: dict[str, str]) -> dict[str, str]:
        """Each sentence at its field; gives back those without one."""
        return self.form.show_problems(problems)

    def done(self, result: int) -> None:
        """Closing in any way keeps the draft."""
        if self.draft is not None and result != QDialog.DialogCode.Accepted:
            self.draft.keep()
        super().done(result)

    def showEvent(self, event: QShowEvent) -> None:
        """As large as its fields now need: they were filled after it was made."""
        if not event.spontaneous():
            self._seen.start()
            for button in self.findChildren(QPushButton):
                button.setAutoDefault(button is self.agree and self.enter_agrees)
            self.agree.setDefault(self.enter_agrees)
            self.resize(self.sizeHint())
            if self.focusWidget() in (None, self.agree):
                self.begin()
        super().showEvent(event)

    def begin(self) -> None:
        """Puts the cursor where the user begins."""
        self.form.focus_first_field()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grows when a row or a sentence appears, as far as the screen allows; never shrinks under the mouse."""
        if watched is self.agree and isinstance(event, QKeyEvent) and self._too_soon(event):
            return True
        grown = (QEvent.Type.LayoutRequest, QEvent.Type.ShowToParent)
        if event.type() in grown and self.isVisible():
            wanted = self.sizeHint().height()
            if wanted > self.height():
                self.resize(self.width(), wanted)
                room = self.screen().availableGeometry()
                over = self.frameGeometry().bottom() - room.bottom()
                if over > 0:
                    self.move(self.x(), max(room.top(), self.y() - over))
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._too_soon(event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as asked for, as high as its fields, never higher than the screen."""
        screen = self.screen() or QGuiApplication.primaryScreen()
        inner = self._room.widget()
        margins = self.contentsMargins()
        width = self._width - 5 * theme.GAP - margins.left() - margins.right()
        layout = inner.layout() if inner is not None else None
        fields = layout.totalHeightForWidth(width) if layout is not None else 0
        height = max(fields, 60) + self.buttons.sizeHint().height() + 8 * theme.GAP
        if not self.banner.isHidden():
            height += self.banner.sizeHint().height() + 2 * theme.GAP
        room = screen.availableGeometry().size() if screen is not None else QSize(1366, 768)
        return QSize(min(self._width, room.width() - 40), min(height, room.height() - 60))
