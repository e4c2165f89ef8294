"""Excel workbooks of the register and of its visits, written row by row: real dates, and text that stays text."""

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from spl_desktop.domain.dates import long_date
from spl_desktop.domain.errors import UserError
from spl_desktop.reports.pieces import FONT, LANGUAGE
from spl_desktop.reports.quick_rows import RISKY, QuickRows, held
from spl_desktop.reports.tables import REGISTER, VISITS, Column, Kind, register_values, visit_values
from spl_desktop.reports.tables import Cell as Value
from spl_desktop.reports.views import RecapHeader, RegisterLine, VisitLine

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

Progress = Callable[[int], None]
"""Called with the number of rows written so far; raising ends the work."""

MAX_ROWS: Final = 1_048_576
"""The rows of an Excel sheet."""
EVERY: Final = 200
"""Rows between two reports of progress."""
# Excel's numbers for paper. It has no 210 x 330 mm: 14 is its folio, as high and 6 mm wider.
_PAPER: Final = {"A4": 9, "F4": 14}
_HEADER_ROW: Final = 5
# In points; Excel knows no row of more than 409.
_LINE_HEIGHT: Final = 12.75
_HIGHEST: Final = 409.0


def register_workbook(
    rows: Iterable[RegisterLine],
    header: RecapHeader,
    target: BinaryIO,
    *,
    visits: Iterable[VisitLine] | None = None,
    progress: Progress | None = None,
) -> None:
    """Writes the register as it is shown, with a second sheet of visits where they are given, as .xlsx into `target`.

    UserError where there are more rows than a sheet has.
    """
    book = _book("Buku Register", header)
    counter = _Counter(progress)
    _fill(
        book,
        "Register",
        "BUKU REGISTER INTEGRASI SISTEM INFORMASI",
        REGISTER,
        map(register_values, rows),
        header,
        counter,
    )
    if visits is not None:
        _visits(book, visits, header, counter)
    _save(book, target)


def visits_workbook(
    rows: Iterable[VisitLine], header: RecapHeader, target: BinaryIO, *, progress: Progress | None = None
) -> None:
    """Writes the sheet of visits alone as .xlsx into `target`. UserError where there are more rows than a sheet has."""
    book = _book("Rekap Kunjungan Langkah", header)
    _visits(book, rows, header, _Counter(progress))
    _save(book, target)


def table_workbook(
    names: tuple[str, str],
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Value, ...]],
    header: RecapHeader,
    target: BinaryIO,
    *,
    progress: Progress | None = None,
) -> None:
    """Writes any table as .xlsx into `target`; `names` are that of the sheet and the title over it.

    UserError where there are more rows than a sheet has.
    """
    sheet, title = names
    book = _book(sheet, header)
    _fill(book, sheet, title, columns, rows, header, _Counter(progress))
    _save(book, target)


Sheet = tuple[str, str, tuple[Column, ...], Iterable[tuple[Value, ...]]]
"""Name of the sheet, the title over it, its columns and rows."""


def tables_workbook(
    title: str,
    sheets: Iterable[Sheet],
    header: RecapHeader,
    target: BinaryIO,
    *,
    more: "Callable[[Workbook], None] | None" = None,
) -> None:
    """Writes several tables as .xlsx into `target`, a sheet each, and behind them what `more` adds to the workbook.

    UserError where one has more rows than a sheet holds.
    """
    book = _book(title, header)
    for name, over, columns, rows in sheets:
        _fill(book, name, over, columns, rows, header, _Counter(None))
    if more is not None:
        more(book)
    _save(book, target)


def _save(book: "Workbook", target: BinaryIO) -> None:
    """As the workbook itself does it, but its archive is closed also where the disk takes no more."""
    from openpyxl.writer.excel import ExcelWriter

    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(book, archive).save()


def _visits(book: "Workbook", rows: Iterable[VisitLine], header: RecapHeader, counter: "_Counter") -> None:
    _fill(book, "Kunjungan Langkah", "REKAP KUNJUNGAN LANGKAH", VISITS, map(visit_values, rows), header, counter)


@dataclass(slots=True)
class _Counter:
    progress: Progress | None
    rows: int = 0

    def step(self) -> None:
        self.rows += 1
        if self.progress and self.rows % EVERY == 0:
            self.progress(self.rows)


def _book(title: str, header: RecapHeader) -> "Workbook":
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    properties = book.properties
    properties.creator = properties.lastModifiedBy = held(header.office)
    properties.title, properties.language = title, LANGUAGE
    properties.created = datetime.combine(header.as_of, time(), UTC).replace(tzinfo=None)
    return book


def _fill(
    book: "Workbook",
    name: str,
    title: str,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Value, ...]],
    header: RecapHeader,
    counter: _Counter,
) -> None:
    from openpyxl.utils import get_column_letter

    # The stubs leave out that a write-only sheet has the parts of any other that are used here.
    sheet = cast("Worksheet", book.create_sheet(name))
    last_column = get_column_letter(len(columns) + 1)
    _page(sheet, columns, header, title)
    add_heading(sheet, columns, header, title)
    add_column_names(sheet, columns, _HEADER_ROW)
    line = Line(sheet, columns)
    quick = QuickRows(sheet, line.plain, line.quoted, _HEADER_ROW + 1)
    widths = [column.width for column in columns]
    number = 0
    try:
        for number, values in enumerate(rows, 1):
            if number + _HEADER_ROW > MAX_ROWS:
                raise UserError(
                    f"Lembar Excel hanya memuat {MAX_ROWS} baris. Persempit penyaring, atau ekspor sebagai berkas CSV."
                )
            quick.append((number, *values), height_of(values, widths))
            counter.step()
        sheet.auto_filter.ref = f"A{_HEADER_ROW}:{last_column}{_HEADER_ROW + number}"
    finally:
        # Work that was stopped leaves no half-written sheet behind for the garbage collector to stumble over.
        cast("WriteOnlyWorksheet", sheet).close()


def _page(sheet: "Worksheet", columns: tuple[Column, ...], header: RecapHeader, title: str) -> None:
    set_page(sheet, columns, header, title)
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"


def set_page(sheet: "Worksheet", columns: tuple[Column, ...], header: RecapHeader, title: str) -> None:
    """The widths of the columns, and the sheet across on its paper, as wide as that."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.column_dimensions["A"].width = 5
    for at, column in enumerate(columns, 2):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _PAPER[header.paper]
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.6, 0.7
    sheet.print_options.horizontalCentered = True
    if (footer := sheet.oddFooter) is not None:
        footer.left.text, footer.right.text = title, "Halaman &P dari &N"


def add_heading(sheet: "Worksheet", columns: tuple[Column, ...], header: RecapHeader, title: str) -> None:
    """Office, title, what is listed and for which day, each in a line across the columns."""
    from openpyxl.styles import Alignment, Font

    across = sum(column.width for column in columns) + 5
    filters = f"Penyaring: {header.filters or 'semua'}"
    lines = (
        (f"{header.government} - {header.office}", Font(name=FONT, size=11)),
        (title, Font(name=FONT, size=14, bold=True)),
        (filters, Font(name=FONT, size=10)),
        (f"Keadaan per {long_date(header.as_of)}", Font(name=FONT, size=10)),
    )
    for at, (text, font) in enumerate(lines, 1):
        sheet.merged_cells.add(f"A{at}:{_letter(len(columns) + 1)}{at}")
        # Excel does not find the height of merged cells by itself.
        needed = max(1, ceil(len(text) * 1.1 * font.size / 10 / across))
        sheet.row_dimensions[at].height = min(1.4 * font.size * needed, _HIGHEST)
        sheet.append([styled(sheet, text, font, Alignment(wrap_text=True, vertical="top"))])


def add_column_names(sheet: "Worksheet", columns: tuple[Column, ...], at: int) -> None:
    """The names of the columns in the row of that number, which is the next one."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    side = Side(style="thin")
    border = Border(left=side, right=side, top=side, bottom=side)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cells = []
    for name in ("No.", *(column.heading for column in columns)):
        cell = styled(sheet, name, Font(name=FONT, size=10, bold=True), middle)
        cell.border, cell.fill = border, PatternFill("solid", fgColor="E7E6E6")
        cells.append(cell)
    sheet.row_dimensions[at].height = 30
    sheet.append(cells)


class Line:
    """The cells of one line, used again for every row: a write-only sheet has written them when `append` returns."""

    def __init__(self, sheet: "Worksheet", columns: tuple[Column, ...]) -> None:
        kinds: tuple[Kind, ...] = (
            "number",
            *(column.kind for column in columns),
        )
        self.plain = [_body(sheet, kind) for kind in kinds]
        self.quoted = [_body(sheet, kind) for kind in kinds]
        for cell in self.quoted:
            cell.quotePrefix = True

    def cells(self, number: int, values: tuple[Value, ...]) -> "list[Cell]":
        """The cells of a row: its number, then its values."""
        line = []
        for at, value in enumerate((number, *values)):
            cell = self.plain[at]
            if isinstance(value, datetime):
                value = value.isoformat(sep=" ")  # Excel knows no time zones
            if isinstance(value, str):
                text = held(value)
                # Excel would make a formula of such a text as soon as somebody edits it.
                cell = self.quoted[at] if text.startswith(RISKY) else cell
                cell.value = text
                cell.data_type = "s"
            else:
                cell.value = value
            line.append(cell)
        return line


def _body(sheet: "Worksheet", kind: Kind) -> "Cell":
    from openpyxl.styles import Alignment, Border, Font, Side

    side = Side(style="thin")
    across = "left" if kind == "text" else "center"
    cell = styled(
        sheet, None, Font(name=FONT, size=10), Alignment(horizontal=across, vertical="top", wrap_text=kind == "text")
    )
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    cell.number_format = {"text": "@", "date": "dd/mm/yyyy", "number": "0", "decimal": "0.0"}[kind]
    return cell


def styled(sheet: "Worksheet", text: str | None, font: "Font", alignment: "Alignment") -> "Cell":
    """A cell whose text stays text."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    if text is not None:
        cell.value = held(text)
        cell.data_type = "s"
    cell.font, cell.alignment = font, alignment
    return cell


def height_of(values: Iterable[Value], widths: Iterable[int]) -> float | None:
    """The height in points that the longest text of a row needs; None where each has one line."""
    lines = max(map(_lines_of, values, widths))
    return min(_LINE_HEIGHT * lines + 2, _HIGHEST) if lines > 1 else None


def _lines_of(value: Value, width: int) -> int:
    """How many lines a text needs in a column; LibreOffice does not find the height of a row by itself.

    A column is measured in digits of a larger font: small letters take some 0.76 of one, capitals a whole one.
    """
    if not isinstance(value, str) or (len(value) < width and "\n" not in value):
        return 1
    return _wrapped(value, width)


@lru_cache(maxsize=512)  # the words of the steps stand in every row
def _wrapped(text: str, width: int) -> int:
    needed = 0
    for line in text.split("\n"):
        capitals = sum(map(str.isupper, line))
        needed += max(1, ceil((0.76 * len(line) + 0.26 * capitals) / (width - 2)))
    return needed


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)
