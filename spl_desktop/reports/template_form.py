"""Builds the Word template of a form from the form itself: every field has its place, in the order of the form."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from spl_desktop.domain.forms import Field, FieldType, Form, Section
from spl_desktop.reports import pieces, template_signatures
from spl_desktop.reports import template_parts as parts

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row
    from docx.text.paragraph import Paragraph

LANDSCAPE_WIDTH_CM: Final = pieces.PAPER_MM["A4"][1] / 10 - 5.0
_LABEL_CM: Final = 5.2
_NUMBER_CM: Final = 1.0
_OWN_NUMBER: Final = "no"
_RESULT: Final = "hasil"
_COPIES: Final = "tembusan"
_MOST_COLUMNS: Final = 10
"""More columns than that are printed as several tables, each with the key columns again."""
_BOXES: Final = 4
"""A choice among so many stands with all its boxes; a longer one as the chosen words."""
_ONE_LINE: Final = 40
"""Choices of more letters than that together stand below each other."""
_SIGNS: Final = {"huruf": "ABCDEFGHIJ", "romawi": ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")}
_LONG: Final = (FieldType.TEXT, FieldType.LINES, FieldType.JSON)


def form_template(form: Form) -> "Document":
    """Kop, title and number, then section by section lines, texts, lists and tables; signatures, tembusan, QR."""
    width = LANDSCAPE_WIDTH_CM if form.landscape else pieces.TEXT_WIDTH_CM
    document = parts.new_template(form.title, landscape=form.landscape)
    parts.add_letterhead(document, width)
    parts.add_title(document, form.title)
    parts.add_state(document)
    parts.small(document.add_paragraph(), 8)
    if form.headed:
        _add_case(document, width)
    for sign, section in zip(_SIGNS[form.numbering], form.sections, strict=False):
        document.add_paragraph(f"{sign}. {section.title}", style="Heading 1")
        _add_section(document, form, section, width)
    template_signatures.add_signatures(document, width)
    template_signatures.add_copies(document)
    parts.add_stamp(document, width)
    return document


def _add_section(document: "Document", form: Form, section: Section, width: float) -> None:
    """The fields in their order; each long one under its label, which a report numbers where there are several."""
    # Tembusan stand at the end of a letter, whatever section asks for them.
    fields = [field for field in section.fields if field.id != _COPIES]
    # A label that only repeats the heading is left away.
    named = {field.id for field in fields if len(fields) > 1 and field.label != section.title}
    long = [field.id for field in fields if _is_long(field, fields) and field.id in named]
    counted = long if form.numbering == "romawi" and len(long) > 1 else []
    for is_long, group in groupby(fields, lambda field: _is_long(field, fields)):
        if not is_long:
            _add_lines(document, list(group), width)
            continue
        for field in group:
            if field.id in counted:
                letter = _SIGNS["huruf"][counted.index(field.id)]
                document.add_paragraph(f"{letter}. {field.label}", style="Heading 2")
            elif field.id in named:
                _add_label(document, field)
            _add_long(document, field, width)


def _is_long(field: Field, beside: Sequence[Field]) -> bool:
    """Whether the field takes the whole width; a list among short answers stands in their column."""
    if field.type is FieldType.LINES:
        return any(other.type in (FieldType.TEXT, FieldType.JSON, FieldType.TABLE) for other in beside)
    return field.type in (*_LONG, FieldType.TABLE)


def _add_label(document: "Document", field: Field) -> None:
    from docx.shared import Pt

    label = document.add_paragraph(f"{field.label} :")
    label.paragraph_format.keep_with_next = True
    label.paragraph_format.space_before, label.paragraph_format.space_after = Pt(4), Pt(2)


def _add_case(document: "Document", width: float) -> None:
    """What the case is about."""
    lines = (
        ("Perangkat daerah", "{{ opd }}"),
        ("Sistem informasi", "{{ sistem }}"),
        ("Surat permohonan", "{{ surat_permohonan }}"),
        ("Nomor agenda", "{{ nomor_agenda }}"),
    )
    table = pieces.add_grid(document, len(lines), (_LABEL_CM, 0.4, width - _LABEL_CM - 0.4), margin_cm=0.05)
    for row, (name, value) in zip(table.rows, lines, strict=True):
        parts.label(row, 0, name, value)
        _resize((row,), 11)


def _add_lines(document: "Document", fields: Sequence[Field], width: float) -> None:
    """Labels and values below each other, all colons in one column."""
    from docx.shared import Pt

    table = pieces.add_grid(document, len(fields), (_LABEL_CM, 0.4, width - _LABEL_CM - 0.4), margin_cm=0.05)
    for row, field in zip(table.rows, fields, strict=True):
        pieces.keep_whole(row)
        if 0 < len(field.choices) <= _BOXES:
            parts.label(row, 0, field.label, "")
            if sum(map(len, field.choices.values())) > _ONE_LINE:
                parts.ticks_below(row.cells[2], f"{field.id}_kotak")
            else:
                parts.tick_line(row.cells[2].paragraphs[0], f"{field.id}_kotak")
        elif field.type is FieldType.LINES:
            parts.label(row, 0, field.label, f"{{%p for baris in {field.id} or ['-'] %}}")
            parts.add_lines(row.cells[2], "{{ baris }}", "{%p endfor %}", "")
            row.cells[2].paragraphs[1].paragraph_format.space_before = Pt(2)
            parts.small(row.cells[2].paragraphs[-1], 1)
        else:
            parts.label(row, 0, field.label, f"{{{{ {field.id} or '-' }}}}")
        _resize((row,), 11)
    parts.small(document.add_paragraph(), 4)


def _add_long(document: "Document", field: Field, width: float) -> None:
    """A text, list or table across the page."""
    match field.type:
        case FieldType.TABLE:
            for number, columns in enumerate(_groups(field)):
                add_table(document, field, columns, width, again=number > 0)
            _add_count(document, field)
        case FieldType.LINES:
            _add_list(document, field)
        case FieldType.JSON:
            _paragraphs(document, field, fixed=True)
        case _:
            _paragraphs(document, field)


def _paragraphs(document: "Document", field: Field, *, fixed: bool = False) -> None:
    """A long text paragraph by paragraph, a dash where there is none; `fixed` keeps its columns, as JSON wants."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document.add_paragraph(f"{{%p for baris in {field.id} or ['-'] %}}")
    paragraph = document.add_paragraph("{{ baris }}", style="Body Text")
    document.add_paragraph("{%p endfor %}")
    if not fixed:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        return
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    pieces.fixed_width(paragraph.runs[0], 9)
    parts.small(document.add_paragraph(), 6)


def _add_list(document: "Document", field: Field) -> None:
    document.add_paragraph(f"{{%p for baris in {field.id} %}}")
    pieces.hanging(document.add_paragraph("{{ loop.index }}.\t{{ baris }}"), 0.8)
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph(f"{{%p if not {field.id} %}}")
    document.add_paragraph("-")
    document.add_paragraph("{%p endif %}")
    parts.small(document.add_paragraph(), 4)


def _groups(field: Field) -> Iterator[tuple[Field, ...]]:
    """The columns table by table: as many as can be read beside each other, the key columns in each."""
    if len(field.columns) <= _MOST_COLUMNS:
        yield field.columns
        return
    key = tuple(column for column in field.columns if column.id in field.key)
    rest = [column for column in field.columns if column.id not in field.key]
    room = _MOST_COLUMNS - len(key)
    parts_needed = -(-len(rest) // room)
    size = -(-len(rest) // parts_needed)
    for at in range(0, len(rest), size):
        yield (*key, *rest[at : at + size])


def add_table(
    document: "Document", field: Field, columns: Sequence[Field], width: float, *, again: bool = False
) -> None:
    """The rows of a table field under these columns; a sentence where there are none."""
    if again:
        parts.small(document.add_paragraph(), 8)
    # A table that numbers its rows itself needs no numbers of ours.
    numbered = all(column.id != _OWN_NUMBER for column in columns)
    share = (width - numbered * _NUMBER_CM) / sum(column.width for column in columns)
    widths = [*([_NUMBER_CM] if numbered else []), *(column.width * share for column in columns)]
    table = pieces.add_grid(document, 7, widths, margin_cm=0.1 if len(columns) <= 8 else 0.08)
    header, start, line, end, if_none, none, end_none = table.rows
    for row, tag in (
        (start, f"{{%tr for baris in {field.id} %}}"),
        (end, "{%tr endfor %}"),
        (if_none, f"{{%tr if not {field.id} %}}"),
        (end_none, "{%tr endif %}"),
    ):
        row.cells[0].paragraphs[0].add_run(tag)
    labels = [*(["No."] if numbered else []), *(column.label for column in columns)]
    for cell, text in zip(header.cells, labels, strict=True):
        parts.centred(cell.paragraphs[0], text).runs[0].bold = True
        parts.middle(cell)
        pieces.shade(cell)
    cells = line.cells
    if numbered:
        parts.centred(cells[0].paragraphs[0], "{{ loop.index }}.")
    for cell, column in zip(cells[numbered:], columns, strict=True):
        _cell(cell.paragraphs[0], column)
    merged = none.cells[0].merge(none.cells[len(widths) - 1])
    parts.centred(merged.paragraphs[0], "Belum ada isinya.")
    _finish_rows((header, line, none), 11 if len(columns) <= 5 else 9 if len(columns) <= 8 else 8)
    pieces.repeat_header(header)
    # The heading of a table never stands at the foot of a page without a row.
    parts.keep_with_next(header)
    parts.small(document.add_paragraph(), 6)
    if again:
        pieces.describe(table, f"{pieces.CONTINUED} {numbered + len(field.key)}")


def _add_count(document: "Document", field: Field) -> None:
    """How many rows came out which way, where the rows have a result."""
    result = next((column for column in field.columns if column.id == _RESULT and column.choices), None)
    if result is None:
        return
    found = " dan ".join(
        f"{{{{ jumlah_{field.id}_{result.id}_{choice} }}}} {words.lower()}" for choice, words in result.choices.items()
    )
    document.add_paragraph(f"{{%p if {field.id} %}}")
    document.add_paragraph(f"Dari {{{{ jumlah_{field.id} }}}} {field.label.lower()}, {found}.", style="Body Text")
    document.add_paragraph("{%p endif %}")


def _cell(paragraph: "Paragraph", column: Field) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    # On a draft what is empty stays so, for the pen.
    none = "" if column.required else " or ('' if draf else '-')"
    if column.type in _LONG:
        paragraph.add_run(f"{{{{ (baris.{column.id} | join('; ')){none} }}}}")
    elif column.id == _RESULT and column.choices:
        # What is not as it should be stands out, on a black and white copy too.
        good = next(iter(column.choices.values()))
        paragraph.add_run(f"{{% if baris.{column.id} in ('', '{good}') %}}{{{{ baris.{column.id} }}}}{{% else %}}")
        paragraph.add_run(f"{{{{ baris.{column.id} }}}}").bold = True
        paragraph.add_run("{% endif %}")
    else:
        paragraph.add_run(f"{{{{ baris.{column.id}{none} }}}}")
    if column.type is FieldType.NUMBER:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif column.type in (FieldType.CHOICE, FieldType.DATE) or column.id == _OWN_NUMBER:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _finish_rows(rows: Sequence["_Row"], size: float) -> None:
    from docx.shared import Pt

    for row in rows:
        pieces.outline(row.cells)
        pieces.keep_whole(row)
        for paragraph in (paragraph for cell in row.cells for paragraph in cell.paragraphs):
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    _resize(rows, size)


def _resize(rows: Iterable["_Row"], size: float) -> None:
    from docx.shared import Pt

    for cell in (cell for row in rows for cell in row.cells):
        for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
            run.font.size = Pt(size)
