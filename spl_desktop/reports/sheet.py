"""An official page across the sheet that no template makes: paper, kop, title, identity, figures and tables."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Final

from spl_desktop.domain.dates import letter_date
from spl_desktop.reports import pieces
from spl_desktop.reports.rendering import clean, kop_of
from spl_desktop.reports.signatures import signer_block
from spl_desktop.reports.tables import Cell, Column, shown
from spl_desktop.reports.views import Letterhead, Paper, SignatureBlock

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

WIDTH_CM: Final = 25.7
"""The width between the margins of A4; on F4 everything is made wider."""
_SIDE_CM: Final = 2.0
_F4_CM: Final = 33.0
_LABEL_CM: Final = 4.0
_LOGO_CM: Final = (2.0, 2.2)
SMALL: Final = 8.0
_TOGETHER: Final = 4
"""A table of no more rows than that is not parted by the end of a page."""
_FIGURE_CM: Final = (22.9, 14.0)
_BESIDE_CM: Final = (12.6, 9.0)
_BLOCK_CM: Final = 8.5
"""The width of a signature block."""
_ROOM_CM: Final = 2.0
"""The room for a signature and a stamp."""
_KOP_POINTS: Final = {"pemerintah": 10.5, "instansi": 14.0, "alamat": 9.0, "kontak": 9.0}


def new_sheet(paper: Paper) -> "WordDocument":
    """An empty page across, Arial 10, numbered from its second page on."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
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
    return document


def add_kop(document: "WordDocument", letterhead: Letterhead) -> None:
    """The kop in the middle, closed by a double line; UserError where the logo is no picture that Word can show."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    if letterhead.logo:
        paragraph = document.add_paragraph()
        pieces.add_picture(paragraph.add_run(), letterhead.logo, _LOGO_CM)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    last = None
    kop = kop_of(letterhead)
    for key, size in _KOP_POINTS.items():
        words = str(kop[key]).strip()
        if words:
            last = document.add_paragraph()
            last.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = last.add_run(clean(words))
            run.bold, run.font.size = key == "instansi", Pt(size)
    if last is not None:
        pieces.line_below(last, double=True)


def add_title(document: "WordDocument", *lines: str) -> None:
    """The title, its first line larger, in capitals and in the middle."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for number, line in enumerate(lines):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(0 if number else 8)
        paragraph.paragraph_format.space_after = Pt(8 if number == len(lines) - 1 else 0)
        run = paragraph.add_run(clean(line).upper())
        run.bold, run.font.size = True, Pt(11 if number else 13)


def add_heading(document: "WordDocument", words: str) -> None:
    """A heading that stays with what follows it."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.add_run(words).bold = True
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(10), Pt(3)


def add_identity(document: "WordDocument", pairs: Sequence[tuple[str, str]]) -> None:
    """Labels and words in two columns."""
    from docx.shared import Pt

    grid = pieces.add_grid(document, len(pairs), (_LABEL_CM, WIDTH_CM - _LABEL_CM))
    for row, (label, words) in zip(grid.rows, pairs, strict=True):
        pieces.keep_whole(row)
        row.cells[0].text, row.cells[1].text = label, f": {clean(words)}"
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def add_table(
    document: "WordDocument",
    name: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
    *,
    centred: Iterable[str] = (),
) -> None:
    """A table with lines across the whole width; `widths` are shares, `centred` the headings of columns in the middle.

    Its heading row stands again on every page, and no row is split over two; a short table is not parted at all.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    lines = [tuple(row) for row in rows]
    middle = frozenset(centred)
    table = pieces.add_grid(
        document, len(lines) + 1, [WIDTH_CM * width / sum(widths) for width in widths], margin_cm=0.08
    )
    pieces.describe(table, name)
    for number, (row, words) in enumerate(zip(table.rows, (headings, *lines), strict=True)):
        pieces.keep_whole(row)
        for cell, text, heading in zip(row.cells, words, headings, strict=True):
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(clean(text))
            run.font.size, run.bold = Pt(SMALL), not number
            if not number or heading in middle:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
            paragraph.paragraph_format.keep_with_next = number < len(lines) <= _TOGETHER or not number
            if not number:
                pieces.shade(cell)
        pieces.outline(row.cells)
    pieces.repeat_header(table.rows[0])


def add_columns(document: "WordDocument", name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
    """A heading, and a table of those columns; its rows are numbered where their first column does not do that."""
    add_heading(document, name)
    headings = tuple(column.heading for column in columns)
    lines = [tuple(map(shown, row)) for row in rows]
    widths = tuple(column.width for column in columns)
    if [line[0] for line in lines] != [str(number) for number in range(1, len(lines) + 1)]:
        headings, widths = ("No", *headings), (5, *widths)
        lines = [(str(number), *line) for number, line in enumerate(lines, 1)]
    centred = ["No", *(column.heading for column in columns if column.kind != "text")]
    add_table(document, name, headings, lines, widths, centred=[one for one in centred if one in headings])


def add_check(document: "WordDocument") -> None:
    """A line to write on by hand: when it was looked through, by whom, and the paraf."""
    from docx.shared import Pt

    line = document.add_paragraph("Diperiksa tanggal\t  Nama\t  Paraf\t")
    line.paragraph_format.space_before = Pt(20)
    line.paragraph_format.keep_together = True
    for share in (0.3, 0.75, 1.0):
        pieces.dotted_to(line, WIDTH_CM * share)


def add_note(document: "WordDocument", words: str) -> None:
    """Small words below a table."""
    from docx.shared import Pt

    note = document.add_paragraph(words)
    note.paragraph_format.space_before = Pt(4)
    note.runs[0].font.size = Pt(SMALL)


def add_figure(document: "WordDocument", picture: bytes, caption: str) -> None:
    """A picture in the middle, and its caption below on the same page."""
    _figure(document.add_paragraph(), document.add_paragraph(), picture, caption, _FIGURE_CM)


def add_figures_beside(document: "WordDocument", figures: Sequence[tuple[bytes, str]]) -> None:
    """Smaller pictures with their captions, two beside each other."""
    table = pieces.add_grid(document, -(-len(figures) // 2), (WIDTH_CM / 2, WIDTH_CM / 2), margin_cm=0.05)
    pieces.describe(table, "Gambar")
    for at, (picture, caption) in enumerate(figures):
        row = table.rows[at // 2]
        cell = row.cells[0].merge(row.cells[1]) if at % 2 == 0 and at + 1 == len(figures) else row.cells[at % 2]
        pieces.keep_whole(row)
        _figure(cell.paragraphs[0], cell.add_paragraph(), picture, caption, _BESIDE_CM)


def _figure(
    holder: "Paragraph", words: "Paragraph", picture: bytes, caption: str, room_cm: tuple[float, float]
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    pieces.add_picture(holder.add_run(), picture, room_cm)
    words.add_run(clean(caption))
    holder.paragraph_format.keep_with_next = True
    holder.paragraph_format.space_before = Pt(10)
    words.runs[0].font.size = Pt(SMALL + 1)
    words.paragraph_format.space_before, words.paragraph_format.space_after = Pt(3), Pt(6)
    holder.alignment = words.alignment = WD_ALIGN_PARAGRAPH.CENTER


def add_signature(document: "WordDocument", signing: SignatureBlock) -> None:
    """Place, date and who signs, at the right; the block stays whole and with the last lines before it."""
    from docx.shared import Pt

    document.add_paragraph().paragraph_format.space_after = Pt(4)
    block = signer_block(signing.signer)
    table = pieces.add_grid(document, 3, (WIDTH_CM - _BLOCK_CM, _BLOCK_CM), margin_cm=0.05)
    pieces.describe(table, pieces.SIGNATURES)
    above, room, below = table.rows
    title = block["jabatan"]
    lines = [f"{signing.city}, {letter_date(signing.on)}", *(title if isinstance(title, list) else [])]
    above.cells[1].text = "\n".join(clean(str(line)) for line in lines)
    pieces.at_least(room, _ROOM_CM)
    below.cells[1].text = "\n".join(clean(str(block[part])) for part in ("nama", "pangkat", "nip") if block[part])
    for row in table.rows:
        pieces.keep_whole(row)
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = row is not below
    pieces.keep_signatures(document)


def finished(
    document: "WordDocument",
    letterhead: Letterhead,
    paper: Paper,
    title: str,
    on: date,
    *,
    pictures: Mapping[bytes, str] | None = None,
) -> bytes:
    """The document as the bytes of a .docx file, as wide as its paper; `pictures` with what each of them tells."""
    if paper == "F4":
        pieces.widen(document, (_F4_CM - 2 * _SIDE_CM) / WIDTH_CM)
    logo = {letterhead.logo: "Logo"} if letterhead.logo else {}
    pieces.finish_pictures(document, {**logo, **(pictures or {})})
    core = document.core_properties
    core.title, core.author = clean(title)[:255], clean(letterhead.office)[:255]
    core.comments, core.language = "", pieces.LANGUAGE
    core.created = core.modified = datetime.combine(on, time(), UTC)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
