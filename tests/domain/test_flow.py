"""The ways through an SOP, in words and as a case went them."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain import events as e
from spl_desktop.domain import rules
from spl_desktop.domain.flow import choice_words, onward_words, walked
from spl_desktop.domain.sop import Sop
from tests.domain.logs import START, Walk, shipped_sop

SOP = shipped_sop()


@pytest.fixture
def sop() -> Sop:
    return SOP


def test_where_a_step_leads_is_said_in_words(sop: Sop) -> None:
    assert onward_words(sop, sop.step("koordinasi")) == "berikutnya langkah 2"
    both = "berikutnya langkah 4 bila sepakat, kembali ke langkah 2 bila tidak sepakat"
    assert onward_words(sop, sop.step("skenario_integrasi")) == both
    assert onward_words(sop, sop.steps[-1]) == "berikutnya akhir kasus"


def test_the_digits_of_a_decision_are_said(sop: Sop) -> None:
    told = choice_words(sop, sop.step("skenario_integrasi"))
    assert told == "1 ke langkah 4 bila sepakat, 2 kembali ke langkah 2 bila tidak sepakat"
    assert choice_words(sop, sop.first) == ""


@given(choices=st.lists(st.integers(0, 1), min_size=1, max_size=25))
def test_the_ways_gone_are_those_of_the_facts(choices: list[int]) -> None:
    """Counted independently: from the facts of the log, which the fold reads otherwise."""
    sop = SOP
    walk = Walk(sop).open()
    for number, choice in enumerate(choices):
        state = walk.state
        if state.visit is None:
            break
        step = sop.step(state.visit.step)
        outcome = step.outcomes[choice % len(step.outcomes)]
        on = START + timedelta(days=number)
        walk.file_outputs(on)
        walk.do(rules.finish_step, on, sop=sop, outcome=outcome.id, reason="belum lengkap" if outcome.returns else "")
    counted: Counter[tuple[str, str]] = Counter()
    standing = ""
    for link in walk.log:
        match link.fact:
            case e.StepEntered(step=entered):
                standing = entered
            case e.StepFinished(outcome=outcome_id) | e.StepReturned(outcome=outcome_id):
                counted[standing, outcome_id] += 1
            case _:
                pass
    assert dict(walked(walk.state)) == dict(counted)
