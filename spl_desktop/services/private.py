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

from spl_desktop.domain.errors import UserError
from spl_desktop.services.machine import Fault, fault_of, sentence

_NAME: Final = re.compile(r"spl-p(\d{1,10})-.+")
_QUERY: Final = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
_DENIED: Final = 5


def make_private_folder() -> Path:
    """A new folder, named after this process. What processes that are gone have left behind goes first.

    UserError where the disk for such folders is full, closed or gone.
    """
    empty_left_behind()
    try:
        return Path(tempfile.mkdtemp(prefix=f"spl-p{os.getpid()}-"))
    except OSError as error:
        raise _refused(error, "Folder kerja") from error


def folder_in(folder: Path, name: str) -> Path:
    """The folder of that name within a private one, made where it is not there yet. UserError as above."""
    made = folder / name
    try:
        made.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(error, "Folder kerja") from error
    return made


def file_in(folder: Path, name: str, data: bytes) -> Path:
    """A file of that name within a private folder. UserError as above."""
    made = folder / name
    try:
        made.write_bytes(data)
    except OSError as error:
        raise _refused(error, f'Salinan kerja "{name}"') from error
    return made


@contextlib.contextmanager
def telling(what: str) -> Iterator[None]:
    """What the machine refuses while the working copies are read or written is a UserError that begins with `what`."""
    try:
        yield
    except OSError as error:
        if fault_of(error, Path(tempfile.gettempdir())) is None:
            raise
        raise _refused(error, what) from error


def _refused(error: OSError, what: str) -> UserError:
    fault = fault_of(error) or Fault.GONE
    return UserError(sentence(fault, f"{what} tidak dapat dibuat atau dibaca", tempfile.gettempdir()))


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
    with contextlib.suppress(OSError):  # the work is done: a disk that fails now must not make it look undone
        for copy in folder.rglob("*"):
            if copy.is_file() and not copy.is_symlink():
                with contextlib.suppress(OSError):
                    copy.chmod(0o600)  # Windows removes no file that is read-only
    shutil.rmtree(folder, ignore_errors=True)


def empty_left_behind() -> None:
    """Removes the folders of this user's processes that ended without doing so."""
    with contextlib.suppress(OSError):
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
