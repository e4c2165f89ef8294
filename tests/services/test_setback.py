"""With a clock that was set back the facts keep their order, nothing is lost, and it is not passed over in silence."""

from datetime import date, time

import pytest
from sqlalchemy import text

from spl_desktop.domain.errors import UserError
from spl_desktop.services import cases
from spl_desktop.services.checking import check
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import Register
from spl_desktop.services.watching import clock_problem
from tests.builders import StandingClock, finish, opened

OLD = {"letter_date": date(2025, 1, 2), "received": date(2025, 1, 6)}


def test_a_year_back_is_told_until_the_clock_is_right_again(register: Register, clock: StandingClock) -> None:
    opened(register, **OLD)
    assert clock_problem(register) == ""
    clock.go_to(date(2025, 11, 23))
    sentence = clock_problem(register)
    assert "Minggu, 23 November 2025 pukul 09.00 WIB, 365 hari lebih awal" in sentence
    assert "(Senin, 23 November 2026 pukul 09.00 WIB)" in sentence
    cases.add_note(register, 1, text="dengan jam yang salah", on=date(2025, 11, 23))
    assert clock_problem(register) == sentence  # the newest time counts, not the fact written last
    clock.go_to(date(2026, 11, 24))
    assert clock_problem(register) == ""


def test_some_minutes_back_are_nobodys_business(register: Register, clock: StandingClock) -> None:
    opened(register)
    clock.at = time(8, 51)
    assert clock_problem(register) == ""
    clock.at = time(8, 49)
    assert "11 menit lebih awal" in clock_problem(register)


def test_facts_of_the_wrong_clock_stand_behind_the_others(register: Register, clock: StandingClock) -> None:
    case = opened(register, **OLD)
    finish(register, case)
    clock.go_to(date(2025, 11, 23))
    for number in range(3):
        cases.add_note(register, case, text=f"catatan {number}", on=register.today)
    history = case_view(register, case).history
    assert [row.seq for row in history] == list(range(1, len(history) + 1))
    assert [row.kind for row in history[-3:]] == ["note_added"] * 3
    assert check(register).problems == ()


def test_a_step_cannot_end_before_it_began_by_the_wrong_clock(register: Register, clock: StandingClock) -> None:
    case, before = opened(register), check(register).facts
    clock.go_to(date(2025, 11, 23))
    with pytest.raises(UserError):
        finish(register, case, on=register.today)
    assert check(register).facts == before


def test_a_time_that_was_changed_from_outside_is_left_to_the_check(register: Register) -> None:
    opened(register)
    with register.writing() as session:
        session.execute(text("DROP TRIGGER facts_never_change"))
        session.execute(text("UPDATE facts SET recorded_at = 'zaman dahulu' WHERE id = 1"))
    assert clock_problem(register) == ""
    assert check(register).problems != ()
