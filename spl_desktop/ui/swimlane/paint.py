"""Paints a chart of the SOP, with or without a case on it, onto any painter whose unit is a point."""

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from spl_desktop.domain.chart import Arrow, Cell, Chart, Connector, Node, Rect, Row, Sheet
from spl_desktop.domain.sop import Symbol
from spl_desktop.services.queries import Standing
from spl_desktop.ui.swimlane.lettering import draw_line, draw_lines, line_width
from spl_desktop.ui.swimlane.marks import UNMARKED, StepMark
from spl_desktop.ui.swimlane.palette import LIGHT, Inks
from spl_desktop.ui.swimlane.signs import BADGE, SIGNS, count_width, draw_count, draw_here, draw_signs

PAGE_GAP = 24.0
"""Points between two sheets that are painted below each other."""

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


def box(rect: Rect) -> QRectF:
    """The rectangle as Qt has it."""
    return QRectF(rect.x, rect.y, rect.width, rect.height)


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
        _ground(painter, row, _mark(marks, row.step), inks, row.step == chosen)
        for cell in row.cells:
            _cell(painter, chart, cell, inks)
    for row in rows:
        if row.step == chosen:
            _chosen(painter, row, inks, focused)
    for arrow in sheet.arrows:
        _arrow(painter, arrow, inks)
    for row in rows:
        mark = _mark(marks, row.step)
        for node in row.symbols:
            _symbol(painter, chart, node, mark if marks is not None else None, inks)
    for connector in sheet.connectors:
        _connector(painter, chart, connector, inks)
    for arrow in sheet.arrows:
        _label(painter, chart, arrow, inks)
    if marks is not None:
        for row in rows:
            _signs(painter, sheet, row, _mark(marks, row.step), inks)


def _mark(marks: Marks | None, step: str) -> StepMark:
    return UNMARKED if marks is None else marks.get(step, UNMARKED)


def _ground(painter: QPainter, row: Row, mark: StepMark, inks: Inks, chosen: bool) -> None:
    ground = "chosen" if chosen else "current" if mark.current else "paper"
    painter.fillRect(box(row.rect), inks.color(ground))


def _chosen(painter: QPainter, row: Row, inks: Inks, focused: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(inks.color("accent"), 2.0 if focused else 1.0))
    painter.drawRect(box(row.rect).adjusted(1, 1, -1, -1))


def _cell(painter: QPainter, chart: Chart, cell: Cell, inks: Inks) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(inks.color("grid"), 0.6))
    painter.drawRect(box(cell.rect))
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


def _arrow(painter: QPainter, arrow: Arrow, inks: Inks) -> None:
    points = [QPointF(*point) for point in arrow.points]
    if len(points) < 2:
        return
    color = inks.color("symbol")
    pen = QPen(color, 1.0)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if arrow.inferred:
        pen.setDashPattern([4.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))
    tip, before = points[-1], points[-2]
    along = QPointF(_sign(tip.x() - before.x()), _sign(tip.y() - before.y()))
    across = QPointF(-along.y(), along.x())
    head = QPolygonF([tip, tip - along * 5.5 + across * 2.6, tip - along * 5.5 - across * 2.6])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(head)


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


def _signs(painter: QPainter, sheet: Sheet, row: Row, mark: StepMark, inks: Inks) -> None:
    if mark.current:
        draw_here(painter, box(row.cells[0].rect), inks)
    if not row.symbols:
        return
    rect = box(row.symbols[0].rect)
    taken: list[QRectF] = []
    if signs := SIGNS[mark.standing]:
        size = QSizeF(len(signs) * (BADGE + 1), BADGE)
        taken.append(_free_corner(sheet, rect, size, taken))
        draw_signs(painter, taken[0].topLeft(), mark.standing, inks)
    if mark.visits > 1:
        place = _free_corner(sheet, rect, QSizeF(count_width(mark.visits), BADGE), taken, right=True)
        draw_count(painter, place, mark.visits, inks)


def _free_corner(sheet: Sheet, symbol: QRectF, size: QSizeF, taken: list[QRectF], right: bool = False) -> QRectF:
    """A corner of the symbol where a sign of that size covers neither a label nor an arrow; the nearest to free."""
    over, out = size.height() * 0.45, BADGE * 0.35
    left_x, right_x = symbol.left() - out, symbol.right() + out - size.width()
    top_y, bottom_y = symbol.top() - over, symbol.bottom() + over - size.height()
    corners = [QPointF(left_x, top_y), QPointF(right_x, top_y), QPointF(left_x, bottom_y), QPointF(right_x, bottom_y)]
    if right:
        corners = [corners[1], corners[0], corners[3], corners[2]]
    places = [QRectF(corner, size) for corner in corners]
    occupied = [box(arrow.label_rect) for arrow in sheet.arrows if arrow.label_rect is not None]
    occupied += [_around(*pair) for arrow in sheet.arrows for pair in pairwise(arrow.points)]
    occupied += taken
    return min(places, key=lambda place: sum(place.intersects(one) for one in occupied))


def _around(start: tuple[float, float], end: tuple[float, float]) -> QRectF:
    return QRectF(QPointF(*start), QPointF(*end)).normalized().adjusted(-0.6, -0.6, 0.6, 0.6)
