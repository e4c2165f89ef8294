"""How fast the program is beside floors and peers of one run: `python -m benchmarks [--quick] [--json] [NAME ...]`.

Each line: the bar's name, its floor or peer, ours, their ratio, the ratio allowed, and whether it is held. A NAME picks
the bars whose name holds it. `--quick` runs everything with tiny sizes within a minute: its figures mean nothing. A
full run of all bars writes docs/performance.md. `--large FILE` is a register of `python -m benchmarks.register`, so
that it need not be made anew; without one, `--cases N` are made. Ends with 1 where something could not be measured.
"""

import argparse
import importlib
import importlib.metadata
import json
import math
import os
import platform
import sqlite3
import sys
import traceback
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measuring import Bar, Bench, Measured, Result, folder

GROUPS = ("start", "facts", "listing", "window", "documents", "keeping", "pauses")
ROOT = Path(__file__).parents[1]
PERFORMANCE = ROOT / "docs" / "performance.md"
_VERSIONS = ("PySide6-Essentials", "SQLAlchemy", "python-docx", "docxtpl", "openpyxl", "lxml", "SpiffWorkflow")
_NOTHING = Measured(math.nan, math.nan)
_HEADS = ("", "floor", "ours", "unit", "ratio", "bar", "ok")


def bars() -> Iterator[Bar]:
    """Every bar, in the order of the table."""
    for group in GROUPS:
        yield from importlib.import_module(f"benchmarks.bars.{group}").BARS


def run(bar: Bar, bench: Bench) -> Result:
    """One bar; what keeps it from being measured is told and stands in its line."""
    if bar.needs and find_spec(bar.needs) is None:
        return Result(bar, _NOTHING, f"not measured: {bar.needs} is not installed")
    try:
        return Result(bar, bar.measure(bench))
    except Exception as error:  # noqa: BLE001  # the other bars are still worth measuring
        traceback.print_exc()
        return Result(bar, _NOTHING, f"broken: {type(error).__name__}: {error}")


def line(result: Result) -> str:
    """What is printed of a bar."""
    bar, found = result.bar, result.measured
    if result.skipped:
        return f"{bar.name:<34}{result.skipped}"
    sign = ">=" if bar.least else "<="
    told = f"{found.floor:>10.2f}{found.ours:>10.2f} {bar.unit:<9}{result.ratio:>7.2f}   {sign}{bar.limit:<6g}"
    return f"{bar.name:<34}{told}{'yes' if result.ok else 'NO':<5}{found.note}"


def plain(result: Result) -> dict[str, object]:
    """The same for a machine; what is no number is null."""

    def number(value: float) -> float | None:
        return value if math.isfinite(value) else None

    return {
        "name": result.bar.name,
        "against": result.bar.floor,
        "floor": number(result.measured.floor),
        "ours": number(result.measured.ours),
        "unit": result.bar.unit,
        "ratio": None if result.skipped else number(result.ratio),
        "bar": result.bar.limit,
        "least": result.bar.least,
        "ok": result.ok,
        "note": result.skipped or result.measured.note,
    }


def document(results: Sequence[Result], day: datetime, cases: int) -> str:
    """docs/performance.md: machine, versions, date and table."""
    versions = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    for name in _VERSIONS:
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    held = sum(result.ok for result in results)
    rows = []
    for one in results:
        sign = "≥" if one.bar.least else "≤"
        figures = ("–", "–", "–") if one.skipped else (
            f"{one.measured.floor:.2f}", f"{one.measured.ours:.2f}", f"{one.ratio:.2f}"
        )  # fmt: skip
        note = one.skipped or one.measured.note
        rows.append(
            f"| {one.bar.name} | {one.bar.floor} | {figures[0]} | {figures[1]} | {one.bar.unit} | {figures[2]} "
            f"| {sign} {one.bar.limit:g} | {'yes' if one.ok else '**no**'} | {note} |"
        )
    return "\n".join(
        (
            "# Performance",
            "",
            "Written by `python -m benchmarks`; do not edit. Floor and ours are medians of runs in turn, so that only "
            "their ratio counts. What paid and what did not: [0026](decisions/0026-measured.md).",
            "",
            f"- Date: {day:%Y-%m-%d}",
            f"- Machine: {platform.system()} {platform.release()}, {platform.machine()}, {os.cpu_count()} processors",
            f"- Versions: {', '.join(versions)}",
            f"- Largest register: {cases:,} cases",
            f"- Held: {held} of {len(results)} bars",
            "",
            "| bar | floor or peer | floor | ours | unit | ratio | allowed | held | note |",
            "|---|---|--:|--:|---|--:|--:|---|---|",
            *rows,
            "",
        )
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only the bars whose name holds this")
    parser.add_argument("--quick", action="store_true", help="tiny sizes: does everything still run?")
    parser.add_argument("--json", action="store_true", help="one JSON object a bar")
    parser.add_argument("--list", action="store_true", help="only name the bars")
    parser.add_argument("--cases", type=int, default=1_000_000, help="cases of the largest register")
    parser.add_argument("--large", type=Path, help="a register of that size that was made before")
    asked = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    chosen = [bar for bar in bars() if not asked.names or any(name in bar.name for name in asked.names)]
    if not chosen:
        parser.error("no bar has such a name; --list names them")
    if asked.list:
        print("\n".join(bar.name for bar in chosen))
        return 0
    results: list[Result] = []
    if not asked.json:
        print(f"{_HEADS[0]:<34}{_HEADS[1]:>10}{_HEADS[2]:>10} {_HEADS[3]:<9}{_HEADS[4]:>7}   {_HEADS[5]:<8}{_HEADS[6]}")
    with folder() as place:
        bench = Bench(place, asked.quick, asked.cases, asked.large and asked.large.absolute())
        for bar in chosen:
            results.append(run(bar, bench))
            print(json.dumps(plain(results[-1]), ensure_ascii=False) if asked.json else line(results[-1]), flush=True)
            if not asked.quick and not asked.names:  # after each, so that a run broken off leaves what it has measured
                rest = [
                    Result(one, _NOTHING, "not measured: this run was broken off") for one in chosen[len(results) :]
                ]
                PERFORMANCE.write_text(document([*results, *rest], datetime.now(UTC), asked.cases), encoding="utf-8")
    return int(any(result.skipped.startswith("broken") for result in results))


if __name__ == "__main__":
    sys.exit(main())
