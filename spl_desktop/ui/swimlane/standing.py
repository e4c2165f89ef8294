"""What stands still in the view while the rest is scrolled: the header, and the columns No and Uraian Kegiatan."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from spl_desktop.domain.chart import Chart
from spl_desktop.ui.swimlane.paint import header_height, paint_header, paint_stub

if TYPE_CHECKING:
    from spl_desktop.ui.swimlane.view import SwimlaneView

_MOST = 0.45


def standing_columns(chart: Chart, scale: float, width: int) -> int:
    """How many of the first columns stand still in a view of that width: two, or one where two take too much of it."""
    if not chart.rows:
        return 0
    cells = chart.rows[0].cells
    return next((count for count in (2, 1) if cells[count - 1].rect.right * scale <= width * _MOST), 0)


def on_standing(view: "SwimlaneView", chart: Chart, place: QPoint) -> bool:
    """Whether a pixel of the view shows what stands still, with something else scrolled beneath it."""
    scale = view.transform().m11()
    if place.y() < header_height(chart) * scale:
        return True
    columns = standing_columns(chart, scale, view.viewport().width()) if view.mapFromScene(QPointF(0, 0)).x() < 0 else 0
    return columns > 0 and place.x() < chart.rows[0].cells[columns - 1].rect.right * scale


def paint_standing(painter: QPainter, view: "SwimlaneView") -> None:
    """Paints both over what is scrolled, in whole pixels of the view, so that they look the same wherever it is."""
    assert view.chart is not None
    origin = view.mapFromScene(QPointF(0, 0))
    scale = view.transform().m11()
    painter.save()
    painter.resetTransform()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    columns = standing_columns(view.chart, scale, view.viewport().width()) if origin.x() < 0 else 0
    if columns:
        _paint_columns(painter, view, columns, origin, scale)
    painter.save()
    painter.translate(origin.x(), max(0, origin.y()))
    painter.scale(scale, scale)
    paint_header(painter, view.chart, view.inks)
    painter.restore()
    if columns:
        painter.save()
        painter.translate(0, max(0, origin.y()))
        painter.scale(scale, scale)
        right = view.chart.rows[0].cells[columns - 1].rect.right
        painter.setClipRect(QRectF(0, 0, right, header_height(view.chart) + 1))
        paint_header(painter, view.chart, view.inks)
        painter.restore()
    painter.restore()


def _paint_columns(painter: QPainter, view: "SwimlaneView", columns: int, origin: QPoint, scale: float) -> None:
    chart = view.chart
    assert chart is not None
    top, bottom = -origin.y() / scale, (view.viewport().height() - origin.y()) / scale
    right = chart.rows[0].cells[columns - 1].rect.right
    painter.save()
    painter.translate(0, origin.y())
    painter.scale(scale, scale)
    for row in chart.rows:
        if row.rect.bottom >= top and row.rect.y <= bottom:
            paint_stub(painter, chart, row, columns, view.marks, view.inks, chosen=view.chosen_step)
    painter.setPen(QPen(view.inks.color("symbol"), 1.2, Qt.PenStyle.SolidLine))
    painter.drawLine(QPointF(right, max(top, 0)), QPointF(right, min(bottom, chart.height)))
    painter.restore()
