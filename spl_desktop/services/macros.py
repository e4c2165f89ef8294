"""Whether an Office document carries macros, whatever its name says."""

import zipfile
from pathlib import Path
from typing import Final

from spl_desktop.domain.files import macros_by_name
from spl_desktop.reports.packages import DAMAGED

_OLD: Final = b"\xd0\xcf\x11\xe0"
_OLD_MARKS: Final = tuple(word.encode("utf-16-le") for word in ("_VBA_PROJECT", "Macros"))
"""The names that an old document (.doc, .xls) gives to the place of its macros."""
_PIECE: Final = 1024 * 1024
_PARTS: Final = ("vbaproject.bin", "vbadata.xml")
_SHEETS: Final = ("xl/macrosheets/", "xl/dialogsheets/")
_MOST_TYPES: Final = 1_000_000
"""Bytes of the list of content types that are looked at."""


def carries_macros(path: Path, name: str) -> bool:
    """Whether the document at `path`, called `name`, carries macros. OSError where it cannot be read."""
    if macros_by_name(name):
        return True
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith(b"PK"):
            return _in_package(path)
        if start != _OLD:
            return False
        rest = start
        while data := file.read(_PIECE):
            if any(mark in rest + data for mark in _OLD_MARKS):
                return True
            rest = data[-64:]  # a mark may lie across two pieces
    return False


def _in_package(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as packed:
            names = [name.lower() for name in packed.namelist()]
            if any(name.endswith(_PARTS) or name.startswith(_SHEETS) for name in names):
                return True
            if "[Content_Types].xml" not in packed.namelist():
                return False
            with packed.open("[Content_Types].xml") as part:
                return b"macroenabled" in part.read(_MOST_TYPES).lower()
    except (OSError, *DAMAGED):  # OSError: a place in the archive that cannot be; the copy itself is ours
        return False  # a damaged archive runs nothing
