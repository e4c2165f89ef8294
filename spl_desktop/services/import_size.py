"""How far the cells of a workbook reach, told before its sheets are made in memory: one stray cell can fill it."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

from spl_desktop.reports.packages import DAMAGED

_FILLING = frozenset({"v", "is", "t", "f"})


class Unreadable(Exception):
    """A part of the workbook is no XML that a spreadsheet would have written."""


@dataclass
class _Reach:
    """The farthest filled cell that was seen, counted from 1."""

    rows: int = 0
    columns: int = 0
    _row: int = 0
    _column: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; cells without a place of their own follow the one before."""
        match name.rpartition(":")[2]:
            case "row":
                self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0
            case "c":
                self._column += 1
                if "r" in attributes:
                    self._row, self._column = _place(attributes["r"])
            case local if local in _FILLING:
                self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)


def _place(reference: str) -> tuple[int, int]:
    """Row and column of `B12`, (12, 2); ValueError where it is no reference."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError(f"not a cell: {reference!r}")
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :]), column


def reach(packed: zipfile.ZipFile) -> Iterator[tuple[int, int]]:
    """Rows and columns of every part that holds cells; Unreadable where an XML part is broken or has a DTD.

    All parts are looked at: a workbook may keep its sheets under any name.
    """
    for name in packed.namelist():
        with packed.open(name) as part:
            try:
                yield _reach(part)
            except Unreadable:
                if name.lower().endswith(".xml"):
                    raise


def _reach(part: IO[bytes]) -> tuple[int, int]:
    found = _Reach()
    parser = expat.ParserCreate()
    parser.StartElementHandler = found.start
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.ParseFile(part)
    except (expat.ExpatError, OverflowError, *DAMAGED) as error:
        raise Unreadable(str(error)) from error
    return found.rows, found.columns


def _refuse(*_: object) -> None:
    raise ValueError("no worksheet needs a DTD")
