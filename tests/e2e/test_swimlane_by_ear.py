"""A screen reader at the real window hears the steps of the swimlane as the register has them, and follows the keys."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from spl_desktop.services.queries import CaseView, case_view
from spl_desktop.services.register import close, create_register
from spl_desktop.ui.swimlane.marks import marks_of
from spl_desktop.ui.swimlane.steps_table import step_rows
from tests.builders import finish, opened, send_back, walk_to
from tests.e2e.person import Person
from tools.atspi import FOCUSED
from tools.desktop import until
from tools.screenreader import Widget


def _case(path: Path) -> CaseView:
    """A case that went back once and is long overdue."""
    register = create_register(path, recorder="Siti Aminah")
    case = opened(register)
    walk_to(register, case, "skenario_integrasi")
    send_back(register, case)
    finish(register, case, date(2026, 1, 20))
    view = case_view(register, case)
    close(register)
    return view


def _steps(staff: Person) -> list[Widget]:
    return [one for one in staff.app.every("list item", hidden=True) if one.seen.name.startswith("Langkah ")]


def _heard(staff: Person) -> str:
    """The step that has the keyboard."""
    return next((one.seen.name for one in _steps(staff) if FOCUSED in one.states()), "")


@pytest.mark.desktop
@pytest.mark.e2e
def test_every_step_is_heard_as_the_register_has_it(starts: Callable[[Path], Person], tmp_path: Path) -> None:
    view = _case(tmp_path / "register.db")
    sentences = [mark.sentence for mark in marks_of(view).values()]
    assert view.state.visit is not None
    worked = view.sop.step(view.state.visit.step)
    staff = starts(tmp_path / "register.db")
    staff.app.find("table", "Kasus yang menunggu")
    staff.keys.press("ctrl+g")
    staff.app.find("text", "Nomor agenda").type(view.row.agenda)
    staff.keys.press("Return")
    staff.app.find("list", starts=f"Bagan SOP. Langkah {worked.number} dari")
    assert [one.seen.name for one in _steps(staff)] == sentences
    assert sentences[worked.number - 1].startswith(
        "Langkah 3 dari 12, lajur Tim Teknis dan OPD, berjalan, hari kerja ke-"
    )
    until(lambda: _heard(staff) == sentences[worked.number - 1], "the worked step has the keyboard")

    staff.keys.press("2")
    until(lambda: _heard(staff) == sentences[1], "the second way of the decision leads back to step 2")
    staff.keys.press("Right", "1")
    until(lambda: _heard(staff) == sentences[3], "the first way leads on to step 4")
    staff.keys.press("End")
    until(lambda: _heard(staff) == sentences[-1], "the last step")

    staff.keys.press("ctrl+l")
    table = staff.app.find("table", "Daftar langkah")
    every = staff.app.every("table cell", hidden=True)
    cells = [one.seen.name for one in every if table.ref in [up.ref for up in one.seen.lineage()]]
    for row in step_rows(view):
        for told in (row.text, row.lanes, row.stands, row.visits):
            assert told in cells
    staff.keys.press("ctrl+l")
    until(lambda: _heard(staff) == sentences[-1], "the picture has the keyboard again")
    assert staff.closes() == 0
