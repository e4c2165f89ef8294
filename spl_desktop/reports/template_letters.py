"""Builds the Word templates of letters: nota dinas, surat pengantar, surat, and the berita acara of two parties."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spl_desktop.domain.forms import Form
from spl_desktop.reports import pieces, template_signatures
from spl_desktop.reports import template_parts as parts
from spl_desktop.reports.signatures import BLANK_NAME
from spl_desktop.reports.template_form import add_table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_WIDTH = pieces.TEXT_WIDTH_CM
_PARTY_CM = 0.8
"""The room for the number of a party before its lines."""


def memo(form: Form) -> "Document":
    """Nota dinas: a head of labelled lines closed by a line, the text, one signature."""
    document = _begun(form)
    _title(document, form.title)
    _head(
        document,
        (
            ("Yth.", "{{ yth }}"),
            ("Dari", "{{ dari }}"),
            ("Tanggal", "{{ tanggal }}"),
            ("Nomor", "{{ nomor or '-' }}"),
            ("Sifat", "{{ sifat }}"),
            ("Lampiran", "{{ lampiran or '-' }}"),
            ("Hal", "{{ perihal }}"),
        ),
    )
    pieces.line_below(parts.small(document.add_paragraph(), 4))
    parts.small(document.add_paragraph(), 10)
    _text(document, "isi")
    _text(document, "penutup")
    return _ended(document, dated=False)


def letter(form: Form) -> "Document":
    """Surat: date at the right, head at the left, to whom, the text with its table, one signature, tembusan."""
    document = _begun(form)
    _dateline(document)
    _head(
        document,
        (
            ("Nomor", "{{ nomor or '-' }}"),
            ("Sifat", "{{ sifat }}"),
            ("Lampiran", "{{ lampiran or '-' }}"),
            ("Hal", "{{ perihal }}"),
        ),
    )
    _addressed(document)
    _text(document, "isi")
    for field in form.fields:
        if field.columns:
            add_table(document, field, field.columns, _WIDTH)
    _text(document, "penjelasan")
    _text(document, "penutup")
    return _ended(document, dated=False)


def cover_letter(form: Form) -> "Document":
    """Surat pengantar: what is sent in a table, the sender's signature, and the receipt."""
    document = _begun(form)
    _dateline(document)
    _addressed(document)
    _title(document, form.title)
    number = document.add_paragraph()
    parts.centred_line(number, "Nomor : {{ nomor or '-' }}", 12, bold=False)
    parts.small(document.add_paragraph(), 8)
    sent = form.field("kiriman")
    add_table(document, sent, sent.columns, _WIDTH)
    template_signatures.add_signatures(document, dated=False)
    _receipt(document)
    template_signatures.add_copies(document)
    parts.add_stamp(document)
    return document


def agreement(form: Form) -> "Document":
    """Berita acara: the day in words, both parties, what was discussed, the result, the signatures of both."""
    document = _begun(form)
    parts.add_title(document, form.title)
    parts.small(document.add_paragraph(), 8)
    _said(
        document,
        "Pada hari ini, {{ tanggal_terbilang }} ({{ tanggal_angka }}), bertempat di {{ tempat }}, "
        "kami yang bertanda tangan di bawah ini:",
    )
    for number, (party, name) in enumerate((("pihak_kesatu", "PIHAK KESATU"), ("pihak_kedua", "PIHAK KEDUA"))):
        _party(document, number, party, name)
    _text(document, "pokok")
    document.add_paragraph("{%p if skenario %}")
    scenarios = form.field("skenario")
    _said(document, "Skenario integrasi yang dibahas:")
    add_table(document, scenarios, scenarios.columns, _WIDTH)
    document.add_paragraph("{%p endif %}")
    _said(
        document,
        "Atas pembahasan itu kedua pihak menyatakan {{ (hasil or '..........') | upper }} dengan "
        "{{ 'sebab dan hal yang harus dilengkapi' if hasil == 'Tidak sepakat' else 'butir' }} sebagai berikut:",
    ).paragraph_format.keep_with_next = True
    document.add_paragraph("{%p for baris in butir %}")
    pieces.hanging(document.add_paragraph("{{ loop.index }}.\t{{ baris }}", style="Body Text"), 0.8)
    document.add_paragraph("{%p endfor %}")
    _said(
        document,
        "Demikian berita acara ini dibuat dengan sebenarnya dalam rangkap 2 (dua) untuk dipergunakan sebagaimana "
        "mestinya.",
    )
    return _ended(document, dated=False)


def _party(document: "Document", number: int, party: str, name: str) -> None:
    """Who signs for a party: the number before the lines, and below them in whose name and what the party is called."""
    from docx.shared import Cm, Pt

    signer, known = f"penandatangan[{number}]", f"penandatangan|length > {number}"
    lines = (
        ("Nama", f"{{{{ {signer}.nama if {known} else '-' }}}}"),
        # Without the "NIP. " that stands before it under a signature.
        ("NIP", f"{{{{ ({signer}.nip[5:] if {known} else '') or '-' }}}}"),
        ("Jabatan", f"{{{{ (({signer}.jabatan | join(' ')).rstrip(',') if {known} else '') or '-' }}}}"),
    )
    table = pieces.add_grid(document, len(lines), (_PARTY_CM, 2.2, 0.4, _WIDTH - _PARTY_CM - 2.6), margin_cm=0.05)
    table.rows[0].cells[0].paragraphs[0].add_run(f"{number + 1}.").font.size = Pt(12)
    table.rows[0].cells[0].paragraphs[0].paragraph_format.space_before = Pt(2)
    for row, (label, value) in zip(table.rows, lines, strict=True):
        parts.label(row, 1, label, value)
        parts.keep_together(row)
    called = _said(document, f"dalam hal ini bertindak untuk dan atas nama {{{{ {party} }}}}, selanjutnya disebut ")
    called.add_run(name).bold = True
    called.add_run(";" if number == 0 else ".")
    called.paragraph_format.left_indent = Cm(_PARTY_CM + 0.05)
    called.paragraph_format.space_before, called.paragraph_format.space_after = Pt(2), Pt(6)


def _begun(form: Form) -> "Document":
    document = parts.new_template(form.title)
    parts.add_letterhead(document)
    parts.add_state(document)
    return document


def _ended(document: "Document", *, dated: bool) -> "Document":
    template_signatures.add_signatures(document, dated=dated)
    template_signatures.add_copies(document)
    parts.add_stamp(document)
    return document


def _title(document: "Document", title: str) -> None:
    document.add_paragraph(title.upper(), style="Title")


def _dateline(document: "Document") -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    line = document.add_paragraph("{{ kota }}, {{ tanggal }}")
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    line.paragraph_format.space_after = Pt(6)


def _addressed(document: "Document") -> None:
    """To whom: Yth., and where, left-aligned under each other."""
    parts.small(document.add_paragraph(), 10)
    document.add_paragraph("Yth. {{ yth }}")
    document.add_paragraph("{%p if tempat %}")
    document.add_paragraph("di {{ tempat }}")
    document.add_paragraph("{%p endif %}")
    parts.small(document.add_paragraph(), 12)


def _head(document: "Document", lines: Sequence[tuple[str, str]]) -> None:
    table = pieces.add_grid(document, len(lines), (2.6, 0.4, _WIDTH - 3.0), margin_cm=0.05)
    for row, (name, value) in zip(table.rows, lines, strict=True):
        parts.label(row, 0, name, value)


def _text(document: "Document", field: str) -> None:
    """The paragraphs of a field, justified."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document.add_paragraph(f"{{%p for alinea in {field} %}}")
    paragraph = document.add_paragraph("{{ alinea }}", style="Body Text")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    document.add_paragraph("{%p endfor %}")


def _said(document: "Document", text: str) -> "Paragraph":
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.add_paragraph(text, style="Body Text")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    return paragraph


def _receipt(document: "Document") -> None:
    """Where the recipient confirms, by hand."""
    kept = [document.add_paragraph(f"Diterima tanggal {31 * '.'}"), document.add_paragraph("Penerima,")]
    kept.append(parts.small(document.add_paragraph(), 48))
    kept.append(document.add_paragraph(BLANK_NAME))
    for paragraph in kept:
        paragraph.paragraph_format.keep_with_next = True
    document.add_paragraph("NIP. ...............................")
    parts.small(document.add_paragraph(), 8)
