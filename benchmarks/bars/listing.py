"""The register at its largest: a page, a page at depth in every order and for every filter, the search."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

from sqlalchemy import func, select

from benchmarks.measuring import Bar, Bench, Measured, alternate
from benchmarks.register import LAST
from spl_desktop.domain.case import Status
from spl_desktop.models.projections import CaseRecord
from spl_desktop.models.search import conditions
from spl_desktop.services.demo import DemoClock
from spl_desktop.services.listing import CaseFilter, chosen, ordered
from spl_desktop.services.paging import PAGE, Place, page_of_cases, parts_of
from spl_desktop.services.register import Register, close, open_register

SHORT = 0.01
"""Share of the cases of the largest register that go through every step."""

WINDOW_SORTS = (
    "agenda", "agency", "system", "step", "received", "due", "days_left", "status", "subject", "letter_number",
    "srikandi", "visits", "changed",
)  # fmt: skip
"""What the columns of the window sort by (ui/register/columns.py)."""

WINDOW_FILTERS = {
    "no filter": CaseFilter(),
    "status": CaseFilter(statuses=frozenset({Status.RUNNING, Status.CANCELLED})),
    "OPD": CaseFilter(agency=5),
    "step": CaseFilter(step="koordinasi"),
    "SOP": CaseFilter(sop="555-23-IX-2023"),
    "overdue": CaseFilter(overdue=True),
    "search": CaseFilter(text="simrs santoso"),
}
SEARCHES = ("simrs", "wah", "sri wid", "permohonan data", "santoso", "445", "dinas kes", "simrs santoso", "tiada")
"""Words, beginnings of words, and several of them."""

_DEPTH = 0.9
_SAMPLE = 5_000


def large(bench: Bench) -> Path:
    """The largest register."""
    return bench.register(bench.size(bench.cases, 60), SHORT)


def opened(path: Path) -> Register:
    """The register as the program opens it."""
    return open_register(path, clock=DemoClock(LAST), recorder="Pengukur")


def raw(path: Path) -> sqlite3.Connection:
    """The same file without the program."""
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)


def page(bench: Bench) -> Measured:
    """A page of the register in the order of the newest letters, beside the same rows by sqlite3."""
    path = large(bench)
    register, connection = opened(path), raw(path)
    query = "SELECT * FROM cases ORDER BY received DESC, id DESC LIMIT ?"
    wanted = CaseFilter(sort="received", descending=True)

    def floor() -> int:
        return len(connection.execute(query, (PAGE,)).fetchall())

    def ours() -> int:
        return len(page_of_cases(register, wanted).rows)

    try:
        return alternate(floor, ours, bench.size(60, 2))
    finally:
        close(register)
        connection.close()


def _wanted() -> Iterator[tuple[str, CaseFilter]]:
    for name, wanted in WINDOW_FILTERS.items():
        for sort in WINDOW_SORTS:
            yield f"{name} by {sort}", replace(wanted, sort=sort)


def _deep_place(register: Register, wanted: CaseFilter, share: float) -> Place | None:
    """A place at about that share of the list, found among a sample of the cases; None where a page holds them all."""
    table = CaseRecord.__table__.c
    with register.reading() as session:
        connection = session.connection()
        last = connection.execute(select(func.max(table.id))).scalar_one()
        sample = select(CaseRecord.id).where(chosen(wanted, LAST), table.id.in_(range(1, last, last // _SAMPLE or 1)))
        found = connection.execute(ordered(sample, wanted, LAST)).scalars().all()
        if len(page_of_cases(register, wanted, limit=PAGE).rows) < PAGE or not found:
            return None
        case = found[int(share * len(found))]
        for number, part in enumerate(parts_of(wanted)):
            key = [column.label(f"key_{place}") for place, column in enumerate(part.columns)]
            query = select(table.due_late, table.held_since, *key).where(table.id == case, *part.only)
            if (row := connection.execute(query).first()) is not None:
                left = wanted.sort == "days_left" and part.dated
                return Place(number, ((row[0] - (row[1] or LAST)).days,) if left else tuple(row[2:]), case)
    return None


def depth(bench: Bench) -> Measured:
    """The slowest of the window's orders and filters: its page at nine tenths of the list beside its first one."""
    path = large(bench)
    register = opened(path)
    worst = Measured(1.0, 1.0, "")
    slowest = 0.0
    slow_name = ""
    try:
        for name, wanted in _wanted():
            place = _deep_place(register, wanted, _DEPTH)
            if place is None:
                continue
            found = alternate(
                lambda wanted=wanted: page_of_cases(register, wanted),  # type: ignore[misc]  # bound
                lambda wanted=wanted, place=place: page_of_cases(register, wanted, after=place),  # type: ignore[misc]
                bench.size(5, 1),
            )
            if found.ours > slowest:
                slowest, slow_name = found.ours, name
            if found.ours / found.floor > worst.ours / worst.floor:
                worst = Measured(found.floor, found.ours, name)
    finally:
        close(register)
    return Measured(
        worst.floor, worst.ours, f"worst: {worst.note or 'none'}; slowest page {slowest:.0f} ms, {slow_name}"
    )


def search(bench: Bench) -> Measured:
    """The newest hundred for each of some searches, beside the bare question to FTS5: medians over all of them."""
    path = large(bench)
    register, connection = opened(path), raw(path)
    floors: list[float] = []
    ours: list[float] = []
    worst = (0.0, "")
    try:
        for typed in SEARCHES:
            match = conditions(typed)[0][1]["prefixes"]
            wanted = CaseFilter(text=typed, sort="received", descending=True)
            found = alternate(
                lambda match=match: connection.execute(  # type: ignore[misc]  # bound
                    "SELECT cases.* FROM (SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 100) "
                    "AS hit JOIN cases ON cases.id = hit.rowid",
                    (match,),
                ).fetchall(),
                lambda wanted=wanted: page_of_cases(register, wanted),  # type: ignore[misc]
                bench.size(5, 1),
            )
            floors.append(found.floor)
            ours.append(found.ours)
            worst = max(worst, (found.ours / found.floor, typed))
    finally:
        close(register)
        connection.close()
    return Measured(median(floors), median(ours), f"worst {worst[0]:.1f}x: {worst[1]}")


BARS = (
    Bar("register page of 100", "the same rows by sqlite3", 2.0, page),
    Bar("page at depth", "the first page of the same order and filter", 1.3, depth),
    Bar("search, newest 100", "the question to FTS5 and its rows by sqlite3", 1.5, search),
)
