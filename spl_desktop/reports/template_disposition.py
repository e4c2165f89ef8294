"""Builds the Word templates of the lembar disposisi: the classic one and the office's own with two boxes."""

from typing import TYPE_CHECKING, Final

from spl_desktop.reports import pieces
from spl_desktop.reports import template_parts as parts

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row

# Name, colon and value, twice.
_WIDTHS: Final = (2.9, 0.3, 5.1, 3.4, 0.3, 4.0)
_LEFT: Final = sum(_WIDTHS[:3])
_RIGHT: Final = sum(_WIDTHS[3:])
_LETTER: Final = (
    (("Surat dari", "{{ surat_dari }}"), ("Diterima tanggal", "{{ diterima_tanggal }}")),
    (("Nomor surat", "{{ nomor_surat }}"), ("Nomor agenda", "{{ nomor_agenda }}")),
    (("Tanggal surat", "{{ tanggal_surat }}"), ("No. SRIKANDI", "{{ nomor_srikandi }}")),
)


def classic() -> "Document":
    """The classic sheet: letter, recipients, instructions, note, and the signature of whoever disposed it."""
    document, sheet = _sheet("Lembar Disposisi", rows=len(_LETTER) + 6)
    rows = list(sheet.rows)[len(_LETTER) :]
    _classes_and_subject(rows)
    _tick_lists(rows[3])
    _note(_whole(rows[4]), "{{ catatan }}")
    pieces.at_least(rows[4], 1.5)
    left, right = _halves(rows[5])
    pieces.outline((left, right))
    _lines_with_space(left, "Batas waktu : {{ batas_waktu }}", "Paraf : {{ paraf }}")
    _signature(right)
    pieces.keep_whole(rows[5])
    _chain(document, "Rangkaian disposisi")
    parts.add_stamp(document)
    return document


def two_boxes() -> "Document":
    """The office's own sheet: what Kepala and Sekretaris wrote stands in two boxes, empty ones are for the pen."""
    document, sheet = _sheet("Lembar Disposisi", rows=len(_LETTER) + 10)
    rows = list(sheet.rows)[len(_LETTER) :]
    _classes_and_subject(rows)
    _tick_lists(rows[3])
    titles, bodies, feet = (_halves(row) for row in rows[4:7])
    for title, body, foot, heading, box in zip(
        titles, bodies, feet, ("DISPOSISI KEPALA", "DISPOSISI SEKRETARIS"), ("kepala", "sekretaris"), strict=True
    ):
        _lines_with_space(title, heading)
        parts.centred(title.paragraphs[0], "").runs[0].bold = True
        pieces.shade(title)
        _box(body, box)
        _lines_with_space(foot, f"Tanggal : {{{{ {box}_tanggal }}}}", f"Paraf : {{{{ {box}_paraf }}}}")
        pieces.outline((title, body, foot))
    pieces.at_least(rows[5], 3.7)
    pieces.at_least(rows[6], 1.1)
    pieces.keep_whole(rows[6])
    _control(rows[7], "{%tr if catatan or batas_waktu %}")
    _note(_whole(rows[8]), "{{ catatan }}", "Batas waktu : {{ batas_waktu }}")
    _control(rows[9], "{%tr endif %}")
    _chain(document, "Disposisi lanjutan")
    parts.add_stamp(document)
    return document


def _sheet(title: str, rows: int) -> "tuple[Document, Table]":
    """The page with kop, title and the letter's own data in the first rows of its table."""
    document = parts.new_template(title)
    parts.add_letterhead(document)
    parts.add_title(document, title)
    parts.small(document.add_paragraph(), 2)
    table = pieces.add_grid(document, rows, _WIDTHS)
    last = len(_LETTER) - 1
    for number, (row, (left, right)) in enumerate(zip(table.rows, _LETTER, strict=False)):
        parts.label(row, 0, *left)
        parts.label(row, 3, *right)
        edges = " top" * (number == 0) + " bottom" * (number == last)
        cells = row.cells
        for at, side in enumerate((" left", "", " right", " left", "", " right")):
            pieces.outline((cells[at],), edges + side)
    return document, table


def _classes_and_subject(rows: "list[_Row]") -> None:
    for row, (name, loop) in zip(rows, (("Sifat", "sifat"), ("Keamanan", "keamanan")), strict=False):
        cells = row.cells
        cells[2].merge(cells[5])
        parts.label(row, 0, name, "")
        parts.tick_line(row.cells[2].paragraphs[0], loop)
        _framed(row)
    cells = rows[2].cells
    cells[2].merge(cells[5])
    parts.label(rows[2], 0, "Hal", "{{ hal }}")
    _framed(rows[2])


def _framed(row: "_Row") -> None:
    cells = row.cells
    pieces.outline((cells[0],), "top left bottom")
    pieces.outline((cells[1],), "top bottom")
    pieces.outline((cells[2],), "top right bottom")


def _halves(row: "_Row") -> "tuple[_Cell, _Cell]":
    """The two halves of a row, each merged into one cell."""
    cells = row.cells
    return cells[0].merge(cells[2]), cells[3].merge(cells[5])


def _whole(row: "_Row") -> "_Cell":
    cells = row.cells
    merged: _Cell = cells[0].merge(cells[5])
    pieces.outline((merged,))
    return merged


def _control(row: "_Row", tag: str) -> None:
    row.cells[0].paragraphs[0].add_run(tag)


def _tick_lists(row: "_Row") -> None:
    left, right = _halves(row)
    parts.tick_list(left, "Diteruskan kepada Yth. :", "penerima", _LEFT)
    parts.tick_list(right, "Dengan hormat harap :", "harapan", _RIGHT)
    pieces.outline((left, right))


def _note(cell: "_Cell", *lines: str) -> None:
    _lines_with_space(cell, "Catatan :", *lines)


def _lines_with_space(cell: "_Cell", *lines: str) -> None:
    from docx.shared import Pt

    parts.add_lines(cell, *lines)
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)


def _box(cell: "_Cell", box: str) -> None:
    from docx.shared import Pt

    parts.add_lines(
        cell,
        f"{{%p for disposisi in {box} %}}",
        "{%p if disposisi.kepada %}",
        "Kepada : {{ disposisi.kepada }}",
        "{%p endif %}",
        "{%p for baris in disposisi.isi %}",
        "{{ baris }}",
        "{%p endfor %}",
        "{%p if disposisi.batas_waktu %}",
        "Batas waktu : {{ disposisi.batas_waktu }}",
        "{%p endif %}",
        "{{ disposisi.dari }}",
        "{%p endfor %}",
        "",
    )
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_before = Pt(2)


def _signature(cell: "_Cell") -> None:
    from docx.shared import Pt

    parts.add_lines(
        cell,
        "{{ kota }}, {{ tanggal }}",
        "{%p for baris in penandatangan.jabatan %}",
        "{{ baris }}",
        "{%p endfor %}",
        "",
        "{{ penandatangan.nama }}",
        "{%p if penandatangan.pangkat %}",
        "{{ penandatangan.pangkat }}",
        "{%p endif %}",
        "{%p if penandatangan.nip %}",
        "{{ penandatangan.nip }}",
        "{%p endif %}",
        "",
    )
    parts.small(cell.paragraphs[-1])
    cell.paragraphs[0].paragraph_format.space_before = Pt(2)
    gap = next(paragraph for paragraph in cell.paragraphs if not paragraph.text)
    gap.paragraph_format.space_before = Pt(26)


def _chain(document: "Document", heading: str) -> None:
    """The dispositions that followed each other, as a table below the sheet; without any there is none."""
    from docx.shared import Pt

    parts.small(document.add_paragraph(), 1)
    document.add_paragraph("{%p if rangkaian %}")
    title = document.add_paragraph(heading, style="Heading 1")
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(4), Pt(2)
    columns = (
        ("No.", 0.9, "{{ loop.index }}."),
        ("Tanggal", 2.1, "{{ disposisi.tanggal }}"),
        ("Dari", 3.6, "{{ disposisi.dari }}"),
        ("Diteruskan kepada", 3.5, "{{ disposisi.kepada }}"),
        ("Isi disposisi", 4.5, ""),
        ("Paraf", 1.4, "{{ disposisi.paraf }}"),
    )
    table = pieces.add_grid(document, 4, [width for _, width, _ in columns])
    header, start, line, end = table.rows
    _control(start, "{%tr for disposisi in rangkaian %}")
    _control(end, "{%tr endfor %}")
    for cell, (name, _, _) in zip(header.cells, columns, strict=True):
        parts.centred(cell.paragraphs[0], name).runs[0].bold = True
        pieces.shade(cell)
    for cell, (_, _, value) in zip(line.cells, columns, strict=True):
        if value:
            cell.paragraphs[0].add_run(value)
    parts.add_lines(
        line.cells[4],
        "{%p for baris in disposisi.isi %}",
        "{{ baris }}",
        "{%p endfor %}",
        "{%p if disposisi.batas_waktu %}",
        "Batas waktu : {{ disposisi.batas_waktu }}",
        "{%p endif %}",
        "",
    )
    for row in (header, line):
        pieces.outline(row.cells)
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(9)
        pieces.keep_whole(row)
    parts.small(line.cells[4].paragraphs[-1], 1)
    pieces.repeat_header(header)
    document.add_paragraph("{%p endif %}")
    parts.small(document.add_paragraph(), 1)
