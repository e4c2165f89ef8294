"""The signature blocks, paraf and tembusan of every Word template; the fields are those of `reports/signatures.py`."""

from typing import TYPE_CHECKING, Final

from spl_desktop.reports import pieces
from spl_desktop.reports import template_parts as parts

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell, _Row

_COLUMNS: Final = (0.25, 0.27, 0.23, 0.25)
"""Shares of the width. Left is the first two columns, right the last two, the middle the two between: one table holds
every arrangement."""
_SPANS: Final = {"kiri": (0, 1), "tengah": (1, 2), "kanan": (2, 3)}
_ROOM_CM: Final = 2.0
"""The room for a signature and a stamp."""


def add_signatures(document: "Document", width_cm: float = pieces.TEXT_WIDTH_CM, *, dated: bool = True) -> None:
    """Place and date, then whoever signs: names of one row on one line, however long the positions above are.

    The block stays whole and with the last lines of the text before it (`pieces.keep_signatures` when it is filled).
    Below it the paraf, where there is any. Without `dated` the letter has its date elsewhere.
    """
    parts.small(document.add_paragraph(), 14).paragraph_format.keep_with_next = True
    table = pieces.add_grid(document, 13, [share * width_cm for share in _COLUMNS], margin_cm=0.05)
    pieces.describe(table, pieces.SIGNATURES)
    place, start, *rows = table.rows
    if dated:
        _place(place)
    else:
        _closed(place)
    tags = {0: "{%tr if baris.tengah %}", 4: "{%tr else %}", 8: "{%tr endif %}", 9: "{%tr endfor %}"}
    start.cells[0].paragraphs[0].add_run("{%tr for baris in baris_tanda_tangan %}")
    for at, tag in tags.items():
        rows[at].cells[0].paragraphs[0].add_run(tag)
    _block(rows[1:4], "tengah")
    _block(rows[5:8], "kiri", "kanan")
    _closed(rows[10])
    _initials(document, width_cm)


def _closed(row: "_Row") -> None:
    """A row that holds nothing and is not seen."""
    for cell in row.cells:
        parts.small(cell.paragraphs[0], 1)
    parts.keep_together(row)


def _place(row: "_Row") -> None:
    cell = _merged(row, "kanan")
    parts.add_lines(
        cell,
        "{%p if keputusan %}",
        "Ditetapkan di {{ kota }}",
        "pada tanggal {{ tanggal }}",
        "",
        "{%p else %}",
        "{{ kota }}, {{ tanggal }}",
        "{%p endif %}",
        "",
    )
    parts.small(cell.paragraphs[3], 8)
    parts.small(cell.paragraphs[-1], 1)
    parts.keep_together(row)


def _block(rows: "list[_Row]", *places: str) -> None:
    above, gap, below = rows
    for place in places:
        signer = f"baris.{place}"
        cell = _merged(above, place)
        parts.add_lines(
            cell,
            *_if(f"{signer}.mengetahui", "Mengetahui,"),
            *_if(f"{signer}.pihak", f"{{{{ {signer}.pihak }}}}"),
            f"{{%p for baris_jabatan in {signer}.jabatan %}}",
            "{{ baris_jabatan }}",
            "{%p endfor %}",
            "",
        )
        _ended(cell, 1)
        for paragraph in cell.paragraphs:
            if paragraph.text.startswith("{{") and ".pihak" in paragraph.text:
                paragraph.runs[0].bold = True
        if place == "kiri":
            _apart(cell)
        named = _merged(below, place)
        parts.add_lines(
            named,
            f"{{{{ {signer}.nama }}}}",
            *_if(f"{signer}.pangkat", f"{{{{ {signer}.pangkat }}}}"),
            *_if(f"{signer}.nip", f"{{{{ {signer}.nip }}}}"),
            "",
        )
        _ended(named, 12)
    pieces.at_least(gap, _ROOM_CM)
    for row in rows:
        parts.keep_together(row)


def _apart(cell: "_Cell") -> None:
    """A long position at the left keeps away from the one beside it, and both break at the same words."""
    from docx.shared import Cm

    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.right_indent = Cm(0.65)


def _if(condition: str, line: str) -> tuple[str, str, str]:
    return f"{{%p if {condition} %}}", line, "{%p endif %}"


def _merged(row: "_Row", place: str) -> "_Cell":
    first, last = _SPANS[place]
    cells = row.cells
    merged: _Cell = cells[first].merge(cells[last])
    return merged


def _ended(cell: "_Cell", points: float) -> None:
    """A cell must end with a paragraph, whatever the conditions before it leave."""
    parts.small(cell.paragraphs[-1], points)


def _initials(document: "Document", width_cm: float) -> None:
    """A small table at the lower left for the paraf of those who coordinated; nothing where there are none."""
    from docx.shared import Pt

    document.add_paragraph("{%p if paraf %}")
    parts.small(document.add_paragraph(), 10).paragraph_format.keep_with_next = True
    table = pieces.add_grid(document, 4, (6.0, 2.2, width_cm - 8.2), margin_cm=0.1)
    header, start, line, end = table.rows
    start.cells[0].paragraphs[0].add_run("{%tr for pemaraf in paraf %}")
    end.cells[0].paragraphs[0].add_run("{%tr endfor %}")
    parts.centred(header.cells[0].paragraphs[0], "Paraf koordinasi")
    parts.centred(header.cells[1].paragraphs[0], "Paraf")
    parts.add_lines(line.cells[0], "{{ pemaraf.jabatan }}", "{{ pemaraf.nama }}")
    for row in (header, line):
        pieces.outline(row.cells[:2])
        pieces.keep_whole(row)
        for paragraph in (paragraph for cell in row.cells[:2] for paragraph in cell.paragraphs):
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
            for run in paragraph.runs:
                run.font.size = Pt(8)
    pieces.at_least(line, 0.9)
    parts.keep_together(header)
    for cell in line.cells[:2]:
        parts.middle(cell)
    parts.small(document.add_paragraph(), 8)
    document.add_paragraph("{%p endif %}")
    parts.small(document.add_paragraph(), 1)


def add_copies(document: "Document") -> None:
    """The tembusan, numbered, at the lower left; nothing where there are none."""
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
