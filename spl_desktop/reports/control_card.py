"""The kartu kendali as a Word document: across the sheet, its heading row on every page, rows never split."""

from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Final

from spl_desktop.domain.control_card import HEADINGS, UNITS, ControlCard
from spl_desktop.reports import pieces
from spl_desktop.reports.rendering import clean, kop_of
from spl_desktop.reports.views import Letterhead, Paper

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_WIDTHS_CM: Final = (0.9, 4.6, 1.5, 2.6, 1.9, 1.9, 1.9, 1.6, 1.6, 1.5, 2.0, 3.7)
"""The columns across an A4 sheet between margins of two centimetres."""
_SIDE_CM: Final = 2.0
_LABEL_CM: Final = 4.0
_LOGO_CM: Final = (2.0, 2.2)
_SMALL: Final = 8.0
_KOP_POINTS: Final = {"pemerintah": 10.5, "instansi": 14.0, "alamat": 9.0, "kontak": 9.0}
_CENTRED: Final = frozenset({"No", "Putaran", "Masuk", "Jatuh tempo", "Keluar", "Terpakai", "Ditunda"})


def control_card_document(card: ControlCard, letterhead: Letterhead, paper: Paper) -> bytes:
    """The card as a .docx file; UserError where the logo is no picture that Word can show."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    document = Document()
    pieces.drop_thumbnail(document)
    pieces.set_language(document)
    pieces.be_modern(document)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    pieces.set_paper(section, paper)
    pieces.set_margins(section)
    section.left_margin = section.right_margin = Cm(_SIDE_CM)
    pieces.number_later_pages(section)
    normal = document.styles["Normal"]
    pieces.set_font(normal, 10)
    normal.paragraph_format.space_after = Pt(0)
    _kop(document, letterhead)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(8)
    run = title.add_run(card.title.upper())
    run.bold, run.font.size = True, Pt(13)
    grid = pieces.add_grid(document, len(card.identity), (_LABEL_CM, sum(_WIDTHS_CM) - _LABEL_CM))
    for row, (label, words) in zip(grid.rows, card.identity, strict=True):
        pieces.keep_whole(row)
        row.cells[0].text, row.cells[1].text = label, f": {clean(words)}"
    document.add_paragraph().paragraph_format.space_after = Pt(2)
    _table(document, card)
    note = document.add_paragraph(UNITS)
    note.paragraph_format.space_before = Pt(4)
    note.runs[0].font.size = Pt(_SMALL)
    if paper == "F4":
        pieces.widen(document, (33.0 - 2 * _SIDE_CM) / sum(_WIDTHS_CM))
    pieces.finish_pictures(document, {letterhead.logo: "Logo"} if letterhead.logo else {})
    core = document.core_properties
    core.title, core.author, core.comments, core.language = card.title[:255], letterhead.office[:255], "", "id-ID"
    core.created = core.modified = datetime.combine(card.on, time(), UTC)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _kop(document: "WordDocument", letterhead: Letterhead) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    if letterhead.logo:
        pieces.add_picture(document.add_paragraph().add_run(), letterhead.logo, _LOGO_CM)
        document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
    kop = kop_of(letterhead)
    paragraph: Paragraph | None = None
    for key, size, bold in (
        ("pemerintah", 10.5, False),
        ("instansi", 14, True),
        ("alamat", 9, False),
        ("kontak", 9, False),
    ):
        words = str(kop[key]).strip()
        if words:
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(clean(words))
            run.bold, run.font.size = bold, Pt(size)
    if paragraph is not None:
        pieces.line_below(paragraph, double=True)


def _table(document: "WordDocument", card: ControlCard) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    table = pieces.add_grid(document, len(card.lines) + 1, _WIDTHS_CM, margin_cm=0.08)
    pieces.describe(table, "Kartu kendali")
    for row, words in zip(table.rows, (HEADINGS, *card.lines), strict=True):
        heading = words is HEADINGS
        pieces.keep_whole(row)
        for cell, text, name in zip(row.cells, words, HEADINGS, strict=True):
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(clean(text))
            run.font.size, run.bold = Pt(_SMALL), heading
            if heading or name in _CENTRED:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
            if heading:
                pieces.shade(cell)
        pieces.outline(row.cells)
    pieces.repeat_header(table.rows[0])
