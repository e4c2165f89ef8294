"""What the final report tells of a case that still runs: lateness while it lasts, not only once it has ended."""

from datetime import date, timedelta

import pytest

from spl_desktop.domain import rules
from spl_desktop.domain.narrative import history_sources, lateness
from spl_desktop.domain.standing import timed
from spl_desktop.domain.workdays import WorkCalendar
from tests.domain.logs import START, Walk, shipped_sop

SOP = shipped_sop()
CALENDAR = WorkCalendar()


def told(walk: Walk, today: date) -> tuple[tuple[str, ...], dict[str, str]]:
    measured = {visit.number: timed(visit, SOP.step(visit.step), CALENDAR, today) for visit in walk.state.visits}
    texts = {key: value for key, value in history_sources(walk.state, SOP, measured).items() if isinstance(value, str)}
    return lateness(walk.state, SOP, measured), texts


@pytest.fixture
def walk() -> Walk:
    return Walk(SOP, today=date(2027, 6, 1)).open()


def test_a_step_within_its_time_is_not_late(walk: Walk) -> None:
    lines, found = told(walk, START)
    assert lines == ()
    assert found["riwayat.keterlambatan"] == ""
    assert found["riwayat.kegiatan"].endswith("dan sedang dikerjakan.")
    assert found["riwayat.ringkasan"].endswith("Belum ada langkah yang selesai.")


def test_a_running_step_over_its_deadline_is_told_everywhere(walk: Walk) -> None:
    visit = walk.state.visit
    assert visit is not None
    due = timed(visit, SOP.first, CALENDAR, START).due.late
    (line,), found = told(walk, due + timedelta(days=7))
    assert line.startswith("Langkah 1 putaran 1 sedang dikerjakan, terlambat 5 hari kerja dari jatuh tempo ")
    assert found["riwayat.keterlambatan"] == line
    assert found["riwayat.kegiatan"].endswith("dan sedang dikerjakan, terlambat 5 hari kerja.")
    assert found["riwayat.ringkasan"].endswith("Langkah yang sedang berjalan terlambat 5 hari kerja.")


def test_a_held_step_is_told_as_held(walk: Walk) -> None:
    walk.do(rules.hold, START, reason="menunggu data")
    assert told(walk, START)[1]["riwayat.kegiatan"].endswith("dan ditunda.")
