"""The table of contents of a case's packet as a Word document, to lie on top of the paper file."""

from io import BytesIO
from typing import TYPE_CHECKING, Final

from spl_desktop.domain.packet import HEADINGS, NOTES, Contents
from spl_desktop.reports import pieces
from spl_desktop.reports.views import Paper

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_WIDTHS_CM: Final = (1.0, 1.7, 4.7, 3.2, 2.1, 1.2, 2.8, 4.8, 3.2)
"""The columns across an A4 sheet, 24.7 cm between its margins."""
_LABEL_CM: Final = 5.0


def packet_contents(contents: Contents, paper: Paper) -> bytes:
    """The contents as a .docx file across the sheet; its heading row stands on every page."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document = Document()
    pieces.drop_thumbnail(document)
    pieces.set_language(document)
    pieces.be_modern(document)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    pieces.set_paper(section, paper)
    pieces.set_margins(section)
    section.left_margin = section.right_margin = section.bottom_margin
    pieces.number_later_pages(section)
    normal = document.styles["Normal"]
    pieces.set_font(normal, 10)
    normal.paragraph_format.space_after = Pt(0)
    for words, size in ((f"DAFTAR ISI BERKAS KASUS {contents.agenda}", 14), (contents.office, 11)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(words)
        run.bold, run.font.size = True, Pt(size)
    paragraph.paragraph_format.space_after = Pt(10)
    identity = contents.identity()
    grid = pieces.add_grid(document, len(identity), (_LABEL_CM, sum(_WIDTHS_CM) - _LABEL_CM))
    for row, (label, words) in zip(grid.rows, identity, strict=True):
        row.cells[0].text, row.cells[1].text = label, f": {words}"
    document.add_paragraph().paragraph_format.space_after = Pt(2)
    if contents.lines:
        _table(document, contents)
    else:
        document.add_paragraph("Kasus ini belum mempunyai dokumen.")
    for place, words in enumerate(NOTES):
        note = document.add_paragraph(words)
        note.paragraph_format.space_before = Pt(0 if place else 8)
        note.runs[0].font.size = Pt(8.5)
    if paper == "F4":
        pieces.widen(document, (33.0 - 5.0) / sum(_WIDTHS_CM))
    document.core_properties.title = f"Daftar isi berkas kasus {contents.agenda}"
    document.core_properties.author = contents.office
    document.core_properties.comments = ""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _table(document: "WordDocument", contents: Contents) -> None:
    from docx.shared import Pt

    table = pieces.add_grid(document, len(contents.lines) + 1, _WIDTHS_CM, margin_cm=0.1)
    pieces.describe(table, "Daftar isi")
    rows = [HEADINGS, *(line.cells(number) for number, line in enumerate(contents.lines, 1))]
    for row, words in zip(table.rows, rows, strict=True):
        pieces.keep_whole(row)
        for cell, text in zip(row.cells, words, strict=True):
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(text)
            run.font.size = Pt(8.5)
            run.bold = words is HEADINGS
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
            if words is HEADINGS:
                pieces.shade(cell)
        pieces.outline(row.cells)
    pieces.repeat_header(table.rows[0])
