"""Every counter of the morning desk equals a count in plain SQL, over random registers and for every lane."""

import random
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from spl_desktop.domain.desk import Waiting
from spl_desktop.domain.forms import example_content
from spl_desktop.domain.sop import Report
from spl_desktop.services import cases
from spl_desktop.services.desk import desk, desk_cases
from spl_desktop.services.drafts import drop_draft, save_draft
from spl_desktop.services.forms import draft_key, form_of
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import Register
from tests.builders import TODAY, opened
from tests.services.test_desk import days_from, histories, wander, working_days

MEMO = form_of(Report.MEMO)
ASKED = next(field.id for field in MEMO.fields if field.required and not field.locked)
"""A field without which no memo is complete."""
# From the visits, versions and facts themselves: not from the columns that the desk keeps for itself.
WITH_LANE = """
    WITH open AS (
        SELECT c.id, c.status, c.held_since, v.due_late, v.entered, v.number AS visit, c.held_for, c.step, c.sop
        FROM cases c JOIN visits v ON v.case_id = c.id AND v.ended IS NULL
        WHERE c.status IN ('berjalan', 'ditunda')
    ), mine AS (
        SELECT * FROM open WHERE :lane = '' OR EXISTS (
            SELECT 1 FROM step_lanes s WHERE s.sop = open.sop AND s.step = open.step AND s.lane = :lane)
    ), waiting AS (
        SELECT r.case_id, r.mark FROM disposition_recipients r
        JOIN dispositions d ON d.case_id = r.case_id AND d.number = r.disposition AND d.withdrawn = ''
        WHERE r.case_id IN (SELECT id FROM open) AND (:lane = '' OR r.lane = :lane
            OR (r.lane = '' AND r.case_id IN (SELECT id FROM mine)))
    ), owed AS (
        SELECT m.id, count(o.kind) AS owes FROM mine m
        LEFT JOIN owed_outputs o ON o.case_id = m.id GROUP BY m.id
    )
"""
COUNTS = {
    Waiting.TODAY: "SELECT count(*) FROM mine WHERE status = 'berjalan' AND due_late = :today",
    Waiting.OVERDUE: "SELECT count(*) FROM mine WHERE due_late < ifnull(held_since, :today)",
    Waiting.SOON: "SELECT count(*) FROM mine WHERE status = 'berjalan' AND due_late > :today AND due_late <= :soon",
    Waiting.UNREAD: "SELECT count(DISTINCT case_id) FROM waiting WHERE mark = 'belum dibaca'",
    Waiting.UNFOLLOWED: "SELECT count(DISTINCT case_id) FROM waiting WHERE mark IN ('belum dibaca', 'dibaca')",
    Waiting.AGENCY: """SELECT count(*) FROM mine WHERE NOT (status = 'ditunda' AND lower(held_for) IN (
            SELECT name FROM other_lanes o WHERE o.sop = mine.sop))
        AND CASE WHEN EXISTS (SELECT 1 FROM asking_steps a WHERE a.sop = mine.sop AND a.step = mine.step)
            THEN entered ELSE held_since END <= :waited""",
    Waiting.STALE: """SELECT count(*) FROM mine WHERE (SELECT max(happened_on) FROM facts
        WHERE stream = 'case:' || mine.id) <= :stale""",
    Waiting.INCOMPLETE: "SELECT count(*) FROM owed WHERE owes > 0",
    Waiting.READY: "SELECT count(*) FROM owed JOIN mine USING (id) WHERE owes = 0 AND status = 'berjalan'",
    Waiting.ISSUABLE: """SELECT count(DISTINCT mine.id) FROM mine JOIN drafts d ON d.key LIKE 'form:' || mine.id || ':%'
        WHERE json_extract(d.data, '$.' || :asked) <> ''""",
    Waiting.UNSIGNED: """SELECT count(DISTINCT v.case_id) FROM document_versions v
        WHERE v.case_id IN (SELECT id FROM mine) AND v.report <> '' AND v.signed IS NULL
        AND v.number = (SELECT max(number) FROM document_versions w
            WHERE w.case_id = v.case_id AND w.document = v.document)""",
}


def day_when(today: date, days: int) -> date:
    """The latest day since which so many working days have come."""
    return next(day for n in range(400) if working_days(day := today - timedelta(days=n), today) >= days)


@pytest.fixture
def counting(register: Register) -> Iterator[sqlite3.Connection]:
    """The register's own file, read by nothing but SQLite."""
    found = sqlite3.connect(register.path, isolation_level=None)
    yield found
    found.close()


def know_the_sop(plain: sqlite3.Connection, register: Register) -> None:
    """What stands in the SOP file and not in the register, as tables of this connection alone."""
    plain.executescript(
        "DROP TABLE IF EXISTS temp.step_lanes; DROP TABLE IF EXISTS temp.asking_steps;"
        "DROP TABLE IF EXISTS temp.other_lanes; DROP TABLE IF EXISTS temp.owed_outputs;"
        "CREATE TEMP TABLE step_lanes (sop, step, lane); CREATE TEMP TABLE asking_steps (sop, step);"
        "CREATE TEMP TABLE other_lanes (sop, name); CREATE TEMP TABLE owed_outputs (case_id, kind);"
    )
    told = histories(register)
    for sop in {sop.id: sop for _, sop in told}.values():
        asks = sop.steps[0].lanes[0]
        for step in sop.steps:
            plain.executemany("INSERT INTO step_lanes VALUES (?, ?, ?)", [(sop.id, step.id, one) for one in step.lanes])
            if step.lanes[0] == asks:
                plain.execute("INSERT INTO asking_steps VALUES (?, ?)", (sop.id, step.id))
        names = [name for lane in sop.lanes if lane.id != asks for name in (lane.short, lane.name)]
        plain.executemany("INSERT INTO other_lanes VALUES (?, ?)", [(sop.id, name.lower()) for name in names])
    for number, (state, sop) in enumerate(told, 1):
        if state.visit is None:
            continue
        accounted = {kind for kind, _ in state.visit.waived} | {kind for kind, _, _ in state.visit.reused}
        for kind in set(sop.step(state.visit.step).outputs) - accounted:
            filed = plain.execute(
                "SELECT 1 FROM document_versions v JOIN documents d ON d.case_id = v.case_id AND d.number = v.document"
                " WHERE v.case_id = ? AND d.kind = ? AND v.visit = ?",
                (number, kind, state.visit.number),
            ).fetchone()
            if not filed:
                plain.execute("INSERT INTO owed_outputs VALUES (?, ?)", (number, kind))


def assert_sql_counts(plain: sqlite3.Connection, register: Register, today: date, wait: int) -> None:
    know_the_sop(plain, register)
    days = {
        "today": today.isoformat(),
        "soon": next(day for day in days_from(today) if working_days(today, day) == 3).isoformat(),
        "stale": day_when(today, 7).isoformat(),
        "waited": day_when(today, wait + 1).isoformat(),
    }
    for lane in ("", *(lane for lane, _ in desk(register).lanes)):
        shown = desk(register, today=today, lane=lane, waiting_days=wait)
        for counter, query in COUNTS.items():
            ((count,),) = plain.execute(WITH_LANE + query, {**days, "lane": lane, "asked": ASKED}).fetchall()
            rows = desk_cases(register, counter, today=today, lane=lane, waiting_days=wait)
            assert (counter, lane, shown.count(counter), len(rows)) == (counter, lane, count, count)


def test_no_counter_is_left_out() -> None:
    assert set(COUNTS) == set(Waiting)


@pytest.mark.parametrize("seed", [11, 12])
def test_every_counter_equals_its_sql_on_random_registers(
    register: Register, counting: sqlite3.Connection, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    wander(register, tmp_path, chance)
    for case in range(1, 9):
        if chance.random() < 0.7:
            lacking = {ASKED: ""} if chance.random() < 0.5 else {}
            save_draft(register, draft_key(case, Report.MEMO), {**example_content(MEMO), **lacking})
    latest = max(state.changed for state, _ in histories(register))
    for days in (0, 2, 9):
        assert_sql_counts(counting, register, latest + timedelta(days=days), chance.randint(1, 12))


def test_a_draft_is_ready_when_its_form_lacks_nothing_and_only_in_an_open_case(register: Register) -> None:
    case = opened(register)
    lanes = [lane for lane, _ in desk(register).lanes]
    step = case_view(register, case).sop.steps[0]
    content = example_content(MEMO)
    save_draft(register, draft_key(case, Report.MEMO), {**content, ASKED: ""})
    assert desk(register).count(Waiting.ISSUABLE) == 0
    save_draft(register, draft_key(case, Report.MEMO), content)
    save_draft(register, f"form:{case}:dokumen_lain", content)
    assert [desk(register, lane=lane).count(Waiting.ISSUABLE) for lane in lanes] == [
        int(lane in step.lanes) for lane in lanes
    ]
    assert [row.id for row in desk_cases(register, Waiting.ISSUABLE)] == [case]
    drop_draft(register, draft_key(case, Report.MEMO))
    assert desk(register).count(Waiting.ISSUABLE) == 0
    save_draft(register, draft_key(case, Report.MEMO), content)
    cases.cancel(register, case, on=TODAY, reason="Ditarik", by_agency=True)
    assert desk_cases(register, Waiting.ISSUABLE) == ()
