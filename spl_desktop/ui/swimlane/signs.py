"""The signs beside a symbol that say how its step stands: told apart by shape, in black and white too."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from spl_desktop.services.queries import Standing
from spl_desktop.ui.swimlane.lettering import draw_line, line_width
from spl_desktop.ui.swimlane.palette import Inks

BADGE = 11.0
"""Diameter of a sign in points."""

SIGNS: dict[Standing, tuple[str, ...]] = {
    Standing.NOT_REACHED: (),
    Standing.CURRENT: (),
    Standing.HELD: ("pause",),
    Standing.FINISHED: ("check",),
    Standing.FINISHED_LATE: ("check", "late"),
    Standing.RETURNED: ("back",),
    Standing.BROKEN_OFF: ("stop",),
    Standing.OVERDUE: ("late",),
}
"""The signs of each way a step stands, from left to right."""


def draw_signs(painter: QPainter, at: QPointF, standing: Standing, inks: Inks) -> None:
    """The signs of that standing from the point `at` (left, top) to the right."""
    for place, sign in enumerate(SIGNS[standing]):
        draw_sign(painter, QRectF(at.x() + place * (BADGE + 1), at.y(), BADGE, BADGE), sign, inks)


def draw_sign(painter: QPainter, rect: QRectF, sign: str, inks: Inks) -> None:
    """One sign in its square."""
    painter.save()
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 10, rect.height() / 10)
    if sign == "late":
        _triangle(painter, inks)
    else:
        painter.setPen(QPen(inks.color("paper"), 0.8))
        painter.setBrush(inks.color("accent" if sign == "run" else "symbol"))
        _OUTLINES.get(sign, _circle)(painter)
        pen = QPen(inks.color("paper"), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        _STROKES[sign](painter)
    painter.restore()


def _circle(painter: QPainter) -> None:
    painter.drawEllipse(QRectF(0, 0, 10, 10))


def _square(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(0.3, 0.3, 9.4, 9.4), 1.5, 1.5)


def _envelope(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(-0.4, 1.2, 10.8, 7.8), 1, 1)


def _sheet(painter: QPainter) -> None:
    painter.drawPolygon(
        QPolygonF([QPointF(1.2, 0), QPointF(6.2, 0), QPointF(9, 2.8), QPointF(9, 10.2), QPointF(1.2, 10.2)])
    )


def _run(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawPolygon(QPolygonF([QPointF(4.2, 3.4), QPointF(7.0, 5), QPointF(4.2, 6.6)]))


def _flap(painter: QPainter) -> None:
    painter.drawPolyline(QPolygonF([QPointF(1.6, 3.2), QPointF(5, 5.8), QPointF(8.4, 3.2)]))


def _lines(painter: QPainter) -> None:
    painter.drawLine(QPointF(3.2, 5.2), QPointF(7.0, 5.2))
    painter.drawLine(QPointF(3.2, 7.6), QPointF(5.8, 7.6))


def _check(painter: QPainter) -> None:
    painter.drawPolyline(QPolygonF([QPointF(2.7, 5.2), QPointF(4.4, 7.0), QPointF(7.4, 3.4)]))


def _pause(painter: QPainter) -> None:
    painter.drawLine(QPointF(3.9, 3.2), QPointF(3.9, 6.8))
    painter.drawLine(QPointF(6.1, 3.2), QPointF(6.1, 6.8))


def _stop(painter: QPainter) -> None:
    painter.drawLine(QPointF(3.2, 3.2), QPointF(6.8, 6.8))
    painter.drawLine(QPointF(6.8, 3.2), QPointF(3.2, 6.8))


def _back(painter: QPainter) -> None:
    path = QPainterPath(QPointF(7.2, 7.0))
    path.cubicTo(QPointF(7.6, 4.0), QPointF(5.5, 3.9), QPointF(2.9, 4.1))
    painter.drawPath(path)
    painter.drawPolyline(QPolygonF([QPointF(4.4, 2.5), QPointF(2.8, 4.1), QPointF(4.4, 5.7)]))


def _triangle(painter: QPainter, inks: Inks) -> None:
    painter.setPen(QPen(inks.color("paper"), 0.8))
    painter.setBrush(inks.color("late"))
    painter.drawPolygon(QPolygonF([QPointF(5, -0.4), QPointF(10.4, 9.8), QPointF(-0.4, 9.8)]))
    pen = QPen(inks.color("paper"), 1.4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(5, 3.6), QPointF(5, 6.0))
    painter.drawPoint(QPointF(5, 8.1))


def count_width(visits: int) -> float:
    """The width of the sign for that many visits, in points."""
    return line_width(f"{visits}×", 7.5, bold=True) + 6


def draw_count(painter: QPainter, rect: QRectF, visits: int, inks: Inks) -> None:
    """How often the step was entered ("2×")."""
    painter.setPen(QPen(inks.color("symbol"), 1.0))
    painter.setBrush(inks.color("paper"))
    painter.drawRoundedRect(rect, 3, 3)
    painter.setPen(inks.color("text"))
    draw_line(painter, rect, f"{visits}×", 7.5, bold=True, center=True)


def draw_here(painter: QPainter, cell: QRectF, inks: Inks) -> None:
    """The bar and pointer at the left of the number's cell of the step that is being worked."""
    tip = cell.top() + 10
    left = cell.left() + 6
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.color("accent"))
    painter.drawRect(QRectF(cell.left(), cell.top(), 3.0, cell.height()))
    painter.drawPolygon(QPolygonF([QPointF(left, tip - 5), QPointF(left + 8, tip), QPointF(left, tip + 5)]))


_OUTLINES: dict[str, Callable[[QPainter], None]] = {"early": _square, "mail": _envelope, "sheet": _sheet}
_STROKES: dict[str, Callable[[QPainter], None]] = {
    "check": _check,
    "early": _check,
    "pause": _pause,
    "back": _back,
    "stop": _stop,
    "run": _run,
    "mail": _flap,
    "sheet": _lines,
}
