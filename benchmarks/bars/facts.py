"""What it costs until a fact is acknowledged, alone, beside others, late in a long case, and for a whole walk."""

import multiprocessing
import os
import shutil
import sqlite3
from functools import cache
from itertools import count
from pathlib import Path
from statistics import median, quantiles

from benchmarks.measuring import Bar, Bench, Measured, timed
from benchmarks.register import LAST
from spl_desktop.domain.case import Status
from spl_desktop.domain.errors import Conflict
from spl_desktop.domain.rules import How, outputs_of
from spl_desktop.services import cases, office
from spl_desktop.services.acting import situation
from spl_desktop.services.cases import NewCase
from spl_desktop.services.checking import check
from spl_desktop.services.demo import DemoClock
from spl_desktop.services.queries import CaseFilter, list_cases
from spl_desktop.services.register import Register, close, open_register

_P99 = 3.0
_LATE = 1.2


def working_copy(bench: Bench, cases_in_it: int, name: str) -> Register:
    """A register of its own that may be written to."""
    path = bench.folder / f"{name}.db"
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    shutil.copyfile(bench.register(cases_in_it), path)
    return open_register(path, clock=DemoClock(LAST), recorder="Pengukur")


class RawRows:
    """Four rows in one transaction that is on the disk when it returns, and nothing else."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        for table in range(4):
            self.connection.execute(f"CREATE TABLE t{table} (id INTEGER PRIMARY KEY, a, b, c, d)")
        self.numbers = count(1)

    def write(self) -> None:
        """One transaction."""
        number = next(self.numbers)
        self.connection.execute("BEGIN IMMEDIATE")
        for table in range(4):
            row = (number, "kasus", "x" * 120, "2026-11-20", number)
            self.connection.execute(f"INSERT INTO t{table} VALUES (?, ?, ?, ?, ?)", row)
        self.connection.execute("COMMIT")


@cache
def _acknowledged(bench: Bench) -> tuple[list[float], list[float]]:
    register = working_copy(bench, bench.size(300, 30), "fakta")
    raw = RawRows(bench.folder / "raw.db")
    running = list_cases(register, CaseFilter(statuses=frozenset({Status.RUNNING})))
    floor: list[float] = []
    ours: list[float] = []
    wanted = bench.size(600, 10)
    try:
        while len(ours) < wanted:
            for row in running:
                floor.append(timed(raw.write))
                ours.append(timed(lambda row=row: cases.hold(register, row.id, on=LAST, reason="Menunggu OPD.")))
                floor.append(timed(raw.write))
                ours.append(timed(lambda row=row: cases.resume(register, row.id, on=LAST)))
    finally:
        close(register)
        raw.connection.close()
    return floor[2:], ours[2:]


def acknowledged(bench: Bench) -> Measured:
    """Rules, hash, fact, projections, search index, and all of it on the disk."""
    floor, ours = _acknowledged(bench)
    return Measured(median(floor), median(ours), f"{len(ours)} facts")


def slowest(bench: Bench) -> Measured:
    """The 99th percentile beside the median."""
    _, ours = _acknowledged(bench)
    return Measured(median(ours), quantiles(ours, n=100)[98])


def finish_once(register: Register, case: int) -> None:
    """The open step ends by its first way onwards; at the last decision it goes back, so that the case never ends."""
    with register.reading() as session:
        now = situation(session, register, case)
    visit = now.state.visit
    assert visit is not None
    step = now.sop.step(visit.step)
    back = next((one for one in step.outcomes if one.returns and one.to != step.id), None)
    last = next(one for one in reversed(now.sop.steps) if any(way.returns and way.to != one.id for way in one.outcomes))
    if back is not None and step.id == last.id:
        cases.finish_step(register, case, on=LAST, outcome=back.id, reason="Belum sesuai.")
        return
    for owed in outputs_of(now.state, now.sop, visit):
        if owed.how is How.MISSING:
            cases.waive_output(register, case, output=owed.kind, reason="Tidak perlu.", on=LAST)
    way = next(one for one in step.outcomes if not one.returns)
    cases.finish_step(register, case, on=LAST, outcome=way.id)


def _opened(register: Register, agenda: str) -> int:
    agency = next(one for one in office.office(register).agencies if one.active)
    new = NewCase(
        agenda=agenda,
        letter_number=f"000.8/{agenda}",
        letter_date=LAST,
        received=LAST,
        subject="Permohonan integrasi data",
        agency=agency.id,
        system="SIMRS",
    )
    return cases.open_case(register, new).made


def late_step(bench: Bench) -> Measured:
    """The 600th step of a case beside its 20th: each the median of the steps around it."""
    register = working_copy(bench, bench.size(300, 30), "panjang")
    last = bench.size(600, 24)
    took: list[float] = []
    try:
        case = _opened(register, "panjang/2026")
        for _ in range(last):
            took.append(timed(lambda: finish_once(register, case)))
    finally:
        close(register)
    return Measured(median(took[10:30]), median(took[-20:]), f"step {last} of one case")


def walk(bench: Bench) -> Measured:
    """Steps a second beside SpiffWorkflow, whose state is read from JSON before each step and written after it."""
    from benchmarks.spiff import Walker  # only here: it is no dependency of the program

    register = working_copy(bench, bench.size(300, 30), "langkah")
    peer = Walker(bench.folder / "spiff.db")
    steps = 10
    theirs: list[float] = []
    ours: list[float] = []
    try:
        for number in range(bench.size(20, 1)):
            case = _opened(register, f"langkah-{number}/2026")
            peer.begin()
            for _ in range(steps):
                theirs.append(timed(peer.step))
                ours.append(timed(lambda case=case: finish_once(register, case)))
    finally:
        close(register)
        peer.close()
    return Measured(1000 / median(theirs), 1000 / median(ours))


def _write_many(path: Path, case: int, each: int, name: str) -> None:
    """So many notes, each repeated until it is acknowledged."""
    register = open_register(path, clock=DemoClock(LAST), recorder=name)
    for number in range(each):
        while True:
            try:
                cases.add_note(register, case, text=f"{name} {number}", on=LAST)
                break
            except Conflict:
                continue
    close(register)


def together(bench: Bench) -> Measured:
    """Two processes, on one case and on two: every fact that was acknowledged is there, and the register is whole."""
    each = bench.size(300, 10)
    wanted = found = 0
    note = ""
    for other in (1, 2):
        register = working_copy(bench, bench.size(300, 30), f"bersama-{other}")
        close(register)
        context = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
        processes = [
            context.Process(target=_write_many, args=(register.path, case, each, f"petugas {number}"))
            for number, case in enumerate((1, other))
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
            note += f"a process ended with {process.exitcode}; " if process.exitcode else ""
        register = open_register(register.path, clock=DemoClock(LAST))
        with register.reading() as session:
            rows = session.connection().exec_driver_sql("SELECT payload FROM facts WHERE recorded_by LIKE 'petugas _'")
            found += len(set(rows.scalars()))
        note += "; ".join(one.sentence for one in check(register).problems)
        close(register)
        wanted += 2 * each
    return Measured(float(wanted), float("nan") if note else float(found), note or "none lost, no other error")


BARS = (
    Bar("fact acknowledged", "a raw sqlite3 transaction of 4 rows, WAL and FULL", 4.5, acknowledged),
    Bar("fact acknowledged, p99", "its own median", _P99, slowest),
    Bar("600th step of a case", "its 20th step", _LATE, late_step),
    Bar("steps a second", "SpiffWorkflow, JSON state", 1.5, walk, unit="steps/s", least=True, needs="SpiffWorkflow"),
    Bar("two writers, facts kept", "facts acknowledged", 1.0, together, unit="facts", least=True),
)
