"""Paints tokens or heat over a painted table, on any painter whose unit is a point."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from spl_desktop.domain.chart import Chart, Node, Row
from spl_desktop.ui.swimlane.heat_scale import HeatInk, heat_inks
from spl_desktop.ui.swimlane.lettering import draw_line, draw_lines, line_width
from spl_desktop.ui.swimlane.office_pieces import SIZE, OfficePicture, Piece, What, sign_rect
from spl_desktop.ui.swimlane.paint import box, symbol_path
from spl_desktop.ui.swimlane.palette import Inks
from spl_desktop.ui.swimlane.signs import draw_sign

_SIGNS = {What.OVERDUE: "late", What.HELD: "pause", What.RETURNED: "back"}


def paint_office(
    painter: QPainter,
    chart: Chart,
    picture: OfficePicture,
    pieces: Sequence[Piece],
    inks: Inks,
    exposed: QRectF | None = None,
) -> None:
    """The symbols anew and the numbers beside them; `exposed` is the part that is to be painted, None for all."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if picture.heat is not None:
        _taken_returns(painter, chart, picture, inks)
    for row in chart.rows:
        if exposed is None or box(row.rect).intersects(exposed):
            _symbols(painter, chart, row, picture, inks)
    for piece in pieces:
        if exposed is None or piece.rect.intersects(exposed):
            draw_piece(painter, piece, inks)
    painter.restore()


def _taken_returns(painter: QPainter, chart: Chart, picture: OfficePicture, inks: Inks) -> None:
    """The ways back that were taken stand out by their thickness."""
    assert picture.heat is not None
    taken = {(one.source, one.outcome) for one in picture.heat.returns if one.count}
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for arrow in chart.arrows:
        if (arrow.source, arrow.outcome) in taken and len(arrow.points) > 1:
            pen = QPen(inks.color("late"), 2.2)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            if arrow.inferred:
                pen.setDashPattern([4.0 / 2.2, 2.0 / 2.2])
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            # The head stays free: a thick line would reach over its tip.
            points = [QPointF(*point) for point in arrow.points]
            along = points[-1] - points[-2]
            length = along.manhattanLength() or 1.0
            points[-1] -= along * min(1.0, 5.0 / length)
            painter.drawPolyline(QPolygonF(points))


def _symbols(painter: QPainter, chart: Chart, row: Row, picture: OfficePicture, inks: Inks) -> None:
    if picture.heat is None:
        if picture.tokens.at(row.step).open:
            for node in row.symbols:
                _outline(painter, node, QPen(inks.color("accent"), 2.2))
        return
    warmth = picture.heat.at(row.step).warmth
    ink = heat_inks(inks)[warmth] if warmth is not None else None
    for node in row.symbols:
        _heated(painter, chart, node, ink, inks)


def _outline(painter: QPainter, node: Node, pen: QPen) -> None:
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(symbol_path(node))


def _heated(painter: QPainter, chart: Chart, node: Node, ink: HeatInk | None, inks: Inks) -> None:
    """A symbol in its class; dashed, on bare paper, where nothing was measured."""
    path = symbol_path(node)
    if ink is None:
        painter.fillPath(path, inks.color("paper"))
        _outline(painter, node, QPen(inks.color("paper"), 1.6))
        dashed = QPen(inks.color("faint"), 1.0)
        dashed.setDashPattern([2.2, 2.2])
        _outline(painter, node, dashed)
    else:
        painter.fillPath(path, QBrush(ink.fill))
        if ink.pattern is not Qt.BrushStyle.NoBrush:
            painter.fillPath(path, QBrush(ink.hatch, ink.pattern))
        _outline(painter, node, QPen(inks.color("symbol"), 1.3))
    if not node.lines:
        return
    style = chart.style
    if ink is not None:
        width = max(line_width(line, style.label_size) for line in node.lines) + 4
        plate = QRectF(0, 0, width, style.label_size * style.leading * len(node.lines) + 2)
        plate.moveCenter(box(node.rect).center())
        painter.fillRect(plate, QBrush(ink.fill))
    painter.setPen(QPen(ink.text) if ink is not None else inks.color("text"))
    draw_lines(painter, box(node.rect), node.lines, style.label_size, style.leading, center=True)


def draw_piece(painter: QPainter, piece: Piece, inks: Inks) -> None:
    """One number: a full badge for a count, an outlined one with its sign for what stands out of it."""
    rect = piece.rect
    full = piece.what in (What.OPEN, What.ENDED)
    edge = {What.OVERDUE: "late", What.RETURNED: "late", What.OPEN: "accent", What.ENDED: "symbol"}
    painter.setPen(QPen(inks.color(edge.get(piece.what, "faint")), 1.0))
    painter.setBrush(inks.color(edge[piece.what] if full else "paper"))
    radius = rect.height() / 2 if piece.what is What.OPEN else 3.0
    painter.drawRoundedRect(rect, radius, radius)
    inner = QRectF(rect)
    if sign := _SIGNS.get(piece.what):
        draw_sign(painter, sign_rect(rect), sign, inks)
        inner.setLeft(sign_rect(rect).right())
    painter.setPen(inks.color("paper" if full else "text"))
    draw_line(painter, inner.adjusted(1, 0, -1, 0), piece.text, SIZE, bold=piece.what is not What.OLDEST, center=True)
