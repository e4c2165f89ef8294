"""The recap of a period as a workbook: the cases, the steps, the agencies and the charts, a sheet each."""

from typing import BinaryIO

from spl_desktop.domain.period import Period
from spl_desktop.domain.trends import Trends
from spl_desktop.reports import recaps
from spl_desktop.reports.period_charts import add_charts
from spl_desktop.reports.period_tables import AGENCIES, CASES, STEPS, agency_values, case_values, step_values
from spl_desktop.reports.views import RecapHeader


def period_workbook(period: Period, shown: Trends, header: RecapHeader, target: BinaryIO) -> None:
    """Writes the workbook as .xlsx into `target`."""
    recaps.tables_workbook(
        "Rekap Periode",
        (
            ("Kasus", "REKAP PERIODE: KASUS", CASES, map(case_values, period.cases)),
            ("Langkah", "REKAP PERIODE: LANGKAH", STEPS, map(step_values, period.steps)),
            ("OPD", "REKAP PERIODE: PERANGKAT DAERAH", AGENCIES, map(agency_values, period.agencies)),
        ),
        header,
        target,
        more=lambda book: add_charts(book, shown, header),
    )
