"""Reads the columns of tables from SQL text (CREATE TABLE, COMMENT ON, ALTER TABLE ... ADD), in the usual dialects."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.form_rules import MAX_ROWS
from spl_desktop.domain.forms import Field, Row

if TYPE_CHECKING:
    from sqlglot.expressions import Expression

DIALECTS: Final = {
    "mysql": "MySQL",
    "postgres": "PostgreSQL",
    "tsql": "SQL Server",
    "oracle": "Oracle",
    "sqlite": "SQLite",
}
MAX_CHARACTERS: Final = 2_000_000
_MAX_STATEMENT: Final = 100_000
"""Characters of one statement, some 2,000 columns with their comments."""
_SAMPLE: Final = 20
"""Statements by which the dialect is known."""
_COMMENTS: Final = re.compile(r"(?:\s+|--[^\n]*(?:\n|\Z)|/\*.*?(?:\*/|\Z))*", re.DOTALL)
_BEGINS: Final = ("create", "comment", "alter")
_QUOTES: Final = {"'": "'", '"': '"', "`": "`"}


@dataclass
class Column:
    """A column of a database table; `key` is utama, asing, unik or empty."""

    table: str
    column: str
    type: str = ""
    length: str = ""
    required: str = ""
    key: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Schema:
    """What was read: the columns in order, in which dialect, and a sentence for each statement that was not read."""

    columns: tuple[Column, ...]
    dialect: str
    skipped: tuple[str, ...] = ()


@dataclass
class _Reading:
    columns: dict[tuple[str, str], Column] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)


def read_schema(text: str) -> Schema:
    """The columns of every CREATE TABLE; UserError where there is none that can be read in any dialect."""
    if len(text) > MAX_CHARACTERS:
        raise UserError(f"Teks SQL terlalu besar: {len(text)} huruf, paling banyak {MAX_CHARACTERS}. Bagi berkasnya.")
    statements = [(line, words) for line, words in _statements(text) if words.split(None, 1)[0].lower() in _BEGINS]
    if not statements:
        raise UserError("Tidak ada CREATE TABLE pada teks itu. Tempel perintah CREATE TABLE dari basis datanya.")
    for number, words in statements:
        if len(words) > _MAX_STATEMENT:
            raise UserError(
                f"Perintah SQL pada baris {number} terlalu panjang: {len(words)} huruf, paling banyak "
                f"{_MAX_STATEMENT}. Tempel tabel yang diperlukan saja."
            )
    # The dialect that reads most of it is the one that it was written in.
    read = {name: _read(statements[:_SAMPLE], name) for name in DIALECTS}
    name = min(read, key=lambda one: (not read[one].columns, len(read[one].skipped)))
    best = _read(statements[_SAMPLE:], name, read[name])
    if not best.columns:
        raise UserError(
            f"Perintah SQL pada baris {statements[0][0]} tidak dapat dibaca. Periksa kurung, koma, dan tanda kutipnya, "
            "atau tempel satu CREATE TABLE saja."
        )
    return Schema(tuple(best.columns.values()), DIALECTS[name], tuple(best.skipped))


def rows_of_schema(table: Field, schema: Schema) -> list[Row]:
    """The columns as rows of a form's table, by what each of its columns `reads`."""
    wanted = {column.id: column.reads for column in table.columns if column.reads}
    return [
        {name: text for name, what in wanted.items() if (text := str(getattr(column, what)))}
        for column in schema.columns
    ]


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each statement with the number of its first line; a semicolon within quotes or comments ends none."""
    start, at, line, begun, blank = 0, 0, 1, 1, True
    while at < len(text):
        letter = text[at]
        if text.startswith("--", at):
            at = max(_after(text, "\n", at) - 1, at + 2)
            continue
        elif text.startswith("/*", at):
            end = _after(text, "*/", at + 2)
            line += text.count("\n", at, end)
            at = end
            continue
        elif letter in _QUOTES:
            end = _after(text, _QUOTES[letter], at + 1)
            line += text.count("\n", at, end)
            at, blank = end, False
            continue
        elif letter == ";":
            if words := text[start:at].strip():
                yield begun, _uncommented(words)
            start, begun, blank = at + 1, line, True
        elif not letter.isspace():
            blank = False
        if letter == "\n":
            line += 1
        if blank:
            begun = line
        at += 1
    if words := text[start:].strip():
        yield begun, _uncommented(words)


def _after(text: str, mark: str, at: int) -> int:
    end = text.find(mark, at)
    return len(text) if end < 0 else end + len(mark)


def _uncommented(words: str) -> str:
    """The statement from its first word on: what stands before it in comments says nothing about it."""
    found = _COMMENTS.match(words)
    return words[found.end() if found else 0 :] or ";"


def _read(statements: list[tuple[int, str]], dialect: str, before: _Reading | None = None) -> _Reading:
    """Reads on from what stood `before`; UserError where there are more columns than a form has rows."""
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    logging.getLogger("sqlglot").setLevel(logging.ERROR)  # it tells of every statement that it only passes on
    reading = before or _Reading()
    for line, words in statements:
        if len(reading.columns) > MAX_ROWS:
            raise UserError(
                f"Teks SQL itu memuat lebih dari {MAX_ROWS} kolom, dihitung sampai baris {line}. "
                "Tempel tabel yang diperlukan saja."
            )
        try:
            found = sqlglot.parse_one(words, read=dialect)
        except (SqlglotError, RecursionError):
            found = exp.Command(this=words)
        match found:
            case exp.Create() if found.kind == "TABLE" and isinstance(found.this, exp.Schema):
                _create(found, reading)
            case exp.Comment():
                _comment(found, reading)
            case exp.Alter():
                _alter(found, reading)
            case exp.Create():
                pass
            case _ if words.lower().startswith("create") and " table " in f" {' '.join(words.lower().split()[:4])} ":
                reading.skipped.append(f"CREATE TABLE pada baris {line} tidak dapat dibaca dan dilewati.")
    return reading


def _create(found: "Expression", reading: _Reading) -> None:
    from sqlglot import exp

    table = found.this.this.name
    for part in found.this.expressions:
        if isinstance(part, exp.ColumnDef):
            column = _column(table, part)
            reading.columns[table, column.column] = column
    for part in found.this.expressions:
        if not isinstance(part, exp.ColumnDef):
            _constraint(table, part, reading)


def _column(table: str, found: "Expression") -> Column:
    from sqlglot import exp

    column = Column(table, found.name)
    kind = found.args.get("kind")
    if kind is not None:
        parameters = [one.this.name if isinstance(one.this, exp.Expression) else "" for one in kind.expressions]
        column.length = ",".join(filter(None, parameters))
        column.type = (kind.this.value if hasattr(kind.this, "value") else str(kind.this)).lower()
    column.required = "tidak"
    for constraint in found.args.get("constraints") or ():
        match constraint.kind:
            case exp.NotNullColumnConstraint():
                column.required = "tidak" if constraint.kind.args.get("allow_null") else "ya"
            case exp.PrimaryKeyColumnConstraint():
                column.key, column.required = "utama", "ya"
            case exp.UniqueColumnConstraint():
                column.key = column.key or "unik"
            case exp.Reference():
                column.key = column.key or "asing"
            case exp.CommentColumnConstraint():
                column.comment = constraint.kind.this.name
    return column


def _constraint(table: str, part: "Expression", reading: _Reading) -> None:
    """A key that is declared beside the columns."""
    from sqlglot import exp

    clustered = part.find(exp.ClusteredColumnConstraint)  # SQL Server writes the columns of the key there
    if clustered is not None and part.find(exp.PrimaryKeyColumnConstraint):
        _mark(table, clustered.this, "utama", reading)
    for inner in part.find_all(exp.PrimaryKey, exp.ForeignKey, exp.UniqueColumnConstraint):
        match inner:
            case exp.PrimaryKey():
                _mark(table, inner.expressions, "utama", reading)
            case exp.ForeignKey():
                _mark(table, inner.expressions, "asing", reading)
            case _:
                _mark(table, inner.this.expressions if isinstance(inner.this, exp.Schema) else [], "unik", reading)


def _mark(table: str, names: "list[Expression]", key: str, reading: _Reading) -> None:
    from sqlglot import exp

    for name in names:
        identifier = name if isinstance(name, exp.Identifier) else name.find(exp.Identifier)
        column = reading.columns.get((table, identifier.name)) if identifier is not None else None
        if column is None:
            continue
        if key == "utama":
            column.key, column.required = key, "ya"
        else:
            column.key = column.key or key


def _comment(found: "Expression", reading: _Reading) -> None:
    table = found.this.args.get("table")
    if table is not None and (column := reading.columns.get((table.name, found.this.name))):
        column.comment = found.expression.name if found.expression is not None else ""


def _alter(found: "Expression", reading: _Reading) -> None:
    for action in found.args.get("actions") or ():
        _constraint(found.this.name, action, reading)
