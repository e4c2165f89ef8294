"""Lines of text in points, never wider than their room whatever font the machine has."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

FAMILIES = ["Arial", "Liberation Sans", "Helvetica"]
"""Fonts with the widths by which the chart breaks its lines."""

_UNIT = 64
"""Pixels of the font as it is measured; the painter scales it, so that the unit of the device does not matter."""


@lru_cache(maxsize=4)
def _font(bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(_UNIT)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=8192)
def _advance(text: str, bold: bool) -> float:
    return QFontMetricsF(_font(bold)).horizontalAdvance(text)


@lru_cache(maxsize=2)
def _heights(bold: bool) -> tuple[float, float]:
    metrics = QFontMetricsF(_font(bold))
    return metrics.ascent(), metrics.capHeight()


def line_width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line in points at a font size in points."""
    return _advance(text, bold) * size / _UNIT


def draw_line(
    painter: QPainter, rect: QRectF, text: str, size: float, *, bold: bool = False, center: bool = False
) -> None:
    """One line in the middle of its height; made narrower where it would leave `rect`."""
    if not text:
        return
    scale = size / _UNIT
    width = _advance(text, bold) * scale
    squeeze = min(1.0, rect.width() / width) if width > 0 else 1.0
    room = rect.width() - width * squeeze
    _, cap = _heights(bold)
    painter.save()
    painter.setFont(_font(bold))
    painter.translate(rect.left() + (room / 2 if center else 0.0), rect.center().y() + cap * scale / 2)
    painter.scale(scale * squeeze, scale)
    painter.drawText(QPointF(0, 0), text)
    painter.restore()


def draw_lines(
    painter: QPainter,
    rect: QRectF,
    lines: Sequence[str],
    size: float,
    leading: float,
    *,
    bold: bool = False,
    center: bool = False,
) -> None:
    """Lines under each other, together in the middle of the height of `rect`."""
    step = size * leading
    top = rect.center().y() - step * len(lines) / 2
    for place, line in enumerate(lines):
        draw_line(
            painter, QRectF(rect.left(), top + place * step, rect.width(), step), line, size, bold=bold, center=center
        )
