"""Finds room for the words on an arrow: near its beginning, clear of symbols, of arrows and of other words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from spl_desktop.domain.chart_parts import ChartStyle, Node, Point, Rect
from spl_desktop.domain.chart_text import text_width, wrap
from spl_desktop.domain.sop import Symbol

_AWAY = 1.5
_STRIDE = 4.0
_LOOK = 120.0
_ANYWHERE = 100_000.0
_CLASH = 300.0

Segment = tuple[Point, Point]
_Near = tuple[list[Rect], list[Rect], list[Rect], list[float]]


def segments(points: Sequence[Point]) -> list[Segment]:
    """The straight pieces of an arrow."""
    return list(pairwise(points))


class LabelPlacer:
    """Knows what is drawn on a sheet; each label that it places is in the way of those that follow."""

    def __init__(
        self, style: ChartStyle, area: Rect, nodes: Iterable[Node], solids: Iterable[Rect], drawn: Iterable[Segment],
        lane_borders: Iterable[float], row_borders: Iterable[float],
    ) -> None:  # fmt: skip
        self._style = style
        self._area = area
        nodes = list(nodes)
        self._diamonds = [node.rect for node in nodes if node.symbol is Symbol.DIAMOND]
        self._solids = [node.rect for node in nodes if node.symbol is not Symbol.DIAMOND] + list(solids)
        self._lines = [_thin(segment) for segment in drawn]
        self._lane_borders = tuple(lane_borders)
        self._row_borders = tuple(row_borders)

    def place(self, text: str, points: Sequence[Point]) -> tuple[tuple[str, ...], Rect]:
        """The lines of the label and where they stand: the best free place, else the least bad one."""
        near = self._near(points[0], 2 * _LOOK)
        total, lines, rect = self._best(text, points, near, _LOOK)
        if total >= _CLASH:
            # No room where the arrow begins: anywhere along it is better than on top of something.
            total, lines, rect = self._best(text, points, self._near(points[0], _ANYWHERE), _ANYWHERE)
        self._solids.append(rect)
        return lines, rect

    def _best(
        self, text: str, points: Sequence[Point], near: _Near, look: float
    ) -> tuple[float, tuple[str, ...], Rect]:
        size = self._style.label_size
        longest = max(text_width(word, size) for word in text.split())
        best: tuple[float, tuple[str, ...], Rect] | None = None
        for lines in dict.fromkeys(wrap(text, max(width, longest + 0.1), size) for width in (1000.0, 40.0, 24.0)):
            block = (max(text_width(line, size) for line in lines) + 1, len(lines) * size * self._style.leading)
            for cost, rect in self._places(points, block, look):
                total = cost + 1.5 * len(lines)
                if best is None or total < best[0]:
                    total += self._badness(rect, near)
                    if best is None or total < best[0]:
                        best = (total, lines, rect)
        assert best is not None
        return best

    def _places(self, points: Sequence[Point], block: tuple[float, float], look: float) -> Iterator[tuple[float, Rect]]:
        width, height = block
        gone = 0.0
        for (x0, y0), (x1, y1) in segments(points):
            length = abs(x1 - x0) + abs(y1 - y0)
            along = 0.0
            while along <= min(length, look):
                share = along / length if length else 0.0
                x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
                cost = (gone + along) * 0.12
                if y0 == y1:
                    for left in (x - width - _AWAY, x - width / 2, x + _AWAY):
                        yield cost, Rect(left, y - height - _AWAY / 2, width, height)
                        yield cost + 1, Rect(left, y + _AWAY, width, height)
                else:
                    for top in (y - height, y - height / 2, y):
                        yield cost, Rect(x + 2 * _AWAY, top, width, height)
                        yield cost + 0.5, Rect(x - 2 * _AWAY - width, top, width, height)
                along += _STRIDE
            gone += length
            if gone > look:
                break
        # Around the corner where the arrow leaves there is often room beside other tracks.
        x, y = points[0]
        for across in range(-8, 5):
            for down in range(-12, 9):
                left, top = x + across * width / 6, y + down * 3.0
                off = max(left - x, x - left - width, 0.0) + max(top - y, y - top - height, 0.0)
                yield 2 + off * 0.3, Rect(left, top, width, height)

    def _near(self, point: Point, far: float) -> _Near:
        """What is within reach: a long table has thousands of rows and arrows that cannot matter here."""
        x, y = point
        reach = Rect(x - far, y - far, 2 * far, 2 * far)
        solids, diamonds, lines = (
            [rect for rect in rects if rect.meets(reach)] for rects in (self._solids, self._diamonds, self._lines)
        )
        return solids, diamonds, lines, [border for border in self._row_borders if abs(border - y) < far]

    def _badness(self, rect: Rect, near: _Near) -> float:
        solids, diamonds, lines, row_borders = near
        bad = 0.0
        area = self._area
        if rect.x < area.x or rect.right > area.right or rect.y < area.y or rect.bottom > area.bottom:
            bad += 1000
        bad += _CLASH * sum(1 for solid in solids if rect.meets(solid, 0.5))
        bad += _CLASH * sum(1 for diamond in diamonds if _in_diamond(rect, diamond))
        bad += _CLASH * sum(1 for line in lines if rect.meets(line))
        bad += 6 * sum(1 for x in self._lane_borders if rect.x < x < rect.right)
        bad += 6 * sum(1 for y in row_borders if rect.y < y < rect.bottom)
        return bad


def _thin(segment: Segment) -> Rect:
    (x0, y0), (x1, y1) = segment
    return Rect(min(x0, x1) - 0.6, min(y0, y1) - 0.6, abs(x1 - x0) + 1.2, abs(y1 - y0) + 1.2)


def _in_diamond(rect: Rect, diamond: Rect) -> bool:
    x, y = diamond.center
    dx = max(rect.x - x, x - rect.right, 0.0) / (diamond.width / 2)
    dy = max(rect.y - y, y - rect.bottom, 0.0) / (diamond.height / 2)
    return dx + dy < 1.04
