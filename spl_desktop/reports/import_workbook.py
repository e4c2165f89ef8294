"""The workbook into which the old paper register is copied: two sheets to fill in, their guide and their lists."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from spl_desktop.domain.case import Status
from spl_desktop.domain.old_register_columns import (
    CASE_COLUMNS,
    CASES,
    EXAMPLE,
    GUIDE,
    HISTORY,
    HISTORY_COLUMNS,
    LISTS,
    Column,
)
from spl_desktop.domain.sop import Sop
from spl_desktop.reports.pieces import FONT

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Row = dict[str, str | int | date]

_LAST_ROW = 5000
"""Down to this row the lists are offered and dates are shown as dates."""
_EXAMPLE_AGENDA = "CONTOH/1/2024"


def import_workbook(agencies: Sequence[str], sop: Sop) -> bytes:
    """The empty workbook as .xlsx, with one example case that walks the first steps of the SOP."""
    from openpyxl import Workbook

    book = Workbook()
    guide = book.active
    assert guide is not None
    book.remove(guide)
    lists = {
        "opd": list(agencies),
        "langkah": [f"{step.number} - {step.text[:70]}" for step in sop.steps],
        "hasil": list(dict.fromkeys(one.label for step in sop.steps for one in step.outcomes if one.label)),
        "keadaan": [status.value for status in (Status.HELD, Status.CANCELLED, Status.WITHDRAWN)],
    }
    case, history = _example(agencies[0] if agencies else "OPD", sop)
    _sheet(book, CASES, CASE_COLUMNS, [case], lists)
    _sheet(book, HISTORY, HISTORY_COLUMNS, history, lists)
    _guide(book)
    _lists(book, lists)
    book.properties.creator = book.properties.lastModifiedBy = "SPL Desktop"
    book.properties.title, book.properties.language = "Impor buku register lama", "id-ID"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _example(agency: str, sop: Sop) -> tuple[Row, list[Row]]:
    """A case that was received in May 2024 and has finished its first steps."""
    case: Row = {
        "mark": EXAMPLE,
        "agenda": _EXAMPLE_AGENDA,
        "received": date(2024, 5, 6),
        "letter_number": "045/123/2024",
        "letter_date": date(2024, 5, 3),
        "subject": "Permohonan integrasi sistem informasi",
        "sender": f"Kepala {agency}",
        "agency": agency,
        "system": "Sistem contoh",
        "technical_name": "Nama PIC teknis (contoh)",
        "technical_phone": "0812 0000 0000",
        "note": "Baris contoh; hapus, atau kosongkan kolom Tanda bila dipakai.",
    }
    history: list[Row] = []
    ended = date(2024, 5, 7)
    step = sop.first
    for _ in range(2):
        row: Row = {
            "mark": EXAMPLE,
            "agenda": _EXAMPLE_AGENDA,
            "step": step.number,
            "ended": ended,
            "shelf": "R-1",
            "box": "B-1",
            "folder": "2024/CONTOH",
        }
        onward = next((one for one in step.outcomes if not one.returns), None)
        if onward is None:
            break
        if onward.label:
            row["outcome"] = onward.label
        history.append(row)
        if onward.to is None:
            break
        step, ended = sop.step(onward.to), ended.replace(day=ended.day + 1)
    return case, history


def _sheet(
    book: "Workbook", name: str, columns: Sequence[Column], rows: Sequence[Row], lists: dict[str, list[str]]
) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet: Worksheet = book.create_sheet(name)
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        head = sheet.cell(1, place, column.heading + ("*" if column.required else ""))
        head.font = Font(name=FONT, size=10, bold=True)
        head.fill = PatternFill("solid", fgColor="E7E6E6")
        head.alignment = Alignment(wrap_text=True, vertical="center")
        head.comment = Comment(column.help, "SPL Desktop")
        sheet.column_dimensions[letter].width = column.width
        shape = {"date": "dd/mm/yyyy", "number": "0", "text": "@"}[column.kind]
        # The format of the whole column: an agenda number such as 1/2 must not become a date while it is typed.
        sheet.column_dimensions[letter].number_format = shape
        for number, row in enumerate(rows, 2):
            cell = sheet.cell(number, place)
            cell.number_format = shape
            cell.font = Font(name=FONT, size=10, italic=True, color="595959")
            if column.field in row:
                cell.value = row[column.field]
        if column.choices:
            _offer(sheet, letter, column.choices, lists)
    sheet.row_dimensions[1].height = 30
    sheet.freeze_panes = "C2"


def _offer(sheet: "Worksheet", letter: str, name: str, lists: dict[str, list[str]]) -> None:
    """A list to choose from; other texts may be typed, because the import says better than Excel what is wrong."""
    from openpyxl.utils import get_column_letter, quote_sheetname
    from openpyxl.worksheet.datavalidation import DataValidation

    if not lists[name]:
        return
    source = get_column_letter(list(lists).index(name) + 1)
    validation = DataValidation(
        type="list",
        formula1=f"{quote_sheetname(LISTS)}!${source}$2:${source}${len(lists[name]) + 1}",
        allow_blank=True,
        showErrorMessage=False,
    )
    validation.add(f"{letter}2:{letter}{_LAST_ROW}")
    sheet.add_data_validation(validation)


def _guide(book: "Workbook") -> None:
    from openpyxl.styles import Alignment, Font

    sheet: Worksheet = book.create_sheet(GUIDE)
    lines = [
        ("Cara mengisi", ""),
        ("1", f'Satu baris pada lembar "{CASES}" untuk setiap kasus dari buku register lama.'),
        ("2", f'Satu baris pada lembar "{HISTORY}" untuk setiap langkah yang dijalani, urut dari langkah pertama.'),
        (
            "3",
            "Langkah pertama mulai pada tanggal surat diterima; yang berikutnya ketika langkah sebelumnya selesai.",
        ),
        ("4", "Langkah yang dikembalikan ditulis dengan hasil dan alasannya; sesudahnya langkah tujuan ditulis lagi."),
        ("5", "Langkah terakhir tanpa tanggal selesai berarti masih dikerjakan; baris itu boleh tidak ditulis."),
        ("6", "Tanggal ditulis sebagai tanggal Excel atau 23/11/2026; tahun selalu empat angka."),
        ("7", f'Baris dengan "{EXAMPLE}" pada kolom Tanda tidak dimasukkan.'),
        ("8", "Jangan mengubah judul kolom dan nama lembar, dan jangan menggabungkan sel."),
        (
            "9",
            "Periksa dahulu dengan tombol Periksa (atau --dry-run). Bila satu baris salah, tidak ada yang dimasukkan.",
        ),
        ("", ""),
    ]
    for name, columns in ((CASES, CASE_COLUMNS), (HISTORY, HISTORY_COLUMNS)):
        lines.append((f"Kolom lembar {name} (* wajib diisi)", ""))
        lines += [(column.heading + ("*" if column.required else ""), column.help) for column in columns]
        lines.append(("", ""))
    for number, (left, right) in enumerate(lines, 1):
        sheet.cell(number, 1, left).font = Font(name=FONT, size=10, bold=not right)
        cell = sheet.cell(number, 2, right)
        cell.font, cell.alignment = Font(name=FONT, size=10), Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 100


def _lists(book: "Workbook", lists: dict[str, list[str]]) -> None:
    sheet: Worksheet = book.create_sheet(LISTS)
    for place, (name, texts) in enumerate(lists.items(), 1):
        sheet.cell(1, place, name.upper() if name == "opd" else name.capitalize())
        for number, text in enumerate(texts, 2):
            cell = sheet.cell(number, place, text)
            cell.data_type = "s"
