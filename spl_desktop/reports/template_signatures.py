"""The end of every letter in its template: place and date, who signs, their paraf, and the tembusan."""

from typing import TYPE_CHECKING

from spl_desktop.reports import pieces
from spl_desktop.reports import template_parts as parts

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell, _Row


def add_signatures(document: "Document", width_cm: float = pieces.TEXT_WIDTH_CM, *, dated: bool = True) -> None:
    """Rows of two signatures, their names on one line however long the positions above are; a single one at the right.

    Fields: `baris_tanda_tangan` (rows of two, an absent one without name), `mengetahui` (a third below in the middle),
    `paraf`, and over the right one `kota` and `tanggal` where it is `dated`.
    """
    parts.small(document.add_paragraph(), 14).paragraph_format.keep_with_next = True
    left = width_cm * 0.52
    table = pieces.add_grid(document, 6, (left, width_cm - left), margin_cm=0.05)
    place, start, above, gap, below, end = table.rows
    if dated:
        place.cells[1].paragraphs[0].add_run("{{ kota }}, {{ tanggal }}")
    else:
        parts.small(place.cells[1].paragraphs[0], 1)
    _loop(start, end, "{%tr for pasangan in baris_tanda_tangan %}")
    for at in (0, 1):
        _block(above.cells[at], below.cells[at], f"pasangan[{at}]")
    _room(gap)
    for row in (place, above, gap, below):
        parts.keep_together(row)
    _third(document, width_cm)
    _initials(document)


def _third(document: "Document", width_cm: float) -> None:
    """The signature below the others, in the middle of the page."""
    document.add_paragraph("{%p for pejabat in mengetahui %}")
    side = (width_cm - 8.4) / 2
    table = pieces.add_grid(document, 3, (side, 8.4, side), margin_cm=0.05)
    above, gap, below = table.rows
    _block(above.cells[1], below.cells[1], "pejabat")
    _room(gap)
    for row in (above, gap):
        parts.keep_together(row)
    pieces.keep_whole(below)
    document.add_paragraph("{%p endfor %}")


def _block(above: "_Cell", below: "_Cell", signer: str) -> None:
    parts.add_lines(
        above,
        f"{{%p if {signer}.pihak %}}",
        f"{{{{ {signer}.pihak }}}}",
        "{%p endif %}",
        f"{{%p for baris in {signer}.jabatan %}}",
        "{{ baris }}",
        "{%p endfor %}",
        "",
    )
    parts.small(above.paragraphs[-1], 1)
    for paragraph in above.paragraphs:
        if ".pihak" in paragraph.text and paragraph.text.startswith("{{"):
            paragraph.runs[0].bold = True
    parts.add_lines(
        below,
        f"{{{{ {signer}.nama }}}}",
        f"{{%p if {signer}.pangkat %}}",
        f"{{{{ {signer}.pangkat }}}}",
        "{%p endif %}",
        f"{{%p if {signer}.nip %}}",
        f"{{{{ {signer}.nip }}}}",
        "{%p endif %}",
        "",
    )
    parts.small(below.paragraphs[-1], 12)


def _room(row: "_Row") -> None:
    pieces.at_least(row, 1.9)


def _loop(start: "_Row", end: "_Row", tag: str) -> None:
    start.cells[0].paragraphs[0].add_run(tag)
    end.cells[0].paragraphs[0].add_run("{%tr endfor %}")


def _initials(document: "Document") -> None:
    """The paraf of those who saw it before it was signed, in a small table at the lower left."""
    from docx.shared import Pt

    document.add_paragraph("{%p if paraf %}")
    table = pieces.add_grid(document, 4, (5.6, 2.4))
    header, start, line, end = table.rows
    for cell, text in zip(header.cells, ("Jabatan", "Paraf"), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    _loop(start, end, "{%tr for pejabat in paraf %}")
    line.cells[0].paragraphs[0].add_run("{{ pejabat.jabatan | join(', ') }}")
    pieces.at_least(line, 0.7)
    for row in (header, line):
        pieces.outline(row.cells)
        pieces.keep_whole(row)
        for run in (run for cell in row.cells for paragraph in cell.paragraphs for run in paragraph.runs):
            run.font.size = Pt(9)
    document.add_paragraph("{%p endif %}")
    parts.small(document.add_paragraph(), 4)


def add_copies(document: "Document") -> None:
    """Tembusan, numbered, at the lower left; nothing where there are none."""
    from docx.shared import Pt

    document.add_paragraph("{%p if tembusan %}")
    heading = document.add_paragraph("Tembusan :")
    heading.paragraph_format.keep_with_next = True
    document.add_paragraph("{%p for penerima in tembusan %}")
    line = document.add_paragraph("{{ loop.index }}.\t{{ penerima }}")
    pieces.hanging(line, 0.8)
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")
    parts.small(document.add_paragraph(), 1)
    for paragraph in (heading, line):
        for run in paragraph.runs:
            run.font.size = Pt(11)
