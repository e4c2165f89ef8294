"""Folders that only this user can read, for copies that must not stay: emptied at the end, and after a crash too."""

import contextlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_NAME: Final = re.compile(r"spl-p(\d{1,10})-.+")
_QUERY: Final = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
_DENIED: Final = 5


def make_private_folder() -> Path:
    """A new folder, named after this process. What processes that are gone have left behind goes first."""
    empty_left_behind()
    return Path(tempfile.mkdtemp(prefix=f"spl-p{os.getpid()}-"))


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """The same for as long as the context lasts."""
    folder = make_private_folder()
    try:
        yield folder
    finally:
        empty(folder)


def empty(folder: Path) -> None:
    """Removes the folder with everything in it; what another program still has open stays behind."""
    for copy in folder.rglob("*"):
        if copy.is_file() and not copy.is_symlink():
            with contextlib.suppress(OSError):
                copy.chmod(0o600)  # Windows removes no file that is read-only
    shutil.rmtree(folder, ignore_errors=True)


def empty_left_behind() -> None:
    """Removes the folders of this user's processes that ended without doing so."""
    for folder in Path(tempfile.gettempdir()).glob("spl-p*"):
        found = _NAME.fullmatch(folder.name)
        with contextlib.suppress(OSError):
            if found and _mine(folder) and not _runs(int(found[1])):
                empty(folder)


def _mine(folder: Path) -> bool:
    if folder.is_symlink() or not folder.is_dir():
        return False
    return sys.platform == "win32" or folder.stat().st_uid == os.getuid()


def _runs(process: int) -> bool:
    """Whether there is a process of that number; in doubt there is."""
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(_QUERY, False, process)  # os.kill would end it
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle) or ctypes.windll.kernel32.GetLastError() == _DENIED
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
