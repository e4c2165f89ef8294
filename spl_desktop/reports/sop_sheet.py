"""A page of the SOP's flowchart: the table in rows of exact height, and the shapes that lie over it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from xml.sax.saxutils import escape

from spl_desktop.domain.chart import Arrow, Cell, Chart, Connector, Node, Rect, Row, Sheet
from spl_desktop.domain.chart_text import text_width
from spl_desktop.domain.sop import Sop, Symbol
from spl_desktop.domain.sop_words import SIGN, SYMBOLS, inferred_of
from spl_desktop.reports import shapes
from spl_desktop.reports.shapes import Shape, Words
from spl_desktop.reports.sop_marks import draws_inferred, signed

LEAD: Final = 1.0
"""Height in points of the paragraph that stands over the table and holds its shapes."""
FORMS: Final = {
    Symbol.CAPSULE: "flowChartTerminator",
    Symbol.BOX: "flowChartProcess",
    Symbol.DIAMOND: "flowChartDecision",
}
CONNECTOR: Final = "flowChartOffpageConnector"
_LINE: Final = 1.0
_GROUND: Final = "F2F2F2"
# Lighter than the arrows: one that runs along the line between two lanes is seen.
_GRID: Final = "808080"


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: `sop` with its signs (if `marks`), its chart, and by how much that is made smaller to fit."""

    sop: Sop
    chart: Chart
    scale: float
    marks: bool

    def twips(self, points: float) -> int:
        """A measure of the chart in twentieths of a point of the page."""
        return round(points * self.scale * 20)


# --- the table -------------------------------------------------------------------------------------------------------


def table(drawing: Drawing, sheet: Sheet, title: str) -> str:
    """The table of a sheet as WordprocessingML: two header rows that repeat, then rows that are never split."""
    chart = drawing.chart
    edges = [drawing.twips(cell.rect.x) for cell in sheet.rows[0].cells] + [drawing.twips(chart.width)]
    widths = [right - left for left, right in pairwise(edges)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    padding = drawing.twips(chart.style.padding)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_GRID}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{padding}" w:type="dxa"/><w:right w:w="{padding}" w:type="dxa"/></w:tblCellMar>'
        f"<w:tblCaption w:val={_quoted(title)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"{_header(drawing, edges)}{''.join(_row(drawing, row, widths) for row in sheet.rows)}</w:tbl>"
    )


def _header(drawing: Drawing, edges: list[int]) -> str:
    cells = sorted(drawing.chart.header, key=lambda cell: (cell.rect.x, cell.rect.y))
    deepest = max(cell.rect.bottom for cell in cells)
    upper = min(cell.rect.bottom for cell in cells)

    def spanned(cell: Cell, merge: str, words: bool) -> str:
        left, right = drawing.twips(cell.rect.x), drawing.twips(cell.rect.right)
        count = sum(1 for edge in edges if left <= edge < right)
        lines = " ".join(cell.lines) if words else ""
        return _cell(drawing, right - left, [lines], "center", bold=True, span=count, merge=merge, ground=True)

    first, second = [], []
    for cell in cells:
        if cell.rect.y == 0 and cell.rect.bottom == deepest:
            first.append(spanned(cell, "restart", True))
            second.append(spanned(cell, "continue", False))
        else:
            (first if cell.rect.y == 0 else second).append(spanned(cell, "", True))
    return _tr(drawing, 0, upper, "".join(first), header=True) + _tr(
        drawing, upper, deepest, "".join(second), header=True
    )


def _row(drawing: Drawing, row: Row, widths: list[int]) -> str:
    step = drawing.sop.step(row.step)
    keys = inferred_of(step) if drawing.marks else frozenset[str]()
    names = {kind: drawing.sop.document(kind).name for kind in (*step.requirements, *step.outputs)}
    number = f"{step.number}."
    texts: list[list[str]] = [
        [signed(number) if "number" in keys else number],
        [step.text],
        *([""] for _ in drawing.sop.lanes),
        [names[kind] for kind in step.requirements],
        [step.time.text],
        [names[kind] for kind in step.outputs],
        [step.note],
    ]
    for key, place in (("requirements", -4), ("outputs", -2)):
        if key in keys:
            texts[place] = [signed(text) for text in texts[place]]
    cells = "".join(
        _cell(drawing, width, text, cell.align) for width, text, cell in zip(widths, texts, row.cells, strict=True)
    )
    return _tr(drawing, row.rect.y, row.rect.bottom, cells)


def _tr(drawing: Drawing, top: float, bottom: float, cells: str, *, header: bool = False) -> str:
    # Heights are differences of rounded places: the rows then end where the geometry ends, however many there are.
    height = drawing.twips(bottom) - drawing.twips(top)
    repeats = "<w:tblHeader/>" if header else ""
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="exact"/>{repeats}</w:trPr>{cells}</w:tr>'


def _cell(
    drawing: Drawing, width: int, texts: list[str], align: str, *,
    bold: bool = False, span: int = 1, merge: str = "", ground: bool = False,
) -> str:  # fmt: skip
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if merge:
        properties += f'<w:vMerge w:val="{merge}"/>'
    if ground:
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{_GROUND}"/>'
    style = drawing.chart.style
    indent = drawing.twips(text_width("- ", style.font_size)) if len(texts) > 1 else 0
    size = shapes.half_points(style.font_size * drawing.scale)
    look = f'{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    line = drawing.twips(style.font_size * style.leading)
    paragraphs = "".join(
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
        f'{f"""<w:ind w:left="{indent}" w:hanging="{indent}"/>""" if indent else ""}'
        f'<w:jc w:val="{align}"/><w:rPr>{look}</w:rPr></w:pPr>'
        + (
            f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(("- " if indent else "") + text)}</w:t></w:r>'
            if text
            else ""
        )
        + "</w:p>"
        for text in texts or [""]
    )
    return f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>{paragraphs}</w:tc>'


def _quoted(text: str) -> str:
    return '"' + escape(text, {'"': "&quot;"}) + '"'


# --- the shapes ------------------------------------------------------------------------------------------------------


def drawn(drawing: Drawing, sheet: Sheet) -> Iterator[Shape]:
    """The shapes of a sheet from the lowest to the highest: arrows, symbols, connectors, then the words on arrows."""
    for one in sheet.arrows:
        yield _arrow(drawing, one)
    for row in sheet.rows:
        for node in row.symbols:
            yield _symbol(drawing, node)
    for connector in sheet.connectors:
        yield _connector(drawing, connector)
    for one in sheet.arrows:
        if one.label_rect is not None:
            yield _label(drawing, one)


def _numbers(drawing: Drawing, one: Arrow) -> tuple[int, int]:
    return drawing.sop.step(one.source).number, drawing.sop.step(one.target).number


def _arrow(drawing: Drawing, one: Arrow) -> Shape:
    source, target = _numbers(drawing, one)
    way = f"dalam langkah {source}" if one.outcome is None else f"dari langkah {source} ke langkah {target}"
    says = f"Panah {way}{f': {one.label}' if one.label else ''}"
    points = tuple((x * drawing.scale, y * drawing.scale + LEAD) for x, y in one.points)
    dashed = drawing.marks and one.inferred
    return shapes.arrow(f"Panah {way}", says, points, line=_LINE * drawing.scale, dashed=dashed)


def _symbol(drawing: Drawing, node: Node) -> Shape:
    step = drawing.sop.step(node.key[0])
    name = f"{SYMBOLS[node.symbol].capitalize()} langkah {step.number}"
    lanes = " dan ".join(drawing.sop.lane(lane).name for lane in node.lanes)
    says = f"{name}, {lanes}: {node.text or step.text}"
    lines = node.lines
    if not lines and drawing.marks and draws_inferred(step):
        lines = (SIGN,)
    return _placed(drawing, node.rect, name, says, FORMS[node.symbol], lines)


def _connector(drawing: Drawing, connector: Connector) -> Shape:
    step = drawing.sop.step(connector.step)
    way = "alur dari halaman lain masuk ke" if connector.entering else "alur ke halaman lain dari"
    name = f"Penghubung halaman {connector.number}"
    says = f"{name}: {way} langkah {step.number}"
    return _placed(drawing, connector.rect, name, says, CONNECTOR, (str(connector.number),), bold=True)


def _label(drawing: Drawing, one: Arrow) -> Shape:
    assert one.label_rect is not None
    source, target = _numbers(drawing, one)
    says = f"Tulisan pada panah dari langkah {source} ke langkah {target}: {one.label}"
    return _placed(drawing, one.label_rect, f"Tulisan {one.label}", says, "", one.label_lines)


def _placed(
    drawing: Drawing, rect: Rect, name: str, says: str, form: str, lines: tuple[str, ...], *, bold: bool = False
) -> Shape:
    scale, style = drawing.scale, drawing.chart.style
    size = style.label_size
    if form == CONNECTOR:
        # A number of three digits is as wide as the connector.
        size *= min(1.0, (rect.width - 2) / text_width(lines[0], size, bold))
    words = Words(lines, size * scale, style.leading, bold) if lines else None
    return Shape(
        name, says, rect.x * scale, rect.y * scale + LEAD, rect.width * scale, rect.height * scale,
        form, (), words, _LINE * scale,
    )  # fmt: skip
