"""Files that are shipped with the program: read by their name below `resources/`."""

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path

_PACKAGE = "spl_desktop.resources"


@cache  # looking for it takes as long as reading a file, and a start reads thirty
def _root() -> Traversable:
    """The installed package data; the checkout's own folder where the program runs uninstalled."""
    if find_spec(_PACKAGE) is not None:
        return resources.files(_PACKAGE)
    return Path(__file__).resolve().parent.parent / "resources"


def _find(name: str) -> Traversable:
    parts = name.split("/")
    if any(part in ("", ".", "..") or "\\" in part for part in parts):
        raise ValueError(f"not a name below resources/: {name!r}")
    found = _root()
    for part in parts:
        found = found / part
    return found


def read_text(name: str) -> str:
    """The UTF-8 text of a shipped file such as `sop/555-23-IX-2023.toml`; FileNotFoundError where there is none."""
    return _find(name).read_text(encoding="utf-8")


def read_bytes(name: str) -> bytes:
    """The bytes of a shipped file; FileNotFoundError where there is none."""
    return _find(name).read_bytes()


def names(folder: str) -> tuple[str, ...]:
    """The relative names of the files in a shipped folder, sorted; empty where the folder is not there."""
    found = _find(folder)
    if not found.is_dir():
        return ()
    return tuple(sorted(f"{folder}/{entry.name}" for entry in found.iterdir() if entry.is_file()))
