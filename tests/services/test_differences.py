"""What is written of a case's rows when a fact comes: what differs, and everything where the file is not as it was."""

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import event, text

from benchmarks.histories import World, history
from spl_desktop.domain import events as e
from spl_desktop.domain.fold import fold, fold_on
from spl_desktop.domain.office import Agency
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.services import cases
from spl_desktop.services.checking import check
from spl_desktop.services.register import Register
from tests.builders import finish, opened, walk_to
from tests.domain.logs import shipped_sop

DAY = date(2026, 1, 5)


@pytest.mark.parametrize("seed", range(12))
def test_going_on_from_a_state_is_folding_the_whole_log(seed: int) -> None:
    world = World(shipped_sop(), (Agency(3, "Dinas Kesehatan", "Dinkes"),), WorkCalendar(), date(2026, 11, 20))
    log: tuple[e.Recorded, ...] = ()
    for day, lane, actor, facts in history(world, 1, 1, Random(seed), whole=0.7):
        after = {"after_seq": len(log), "after_hash": log[-1].hash if log else e.GENESIS}
        by = e.By("Petugas", lane, actor)
        log += e.chain("case:1", facts, happened_on=day, recorded_at=date_time(day), by=by, **after)
    corrected = e.Corrected(seq=1, reason="keliru ketik", changes={"subject": "Lain"})
    link = e.chain(
        "case:1",
        [corrected],
        after_seq=len(log),
        after_hash=log[-1].hash,
        happened_on=log[-1].happened_on,
        recorded_at=log[-1].recorded_at,
        by=e.By("Petugas"),
    )
    for whole in (log, log + link):
        for known in range(1, len(whole) + 1):
            assert fold_on(fold(whole[:known]), whole) == fold(whole)
    assert fold(log + link).subject == "Lain"


def date_time(day: date) -> datetime:
    """Some instant of that day."""
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def test_a_fact_writes_no_row_that_stays_as_it_was(register: Register) -> None:
    case = opened(register)
    walk_to(register, case, "persiapan_api")
    written: list[str] = []

    def watch(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("UPDATE", "DELETE", "INSERT")):
            written.append(statement.partition(" SET ")[0].partition(" (")[0].partition(" WHERE ")[0])

    event.listen(register.engine, "before_cursor_execute", watch)
    cases.hold(register, case, on=DAY, reason="menunggu data")
    event.remove(register.engine, "before_cursor_execute", watch)
    assert written == ["INSERT INTO facts", "UPDATE cases", "UPDATE visits", "DELETE FROM search", "INSERT INTO search"]
    assert check(register).problems == ()


@pytest.mark.parametrize(
    "spoil",
    [
        "DELETE FROM visits WHERE case_id = 1 AND ended IS NULL",
        "DELETE FROM visits WHERE case_id = 1",
        "DELETE FROM search WHERE rowid = 1",
    ],
)
def test_rows_that_are_missing_are_written_again_by_the_next_fact(register: Register, spoil: str) -> None:
    case = opened(register)
    walk_to(register, case, "penyampaian_hasil")
    with register.writing() as session:
        session.execute(text(spoil))
    assert check(register).problems != ()
    cases.hold(register, case, on=DAY, reason="menunggu data")
    assert check(register).problems == ()


def test_ways_back_endings_and_reopening_leave_the_rows_of_the_history(register: Register, tmp_path: Path) -> None:
    case = opened(register)
    view = walk_to(register, case, "")
    cases.reopen(register, case, on=DAY, step=view.sop.first.id, reason="kolom ditambah")
    assert check(register).problems == ()
    finish(register, case)
    cases.correct(register, case, seq=1, reason="keliru", changes={"agenda": "77/2026"})
    assert check(register).problems == ()
    cases.cancel(register, case, on=register.today, reason="tidak jadi", by_agency=False)
    assert check(register).problems == ()
