"""Builds the Word template of the laporan hasil validasi."""

from typing import TYPE_CHECKING

from spl_desktop.reports import pieces
from spl_desktop.reports import template_parts as parts
from spl_desktop.reports import template_signatures as signatures

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph


def validation() -> "Document":
    """Case, summary, items with their results, conclusion, both parties' signatures, tembusan."""
    document = parts.new_template("Laporan Hasil Validasi")
    parts.add_letterhead(document)
    parts.add_title(document, "Laporan Hasil Validasi")
    parts.small(document.add_paragraph(), 10)
    _case(document)
    document.add_paragraph("A. Ringkasan", style="Heading 1")
    _text(document, "ringkasan")
    document.add_paragraph("B. Hasil Validasi", style="Heading 1")
    _items(document)
    document.add_paragraph("C. Kesimpulan", style="Heading 1")
    _text(document, "kesimpulan", keep=True)  # signatures never stand alone on a page
    signatures.add_signatures(document)
    signatures.add_copies(document)
    return document


def _case(document: "Document") -> None:
    lines = (
        ("Perangkat daerah", "{{ opd }}"),
        ("Sistem informasi", "{{ sistem }}"),
        ("Hal permohonan", "{{ hal }}"),
        ("Surat permohonan", "{{ surat_permohonan }}"),
        ("Nomor agenda", "{{ nomor_agenda }}"),
    )
    table = pieces.add_grid(document, len(lines), (4.2, 0.4, 11.4), margin_cm=0.05)
    for row, (name, value) in zip(table.rows, lines, strict=True):
        parts.label(row, 0, name, value)


def _text(document: "Document", loop: str, *, keep: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document.add_paragraph(f"{{%p for alinea in {loop} %}}")
    paragraph = document.add_paragraph("{{ alinea }}", style="Body Text")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.keep_with_next = keep
    document.add_paragraph("{%p endfor %}")


def _items(document: "Document") -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    columns = (
        ("No.", 1.1, "{{ loop.index }}."),
        ("Butir yang divalidasi", 4.6, "{{ butir.teks }}"),
        ("Hasil", 2.7, ""),
        ("Catatan", 3.8, "{{ butir.catatan }}"),
        ("Tindak lanjut", 3.8, "{{ butir.tindak_lanjut }}"),
    )
    table = pieces.add_grid(document, 7, [width for _, width, _ in columns])
    header, start, line, end, if_none, none, end_none = table.rows
    for row, tag in (
        (start, "{%tr for butir in daftar_butir %}"),
        (end, "{%tr endfor %}"),
        (if_none, "{%tr if not daftar_butir %}"),
        (end_none, "{%tr endif %}"),
    ):
        row.cells[0].paragraphs[0].add_run(tag)
    for at, (head, cell, (name, _, value)) in enumerate(zip(header.cells, line.cells, columns, strict=True)):
        parts.centred(head.paragraphs[0], name).runs[0].bold = True
        parts.middle(head)
        pieces.shade(head)
        if value:
            cell.paragraphs[0].add_run(value)
        else:
            _verdict(cell.paragraphs[0])
        if at in (0, 2):
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    merged = none.cells[0].merge(none.cells[4])
    parts.centred(merged.paragraphs[0], "Belum ada butir yang divalidasi.")
    for row in (header, line, none):
        pieces.outline(row.cells)
        pieces.keep_whole(row)
        for paragraph in (paragraph for cell in row.cells for paragraph in cell.paragraphs):
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            for run in paragraph.runs:
                run.font.size = Pt(11)
    pieces.repeat_header(header)
    document.add_paragraph("{%p if daftar_butir %}")
    count = document.add_paragraph(
        "Dari {{ jumlah }} butir yang divalidasi, {{ jumlah_sesuai }} sesuai dan {{ jumlah_tidak_sesuai }} "
        "tidak sesuai.",
        style="Body Text",
    )
    count.paragraph_format.space_before = Pt(6)
    document.add_paragraph("{%p endif %}")


def _verdict(paragraph: "Paragraph") -> None:
    """What does not conform stands out, on a black and white copy too."""
    paragraph.add_run("{% if butir.sesuai %}Sesuai{% else %}")
    paragraph.add_run("Tidak sesuai").bold = True
    paragraph.add_run("{% endif %}")
