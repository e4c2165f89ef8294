"""Word documents that are written in forms: what the form says goes into its template by the names of its fields."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from spl_desktop.domain.dates import letter_date, short_date, spoken_date, weekday_name
from spl_desktop.domain.forms import Content, Field, FieldType, Form, Row, party_of, rows_of, shown, text_of
from spl_desktop.domain.people import group_nip
from spl_desktop.domain.values import Signer
from spl_desktop.reports import rendering
from spl_desktop.reports.rendering import Value
from spl_desktop.reports.signatures import BLANK_NAME, signature_context
from spl_desktop.reports.views import FormDocument

_TICKED: Final = "\u2611"
_EMPTY: Final = "\u2610"


def form_document(view: FormDocument, template: bytes, *, own: bool = False) -> bytes:
    """The document as a .docx file, from the shipped template or from the office's `own`.

    UserError where the logo is no picture that Word can show; TemplateFault where the own template cannot be filled.
    """
    title = f"{view.form.title} {view.number}".strip()
    fill = rendering.render_own if own else rendering.render
    return fill(
        template, form_context(view), view.letterhead, view.paper, title, view.on, stamp=view.stamp, mark=view.mark
    )


def form_context(view: FormDocument) -> dict[str, Value]:
    """Everything that the template of a form may name, apart from kop and pictures."""
    letter = f"{view.letter_number} tanggal {letter_date(view.letter_date)}"
    context: dict[str, Value] = {
        "judul": view.form.title,
        "nomor": view.number,
        "draf": view.draft,
        "menggantikan": view.replaces,
        "kota": view.city,
        "tanggal": letter_date(view.on),
        "hari": weekday_name(view.on),
        "tanggal_terbilang": spoken_date(view.on),
        "tanggal_angka": view.on.strftime("%d-%m-%Y"),
        "opd": view.agency,
        "sistem": view.system,
        "hal": view.subject,
        "nomor_agenda": view.agenda,
        "nomor_surat": view.letter_number,
        "tanggal_surat": letter_date(view.letter_date),
        "surat_permohonan": letter,
        "segel": view.seal,
        "sidik_riwayat": view.head,
        "tembusan": [],
        **signature_context(view.signers or _blank(view.form), initials=view.initials),
    }
    return context | content_context(view.form, view.content)


def content_context(form: Form, content: Content) -> dict[str, Value]:
    """What the form says, by the names of its fields.

    A text of several paragraphs and a list are lists of lines. A choice is its words; `<field>_kotak` holds every
    choice with a box. A table is a list of rows, `jumlah_<table>` their number, and for each choice of a column
    `jumlah_<table>_<column>_<choice>`.
    """
    context: dict[str, Value] = {}
    for field in form.fields:
        if field.type is FieldType.TABLE:
            rows = rows_of(content, field.id)
            context[field.id] = [_row(field, row) for row in rows]
            context[f"jumlah_{field.id}"] = len(rows)
            context |= _counts(field, rows)
        else:
            context |= _cell(field, text_of(content, field.id))
    return context


def _row(table: Field, row: Row) -> dict[str, Value]:
    cells: dict[str, Value] = {}
    for column in table.columns:
        text = row.get(column.id, "")
        # In a narrow column a date is written in figures.
        cells |= {column.id: _day(text, short_date)} if column.type is FieldType.DATE else _cell(column, text)
    return cells


def _cell(field: Field, text: str) -> dict[str, Value]:
    match field.type:
        case FieldType.TEXT | FieldType.JSON | FieldType.LINES:
            return {field.id: [line for line in rendering.clean(text).split("\n") if line.strip()]}
        case FieldType.CHOICE | FieldType.CHOICES:
            chosen = text.split("\n")
            boxes: list[Value] = [
                {"kotak": _TICKED if one in chosen else _EMPTY, "teks": words} for one, words in field.choices.items()
            ]
            return {field.id: shown(field, text), f"{field.id}_kotak": boxes}
        case FieldType.DATE:
            return {field.id: _day(text, letter_date)}
        case FieldType.NIP:
            return {field.id: group_nip(text)}
        case _:
            return {field.id: text}


def _day(text: str, written: Callable[[date], str]) -> str:
    try:
        return written(date.fromisoformat(text))
    except ValueError:
        return text


def _counts(table: Field, rows: Sequence[Row]) -> dict[str, Value]:
    counts: dict[str, Value] = {}
    for column in table.columns:
        found = Counter(row.get(column.id, "") for row in rows)
        for choice in column.choices if column.type is FieldType.CHOICE else ():
            counts[f"jumlah_{table.id}_{column.id}_{choice}"] = found[choice]
    return counts


def _blank(form: Form) -> tuple[Signer, ...]:
    """On a draft for which nobody was chosen yet, the places with dots to write on."""
    return tuple(Signer(name=BLANK_NAME, title=(), party=party_of(slot)) for slot in form.signers)
