"""A case that follows another SOP: nothing in the page or its dialogs knows the decree."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from spl_desktop.domain.rules import Action
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import Register
from spl_desktop.services.sops import adopt_sop
from spl_desktop.ui.case.finish_step import FinishStepDialog
from spl_desktop.ui.context import Context
from tests.builders import finish, opened
from tests.ui.case.conftest import Desk

SECOND = Path(__file__).parents[2] / "data" / "sop" / "penanganan-insiden.toml"


def test_it_is_drawn_and_decided_in_the_same_page(
    qtbot: QtBot, context: Context, register: Register, settled: Callable[[], None]
) -> None:
    adopt_sop(register, SECOND)
    case = opened(register)
    view = case_view(register, case)
    while view.state.visit is not None and not view.sop.step(view.state.visit.step).decides:
        view = finish(register, case)
    assert view.state.visit is not None
    step = view.sop.step(view.state.visit.step)
    desk = Desk(qtbot, context, register, settled, case)
    assert desk.page.step_tab.title.text() == f"Langkah {step.number} dari {len(view.sop.steps)}"
    assert desk.page.swimlane.chart is not None
    assert len(desk.page.swimlane.chart.rows) == len(view.sop.steps)
    dialog = desk.dialog(FinishStepDialog, lambda: desk.page.ask(Action.FINISH))
    assert list(dialog.outcomes) == [outcome.id for outcome in step.outcomes]
    lanes = [dialog.acted._lane.itemData(row) for row in range(dialog.acted._lane.count())]
    assert set(lanes) == {lane.id for lane in view.sop.lanes}
    assert lanes[0] == step.lanes[0]
