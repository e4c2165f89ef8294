"""The columns of the tables that leave the program, and the plain-text forms of them: CSV and lines of JSON."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import TextIOWrapper
from typing import BinaryIO, Final, Literal

from spl_desktop.domain.dates import short_date
from spl_desktop.domain.text import number_text
from spl_desktop.reports.views import RegisterLine, VisitLine

Cell = str | int | float | bool | date | datetime | None
Kind = Literal["text", "date", "number", "decimal"]
"""What a column holds; a decimal is shown with one digit after the comma."""
Json = Cell | Sequence["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its Indonesian heading, its key in JSON, its width in characters, and what it holds."""

    heading: str
    key: str
    width: int
    kind: Kind = "text"


REGISTER: Final = (
    Column("Nomor agenda", "nomor_agenda", 16),
    Column("OPD", "opd", 28),
    Column("Sistem informasi", "sistem", 24),
    Column("Hal", "hal", 36),
    Column("Langkah", "langkah", 28),
    Column("Masuk", "masuk", 11, "date"),
    Column("Jatuh tempo", "jatuh_tempo", 11, "date"),
    Column("Sisa hari", "sisa_hari", 8, "number"),
    Column("Status", "status", 12),
    Column("Terlambat", "terlambat", 11),
)
VISITS: Final = (
    Column("Nomor agenda", "nomor_agenda", 15),
    Column("OPD", "opd", 24),
    Column("Sistem informasi", "sistem", 20),
    Column("Langkah", "nomor_langkah", 8),
    Column("Kegiatan", "kegiatan", 36),
    Column("Putaran", "putaran", 8, "number"),
    Column("Masuk", "masuk", 11, "date"),
    Column("Target awal", "target_awal", 11, "date"),
    Column("Jatuh tempo", "jatuh_tempo", 11, "date"),
    Column("Selesai", "selesai", 11, "date"),
    Column("Hari terpakai", "hari_terpakai", 10, "number"),
    Column("Hari ditunda", "hari_ditunda", 10, "number"),
    Column("Hari bersih", "hari_bersih", 10, "number"),
    Column("Hasil", "hasil", 14),
    Column("Keterangan", "keterangan", 24),
)


def register_values(line: RegisterLine) -> tuple[str | int | date | None, ...]:
    """The values of a case in the order of REGISTER."""
    return (
        line.agenda,
        line.agency,
        line.system,
        line.subject,
        line.step,
        line.entered,
        line.due,
        line.days_left,
        line.status,
        "Terlambat" if line.overdue else "",
    )


def visit_values(line: VisitLine) -> tuple[str | int | date | None, ...]:
    """The values of a visit in the order of VISITS."""
    return (
        line.agenda,
        line.agency,
        line.system,
        line.step_number,
        line.activity,
        line.round,
        line.entered,
        line.early,
        line.due,
        line.finished,
        line.used,
        line.held,
        line.net,
        line.verdict,
        line.note,
    )


def shown(value: Cell) -> str:
    """A value as people read it: 23/11/2026, 1.207, 2,5, and a dash for nothing."""
    if value is None:
        return "-"
    if isinstance(value, date):
        return short_date(value)
    return number_text(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def rows_to_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]], stream: BinaryIO) -> int:
    """Writes headings and rows as CSV (UTF-8 with its mark, commas, dates as 2026-11-23) and gives the number of rows.

    A text that a spreadsheet would take for a formula gets an apostrophe before it. The stream stays open.
    """
    text = TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow([_plain(heading) for heading in headings])
        count = 0
        for row in rows:
            writer.writerow([_plain(value) for value in row])
            count += 1
        text.flush()
    finally:
        text.detach()
    return count


def rows_to_jsonl(rows: Iterable[Mapping[str, Json]], stream: BinaryIO) -> int:
    """Writes a JSON object a line (UTF-8, dates as 2026-11-23) and gives their number. The stream stays open."""
    count = 0
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, default=_iso, allow_nan=False)
        stream.write(line.encode("utf-8", "replace") + b"\n")
        count += 1
    return count


def keyed(columns: Sequence[Column], values: Sequence[Cell]) -> dict[str, Json]:
    """A row of JSON: each value under the key of its column."""
    return {column.key: value for column, value in zip(columns, values, strict=True)}


def _plain(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str):
        return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
    return str(value)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
