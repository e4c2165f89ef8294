"""One window for each register: a second start brings the first window forward instead of opening another."""

import getpass
import hashlib
import logging
import os
import sys
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_log = logging.getLogger(__name__)
_CONNECT_MS: Final = 1000
_ANSWER_MS: Final = 5000  # a window that is drawing a large page answers late
_ASK, _HERE = b"maju\n", b"ada\n"


class Knock(Enum):
    """Who answered: nobody, a window that came forward, or one that is there but does not answer."""

    NOBODY = auto()
    CAME = auto()
    SILENT = auto()


def name_of(register: Path) -> str:
    """The name of the local socket of a register's window; each user has names of his own."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    where = os.path.normcase(os.path.realpath(register))
    whose = "\0".join((user, where)).encode("utf-8", "surrogatepass")
    return f"spl-desktop-{hashlib.sha256(whose).hexdigest()[:24]}"


def knock(register: Path, answer_ms: int = _ANSWER_MS) -> Knock:
    """Asks the window that has this register open to come forward. Waits for its answer, without an event loop."""
    try:
        from PySide6.QtNetwork import QLocalSocket
    except ImportError:  # a system without the libraries of QtNetwork: then there are two windows, which does no harm
        _log.warning("QtNetwork does not load, so a second window is not noticed", exc_info=True)
        return Knock.NOBODY
    socket = QLocalSocket()
    socket.connectToServer(name_of(register))
    if not socket.waitForConnected(_CONNECT_MS):
        return Knock.NOBODY  # also where a program that was killed has left its socket behind
    _let_it_come_forward()
    socket.write(_ASK)
    socket.flush()
    answered = bool(socket.bytesAvailable()) or socket.waitForReadyRead(answer_ms)
    came = answered and bytes(socket.readAll().data()) == _HERE
    socket.abort()
    return Knock.CAME if came else Knock.SILENT


def _let_it_come_forward() -> None:
    """Windows lets only the program that the user has just started bring a window forward, unless it says otherwise."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(0xFFFFFFFF)


class Door(QObject):
    """Listens for second starts on the register that this window has open; `knocked` when one came."""

    knocked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None
        self._path: Path | None = None

    def is_here(self, register: Path) -> bool:
        """Whether this very window has that register open."""
        return self._path is not None and name_of(self._path) == name_of(register)

    def keep(self, register: Path) -> bool:
        """Listen from now on for this register; False where another window was quicker.

        What a killed program left behind is recognised by nobody answering there, and cleared.
        """
        self.leave()
        try:
            from PySide6.QtNetwork import QLocalServer
        except ImportError:
            return True
        if knock(register) is not Knock.NOBODY:  # asked first: listening would take the name from a living window
            return False
        server, name = QLocalServer(self), name_of(register)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(name)
        if not server.listen(name):
            _log.warning("no second start will be noticed: %s", server.errorString())
            server.deleteLater()
            return True
        server.newConnection.connect(self._on_connection)
        self._server, self._path = server, register
        return True

    def leave(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
        self._server, self._path = None, None

    def _on_connection(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._answer(socket))
            QTimer.singleShot(_ANSWER_MS, socket, socket.abort)  # whoever says nothing is not waited for
            if socket.bytesAvailable():
                self._answer(socket)

    def _answer(self, socket: "QLocalSocket") -> None:
        if bytes(socket.readAll().data()) != _ASK:
            socket.abort()
            return
        self.knocked.emit()
        socket.write(_HERE)
        socket.flush()
