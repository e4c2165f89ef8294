"""The rows of a long table in a workbook: the same XML as openpyxl writes, in a fraction of its time."""

import re
from collections.abc import Sequence
from copy import copy
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from spl_desktop.reports.tables import Cell as Value

MAX_TEXT: Final = 32_767
"""The characters of an Excel cell."""
RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings of a text of which Excel would make a formula as soon as somebody edits it."""
_CUT: Final = " ... (terpotong)"
# XML does not know them; openpyxl lets the last two and the halves of pairs through to a writer that fails on them.
_NO_CHARACTERS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HALVES: Final = re.compile("[\ud800-\udfff]")
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})


def held(text: str) -> str:
    """The text as a cell can hold it: without control characters, and marked where it had to be cut."""
    kept = _HALVES.sub("?", _NO_CHARACTERS.sub("", text))
    return kept if len(kept) <= MAX_TEXT else kept[: MAX_TEXT - len(_CUT)] + _CUT


class QuickRows:
    """Writes the rows that follow those which a write-only sheet has already.

    openpyxl opens and closes up to three elements for every cell, by calls of Python; here lxml parses a row and copies
    it. `plain` and `quoted` hold a cell for each column, whose style its values get: `quoted` those that are RISKY.
    """

    def __init__(self, sheet: "Worksheet", plain: "Sequence[Cell]", quoted: "Sequence[Cell]", at: int) -> None:
        from lxml.etree import fromstring
        from openpyxl.utils import get_column_letter

        self._sheet, self._at = sheet, at
        self._columns = [
            _Column(get_column_letter(number), *cells)
            for number, cells in enumerate(zip(plain, quoted, strict=True), 1)
        ]
        # The two steps of its `append` (openpyxl 3.1): values to cells, cells to elements. Here a row is its text.
        sheet._values_to_row = lambda row, _at: row[0]  # type: ignore[attr-defined]  # a write-only sheet has it
        writer = sheet._writer  # type: ignore[attr-defined]  # as above; it is there since the first row
        writer.write_row = lambda out, row, _at: out.write(fromstring(row))

    def append(self, values: "Sequence[Value]", height: float | None) -> None:
        """The next row; a height in points, or None for that of one line."""
        at = self._at
        self._at += 1
        high = "" if height is None else f' ht="{_number(height)}" customHeight="1"'
        cells = [column.cell(at, value) for column, value in zip(self._columns, values, strict=True)]
        self._sheet.append([f'<row r="{at}"{high}>{"".join(cells)}</row>'])


class _Column:
    """The cells of a column; a style stands in the workbook only where something has it."""

    def __init__(self, letter: str, plain: "Cell", quoted: "Cell") -> None:
        self._letter, self._plain, self._quoted = letter, plain, quoted

    @cached_property
    def plain(self) -> str:
        return f's="{self._plain.style_id}"'

    @cached_property
    def quoted(self) -> str:
        return f's="{self._quoted.style_id}"'

    @cached_property
    def dated(self) -> str:
        """openpyxl gives a date a format of its own where the column has none for dates."""
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._plain.parent)
        cell._style = copy(self._plain._style)  # type: ignore[attr-defined]  # as openpyxl copies a style itself
        cell.value = date(2000, 1, 1)
        return f's="{cell.style_id}"'

    def cell(self, at: int, value: "Value") -> str:
        """The cell in the row of that number."""
        place = f'<c r="{self._letter}{at}"'
        if isinstance(value, datetime):
            value = value.isoformat(sep=" ")  # Excel knows no time zones
        if isinstance(value, str):
            text = held(value)
            place = f'{place} {self.quoted if text.startswith(RISKY) else self.plain} t="inlineStr"'
            if not text:
                return f"{place}/>"
            space = ' xml:space="preserve"' if text != text.strip() else ""
            return f"{place}><is><t{space}>{text.translate(_ESCAPES)}</t></is></c>"
        if value is None:
            return f'{place} {self.plain} t="n"/>'
        if isinstance(value, date):
            return f'{place} {self.dated} t="n"><v>{_serial(value)}</v></c>'
        kind = "b" if isinstance(value, bool) else "n"
        return f'{place} {self.plain} t="{kind}"><v>{_number(value)}</v></c>'


@lru_cache(maxsize=4096)
def _serial(day: date) -> str:
    from openpyxl.utils.datetime import to_excel

    return _number(to_excel(day))  # type: ignore[no-untyped-call]  # it has no types


def _number(value: float) -> str:
    from openpyxl.compat import safe_string

    return str(safe_string(value))
