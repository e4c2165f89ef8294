"""The office lens from a register: every number equals a count by SQL or NumPy, and the list behind it."""

import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop import Sop
from spl_desktop.services import cases, sops
from spl_desktop.services.conformance import period_conformance
from spl_desktop.services.heat import Ended, cases_at, ended_visits, heat, office_lens, tokens
from spl_desktop.services.listing import list_cases
from spl_desktop.services.period import period
from spl_desktop.services.register import Register
from tests.builders import TODAY, finish, opened, send_back, walk_to
from tests.services.wandering import wander

START, END = date(2026, 1, 1), date(2026, 12, 31)


def asked(register: Register, sql: str, **values: Any) -> Sequence[tuple[Any, ...]]:
    """The rows of a question put straight to the file."""
    with closing(sqlite3.connect(register.path)) as connection:
        return connection.execute(sql, values).fetchall()


def assert_tokens_equal_sql(register: Register, today: date) -> int:
    shown = tokens(register, today=today)
    counted = asked(
        register,
        """SELECT sop, step, count(*), sum(due_late < ifnull(held_since, :today)), sum(status = 'ditunda')
           FROM cases WHERE status IN ('berjalan', 'ditunda') GROUP BY sop, step""",
        today=today.isoformat(),
    )
    told = {(all_.sop, one.step): (one.open, one.overdue, one.held) for all_ in shown for one in all_.steps if one.open}
    assert told == {(sop, step): tuple(rest) for sop, step, *rest in counted}
    calendar = register.calendar(office_of(register))
    for all_ in shown:
        for one in all_.steps:
            oldest = asked(
                register,
                """SELECT id, agenda, entered FROM cases WHERE status IN ('berjalan', 'ditunda')
                   AND sop = :sop AND step = :step ORDER BY entered, id LIMIT 1""",
                sop=all_.sop,
                step=one.step,
            )
            if oldest:
                [(case, agenda, entered)] = oldest
                since = date.fromisoformat(entered)
                days = (since + timedelta(days=n) for n in range(1, (today - since).days + 1))
                assert (one.oldest, one.oldest_agenda) == (case, agenda)
                assert one.oldest_days == sum(calendar.is_working(day) for day in days)
            behind = list_cases(register, cases_at(all_.sop, one.step), today=today)
            late = list_cases(register, cases_at(all_.sop, one.step, overdue=True), today=today)
            held = list_cases(register, cases_at(all_.sop, one.step, held=True), today=today)
            assert (len(behind), len(late), len(held)) == (one.open, one.overdue, one.held)
            assert all(row.status.open and row.step == one.step and row.sop == all_.sop for row in behind)
            assert all(row.overdue for row in late)
    return sum(all_.open for all_ in shown)


def office_of(register: Register) -> Any:
    with register.reading() as session:
        return register.office(session)


def assert_heat_equals_numpy(register: Register, sop: Sop, start: date, end: date) -> int:
    rows = asked(
        register,
        """SELECT v.step, v.net, v.verdict, v.ending, v.outcome FROM visits v JOIN cases c ON c.id = v.case_id
           WHERE c.sop = :sop AND v.ended >= :start AND v.ended <= :end AND v.ending <> 'dihentikan'""",
        sop=sop.id,
        start=start.isoformat(),
        end=end.isoformat(),
    )
    shown = heat(register, start, end)
    if not rows:
        assert shown == ()
        return 0
    [found] = shown
    for one in found.steps:
        here = [row for row in rows if row[0] == one.step]
        assert one.ended == len(here)
        wanted = Ended(sop.id, one.step, start, end)
        behind = ended_visits(register, wanted)
        assert sorted(row.net for row in behind) == sorted(row[1] for row in here)
        assert [row.net for row in behind] == sorted((row.net for row in behind), reverse=True)
        if not here:
            assert (one.median, one.slow, one.share) == (None, None, None)
            continue
        net = np.array([row[1] for row in here])
        assert one.median == pytest.approx(float(np.percentile(net, 50)))
        assert one.slow == pytest.approx(float(np.percentile(net, 85)))
        assert one.share == pytest.approx(float(np.mean([row[2] != "terlambat" for row in here])))
    for back in found.returns:
        here = [row for row in rows if row[0] == back.source]
        gone = [row for row in here if row[4] == back.outcome]
        assert all(row[3] == "dikembalikan" for row in gone)
        assert (back.count, back.ended) == (len(gone), len(here))
        behind = ended_visits(register, Ended(sop.id, back.source, start, end, back.outcome))
        assert len(behind) == back.count
    assert sum(back.count for back in found.returns) == sum(row[3] == "dikembalikan" for row in rows)
    return len(rows)


@pytest.mark.parametrize("seed", range(2))
def test_every_number_equals_its_independent_count_on_random_registers(
    register: Register, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    wander(register, tmp_path, chance, cases=7, commands=200)
    sop = sops.current_sop(register)
    days = [date.fromisoformat(row[0]) for row in asked(register, "SELECT ended FROM visits WHERE ended IS NOT NULL")]
    assert days
    for shift in (0, 3, 40):
        assert_tokens_equal_sql(register, max(days) + timedelta(days=shift))
    assert assert_heat_equals_numpy(register, sop, min(days), max(days))
    for _ in range(4):
        start, end = sorted(chance.choices(days, k=2))
        assert_heat_equals_numpy(register, sop, start, end)
    lens = office_lens(register, sop.id, min(days), max(days))
    assert (lens.heat,) == heat(register, min(days), max(days))
    measured = asked(register, "SELECT min(ended), max(ended) FROM visits WHERE ending <> 'dihentikan' AND ended <> ''")
    assert lens.measured == tuple(date.fromisoformat(day) for day in measured[0])


def test_cancelled_cases_are_no_tokens_and_what_they_broke_off_is_no_measure(register: Register) -> None:
    numbers = [opened(register, agenda=f"{n}/2026") for n in (1, 2, 3)]
    finish(register, numbers[0], date(2026, 1, 6))
    cases.cancel(register, numbers[0], on=date(2026, 3, 2), reason="dicabut", by_agency=True)
    cases.cancel(register, numbers[1], on=date(2026, 3, 2), reason="dicabut", by_agency=False)
    cases.hold(register, numbers[2], on=date(2026, 1, 6), reason="Menunggu OPD")
    [shown] = tokens(register)
    assert [(one.open, one.overdue, one.held) for one in shown.steps][:2] == [(1, 0, 1), (0, 0, 0)]
    [found] = heat(register, START, END)
    assert [one.ended for one in found.steps][:2] == [1, 0]
    assert (found.steps[0].median, found.steps[0].slow, found.steps[0].share) == (1.0, 1.0, 1.0)


def test_without_cases_nothing_is_shown(register: Register) -> None:
    assert tokens(register) == ()
    assert heat(register, START, END) == ()
    lens = office_lens(register, sops.current_sop(register).id, START, END)
    assert (lens.tokens.open, lens.heat.ended, lens.measured) == (0, 0, None)


def test_versions_are_told_apart(register: Register, tmp_path: Path) -> None:
    old = sops.current_sop(register)
    first = opened(register)
    finish(register, first, TODAY)
    text = sops.sop_text(register, old.id).replace(f'id = "{old.id}"', 'id = "versi-2027"', 1)
    path = tmp_path / "versi-2027.toml"
    path.write_text(text, encoding="utf-8")
    sops.adopt_sop(register, path)
    second = opened(register, agenda="2/2026")
    walk_to(register, second, old.steps[1].id, TODAY)
    assert [(one.sop, one.open) for one in tokens(register)] == [(old.id, 1), ("versi-2027", 1)]
    assert [(one.sop, one.ended) for one in heat(register, START, END)] == [(old.id, 1), ("versi-2027", 1)]
    for sop, case in ((old.id, first), ("versi-2027", second)):
        assert [row.id for row in list_cases(register, cases_at(sop, old.steps[1].id))] == [case]
        assert [row.case for row in ended_visits(register, Ended(sop, old.first.id, START, END))] == [case]


def test_a_return_has_its_own_list(register: Register) -> None:
    case = opened(register)
    sop = sops.current_sop(register)
    deciding = next(step for step in sop.steps if any(way.returns for way in step.outcomes))
    walk_to(register, case, deciding.id)
    send_back(register, case)
    walk_to(register, case, deciding.id)
    finish(register, case)
    [found] = heat(register, START, END)
    [back] = found.returns_of(deciding.id)
    assert (back.count, back.ended, back.share) == (1, 2, 0.5)
    [row] = ended_visits(register, Ended(sop.id, deciding.id, START, END, back.outcome))
    assert (row.round, row.reason) == (1, "belum lengkap")


def test_a_period_that_ends_before_it_begins_is_refused(register: Register) -> None:
    for asking in (heat, lambda *days: office_lens(days[0], "555-23-IX-2023", *days[1:])):
        with pytest.raises(UserError, match=r"Periode berakhir \(1 Januari 2026\) sebelum mulai"):
            asking(register, END, START)


def test_one_step_has_one_median_wherever_it_is_told(register: Register, tmp_path: Path) -> None:
    wander(register, tmp_path, random.Random(3))
    start, end = date(2026, 1, 1), date(2026, 12, 31)
    (heated,) = heat(register, start, end)
    told = {one.number: (one.ended, one.median) for one in period(register, start, end).steps}
    judged = {one.number: (one.judged, one.median, one.upper) for one in period_conformance(register, start, end).steps}
    assert any(back.count for back in heated.returns), "a step that sent a case back is among them"
    for step in heated.steps:
        if step.ended:
            assert told[step.number] == (step.ended, step.median)
            assert judged[step.number] == (step.ended, step.median, step.slow)
