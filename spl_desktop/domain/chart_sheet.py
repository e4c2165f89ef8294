"""Draws one sheet of the SOP table: puts rows, symbols and connectors in place and leads the arrows between them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spl_desktop.domain.chart_labels import LabelPlacer, segments
from spl_desktop.domain.chart_parts import Arrow, Cell, ChartStyle, Connector, Node, NodeKey, Point, Rect, Row, Sheet
from spl_desktop.domain.chart_ports import Way, connector_ports, enter_ports, leave_ports
from spl_desktop.domain.chart_route import Port, Router, Wanted, unique
from spl_desktop.domain.chart_rows import Columns, OffPage, RowPlan, entry_index
from spl_desktop.domain.sop import Outcome, Sop, Step, Symbol

_BORDER_COST = 4.0
_MIDDLE_COST = 1.4


@dataclass(frozen=True, slots=True)
class Job:
    """An arrow to draw on this sheet, with what it is and where its ends may be."""

    order: tuple[int, float]
    arrow: Arrow
    wanted: Wanted


class SheetBuilder:
    """Lays out the given rows as sheet `number`; `tracks` arrows fit side by side into each gap."""

    def __init__(
        self, sop: Sop, columns: Columns, style: ChartStyle, gap: float, head: float, number: int,
        plans: list[RowPlan], off: list[OffPage], page_of: dict[str, int],
    ) -> None:  # fmt: skip
        self._sop = sop
        self._columns = columns
        self._style = style
        self._gap = gap
        self._number = number
        self._plans = plans
        self._page_of = page_of
        self._off = off
        self._index = {plan.step.id: index for index, plan in enumerate(plans)}
        self._nodes: dict[NodeKey, Node] = {}
        self._regions: list[tuple[float, float]] = []
        self._mids: list[float] = []
        self._rows: list[Row] = []
        self._above: dict[str, list[float]] = {}
        self._below: dict[str, list[float]] = {}
        y = head
        for plan in plans:
            y = self._place_row(plan, y)
        self._head = head
        self._height = y
        self._leaving: dict[tuple[str, str], Connector] = {}
        self._entering: dict[int, Connector] = {}
        self._place_connectors()

    def _place_row(self, plan: RowPlan, y: float) -> float:
        style = self._style
        height = plan.height(style, self._gap)
        stack = plan.stack(style, self._gap)
        gaps = len(stack) - 1
        at = y + (height - sum(stack) - self._gap * gaps) / 2
        above, top = [], y
        nodes: list[Node] = []
        mids = []
        for level in stack:
            self._regions.append((top, at))
            mids.append(at + level / 2)
            at += level
            top = at
            at += self._gap
        self._regions.append((top, y + height))
        self._mids += mids
        above = mids[: plan.above]
        for level_nodes, mid in zip(plan.levels, mids[plan.above :], strict=False):
            for node in level_nodes:
                rect = replace(node.rect, y=mid - node.rect.height / 2)
                nodes.append(replace(node, rect=rect))
        for node in nodes:
            self._nodes[node.key] = node
        self._above[plan.step.id] = above
        self._below[plan.step.id] = mids[plan.above + len(plan.levels) :]
        cells = tuple(
            Cell(Rect(x, y, width, height), lines, align)
            for (x, width), (lines, align) in zip(self._columns.everything(), plan.texts, strict=True)
        )
        self._rows.append(Row(plan.step.id, Rect(0, y, self._columns.width, height), cells, tuple(nodes)))
        return y + height

    def _last(self, step: Step) -> Node:
        return self._nodes[(step.id, len(step.symbols) - 1)]

    def _connector(self, x: float, mid: float, arrow: OffPage, entering: bool) -> Connector:
        style = self._style
        width = min(style.connector_width, self._columns.gutter * 0.7)
        rect = Rect(x - width / 2, mid - style.connector_height / 2, width, style.connector_height)
        other = self._page_of[arrow.source.id if entering else arrow.target.id]
        row = arrow.target.id if entering else arrow.source.id
        return Connector(arrow.number, self._number, other, row, rect, entering)

    def _place_connectors(self) -> None:
        half = self._columns.gutter / 2
        for plan in self._plans:
            step = plan.step
            leaving = sorted(
                (arrow for arrow in self._off if arrow.source.id == step.id), key=lambda a: a.outcome.returns
            )
            node = self._last(step)
            slots = self._slots(step, node, leaving)
            for index, arrow in enumerate(leaving):
                # The middle and one side share a level; further ones go a level lower.
                level = index // 2
                slot = slots[index % 2 if index < 2 else index % len(slots)]
                mid = self._below[step.id][level]
                self._leaving[(step.id, arrow.outcome.id)] = self._connector(slot, mid, arrow, False)
            entering = {arrow.number: arrow for arrow in reversed(self._off) if arrow.target.id == step.id}
            for index, arrow in enumerate(entering.values()):
                target = self._nodes[(step.id, entry_index(step, arrow.outcome))]
                slot = target.rect.x - half
                if self._index[step.id] == 0 and index == 0 and target.key[1] == 0:
                    slot = self._middle(target)
                self._entering[arrow.number] = self._connector(slot, self._above[step.id][index], arrow, True)

    def _slots(self, step: Step, node: Node, leaving: list[OffPage]) -> list[float]:
        """Where connectors below a symbol stand: first the side that the arrow within the sheet will not want."""
        half = self._columns.gutter / 2
        sides = [node.rect.x - half, node.rect.right + half]
        x = node.rect.center[0]
        away = {arrow.outcome.id for arrow in leaving}
        for outcome in step.outcomes:
            if outcome.to is not None and outcome.id not in away:
                target = self._sop.step(outcome.to)
                if self._nodes[(target.id, entry_index(target, outcome))].rect.center[0] < x:
                    sides.reverse()
                break
        last_row = self._index[step.id] == len(self._plans) - 1
        forward = bool(leaving) and not leaving[0].outcome.returns
        return [self._middle(node), *sides] if last_row and forward else sides

    def _middle(self, node: Node) -> float:
        if node.symbol is Symbol.DIAMOND:
            return node.rect.center[0]
        return self._columns.center(node.lanes[len(node.lanes) // 2])

    def build(self, tracks: int, relaxed: bool) -> Sheet | None:
        """The finished sheet, None where not every arrow found a way between so few tracks."""
        connectors = [*self._leaving.values(), *self._entering.values()]
        blocks = [node.rect for node in self._nodes.values()] + [connector.rect for connector in connectors]
        router = Router(self._xs(tracks, connectors), self._ys(tracks), blocks, self._slow(), relaxed)
        drawn: list[Arrow] = []
        for job in sorted(self._jobs(), key=lambda job: job.order):
            points = router.lead(job.wanted)
            if points is None:
                points = router.lead(replace(job.wanted, top=self._head, bottom=self._height))
            if points is None:
                return None
            drawn.append(replace(job.arrow, points=points))
        return Sheet(self._height, tuple(self._rows), tuple(self._labelled(drawn, connectors)), tuple(connectors))

    def _labelled(self, arrows: list[Arrow], connectors: list[Connector]) -> Iterator[Arrow]:
        lanes = list(self._columns.lanes.values())
        left, right = lanes[0][0], sum(lanes[-1])
        placer = LabelPlacer(
            self._style,
            Rect(left, self._head, right - left, self._height - self._head),
            self._nodes.values(),
            [connector.rect for connector in connectors],
            [segment for arrow in arrows for segment in segments(arrow.points)],
            [x for x, _ in self._columns.lanes.values()],
            [row.rect.y for row in self._rows],
        )
        for arrow in arrows:
            if not arrow.label:
                yield arrow
                continue
            lines, rect = placer.place(arrow.label, arrow.points)
            yield replace(arrow, label_lines=lines, label_rect=rect)

    def _xs(self, tracks: int, connectors: list[Connector]) -> list[float]:
        gutter = self._columns.gutter
        xs = [connector.rect.center[0] for connector in connectors]
        for x, width in self._columns.lanes.values():
            quarter = (width - 2 * gutter) / 4
            xs += [x + width / 2, x + width / 2 - quarter, x + width / 2 + quarter]
            xs += [x + gutter * part / (tracks + 1) for part in range(1, tracks + 1)]
            xs += [x + width - gutter * part / (tracks + 1) for part in range(1, tracks + 1)]
        for node in self._nodes.values():
            if node.symbol is Symbol.DIAMOND:
                center = node.rect.center[0]
                xs += [center, center - node.rect.width / 4, center + node.rect.width / 4]
        return xs

    def _ys(self, tracks: int) -> list[float]:
        ys = list(self._mids)
        for node in self._nodes.values():
            if node.symbol is not Symbol.DIAMOND:
                ys += [node.rect.center[1] - node.rect.height / 4, node.rect.center[1] + node.rect.height / 4]
        rows = max(2, tracks - 1)
        for top, bottom in self._regions:
            ys += [top + (bottom - top) * part / (rows + 1) for part in range(1, rows + 1)]
        return ys

    def _slow(self) -> dict[float, float]:
        """Where upright arrows look bad: on the line between two lanes; a little, in the middle of a lane."""
        gutter = self._columns.gutter
        slow: dict[float, float] = {}
        for x, width in self._columns.lanes.values():
            quarter = (width - 2 * gutter) / 4
            slow |= {x: _BORDER_COST, x + width: _BORDER_COST, x + width / 2: _MIDDLE_COST}
            slow |= {x + width / 2 - quarter: _MIDDLE_COST, x + width / 2 + quarter: _MIDDLE_COST}
        keys = unique(slow)
        return {key: slow[key] for key in keys}

    def _window(self, one: str, other: str) -> tuple[float, float]:
        low, high = sorted((self._index[one], self._index[other]))
        return self._rows[max(low - 1, 0)].rect.y, self._rows[min(high + 1, len(self._rows) - 1)].rect.bottom

    def _jobs(self) -> Iterator[Job]:
        for plan in self._plans:
            step = plan.step
            for index in range(1, len(step.symbols)):
                here, after = self._nodes[(step.id, index - 1)], self._nodes[(step.id, index)]
                way: Way = "within" if here.rect.center[1] == after.rect.center[1] else "down"
                leave, enter = leave_ports(here, self._columns, way), enter_ports(after, self._columns, way)
                arrow = Arrow(step.id, None, step.id, ())
                yield self._job((0, 0), arrow, ("within", after.key), leave, enter, step.id, step.id)
            for outcome in step.outcomes:
                if outcome.to is not None:
                    yield from self._outcome_jobs(step, outcome, self._sop.step(outcome.to))
        for number, connector in self._entering.items():
            found = next(arrow for arrow in self._off if arrow.number == number)
            target = self._nodes[(found.target.id, entry_index(found.target, found.outcome))]
            top = connector.rect.center[0] > target.rect.x
            enter = enter_ports(target, self._columns, "down" if top else "return")
            arrow = Arrow(
                found.source.id, found.outcome.id, found.target.id, (), "", (), None,
                found.outcome.returns, found.outcome.inferred,
            )  # fmt: skip
            leave = connector_ports(connector.rect, leaving=True)
            row = found.target.id
            yield self._job((1, -1), arrow, target.key, leave, enter, row, row)

    def _outcome_jobs(self, step: Step, outcome: Outcome, target: Step) -> Iterator[Job]:
        node = self._last(step)
        arrow = Arrow(
            step.id, outcome.id, target.id, (), outcome.label, (), None, outcome.returns, outcome.inferred
        )  # fmt: skip
        connector = self._leaving.get((step.id, outcome.id))
        if connector is not None:
            beside = connector.rect.center[0] < node.rect.x or connector.rect.center[0] > node.rect.right
            leave = leave_ports(node, self._columns, "return" if beside and step.decides else "down")
            enter = connector_ports(connector.rect, leaving=False)
            yield self._job((0, 1), arrow, ("off", step.id, outcome.id), leave, enter, step.id, step.id)
            return
        entry = self._nodes[(target.id, entry_index(target, outcome))]
        rows = self._index[target.id] - self._index[step.id]
        way: Way = "return" if outcome.returns else "down" if rows == 1 else "skip"
        leave, enter = leave_ports(node, self._columns, way), enter_ports(entry, self._columns, way)
        order = (3, -rows) if outcome.returns else (1, 0) if rows == 1 else (2, rows)
        yield self._job(order, arrow, entry.key, leave, enter, step.id, target.id)

    def _job(
        self, order: tuple[int, float], arrow: Arrow, group: object,
        leave: tuple[Port, ...], enter: tuple[Port, ...], one: str, other: str,
    ) -> Job:  # fmt: skip
        top, bottom = self._window(one, other)
        return Job(order, arrow, Wanted(group, leave, enter, top, bottom))


def ends_on(rect: Rect, symbol: Symbol | None, point: Point) -> bool:
    """Whether a point lies on the border of a symbol (None: of a connector), as every arrow's end must."""
    x, y = point
    cx, cy = rect.center
    if symbol is Symbol.DIAMOND:
        return abs(abs(x - cx) / (rect.width / 2) + abs(y - cy) / (rect.height / 2) - 1) < 0.01
    inside = rect.x - 0.05 <= x <= rect.right + 0.05 and rect.y - 0.05 <= y <= rect.bottom + 0.05
    sides = (x - rect.x, rect.right - x, y - rect.y, rect.bottom - y)
    return inside and min(abs(side) for side in sides) < 0.05
