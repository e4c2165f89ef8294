"""Lets people in to a register with accounts, and locks the window while nobody is at the keyboard."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from spl_desktop.ui.runner import Runner
from spl_desktop.ui.settings import Setting, Settings

if TYPE_CHECKING:
    from spl_desktop.services.register import Register
    from spl_desktop.ui.accounts.sign_in import SignInDialog

_LAST: Final = Setting("accounts/last", "")
_INPUT: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Entrance(QObject):
    """The door of the window: `admit` before a register is shown, `lock` when it has been idle."""

    def __init__(self, window: QWidget, runner: Runner, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._runner, self._settings = window, runner, settings
        self._register: Register | None = None
        self.change_account: Callable[[], object] = lambda: None
        self.dialog: QDialog | None = None
        self.idle = QTimer(self, singleShot=True)
        self.idle.timeout.connect(self.lock)
        self._watched: QWindow | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)

    def admit(self, register: "Register", then: Callable[["Register"], object], refused: Callable[[], object]) -> None:
        """`then(register)` at once where it has no accounts, and otherwise once somebody has signed in."""
        if not register.accounts or register.account:
            then(register)
            return
        from spl_desktop.ui.accounts.sign_in import SignInDialog

        dialog = SignInDialog(register, self._runner, self._settings.get(_LAST), parent=self._window)
        dialog.recover_asked.connect(lambda: self._recover(dialog))

        def entered() -> None:
            self._settings.set(_LAST, register.recorder)
            then(register)

        dialog.accepted.connect(entered)
        dialog.rejected.connect(lambda: self._turned_away(register, refused))
        self._show(dialog)

    def begin(self, register: "Register") -> None:
        """This register is shown: the idle time counts from now, or anew with what the office has set."""
        self._register = register
        minutes = register.lock_minutes
        if register.account and minutes:
            self.idle.start(minutes * 60_000)
        else:
            self.idle.stop()

    def end(self) -> None:
        """No register is shown any more."""
        self._register = None
        self.idle.stop()

    def lock(self) -> None:
        """Covers what is shown until the same person has given the password; everything stays as it was typed."""
        register = self._register
        if register is None or not register.account or self.dialog is not None:
            return
        from spl_desktop.ui.accounts.sign_in import SignInDialog

        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        curtains = [_Curtain(one) for one in QApplication.topLevelWidgets() if one.isVisible() and one.isWindow()]
        above = QApplication.activeModalWidget()
        dialog = SignInDialog(register, self._runner, register.recorder, locked=True, parent=above or self._window)
        dialog.back.setVisible(above is None)  # what is being typed in a dialog belongs to whoever typed it

        def opened() -> None:
            for curtain in curtains:
                curtain.lift()
            self.begin(register)

        def other() -> None:
            if above is not None:  # Esc: it stays locked
                QTimer.singleShot(0, dialog.show)
                return
            for curtain in curtains:
                curtain.lift()
            self.change_account()

        dialog.accepted.connect(opened)
        dialog.rejected.connect(other)
        self._show(dialog)

    def _show(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.accepted.connect(self._closed)
        dialog.rejected.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _recover(self, beside: "SignInDialog") -> None:
        from spl_desktop.ui.accounts.sign_in import CodeDialog, RecoverDialog

        dialog = RecoverDialog(beside.register, self._runner, beside.name.text(), beside)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            CodeDialog(dialog.code, beside).exec()
            beside.accept()

    def _turned_away(self, register: "Register", refused: Callable[[], object]) -> None:
        from spl_desktop.services.register import close

        self._runner.run(close, register, quiet=True)
        refused()

    def _watch(self, window: QWindow | None) -> None:
        """Input is looked for where it arrives; a filter on the whole program would be asked at every event."""
        if self._watched is not None and shiboken6.isValid(self._watched):  # a dialog's window goes away with it
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.idle.isActive() and event.type() in _INPUT:
            self.idle.start()
        return False


class _Curtain(QWidget):
    """Covers a window with its own background."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAutoFillBackground(True)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.raise_()
        self.show()

    def lift(self) -> None:
        """Shows the window again."""
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False
