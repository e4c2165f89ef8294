"""The parts of a drawn SOP table: rectangles, cells, symbols, arrows, connectors, pages; points, origin top left."""

from dataclasses import dataclass

from spl_desktop.domain.sop import Symbol

NodeKey = tuple[str, int]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height

    @property
    def center(self) -> Point:
        """The middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def meets(self, other: "Rect", gap: float = 0.0) -> bool:
        """Whether the two share more than a border, or come closer than `gap`."""
        return (
            self.x < other.right + gap
            and other.x < self.right + gap
            and self.y < other.bottom + gap
            and other.y < self.bottom + gap
        )


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """Measures in points. Columns are weights, scaled together to `width` (wider where the lanes need it).

    `noted_column` replaces `note_column` where the SOP has notes to print.
    """

    width: float = 780.0
    font_size: float = 8.0
    label_size: float = 7.0
    leading: float = 1.2
    padding: float = 4.0
    number_column: float = 24.0
    text_column: float = 150.0
    lane_column: float = 88.0
    requirements_column: float = 84.0
    time_column: float = 46.0
    outputs_column: float = 84.0
    note_column: float = 40.0
    noted_column: float = 84.0
    least_lane: float = 60.0
    symbol_share: float = 0.56
    box_height: float = 26.0
    diamond_height: float = 38.0
    connector_width: float = 13.0
    connector_height: float = 15.0
    gap: float = 15.0


@dataclass(frozen=True, slots=True)
class Page:
    """Paging: the height that the table may take on a page, and on the first page where that is less."""

    height: float
    first: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Text in a cell, already broken into lines; `align` is left or center; the lines stand in its middle."""

    rect: Rect
    lines: tuple[str, ...]
    align: str = "left"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A drawn symbol: `key` is the step's id and the place of the symbol in its row; `lines` stand inside it."""

    key: NodeKey
    symbol: Symbol
    rect: Rect
    lanes: tuple[str, ...]
    text: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Connector:
    """An off-page connector (segilima); the pair that belongs together has the same number.

    `page` is the sheet it stands on (from 0), `other_page` where the arrow goes on or, for `entering`, the first of
    those it comes from. `step` is the row it stands in.
    """

    number: int
    page: int
    other_page: int
    step: str
    rect: Rect
    entering: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """One arrow, or its piece on one sheet: points from border to border, axis-parallel.

    `outcome` is None for an arrow inside a row. `label_rect` is where `label_lines` stand, None without a label.
    """

    source: str
    outcome: str | None
    target: str
    points: tuple[Point, ...]
    label: str = ""
    label_lines: tuple[str, ...] = ()
    label_rect: Rect | None = None
    returns: bool = False
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One step: cells from left to right (number, text, an empty one a lane, requirements, time, outputs, note)."""

    step: str
    rect: Rect
    cells: tuple[Cell, ...]
    symbols: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page; the header of the chart stands at its top, `height` is what is used of it."""

    height: float
    rows: tuple[Row, ...]
    arrows: tuple[Arrow, ...]
    connectors: tuple[Connector, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The table: `header` is drawn on every sheet; without paging there is one sheet as long as needed.

    `height` is that of the highest sheet.
    """

    width: float
    height: float
    style: ChartStyle
    header: tuple[Cell, ...]
    pages: tuple[Sheet, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all sheets, each in the measures of its own sheet."""
        return tuple(row for sheet in self.pages for row in sheet.rows)

    @property
    def arrows(self) -> tuple[Arrow, ...]:
        """The arrows of all sheets, each in the measures of its own sheet."""
        return tuple(arrow for sheet in self.pages for arrow in sheet.arrows)

    @property
    def connectors(self) -> tuple[Connector, ...]:
        """The off-page connectors of all sheets."""
        return tuple(connector for sheet in self.pages for connector in sheet.connectors)
