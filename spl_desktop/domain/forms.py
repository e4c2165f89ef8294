"""The forms as data: what each document of the office says, in sections, typed fields and tables."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Literal, TypeAlias

import msgspec

Row: TypeAlias = Mapping[str, str]
"""A row of a table: column -> what stands in its cell."""
Value: TypeAlias = "str | Sequence[Row]"
Content: TypeAlias = Mapping[str, Value]
"""What a form says: field -> text, or rows of a table.

Every cell is text: a date as ISO (2026-11-23), a choice by its id, several choices and lists one a line.
"""


class FieldType(StrEnum):
    """What may be written in a field."""

    LINE = "teks"
    TEXT = "uraian"
    CHOICE = "pilihan"
    CHOICES = "pilihan_ganda"
    DATE = "tanggal"
    NUMBER = "bilangan"
    URL = "url"
    EMAIL = "email"
    PHONE = "telepon"
    NIP = "nip"
    JSON = "json"
    LINES = "daftar"
    REFERENCE = "rujukan"
    DOCUMENT = "dokumen"
    TABLE = "tabel"


class Field(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that is asked for.

    `id` is its name in templates too. `prefill` names the sources that fill it at first, the first that knows anything
    wins; one with braces is a sentence around sources; `default` rows stand in a table for which none knows anything.
    `source` of a reference is `form.table:column,column`: a cell holds the named columns of one row, joined by a dot.
    `locked` is computed and never typed. Of a table: `columns`, the `key` columns that together must not stand twice,
    and `least` rows. `width` is the share of a column; `reads` what it takes from a database: table, column, type,
    length, required, key, or comment.
    """

    id: str
    label: str
    type: FieldType = FieldType.LINE
    required: bool = False
    locked: bool = False
    hint: str = ""
    example: str = ""
    choices: dict[str, str] = msgspec.field(default_factory=dict)
    prefill: tuple[str, ...] = ()
    default: tuple[dict[str, str], ...] = ()
    source: str = ""
    columns: "tuple[Field, ...]" = ()
    key: tuple[str, ...] = ()
    least: int = 0
    width: float = 1.0
    reads: str = ""

    def column(self, column: str) -> "Field":
        """The column of that id; KeyError where the table has none such."""
        for one in self.columns:
            if one.id == column:
                return one
        raise KeyError(column)


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Fields that belong together under a heading."""

    title: str
    fields: tuple[Field, ...]
    hint: str = ""


class Slot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place for a signature: of somebody outside (the OPD), or of the office by an official of these `roles`.

    Over the signature stands the label, the name of the OPD, or nothing, as `party` says.
    """

    label: str
    outside: bool = False
    roles: tuple[str, ...] = ()
    required: bool = True
    party: Literal["label", "opd", "tanpa"] = "label"


def party_of(slot: Slot, agency: str = "") -> str:
    """What stands over the signature in that place."""
    return {"label": slot.label, "opd": agency or slot.label, "tanpa": ""}[slot.party]


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """What one kind of document says. `id` is the report that it makes; `several` may stand beside each other.

    `template` names the Word template, `layout` how the shipped one is laid out: a letter of its kind, or a form by
    sections with this `numbering`, `headed` by what the case is about, `landscape` where its tables are wide.
    """

    id: str
    title: str
    about: str
    template: str
    sections: tuple[Section, ...]
    signers: tuple[Slot, ...] = ()
    several: bool = False
    landscape: bool = False
    headed: bool = True
    layout: Literal["formulir", "nota_dinas", "surat_pengantar", "surat", "berita_acara"] = "formulir"
    numbering: Literal["huruf", "romawi"] = "huruf"

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field, in the order of the form."""
        return tuple(field for section in self.sections for field in section.fields)

    def field(self, field: str) -> Field:
        """The field of that id; KeyError where there is none."""
        for one in self.fields:
            if one.id == field:
                return one
        raise KeyError(field)


def parse_form(text: str) -> Form:
    """The form written in `text` (TOML). Forms are ours: ValueError where one cannot be used."""
    form = msgspec.convert(tomllib.loads(text), Form)
    if problems := tuple(_faults(form)):
        raise ValueError(f"{form.id}: {'; '.join(problems)}")
    return form


def _faults(form: Form) -> Iterator[str]:
    names = [field.id for field in form.fields]
    yield from (f"field {name} stands twice" for name in set(names) if names.count(name) > 1)
    for field in form.fields:
        for one in (field, *field.columns):
            if not one.id.isidentifier():
                yield f"{one.id} is no name"
            if (one.type in (FieldType.CHOICE, FieldType.CHOICES)) != bool(one.choices):
                yield f"{one.id}: choices and type do not agree"
            if set().union(*one.default) - {column.id for column in one.columns}:
                yield f"{one.id}: a default row has a column that is none"
            if (one.type is FieldType.REFERENCE) != bool(one.source):
                yield f"{one.id}: source and type do not agree"
        if (field.type is FieldType.TABLE) != bool(field.columns):
            yield f"{field.id}: columns and type do not agree"
        columns = [column.id for column in field.columns]
        if len(set(columns)) != len(columns) or any(column.columns for column in field.columns):
            yield f"{field.id}: columns stand twice or hold tables"
        yield from (f"{field.id}: key {name} is no column" for name in field.key if name not in columns)


def text_of(content: Content, field: str) -> str:
    """What stands in a field, empty where nothing does."""
    value = content.get(field, "")
    return value if isinstance(value, str) else ""


def rows_of(content: Content, field: str) -> Sequence[Row]:
    """The rows of a table, none where nothing was entered."""
    value = content.get(field, ())
    return () if isinstance(value, str) else value


def shown(field: Field, text: str) -> str:
    """What is stored in a cell as people read it: a choice by its words, several beside each other."""
    if field.choices:
        return ", ".join(field.choices.get(one, one) for one in text.split("\n") if one)
    return text


def as_kept(content: Content) -> dict[str, str | list[dict[str, str]]]:
    """The same content in the plain lists and dictionaries that facts are made of."""
    return {
        field: value if isinstance(value, str) else [dict(row) for row in value] for field, value in content.items()
    }


def example_content(form: Form) -> dict[str, str | list[dict[str, str]]]:
    """The form filled with its own examples: one row a table, or its default rows."""
    content: dict[str, str | list[dict[str, str]]] = {}
    for field in form.fields:
        if field.type is FieldType.TABLE:
            row = {column.id: example_cell(column) for column in field.columns}
            content[field.id] = [{**row, **default} for default in field.default] or [row]
        else:
            content[field.id] = example_cell(field)
    return content


def example_cell(field: Field) -> str:
    """What might stand in a field: its example, else its first choice."""
    return field.example or next(iter(field.choices), "")
