"""The office on each day of its history, against the fold of every case's facts up to that day."""

import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from spl_desktop.domain.case import CaseState
from spl_desktop.domain.events import Recorded
from spl_desktop.domain.fold import fold, states
from spl_desktop.models.projections import CaseRecord
from spl_desktop.services import cases, heat, sops
from spl_desktop.services import log as logs
from spl_desktop.services.office_replay import office_replay, tokens_on
from spl_desktop.services.register import Register
from tests.builders import finish, opened
from tests.services.wandering import wander


def every_log(register: Register) -> list[tuple[Recorded, ...]]:
    with register.reading() as session:
        numbers = session.scalars(select(CaseRecord.id).order_by(CaseRecord.id)).all()
        return [logs.load(session, logs.case_stream(case)) for case in numbers]


def stood(log: tuple[Recorded, ...], on: date) -> CaseState | None:
    """The case at the end of that day: the fold of the facts before the first one that happened later."""
    come = next((at for at, link in enumerate(log) if link.happened_on > on), len(log))
    return fold(log[:come]) if come else None


@pytest.mark.parametrize("seed", range(2))
def test_the_tokens_of_each_day_are_the_folds_of_all_cases(register: Register, tmp_path: Path, seed: int) -> None:
    wander(register, tmp_path, random.Random(seed))
    sop = sops.current_sop(register)
    film = office_replay(register, sop.id)
    written = every_log(register)
    assert film.facts == sum(map(len, written))
    chance = random.Random(seed)
    for place in {0, len(film.moments) - 1, *chance.sample(range(len(film.moments)), 25)}:
        on = film.moments[place].on
        states_then = [state for log in written if (state := stood(log, on)) is not None and state.visit is not None]
        shown = film.frame(place)
        assert Counter({one.step: one.open for one in shown.steps if one.open}) == Counter(
            state.visit.step for state in states_then if state.visit is not None
        )
        assert sum(one.held for one in shown.steps) == sum(state.held is not None for state in states_then)


@pytest.mark.parametrize("seed", range(2))
def test_the_last_day_is_the_present(register: Register, tmp_path: Path, seed: int) -> None:
    wander(register, tmp_path, random.Random(seed))
    assert tokens_on(register, register.today) == heat.tokens(register)


def test_each_state_on_the_way_is_the_fold_up_to_it(register: Register, tmp_path: Path) -> None:
    wander(register, tmp_path, random.Random(7))
    for log in every_log(register):
        assert list(states(log)) == [fold(log[:number]) for number in range(1, len(log) + 1)]


def test_a_day_tells_what_came_and_counts_what_is_too_much(register: Register) -> None:
    case = opened(register)
    opened(register, agenda="2/2026")
    sop = sops.current_sop(register).id
    film = office_replay(register, sop)
    assert film.sentence(0).count("1/2026: ") + film.sentence(0).count("2/2026: ") == 3
    assert film.sentence(0).endswith("Dan 1 catatan lain.")
    assert film.sentence(1) == ""
    on = film.moments[0].on
    finish(register, case, on + timedelta(days=2))
    assert "1/2026: " in office_replay(register, sop).sentence(2)


def test_a_cancelled_case_stood_while_it_was_open(register: Register) -> None:
    case = opened(register)
    first = office_replay(register, sops.current_sop(register).id).moments[0].on
    cases.cancel(register, case, reason="ditarik", on=first + timedelta(days=3), by_agency=True)
    film = office_replay(register, sops.current_sop(register).id)
    assert [film.on(first + timedelta(days=days)).open for days in (-1, 0, 2, 3)] == [0, 1, 1, 0]
    assert tokens_on(register, first - timedelta(days=1)) == ()
