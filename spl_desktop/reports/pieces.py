"""The parts of Word pages that python-docx does not know: paper, fields, repeated rows, lines, boxes, language."""

import struct
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final, cast

from spl_desktop.domain.errors import UserError
from spl_desktop.reports.views import Paper

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.paragraph import CT_P
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section, _Footer
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run
    from lxml.etree import _Element

FONT: Final = "Arial"
SYMBOLS: Final = "Segoe UI Symbol"
"""The font of the ticked boxes, which Arial lacks."""
MONOSPACE: Final = "Courier New"
LANGUAGE: Final = "id-ID"
PAPER_MM: Final[dict[Paper, tuple[int, int]]] = {"A4": (210, 297), "F4": (210, 330)}
"""Width and height in millimetres; F4 is the folio of Indonesian offices."""
TEXT_WIDTH_CM: Final = 16.0
"""The width between the margins, the same on both papers."""
MARGINS_CM: Final = {"top": 2.0, "bottom": 2.5, "left": 3.0, "right": 2.0}
"""Permendagri 1/2023."""
SIGNATURES: Final = "Tanda tangan"
"""What the table of the signature blocks is called, by which it is found again after filling."""
CONTINUED: Final = "Lanjutan setelah kolom"
"""What a table is called that goes on with further columns of the one above; behind it how many both have."""
_MOST_KEPT: Final = 12
"""More lines than that below a signature table may go to another page."""
_LONGEST_KEPT: Final = 1800
"""A last paragraph of more letters than that does not fit on one page with the signatures."""
_THUMBNAIL: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"


def set_paper(section: "Section", paper: Paper) -> None:
    """The exact sheet, upright or across as the section is; the margins stay."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    width, height = PAPER_MM[paper]
    if section.orientation == WD_ORIENT.LANDSCAPE:
        width, height = height, width
    section.page_width, section.page_height = Mm(width), Mm(height)


def set_margins(section: "Section") -> None:
    """The margins of official letters."""
    from docx.shared import Cm

    section.top_margin, section.bottom_margin = Cm(MARGINS_CM["top"]), Cm(MARGINS_CM["bottom"])
    section.left_margin, section.right_margin = Cm(MARGINS_CM["left"]), Cm(MARGINS_CM["right"])
    section.header_distance = section.footer_distance = Cm(1.0)


def set_font(style: "ParagraphStyle", size: float, *, bold: bool = False) -> None:
    """Arial for every script (emoji and Arabic letters included in its size), black, without the theme's fonts."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.italic, style.font.color.rgb = False, RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
        fonts.attrib.pop(qn("w:cstheme" if script == "cs" else f"w:{script}Theme"), None)
    for extra in properties.findall(qn("w:szCs")):
        properties.remove(extra)
    properties.find(qn("w:sz")).addnext(_element("w:szCs", val=str(int(size * 2))))


def set_language(document: "Document") -> None:
    """Every text is Indonesian unless marked otherwise, so that Word checks it as such."""
    from docx.oxml.ns import qn

    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(_element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"))
    settings = document.settings.element
    for old in settings.findall(qn("w:themeFontLang")):
        old.set(qn("w:val"), LANGUAGE)


def be_modern(document: "Document") -> None:
    """Word opens the document in its own mode, not as one of an older Word, and at full size."""
    from docx.oxml.ns import qn

    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for zoom in settings.findall(qn("w:zoom")):
        zoom.attrib.clear()
        zoom.set(qn("w:percent"), "100")


def drop_thumbnail(document: "Document") -> None:
    """Takes away the picture of somebody else's empty page."""
    package = document.part.package
    for relation, target in list(package.rels.items()):
        if target.reltype == _THUMBNAIL:
            package.rels.pop(relation)


def add_field(paragraph: "Paragraph", code: str) -> None:
    """A field that Word computes, `PAGE` or `NUMPAGES`."""
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            instruction = _element("w:instrText")
            instruction.text = f" {code} "
            paragraph.add_run()._r.append(instruction)
        paragraph.add_run()._r.append(_element("w:fldChar", fldCharType=kind))
        if kind == "separate":
            paragraph.add_run("2")


def number_later_pages(section: "Section") -> None:
    """ "- 2 -" in the middle above every page but the first, as official letters have it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("- ")
    add_field(paragraph, "PAGE")
    paragraph.add_run(" -")


def repeat_header(row: "_Row") -> None:
    """The row stands again on top of every page that the table reaches."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def keep_whole(row: "_Row") -> None:
    """The row is not split over two pages."""
    row._tr.get_or_add_trPr().insert(0, _element("w:cantSplit"))


def at_least(row: "_Row", centimetres: float) -> None:
    """A row of at least that height, so that there is room for handwriting."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Cm

    row.height, row.height_rule = Cm(centimetres), WD_ROW_HEIGHT_RULE.AT_LEAST


def line_below(paragraph: "Paragraph", *, double: bool = False) -> None:
    """A line across the text below the paragraph; the double one closes a kop."""
    borders = _element("w:pBdr")
    borders.append(_element("w:bottom", val="double" if double else "single", sz="8", space="1", color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def add_grid(
    document: "Document | _Footer", rows: int, widths_cm: Sequence[float], *, margin_cm: float = 0.12
) -> "Table":
    """A table of fixed widths without lines: texts wrap inside their column, however long their words are."""
    from docx.oxml.ns import qn
    from docx.section import _Footer
    from docx.shared import Cm

    total = sum(widths_cm)
    if isinstance(document, _Footer):
        table = document.add_table(rows, len(widths_cm), Cm(total))
    else:
        table = document.add_table(rows, len(widths_cm))
    table.autofit = False
    properties = table._tbl.tblPr
    for tag in ("w:tblW", "w:tblInd", "w:tblCellMar", "w:tblLayout"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", type="dxa", w=str(Cm(margin_cm).twips)))
    for element in (
        _element("w:tblW", type="dxa", w=str(Cm(total).twips)),
        _element("w:tblInd", type="dxa", w="0"),
        _element("w:tblLayout", type="fixed"),
        margins,
    ):
        properties.insert_element_before(element, "w:tblLook")
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths_cm, strict=True):
        column.set(qn("w:w"), str(Cm(width).twips))
    for row in table.rows:
        for cell, width in zip(row.cells, widths_cm, strict=True):
            cell.width = Cm(width)
    return table


def describe(table: "Table", words: str) -> None:
    """What a screen reader says for the table, and by what it is found again."""
    properties = table._tbl.tblPr
    properties.append(_element("w:tblCaption", val=words))


def keep_signatures(document: "Document") -> None:
    """Each signature table goes to the next page with the last lines before it and the few that follow it.

    So it never stands alone on a page, and neither do tembusan and receipt; where they are many, the first of them stay
    with it and the rest flows on.
    """
    from docx.oxml.ns import qn

    for caption in document.element.body.iter(qn("w:tblCaption")):
        if caption.get(qn("w:val")) == SIGNATURES:
            table = caption.getparent().getparent()
            _keep_before(document, table)
            _keep_after(document, table)


def _keep_before(document: "Document", table: "BaseOxmlElement") -> None:
    from docx.oxml.ns import qn

    before = table.getprevious()
    while before is not None:
        rows = before.findall(qn("w:tr"))
        found = _paragraphs_in(document, rows[-1] if rows else before)
        if sum(len(paragraph.text) for paragraph in found) > _LONGEST_KEPT:
            # LibreOffice would move it whole, and leave its heading alone on a page.
            return
        for paragraph in found:
            paragraph.paragraph_format.keep_with_next = True
        if any(paragraph.text.strip() for paragraph in found):
            return
        before = before.getprevious()


def _keep_after(document: "Document", table: "BaseOxmlElement") -> None:
    after = [paragraph for element in table.itersiblings() for paragraph in _paragraphs_in(document, element)]
    written = [at for at, paragraph in enumerate(after) if paragraph.text.strip()]
    if written:
        # Two lines stay with the block at least: the heading of a list and what stands first in it.
        few = len(written) <= _MOST_KEPT and sum(len(paragraph.text) for paragraph in after) <= _LONGEST_KEPT
        last = written[-1] if few else written[min(1, len(written) - 1)]
        for paragraph in after[:last]:
            paragraph.paragraph_format.keep_with_next = True


def _paragraphs_in(document: "Document", element: "_Element") -> "list[Paragraph]":
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    return [Paragraph(cast("CT_P", found), document) for found in element.iter(qn("w:p"))]


def drop_unfilled(document: "Document") -> None:
    """Takes away each table of further columns in which nobody filled in anything."""
    from docx.oxml.ns import qn

    for caption in list(document.element.body.iter(qn("w:tblCaption"))):
        name, _, shared = caption.get(qn("w:val"), "").rpartition(" ")
        if name != CONTINUED or not shared.isdigit():
            continue
        table = caption.getparent().getparent()
        rows = table.findall(qn("w:tr"))[1:]
        own = [
            words for row in rows for cell in row.findall(qn("w:tc"))[int(shared) :] for words in cell.iter(qn("w:t"))
        ]
        if all((words.text or "").strip() in ("", "-") for words in own):
            table.getparent().remove(table)


def outline(cells: Iterable["_Cell"], sides: str = "top left bottom right") -> None:
    """Single lines at these sides of the cells."""
    for cell in cells:
        properties = cell._tc.get_or_add_tcPr()
        borders = properties.first_child_found_in("w:tcBorders")
        if borders is None:
            borders = _element("w:tcBorders")
            properties.insert_element_before(
                borders, "w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark"
            )
        wanted = set(sides.split()) | {str(old.tag).rpartition("}")[2] for old in borders}
        for old in list(borders):
            borders.remove(old)
        for side in ("top", "left", "bottom", "right"):
            if side in wanted:
                borders.append(_element(f"w:{side}", val="single", sz="6", space="0", color="000000"))


def shade(cell: "_Cell", fill: str = "E7E6E6") -> None:
    """A light ground for a heading; it stays readable on a copying machine."""
    properties = cell._tc.get_or_add_tcPr()
    properties.insert_element_before(
        _element("w:shd", val="clear", color="auto", fill=fill),
        *("w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark"),
    )


def fitted(picture: bytes, room_cm: tuple[float, float]) -> tuple[int, int]:
    """Width and height (EMU) of a picture within `room_cm`: its size changes, its shape never.

    UserError where it is no picture that Word can show.
    """
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image
    from docx.shared import Cm

    # A cut-off file fails anywhere in the readers of python-docx, not only where they check it.
    broken = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
    torn = (struct.error, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
    try:
        image = Image.from_blob(picture)
    except Exception as error:
        # The reader of JPEG files raises the bare Exception; what is neither that nor named above is a fault of ours.
        if type(error) is not Exception and not isinstance(error, (*broken, *torn)):
            raise
        image = None
    if image is None or not image.px_width or not image.px_height:
        raise UserError(
            "Logo pada kop tidak dapat dibaca. Pilih berkas PNG atau JPEG pada Pengaturan Kantor, lalu cetak lagi."
        )
    scale = min(Cm(room_cm[0]) / image.px_width, Cm(room_cm[1]) / image.px_height)
    return max(1, int(image.px_width * scale)), max(1, int(image.px_height * scale))


def add_picture(run: "Run", picture: bytes, room_cm: tuple[float, float]) -> None:
    """A picture in the line, fitted into `room_cm`; UserError where Word cannot show it."""
    from docx.shared import Emu

    width, height = fitted(picture, room_cm)
    run.add_picture(BytesIO(picture), Emu(width), Emu(height))


def fixed_width(run: "Run", size: float) -> None:
    """Letters that are all equally wide, for what has to stay in columns."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run.font.name, run.font.size = MONOSPACE, Pt(size)
    for fonts in run._r.iter(qn("w:rFonts")):
        for script in ("cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), MONOSPACE)


def widen(document: "Document", factor: float) -> None:
    """Every table of the page that much wider: paper across is longer in F4 than in A4."""
    from docx.oxml.ns import qn

    for tag in ("w:tblW", "w:gridCol", "w:tcW"):
        for element in document.element.body.iter(qn(tag)):
            width = element.get(qn("w:w"), "")
            if width.isdigit():
                element.set(qn("w:w"), str(round(int(width) * factor)))


def finish_pictures(document: "Document", words: Mapping[bytes, str]) -> None:
    """What a screen reader says for each picture, by its bytes, and no room around it beside its own."""
    from docx.oxml.ns import qn

    footers = [section.first_page_footer.part for section in document.sections]
    for holder in (document.part, *footers):
        for picture in holder.element.xpath(".//wp:inline"):
            for side in ("distT", "distB", "distL", "distR"):
                picture.set(side, "0")
            for blip in picture.iter(qn("a:blip")):
                part = holder.related_parts[blip.get(qn("r:embed"))]
                picture.docPr.set("descr", words.get(part.blob, ""))


def dotted_to(paragraph: "Paragraph", centimetres: float) -> None:
    """Dots up to that place of the line after a tab, to write on by hand."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Cm

    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(centimetres), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def hanging(paragraph: "Paragraph", centimetres: float) -> None:
    """Lines after the first start that far to the right, where the text of the first one starts after its tab."""
    from docx.shared import Cm

    paragraph.paragraph_format.left_indent = Cm(centimetres)
    paragraph.paragraph_format.first_line_indent = Cm(-centimetres)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(centimetres))


def _element(tag: str, **attributes: str) -> "BaseOxmlElement":
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element: BaseOxmlElement = OxmlElement(tag)  # type: ignore[assignment]  # its stub names a wider class
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
