"""Rows of a form's table as text that Excel understands, and how the columns of somebody else's table fit ours."""

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from types import SimpleNamespace
from typing import Final

from spl_desktop.domain.dates import parse_date, short_date
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.form_rules import MAX_ROWS
from spl_desktop.domain.forms import Field, FieldType, Row
from spl_desktop.domain.text import clean, line

MAX_CHARACTERS: Final = 5_000_000
"""Characters that may be pasted at once."""
_NAME = re.compile(r"[^a-z0-9]+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def cells_of(text: str) -> list[list[str]]:
    """Pasted text as rows of cells: tabs between cells, quotes around those with line breaks, as Excel copies them.

    UserError where it is more than a form may hold.
    """
    if len(text) > MAX_CHARACTERS:
        raise UserError(f"Yang ditempel terlalu besar: {len(text)} huruf, paling banyak {MAX_CHARACTERS}. Bagi isinya.")
    plain = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    limit = csv.field_size_limit(MAX_CHARACTERS + 1)
    try:
        rows = list(csv.reader(_LINE.findall(plain), delimiter="\t"))
    except csv.Error:
        rows = [row.split("\t") for row in plain.split("\n")]
    finally:
        csv.field_size_limit(limit)
    if len(rows) > MAX_ROWS:
        raise UserError(f"Yang ditempel memuat {len(rows)} baris, paling banyak {MAX_ROWS}. Bagi menjadi beberapa.")
    return rows


def text_of_cells(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as Excel pastes them."""
    lines: list[str] = []
    csv.writer(SimpleNamespace(write=lines.append), delimiter="\t", lineterminator="\n").writerows(rows)
    return "".join(lines)


def stored(column: Field, text: str) -> str:
    """What was typed or pasted into a cell, as it is kept: a choice by its id, a date as ISO, else as it stands."""
    words = line(text)
    if column.type is FieldType.CHOICE and words:
        return _choice(column, words)
    if column.type is FieldType.DATE and words:
        try:
            return parse_date(words).isoformat()
        except UserError:
            return words
    return clean(text) if column.type in (FieldType.TEXT, FieldType.JSON) else words


def _choice(column: Field, words: str) -> str:
    """The id of the choice that was meant: its words, its id, or the only one that begins so."""
    wanted = words.casefold()
    for name, label in column.choices.items():
        if wanted in (name.casefold(), label.casefold()):
            return name
    begun = [name for name, label in column.choices.items() if label.casefold().startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    if set(column.choices) == {"ya", "tidak"} and wanted in _TRUTH:
        return _TRUTH[wanted]
    return words


_TRUTH: Final = {"y": "ya", "yes": "ya", "true": "ya", "1": "ya", "n": "tidak", "no": "tidak", "false": "tidak"} | {
    "0": "tidak",
    "not null": "ya",
    "null": "tidak",
}


def displayed(column: Field, text: str) -> str:
    """What is kept in a cell as people read it."""
    if column.choices:
        return column.choices.get(text, text)
    if column.type is FieldType.DATE:
        try:
            return short_date(date.fromisoformat(text))
        except ValueError:
            return text
    return text


def matched_columns(table: Field, heading: Sequence[str]) -> dict[int, str]:
    """Place in the heading -> column of the table: the same name, else one that is nearly so; each column once."""
    names = {_plain(name): column.id for column in table.columns for name in (column.label, column.id)}
    found: dict[int, str] = {}
    for certain in (True, False):
        for place, text in enumerate(heading):
            if place in found or not _plain(text):
                continue
            near = [_plain(text)] if certain else get_close_matches(_plain(text), names, 1, 0.8)
            column = names.get(near[0]) if near else None
            if column is not None and column not in found.values():
                found[place] = column
    return found


def _plain(text: str) -> str:
    return _NAME.sub("", line(text).casefold())


def rows_from(table: Field, cells: Sequence[Sequence[str]], columns: Mapping[int, str]) -> list[Row]:
    """The cells as rows of the table; what stands in no column of ours is left out, and so are empty rows."""
    rows: list[Row] = []
    for record in cells:
        row = {
            column: text
            for place, column in columns.items()
            if place < len(record) and (text := stored(table.column(column), record[place]))
        }
        if row:
            rows.append(row)
    return rows


def heading_of(table: Field, cells: Sequence[Sequence[str]]) -> dict[int, str]:
    """The columns that the first row names, where it is a heading: at least two of ours, or all that there are."""
    if not cells:
        return {}
    matched = matched_columns(table, cells[0])
    filled = sum(bool(line(text)) for text in cells[0])
    return matched if len(matched) >= min(2, len(table.columns)) and len(matched) * 2 >= filled else {}
