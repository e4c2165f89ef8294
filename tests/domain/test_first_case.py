"""What the facts say of the guided first case."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from spl_desktop.domain.disposing import NewDisposition, dispose, no_disposition_needed, withdraw_disposition
from spl_desktop.domain.first_case import Item, done_in
from spl_desktop.domain.values import Recipient
from tests.domain.logs import START, Walk, shipped_sop

BEGUN = frozenset({Item.REGISTER, Item.LETTER})
NEW = NewDisposition(giver="Isnan", recipients=(Recipient(name="Wahyu"),), instructions=("proses lebih lanjut",))


def test_a_case_that_was_just_opened_has_nothing_behind_it() -> None:
    assert done_in(Walk(shipped_sop()).open().state, False) == BEGUN


def test_a_disposition_counts_until_it_is_withdrawn() -> None:
    walk = Walk(shipped_sop()).open().do(dispose, START, new=NEW)
    assert done_in(walk.state, False) == BEGUN | {Item.DISPOSITION}
    walk.do(withdraw_disposition, START, disposition=1, reason="salah penerima")
    assert done_in(walk.state, False) == BEGUN


def test_that_none_is_needed_counts_as_well() -> None:
    walk = Walk(shipped_sop()).open().do(no_disposition_needed, START, reason="lanjutan surat lama")
    assert Item.DISPOSITION in done_in(walk.state, False)


def test_a_draft_is_a_form_begun_and_not_a_document() -> None:
    state = Walk(shipped_sop()).open().state
    assert done_in(state, True) == BEGUN | {Item.FORM}


def test_a_filed_document_is_no_issued_one() -> None:
    assert done_in(Walk(shipped_sop()).open().file_outputs(START).state, False) == BEGUN


@settings(max_examples=30)
@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_a_step_once_ended_stays_done_whatever_comes_after(ways: list[bool]) -> None:
    walk, on = Walk(shipped_sop()).open(), START
    for back in ways:
        visit = walk.state.visit
        if visit is None:
            break
        on += timedelta(days=1)
        returns = any(one.returns for one in walk.sop.step(visit.step).outcomes)
        walk = walk.back(on) if back and returns else walk.forward(on)
        assert done_in(walk.state, False) == BEGUN | {Item.FINISH}
