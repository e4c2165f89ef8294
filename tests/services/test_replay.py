"""A case at each of its moments, against the fold of the facts that had come by then."""

from datetime import timedelta

import pytest

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.fold import fold
from spl_desktop.domain.standing import Standing
from spl_desktop.services import cases
from spl_desktop.services import log as logs
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import Register
from spl_desktop.services.replay import course_on, replay
from tests.builders import finish, opened, send_back


def gone_back(register: Register) -> int:
    """A case with a return, at its second round of the third step."""
    case = opened(register)
    on = case_view(register, case).state.received
    for days in (1, 3):
        finish(register, case, on + timedelta(days=days))
    send_back(register, case, on + timedelta(days=10))
    finish(register, case, on + timedelta(days=12))
    return case


def test_each_moment_is_the_fold_of_the_facts_up_to_it(register: Register) -> None:
    case = gone_back(register)
    found = replay(register, case)
    with register.reading() as session:
        log = logs.load(session, logs.case_stream(case))
    for place, moment in enumerate(found.moments):
        assert found.course(place).state == fold(log[: moment.facts])
        fact = found.fact(place)
        assert (fact is not None) == moment.told
        assert fact is None or fact.seq == moment.facts
    told = [one.sentence for one in case_view(register, case).history]
    assert [one.sentence for one in found.told] == told


def test_the_last_moment_is_the_present(register: Register) -> None:
    case = gone_back(register)
    found = replay(register, case)
    now = case_view(register, case)
    assert found.moments[-1].on == register.today
    assert found.course(len(found.moments) - 1).steps == now.steps
    assert course_on(register, case, register.today).steps == now.steps


def test_a_deadline_passes_between_two_facts(register: Register) -> None:
    case = opened(register)
    first = case_view(register, case)
    due = first.steps[0].visits[0].due.late
    assert course_on(register, case, due).steps[0].standing is Standing.CURRENT
    assert course_on(register, case, due + timedelta(days=1)).steps[0].standing is Standing.OVERDUE


def test_a_case_that_is_over_ends_with_its_last_fact(register: Register) -> None:
    case = opened(register)
    cases.cancel(register, case, reason="dibatalkan oleh OPD", on=register.today - timedelta(days=30), by_agency=True)
    found = replay(register, case)
    assert found.moments[-1].told


def test_a_day_before_the_case_is_told(register: Register) -> None:
    case = opened(register)
    received = case_view(register, case).state.received
    with pytest.raises(UserError, match=r"kasus ini belum ada\. Kasus mulai"):
        course_on(register, case, received - timedelta(days=1))
    with pytest.raises(UserError, match="tidak ada di register"):
        replay(register, 99)
