"""The figures of the charts as tables, alike in the window, in Excel and wherever they are read."""

from typing import Final

from spl_desktop.domain.trends import Chart, Trends
from spl_desktop.reports.tables import Cell, Column

NAMES: Final = {
    Chart.FLOW: "Keluar-masuk",
    Chart.TIMELINESS: "Ketepatan waktu per langkah",
    Chart.LOAD: "Beban per OPD",
    Chart.AGE: "Umur kasus berjalan",
}
"""What each chart is called where there is little room."""
COLUMNS: Final = {
    Chart.FLOW: (
        Column("Waktu", "waktu", 44),
        Column("Masuk", "masuk", 12, "number"),
        Column("Selesai", "selesai", 12, "number"),
        Column("Dibatalkan atau dicabut", "batal", 14, "number"),
    ),
    Chart.TIMELINESS: (
        Column("Langkah", "langkah", 44),
        Column("Sesuai waktu baku", "sesuai", 12, "number"),
        Column("Terlambat", "terlambat", 12, "number"),
    ),
    Chart.LOAD: (Column("Perangkat daerah", "opd", 44), Column("Kasus berjalan", "berjalan", 12, "number")),
    Chart.AGE: (Column("Umur (hari kerja)", "umur", 44), Column("Kasus berjalan", "berjalan", 12, "number")),
}


def rows_of(shown: Trends, chart: Chart) -> list[tuple[Cell, ...]]:
    """The rows of a chart in the order of COLUMNS; none where there is nothing to show."""
    if shown.empty(chart):
        return []
    match chart:
        case Chart.FLOW:
            return [(one.words, one.received, one.finished, one.gone) for one in shown.spans]
        case Chart.TIMELINESS:
            return [(f"{one.number}. {one.text}", one.within, one.late) for one in shown.steps]
        case Chart.LOAD:
            return [(one.agency, one.open) for one in shown.agencies]
        case Chart.AGE:
            return [(one.words, one.cases) for one in shown.ages]
