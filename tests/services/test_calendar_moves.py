"""What a change of the calendar moves is told before it is applied: exactly what the lists then show."""

from datetime import date

import pytest

from spl_desktop.domain.errors import Conflict, UserError
from spl_desktop.domain.office import UNDO
from spl_desktop.domain.workdays import ChangeKind
from spl_desktop.services import cases, office
from spl_desktop.services.checking import check
from spl_desktop.services.office import Move
from spl_desktop.services.queries import case_view, list_cases
from spl_desktop.services.register import Register
from tests.builders import StandingClock, finish, opened, walk_to

WEDNESDAY = date(2026, 12, 23)
LEAVE = date(2026, 12, 24)
"""Cuti bersama; the day after it is Christmas, a Friday."""

Dates = dict[int, tuple[date | None, date | None]]


@pytest.fixture
def several(register: Register, clock: StandingClock) -> dict[str, int]:
    """On 23 December 2026: one day left; a range of days; a month; held; held before; finished and cancelled."""
    clock.go_to(WEDNESDAY)
    made = {
        name: opened(register, agenda=f"{number}/2026", received=WEDNESDAY, letter_date=date(2026, 12, 22))
        for number, name in enumerate(("day", "range", "month", "held", "resumed", "finished", "cancelled"), 1)
    }
    view = case_view(register, made["day"])
    ranged = next(step.id for step in view.sop.steps if step.time.least != step.time.most)
    month = next(step.id for step in view.sop.steps if step.time.unit.value == "bulan")
    walk_to(register, made["range"], ranged)
    walk_to(register, made["month"], month)
    cases.hold(register, made["held"], on=WEDNESDAY, reason="menunggu OPD")
    cases.hold(register, made["resumed"], on=WEDNESDAY, reason="menunggu OPD")
    clock.go_to(date(2026, 12, 28))
    cases.resume(register, made["resumed"], on=date(2026, 12, 28))
    finish(register, made["resumed"], date(2026, 12, 28))
    walk_to(register, made["finished"], "")
    cases.cancel(register, made["cancelled"], on=WEDNESDAY, reason="Ditarik", by_agency=True)
    return made


def dates(register: Register) -> Dates:
    return {row.id: (row.early, row.due) for row in list_cases(register)}


def change(register: Register, day: date, kind: str, *, skb: str = "") -> tuple[Move, ...]:
    """The change previewed and then applied; the moves of the preview are those that the list shows."""
    words = {"day": day, "change": kind, "name": "Hari Jadi", "reason": "surat edaran", "skb": skb}
    before = dates(register)
    moves = office.preview_day_change(register, **words)  # type: ignore[arg-type]
    assert dates(register) == before
    changes = office.change_day(register, **words, confirmed_moves=moves)  # type: ignore[arg-type]
    after = dates(register)
    told = {one.case: ((one.early_before, one.before), (one.early_after, one.after)) for one in moves}
    assert told == {case: (before[case], after[case]) for case in before if before[case] != after[case]}
    assert changes.cases == frozenset(told)
    assert [one.after for one in moves] == sorted(one.after for one in moves)
    assert check(register).problems == ()
    return moves


def test_adding_striking_and_changing_days_move_what_the_preview_told(
    register: Register, several: dict[str, int]
) -> None:
    struck = change(register, LEAVE, ChangeKind.STRIKE)
    assert {one.case for one in struck} == {several[name] for name in ("day", "range")}
    added = change(register, date(2026, 12, 28), ChangeKind.HOLIDAY)
    assert {one.case for one in added} == {several["range"]}  # for the held one the pause makes up for the day
    assert change(register, date(2026, 12, 28), ChangeKind.JOINT_LEAVE, skb="3/2026") == ()
    back = change(register, date(2026, 12, 28), UNDO)
    assert {(one.case, one.after, one.before) for one in back} == {(one.case, one.before, one.after) for one in added}
    again = change(register, LEAVE, UNDO)
    assert {(one.case, one.after) for one in again} == {(one.case, one.before) for one in struck}
    month = change(register, date(2027, 1, 25), ChangeKind.HOLIDAY)
    assert [(one.case, one.before, one.after) for one in month] == [
        (several["month"], date(2027, 1, 25), date(2027, 1, 26))
    ]


def test_a_step_with_a_range_tells_how_its_early_target_moves(register: Register, several: dict[str, int]) -> None:
    moves = {one.case: one for one in change(register, LEAVE, ChangeKind.STRIKE)}
    ranged = moves[several["range"]]
    assert (ranged.early_before, ranged.early_after) == (date(2026, 12, 28), LEAVE)
    assert ranged.before > ranged.after > ranged.early_after
    day = moves[several["day"]]
    assert (day.early_before, day.early_after) == (day.before, day.after) == (date(2026, 12, 28), LEAVE)


def test_a_held_case_is_told_with_the_dates_that_lists_show(
    register: Register, several: dict[str, int], clock: StandingClock
) -> None:
    clock.go_to(date(2026, 12, 30))
    before = dates(register)[several["held"]]
    moves = {one.case: one for one in change(register, date(2026, 12, 31), ChangeKind.HOLIDAY)}
    held = moves[several["held"]]
    assert held.held
    assert (held.early_before, held.before) == before
    cases.resume(register, several["held"], on=date(2026, 12, 30))
    assert dates(register)[several["held"]] == (held.early_after, held.after)


def test_what_was_not_shown_is_not_applied(register: Register, several: dict[str, int]) -> None:
    words = {"day": LEAVE, "change": ChangeKind.STRIKE, "name": "", "reason": "SKB baru"}
    with pytest.raises(UserError, match="menggeser jatuh tempo 2 langkah"):
        office.change_day(register, **words)  # type: ignore[arg-type]
    moves = office.preview_day_change(register, **words)  # type: ignore[arg-type]
    with pytest.raises(Conflict, match="tidak sama lagi dengan yang ditampilkan"):
        office.change_day(register, **words, confirmed_moves=moves[:1])  # type: ignore[arg-type]
    assert office.office(register).days == ()
