"""The swimlane as a screen reader asks for it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from pytestqt.qtbot import QtBot

from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.services.queries import CaseView
from spl_desktop.ui.swimlane.marks import marks_of
from spl_desktop.ui.swimlane.view import SwimlaneView
from tests.ui.swimlane.conftest import SECOND


def _read(view: SwimlaneView) -> list[QAccessibleInterface]:
    whole = QAccessible.queryAccessibleInterface(view)
    return [whole.child(number) for number in range(whole.childCount())]


def _names(view: SwimlaneView) -> list[str]:
    return [one.text(QAccessible.Text.Name) for one in _read(view)]


def test_it_is_a_list_with_one_entry_a_step(view: SwimlaneView, returned: CaseView) -> None:
    marks = marks_of(returned)
    view.show_sop(returned.sop, marks)
    whole = QAccessible.queryAccessibleInterface(view)
    assert whole.role() == QAccessible.Role.List
    assert _names(view) == [mark.sentence for mark in marks.values()]
    for place, one in enumerate(_read(view)):
        assert one.role() == QAccessible.Role.ListItem
        assert whole.indexOfChild(one) == place
        assert one.childCount() == 0
        assert one.parent().object() is view
    assert whole.child(len(marks)) is None


def test_the_procedure_alone_has_its_sentences_too(view: SwimlaneView, sop: Sop) -> None:
    names = _names(view)
    assert len(names) == len(sop.steps)
    assert names[2].startswith("Langkah 3 dari 12, lajur Tim Teknis dan OPD; berikutnya langkah 4 bila sepakat")


def test_it_follows_another_sop(view: SwimlaneView) -> None:
    second = parse_sop(Path(SECOND).read_text(encoding="utf-8"), "kedua.toml")
    assert len(second.steps) != len(_names(view))
    view.show_sop(second)
    names = _names(view)
    assert len(names) == len(second.steps)
    assert all(f"dari {len(second.steps)}" in name for name in names)


def test_the_chosen_step_is_selected_and_has_the_keyboard(qtbot: QtBot, view: SwimlaneView) -> None:
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    whole = QAccessible.queryAccessibleInterface(view)
    assert whole.focusChild().text(QAccessible.Text.Name) == view.sentence("definisi_data")
    states = [one.state() for one in _read(view)]
    assert [bool(state.selected) for state in states] == [number == 1 for number in range(len(states))]
    assert [bool(state.focused) for state in states] == [number == 1 for number in range(len(states))]
    assert states[-1].offscreen


def test_the_place_of_a_step_is_where_it_is_seen(view: SwimlaneView) -> None:
    whole = QAccessible.queryAccessibleInterface(view)
    first = _read(view)[0]
    middle = first.rect().center()
    assert view.row_at(view.viewport().mapFromGlobal(middle)) is view.row("koordinasi")
    assert whole.childAt(middle.x(), middle.y()).text(QAccessible.Text.Name) == first.text(QAccessible.Text.Name)
