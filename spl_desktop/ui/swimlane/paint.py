"""Paints a chart of the SOP, with or without a case on it, onto any painter whose unit is a point."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from spl_desktop.domain.chart import Arrow, Cell, Chart, Connector, Node, Row, Sheet
from spl_desktop.domain.flow import Walked
from spl_desktop.domain.sop import Symbol
from spl_desktop.services.queries import Standing
from spl_desktop.ui.swimlane.boxes import box as box
from spl_desktop.ui.swimlane.lettering import draw_line, draw_lines, line_width
from spl_desktop.ui.swimlane.marks import UNMARKED, CaseMarks, StepMark
from spl_desktop.ui.swimlane.paint_marks import occupied_of, paint_number, paint_signs, paint_time, paint_times
from spl_desktop.ui.swimlane.palette import LIGHT, Inks
from spl_desktop.ui.swimlane.signs import draw_here

PAGE_GAP = 24.0
"""Points between two sheets that are painted below each other."""

_WALKED = 2.2
_TIME = 3  # the column Waktu, counted from the right

_HATCHED: Mapping[Standing, Qt.BrushStyle] = {
    Standing.FINISHED_LATE: Qt.BrushStyle.BDiagPattern,
    Standing.RETURNED: Qt.BrushStyle.FDiagPattern,
}
_WIDTH: Mapping[Standing, float] = {
    Standing.NOT_REACHED: 0.9,
    Standing.CURRENT: 2.6,
    Standing.OVERDUE: 2.6,
    Standing.HELD: 2.4,
}
_DONE = frozenset({Standing.FINISHED, Standing.FINISHED_LATE, Standing.RETURNED, Standing.BROKEN_OFF})

Marks = Mapping[str, StepMark]


def header_height(chart: Chart) -> float:
    """The height of the header of every sheet."""
    return max((cell.rect.bottom for cell in chart.header), default=0.0)


def whole(chart: Chart) -> QRectF:
    """The room that all sheets take, painted below each other."""
    height = sum(sheet.height for sheet in chart.pages) + PAGE_GAP * (len(chart.pages) - 1)
    return QRectF(0, 0, chart.width, height)


def paint_chart(
    painter: QPainter, chart: Chart, marks: Marks | None = None, inks: Inks = LIGHT, *, chosen: str = ""
) -> None:
    """Every sheet below the one before, each with the header; without marks it is the procedure itself."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    for sheet in chart.pages:
        paint_sheet(painter, chart, sheet, marks, inks, chosen=chosen)
        paint_header(painter, chart, inks)
        painter.translate(0, sheet.height + PAGE_GAP)
    painter.restore()


def paint_header(painter: QPainter, chart: Chart, inks: Inks) -> None:
    """The header of two rows at the top of the painter."""
    # In one piece: at the borders of cells painted one by one, what lies beneath would shine through.
    painter.fillRect(QRectF(0, 0, chart.width, header_height(chart)), inks.color("header"))
    for cell in chart.header:
        _cell(painter, chart, cell, inks)
    painter.setPen(QPen(inks.color("symbol"), 1.2))
    bottom = header_height(chart)
    painter.drawLine(QPointF(0, bottom), QPointF(chart.width, bottom))


def paint_sheet(
    painter: QPainter,
    chart: Chart,
    sheet: Sheet,
    marks: Marks | None,
    inks: Inks,
    *,
    chosen: str = "",
    focused: bool = False,
    exposed: QRectF | None = None,
) -> None:
    """The rows, arrows and symbols of a sheet; `exposed` is the part that is to be painted, None for all."""
    rows = [row for row in sheet.rows if exposed is None or box(row.rect).intersects(exposed)]
    for row in rows:
        painter.fillRect(box(row.rect), _ground_ink(row, _mark(marks, row.step), inks, chosen))
        for place, cell in enumerate(row.cells):
            _row_cell(painter, chart, row, place, cell, marks, inks)
    for row in rows:
        if row.step == chosen:
            _chosen(painter, row, inks, focused)
    walked = marks.walked if isinstance(marks, CaseMarks) else None
    # What was walked lies over what was only possible.
    for arrow in sorted(sheet.arrows, key=lambda one: bool(_times(one, walked, marks))):
        _arrow(painter, arrow, inks, _times(arrow, walked, marks))
    for row in rows:
        mark = _mark(marks, row.step)
        for node in row.symbols:
            _symbol(painter, chart, node, mark if marks is not None else None, inks)
    for connector in sheet.connectors:
        _connector(painter, chart, connector, inks)
    for arrow in sheet.arrows:
        _label(painter, chart, arrow, inks)
    if marks is None:
        return
    occupied = occupied_of(sheet)
    for row in rows:
        paint_signs(painter, occupied, row, _mark(marks, row.step), inks)
    for arrow in sheet.arrows if walked is not None else ():
        if arrow.outcome is not None:
            paint_times(painter, occupied, arrow, _times(arrow, walked, marks) or 0, inks)


def paint_stub(
    painter: QPainter, chart: Chart, row: Row, columns: int, marks: Marks | None, inks: Inks, *, chosen: str = ""
) -> None:
    """The first columns of a row alone, for where they stand still while the rest is scrolled sideways."""
    ground = QRectF(box(row.cells[0].rect))
    ground.setRight(row.cells[columns - 1].rect.right)
    painter.fillRect(ground, _ground_ink(row, _mark(marks, row.step), inks, chosen))
    for place, cell in enumerate(row.cells[:columns]):
        _row_cell(painter, chart, row, place, cell, marks, inks)
    if marks is not None and _mark(marks, row.step).current:
        draw_here(painter, box(row.cells[0].rect), inks)


def _row_cell(
    painter: QPainter, chart: Chart, row: Row, place: int, cell: Cell, marks: Marks | None, inks: Inks
) -> None:
    """A cell of a row; with a case on the table its number bears the rounds, and its time the time used."""
    mark = _mark(marks, row.step)
    if place == 0 and mark.rounds:
        _frame(painter, cell, inks)
        paint_number(painter, chart.style, cell, mark, inks)
    elif place == len(row.cells) - _TIME and mark.used:
        _frame(painter, cell, inks)
        paint_time(painter, chart.style, cell, mark, inks)
    else:
        _cell(painter, chart, cell, inks)


def _times(arrow: Arrow, walked: Walked | None, marks: Marks | None) -> int | None:
    """How often the case went along the arrow; None where no case is shown."""
    if walked is None:
        return None
    if arrow.outcome is None:  # between two symbols of one row
        return _mark(marks, arrow.source).visits
    return walked.get((arrow.source, arrow.outcome), 0)


def _mark(marks: Marks | None, step: str) -> StepMark:
    return UNMARKED if marks is None else marks.get(step, UNMARKED)


def _ground_ink(row: Row, mark: StepMark, inks: Inks, chosen: str) -> QColor:
    return inks.color("chosen" if row.step == chosen else "current" if mark.current else "paper")


def _chosen(painter: QPainter, row: Row, inks: Inks, focused: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(inks.color("accent"), 2.0 if focused else 1.0))
    painter.drawRect(box(row.rect).adjusted(1, 1, -1, -1))


def _frame(painter: QPainter, cell: Cell, inks: Inks) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(inks.color("grid"), 0.6))
    painter.drawRect(box(cell.rect))


def _cell(painter: QPainter, chart: Chart, cell: Cell, inks: Inks) -> None:
    _frame(painter, cell, inks)
    painter.setPen(inks.color("text"))
    style = chart.style
    inner = box(cell.rect).adjusted(style.padding, 0, -style.padding, 0)
    draw_lines(painter, inner, cell.lines, style.font_size, style.leading, bold=cell.bold, center=cell.align != "left")


def symbol_path(node: Node) -> QPainterPath:
    """The outline of a symbol."""
    rect = box(node.rect)
    path = QPainterPath()
    if node.symbol is Symbol.CAPSULE:
        path.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    elif node.symbol is Symbol.DIAMOND:
        middle = rect.center()
        corners = [
            QPointF(middle.x(), rect.top()),
            QPointF(rect.right(), middle.y()),
            QPointF(middle.x(), rect.bottom()),
            QPointF(rect.left(), middle.y()),
        ]
        path.addPolygon(QPolygonF(corners))
        path.closeSubpath()
    else:
        path.addRect(rect)
    return path


def _symbol(painter: QPainter, chart: Chart, node: Node, mark: StepMark | None, inks: Inks) -> None:
    """A symbol: thickness, dashes, hatching and a second outline say how the step stands, colour only repeats it."""
    path = symbol_path(node)
    standing = mark.standing if mark is not None else None
    painter.fillPath(path, inks.color("header" if standing in _DONE else "fill"))
    if standing is not None and standing in _HATCHED:
        painter.fillPath(path, QBrush(inks.color("hatch"), _HATCHED[standing]))
    ink = {Standing.CURRENT: "accent", Standing.HELD: "accent", Standing.OVERDUE: "late"}
    color = inks.color("symbol" if standing is None else ink.get(standing, "symbol"))
    if standing is Standing.NOT_REACHED:
        color = inks.color("faint")
    pen = QPen(color, 1.1 if standing is None else _WIDTH.get(standing, 1.3))
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if standing is Standing.HELD:
        pen.setDashPattern([3.0, 1.6])
    elif standing is Standing.NOT_REACHED:
        pen.setDashPattern([2.2, 2.2])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawPath(path)
    if standing is Standing.OVERDUE:
        _inner_outline(painter, path, color)
    if node.lines:
        style = chart.style
        if standing in _HATCHED:
            width = max(line_width(line, style.label_size) for line in node.lines) + 4
            plate = QRectF(0, 0, width, style.label_size * style.leading * len(node.lines) + 2)
            plate.moveCenter(box(node.rect).center())
            painter.fillRect(plate, inks.color("header"))
        painter.setPen(inks.color("text"))
        draw_lines(painter, box(node.rect), node.lines, style.label_size, style.leading, center=True)


def _inner_outline(painter: QPainter, path: QPainterPath, color: QColor) -> None:
    rect = path.boundingRect()
    painter.save()
    painter.translate(rect.center())
    painter.scale((rect.width() - 9) / rect.width(), (rect.height() - 9) / rect.height())
    painter.translate(-rect.center())
    painter.setPen(QPen(color, 0.9))
    painter.drawPath(path)
    painter.restore()


def _arrow(painter: QPainter, arrow: Arrow, inks: Inks, times: int | None) -> None:
    """An arrow; `times` is how often a case went along it, None where no case is shown."""
    points = [QPointF(*point) for point in arrow.points]
    if len(points) < 2:
        return
    color = inks.color("faint" if times == 0 else "symbol")
    pen = QPen(color, _WALKED if times else 0.8 if times == 0 else 1.0)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if arrow.inferred:
        pen.setDashPattern([4.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # A thick line ends before its own head, whose tip it would blunt.
    short = _towards(points[-1], points[-2], 3.0) if times else points[-1]
    painter.drawPolyline(QPolygonF([*points[:-1], short]))
    tip, before = points[-1], points[-2]
    along = QPointF(_sign(tip.x() - before.x()), _sign(tip.y() - before.y()))
    across = QPointF(-along.y(), along.x())
    half = 3.4 if times else 2.6
    head = QPolygonF([tip, tip - along * 5.5 + across * half, tip - along * 5.5 - across * half])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(head)


def _towards(start: QPointF, end: QPointF, length: float) -> QPointF:
    return start + QPointF(_sign(end.x() - start.x()), _sign(end.y() - start.y())) * length


def _sign(length: float) -> float:
    return 0.0 if abs(length) < 0.01 else 1.0 if length > 0 else -1.0


def _label(painter: QPainter, chart: Chart, arrow: Arrow, inks: Inks) -> None:
    if arrow.label_rect is None:
        return
    painter.setPen(inks.color("text"))
    style = chart.style
    draw_lines(painter, box(arrow.label_rect), arrow.label_lines, style.label_size, style.leading, center=True)


def _connector(painter: QPainter, chart: Chart, connector: Connector, inks: Inks) -> None:
    rect = box(connector.rect)
    shoulder = rect.top() + rect.height() * 0.62
    outline = QPolygonF(
        [
            rect.topLeft(),
            rect.topRight(),
            QPointF(rect.right(), shoulder),
            QPointF(rect.center().x(), rect.bottom()),
            QPointF(rect.left(), shoulder),
        ]
    )
    painter.setPen(QPen(inks.color("symbol"), 1.0))
    painter.setBrush(inks.color("fill"))
    painter.drawPolygon(outline)
    painter.setPen(inks.color("text"))
    inner = QRectF(rect.left(), rect.top(), rect.width(), rect.height() * 0.72)
    draw_line(painter, inner, str(connector.number), chart.style.label_size, bold=True, center=True)
