"""Random walks over random SOPs: whatever is accepted or refused, a case is always at exactly one place."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spl_desktop.domain import disposing, filing, rules
from spl_desktop.domain import events as e
from spl_desktop.domain.case import CaseState, Status
from spl_desktop.domain.correcting import correct, correctable, disorder
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.fold import fold
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.timing import due
from spl_desktop.domain.values import Contact, Place, Recipient
from spl_desktop.domain.workdays import WorkCalendar
from tests.domain.logs import Walk, paper
from tests.strategies import sops

COMMANDS = 220
CALENDAR = WorkCalendar()

Command = Callable[[random.Random, Walk, date], rules.Facts]


def day_near(chance: random.Random, state: CaseState) -> date:
    """A day near where the case is: mostly possible, sometimes too early or in the future."""
    return state.changed + timedelta(days=chance.choice((0, 0, 0, 0, 0, 0, 1, 2, -3)))


def _finish(chance: random.Random, walk: Walk, on: date) -> rules.Facts:
    visit = walk.state.visit
    ways = walk.sop.step(visit.step).outcomes if visit else walk.sop.first.outcomes
    reason = chance.choice(("belum lengkap", ""))
    way = chance.choice(ways)
    return rules.finish_step(walk.state, walk.sop, outcome=way.id, reason=reason, on=on, today=walk.today)


def _output(chance: random.Random, sop: Sop) -> str:
    return chance.choice(sop.documents).id


def _waive(chance: random.Random, walk: Walk, on: date) -> rules.Facts:
    output = chance.choice([*_missing(walk), _output(chance, walk.sop)])
    return rules.waive_output(walk.state, walk.sop, output=output, reason="tidak dibuat", on=on, today=walk.today)


def _reuse(chance: random.Random, walk: Walk, on: date) -> rules.Facts:
    number = chance.randint(1, max(1, len(walk.state.documents)))
    output = _output(chance, walk.sop)
    return rules.reuse_output(walk.state, walk.sop, output=output, document=number, on=on, today=walk.today)


def _missing(walk: Walk) -> list[str]:
    visit = walk.state.visit
    if visit is None:
        return []
    return [one.kind for one in rules.outputs_of(walk.state, walk.sop, visit) if one.how is rules.How.MISSING]


def _file(chance: random.Random, walk: Walk, on: date) -> rules.Facts:
    missing = _missing(walk)
    kind = missing[0] if missing and chance.random() < 0.9 else chance.choice((_output(chance, walk.sop), ""))
    document = 0 if missing else chance.randint(0, len(walk.state.documents))
    return filing.file_document(
        walk.state,
        walk.sop,
        title="Berkas",
        file=paper(),
        kind=kind,
        document=document,
        on=on,
        today=walk.today,
    )


def _place(chance: random.Random, walk: Walk, on: date) -> rules.Facts:
    return filing.place_paper(
        walk.state, document=1, place=Place(shelf=str(chance.randint(1, 4))), on=on, today=walk.today
    )


def _dispose(chance: random.Random, walk: Walk, on: date) -> rules.Facts:
    parent = chance.choice((0, len(walk.state.dispositions)))
    new = disposing.NewDisposition(
        giver="Kepala Dinas",
        recipients=tuple(Recipient(name=f"Penerima {n}") for n in range(chance.randint(0, 3))),
        instructions=("proses lebih lanjut",),
        parent=parent,
        parent_recipient=1 if parent else 0,
    )
    return disposing.dispose(walk.state, new, on=on, today=walk.today)


def _mark(chance: random.Random, walk: Walk, on: date) -> rules.Facts:
    number = chance.randint(0, len(walk.state.dispositions))
    mark = chance.choice(disposing.MARKS)
    return disposing.mark_disposition(
        walk.state, disposition=number, recipient=chance.randint(0, 3), mark=mark, on=on, today=walk.today
    )


def _withdraw(chance: random.Random, walk: Walk, on: date) -> rules.Facts:
    number = chance.randint(0, len(walk.state.dispositions))
    return disposing.withdraw_disposition(walk.state, disposition=number, reason="keliru", on=on, today=walk.today)


def _reopen(chance: random.Random, walk: Walk, on: date) -> rules.Facts:
    step = chance.choice(walk.sop.steps).id
    return rules.reopen(walk.state, walk.sop, step=step, reason="Menambah layanan", on=on, today=walk.today)


def _cancel(chance: random.Random, walk: Walk, on: date) -> rules.Facts:
    if chance.random() < 0.97:  # rarely, or every walk would be over at once
        return rules.add_note(walk.state, text="Menelepon PIC", on=on, today=walk.today)
    return rules.cancel(walk.state, reason="Tidak jadi", by_agency=chance.random() < 0.5, on=on, today=walk.today)


def _correct(chance: random.Random, walk: Walk, on: date) -> rules.Facts:
    seq = chance.randint(1, len(walk.log))
    fields = correctable(walk.log, seq)
    moved = walk.log[seq - 1].happened_on + timedelta(days=chance.choice((-1, 1, 2)))
    changes = {field.name: f"baru {seq}" for field in fields if field.kind != "date" and chance.random() < 0.5}
    return correct(walk.log, seq=seq, reason="salah catat", today=walk.today, happened_on=moved, changes=changes)


def _contacts(chance: random.Random, walk: Walk, on: date) -> rules.Facts:
    contact = Contact(role="teknis", name=chance.choice(("Ani", "")))
    return rules.change_contacts(walk.state, contacts=(contact,), on=on, today=walk.today)


COMMANDS_OF_A_WALK: tuple[Command, ...] = (
    *(_finish,) * 12,
    *(_file,) * 8,
    _waive,
    _waive,
    _reuse,
    _place,
    _dispose,
    _mark,
    _mark,
    _withdraw,
    _reopen,
    _cancel,
    _correct,
    _contacts,
    lambda _c, w, on: rules.hold(w.state, reason="Menunggu OPD", on=on, today=w.today),
    lambda _c, w, on: rules.resume(w.state, on=on, today=w.today),
    lambda _c, w, on: rules.resume(w.state, on=on, today=w.today),
    lambda _c, w, on: rules.maintain(w.state, note="Ganti kunci", on=on, today=w.today),
)


def assert_whole(state: CaseState, sop: Sop) -> None:
    """Exactly one open visit in a case that goes on, none in one that has ended, and all in order."""
    open_visits = [visit for visit in state.visits if visit.open]
    assert len(open_visits) == (1 if state.status.open else 0)
    if open_visits:
        assert open_visits[0] is state.visits[-1]
    assert (state.status is Status.HELD) == (state.held is not None)
    assert [visit.number for visit in state.visits] == list(range(1, len(state.visits) + 1))
    for step in sop.steps:
        assert [v.round for v in state.visits_of(step.id)] == list(range(1, len(state.visits_of(step.id)) + 1))
    assert disorder(state) == ""
    assert [document.number for document in state.documents] == list(range(1, len(state.documents) + 1))
    for visit in state.visits[-1:]:
        deadline = due(visit.entered, sop.step(visit.step).time, CALENDAR, visit.holds, today=state.changed)
        assert visit.entered < deadline.early <= deadline.late


@given(sop=sops(), seed=st.integers(0, 2**32))
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_case_is_always_at_exactly_one_place(sop: Sop, seed: int) -> None:
    chance = random.Random(seed)
    walk = Walk(sop).open()
    seen: list[tuple[int, CaseState]] = []
    for _ in range(COMMANDS):
        command = chance.choice(COMMANDS_OF_A_WALK)
        on = day_near(chance, walk.state)
        try:
            facts = command(chance, walk, on)
        except UserError as refused:
            assert refused.sentence.strip()
            continue
        walk.append(facts, on)
        state = walk.state
        assert_whole(state, sop)
        seen.append((len(walk.log), state))
    assert e.first_broken(walk.log) is None
    for length, state in seen[:: max(1, len(seen) // 10)]:
        assert fold(walk.log[:length]) == state
