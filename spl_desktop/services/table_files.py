"""Reads the cells of a workbook that somebody brings along, to put them into the table of a form."""

from datetime import date, datetime
from pathlib import Path

from spl_desktop.domain.dates import short_date
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.form_rules import MAX_ROWS
from spl_desktop.services.import_sheets import check_file

MAX_COLUMNS = 200


def sheets_of(path: Path) -> dict[str, list[list[str]]]:
    """Name of the sheet -> its cells as texts, without empty rows at the end; sheets without cells are left out.

    UserError where the file is no workbook, is protected, or holds more than a form may.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    check_file(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            found = {}
            for name in workbook.sheet_names:
                rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=True)
                if len(rows) > MAX_ROWS + 1:
                    raise UserError(
                        f'Lembar "{name}" memuat {len(rows)} baris, paling banyak {MAX_ROWS}. Bagi menjadi beberapa.'
                    )
                if cells := [[_text(cell) for cell in row[:MAX_COLUMNS]] for row in rows]:
                    found[name] = cells
    except PasswordError:
        raise UserError(
            f'Berkas "{path.name}" dikunci kata sandi. Buka di Excel, hapus kata sandinya, lalu simpan.'
        ) from None
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise UserError(
            f'Berkas "{path.name}" tidak dapat dibaca sebagai buku kerja. Simpan ulang sebagai .xlsx, lalu ulangi.'
        ) from error
    if not found:
        raise UserError(f'Berkas "{path.name}" tidak berisi apa-apa. Pilih berkas lain.')
    return found


def _text(cell: object) -> str:
    match cell:
        case bool():
            return "Ya" if cell else "Tidak"
        case float() if cell.is_integer():
            return str(int(cell))
        case float():
            return str(cell).replace(".", ",")
        case datetime():
            return short_date(cell.date())
        case date():
            return short_date(cell)
        case _:
            return str(cell)
