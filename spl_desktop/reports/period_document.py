"""The recap of a period as a Word document: what happened in a few sentences, then the tables."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from spl_desktop.domain.dates import short_date
from spl_desktop.domain.period import Period
from spl_desktop.reports import sheet
from spl_desktop.reports.period_tables import AGENCIES, CASES, STEPS, agency_values, case_values, step_values
from spl_desktop.reports.tables import Cell, Column
from spl_desktop.reports.views import Letterhead, Paper

if TYPE_CHECKING:
    from docx.document import Document


def period_document(period: Period, letterhead: Letterhead, paper: Paper) -> bytes:
    """The recap as a .docx file; UserError where the logo is no picture that Word can show."""
    document = sheet.new_sheet(paper)
    sheet.add_kop(document, letterhead)
    sheet.add_title(document, "Rekap Periode Integrasi Sistem Informasi", period.words)
    for sentence in period.summary():
        document.add_paragraph(sentence)
    if period.cases:
        _table(document, "Kasus", CASES, period.cases, case_values)
    if period.steps:
        _table(document, "Langkah yang berakhir pada periode ini", STEPS, period.steps, step_values)
        sheet.add_note(document, "Median dalam hari kerja di luar penundaan, dari langkah yang selesai.")
    if period.agencies:
        _table(document, "Perangkat daerah", AGENCIES, period.agencies, agency_values)
    return sheet.finished(document, letterhead, paper, f"Rekap periode {period.words}", period.end)


def _table(
    document: "Document",
    name: str,
    columns: tuple[Column, ...],
    rows: Iterable[Any],
    values: Callable[[Any], tuple[Cell, ...]],
) -> None:
    sheet.add_heading(document, name)
    headings = ("No", *(column.heading for column in columns))
    lines = [(str(number), *map(_words, values(row))) for number, row in enumerate(rows, 1)]
    centred = ["No", *(column.heading for column in columns if column.kind != "text")]
    sheet.add_table(document, name, headings, lines, (5, *(column.width for column in columns)), centred=centred)


def _words(value: Cell) -> str:
    """A value as it stands on paper: 23/11/2026, 2,5, and a dash for nothing."""
    if value is None:
        return "-"
    if isinstance(value, date):
        return short_date(value)
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)
