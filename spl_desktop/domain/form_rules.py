"""What may stand in a form: every fault as a sentence that names the row and the way out."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from spl_desktop.domain.forms import Content, Field, FieldType, Form, Row, rows_of, text_of
from spl_desktop.domain.people import nip_warning
from spl_desktop.domain.text import LONG, SHORT, clean, ended, line, too_long

MAX_ROWS: Final = 2_000
"""Rows of one table."""
Options = Mapping[str, Sequence[str]]
"""What a reference may hold: `field` or `field.column` -> cells; a name that is not there may hold anything."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://(?:[^\s/?#@]*@)?(?:\[[0-9A-Fa-f:.]+\]|[^\s/?#@:\[\]]+)(?::[0-9]{0,5})?(?:[/?#]\S*)?", re.I)
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{5,24}")
_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?|[0-9]+(,[0-9]+)?")
_ONE_LINE = frozenset(FieldType) - {FieldType.TEXT, FieldType.JSON, FieldType.LINES, FieldType.CHOICES, FieldType.TABLE}


def cleaned(form: Form, content: Content) -> dict[str, str | list[dict[str, str]]]:
    """The content as it is kept: only what the form asks for, without empty fields and empty rows."""
    kept: dict[str, str | list[dict[str, str]]] = {}
    for field in form.fields:
        if field.type is FieldType.TABLE:
            rows = [_cleaned_row(field, row) for row in rows_of(content, field.id)]
            if rows := [row for row in rows if row]:
                kept[field.id] = rows
        elif text := _cleaned(field, text_of(content, field.id)):
            kept[field.id] = text
    return kept


def _cleaned_row(table: Field, row: Row) -> dict[str, str]:
    cells = {column.id: _cleaned(column, row.get(column.id, "")) for column in table.columns}
    return {column: text for column, text in cells.items() if text}


def _cleaned(field: Field, text: str) -> str:
    if field.type in _ONE_LINE:
        return line(text)
    if field.type in (FieldType.LINES, FieldType.CHOICES):
        return "\n".join(one for one in map(line, text.splitlines()) if one)
    return clean(text)


def problems_of_form(form: Form, content: Content, *, complete: bool, options: Options | None = None) -> dict[str, str]:
    """`field` or `field.row.column` (rows from 0) -> sentence for everything that is amiss.

    `complete` also asks for what is required; without it a half-filled form is as good as any.
    """
    problems: dict[str, str] = {}
    for field in form.fields:
        if field.locked:
            continue
        if field.type is FieldType.TABLE:
            problems |= _table_problems(field, rows_of(content, field.id), complete, options or {})
            continue
        text = text_of(content, field.id)
        if complete and field.required and not text.strip():
            problems[field.id] = _missing(field)
        elif text.strip() and (problem := _problem(field, text, (options or {}).get(field.id))):
            problems[field.id] = problem
    return problems


def _missing(field: Field) -> str:
    if field.type in (FieldType.CHOICE, FieldType.CHOICES):
        return f"{field.label} belum dipilih. Pilih dari: {', '.join(field.choices.values())}."
    example = f" {ended(f'Contoh: {field.example}')}" if field.example and "\n" not in field.example else ""
    return f"{field.label} belum diisi.{example}"


def _table_problems(table: Field, rows: Sequence[Row], complete: bool, options: Options) -> dict[str, str]:
    problems: dict[str, str] = {}
    filled = [(number, row) for number, row in enumerate(rows) if any(text.strip() for text in row.values())]
    if len(rows) > MAX_ROWS:
        return {table.id: f"{table.label} memuat {len(rows)} baris, paling banyak {MAX_ROWS}. Bagi menjadi beberapa."}
    least = max(table.least, 1 if table.required else 0)
    if complete and len(filled) < least:
        problems[table.id] = (
            f"{table.label} belum diisi. Isi sedikitnya {least} baris."
            if not filled
            else f"{table.label} baru {len(filled)} baris. Isi sedikitnya {least} baris."
        )
    for number, row in filled:
        for column in table.columns:
            text = row.get(column.id, "")
            place = f"{table.id}.{number}.{column.id}"
            if complete and column.required and not text.strip():
                problems[place] = f"{table.label}, baris {number + 1}: {_missing(column)}"
            elif text.strip() and (problem := _problem(column, text, options.get(f"{table.id}.{column.id}"))):
                problems[place] = f"{table.label}, baris {number + 1}: {problem}"
    return problems | _repeated(table, filled)


def _repeated(table: Field, filled: Iterable[tuple[int, Row]]) -> dict[str, str]:
    """Rows whose key stands in an earlier row already."""
    problems: dict[str, str] = {}
    first: dict[tuple[str, ...], int] = {}
    for number, row in filled:
        key = tuple(line(row.get(column, "")).casefold() for column in table.key)
        if not any(key):
            continue
        known = first.setdefault(key, number)
        if known != number:
            named = ", ".join(f"{table.column(column).label} {line(row.get(column, ''))}" for column in table.key)
            problems[f"{table.id}.{number}.{table.key[-1]}"] = (
                f"{table.label}, baris {number + 1} sama dengan baris {known + 1} ({named}). "
                "Hapus salah satunya, atau ubah namanya."
            )
    return problems


def _problem(field: Field, text: str, options: Sequence[str] | None) -> str:
    limit = LONG if field.type in (FieldType.TEXT, FieldType.JSON, FieldType.LINES) else SHORT * 4
    if long := too_long(text, limit, field.label):
        return long
    if options and line(text) not in options:
        return f'{field.label} "{_short(text)}" tidak ada lagi di sumbernya. Pilih dari daftar.'
    judge = _JUDGES.get(field.type)
    return judge(field, text) if judge is not None else ""


def _short(text: str) -> str:
    one = line(text)
    return one if len(one) <= 60 else f"{one[:60]}…"


def _choice(field: Field, text: str) -> str:
    unknown = [one for one in text.split("\n") if line(one) not in field.choices]
    if not unknown:
        return ""
    return f'{field.label} "{_short(unknown[0])}" tidak dikenal. Pilih dari: {", ".join(field.choices.values())}.'


def _date(field: Field, text: str) -> str:
    try:
        date.fromisoformat(line(text))
    except ValueError:
        return f'{field.label} "{_short(text)}" bukan tanggal (contoh: 23/11/2026).'
    return ""


def _number(field: Field, text: str) -> str:
    if _NUMBER.fullmatch(line(text)):
        return ""
    return f'{field.label} "{_short(text)}" bukan bilangan. Tulis angka saja, misalnya 1.500 atau 2,5.'


def _url(field: Field, text: str) -> str:
    if _URL.fullmatch(line(text)):
        return ""
    return (
        f'{field.label} "{_short(text)}" bukan alamat web. Tulis lengkap, misalnya https://simrs.karanganyarkab.go.id.'
    )


def _email(field: Field, text: str) -> str:
    if _EMAIL.fullmatch(line(text)):
        return ""
    return f"{field.label}: alamat e-mail tidak lengkap (contoh: nama@karanganyarkab.go.id)."


def _phone(field: Field, text: str) -> str:
    if _PHONE.fullmatch(line(text)):
        return ""
    return f'{field.label} "{_short(text)}" bukan nomor telepon. Tulis angkanya, misalnya 0812 3456 7890.'


def _json(field: Field, text: str) -> str:
    try:
        json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        return (
            f"{field.label} bukan JSON yang benar pada baris {error.lineno}, kolom {error.colno}. "
            "Periksa tanda kutip, koma, dan kurungnya."
        )
    except (ValueError, RecursionError):
        return f"{field.label} bukan JSON yang benar. Periksa tanda kutip, koma, dan kurungnya."
    return ""


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


_JUDGES: Final[Mapping[FieldType, Callable[[Field, str], str]]] = {
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choice,
    FieldType.DATE: _date,
    FieldType.NUMBER: _number,
    FieldType.URL: _url,
    FieldType.EMAIL: _email,
    FieldType.PHONE: _phone,
    FieldType.JSON: _json,
}


def warnings_of_form(form: Form, content: Content) -> dict[str, str]:
    """`field` -> what looks wrong but is no reason to refuse: a NIP that is none of a PNS."""
    found = {field.id: text_of(content, field.id) for field in form.fields if field.type is FieldType.NIP}
    return {field: warning for field, text in found.items() if text.strip() and (warning := nip_warning(text))}
