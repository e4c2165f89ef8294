"""What a form says otherwise than an earlier version of it: fields changed, rows added, removed, changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from spl_desktop.domain.dates import letter_date, parse_date
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.forms import Content, Field, FieldType, Form, Row, rows_of, shown, text_of
from spl_desktop.domain.text import line


@dataclass(frozen=True, slots=True)
class Changed:
    """A field, or a cell of a row, that says something else; both as people read them."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that was added (`before` 0), removed (`after` 0) or changed; rows count from 1. `name` tells which."""

    name: str
    before: int
    after: int
    cells: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table with its rows that differ, in the order of the later version."""

    label: str
    rows: tuple[RowChange, ...]


@dataclass(frozen=True, slots=True)
class FormChanges:
    """Everything that differs; false where nothing does."""

    fields: tuple[Changed, ...] = ()
    tables: tuple[TableChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.tables)

    def sentences(self) -> tuple[str, ...]:
        """Each difference as a sentence."""
        told = [_said(change) for change in self.fields]
        for table in self.tables:
            told += [f"{table.label}: {_row_said(row)}" for row in table.rows]
        return tuple(told)


def compare(form: Form, before: Content, after: Content) -> FormChanges:
    """What `after` says otherwise than `before`; what is computed and not typed is left out."""
    fields: list[Changed] = []
    tables: list[TableChange] = []
    for field in form.fields:
        if field.locked:
            continue
        if field.type is FieldType.TABLE:
            if rows := tuple(_rows(field, rows_of(before, field.id), rows_of(after, field.id))):
                tables.append(TableChange(field.label, rows))
        elif change := _changed(field, text_of(before, field.id), text_of(after, field.id)):
            fields.append(change)
    return FormChanges(tuple(fields), tuple(tables))


def _changed(field: Field, before: str, after: str) -> Changed | None:
    if before.strip() == after.strip():
        return None
    return Changed(field.label, _read(field, before.strip()), _read(field, after.strip()))


def _read(field: Field, text: str) -> str:
    if field.type is FieldType.DATE and text:
        try:
            return letter_date(parse_date(text))
        except UserError:
            return text
    return shown(field, text)


def _rows(table: Field, before: Sequence[Row], after: Sequence[Row]) -> Iterator[RowChange]:
    old, new = [_texts(table, row) for row in before], [_texts(table, row) for row in after]
    partner = _matched_by_key(table, before, after) if table.key else _matched_by_place(old, new)
    left = set(range(len(before))) - set(partner.values())
    for number in range(len(after)):
        known = partner.get(number)
        # What was taken out is told where it stood.
        for gone in sorted(one for one in left if known is not None and one < known):
            left.discard(gone)
            yield RowChange(_name(table, before[gone]), gone + 1, 0)
        if known is None:
            yield RowChange(_name(table, after[number]), 0, number + 1)
        elif old[known] != new[number]:
            cells = (
                _changed(one, before[known].get(one.id, ""), after[number].get(one.id, "")) for one in table.columns
            )
            found = tuple(cell for cell in cells if cell is not None)
            yield RowChange(_name(table, after[number]), known + 1, number + 1, found)
    for gone in sorted(left):
        yield RowChange(_name(table, before[gone]), gone + 1, 0)


def _texts(table: Field, row: Row) -> tuple[str, ...]:
    return tuple(row.get(column.id, "").strip() for column in table.columns)


def _matched_by_key(table: Field, before: Sequence[Row], after: Sequence[Row]) -> dict[int, int]:
    """Row after -> row before of the same key; each serves once."""
    waiting: dict[tuple[str, ...], list[int]] = {}
    for number, row in enumerate(before):
        waiting.setdefault(_key(table, row), []).append(number)
    partner: dict[int, int] = {}
    for number, row in enumerate(after):
        if same := waiting.get(_key(table, row)):
            partner[number] = same.pop(0)
    return partner


def _key(table: Field, row: Row) -> tuple[str, ...]:
    return tuple(line(row.get(column, "")).casefold() for column in table.key)


def _matched_by_place(old: list[tuple[str, ...]], new: list[tuple[str, ...]]) -> dict[int, int]:
    """Without a key: equal rows, and between them those that stand at the same place."""
    partner: dict[int, int] = {}
    for _, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for offset in range(min(end - start, new_end - new_start)):
            partner[new_start + offset] = start + offset
    return partner


def _name(table: Field, row: Row) -> str:
    columns = [table.column(one) for one in table.key] or list(table.columns[:1])
    named = ".".join(text for column in columns if (text := _read(column, line(row.get(column.id, "")))))
    return named if len(named) <= 80 else f"{named[:80]}…"


def _said(change: Changed) -> str:
    if not change.before:
        return f"{change.label} diisi: {_quoted(change.after)}."
    if not change.after:
        return f"{change.label} dikosongkan (semula {_quoted(change.before)})."
    return f"{change.label}: semula {_quoted(change.before)}, menjadi {_quoted(change.after)}."


def _row_said(row: RowChange) -> str:
    name = f" {_quoted(row.name)}" if row.name else ""
    if not row.before:
        return f"baris {row.after}{name} ditambahkan."
    if not row.after:
        return f"baris {row.before}{name} dihapus."
    return f"baris {row.after}{name} diubah. {' '.join(_said(cell) for cell in row.cells)}"


def _quoted(text: str) -> str:
    one = line(text)
    return f"“{one if len(one) <= 120 else one[:120] + '…'}”"
