"""Builds the Word template of a form from the form itself: every field has its place, in the order of the form."""

from typing import TYPE_CHECKING

from spl_desktop.domain.forms import Field, FieldType, Form
from spl_desktop.reports import pieces
from spl_desktop.reports import template_parts as parts

if TYPE_CHECKING:
    from docx.document import Document


def form_template(form: Form) -> "Document":
    """Kop, title and number, the case, then section by section: lines, texts, lists and tables."""
    document = parts.new_template(form.title)
    parts.add_letterhead(document)
    parts.add_title(document, form.title)
    parts.small(document.add_paragraph(), 10)
    for letter, section in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", form.sections, strict=False):
        document.add_paragraph(f"{letter}. {section.title}", style="Heading 1")
        for field in section.fields:
            _add(document, field)
    parts.add_stamp(document)
    return document


def _add(document: "Document", field: Field) -> None:
    match field.type:
        case FieldType.TABLE:
            _add_table(document, field)
        case FieldType.TEXT | FieldType.LINES | FieldType.JSON:
            document.add_paragraph(f"{field.label} :")
            document.add_paragraph(f"{{%p for baris in {field.id} %}}")
            document.add_paragraph("{{ baris }}", style="Body Text")
            document.add_paragraph("{%p endfor %}")
        case _:
            table = pieces.add_grid(document, 1, (4.8, 0.4, 10.8), margin_cm=0.05)
            parts.label(table.rows[0], 0, field.label, f"{{{{ {field.id} }}}}")


def _add_table(document: "Document", field: Field) -> None:
    shares = [0.5, *(column.width for column in field.columns)]
    widths = [pieces.TEXT_WIDTH_CM * share / sum(shares) for share in shares]
    table = pieces.add_grid(document, 4, widths)
    header, start, line, end = table.rows
    start.cells[0].paragraphs[0].add_run(f"{{%tr for baris in {field.id} %}}")
    end.cells[0].paragraphs[0].add_run("{%tr endfor %}")
    for cell, text in zip(header.cells, ("No.", *(column.label for column in field.columns)), strict=True):
        parts.centred(cell.paragraphs[0], text).runs[0].bold = True
        pieces.shade(cell)
    for cell, text in zip(line.cells, ("loop.index", *(f"baris.{one.id}" for one in field.columns)), strict=True):
        cell.paragraphs[0].add_run(f"{{{{ {text} }}}}")
    for row in (header, line):
        pieces.outline(row.cells)
        pieces.keep_whole(row)
    pieces.repeat_header(header)
