"""Workbooks and plain tables: real dates, text that stays text, pages that print well."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from spl_desktop.domain.errors import UserError
from spl_desktop.reports import recaps
from spl_desktop.reports.recaps import register_workbook, table_workbook, visits_workbook
from spl_desktop.reports.tables import REGISTER, Column, keyed, register_values, rows_to_csv, rows_to_jsonl
from spl_desktop.reports.views import RecapHeader, RegisterLine, VisitLine

HEADER = RecapHeader(
    government="PEMERINTAH KABUPATEN KARANGANYAR",
    office="DINAS KOMUNIKASI DAN INFORMATIKA",
    as_of=date(2026, 11, 23),
    filters="status berjalan; hanya yang terlambat",
)
CASE = RegisterLine(
    agenda="0147/SPL/2026",
    agency="Dinas Kependudukan dan Pencatatan Sipil",
    system="SIAK",
    subject="Permohonan Integrasi SIAK dengan SIM Puskesmas melalui Sistem Penghubung Layanan",
    step="3. Perumusan skenario integrasi",
    entered=date(2026, 10, 5),
    due=date(2026, 11, 5),
    days_left=-12,
    status="berjalan",
    overdue=True,
)
VISIT = VisitLine(
    agenda="0147/SPL/2026",
    agency="Dinas Kependudukan dan Pencatatan Sipil",
    system="SIAK",
    step_number=3,
    activity="melakukan perumusan mengenai skenario integrasi untuk memperoleh data yang disepakati",
    round=2,
    entered=date(2026, 10, 5),
    early=None,
    due=date(2026, 11, 5),
    finished=date(2026, 11, 9),
    used=25,
    held=2,
    net=23,
    verdict="terlambat 2 hari",
    note="Menunggu OPD",
)
RISKY = ("=1+1", '=HYPERLINK("http://x")', "+62 271", "-5", "@SUM(A1)", "#N/A", "\t=1", "007")


def written(rows: list[RegisterLine], header: RecapHeader = HEADER, visits: list[VisitLine] | None = None) -> BytesIO:
    stream = BytesIO()
    register_workbook(rows, header, stream, visits=visits)
    stream.seek(0)
    return stream


def opened(stream: BytesIO) -> Workbook:
    return openpyxl.load_workbook(stream)


def values(sheet: Any, row: int) -> list[Any]:
    return [cell.value for cell in sheet[row]]


def test_register_and_visits_as_they_were_given() -> None:
    book = opened(written([CASE], visits=[VISIT]))
    assert book.sheetnames == ["Register", "Kunjungan Langkah"]
    register, visits = book.worksheets
    assert values(register, 5) == ["No.", *(column.heading for column in REGISTER)]
    assert values(register, 6)[:5] == [1, CASE.agenda, CASE.agency, CASE.system, CASE.subject]
    assert values(register, 6)[8:] == [-12, "berjalan", "Terlambat"]
    assert values(visits, 6)[4:6] == [3, VISIT.activity]
    assert values(visits, 6)[11:] == [25, 2, 23, "terlambat 2 hari", "Menunggu OPD"]
    assert "status berjalan; hanya yang terlambat" in register["A3"].value
    assert register["A4"].value == "Keadaan per Senin, 23 November 2026"


def test_dates_are_dates() -> None:
    sheet = opened(written([CASE])).worksheets[0]
    assert sheet["G6"].value == datetime(2026, 10, 5)  # noqa: DTZ001  # Excel knows no zones
    assert sheet["G6"].number_format == sheet["H6"].number_format == "dd/mm/yyyy"
    assert opened(written([replace(CASE, due=None, days_left=None)])).worksheets[0]["H6"].value is None
    rows = CalamineWorkbook.from_filelike(written([CASE])).get_sheet_by_name("Register").to_python()
    assert date(2026, 10, 5) in rows[5]


@pytest.mark.parametrize("text", RISKY)
def test_text_never_becomes_a_formula(text: str) -> None:
    stream = written([replace(CASE, subject=text), CASE])
    with ZipFile(stream) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    sheet = opened(stream).worksheets[0]
    assert (sheet["E6"].value, sheet["E6"].data_type) == (text, "s")
    assert sheet["E6"].quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))
    assert sheet["E7"].value == CASE.subject
    assert not sheet["E7"].quotePrefix


@pytest.mark.parametrize(("paper", "number"), [("A4", "9"), ("F4", "14")])
def test_pages_print_with_their_header(paper: Any, number: str) -> None:
    for sheet in opened(written([CASE], replace(HEADER, paper=paper), [VISIT])).worksheets:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", number)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$5:$5"
        assert sheet.freeze_panes == "A6"
        assert sheet.auto_filter.ref is not None
        assert sheet.auto_filter.ref.startswith("A5:")
        assert sheet.auto_filter.ref.endswith("6")
        assert sheet.oddFooter.right.text == "Halaman &P dari &N"
        assert sheet.column_dimensions["C"].width > 20


def test_properties_name_the_office() -> None:
    properties = opened(written([])).properties
    assert properties.creator == properties.lastModifiedBy == "DINAS KOMUNIKASI DAN INFORMATIKA"
    assert (properties.title, properties.language) == ("Buku Register", "id-ID")
    assert properties.created == datetime(2026, 11, 23)  # noqa: DTZ001  # Excel knows no zones


def test_an_empty_register_still_has_its_headings() -> None:
    sheet = opened(written([])).worksheets[0]
    assert sheet.max_row == 5
    assert sheet.auto_filter.ref == "A5:K5"


def test_long_texts_make_their_row_higher() -> None:
    sheet = opened(
        written([CASE, replace(CASE, subject="kata " * 800), replace(CASE, subject="a", agency="b")])
    ).worksheets[0]
    heights = [sheet.row_dimensions[row].height or 15 for row in (6, 7, 8)]
    assert heights[0] > 25
    assert heights[1] == 409
    assert heights[2] < heights[0]
    assert len(sheet["E7"].value) == 4000


def test_what_a_cell_cannot_hold_is_left_out_or_marked() -> None:
    sheet = opened(written([replace(CASE, subject="a\x00b\ud800c", system="x" * 40_000)])).worksheets[0]
    assert sheet["E6"].value == "ab?c"
    assert len(sheet["D6"].value) == 32_767
    assert sheet["D6"].value.endswith("... (terpotong)")


def test_emoji_and_right_to_left_come_back() -> None:
    text = "👩\u200d💻 مرحبا & <b>"
    assert opened(written([replace(CASE, subject=text)])).worksheets[0]["E6"].value == text


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recaps, "MAX_ROWS", 8)
    written([CASE] * 3)
    with pytest.raises(UserError) as refused:
        written([CASE] * 4)
    assert refused.value.sentence == (
        "Lembar Excel hanya memuat 8 baris. Persempit penyaring, atau ekspor sebagai berkas CSV."
    )


def test_progress_is_told_and_can_stop_the_work() -> None:
    told: list[int] = []
    register_workbook([CASE] * 450, HEADER, BytesIO(), visits=[VISIT] * 150, progress=told.append)
    assert told == [200, 400, 600]

    class Stopped(Exception):
        pass

    def stop(_: int) -> None:
        raise Stopped

    target = BytesIO()
    with pytest.raises(Stopped):
        visits_workbook([VISIT] * 300, HEADER, target, progress=stop)
    assert target.getvalue() == b""


def test_any_table() -> None:
    stream = BytesIO()
    columns = (Column("Jenis", "kind", 20), Column("Saat", "at", 20))
    moment = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)
    table_workbook(("Catatan", "DAFTAR CATATAN"), columns, [("=a", moment)], HEADER, stream)
    stream.seek(0)
    sheet = opened(stream).worksheets[0]
    assert sheet.title == "Catatan"
    assert values(sheet, 6) == [1, "=a", "2026-11-23 07:05:00+00:00"]


def test_csv_opens_in_a_spreadsheet_and_holds_no_formula() -> None:
    stream = BytesIO()
    rows = [("=1+1", date(2026, 11, 23), None, True, -3), ("dua\nbaris, koma", None, 1, False, 2)]
    assert rows_to_csv(["Hal", "Tanggal", "x", "y", "z"], rows, stream) == 2
    assert stream.getvalue() == (
        b'\xef\xbb\xbfHal,Tanggal,x,y,z\r\n\'=1+1,2026-11-23,,ya,-3\r\n"dua\nbaris, koma",,1,tidak,2\r\n'
    )
    stream.write(b"open")


def test_jsonl_is_a_line_a_row() -> None:
    stream = BytesIO()
    line = keyed(REGISTER, register_values(replace(CASE, subject="=a\n👩 \ud800")))
    assert rows_to_jsonl([line, line], stream) == 2
    first, second = stream.getvalue().decode("utf-8").splitlines()
    assert first == second
    read = json.loads(first)
    assert read["hal"] == "=a\n👩 ?"
    assert (read["masuk"], read["sisa_hari"], read["terlambat"]) == ("2026-10-05", -12, "Terlambat")
