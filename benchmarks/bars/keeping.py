"""What keeps a register safe: the full check, and a verified backup while somebody writes."""

import hashlib
import os
import shutil
import sqlite3
import threading
from pathlib import Path

from benchmarks.bars.facts import working_copy
from benchmarks.bars.listing import opened
from benchmarks.measuring import Bar, Bench, Measured, alternate
from benchmarks.register import LAST
from spl_desktop.services import cases
from spl_desktop.services.backup import Kind, back_up
from spl_desktop.services.checking import check
from spl_desktop.services.clock import SystemClock
from spl_desktop.services.register import close

_SHARE = 200
_COMMITS_A_SECOND = 50


def _cases(bench: Bench) -> int:
    return bench.size(bench.cases // _SHARE, 30)


def full_check(bench: Bench) -> Measured:
    """Chain, projections, search index and files, beside reading all rows and hashing them."""
    path = bench.register(_cases(bench))
    register = opened(path)
    facts = 0

    def floor() -> None:
        nonlocal facts
        digest = hashlib.sha256()
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").fetchall()
        for (name,) in tables:
            for number, row in enumerate(connection.execute(f'SELECT * FROM "{name}"'), 1):
                digest.update(repr(row).encode())
                facts = max(facts, number)
        connection.close()

    def ours() -> None:
        assert check(register).problems == ()

    try:
        found = alternate(floor, ours, bench.size(2, 1))
        return Measured(found.floor, found.ours, f"{facts:,} rows in the largest table")
    finally:
        close(register)


def backup(bench: Bench) -> Measured:
    """A backup that is proven to say what the register said, beside a copy that is on the disk."""
    register = working_copy(bench, _cases(bench), "cadangan")
    done = threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        while not done.wait(1 / _COMMITS_A_SECOND):
            cases.add_note(register, 1 + written % 20, text=f"catatan {written}", on=LAST)
            written += 1

    def floor() -> None:
        target = bench.folder / "salinan.db"
        shutil.copyfile(register.path, target)
        with target.open("rb+") as file:
            os.fsync(file.fileno())
        target.unlink()

    def ours() -> None:
        made = back_up(register.path, Kind.MANUAL, SystemClock()).backup
        Path(made.path).unlink()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        found = alternate(floor, ours, bench.size(3, 1))
    finally:
        done.set()
        writer.join()
        size = register.path.stat().st_size / (1 << 20)
        close(register)
    return Measured(found.floor, found.ours, f"{size:.0f} MiB, {written} facts written meanwhile")


BARS = (
    Bar("full check", "reading all rows and SHA-256 over them", 3.0, full_check),
    Bar("verified backup beside a writer", "shutil.copyfile and fsync", 4.0, backup),
)
