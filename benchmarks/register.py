"""Registers of any size for the bench: `python -m benchmarks.register --cases N --out FILE [--seed N] [--whole SHARE]`.

The facts are made up (benchmarks/histories.py), chained and projected by the program's own code, and written in bulk:
the indexes are built when all rows are there. Case by case, so that the memory does not grow with the register; the
same seed gives the same cases. What comes out passes the program's own check.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from sqlalchemy import Connection, Table, insert

from benchmarks.histories import World, history
from spl_desktop.domain import events as e
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.models.base import Base
from spl_desktop.models.log import FactRecord
from spl_desktop.services import log as logs
from spl_desktop.services import rows
from spl_desktop.services.demo import DemoClock
from spl_desktop.services.register import Register, close, create_register

LAST = date(2026, 11, 20)
"""The last day on which anything happens in a register that is made here."""

RECORDER = "Pengukur"
_BATCH = 500
_PRAGMAS = ("synchronous = OFF", "cache_size = -200000", "temp_store = MEMORY", "foreign_keys = OFF")


def make_register(path: Path, cases: int, *, seed: int = 2026, whole: float = 1.0) -> Counter[str]:
    """Writes a register with so many cases and tells what it holds, by table.

    `whole` is the share of the cases that go through every step; the others stop within three visits, which makes
    registers of a million cases in minutes.
    """
    register = create_register(path, clock=DemoClock(LAST), recorder=RECORDER)
    try:
        with register.reading() as session:
            office = register.office(session)
            sop = register.sop(session, office.sop)
        world = World(sop, office.agencies, register.calendar(office), LAST)

        def calendars(version: int | None) -> WorkCalendar:
            return register.calendar(office, version)

        return _write(register, _made(world, cases, seed, whole, calendars))
    finally:
        close(register)


def _made(
    world: World, cases: int, seed: int, whole: float, calendars: rows.Calendars
) -> Iterator[tuple[int, tuple[e.Recorded, ...], rows.Projected]]:
    """Each case with its log and everything derived from it."""
    for case in range(1, cases + 1):
        log = _log(world, case, cases, Random(f"{seed}/{case}"), whole)
        yield case, log, rows.project(case, log, world.sop, calendars)[1]


def _log(world: World, case: int, cases: int, rng: Random, whole: float) -> tuple[e.Recorded, ...]:
    stream, log = logs.case_stream(case), []
    previous, at = e.GENESIS, datetime(2000, 1, 1, tzinfo=UTC)
    for day, lane, actor, facts in history(world, case, cases, rng, whole=whole):
        at = max(at + timedelta(minutes=1), datetime(day.year, day.month, day.day, 2, rng.randrange(60), tzinfo=UTC))
        log += e.chain(
            stream,
            facts,
            after_seq=len(log),
            after_hash=previous,
            happened_on=day,
            recorded_at=at,
            by=e.By(RECORDER, lane, actor),
        )
        previous = log[-1].hash if log else previous
    return tuple(log)


def _write(register: Register, made: Iterable[tuple[int, tuple[e.Recorded, ...], rows.Projected]]) -> Counter[str]:
    counted: Counter[str] = Counter()
    with register.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        for pragma in _PRAGMAS:
            raw.execute(f"PRAGMA {pragma}")
        found = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
        for name, _ in found:
            raw.execute(f'DROP INDEX "{name}"')
        ongoing = iter(made)
        while batch := list(islice(ongoing, _BATCH)):
            with connection.begin():
                _insert(connection, batch, counted)
        for _, sql in found:
            raw.execute(sql)
        raw.execute("INSERT INTO search (search) VALUES ('optimize')")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return counted


def _insert(
    connection: Connection, batch: list[tuple[int, tuple[e.Recorded, ...], rows.Projected]], counted: Counter[str]
) -> None:
    facts = [logs.row_of(link) for _, log, _ in batch for link in log]
    tables: list[tuple[type[Base], list[rows.Row]]] = [(FactRecord, facts)]
    tables += [(table, [row for *_, one in batch for row in one.rows[table]]) for table in rows.ORDER]
    for table, new in tables:
        counted[table.__tablename__] += len(new)
        if new:
            plain = table.__table__
            assert isinstance(plain, Table)
            connection.execute(insert(plain), new)
    words = [(case, one.words) for case, _, one in batch]
    connection.exec_driver_sql("INSERT INTO search (rowid, words) VALUES (?, ?)", words)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True, help="a file that does not exist yet")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--whole", type=float, default=1.0, help="share of the cases that go through every step")
    asked = parser.parse_args()
    begun = time.perf_counter()
    counted = make_register(asked.out, asked.cases, seed=asked.seed, whole=asked.whole)
    took = time.perf_counter() - begun
    print(f"{asked.out}: {counted['cases']} cases, {counted['facts']} facts in {took:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
