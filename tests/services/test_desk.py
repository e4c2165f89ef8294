"""The morning desk: every counter equals a count from the folded histories, and the list behind it."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from spl_desktop.domain.case import CaseState, Status
from spl_desktop.domain.desk import Waiting
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.fold import fold
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.timing import due
from spl_desktop.domain.values import Recipient
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.services import cases, dispositions
from spl_desktop.services.checking import check, rebuild
from spl_desktop.services.demo import build_demo
from spl_desktop.services.desk import Desk, desk, desk_cases
from spl_desktop.services.desk_papers import summary, write_calendar, write_summary
from spl_desktop.services.dispositions import NewDisposition
from spl_desktop.services.log import case_stream, load
from spl_desktop.services.register import Register
from tests.builders import TODAY, StandingClock, opened, waive_missing, walk_to
from tests.services.wandering import wander

OFFICE = WorkCalendar()


def working_days(after: date, until: date) -> int:
    """Working days after the one up to the other, counted one by one."""
    days = (until - after).days
    return sum(OFFICE.is_working(after + timedelta(days=n)) for n in range(1, days + 1))


def histories(register: Register) -> list[tuple[CaseState, Sop]]:
    """Every case of the register, folded from its facts."""
    found = []
    with register.reading() as session:
        number = 1
        while log := load(session, case_stream(number)):
            state = fold(log)
            found.append((state, register.sop(session, state.sop)))
            number += 1
    return found


def stands_under(state: CaseState, sop: Sop, today: date, lane: str, wait: int) -> set[str]:
    """The counters under which a case belongs, told from its history alone."""
    visit = state.visit
    if visit is None:
        return set()
    step, held = sop.step(visit.step), state.held is not None
    found: set[str] = set()
    late = due(visit.entered, step.time, OFFICE, [hold for hold in visit.holds if hold.end is not None]).late
    if lane in ("", *step.lanes):
        found.add("open")
        if late < (state.held.start if state.held is not None else today):
            found.add("overdue")
        elif not held and late == today:
            found.add("today")
        elif not held and late <= next(d for d in days_from(today) if working_days(today, d) == 3):
            found.add("soon")
        if working_days(state.changed, today) >= 7:
            found.add("stale")
        accounted = {kind for kind, _ in visit.waived} | {kind for kind, _, _ in visit.reused}
        accounted |= {d.kind for d in state.documents for v in d.versions if v.visit == visit.number}
        owes = set(step.outputs) - accounted
        found |= {"incomplete"} if owes else set() if held else {"ready"}
        if any(d.versions[-1].report and d.versions[-1].signed is None for d in state.documents):
            found.add("unsigned")
        since = [visit.entered] if step.lanes[0] == sop.steps[0].lanes[0] else []
        since += [state.held.start] if state.held is not None else []
        others = [
            name.lower() for one in sop.lanes if one.id != sop.steps[0].lanes[0] for name in (one.short, one.name)
        ]
        if since and not (held and state.held_for.lower() in others) and working_days(since[0], today) > wait:
            found.add("agency")
    for one in state.dispositions:
        for received in one.received:
            to = received.recipient.lane
            if one.withdrawn or (lane and to != lane and (to or lane not in step.lanes)):
                continue
            if received.mark.value == "belum dibaca":
                found |= {"unread", "unfollowed"}
            elif received.mark.value == "dibaca":
                found.add("unfollowed")
    return found


def days_from(today: date) -> Iterable[date]:
    return (today + timedelta(days=n) for n in range(1, 60))


def assert_counters_equal_the_histories(register: Register, today: date, wait: int = 7) -> Counter[str]:
    told = histories(register)
    seen: Counter[str] = Counter()
    for lane in ("", *(lane for lane, _ in desk(register).lanes)):
        shown = desk(register, today=today, lane=lane, waiting_days=wait)
        behind = [stands_under(state, sop, today, lane, wait) for state, sop in told]
        counted = Counter(name for names in behind for name in names)
        assert shown.open == counted.pop("open", 0)
        assert {one.id.value: one.count for one in shown.counters if one.count} == dict(counted)
        for one in Waiting:
            rows = desk_cases(register, one, today=today, lane=lane, waiting_days=wait)
            assert len(rows) == shown.count(one)
            expected = {s.agenda for (s, _), names in zip(told, behind, strict=True) if one.value in names}
            assert {row.agenda for row in rows} == expected
            assert all(row.status.open for row in rows)
        dues = [row.due for row in desk_cases(register, today=today, lane=lane)]
        assert dues == sorted(dues)  # type: ignore[type-var]  # open cases have a deadline
        seen += counted
    return seen


@pytest.mark.parametrize("seed", range(3))
def test_counters_equal_the_histories_of_random_registers(
    register: Register, clock: StandingClock, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    wander(register, tmp_path, chance)
    states = [state for state, _ in histories(register)]
    latest = max(state.changed for state in states)
    for days in (0, 1, 3, 8, 30):
        assert_counters_equal_the_histories(register, latest + timedelta(days=days), wait=chance.randint(1, 12))
    before = desk(register, today=latest)
    assert check(register).problems == ()
    rebuild(register)
    assert desk(register, today=latest) == before


def test_counters_equal_the_histories_of_the_demo(register: Register) -> None:
    build_demo(register)
    seen: Counter[str] = Counter()
    for days in (0, 1, 4, 20):
        seen += assert_counters_equal_the_histories(register, register.today + timedelta(days=days))
    assert {"today", "overdue", "soon", "unread", "unfollowed", "agency", "stale", "incomplete", "unsigned"} <= set(
        seen
    )


def counts(shown: Desk) -> dict[str, int]:
    return {one.id.value: one.count for one in shown.counters if one.count}


def test_cancelled_and_finished_cases_are_never_counted(register: Register) -> None:
    numbers = [opened(register, agenda=f"{n}/2026") for n in (1, 2)]
    new = NewDisposition(giver="Isnan", recipients=(Recipient(name="Wahyu"),), note="x")
    for case in numbers:
        dispositions.dispose(register, case, new, on=date(2026, 1, 5))
    assert counts(desk(register))["unread"] == 2
    cases.cancel(register, numbers[0], on=TODAY, reason="Ditarik", by_agency=True)
    walk_to(register, numbers[1], "")
    shown = desk(register)
    assert (shown.open, shown.cases, counts(shown)) == (0, 2, {})
    assert desk_cases(register) == ()
    assert all(desk_cases(register, one) == () for one in Waiting)


def test_a_step_with_all_outputs_is_ready_until_it_is_held(register: Register) -> None:
    case = opened(register, received=TODAY, letter_date=TODAY)
    waive_missing(register, case, TODAY)
    assert counts(desk(register)) == {"soon": 1, "ready": 1}
    cases.hold(register, case, on=TODAY, reason="Menunggu OPD")
    assert counts(desk(register)) == {}
    assert [row.status for row in desk_cases(register)] == [Status.HELD]


def test_a_disposition_waits_for_the_lane_of_its_recipient(register: Register) -> None:
    case = opened(register)
    lanes = [lane for lane, _ in desk(register).lanes]
    new = NewDisposition(giver="Isnan", recipients=(Recipient(name="Wahyu", lane=lanes[1]),), note="x")
    dispositions.dispose(register, case, new, on=TODAY)
    assert [desk(register, lane=lane).count(Waiting.UNREAD) for lane in lanes] == [0, 1, 0, 0]


def test_an_unknown_lane_and_a_senseless_wait_are_refused(register: Register) -> None:
    with pytest.raises(UserError, match=r'"camat" tidak dikenal\. Pilih'):
        desk(register, lane="camat")
    for days in (0, 251):
        with pytest.raises(UserError, match="paling sedikit 1 dan paling banyak 250 hari kerja"):
            desk_cases(register, waiting_days=days)


def test_the_summary_is_short_plain_text(register: Register) -> None:
    opened(register)
    opened(register, agenda="2/2026", received=TODAY, letter_date=TODAY, system="SIAK")
    told = write_summary(register, waiting_days=9)
    lines = told.splitlines()
    assert lines[0] == "Meja Kerja SPL, Senin, 23 November 2026"
    assert "- Terlambat: 1" in lines
    assert "- Menunggu OPD lebih dari 9 hari kerja: 1" in lines
    assert not any(line.endswith(": 0") for line in lines)
    first, second = lines[-2:]
    assert first.startswith("1. 1/2026 ") and "SIMRS: langkah 1, jatuh tempo 06/01/2026 (terlambat " in first
    assert second.startswith("2. 2/2026 ") and second.endswith("jatuh tempo 24/11/2026 (1 hari kerja lagi)")


def test_the_summary_says_when_nothing_waits_and_how_many_it_leaves_out(register: Register) -> None:
    empty = desk(register)
    assert summary(empty, ()).splitlines()[1:] == ["Tidak ada yang menunggu hari ini."]
    for number in range(13):
        opened(register, agenda=f"{number + 1}/2026")
    assert write_summary(register, waiting_days=7).endswith("\n... dan 3 kasus lain.")
    lane, name = empty.lanes[0]
    assert write_summary(register, lane=lane, waiting_days=7).startswith(f"Meja Kerja SPL ({name}), ")


def events(target: Path) -> dict[str, tuple[date, str, int]]:
    found = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    return {str(one["UID"]): (one.decoded("DTSTART"), str(one["SUMMARY"]), one["SEQUENCE"]) for one in found}


def test_a_case_keeps_its_event_when_its_deadline_moves(register: Register, tmp_path: Path) -> None:
    target = tmp_path / "tenggat.ics"
    moving = opened(register, system="Aplikasi; satu, dua")
    ending = opened(register, agenda="2/2026")
    assert write_calendar(register, target) == 2
    before = events(target)
    assert {day for day, _, _ in before.values()} == {date(2026, 1, 6)}
    cases.cancel(register, ending, on=TODAY, reason="Ditarik", by_agency=True)
    view = walk_to(register, moving, desk_cases_second_step(register, moving), on=TODAY)
    assert write_calendar(register, target) == 1
    [(uid, (day, title, revision))] = events(target).items()
    assert uid in before and revision > before[uid][2]
    assert day == view.row.due
    assert title == f"Jatuh tempo 1/2026: langkah 2, {view.row.agency} (Aplikasi; satu, dua)"


def desk_cases_second_step(register: Register, case: int) -> str:
    from spl_desktop.services.queries import case_view

    return case_view(register, case).sop.steps[1].id


def test_a_calendar_that_cannot_be_written_is_refused(register: Register, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"tidak ada\. Buat foldernya dahulu"):
        write_calendar(register, tmp_path / "tidak" / "ada.ics")
    with pytest.raises(UserError, match="tidak dikenal"):
        write_calendar(register, tmp_path / "ada.ics", lane="camat")
    assert list(tmp_path.glob("*.ics")) == []


def test_ten_thousand_cases_are_counted_to_the_last(register: Register) -> None:
    from sqlalchemy import insert, select

    from spl_desktop.models.projections import CaseRecord, DispositionRecord, RecipientRecord

    opened(register)
    dispositions.dispose(
        register, 1, NewDisposition(giver="Isnan", recipients=(Recipient(name="Wahyu"),), note="x"), on=TODAY
    )
    with register.writing() as session:
        for record, key in ((CaseRecord, "id"), (DispositionRecord, "case_id"), (RecipientRecord, "case_id")):
            row = dict(session.execute(select(record.__table__)).mappings().one())
            more = ({"agenda_key": str(n)} if record is CaseRecord else {} for n in range(2, 10_001))
            session.execute(insert(record.__table__), [row | {key: n} | own for n, own in enumerate(more, 2)])
    for lane in ("", desk(register).lanes[0][0]):
        shown = desk(register, lane=lane)
        assert {shown.open, shown.count(Waiting.OVERDUE), shown.count(Waiting.UNREAD)} == {10_000}
