"""The SOP itself as a Word document: the identity page, then the flowchart in native shapes that can be edited."""

from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Final

from spl_desktop.domain.chart import ChartStyle, Page, lay_out
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_words import LEGEND, SIGN, inferred
from spl_desktop.reports import pieces, shapes
from spl_desktop.reports.sop_identity import SIZE, add_identity, small
from spl_desktop.reports.sop_marks import marked
from spl_desktop.reports.sop_sheet import LEAD, Drawing, drawn, table
from spl_desktop.reports.views import Paper

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section

_POINTS_PER_CM: Final = 72 / 2.54
# Word lets borders count: what is left below the table keeps its last row from going over to a page of its own.
_SPARE: Final = 4.0
_SMALLER: Final = 0.92
# Five lanes press the other columns together on A4; these two shall still hold their words in one line.
_NUMBER: Final = 29.0
_DIGIT: Final = 7.0
_TIME: Final = 49.0


def sop_document(sop: Sop, *, paper: Paper = "A4", logo: bytes | None = None, marks: bool = True) -> bytes:
    """The SOP as a .docx file, landscape: identity (with the office's logo, if any), then the flowchart.

    `marks` prints the sign of inferred values with its legend and dashes inferred arrows. The same SOP gives the same
    parts. UserError where the logo is no picture that Word can show.
    """
    document = _empty(sop, paper)
    width, height = _room(document.sections[0])
    drawing = arranged(sop, width, height - 2 * LEAD - _SPARE, marks)
    add_identity(document, sop, width / _POINTS_PER_CM, logo, marks)
    _add_sheets(document, drawing)
    legend = LEGEND.replace(SIGN, f"{SIGN} dan panah putus-putus:", 1) if marks and inferred(sop) else ""
    _footer(document.sections[0], f"SOP {sop.identity.name}, Nomor {sop.identity.number}", legend, width)
    pieces.finish_pictures(document, {logo: "Logo"} if logo else {})
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def arranged(sop: Sop, width: float, height: float, marks: bool) -> Drawing:
    """The chart for pages with that much room in points, made smaller only where it does not fit otherwise.

    That is where an SOP has more lanes than the paper is wide, or a row that alone is higher than a page.
    """
    shown = marked(sop) if marks else sop
    digits = len(str(max(step.number for step in sop.steps)))
    number = _NUMBER + _DIGIT * max(0, digits - 2)
    scale = 1.0
    while True:
        chart = lay_out(
            shown, ChartStyle(width=width / scale, number_column=number, time_column=_TIME), Page(height / scale)
        )
        if chart.width * scale <= width + 0.01 and chart.height * scale <= height + 0.01:
            return Drawing(shown, chart, scale, marks)
        scale *= _SMALLER


def _empty(sop: Sop, paper: Paper) -> "Document":
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    document = Document()
    section = document.sections[0]
    pieces.set_paper(section, paper)
    section.page_width, section.page_height = section.page_height, section.page_width
    section.orientation = WD_ORIENT.LANDSCAPE
    pieces.set_margins(section)
    pieces.set_language(document)
    pieces.be_modern(document)
    pieces.drop_thumbnail(document)
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    for name in ("Normal", "Footer"):
        style = document.styles[name]
        pieces.set_font(style, SIZE)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 1.0
    identity, core = sop.identity, document.core_properties
    core.author = core.last_modified_by = identity.office[:255]
    core.title, core.comments, core.language = f"SOP {identity.name}"[:255], "", pieces.LANGUAGE
    core.created = core.modified = datetime.combine(identity.effective, time(), UTC)
    core.revision = 1
    return document


def _room(section: "Section") -> tuple[float, float]:
    """Width and height between the margins, in points."""
    sides = (section.page_width, section.left_margin, section.right_margin)
    ends = (section.page_height, section.top_margin, section.bottom_margin)
    (width, left, right), (height, top, bottom) = ([float(side or 0) for side in three] for three in (sides, ends))
    return (width - left - right) / shapes.EMU, (height - top - bottom) / shapes.EMU


def _add_sheets(document: "Document", drawing: Drawing) -> None:
    from docx.oxml import parse_xml

    body = document.element.body
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in shapes.NAMESPACES.items())
    lead = (
        f'<w:spacing w:before="0" w:after="0" w:line="{round(LEAD * 20)}" w:lineRule="exact"/>'
        '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'
    )
    number = 1000  # above the numbers of other pictures
    for page, sheet in enumerate(drawing.chart.pages, 1):
        over = tuple(drawn(drawing, sheet))
        title = f"Bagan alir, lembar {page} dari {len(drawing.chart.pages)}"
        runs = shapes.anchors(over, number)
        number += len(over)
        for part in (
            f"<w:p {spaces}><w:pPr><w:pageBreakBefore/>{lead}</w:pPr>{runs}</w:p>",
            table(drawing, sheet, title),
        ):
            body.insert(len(body) - 1, parse_xml(part.replace("<w:tbl>", f"<w:tbl {spaces}>", 1)))
    # Word wants a paragraph after the last table.
    body.insert(len(body) - 1, parse_xml(f"<w:p {spaces}><w:pPr>{lead}</w:pPr></w:p>"))


def _footer(section: "Section", name: str, legend: str, width: float) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Pt

    paragraph = section.footer.paragraphs[0]
    if legend:
        small(paragraph).add_run(legend)
        paragraph = section.footer.add_paragraph(style="Footer")
    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(width), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{name}\tHalaman ")
    pieces.add_field(paragraph, "PAGE")
    paragraph.add_run(" dari ")
    pieces.add_field(paragraph, "NUMPAGES")
    for one in section.footer.paragraphs:
        small(one)
