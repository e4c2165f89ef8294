"""Lets a disk fail at any one call of a run: each call into the system or into SQLite is a point that can be struck."""

import io
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

Strike = Callable[[bool], None]
"""Called at the chosen point, with whether it is one of SQLite's; what it raises, the call raises."""

_SYSTEM = os.name  # the module of the calls is called as the system: posix or nt
_ASKED = frozenset({"execute", "executemany", "fetchone", "fetchall", "backup", "commit"})
_FILES = (io.FileIO, io.BufferedReader, io.BufferedWriter, io.BufferedRandom, io.TextIOWrapper)
_CALLS = frozenset(
    {
        *("chmod", "fsync", "link", "listdir", "lstat", "mkdir", "open", "remove", "rename", "replace", "rmdir"),
        *("scandir", "sendfile", "stat", "statvfs", "truncate", "unlink", "copy_file_range"),
    }
)
_PROGRAM = ("/docx/api.py", "/spl_desktop/shipped.py", "<frozen importlib._bootstrap>")
_OF_A_FILE = frozenset({"__exit__", "close", "flush", "read", "readinto", "readline", "seek", "truncate", "write"})


@contextmanager
def struck(at: int, strike: Strike) -> Iterator[Callable[[], int]]:
    """Within it the call of that number, counted from 1, is struck; gives the number of calls so far."""
    seen = 0

    def listen(frame: FrameType, event: str, called: Any) -> None:
        nonlocal seen
        if event != "c_call" or (kind := _kind(called)) is None or _is_program(frame):
            return
        seen += 1
        if seen == at:
            sys.setprofile(None)
            if called.__name__ in ("__exit__", "close"):
                called.__self__.close()  # what cannot be written any more at closing is told after it is closed
            strike(kind)

    sys.setprofile(listen)
    try:
        yield lambda: seen
    finally:
        sys.setprofile(None)


def _is_program(frame: FrameType | None) -> bool:
    """Whether the program reads something of its own, which lies on another disk than what is being made."""
    while frame is not None:
        if frame.f_code.co_filename.replace("\\", "/").endswith(_PROGRAM):
            return True
        frame = frame.f_back
    return False


def _kind(called: Any) -> bool | None:
    """True for a call of SQLite, False for one of the system, None for all others."""
    name, owner = called.__name__, getattr(called, "__self__", None)
    if isinstance(owner, sqlite3.Connection | sqlite3.Cursor):
        return True if name in _ASKED else None
    if isinstance(owner, _FILES):
        return False if name in _OF_A_FILE else None
    if getattr(called, "__module__", "") in (_SYSTEM, "io", "_io"):
        return False if name in _CALLS else None
    return None


def failing(number: int, sqlite: str = "SQLITE_IOERR_WRITE") -> Strike:
    """The call fails with that number of the system, or with that name of SQLite."""

    def strike(of_sqlite: bool) -> None:
        if of_sqlite:
            error = sqlite3.OperationalError("struck")
            error.sqlite_errorname = sqlite
            raise error
        raise OSError(number, os.strerror(number), "terpukul")

    return strike
