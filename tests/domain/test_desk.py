"""The rules of the morning desk: its bounds, what a step still owes, and whom a case waits for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain import rules
from spl_desktop.domain.desk import (
    Waiting,
    bounds,
    missing_outputs,
    unsigned_documents,
    waiting_since,
    working_before,
)
from spl_desktop.domain.issuing import NewIssue, issue
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import Signer
from spl_desktop.domain.workdays import WorkCalendar
from tests.domain.logs import START, Walk, paper, shipped_sop

CALENDAR = WorkCalendar()


@given(st.dates(date(2020, 1, 1), date(2027, 12, 31)), st.integers(1, 40))
def test_the_latest_day_since_which_so_many_working_days_have_come(today: date, days: int) -> None:
    found = working_before(today, days, CALENDAR)
    assert CALENDAR.working_between(found, today) >= days
    assert CALENDAR.working_between(found + timedelta(days=1), today) < days


def test_the_bounds_of_a_monday_pass_over_the_weekend() -> None:
    days = bounds(date(2026, 11, 23), CALENDAR, waiting_days=7)
    assert (days.soon, days.stale, days.waiting) == (date(2026, 11, 26), date(2026, 11, 12), date(2026, 11, 11))


def test_the_words_name_the_days_that_are_counted() -> None:
    assert Waiting.AGENCY.words(10) == "Menunggu OPD lebih dari 10 hari kerja"
    assert Waiting.SOON.words() == "Jatuh tempo dalam 3 hari kerja"
    assert len({one.words() for one in Waiting} | {one.meaning() for one in Waiting}) == 2 * len(Waiting)


def test_a_step_owes_its_outputs_until_each_is_accounted_for() -> None:
    sop = shipped_sop()
    walk = Walk(sop).open()
    while len(sop.step(walk.state.visit.step).outputs) < 2:  # type: ignore[union-attr]  # the case is open
        walk.forward(walk.state.changed)
    outputs = sop.step(walk.state.visit.step).outputs  # type: ignore[union-attr]
    assert missing_outputs(walk.state, sop) == len(outputs)
    walk.do(rules.waive_output, walk.state.changed, sop=sop, output=outputs[0], reason="Tidak diperlukan")
    assert missing_outputs(walk.state, sop) == len(outputs) - 1
    walk.file_outputs(walk.state.changed)
    assert missing_outputs(walk.state, sop) == 0
    assert missing_outputs(walk.to_end().state, sop) == 0


def test_only_the_newest_version_of_an_issued_document_wants_a_signature() -> None:
    sop = shipped_sop()
    walk = Walk(sop).open()
    for number in ("1/ND/2026", "2/ND/2026"):
        new = NewIssue(
            Report.DISPOSITION, "Lembar Disposisi", number, START, (Signer(name="Kadin", title=("Kepala Dinas",)),)
        )
        walk.append(issue(walk.state, sop, new, file=paper("lembar.docx"), today=walk.today), START)
        assert unsigned_documents(walk.state) == 1
    assert len(walk.state.documents) == 1


@pytest.mark.parametrize(
    ("names", "waits"), [("", True), ("Dinas Kesehatan", True), ("OPD", True), ("tim teknis", False)]
)
def test_a_hold_waits_for_the_opd_unless_it_names_another_lane(names: str, waits: bool) -> None:
    sop = shipped_sop()
    asks = sop.first.lanes[0]
    walk = Walk(sop).open()
    assert waiting_since(walk.state, sop) == START
    while sop.step(walk.state.visit.step).lanes[0] == asks:  # type: ignore[union-attr]
        walk.forward(walk.state.changed + timedelta(days=1))
    assert waiting_since(walk.state, sop) is None
    on = walk.state.changed + timedelta(days=2)
    walk.do(rules.hold, on, reason="Menunggu", waiting_for=names)
    assert waiting_since(walk.state, sop) == (on if waits else None)


def test_a_step_of_the_opd_on_hold_for_somebody_else_does_not_wait_for_it() -> None:
    sop = shipped_sop()
    walk = Walk(sop).open()
    held = Walk(sop, log=list(walk.log)).do(rules.hold, START, reason="Berkas", waiting_for="Dinas Kesehatan")
    assert waiting_since(held.state, sop) == START
    walk.do(rules.hold, START, reason="Rapat", waiting_for=sop.lanes[-1].name)
    assert waiting_since(walk.state, sop) is None
    walk.do(rules.cancel, START, reason="Ditarik", by_agency=True)
    assert waiting_since(walk.state, sop) is None
