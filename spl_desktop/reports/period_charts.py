"""The sheet of the recap's workbook with the figures of the charts, each block beside a chart that Excel draws."""

from math import ceil
from typing import TYPE_CHECKING, Any, Final, cast

from spl_desktop.domain.trends import Chart, Trends
from spl_desktop.reports.charts import MOST_BARS, PRINT
from spl_desktop.reports.pieces import FONT
from spl_desktop.reports.recaps import Line, add_column_names, add_heading, height_of, set_page, styled
from spl_desktop.reports.tables import Column
from spl_desktop.reports.trend_tables import COLUMNS, NAMES, rows_of
from spl_desktop.reports.views import RecapHeader

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.chart import BarChart
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

TITLE: Final = "REKAP PERIODE: GRAFIK"
_SHEET: Final = "Grafik"
_WIDEST: Final = COLUMNS[Chart.FLOW]
# The charts stand at the right of the figures; their room counts as one more column of the page.
_ROOM: Final = (*_WIDEST, Column("", "", 3), Column("", "", 66))
_ANCHOR: Final = "G"
_FIRST: Final = 5
"""The row after the heading."""
_WIDTH_CM: Final = 17.0
_HEIGHT_CM: Final = 8.5
_BAR_CM: Final = 0.8
_ROW_CM: Final = 0.45
"""The height of a row that holds one line."""
_FILLS: Final = {
    Chart.FLOW: ((PRINT.main, ""), (PRINT.main, "wdUpDiag"), (PRINT.muted, "pct20")),
    Chart.TIMELINESS: ((PRINT.main, ""), (PRINT.late, "wdDnDiag")),
    Chart.LOAD: ((PRINT.main, ""),),
    Chart.AGE: ((PRINT.main, ""),),
}


def add_charts(book: "Workbook", shown: Trends, header: RecapHeader) -> None:
    """Adds the sheet to a workbook that is written row by row."""
    from openpyxl.worksheet.pagebreak import Break

    sheet = cast("Worksheet", book.create_sheet(_SHEET))
    set_page(sheet, _ROOM, header, TITLE)
    add_heading(sheet, _WIDEST, header, TITLE)
    at = _FIRST
    for chart in Chart:
        if at > _FIRST:  # a page each, so that no chart is split over two
            sheet.row_breaks.append(Break(id=at))
        at = _block(sheet, shown, chart, at)
    cast("WriteOnlyWorksheet", sheet).close()


def _block(sheet: "Worksheet", shown: Trends, chart: Chart, at: int) -> int:
    """Title and figures from the row `at` on, the chart beside them; gives the row where the next may begin."""
    from openpyxl.styles import Alignment, Font

    title = [styled(sheet, shown.title(chart), Font(name=FONT, size=11, bold=True), Alignment(vertical="center"))]
    sheet.row_dimensions[at + 1].height = 20
    sheet.append([])
    sheet.append(title)
    rows, columns = rows_of(shown, chart), COLUMNS[chart]
    if not rows:
        sheet.append([styled(sheet, shown.summary(chart), Font(name=FONT, size=10), Alignment())])
        return at + 3
    header = at + 2
    add_column_names(sheet, columns, header)
    line = Line(sheet, columns)
    numbers = [step.number for step in shown.steps] if chart is Chart.TIMELINESS else range(1, len(rows) + 1)
    for at, (number, values) in enumerate(zip(numbers, rows, strict=True), header + 1):
        sheet.row_dimensions[at].height = height_of(values, [column.width for column in columns])
        sheet.append(line.cells(number, values))
    drawn = _chart(sheet, chart, header, min(len(rows), MOST_BARS))
    sheet.add_chart(drawn, f"{_ANCHOR}{header}")
    blank = max(1, ceil(drawn.height / _ROW_CM) - len(rows))
    for _ in range(blank):
        sheet.append([])
    return header + 1 + len(rows) + blank


def _chart(sheet: "Worksheet", chart: Chart, header: int, rows: int) -> "BarChart":
    """A bar chart over the figures below the row `header`; the hatching keeps it readable in grey."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.label import DataLabelList
    from openpyxl.chart.shapes import GraphicalProperties

    lying = chart in (Chart.TIMELINESS, Chart.LOAD)
    drawn = BarChart()
    drawn.type = "bar" if lying else "col"
    high = max(_HEIGHT_CM, _BAR_CM * rows + 2) if lying else _HEIGHT_CM
    drawn.width, drawn.height = _WIDTH_CM, high  # type: ignore[assignment]  # its stub knows whole centimetres only
    drawn.title, drawn.style = NAMES[chart], None
    drawn.gapWidth = 60
    if chart is Chart.TIMELINESS:
        drawn.grouping, drawn.overlap = "percentStacked", 100
    # Column A is the number, which is enough to name a step; B what the bar is called; the values stand from C on.
    named = 1 if chart is Chart.TIMELINESS else 2
    values = Reference(sheet, min_col=3, max_col=1 + len(COLUMNS[chart]), min_row=header, max_row=header + rows)
    drawn.add_data(values, titles_from_data=True)
    drawn.set_categories(Reference(sheet, min_col=named, min_row=header + 1, max_row=header + rows))
    for series, (ink, pattern) in zip(drawn.series, _FILLS[chart], strict=True):
        series.graphicalProperties = _fill(GraphicalProperties(), ink[1:], pattern)
    if chart is not Chart.TIMELINESS:
        drawn.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
        drawn.dataLabels.numFmt = "0;;;"  # no value over a bar of nothing
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.y_axis.number_format = "0%" if chart is Chart.TIMELINESS else "0"
    if lying:
        drawn.x_axis.scaling.orientation = "maxMin"  # the first on top, as in the figures
        drawn.y_axis.crosses = "max"
    if chart is Chart.TIMELINESS:
        drawn.x_axis.title = "Langkah"
    if len(drawn.series) == 1:
        drawn.legend = None
    elif drawn.legend is not None:
        drawn.legend.position = "b"
    return drawn


def _fill(properties: Any, ink: str, pattern: str) -> Any:
    from openpyxl.drawing.colors import ColorChoice
    from openpyxl.drawing.fill import PatternFillProperties

    if pattern:
        hatched: Any = PatternFillProperties(prst=pattern)  # type: ignore[arg-type]  # one of its long list of names
        hatched.fgClr, hatched.bgClr = ColorChoice(), ColorChoice()
        hatched.fgClr.srgbClr, hatched.bgClr.srgbClr = ink, "FFFFFF"
        properties.pattFill = hatched
    else:
        properties.solidFill = ink
    properties.line.solidFill = ink
    return properties
