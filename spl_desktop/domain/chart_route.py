"""Leads arrows over a grid of tracks: around every symbol, never along another arrow, with few bends and crossings."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from spl_desktop.domain.chart_parts import Point, Rect

RIGHT, DOWN, LEFT, UP = range(4)
_STEP = ((1, 0), (0, 1), (-1, 0), (0, -1))

_BEND = 3.0
_CROSSING = 3.0
_TOUCH = 60.0
_JOIN = 5.0
_SHORT_TIP = 1.5
_SHORT_START = 0.6
_PER_POINT = 0.02
_SAME = 0.01

Vertex = tuple[int, int]
State = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Port:
    """A place on a symbol's border where arrows leave or enter; `side` points outwards, `cost` is its ugliness."""

    point: Point
    side: int
    cost: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """An arrow to lead: from one of `leave` to one of `enter`, within the heights `top` to `bottom`.

    Arrows of one `group` (the same target) may join their last part.
    """

    group: object
    leave: tuple[Port, ...]
    enter: tuple[Port, ...]
    top: float
    bottom: float


def unique(values: Iterable[float]) -> list[float]:
    """The values in order, those that are nearly equal only once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME:
            found.append(value)
    return found


class Router:
    """Tracks, the symbols that block them, and what earlier arrows have taken (only avoided, where `relaxed`)."""

    def __init__(
        self, xs: Sequence[float], ys: Sequence[float], blocks: Iterable[Rect], slow: dict[float, float],
        relaxed: bool = False,
    ) -> None:  # fmt: skip
        self._relaxed = relaxed
        self._xs = unique(xs)
        self._ys = unique(ys)
        self._slow = [slow.get(x, 1.0) for x in self._xs]
        self._blocked: set[Vertex] = set()
        for block in blocks:
            columns = range(bisect_left(self._xs, block.x - _SAME), bisect_right(self._xs, block.right + _SAME))
            rows = range(bisect_left(self._ys, block.y - _SAME), bisect_right(self._ys, block.bottom + _SAME))
            self._blocked.update((column, row) for column in columns for row in rows)
        self._edges: dict[tuple[int, int, bool], set[object]] = {}
        self._passed: dict[Vertex, set[object]] = {}
        self._bent: dict[Vertex, set[object]] = {}
        self._ports: dict[Point, set[object]] = {}

    def lead(self, wanted: Wanted) -> tuple[Point, ...] | None:
        """The points of the best way, None where there is none left; what it takes is taken for those that follow."""
        first = bisect_left(self._ys, wanted.top - _SAME)
        last = bisect_right(self._ys, wanted.bottom + _SAME) - 1
        group = wanted.group
        goals: dict[State, tuple[float, Port]] = {}
        for port in wanted.enter:
            vertex = self._outside(port)
            if vertex is None or not self._may_use(port, group):
                continue
            state = (*vertex, (port.side + 2) % 4)
            cost = port.cost + (_JOIN if self._ports.get(port.point) else 0.0)
            if state not in goals or cost < goals[state][0]:
                goals[state] = (cost, port)
        queue: list[tuple[float, int, State, State | None]] = []
        starts: dict[State, Port] = {}
        count = 0
        for port in wanted.leave:
            vertex = self._outside(port)
            used = bool(self._ports.get(port.point))
            if vertex is None or (used and not self._relaxed):
                continue
            state = (*vertex, port.side)
            starts[state] = port
            heappush(queue, (port.cost + _TOUCH * used + self._enter_vertex(vertex, group, True), count, state, None))
            count += 1
        came: dict[State, State | None] = {}
        best: tuple[float, State] | None = None
        while queue:
            cost, _, state, before = heappop(queue)
            if best is not None and cost >= best[0]:
                break
            if state in came:
                continue
            came[state] = before
            if state in goals:
                total = cost + goals[state][0]
                if best is None or total < best[0]:
                    best = (total, state)
            column, row, way = state
            dx, dy = _STEP[way]
            after = (column + dx, row + dy)
            if 0 <= after[0] < len(self._xs) and first <= after[1] <= last and after not in self._blocked:
                step = self._along(state, after, group)
                if step is not None:
                    heappush(queue, (cost + step, count, (*after, way), state))
                    count += 1
            if before is None or before[:2] != state[:2]:
                turn = _BEND + self._bend_here(state[:2], group) + (_SHORT_START if before is None else 0.0)
                for other in ((way + 1) % 4, (way + 3) % 4):
                    turned = (column, row, other)
                    if turned not in came:
                        # A bend right before the symbol leaves no room for the arrow's head.
                        tip = _SHORT_TIP if turned in goals else 0.0
                        heappush(queue, (cost + turn + tip, count, turned, state))
                        count += 1
        if best is None:
            return None
        return self._take(best[1], came, starts, goals[best[1]][1], group)

    def _outside(self, port: Port) -> Vertex | None:
        """The first crossing of tracks beyond the port, None where a neighbour stands in the way."""
        x, y = port.point
        column = bisect_left(self._xs, x - _SAME)
        row = bisect_left(self._ys, y - _SAME)
        if port.side == RIGHT:
            column = bisect_right(self._xs, x + _SAME)
        elif port.side == LEFT:
            column -= 1
        elif port.side == DOWN:
            row = bisect_right(self._ys, y + _SAME)
        else:
            row -= 1
        if not (0 <= column < len(self._xs) and 0 <= row < len(self._ys)) or (column, row) in self._blocked:
            return None
        on_track = self._ys[row] - y if port.side in (RIGHT, LEFT) else self._xs[column] - x
        return (column, row) if abs(on_track) <= 2 * _SAME else None

    def _may_use(self, port: Port, group: object) -> bool:
        taken = self._ports.get(port.point)
        return not taken or taken == {group} or self._relaxed

    def _along(self, state: State, after: Vertex, group: object) -> float | None:
        column, row, way = state
        upright = way in (DOWN, UP)
        edge = (min(column, after[0]), min(row, after[1]), upright)
        taken = self._edges.get(edge)
        strange = bool(taken) and taken != {group}
        if strange and not self._relaxed:
            return None
        if upright:
            length = abs(self._ys[after[1]] - self._ys[row]) * self._slow[column]
        else:
            length = abs(self._xs[after[0]] - self._xs[column])
        return length * _PER_POINT + _TOUCH * strange + self._enter_vertex(after, group, bool(taken))

    def _enter_vertex(self, vertex: Vertex, group: object, joined: bool) -> float:
        if self._bent.get(vertex, set()) - {group}:
            return _TOUCH
        others = self._passed.get(vertex)
        if not others or joined:
            return 0.0
        return _JOIN if others == {group} else _CROSSING * len(others)

    def _bend_here(self, vertex: Vertex, group: object) -> float:
        return _TOUCH if self._passed.get(vertex, set()) - {group} else 0.0

    def _take(
        self, end: State, came: dict[State, State | None], starts: dict[State, Port], enter: Port, group: object
    ) -> tuple[Point, ...]:
        states = [end]
        while (before := came[states[-1]]) is not None:
            states.append(before)
        states.reverse()
        leave = starts[states[0]]
        self._ports.setdefault(leave.point, set()).add(leave)
        self._ports.setdefault(enter.point, set()).add(group)
        points: list[Point] = [leave.point]
        for here, after in pairwise(states):
            self._passed.setdefault(here[:2], set()).add(group)
            if here[:2] == after[:2]:
                self._bent.setdefault(here[:2], set()).add(group)
                points.append(self._bend_point(here, points[-1]))
            else:
                low = (min(here[0], after[0]), min(here[1], after[1]), here[2] in (DOWN, UP))
                self._edges.setdefault(low, set()).add(group)
        self._passed.setdefault(end[:2], set()).add(group)
        # The port's own coordinate wins over the track's, which may differ by rounding.
        if len(points) == 1:
            x, y = leave.point
            points[0] = (x, enter.point[1]) if enter.side in (RIGHT, LEFT) else (enter.point[0], y)
        if len(points) > 1:
            x, y = points[-1]
            points[-1] = (x, enter.point[1]) if enter.side in (RIGHT, LEFT) else (enter.point[0], y)
        points.append(enter.point)
        return tuple(points)

    def _bend_point(self, here: State, last: Point) -> Point:
        if here[2] in (DOWN, UP):
            return last[0], self._ys[here[1]]
        return self._xs[here[0]], last[1]
