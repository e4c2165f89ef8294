"""Columns, cell texts, symbol sizes and page breaks of the SOP table, before any arrow is led."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spl_desktop.domain.chart_parts import Cell, ChartStyle, Node, Page, Rect
from spl_desktop.domain.chart_text import text_width, wrap, wrap_all
from spl_desktop.domain.sop import Drawn, Outcome, Sop, Step, Symbol

_SLACK = 0.97  # Another font of the family may be a little wider than Helvetica.


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns stand: x and width of each, lanes apart; `gutter` is free beside a symbol in its lane."""

    number: tuple[float, float]
    text: tuple[float, float]
    lanes: dict[str, tuple[float, float]]
    requirements: tuple[float, float]
    time: tuple[float, float]
    outputs: tuple[float, float]
    note: tuple[float, float]
    gutter: float
    width: float

    def everything(self) -> list[tuple[float, float]]:
        """All columns from left to right."""
        return [
            self.number, self.text, *self.lanes.values(), self.requirements, self.time, self.outputs, self.note
        ]  # fmt: skip

    def center(self, lane: str) -> float:
        """The middle of a lane."""
        x, width = self.lanes[lane]
        return x + width / 2

    def span(self, lanes: Sequence[str]) -> tuple[float, float]:
        """Left and right side of a symbol over these lanes (the first and the last count)."""
        first, last = self.lanes[lanes[0]], self.lanes[lanes[-1]]
        return first[0] + self.gutter, last[0] + last[1] - self.gutter


def columns_of(sop: Sop, style: ChartStyle) -> Columns:
    """The columns of this SOP in this style."""
    fixed = (
        style.number_column, style.text_column, style.requirements_column,
        style.time_column, style.outputs_column,
        style.noted_column if any(step.note for step in sop.steps) else style.note_column,
    )  # fmt: skip
    scale = style.width / (sum(fixed) + style.lane_column * len(sop.lanes))
    lane = max(style.lane_column * scale, style.least_lane)
    rest = max((style.width - lane * len(sop.lanes)) / sum(fixed), 0.75)
    x = 0.0
    placed: list[tuple[float, float]] = []
    widths = [fixed[0] * rest, fixed[1] * rest, *([lane] * len(sop.lanes)), *(weight * rest for weight in fixed[2:])]
    for width in widths:
        placed.append((x, width))
        x += width
    count = len(sop.lanes)
    lanes = {part.id: placed[2 + index] for index, part in enumerate(sop.lanes)}
    tail = placed[2 + count :]
    gutter = lane * (1 - style.symbol_share) / 2
    return Columns(placed[0], placed[1], lanes, tail[0], tail[1], tail[2], tail[3], gutter, x)


def line_height(style: ChartStyle) -> float:
    """The height of a line of cell text."""
    return style.font_size * style.leading


def header_of(sop: Sop, columns: Columns, style: ChartStyle) -> tuple[tuple[Cell, ...], float]:
    """The cells of the two header rows, and their height together."""
    line, size, padding = line_height(style), style.font_size, style.padding

    def lines(text: str, width: float) -> tuple[str, ...]:
        return wrap(text, (width - 2 * padding) * _SLACK, size, bold=True)

    upper = line + 2 * padding
    lower_texts = [
        *((columns.lanes[lane.id], lane.name) for lane in sop.lanes),
        (columns.requirements, "Kelengkapan"), (columns.time, "Waktu"), (columns.outputs, "Output"),
    ]  # fmt: skip
    tall = [(columns.number, "No"), (columns.text, "Uraian Kegiatan"), (columns.note, "Ket.")]
    lower = max(len(lines(text, place[1])) for place, text in lower_texts) * line + 2 * padding
    lower = max(lower, max(len(lines(text, place[1])) for place, text in tall) * line + 2 * padding - upper)
    cells = [Cell(Rect(x, 0, width, upper + lower), lines(text, width), "center", True) for (x, width), text in tall]
    lane_places = list(columns.lanes.values())
    left, right = lane_places[0][0], lane_places[-1][0] + lane_places[-1][1]
    cells.append(Cell(Rect(left, 0, right - left, upper), lines("Pelaksana", right - left), "center", True))
    left, right = columns.requirements[0], columns.outputs[0] + columns.outputs[1]
    cells.append(Cell(Rect(left, 0, right - left, upper), lines("Mutu Baku", right - left), "center", True))
    cells += [
        Cell(Rect(x, upper, width, lower), lines(text, width), "center", True) for (x, width), text in lower_texts
    ]
    return tuple(cells), upper + lower


def cell_texts(sop: Sop, step: Step, columns: Columns, style: ChartStyle) -> list[tuple[tuple[str, ...], str]]:
    """Lines and alignment of the cells of a row, in the order of the columns."""

    def inner(place: tuple[float, float]) -> float:
        return (place[1] - 2 * style.padding) * _SLACK

    def names(kinds: tuple[str, ...], place: tuple[float, float]) -> tuple[str, ...]:
        return wrap_all((sop.document(kind).name for kind in kinds), inner(place), style.font_size)

    return [
        ((f"{step.number}.",), "center"),
        (wrap(step.text, inner(columns.text), style.font_size), "left"),
        *(((), "center") for _ in sop.lanes),
        (names(step.requirements, columns.requirements), "left"),
        (wrap(step.time.text, inner(columns.time), style.font_size), "center"),
        (names(step.outputs, columns.outputs), "left"),
        (wrap(step.note, inner(columns.note), style.font_size), "left"),
    ]


def levels_of(sop: Sop, step: Step) -> list[list[int]]:
    """The symbols of a row by height: a next one stays level where its lanes lie right of all before it."""
    order = {lane.id: index for index, lane in enumerate(sop.lanes)}
    levels: list[list[int]] = []
    rightmost = len(order)
    for index, drawn in enumerate(step.symbols):
        if not levels or order[drawn.lanes[0]] <= rightmost:
            levels.append([])
        levels[-1].append(index)
        rightmost = order[drawn.lanes[-1]]
    return levels


def symbol_node(step: Step, index: int, columns: Columns, style: ChartStyle) -> Node:
    """The symbol in its final width and height, still at y = 0; the question of a decision stands in its diamond."""
    drawn: Drawn = step.symbols[index]
    left, right = columns.span(drawn.lanes)
    width, height = right - left, style.box_height
    text, lines = "", tuple[str, ...]()
    if drawn.symbol is Symbol.DIAMOND:
        text = step.question
        height, lines = _diamond(text, width, style)
    return Node((step.id, index), drawn.symbol, Rect(left, 0, width, height), drawn.lanes, text, lines)


def _diamond(text: str, width: float, style: ChartStyle) -> tuple[float, tuple[str, ...]]:
    """The least height at which the text block stays within the slanting sides, and its lines."""
    best: tuple[float, tuple[str, ...]] | None = None
    longest = max((text_width(word, style.label_size) for word in text.split()), default=0.0) / width
    # No word is cut as long as it leaves the slanting sides any room.
    for share in (0.4, 0.5, 0.6, 0.7, 0.8):
        lines = wrap(text, width * max(share, min(longest + 0.01, 0.8)), style.label_size)
        block = max((text_width(line, style.label_size) for line in lines), default=0.0)
        needed = len(lines) * style.label_size * style.leading / (1 - block / width * 1.04)
        if best is None or needed < best[0]:
            best = (needed, lines)
    assert best is not None
    return max(style.diamond_height, best[0]), best[1]


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A row before it has a place: its symbols by level, and how many connector levels stand above and below them."""

    step: Step
    levels: tuple[tuple[Node, ...], ...]
    texts: tuple[tuple[tuple[str, ...], str], ...]
    above: int = 0
    below: int = 0

    def stack(self, style: ChartStyle, gap: float) -> list[float]:
        """The heights of all levels from top to bottom, connectors included."""
        heights = [max(node.rect.height for node in level) for level in self.levels]
        return [style.connector_height] * self.above + heights + [style.connector_height] * self.below

    def height(self, style: ChartStyle, gap: float) -> float:
        """What the highest cell or the symbols need."""
        stack = self.stack(style, gap)
        text = max(len(lines) for lines, _ in self.texts) * line_height(style) + 2 * style.padding
        return max(text, sum(stack) + gap * (len(stack) + 1))


def plan_rows(sop: Sop, columns: Columns, style: ChartStyle) -> list[RowPlan]:
    """All rows, without connectors."""
    plans = []
    for step in sop.steps:
        nodes = [symbol_node(step, index, columns, style) for index in range(len(step.symbols))]
        levels = tuple(tuple(nodes[index] for index in level) for level in levels_of(sop, step))
        plans.append(RowPlan(step, levels, tuple(cell_texts(sop, step, columns, style))))
    return plans


def entry_index(step: Step, outcome: Outcome) -> int:
    """Which symbol of the row of `step` the arrow of `outcome` enters."""
    if outcome.arrives is not None:
        for index, drawn in enumerate(step.symbols):
            if outcome.arrives in drawn.lanes:
                return index
    return 0


@dataclass(frozen=True, slots=True)
class OffPage:
    """Where an arrow leaves its sheet: the number of its connectors."""

    source: Step
    outcome: Outcome
    target: Step
    number: int


def break_pages(
    plans: list[RowPlan], sop: Sop, style: ChartStyle, gap: float, head: float, page: Page | None
) -> tuple[list[RowPlan], list[int], list[OffPage]]:
    """The rows with room for their connectors, the page of each row, and the arrows that leave their page.

    Which arrows leave a page depends only on the rows that stand on it: each page takes as many rows as fit together
    with the connectors that these rows then need.
    """
    index = {plan.step.id: number for number, plan in enumerate(plans)}
    ways = [
        (index[step.id], index[outcome.to], step, outcome) for step, outcome in sop.arrows() if outcome.to is not None
    ]
    touching: list[list[int]] = [[] for _ in plans]
    for number, (source, target, _, _) in enumerate(ways):
        touching[source].append(number)
        touching[target].append(number)

    def with_room(start: int, end: int) -> list[RowPlan]:
        roomy = []
        for row in range(start, end):
            away = [ways[number] for number in set(touching[row])]
            away = [way for way in away if not (start <= way[0] < end and start <= way[1] < end)]
            leaving = sum(1 for way in away if way[0] == row)
            entering = len({entry_index(way[2], way[3]) for way in _targets(away, row, plans)})
            # Two connectors stand side by side, one below the symbol and one beside it.
            roomy.append(replace(plans[row], above=entering, below=(leaving + 1) // 2))
        return roomy

    placed: list[RowPlan] = []
    pages: list[int] = []
    while len(placed) < len(plans):
        start = len(placed)
        number = pages[-1] + 1 if pages else 0
        chosen = plans[start:] if page is None else with_room(start, start + 1)
        if page is not None:
            limit = page.first if number == 0 and page.first is not None else page.height
            bare = head + plans[start].height(style, gap)
            for end in range(start + 2, len(plans) + 1):
                bare += plans[end - 1].height(style, gap)
                if bare > limit:
                    break
                roomy = with_room(start, end)
                if head + sum(plan.height(style, gap) for plan in roomy) <= limit:
                    chosen = roomy
        placed += chosen
        pages += [number] * len(chosen)
    off: list[OffPage] = []
    numbers: dict[tuple[str, int], int] = {}
    for source, target, step, outcome in ways:
        if pages[source] != pages[target]:
            key = (plans[target].step.id, entry_index(plans[target].step, outcome))
            off.append(OffPage(step, outcome, plans[target].step, numbers.setdefault(key, len(numbers) + 1)))
    return placed, pages, off


def _targets(
    away: list[tuple[int, int, Step, Outcome]], row: int, plans: list[RowPlan]
) -> list[tuple[int, int, Step, Outcome]]:
    """Of the arrows that cross the page's border those that enter `row`, with the entered step in third place."""
    return [(source, target, plans[row].step, outcome) for source, target, _, outcome in away if target == row]
