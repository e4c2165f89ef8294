"""A fuzzer that watches the code, on the pure parsers: `python -m benchmarks.fuzzing [--seconds N] [--only NAME]`.

Number templates, pasted grids, CREATE TABLE, the search, SOP files and the window's settings. Each is fed what leads
into new branches of our code, in a process of its own, for so many seconds; an input that takes more than 10 s, more
than 1 GB, or raises anything but a UserError ends it, is kept (`--kept FOLDER`) and told. Ends with 1 then.
Needs atheris (`pip install atheris`: Linux and macOS, not Windows), which is no dependency of the tests: these try the
same functions by hypothesis.
"""

import argparse
import contextlib
import importlib
import importlib.util
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from spl_desktop import shipped
from spl_desktop.domain.errors import UserError

ROOT: Final = Path(__file__).parents[1]
_ON: Final = date(2026, 11, 23)
_LONGEST_SECONDS, _MOST_MB, _LONGEST_INPUT = 10, 1024, 8192


@dataclass(frozen=True, slots=True)
class Target:
    """A parser: what it is tried with, and the texts that the fuzzer begins with."""

    name: str
    attempt: Callable[[str], None]
    seeds: Callable[[], Sequence[str]]
    modules: tuple[str, ...]


def _number(text: str) -> None:
    from spl_desktop.domain import numbers

    pattern, _, number = text.partition("\n")
    template = numbers.parse_template(pattern)
    made = template.render(7, _ON, code=number[:20], agency=number[20:40])
    template.ordinal_of(made, _ON.year)
    template.ordinal_of(number, _ON.year)
    numbers.sort_key(made)
    assert numbers.key(numbers.key(made)) == numbers.key(made)


def _grid(text: str) -> None:
    from spl_desktop.domain.forms import FieldType
    from spl_desktop.domain.table_text import cells_of, heading_of, rows_from, text_of_cells
    from spl_desktop.reports.templates import forms

    cells = cells_of(text)
    for form in forms():
        for field in form.fields:
            if field.type is FieldType.TABLE:
                rows_from(field, cells, heading_of(field, cells) or dict(enumerate(one.id for one in field.columns)))
    filled = [row for row in cells if any(row)]  # empty rows are left out anyhow
    assert [row for row in cells_of(text_of_cells(filled)) if any(row)] == filled


def _schema(text: str) -> None:
    from spl_desktop.services.schema_text import read_schema

    read_schema(text)


def _search(text: str) -> None:
    import sqlite3

    from spl_desktop.models.search import CREATE_SEARCH, conditions

    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(CREATE_SEARCH)
        connection.execute("INSERT INTO search (rowid, words) VALUES (1, 'surat permohonan')")
        for condition, words in conditions(text):
            connection.execute(f"SELECT 1 FROM (SELECT 1 AS id) AS cases WHERE {condition}", words).fetchall()


def _sop(text: str) -> None:
    from spl_desktop.domain.sop_file import parse_sop

    parse_sop(text, "sop.toml")


def _setting(text: str) -> None:
    from spl_desktop.ui.settings import decoded

    for as_bytes in (True, False):
        decoded(text, as_bytes)


TARGETS: Final = {
    one.name: one
    for one in (
        Target(
            "number",
            _number,
            lambda: (
                "{kode}/{urut:03}/{bulan_romawi}/{tahun}\n555/001/XI/2026",
                "{opd}{urut}-{bulan:02}{tahun}\n7-2026",
            ),
            ("spl_desktop.domain.numbers", "spl_desktop.domain.text"),
        ),
        Target(
            "grid",
            _grid,
            lambda: ('Nama\tTipe\tWajib\nnik\tVARCHAR\tya\n"a\nb"\t1\t01/02/2026\n', "a\tb\r\n\r\n\t"),
            ("spl_desktop.domain.table_text", "spl_desktop.domain.dates", "spl_desktop.domain.text"),
        ),
        Target(
            "schema",
            _schema,
            lambda: (
                "CREATE TABLE pasien (id INT PRIMARY KEY, nama VARCHAR(100) NOT NULL COMMENT 'nama', kota_id INT "
                "REFERENCES kota (id), UNIQUE (nama));\n-- akhir\nALTER TABLE pasien ADD PRIMARY KEY (id);",
                'CREATE TABLE "a"."b" ("x" numeric(10,2) DEFAULT 0, y text[]); COMMENT ON COLUMN b.x IS \'harga\';',
                "CREATE TABLE [dbo].[t] ([id] [int] IDENTITY(1,1) NOT NULL, CONSTRAINT [pk] PRIMARY KEY ([id]))",
            ),
            ("spl_desktop.services.schema_text", "sqlglot.tokens", "sqlglot.parser"),
        ),
        Target(
            "search",
            _search,
            lambda: ("surat 445/1 - RSUD", '"NEAR(" * AND 🙂', "permohonan"),
            ("spl_desktop.models.search", "spl_desktop.domain.text"),
        ),
        Target(
            "sop",
            _sop,
            lambda: (shipped.read_text("sop/555-23-IX-2023.toml"), 'id = "x"\n[[steps]]\nid = "a"\nnumber = 1\n'),
            ("spl_desktop.domain.sop_file", "spl_desktop.domain.sop_table", "spl_desktop.domain.sop_checks", "tomllib"),
        ),
        Target(
            "setting",
            _setting,
            lambda: ('{"a": [1, null, "x"]}', "base64:AAEC", "100"),
            ("spl_desktop.ui.settings", "json.decoder"),
        ),
    )
}


def tried(target: Target, data: bytes) -> None:
    """One input; a refusal is an answer. Halves of letters, as a paste may hold them, are let through."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    with contextlib.suppress(UserError):
        target.attempt(text)


def fuzz(target: Target, seconds: int, folder: Path) -> None:
    """Feeds the parser until the time is over or something is found; ends the process."""
    import atheris

    with atheris.instrument_imports(include=list(target.modules)):
        for module in target.modules:
            importlib.import_module(module)
    seeds = folder / "benih"
    seeds.mkdir(exist_ok=True)
    for number, text in enumerate(target.seeds()):
        (seeds / str(number)).write_bytes(text.encode())
    longest = max(_LONGEST_INPUT, *(2 * len(text) for text in target.seeds()))
    limits = {
        "max_total_time": seconds,
        "timeout": _LONGEST_SECONDS,
        "rss_limit_mb": _MOST_MB,
        "max_len": longest,
        "print_final_stats": 1,
        "artifact_prefix": f"{folder}/{target.name}-",
    }
    atheris.Setup([sys.argv[0], *(f"-{name}={value}" for name, value in limits.items()), str(seeds)], _feeding(target))
    atheris.Fuzz()


def _feeding(target: Target) -> Callable[[bytes], None]:
    return lambda data: tried(target, data)


@dataclass(frozen=True, slots=True)
class Found:
    """How often a parser was tried, how many branches were reached, and what was wrong (empty: nothing)."""

    name: str
    tried: int
    branches: int
    wrong: str

    def line(self) -> str:
        """In one line."""
        return f"{self.name}: {self.tried} inputs, {self.branches} branches, {self.wrong or 'nothing wrong'}"


def read(name: str, code: int, said: str) -> Found:
    """What the process of a parser has said about itself."""
    counts = [int(one) for one in re.findall(r"stat::number_of_executed_units:\s*(\d+)", said)]
    reached = [int(one) for one in re.findall(r"cov: (\d+)", said)]
    wrong = ""
    if code != 0 or not counts:
        told = re.search(r"(?:Uncaught Python exception.*|ERROR: libFuzzer.*)(?s:.{0,900})", said)
        kept = re.search(r"written to (\S+)", said)
        wrong = f"ended with {code}: {told[0] if told else said[-600:]} {kept[1] if kept else ''}".strip()
    return Found(name, counts[-1] if counts else 0, reached[-1] if reached else 0, wrong)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each parser")
    parser.add_argument("--only", choices=TARGETS, help="only this parser")
    parser.add_argument("--kept", type=Path, default=None, help="where what was found is put (a folder of its own)")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed: pip install atheris (Linux and macOS)", file=sys.stderr)
        return 2
    folder = (asked.kept or Path(tempfile.mkdtemp(prefix="fuzzing-"))).absolute()
    folder.mkdir(exist_ok=True)
    if asked.here:
        fuzz(TARGETS[asked.only], asked.seconds, folder)
    wrong = False
    for name in [asked.only] if asked.only else TARGETS:
        own = folder / name
        own.mkdir(exist_ok=True)
        words = ["--here", "--only", name, "--seconds", str(asked.seconds), "--kept", str(own)]
        command = [sys.executable, "-m", "benchmarks.fuzzing", *words]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")
        found = read(name, done.returncode, done.stdout + done.stderr)
        print(found.line(), flush=True)
        wrong = wrong or bool(found.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
