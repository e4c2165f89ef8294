"""The SOP table as geometry, computed once: the window, the vector picture and the Word page draw the same lines."""

from spl_desktop.domain.chart_parts import (
    Arrow,
    Cell,
    Chart,
    ChartStyle,
    Connector,
    Node,
    NodeKey,
    Page,
    Point,
    Rect,
    Row,
    Sheet,
)
from spl_desktop.domain.chart_rows import break_pages, columns_of, header_of, plan_rows
from spl_desktop.domain.chart_sheet import SheetBuilder
from spl_desktop.domain.sop import Sop

__all__ = [
    "Arrow", "Cell", "Chart", "ChartStyle", "Connector", "Node", "NodeKey", "Page", "Point", "Rect", "Row", "Sheet",
    "lay_out",
]  # fmt: skip

# How many arrows fit side by side: few look best; busy procedures get more, closer together.
_TRACKS = (3, 5, 9, 15)
_TRACK_DISTANCE = 4.5


def lay_out(sop: Sop, style: ChartStyle | None = None, page: Page | None = None) -> Chart:
    """The table of this SOP in points, origin top left; with `page` it is cut into sheets between rows.

    Form: PermenPANRB 35/2012. A row that alone is higher than the page makes its sheet higher, it is never split.
    """
    style = style or ChartStyle()
    columns = columns_of(sop, style)
    header, head = header_of(sop, columns, style)
    rows = plan_rows(sop, columns, style)
    for attempt, tracks in enumerate((*_TRACKS, _TRACKS[-1])):
        relaxed = attempt == len(_TRACKS)
        gap = max(style.gap, _TRACK_DISTANCE * tracks)
        plans, pages, off = break_pages(rows, sop, style, gap, head, page)
        page_of = {plan.step.id: number for plan, number in zip(plans, pages, strict=True)}
        sheets: list[Sheet] = []
        for number in range(pages[-1] + 1):
            chosen = [plan for plan in plans if page_of[plan.step.id] == number]
            builder = SheetBuilder(sop, columns, style, gap, head, number, chosen, off, page_of)
            sheet = builder.build(tracks, relaxed)
            if sheet is None:
                break
            sheets.append(sheet)
        else:
            return Chart(columns.width, max(sheet.height for sheet in sheets), style, header, tuple(sheets))
    raise AssertionError("a relaxed router always finds a way")
