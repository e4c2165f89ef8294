"""The recap of a period as a Word document: what happened in a few sentences, then the charts and the tables."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from spl_desktop.domain.dates import short_date
from spl_desktop.domain.period import Period
from spl_desktop.domain.trends import Chart, Trends
from spl_desktop.reports import sheet
from spl_desktop.reports.charts import draw
from spl_desktop.reports.period_tables import AGENCIES, CASES, STEPS, agency_values, case_values, step_values
from spl_desktop.reports.tables import Cell, Column
from spl_desktop.reports.views import Letterhead, Paper, SignatureBlock

if TYPE_CHECKING:
    from docx.document import Document

# The two with bars that stand share a line of the page, unless they are many; bars that lie need its whole width.
_BESIDE: Final = (Chart.FLOW, Chart.AGE)
_ORDER: Final = (*_BESIDE, *(chart for chart in Chart if chart not in _BESIDE))
_MOST_BESIDE: Final = 12
_BESIDE_INCHES: Final = (4.95, 2.9)


def period_document(
    period: Period,
    shown: Trends,
    today: date,
    letterhead: Letterhead,
    paper: Paper,
    signing: SignatureBlock | None = None,
) -> bytes:
    """The recap as a .docx file, signed where somebody does; UserError where the logo is no picture for Word."""
    document = sheet.new_sheet(paper)
    sheet.add_kop(document, letterhead)
    sheet.add_title(document, "Rekap Periode Integrasi Sistem Informasi", period.words)
    for sentence in period.summary(today):
        document.add_paragraph(sentence)
    pictures = _charts(document, shown)
    if period.cases:
        _table(document, "Kasus", CASES, period.cases, case_values)
    if period.steps:
        _table(document, "Langkah yang berakhir pada periode ini", STEPS, period.steps, step_values)
        sheet.add_note(document, "Median dalam hari kerja di luar penundaan, dari langkah yang selesai.")
    if period.agencies:
        _table(document, "Perangkat daerah", AGENCIES, period.agencies, agency_values)
    if signing is not None:
        sheet.add_signature(document, signing)
    title = f"Rekap periode {period.words}"
    return sheet.finished(document, letterhead, paper, title, period.end, pictures=pictures)


def _charts(document: "Document", shown: Trends) -> dict[bytes, str]:
    """Every chart that has something to show, with its caption; gives what each picture tells."""
    narrow = _BESIDE if len(shown.spans) <= _MOST_BESIDE else ()
    drawn: dict[Chart, tuple[bytes, str]] = {}
    for chart in (one for one in _ORDER if not shown.empty(one)):
        size = _BESIDE_INCHES if chart in narrow else None
        picture = draw(shown, chart, "png", inches=size, titled=False)
        drawn[chart] = picture, f"Gambar {len(drawn) + 1}. {shown.title(chart)}"
    if beside := [drawn[chart] for chart in narrow if chart in drawn]:
        sheet.add_figures_beside(document, beside)
    for chart in drawn:
        if chart not in narrow:
            sheet.add_figure(document, *drawn[chart])
    return {picture: f"{shown.title(chart)}. {shown.told(chart)}" for chart, (picture, _) in drawn.items()}


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
