"""The chart's rectangles as Qt has them."""

from PySide6.QtCore import QRectF

from spl_desktop.domain.chart import Rect


def box(rect: Rect) -> QRectF:
    """The rectangle as Qt has it."""
    return QRectF(rect.x, rect.y, rect.width, rect.height)
