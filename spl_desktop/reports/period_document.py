"""The recap of a period as a Word document: what happened in a few sentences, then the tables."""

from spl_desktop.domain.period import Period
from spl_desktop.reports import sheet
from spl_desktop.reports.period_tables import AGENCIES, CASES, STEPS, agency_values, case_values, step_values
from spl_desktop.reports.views import Letterhead, Paper


def period_document(period: Period, letterhead: Letterhead, paper: Paper) -> bytes:
    """The recap as a .docx file; UserError where the logo is no picture that Word can show."""
    document = sheet.new_sheet(paper)
    sheet.add_kop(document, letterhead)
    sheet.add_title(document, "Rekap Periode Integrasi Sistem Informasi", period.words)
    for sentence in period.summary():
        document.add_paragraph(sentence)
    if period.cases:
        sheet.add_columns(document, "Kasus", CASES, map(case_values, period.cases))
    if period.steps:
        name = "Langkah yang berakhir pada periode ini"
        sheet.add_columns(document, name, STEPS, map(step_values, period.steps))
        sheet.add_note(document, "Median dalam hari kerja di luar penundaan, dari langkah yang selesai.")
    if period.agencies:
        sheet.add_columns(document, "Perangkat daerah", AGENCIES, map(agency_values, period.agencies))
    return sheet.finished(document, letterhead, paper, f"Rekap periode {period.words}", period.end)
