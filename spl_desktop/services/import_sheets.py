"""Reads the import workbook: whatever the file is, rows by field come out or a sentence says what is wrong."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spl_desktop.domain.dates import FIRST_YEAR, parse_date
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.old_register_columns import EXAMPLE, MARK, SHEETS, Column
from spl_desktop.domain.text import clean, line
from spl_desktop.reports.packages import DAMAGED
from spl_desktop.services.import_size import Unreadable, reach

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MAX_BYTES = 20_000_000
MAX_UNPACKED = 300_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in one row; `column` is the heading, empty where it is the whole row."""

    sheet: str
    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        where = f', kolom "{self.column}"' if self.column else ""
        return f"{self.sheet}, baris {self.row}{where}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet, numbered as Excel does; text fields are texts, empty cells of dates and numbers None."""

    number: int
    texts: Mapping[str, str]
    dates: Mapping[str, date | None]
    numbers: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that can be read, and what is wrong in the others."""

    rows: tuple[SheetRow, ...]
    bad: tuple[RowError, ...]


def read_workbook(path: Path) -> Mapping[str, Sheet]:
    """The two sheets by name; UserError where the file is no such workbook."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    check_file(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            return {name: _sheet(workbook, name, columns) for name, columns in SHEETS.items()}
    except PasswordError:
        raise UserError(
            f'Berkas "{path.name}" dikunci kata sandi. Buka di Excel, hapus kata sandinya, lalu simpan.'
        ) from None
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise UserError(
            f'Berkas "{path.name}" tidak dapat dibaca sebagai buku kerja Excel. Buka di Excel, simpan ulang sebagai '
            ".xlsx, lalu ulangi."
        ) from error


def check_file(path: Path) -> None:
    """UserError where the file is missing, too large, or unpacks to more than a workbook of ours ever would."""
    if not path.is_file():
        raise UserError(f'Berkas "{path}" tidak ditemukan. Periksa nama dan foldernya.')
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise UserError(
            f'Berkas "{path.name}" terlalu besar untuk buku register: {size // 1_000_000} MB, paling besar 20 MB.'
        )
    if not zipfile.is_zipfile(path):
        raise UserError(
            f'Berkas "{path.name}" bukan buku kerja .xlsx, atau dikunci kata sandi. Buka di Excel, simpan sebagai '
            "Buku Kerja Excel (.xlsx) tanpa kata sandi, lalu ulangi."
        )
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MAX_UNPACKED:
                raise UserError(
                    f'Isi berkas "{path.name}" terlalu besar setelah dibuka. Salin barisnya ke templat yang baru.'
                )
            # The reader makes every cell between the first and the farthest one, and cannot be stopped from it.
            if any(rows > MAX_ROWS + 1 or columns > MAX_COLUMNS for rows, columns in reach(packed)):
                raise UserError(
                    f"Salah satu lembar terlalu besar: paling banyak {MAX_ROWS} baris dan {MAX_COLUMNS} kolom. "
                    "Hapus isi yang tersesat di luar tabelnya, atau salin barisnya ke templat yang baru."
                )
    except (Unreadable, OSError, *DAMAGED) as error:
        raise UserError(
            f'Berkas "{path.name}" rusak atau terkunci. Buka di Excel, simpan ulang sebagai .xlsx, lalu ulangi.'
        ) from error


def _sheet(workbook: "CalamineWorkbook", name: str, columns: Sequence[Column]) -> Sheet:
    known = {_plain(known_name): known_name for known_name in workbook.sheet_names}
    if _plain(name) not in known:
        raise UserError(
            f'Lembar "{name}" tidak ada dalam buku kerja. Pakai templat dari program ini tanpa mengubah nama lembarnya.'
        )
    sheet = workbook.get_sheet_by_name(known[_plain(name)])
    grid: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    places = _places(name, grid[0] if grid else [], columns)
    rows: list[SheetRow] = []
    bad: list[RowError] = []
    joined = _joined_rows(sheet)
    for number, cells in enumerate(grid[1:], 2):
        if not any(_text(cell) for cell in cells) or _plain(_at(cells, places, MARK)) == EXAMPLE:
            continue
        if number in joined:
            bad.append(RowError(name, number, "", "Ada sel yang digabung. Pisahkan selnya, lalu isi setiap baris."))
            continue
        _read_row(name, number, cells, places, columns, rows, bad)
    return Sheet(tuple(rows), tuple(bad))


def _places(name: str, heads: Sequence[Any], columns: Sequence[Column]) -> dict[str, int]:
    """Field -> place of its column; the order of columns is free, their headings are not."""
    by_heading = {_plain(column.heading): column for column in columns}
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        text = _plain(head)
        if not text:
            continue
        column = by_heading.get(text)
        if column is None:
            near = get_close_matches(text, by_heading, n=1)
            hint = f'; mungkin maksudnya "{by_heading[near[0]].heading}"' if near else ""
            raise UserError(
                f'Lembar "{name}": judul kolom "{line(str(head))[:60]}" tidak dikenal{hint}. '
                "Betulkan judulnya atau hapus kolomnya."
            )
        if column.field in found:
            raise UserError(f'Lembar "{name}": kolom "{column.heading}" ada dua kali. Hapus salah satunya.')
        found[column.field] = place
    missing = [column.heading for column in columns if column.required and column.field not in found]
    if missing:
        quoted = ", ".join(f'"{heading}"' for heading in missing)
        raise UserError(
            f'Lembar "{name}": judul kolom {quoted} tidak ada pada baris pertama. Pakai templat dari program ini.'
        )
    return found


def _joined_rows(sheet: "CalamineSheet") -> frozenset[int]:
    """The rows, numbered as Excel does, through which a merged cell goes."""
    ranges = sheet.merged_cell_ranges or ()
    return frozenset(row + 1 for (top, _), (bottom, _) in ranges for row in range(top, min(bottom, MAX_ROWS) + 1))


def _read_row(
    name: str,
    number: int,
    cells: Sequence[Any],
    places: Mapping[str, int],
    columns: Sequence[Column],
    rows: list[SheetRow],
    bad: list[RowError],
) -> None:
    texts: dict[str, str] = {}
    dates: dict[str, date | None] = {}
    numbers: dict[str, int | None] = {}
    amiss: list[RowError] = []
    for column in columns:
        cell = _at(cells, places, column)
        try:
            if column.required and not _text(cell):
                raise UserError(f"{column.heading} belum diisi. Kolom ini wajib diisi.")
            if column.kind == "date":
                dates[column.field] = _date(cell)
            elif column.kind == "number":
                numbers[column.field] = _number(cell)
            else:
                texts[column.field] = _text(cell)
        except UserError as refusal:
            amiss.append(RowError(name, number, column.heading, refusal.sentence))
    bad.extend(amiss)
    if not amiss:
        rows.append(SheetRow(number, texts, dates, numbers))
    elif texts.get("agenda"):
        # The case is known, so that skipping takes all of it; the row itself is not used.
        rows.append(SheetRow(number, {"agenda": texts["agenda"]}, {}, {}))


def _at(cells: Sequence[Any], places: Mapping[str, int], column: Column) -> Any:
    place = places.get(column.field)
    return cells[place] if place is not None and place < len(cells) else ""


def _plain(value: object) -> str:
    return _text(value).rstrip("*").strip().casefold()


def _text(value: object) -> str:
    """The cell as somebody would have typed it: 12 for 12.0, dates as 23/11/2026."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return clean(str(value))


def _date(cell: object) -> date | None:
    """A date cell, or one typed as text; UserError for anything else."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        if cell.year < FIRST_YEAR or cell == date(1899, 12, 31):
            raise UserError("Tanggal sebelum tahun 1900 tidak dapat dibaca. Periksa isi sel ini.")
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        raise UserError(
            f'Isinya angka "{_text(cell)}", bukan tanggal. Ubah format sel menjadi tanggal, misalnya 23/11/2026.'
        )
    text = line(_text(cell))
    return parse_date(text) if text else None


def _number(cell: object) -> int | None:
    text = line(_text(cell))
    if not text:
        return None
    # A choice from the list reads "3 - melakukan perumusan ...".
    figures = text.split()[0].rstrip(".")
    if not figures.isascii() or not figures.isdigit() or len(figures) > 4:
        raise UserError(f'"{text[:40]}" bukan nomor. Isi angka saja, misalnya 3.')
    return int(figures)
