"""Random walks in a real register: the lists always say what the history says, at the end and at every moment."""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from spl_desktop.domain.case import CaseState
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.events import CaseFact
from spl_desktop.domain.fold import fold
from spl_desktop.services import queries
from spl_desktop.services.acting import Situation, act
from spl_desktop.services.checking import check, rebuild
from spl_desktop.services.log import case_stream, load
from spl_desktop.services.register import Register
from tests.builders import opened, paper
from tests.domain.logs import CONTENT, Walk
from tests.domain.test_walks import COMMANDS_OF_A_WALK, day_near

CASES, COMMANDS = 3, 70


@pytest.mark.parametrize("seed", range(3))
def test_the_lists_say_what_the_history_says(register: Register, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    letter = paper(tmp_path, content=CONTENT)
    cases = [opened(register, agenda=f"{number}/2026", files=(letter,)) for number in range(1, CASES + 1)]
    then: list[tuple[int, CaseState]] = []
    for _ in range(COMMANDS * CASES):
        case, command = chance.choice(cases), chance.choice(COMMANDS_OF_A_WALK)
        shift = chance.random()

        def decide(now: Situation, shift: float = shift, command: object = command) -> Iterable[CaseFact]:
            walk = Walk(now.sop, now.today, list(now.log))
            return command(random.Random(shift), walk, day_near(random.Random(shift), now.state))  # type: ignore[operator]  # a Command

        try:
            on = day_near(random.Random(shift), queries.case_view(register, case).state)
            act(register, case, decide, on=on)
        except UserError:
            continue
        with register.reading() as session:
            then.append((case, fold(load(session, case_stream(case)))))
    report = check(register)
    assert list(report.problems) == []
    for case, state in then[:: len(then) // 20]:
        with register.reading() as session:
            assert fold(load(session, case_stream(case))[: state.seq]) == state
    for row in queries.list_cases(register, queries.CaseFilter()):
        state = queries.case_view(register, row.id).state
        assert (row.status, row.step) == (state.status, state.visit.step if state.visit else "")
        clock_stood = state.held.start if state.held is not None else register.today
        late = state.visit is not None and row.due is not None and row.due < clock_stood
        assert row.overdue is late
    before = queries.list_visits(register, queries.CaseFilter())
    rebuild(register)
    assert queries.list_visits(register, queries.CaseFilter()) == before
