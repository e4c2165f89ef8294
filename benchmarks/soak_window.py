"""The window of a long run, in a process of its own: `python -m benchmarks.soak_window REGISTER FOLDER SEED`.

It is the program itself, with a user before it. What is seen is said in lines of JSON: what the user did, the heads of
all streams after each change that the window was told of, now and then what the process holds, and what is wrong. The
word `end` on its input lets it come home, close the window and say what was done.
"""

import ctypes
import faulthandler
import gc
import json
import os
import random
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from benchmarks.soak_user import User
from spl_desktop import app
from spl_desktop.models import copying
from spl_desktop.services.clock import SystemClock
from spl_desktop.ui import pages
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.opening import Opening

BETWEEN_MEASURES: Final = 60  # things done
_OWN: Final = Path("/proc/self")
_TICK_MS: Final = 4
_WAIT: Final = 120.0  # seconds in which the window must have come to rest


class Driver(QObject):
    """Lets the user act, one thing after another, and looks now and then at what the process holds."""

    def __init__(self, window: MainWindow, opening: Opening, register: Path, folder: Path, seed: int) -> None:
        super().__init__()
        self.window, self.register, self.acted = window, register, 0
        files = {path.suffix[1:]: path for path in (folder / "bawaan").iterdir()}
        self.user = User(window, random.Random(seed), folder / "tulisan", files, SystemClock().today())
        self.user.reopen = lambda: opening.open(register)
        self.ending = self._homeward = self._seen_desk = self._over = False
        self._since, self._told = time.monotonic(), 0
        window.runner.changed.connect(self._tell_heads)
        threading.Thread(target=self._listen, daemon=True).start()
        self._next()

    def _listen(self) -> None:
        for line in sys.stdin:
            if line.strip() == "end":
                self.ending = True

    def _next(self) -> None:
        # Begun before the thing is done: a dialog that is asked for keeps a loop of its own until it is answered.
        if not self._over:
            QTimer.singleShot(_TICK_MS, self._tick)

    def _tick(self) -> None:
        self._next()
        if self.window.context is None:
            self._stay("the register does not open again")
        elif self._homeward or self.ending or self.acted % BETWEEN_MEASURES == BETWEEN_MEASURES - 1:
            self._go_home()
        else:
            self.acted += 1
            self._since = time.monotonic()
            say("did", what=self.user.act(), at=self.acted)
        for one in self.user.wrong[self._told :]:
            say("wrong", what=one)
        self._told = len(self.user.wrong)

    def _stay(self, sentence: str) -> None:
        """Waits, with everything closed; said once where it takes too long."""
        self.user.come_home()
        if time.monotonic() - self._since > _WAIT:
            self._since = time.monotonic()
            left = [type(one).__name__ for one in QApplication.topLevelWidgets() if one.isVisible()]
            self.user.wrong.append(f"{sentence} within {_WAIT:.0f} s; seen: {', '.join(left)}")

    def _go_home(self) -> None:
        """To the desk, one dialog closed at a time, each in its own turn of the loop; then it is measured."""
        self._homeward = True
        if not self.user.come_home() or not self._idle():
            self._stay("the window does not come to rest")
            return
        if not self._seen_desk:
            self._seen_desk = True
            self.window.go_to(pages.DESK)
            return
        self._homeward = self._seen_desk = False
        self.acted += 1
        say("measure", at=self.acted, **measured())
        if self.ending:
            self._over = True
            say("done", done=dict(self.user.done), acted=self.acted)
            self.window.close()

    def _idle(self) -> bool:
        return self.window.runner.idle() and self.window.backups.runner.idle()

    def _tell_heads(self, _changes: object) -> None:
        say("heads", heads=[hashed for _stream, _seq, hashed in copying.count(self.register).heads])


def measured() -> dict[str, Any]:
    """What the process holds: MB of memory, open handles, threads, and how much of Qt and Python there is."""
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)  # what was given back must not count as held
    top = QApplication.topLevelWidgets()
    return {
        "memory": _memory(),
        "handles": _entries("fd"),
        "threads": _entries("task"),
        "widgets": len(QApplication.allWidgets()),
        "objects": sum(len(one.findChildren(QObject)) for one in top if one.parent() is None),
        "dialogs": sum(isinstance(one, QDialog) for one in QApplication.allWidgets()),
        "python": len(gc.get_objects()),
        "kinds": kinds(),
    }


def _memory() -> float:
    """Megabytes that stand in memory; 0 where the system does not tell."""
    told = _OWN / "statm"
    held = int(told.read_text(encoding="ascii").split()[1]) if told.is_file() else 0
    return round(held * os.sysconf("SC_PAGE_SIZE") / 1e6, 1) if held else 0.0


def _entries(name: str) -> int:
    """How many handles or threads the system counts; 0 where it does not tell."""
    folder = _OWN / name
    return sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0


def kinds() -> dict[str, int]:
    """How many widgets there are of each kind: what a leak is made of."""
    found: dict[str, int] = {}
    for one in QApplication.allWidgets():
        found[type(one).__name__] = found.get(type(one).__name__, 0) + 1
    return found


def say(kind: str, **what: Any) -> None:
    """One line to whoever started this."""
    print(json.dumps({"kind": kind, **what}), flush=True)


def main() -> int:
    """The program, with a user before it."""
    register, folder, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    faulthandler.enable()
    built, drivers = app.build_window, []

    def with_user(*words: Any) -> tuple[MainWindow, Opening]:
        window, opening = built(*words)
        opening.opened.connect(lambda _: drivers or drivers.append(Driver(window, opening, register, folder, seed)))
        return window, opening

    app.build_window = with_user
    return app.run_window(register, recorder="Pengguna uji")


if __name__ == "__main__":
    sys.exit(main())
