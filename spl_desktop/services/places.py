"""What the system says of the place where a register lies or shall lie, and why it must not lie there."""

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from spl_desktop.domain.whereabouts import Surroundings, find, mounts_of, problem_sentence

_TABLES: Final = ("/proc/self/mountinfo", "/proc/mounts")
_ONEDRIVE: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_MOST_NAMES: Final = 20_000
"""Names read of one folder: the signs of a service stand in small folders as in large ones, and nobody waits."""


def place_problem(path: Path, around: Surroundings | None = None) -> str:
    """Why a register cannot lie at `path` and what to do instead, empty where it can.

    `around` is what the system says of the place; without it the system is asked.
    """
    found = find(surroundings(path) if around is None else around)
    if found is None:
        return ""
    wal = Path(f"{path}-wal")
    beside = wal.name if _exists(wal) else ""
    return problem_sentence(found, new=not _exists(path), beside=beside)


def surroundings(path: Path) -> Surroundings:
    """All that can be asked of the place without changing anything there; what cannot be asked stays empty."""
    real = os.path.realpath(path)  # first: a folder that is mounted when it is entered stands in the table afterwards
    folders = tuple(_folders(path, Path(real)))
    drive, label = _drive(path)
    seen = tuple(_seen(folder) for folder in folders)
    return Surroundings(
        path=str(path),
        real=real,
        mounts=mounts_of(_table()),
        folders=tuple((str(folder), tuple(_names(folder))) for folder in folders),
        synced=tuple(_synced()),
        drive=drive,
        label=label,
        attributes=_all_of(attributes for attributes, _ in seen),
        tags=tuple(tag for _, tag in seen if tag),
        sync_root=_in_sync_root(folders),
    )


def _exists(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return path.exists()
    return True  # it cannot even be asked


def _table() -> str:
    for name in _TABLES:
        with contextlib.suppress(OSError):
            return Path(name).read_text(encoding="utf-8", errors="surrogateescape")
    return ""


def _folders(*places: Path) -> Iterator[Path]:
    """The folders on the way to the places, the nearest first, each once."""
    yield from dict.fromkeys(folder for place in places for folder in place.parents)


def _names(folder: Path) -> Iterator[str]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for _, entry in zip(range(_MOST_NAMES), entries, strict=False):
            if entry.name.startswith("."):
                yield entry.name


def _seen(folder: Path) -> tuple[int, int]:
    """The attributes and the reparse tag that Windows gives the folder, 0 on other systems."""
    with contextlib.suppress(OSError):
        state = folder.lstat()
        return getattr(state, "st_file_attributes", 0), getattr(state, "st_reparse_tag", 0)
    return 0, 0


def _all_of(attributes: Iterable[int]) -> int:
    together = 0
    for one in attributes:
        together |= one
    return together


def _synced() -> Iterator[tuple[str, str]]:
    """The folders that services say are theirs, each with its service."""
    for name in _ONEDRIVE:
        if folder := os.environ.get(name, ""):
            yield "OneDrive", folder
    bases = [os.environ.get("APPDATA", ""), os.environ.get("LOCALAPPDATA", "")]
    notes = [Path(base) / "Dropbox" / "info.json" for base in bases if base]
    with contextlib.suppress(RuntimeError):  # no home
        notes.append(Path.home() / ".dropbox" / "info.json")
    for note in notes:
        yield from (("Dropbox", folder) for folder in _dropbox(note))


def _dropbox(note: Path) -> Iterator[str]:
    """The folders of each account, as Dropbox itself notes them."""
    with contextlib.suppress(OSError, ValueError):
        accounts = json.loads(note.read_text(encoding="utf-8"))
        for account in accounts.values() if isinstance(accounts, dict) else ():
            if isinstance(account, dict) and isinstance(account.get("path"), str):
                yield account["path"]


def _drive(path: Path) -> tuple[int, str]:
    """What Windows says the drive is (4: a share) and what it is called; 0 and empty on other systems."""
    if sys.platform != "win32":
        return 0, ""
    import ctypes

    root = f"{path.absolute().drive}\\"
    name = ctypes.create_unicode_buffer(261)
    ctypes.windll.kernel32.GetVolumeInformationW(root, name, len(name), None, None, None, None, 0)
    return int(ctypes.windll.kernel32.GetDriveTypeW(root)), name.value


def _in_sync_root(folders: Iterable[Path]) -> bool:
    """Whether Windows counts the folder to a cloud service (Cloud Files API, since Windows 10 1709)."""
    if sys.platform != "win32":
        return False
    import ctypes

    nearest = next((folder for folder in folders if folder.is_dir()), None)
    with contextlib.suppress(OSError, AttributeError):  # an older Windows
        basic, length = ctypes.create_string_buffer(8), ctypes.c_ulong()
        asked = ctypes.windll.cldapi.CfGetSyncRootInfoByPath(str(nearest), 0, basic, len(basic), ctypes.byref(length))
        return nearest is not None and int(asked) == 0
    return False
