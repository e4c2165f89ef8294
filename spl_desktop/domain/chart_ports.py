"""Where arrows may leave and enter a symbol, and how well each place looks for an arrow of that kind."""

from typing import Literal

from spl_desktop.domain.chart_parts import Node, Rect
from spl_desktop.domain.chart_route import DOWN, LEFT, RIGHT, UP, Port
from spl_desktop.domain.chart_rows import Columns
from spl_desktop.domain.sop import Symbol

Way = Literal["within", "down", "skip", "return"]

_LEAVE: dict[Way, dict[int, float]] = {
    "within": {RIGHT: 0.0, DOWN: 2.0, LEFT: 4.0},
    "down": {DOWN: 0.0, RIGHT: 2.0, LEFT: 2.0},
    "skip": {RIGHT: 0.5, LEFT: 0.5, DOWN: 2.0},
    "return": {LEFT: 0.0, RIGHT: 0.0, DOWN: 8.0, UP: 10.0},
}
_ENTER: dict[Way, dict[int, float]] = {
    "within": {LEFT: 0.0, UP: 2.0, RIGHT: 4.0},
    "down": {UP: 0.0, LEFT: 0.0, RIGHT: 0.0},
    "skip": {UP: 0.0, LEFT: 0.0, RIGHT: 0.0},
    "return": {LEFT: 0.0, RIGHT: 0.0, UP: 4.0, DOWN: 3.0},
}
_OFF_MIDDLE = 3.5
_SLANTED = 9.0


def leave_ports(node: Node, columns: Columns, way: Way) -> tuple[Port, ...]:
    """The places where an arrow may leave."""
    return _ports(node, columns, _LEAVE[way])


def enter_ports(node: Node, columns: Columns, way: Way) -> tuple[Port, ...]:
    """The places where an arrow may enter."""
    return _ports(node, columns, _ENTER[way])


def connector_ports(rect: Rect, leaving: bool) -> tuple[Port, ...]:
    """An off-page connector is entered from above or the side and left at its tip or its side."""
    x, y = rect.center
    tip = Port((x, rect.bottom), DOWN, 0.0) if leaving else Port((x, rect.y), UP, 0.0)
    return tip, Port((rect.x, y), LEFT, 2.0), Port((rect.right, y), RIGHT, 2.0)


def _ports(node: Node, columns: Columns, sides: dict[int, float]) -> tuple[Port, ...]:
    rect = node.rect
    x, y = rect.center
    found: list[Port] = []
    for side, cost in sides.items():
        if side in (LEFT, RIGHT):
            edge = rect.x if side == LEFT else rect.right
            found.append(Port((edge, y), side, cost))
            if node.symbol is Symbol.BOX:
                found += [Port((edge, y + part * rect.height / 4), side, cost + _OFF_MIDDLE) for part in (-1, 1)]
            continue
        edge = rect.y if side == UP else rect.bottom
        if node.symbol is Symbol.DIAMOND:
            slant = edge + (rect.height / 4 if side == UP else -rect.height / 4)
            found.append(Port((x, edge), side, cost))
            found += [Port((x + part * rect.width / 4, slant), side, cost + _SLANTED) for part in (-1, 1)]
            continue
        for lane in node.lanes:
            center = columns.center(lane)
            quarter = (columns.lanes[lane][1] - 2 * columns.gutter) / 4
            found.append(Port((center, edge), side, cost))
            found += [Port((center + part * quarter, edge), side, cost + _OFF_MIDDLE) for part in (-1, 1)]
    return tuple(found)
