"""The recap of a period as a Word document: what happened in a few sentences, then the charts and the tables."""

from datetime import date
from typing import TYPE_CHECKING, Final

from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.period import Period
from spl_desktop.domain.trends import Chart, Trends
from spl_desktop.reports import sheet
from spl_desktop.reports.charts import draw
from spl_desktop.reports.period_tables import AGENCIES, CASES, STEPS, agency_values, case_values, step_values
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
        sheet.add_columns(document, "Kasus", CASES, map(case_values, period.cases))
    if period.steps:
        name = "Langkah yang berakhir pada periode ini"
        sheet.add_columns(document, name, STEPS, map(step_values, period.steps))
        sheet.add_note(
            document,
            "Median hari kerja di luar penundaan, dari kunjungan yang selesai atau dikembalikan.",
        )
    if period.agencies:
        sheet.add_columns(document, "Perangkat daerah", AGENCIES, map(agency_values, period.agencies))
    if signing is not None:
        # LibreOffice keeps no rows of a table with what follows: without a sentence the block may stand alone.
        document.add_paragraph(f"Demikian rekap ini dibuat menurut keadaan register pada {letter_date(signing.on)}.")
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
