"""Paints what a case adds to the table: rounds, time used, what waits, and how often a way was gone."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPen

from spl_desktop.domain.chart import Arrow, Cell, ChartStyle, Row, Sheet
from spl_desktop.ui.swimlane.boxes import box
from spl_desktop.ui.swimlane.lettering import draw_line, draw_lines, line_width
from spl_desktop.ui.swimlane.marks import Round, StepMark
from spl_desktop.ui.swimlane.palette import Inks
from spl_desktop.ui.swimlane.signs import BADGE, SIGNS, count_width, draw_count, draw_here, draw_sign, draw_signs

_CHIP = QSizeF(17.5, 9.6)
_CHIP_GAP = 1.4
_MOST_CHIPS = 5
_SMALL = 7.5
_SIGN = 8.0
_PILL = 10.5


@dataclass(frozen=True, slots=True)
class Occupied:
    """Where signs may not stand, worked out once a sheet: symbols, labels, and the pieces of each arrow."""

    nodes: tuple[QRectF, ...]
    labels: tuple[QRectF, ...]
    pieces: tuple[tuple[Arrow, QRectF], ...]


def occupied_of(sheet: Sheet) -> Occupied:
    """What stands on the sheet already."""
    return Occupied(
        tuple(box(node.rect) for row in sheet.rows for node in row.symbols),
        tuple(box(arrow.label_rect) for arrow in sheet.arrows if arrow.label_rect is not None),
        tuple((arrow, _around(*pair)) for arrow in sheet.arrows for pair in pairwise(arrow.points)),
    )


def paint_number(painter: QPainter, style: ChartStyle, cell: Cell, mark: StepMark, inks: Inks) -> None:
    """The number of the step, and below it a chip a visit; the oldest give way to "…" where there are many."""
    rect = box(cell.rect)
    line = style.font_size * style.leading
    pitch = _CHIP.height() + _CHIP_GAP
    fitting = max(1, min(_MOST_CHIPS, int((rect.height() - line - 4) / pitch)))
    rounds: list[Round | None] = list(mark.rounds)
    if len(rounds) > fitting:
        rounds = [None, *mark.rounds[-max(1, fitting - 1) :]][:fitting] if fitting > 1 else [mark.rounds[-1]]
    top = rect.center().y() - (line + 2 + pitch * len(rounds)) / 2
    painter.setPen(inks.color("text"))
    draw_lines(
        painter, QRectF(rect.left(), top, rect.width(), line), cell.lines, style.font_size, style.leading, center=True
    )
    for place, one in enumerate(rounds):
        chip = QRectF(QPointF(0, 0), _CHIP)
        chip.moveCenter(QPointF(rect.center().x() + 0.5, top + line + 2 + pitch * place + _CHIP.height() / 2))
        _chip(painter, chip, one, inks)


def _chip(painter: QPainter, rect: QRectF, one: Round | None, inks: Inks) -> None:
    """The number of a round with the sign of how it ended; None stands for those that do not fit."""
    painter.setPen(inks.color("text"))
    if one is None:
        draw_line(painter, rect, "…", _SMALL, bold=True, center=True)
        return
    painter.setPen(QPen(inks.color("faint"), 0.6))
    painter.setBrush(inks.color("paper"))
    painter.drawRoundedRect(rect, 2.5, 2.5)
    painter.setPen(inks.color("text"))
    draw_line(painter, rect.adjusted(1, 0, -_SIGN - 1, 0), str(one.number), _SMALL, bold=True, center=True)
    draw_sign(painter, QRectF(rect.right() - _SIGN - 0.8, rect.top() + 0.8, _SIGN, _SIGN), one.sign, inks)


def paint_time(painter: QPainter, style: ChartStyle, cell: Cell, mark: StepMark, inks: Inks) -> None:
    """The standard, below it the time that was used with its verdict, and the countdown of the open visit."""
    rect = box(cell.rect).adjusted(1.5, 0, -1.5, 0)
    line = style.font_size * style.leading
    standard = line * len(cell.lines)
    extra = _SIGN + 3 + (_PILL + 3 if mark.countdown else 0)
    top = rect.center().y() - (standard + extra) / 2
    painter.setPen(inks.color("text"))
    draw_lines(
        painter,
        QRectF(rect.left(), top, rect.width(), standard),
        cell.lines,
        style.font_size,
        style.leading,
        center=True,
    )
    top += standard + 2
    width = min(_SIGN + 2 + line_width(mark.used, _SMALL), rect.width())
    left = rect.center().x() - width / 2
    draw_sign(painter, QRectF(left, top, _SIGN, _SIGN), mark.measure, inks)
    painter.setPen(inks.color("late" if mark.measure == "late" else "text"))
    draw_line(painter, QRectF(left + _SIGN + 2, top, width - _SIGN - 2, _SIGN), mark.used, _SMALL)
    if mark.countdown:
        _pill(painter, QRectF(rect.left(), top + _SIGN + 3, rect.width(), _PILL), mark, inks)


def _pill(painter: QPainter, rect: QRectF, mark: StepMark, inks: Inks) -> None:
    """The countdown: round while there is time, with corners once there is none, dashed while the clock stands."""
    late, held = mark.countdown.startswith("terlambat"), mark.measure == "pause"
    ink = inks.color("late" if late else "accent")
    pen = QPen(ink, 0.9)
    if held:
        pen.setDashPattern([2.5, 1.5])
    painter.setPen(pen)
    painter.setBrush(inks.color("paper") if held else ink)
    round_by = 0 if late else _PILL / 2
    painter.drawRoundedRect(rect, round_by, round_by)
    painter.setPen(inks.color(("late" if late else "text") if held else "paper"))
    draw_line(painter, rect.adjusted(2, 0, -2, 0), mark.countdown, _SMALL, center=True)


def paint_signs(painter: QPainter, occupied: Occupied, row: Row, mark: StepMark, inks: Inks) -> None:
    """The signs at the corners of the first symbol: how the step stands, how often it was entered, what waits."""
    if mark.current:
        draw_here(painter, box(row.cells[0].rect), inks)
    if not row.symbols:
        return
    rect = box(row.symbols[0].rect)
    taken: list[QRectF] = []
    if signs := SIGNS[mark.standing]:
        size = QSizeF(len(signs) * (BADGE + 1), BADGE)
        taken.append(_free_corner(occupied, rect, size, taken))
        draw_signs(painter, taken[0].topLeft(), mark.standing, inks)
    if mark.visits > 1:
        taken.append(_free_corner(occupied, rect, QSizeF(count_width(mark.visits), BADGE), taken, right=True))
        draw_count(painter, taken[-1], mark.visits, inks)
    waits = [(sign, count) for sign, count in (("sheet", mark.missing), ("mail", mark.unread)) if count]
    if waits:
        width = sum(_wait_width(count) for _, count in waits)
        place = _free_corner(occupied, rect, QSizeF(width, BADGE), taken, right=True)
        for sign, count in waits:
            _wait(painter, QRectF(place.left(), place.top(), _wait_width(count), BADGE), sign, count, inks)
            place.setLeft(place.left() + _wait_width(count))


def _wait_width(count: int) -> float:
    return BADGE + line_width(str(count), _SMALL, bold=True) + 6


def _wait(painter: QPainter, rect: QRectF, sign: str, count: int, inks: Inks) -> None:
    painter.setPen(QPen(inks.color("late"), 1.0))
    painter.setBrush(inks.color("paper"))
    painter.drawRoundedRect(rect.adjusted(0, -0.5, -1, 0.5), 3, 3)
    draw_sign(painter, QRectF(rect.left() + 2, rect.top() + 1.5, BADGE - 3, BADGE - 3), sign, inks)
    painter.setPen(inks.color("text"))
    draw_line(painter, rect.adjusted(BADGE, 0, -2, 0), str(count), _SMALL, bold=True, center=True)


def paint_times(painter: QPainter, occupied: Occupied, arrow: Arrow, times: int, inks: Inks) -> None:
    """How often a way was gone, on the longest part of the arrow that is free; once needs no number."""
    if times < 2:
        return
    size = QSizeF(count_width(times), BADGE)
    avoided = [*occupied.nodes, *occupied.labels, *(piece for one, piece in occupied.pieces if one is not arrow)]
    places = []
    for start, end in sorted(pairwise(arrow.points), key=lambda pair: -_length(*pair)):
        for share in (0.5, 0.35, 0.65, 0.2, 0.8):
            place = QRectF(QPointF(0, 0), size)
            place.moveCenter(QPointF(*start) + (QPointF(*end) - QPointF(*start)) * share)
            places.append(place)
    if places:
        draw_count(painter, min(places, key=lambda one: sum(one.intersects(other) for other in avoided)), times, inks)


def _length(start: tuple[float, float], end: tuple[float, float]) -> float:
    return abs(end[0] - start[0]) + abs(end[1] - start[1])


def _free_corner(occupied: Occupied, symbol: QRectF, size: QSizeF, taken: list[QRectF], right: bool = False) -> QRectF:
    """A corner of the symbol where a sign of that size covers neither a label nor an arrow; the nearest to free."""
    over, out = size.height() * 0.45, BADGE * 0.35
    left_x, right_x = symbol.left() - out, symbol.right() + out - size.width()
    top_y, bottom_y = symbol.top() - over, symbol.bottom() + over - size.height()
    corners = [QPointF(left_x, top_y), QPointF(right_x, top_y), QPointF(left_x, bottom_y), QPointF(right_x, bottom_y)]
    if right:
        corners = [corners[1], corners[0], corners[3], corners[2]]
    places = [QRectF(corner, size) for corner in corners]
    avoided = [*occupied.labels, *(piece for _, piece in occupied.pieces), *taken]
    return min(places, key=lambda place: sum(place.intersects(one) for one in avoided))


def _around(start: tuple[float, float], end: tuple[float, float]) -> QRectF:
    return QRectF(QPointF(*start), QPointF(*end)).normalized().adjusted(-0.6, -0.6, 0.6, 0.6)
