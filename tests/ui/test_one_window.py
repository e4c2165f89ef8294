"""One window for each register: by real sockets and real processes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spl_desktop.services.register import close
from spl_desktop.ui.one_window import Door, Knock, knock, name_of

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

ROOT = Path(__file__).parents[2]
KNOCK = (
    "import sys; from pathlib import Path; from spl_desktop.ui.one_window import knock; print(knock(Path(sys.argv[1])))"
)
KEEP = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from spl_desktop.ui.one_window import Door
app = QCoreApplication([])
door = Door()
print(door.keep(Path(sys.argv[1])), flush=True)
door.knocked.connect(lambda: print("knocked", flush=True))
app.exec()
"""


@contextmanager
def program(*command: str, env: dict[str, str] | None = None) -> Iterator["subprocess.Popen[str]"]:
    """A process of ours, ended with the block."""
    child = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **(env or {})},
    )
    with ExitStack() as stack:
        stack.enter_context(child)
        stack.callback(child.kill)
        yield child


def line(child: "subprocess.Popen[str]") -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


def test_nobody_answers_where_no_window_is(tmp_path: Path) -> None:
    assert knock(tmp_path / "register.db") is Knock.NOBODY


def test_each_register_has_a_name_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "lain").mkdir()
    (tmp_path / "tautan").symlink_to(tmp_path / "lain", target_is_directory=True)
    one, other = tmp_path / "register.db", tmp_path / "lain" / "register.db"
    assert name_of(one) != name_of(other)
    assert name_of(other) == name_of(tmp_path / "tautan" / "register.db")
    assert len(name_of(one)) < 60  # the path of a socket holds some 100 letters


def test_a_knock_is_answered_and_heard(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> None:
    path, door = tmp_path / "register.db", Door()
    assert door.keep(path)
    assert door.is_here(path)
    with qtbot.waitSignal(door.knocked, timeout=20_000), program("-c", KNOCK, str(path)) as other:
        pass_on = other
        qtbot.waitUntil(lambda: pass_on.poll() is not None, timeout=20_000)
        assert line(other) == "Knock.CAME"
    door.leave()
    assert knock(path) is Knock.NOBODY


def test_a_stranger_on_the_socket_gets_no_answer(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> None:
    path, door = tmp_path / "register.db", Door()
    door.keep(path)
    socket = QLocalSocket()
    with qtbot.assertNotEmitted(door.knocked), qtbot.waitSignal(socket.disconnected, timeout=10_000):
        socket.connectToServer(name_of(path))
        socket.write(b"GET / HTTP/1.1\r\n\r\n")
    assert bytes(socket.readAll().data()) == b""
    door.leave()


def test_a_window_that_does_not_answer_is_told_from_none(tmp_path: Path, dressed: QApplication) -> None:
    server = QLocalServer()
    assert server.listen(name_of(tmp_path / "register.db"))
    assert knock(tmp_path / "register.db", answer_ms=50) is Knock.SILENT
    server.close()


@pytest.mark.skipif(os.name == "nt", reason="pipes of Windows go with their process")
def test_what_a_killed_program_left_is_recognised_and_cleared(dressed: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    with program("-c", KEEP, str(path)) as first:
        assert line(first) == "True"
        with program("-c", KEEP, str(path)) as second:
            assert line(second) == "False"
        first.send_signal(signal.SIGKILL)
        first.wait()
    left = Path(os.environ.get("TMPDIR", "/tmp")) / name_of(path)
    assert left.exists()
    assert knock(path) is Knock.NOBODY
    door = Door()
    assert door.keep(path)
    with program("-c", KEEP, str(path)) as third:
        assert door.is_here(path)
        third.kill()
    door.leave()
    assert not left.exists()


def test_a_second_start_brings_the_first_window_forward_and_ends(register: "Register", tmp_path: Path) -> None:
    close(register)
    env = {"SPL_DESKTOP_HOME": str(tmp_path / "home"), "PYTHONUNBUFFERED": "1"}
    start = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QTimer; from spl_desktop import app; "
        "from spl_desktop.ui.main_window import MainWindow; old = MainWindow.come_forward; "
        "from PySide6.QtTest import QTest; MainWindow.come_forward = lambda self: "
        "(old(self), print('forward', QTest.qWaitForWindowActive(self), flush=True)); "
        "keep = app.Door.keep; "
        "app.Door.keep = lambda self, path: (keep(self, path), print('open', flush=True))[0]; "
        "sys.exit(app.run_window(Path(sys.argv[1])))"
    )
    with program("-c", start, str(register.path), env=env) as first:
        assert line(first) == "open"
        with program("-m", "spl_desktop", "--register", str(register.path), env=env) as second:
            assert second.wait(timeout=60) == 0
        assert line(first) == "forward True"
        assert first.poll() is None
        backup = [sys.executable, "-m", "spl_desktop", "backup", "--register", str(register.path)]
        done = subprocess.run(backup, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stderr) == (0, "")
