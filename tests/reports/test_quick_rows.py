"""Rows written as text stand in the sheet as openpyxl itself would have written them, cell by cell."""

from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from spl_desktop.reports.quick_rows import MAX_TEXT, QuickRows, held
from spl_desktop.reports.recaps import Line
from spl_desktop.reports.tables import Cell, Column

COLUMNS = (Column("Teks", "teks", 20), Column("Hari", "hari", 11, "date"), Column("Angka", "angka", 8, "decimal"))
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(),
    st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    st.datetimes(timezones=st.just(UTC)),
    st.text(st.characters(codec=None), max_size=12),
    st.sampled_from(("=1+1", "-5", " tepi ", "a\r\nb", "&<>\"'", "\t", "\ud800", "\ufffe", "\x00", "#N/A", "007")),
)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=3)


def sheet_of(rows: list[tuple[Cell, ...]], heights: list[float | None], *, quick: bool) -> tuple[bytes, bytes]:
    """The sheet in canonical form, and the styles."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Isi")
    assert not isinstance(sheet, Worksheet)
    sheet.append(["judul"])
    line = Line(sheet, COLUMNS)  # type: ignore[arg-type]  # the stubs keep the two kinds of sheets apart
    writer = QuickRows(sheet, line.plain, line.quoted, 2) if quick else None  # type: ignore[arg-type]  # as above
    for number, (values, height) in enumerate(zip(rows, heights, strict=True), 1):
        if writer is not None:
            writer.append((number, *values), height)
        else:
            fresh = Line(sheet, COLUMNS)  # type: ignore[arg-type]  # a cell used again keeps the format of a date
            sheet.row_dimensions[number + 1].height = height
            sheet.append(fresh.cells(number, values))
    stream = BytesIO()
    book.save(stream)
    with ZipFile(stream) as packed:
        xml = etree.tostring(etree.fromstring(packed.read("xl/worksheets/sheet1.xml")), method="c14n")
        return xml, packed.read("xl/styles.xml")


@settings(max_examples=15)
@given(ROWS, st.data())
def test_rows_are_those_of_openpyxl(rows: list[tuple[Cell, ...]], data: st.DataObject) -> None:
    heights = data.draw(st.lists(st.sampled_from((None, 27.5, 409.0)), min_size=len(rows), max_size=len(rows)))
    assert sheet_of(rows, heights, quick=True) == sheet_of(rows, heights, quick=False)


@settings(max_examples=40)
@given(st.text(st.characters(codec=None), max_size=40))
def test_held_text_can_be_encoded_and_keeps_what_it_can(text: str) -> None:
    kept = held(text)
    kept.encode()
    assert held(kept) == kept
    assert kept == text or any(ord(one) < 32 or 0xD800 <= ord(one) < 0xE000 or ord(one) >= 0xFFFE for one in text)


def test_a_long_text_says_that_it_was_cut() -> None:
    assert held("a" * MAX_TEXT) == "a" * MAX_TEXT
    assert held("a" * (MAX_TEXT + 1)).endswith("a ... (terpotong)")
    assert len(held("a" * (MAX_TEXT + 1))) == MAX_TEXT


def test_a_moment_stands_as_text() -> None:
    xml, _ = sheet_of([(datetime(2026, 1, 2, 3, 4, tzinfo=UTC), None, None)], [None], quick=True)
    assert b"2026-01-02 03:04:00+00:00" in xml
