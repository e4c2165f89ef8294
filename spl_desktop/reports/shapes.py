"""Native shapes of Word (DrawingML) over a page: symbols, arrows with their bends and texts, placed in points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from xml.sax.saxutils import escape, quoteattr

EMU: Final = 12700
"""English metric units in a point."""
NAMESPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
_INK: Final = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
_PAPER: Final = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
_NARROW: Final = frozenset({"flowChartDecision"})
"""Forms that leave their text so little room that LibreOffice would break it again."""
_PARTS: Final = 500_000
# Heads grow with the line, but not below a certain size: a thin line, drawn small, wants the small head.
_THIN: Final = 0.75


@dataclass(frozen=True, slots=True)
class Words:
    """Text in a shape, broken into lines beforehand; `size` of the letters and `leading` of the lines in points."""

    lines: tuple[str, ...]
    size: float
    leading: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape at its place in points from where its paragraph begins.

    `form` is the name of a preset shape of DrawingML; `path` instead makes a line through points with an arrow head at
    its end. `name` is what the list of objects calls it and `says` what a screen reader reads.
    """

    name: str
    says: str
    x: float
    y: float
    width: float
    height: float
    form: str = ""
    path: tuple[tuple[float, float], ...] = ()
    words: Words | None = None
    line: float = 1.0
    dashed: bool = False


def arrow(
    name: str, says: str, points: Sequence[tuple[float, float]], *, line: float = 1.0, dashed: bool = False
) -> Shape:
    """A line through these points with the head of an arrow at the last."""
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width, height = max(x for x, _ in points) - left, max(y for _, y in points) - top
    return Shape(name, says, left, top, width, height, "", tuple(points), None, line, dashed)


def anchors(shapes: Iterable[Shape], first_id: int) -> str:
    """The runs that hold the shapes, for a paragraph that declares NAMESPACES; later ones lie over earlier ones.

    Places count from the paragraph's corner, so that a change of margins moves table and shapes alike. `first_id` is
    the first number that is free for a drawing in the document.
    """
    return "".join(_run(shape, number) for number, shape in enumerate(shapes, first_id))


def emu(points: float) -> int:
    """Points as whole English metric units."""
    return round(points * EMU)


def half_points(size: float) -> int:
    """A size of letters as Word counts it, never larger than asked for."""
    return max(2, int(size * 2 + 0.001))


def _run(shape: Shape, number: int) -> str:
    width, height = emu(shape.width), emu(shape.height)
    grouped = shape.form in _NARROW and shape.words is not None
    kind = "wpg" if grouped else "wps"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="{kind}"><w:drawing>'
        f'<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number * 1024}" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{emu(shape.x)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{emu(shape.y)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f"<wp:docPr id={quoteattr(str(number))} name={quoteattr(shape.name)} descr={quoteattr(shape.says)}/>"
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{NAMESPACES[kind]}">'
        f"{_group(shape, number) if grouped else _single(shape)}"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def _single(shape: Shape, properties: str = "") -> str:
    width, height = emu(shape.width), emu(shape.height)
    paint = f"<wps:spPr>{_geometry(shape, width, height)}{_paint(shape)}</wps:spPr>"
    return f"<wps:wsp>{properties}{_kind(shape)}{paint}{_text(shape.words)}</wps:wsp>"


def _group(shape: Shape, number: int) -> str:
    """A symbol and, over it and moving with it, a box for its words as wide as the symbol."""
    frame = f'x="0" y="0"/><a:ext cx="{emu(shape.width)}" cy="{emu(shape.height)}"/>'
    frame += f'<a:chOff x="0" y="0"/><a:chExt cx="{emu(shape.width)}" cy="{emu(shape.height)}"/>'
    named = f"name={quoteattr(shape.name)}/>"
    symbol = replace(shape, words=None)
    words = replace(shape, form="")
    # Numbers of parts must differ from those of the drawings themselves.
    return (
        f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off {frame}</a:xfrm></wpg:grpSpPr>"
        f'{_single(symbol, f"""<wps:cNvPr id="{number + _PARTS}" {named}""")}'
        f'{_single(words, f"""<wps:cNvPr id="{number + 2 * _PARTS}" {named}""")}</wpg:wgp>'
    )


def _straight(shape: Shape) -> bool:
    return len(shape.path) == 2


def _kind(shape: Shape) -> str:
    if _straight(shape):
        return "<wps:cNvCnPr/>"
    return "<wps:cNvSpPr/>" if shape.form or shape.path else '<wps:cNvSpPr txBox="1"/>'


def _geometry(shape: Shape, width: int, height: int) -> str:
    flips = ""
    if _straight(shape):
        (x0, y0), (x1, y1) = shape.path
        flips = (' flipH="1"' if x1 < x0 else "") + (' flipV="1"' if y1 < y0 else "")
    frame = f'<a:xfrm{flips}><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    if len(shape.path) > 2:
        first, *rest = (f'<a:pt x="{emu(x - shape.x)}" y="{emu(y - shape.y)}"/>' for x, y in shape.path)
        lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in rest)
        return (
            f"{frame}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{width}" h="{height}" fill="none"><a:moveTo>{first}</a:moveTo>{lines}</a:path>'
            "</a:pathLst></a:custGeom>"
        )
    form = "straightConnector1" if shape.path else shape.form or "rect"
    return f'{frame}<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>'


def _paint(shape: Shape) -> str:
    if not shape.form and not shape.path:
        return "<a:noFill/><a:ln><a:noFill/></a:ln>"
    dashes = '<a:prstDash val="dash"/>' if shape.dashed else ""
    size = "sm" if shape.line < _THIN else "med"
    head = f'<a:tailEnd type="triangle" w="{size}" len="{size}"/>' if shape.path else ""
    fill = "<a:noFill/>" if shape.path else _PAPER
    return f'{fill}<a:ln w="{emu(shape.line)}">{_INK}{dashes}<a:miter lim="800000"/>{head}</a:ln>'


def _text(words: Words | None) -> str:
    # No margins and no wrapping of its own: the lines are those of the geometry.
    body = '<wps:bodyPr rot="0" vert="horz" wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr" anchorCtr="0">'
    body += "<a:noAutofit/></wps:bodyPr>"
    if words is None:
        return body
    size = half_points(words.size)
    look = f'{"<w:b/>" if words.bold else ""}<w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words.lines)
    return (
        '<wps:txbx><w:txbxContent><w:p><w:pPr><w:spacing w:before="0" w:after="0" '
        f'w:line="{round(words.size * words.leading * 20)}" w:lineRule="exact"/><w:jc w:val="center"/></w:pPr>'
        f"<w:r><w:rPr>{look}</w:rPr>{text}</w:r></w:p></w:txbxContent></wps:txbx>{body}"
    )
