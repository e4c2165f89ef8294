"""What the Word templates have in common: styles, the kop, boxes to tick, labelled lines and the signature block."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from spl_desktop.reports import pieces

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph

STAMP_CM: Final = 1.8
"""The side of the QR; with the room below it, it fits into the lower margin."""
BUILT: Final = datetime(2026, 11, 23, tzinfo=UTC)
"""The day that the templates say they were made on: the same script gives the same parts."""


def new_template(title: str, *, landscape: bool = False) -> "Document":
    """An empty page in the office's form: paper, margins, Arial 12, Indonesian, numbered from its second page on."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    pieces.set_paper(section, "A4")
    pieces.set_margins(section)
    pieces.set_language(document)
    pieces.be_modern(document)
    for name, size, bold, before, after in (
        ("Normal", 12, False, 0, 0),
        ("Title", 14, True, 4, 6),
        ("Heading 1", 12, True, 12, 4),
        ("Heading 2", 12, False, 6, 2),
        ("Header", 12, False, 0, 0),
        ("Body Text", 12, False, 0, 4),
    ):
        style = document.styles[name]
        pieces.set_font(style, size, bold=bold)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.0
    heading = document.styles["Title"]
    for border in heading.element.pPr.findall(qn("w:pBdr")):
        heading.element.pPr.remove(border)
    heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles["Body Text"].paragraph_format.line_spacing = 1.15
    pieces.number_later_pages(section)
    pieces.drop_thumbnail(document)
    core = document.core_properties
    core.author, core.last_modified_by, core.comments, core.title = "SPL Desktop", "SPL Desktop", "", title
    core.language, core.created, core.modified, core.revision = pieces.LANGUAGE, BUILT, BUILT, 1
    return document


def add_title(document: "Document", title: str) -> None:
    """The title with the number of the document under it, where it has one."""
    heading = document.add_paragraph(title.upper(), style="Title")
    heading.paragraph_format.space_after = 0
    document.add_paragraph("{%p if nomor %}")
    centred_line(document.add_paragraph(), "Nomor : {{ nomor }}", 11, bold=False)
    document.add_paragraph("{%p endif %}")


def add_state(document: "Document") -> None:
    """That this is a draft, or which number it replaces; nothing otherwise."""
    document.add_paragraph("{%p if draf %}")
    centred_line(document.add_paragraph(), "DRAF - belum diterbitkan", 10, bold=True)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if menggantikan %}")
    centred_line(
        document.add_paragraph(), "Perbaikan; menggantikan versi sebelumnya nomor {{ menggantikan }}", 10, bold=False
    )
    document.add_paragraph("{%p endif %}")


def add_letterhead(document: "Document", width_cm: float = pieces.TEXT_WIDTH_CM) -> None:
    """The kop with the logo at its left where there is one, closed by a double line."""
    document.add_paragraph("{%p if logo %}")
    grid = pieces.add_grid(document, 1, (2.4, width_cm - 2.4), margin_cm=0)
    picture, words = grid.rows[0].cells
    centred(picture.paragraphs[0], "{{ logo }}")
    middle(picture)
    middle(words)
    lines = _letterhead_lines()
    centred_line(words.paragraphs[0], *lines[0])
    for line in lines[1:]:
        centred_line(words.add_paragraph(), *line)
    document.add_paragraph("{%p else %}")
    for line in lines:
        centred_line(document.add_paragraph(), *line)
    document.add_paragraph("{%p endif %}")
    closing = small(document.add_paragraph())
    pieces.line_below(closing, double=True)
    small(document.add_paragraph())


def _letterhead_lines() -> tuple[tuple[str, float, bool], ...]:
    # The government's name stands to the office's in size as 3 : 4.
    return (
        ("{{ kop.pemerintah }}", 12, False),
        ("{{ kop.instansi }}", 16, True),
        ("{%p if kop.alamat %}", 8.5, False),
        ("{{ kop.alamat }}", 8.5, False),
        ("{%p endif %}", 8.5, False),
        ("{%p if kop.kontak %}", 8.5, False),
        ("{{ kop.kontak }}", 8.5, False),
        ("{%p endif %}", 8.5, False),
    )


def centred(paragraph: "Paragraph", text: str) -> "Paragraph":
    """The paragraph with that text in the middle."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text)
    return paragraph


def centred_line(paragraph: "Paragraph", text: str, size: float, bold: bool) -> None:
    """A centred line in its own size (points)."""
    from docx.shared import Pt

    run = centred(paragraph, text).runs[0]
    run.font.size, run.bold = Pt(size), bold


def small(paragraph: "Paragraph", points: float = 4) -> "Paragraph":
    """A paragraph that only separates: that high, without text."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(points)
    return paragraph


def middle(cell: "_Cell") -> None:
    """The text of the cell in the middle of its height."""
    from docx.enum.table import WD_ALIGN_VERTICAL

    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER


def label(row: "_Row", at: int, name: str, value: str) -> None:
    """Name, colon and value in three cells of the row, from cell `at` on."""
    from docx.shared import Pt

    cells = row.cells
    for cell, text in zip(cells[at : at + 3], (name, ":", value), strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(text)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)


def tick_line(paragraph: "Paragraph", loop: str) -> None:
    """All choices of a list in one line, each behind its box."""
    from docx.shared import Pt

    paragraph.add_run(f"{{% for pilihan in {loop} %}}")
    symbol(paragraph, "{{ pilihan.kotak }}")
    # The no-break space keeps a box with its word.
    paragraph.add_run("\u00a0{{ pilihan.teks }}    {% endfor %}")
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)


def ticks_below(cell: "_Cell", loop: str) -> None:
    """All choices of a list below each other, each behind its box; a long one goes on under its own words."""
    from docx.shared import Pt

    cell.paragraphs[0].add_run(f"{{%p for pilihan in {loop} %}}")
    line = cell.add_paragraph()
    symbol(line, "{{ pilihan.kotak }}")
    line.add_run("\t{{ pilihan.teks }}")
    pieces.hanging(line, 0.6)
    line.paragraph_format.space_before = Pt(2)
    cell.add_paragraph("{%p endfor %}")
    small(cell.add_paragraph(), 1)


def tick_list(cell: "_Cell", heading: str, loop: str, width_cm: float) -> None:
    """Choices below each other under a heading, and one empty line with a box to fill in by hand."""
    from docx.shared import Pt

    first = cell.paragraphs[0]
    first.add_run(heading)
    first.paragraph_format.space_before = first.paragraph_format.space_after = Pt(2)
    cell.add_paragraph(f"{{%p for pilihan in {loop} %}}")
    line = cell.add_paragraph()
    symbol(line, "{{ pilihan.kotak }}")
    line.add_run("\t{{ pilihan.teks }}")
    pieces.hanging(line, 0.7)
    cell.add_paragraph("{%p endfor %}")
    free = cell.add_paragraph()
    symbol(free, "\u2610")
    free.add_run("\t\t")
    pieces.hanging(free, 0.7)
    pieces.dotted_to(free, width_cm - 0.5)
    free.paragraph_format.space_after = Pt(3)


def symbol(paragraph: "Paragraph", text: str) -> None:
    """A sign that Arial lacks."""
    from docx.oxml.ns import qn

    run = paragraph.add_run(text)
    run.font.name = pieces.SYMBOLS
    for fonts, script in ((fonts, script) for fonts in run._r.iter(qn("w:rFonts")) for script in ("cs", "eastAsia")):
        fonts.set(qn(f"w:{script}"), pieces.SYMBOLS)


def add_lines(cell: "_Cell", *lines: str) -> None:
    """Further paragraphs below what the cell holds; an empty first one is used."""
    used = bool(cell.paragraphs[0].runs) or len(cell.paragraphs) > 1
    for line in lines:
        if used:
            cell.add_paragraph(line)
        else:
            cell.paragraphs[0].add_run(line)
            used = True


def keep_together(row: "_Row") -> None:
    """The row stays whole and on one page with the row after it."""
    pieces.keep_whole(row)
    keep_with_next(row)


def keep_with_next(row: "_Row") -> None:
    """The row stays on one page with the row after it."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def add_stamp(document: "Document", width_cm: float = pieces.TEXT_WIDTH_CM) -> None:
    """The QR of an issued document, with what it is and what it is not, at the foot of the first page.

    In the margin it takes no room from the letter. A draft has none.
    """
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.footer_distance = Cm(0.5)
    footer = section.first_page_footer
    first = footer.paragraphs[0]
    first.add_run("{%p if kode_qr %}")
    grid = pieces.add_grid(footer, 1, (STAMP_CM + 0.3, width_cm - STAMP_CM - 0.3), margin_cm=0)
    picture, words = grid.rows[0].cells
    picture.paragraphs[0].add_run("{{ kode_qr }}")
    words.paragraphs[0].add_run(
        "Nomor {{ nomor }}, {{ tanggal }}. Segel {{ segel }}. Sidik riwayat {{ sidik_riwayat }}."
    )
    words.add_paragraph(
        "Kode ini untuk mencocokkan lembar ini dengan register kantor; bukan tanda tangan elektronik (TTE)."
    )
    middle(words)
    for run in (run for paragraph in words.paragraphs for run in paragraph.runs):
        run.font.size = Pt(7.5)
    small(footer.add_paragraph("{%p endif %}"), 1)
    small(footer.add_paragraph(), 1)
