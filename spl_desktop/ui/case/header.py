"""The head of a case's page: which case it is, how it stands, and what can be done with it now."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from spl_desktop.domain.case import Status
from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.rules import Action
from spl_desktop.services.forecast import CaseForecast
from spl_desktop.services.queries import USE_OF_ACTION, CaseView
from spl_desktop.ui import icons, theme
from spl_desktop.ui.case.ledger import KEYS
from spl_desktop.ui.case.tab import allow
from spl_desktop.ui.case.words import days_left, status_chip
from spl_desktop.ui.permits import Permits
from spl_desktop.ui.widgets.one_line import OneLine
from spl_desktop.ui.widgets.status_chip import StatusChip


class CaseHeader(QWidget):
    """Two lines about the case, and the actions; the deadline and the forecast open what explains them."""

    ledger_asked = Signal()
    forecast_asked = Signal()

    def __init__(self, ask: Callable[[Action], None], permits: Permits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past, self._brief = False, False
        self.title = OneLine()
        self.title.setProperty("role", "title")
        self.chip = StatusChip("plain", "")
        self.due = _link(f"Hitungan hari sampai jatuh tempo ({KEYS})", self.ledger_asked)
        self.ended = QLabel()
        self.forecast = _link("Dari mana perkiraan ini, langkah demi langkah", self.forecast_asked)
        self.forecast.setStyleSheet("padding-right: 0px;")  # its words end where the chip above them ends
        self.forecast.hide()
        self.line = OneLine()
        self.line.setProperty("role", "muted")
        self.buttons: dict[Action, QPushButton] = {}
        first = QHBoxLayout()
        first.setSpacing(2 * theme.GAP)
        first.addWidget(self.title, 1)
        first.addWidget(self.due)
        first.addWidget(self.ended)
        first.addWidget(self.chip)
        second = QHBoxLayout()
        second.setSpacing(2 * theme.GAP)
        second.addWidget(self.line, 1)
        second.addWidget(self.forecast)
        actions = QHBoxLayout()
        actions.setSpacing(theme.GAP)
        for action, words, icon in (
            (Action.FINISH, "&Selesaikan langkah…", ""),
            (Action.RETURN, "Ke&mbalikan…", "return"),
            (Action.RESUME, "Lan&jutkan…", "running"),
            (Action.HOLD, "T&unda…", "held"),
            (Action.CANCEL, "Bata&lkan…", "cancelled"),
            (Action.MAINTAIN, "Catat &pemeliharaan…", "add"),
            (Action.REOPEN, "Buka k&embali…", "refresh"),
        ):
            button = QPushButton(words)
            if icon:
                icons.put(button, icon)
            button.clicked.connect(lambda _=False, action=action: ask(action))
            self.buttons[action] = button
            permits.bind(button, USE_OF_ACTION[action])
            actions.addWidget(button)
        self.buttons[Action.FINISH].setProperty("kind", "primary")
        self.bar = actions
        actions.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GAP, theme.GAP, 2 * theme.GAP, theme.GAP)
        layout.setSpacing(theme.GAP // 2)
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addSpacing(theme.GAP // 2)
        layout.addLayout(actions)

    def show_view(self, view: CaseView) -> None:
        """Shows the case as it was just read."""
        row, state = view.row, view.state
        self.title.say(f"{row.agenda}   {row.system}")
        self.chip.show_status(*status_chip(row))
        self.due.setText(_due_words(view))
        self.due.setVisible(row.due is not None)
        self.ended.setText(f"{row.status.value.capitalize()} {letter_date(row.ended)}" if row.ended else "")
        self.ended.setVisible(row.ended is not None)
        letter = f"Surat {state.letter_number} tanggal {letter_date(state.letter_date)}"
        self.line.say(f"{row.agency}   ·   {letter}   ·   Hal: {state.subject}")
        self.chip.show()
        self._show_actions(view)
        if self._past:
            self._hide_present()

    def show_past(self, past: bool) -> None:
        """While the past is shown the head says only which case it is; `show_view` then says the present again."""
        self._past = past
        if past:
            self._hide_present()

    def _hide_present(self) -> None:
        for one in (self.due, self.ended, self.chip, self.forecast):
            one.hide()
        for button in self.buttons.values():
            button.setEnabled(False)

    def show_forecast(self, found: CaseForecast | None) -> None:
        """Shows when the case will likely be finished; nothing for None."""
        self.forecast.setText(found.forecast.sentence if found is not None else "")
        self._show_second()

    def be_brief(self, brief: bool) -> None:
        """One line about the case instead of two, where the picture wants the room."""
        self._brief = brief
        self._show_second()

    def _show_second(self) -> None:
        self.line.setVisible(not self._brief)
        self.forecast.setVisible(bool(self.forecast.text()) and not self._past and not self._brief)

    def _show_actions(self, view: CaseView) -> None:
        status = view.state.status
        for action, button in self.buttons.items():
            allow(button, view.actions[action])
        # The dialog itself offers the ways to mend what is missing, so missing outputs do not lock its door.
        finish = self.buttons[Action.FINISH]
        why = view.actions[Action.FINISH]
        finish.setEnabled(status is Status.RUNNING and not view.foreign)
        finish.setToolTip(f"{why} Dapat dilengkapi di dalamnya." if why and finish.isEnabled() else why or "Ctrl+Enter")
        self.buttons[Action.HOLD].setVisible(status is not Status.HELD and status.open)
        self.buttons[Action.RESUME].setVisible(status is Status.HELD)
        for action in (Action.FINISH, Action.RETURN, Action.CANCEL):
            self.buttons[action].setVisible(status.open)
        for action in (Action.MAINTAIN, Action.REOPEN):
            self.buttons[action].setVisible(not status.open)


def _due_words(view: CaseView) -> str:
    row = view.row
    if row.due is None:
        return ""
    if row.status is Status.HELD and row.days_left is not None:
        # The date moves on with every day of the pause, so it would only mislead.
        words = days_left(row.days_left, held=True)
        return f"{words[0].upper()}{words[1:]}"
    left = f" ({days_left(row.days_left)})" if row.days_left is not None else ""
    return f"Jatuh tempo {letter_date(row.due)}{left}"


def _link(tip: str, asked: SignalInstance) -> QPushButton:
    button = QPushButton()
    button.setProperty("kind", "link")
    button.setToolTip(tip)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda _=False: asked.emit())
    return button


def line_below() -> QFrame:
    """A thin line."""
    line = QFrame()
    line.setFixedHeight(1)
    line.setStyleSheet("background: palette(mid);")
    return line
