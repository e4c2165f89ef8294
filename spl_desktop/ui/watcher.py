"""Looks now and then whether another program has written to the open register, and tells the pages."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from spl_desktop.domain.errors import UserError
from spl_desktop.ui.runner import Runner

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

_EVERY_MS: Final = 5000


class Watcher(QObject):
    """Reads one row every few seconds, and when the window is looked at again; says nothing about what was done here.

    `lost(sentence)` once, when the register is no longer where it was.
    """

    lost = Signal(str)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._register: Register | None = None
        self._since = -1
        self._told = False
        self.timer = QTimer(self, interval=_EVERY_MS)
        self.timer.timeout.connect(self.look)

    def begin(self, register: "Register") -> None:
        """Watch this register from now on."""
        self._register, self._since, self._told = register, -1, False
        self._runner.run(_newest, register, then=self._on_begun, failed=self._on_failed, owner=self, quiet=True)
        self.timer.start()

    def end(self) -> None:
        """No register is open."""
        self._register, self._since = None, -1
        self.timer.stop()

    def look(self) -> None:
        """Ask now, unless the runner is busy: then what it does comes first."""
        if self._register is not None and self._since >= 0 and self._runner.idle():
            self._runner.run(
                _look, self._register, self._since, then=self._on_seen, failed=self._on_failed, owner=self, quiet=True
            )

    def _on_begun(self, answer: tuple[Any, int]) -> None:
        register, newest = answer
        if register is self._register:
            self._since = newest

    def _on_seen(self, answer: tuple[Any, int, Any]) -> None:
        register, until, changes = answer
        if register is not self._register:
            return  # another one was opened meanwhile
        self._since, self._told = until, False
        if changes is not None:
            self._runner.announce(changes)

    def _on_failed(self, error: UserError) -> None:
        if not self._told:
            self._told = True
            self.lost.emit(error.sentence)


# In the worker thread.


def _newest(register: "Register") -> tuple["Register", int]:
    from spl_desktop.services import watching

    return register, watching.newest(register)


def _look(register: "Register", since: int) -> tuple["Register", int, Any]:
    from spl_desktop.services import watching

    return register, *watching.written_elsewhere(register, since)
