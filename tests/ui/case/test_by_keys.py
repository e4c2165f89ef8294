"""A whole case is worked by keys alone: no mouse, no call of a widget, only what has the keyboard is typed at."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from spl_desktop.domain.case import Status
from spl_desktop.domain.rules import How
from spl_desktop.services.queries import CaseView
from tests.ui.case.conftest import Desk

CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def _holder(desk: Desk) -> QWidget:
    """What has the keyboard, in the window that a window manager would have made the active one."""
    front = QApplication.activeModalWidget() or desk.page
    front.activateWindow()
    desk.qtbot.waitUntil(front.isActiveWindow)
    held = QApplication.focusWidget()
    assert held is not None, "nothing has the keyboard"
    return held


def _press(desk: Desk, key: Qt.Key, with_: Qt.KeyboardModifier = PLAIN) -> None:
    desk.qtbot.keyClick(_holder(desk), key, with_)
    desk.settled()


def _type(desk: Desk, text: str) -> None:
    desk.qtbot.keyClicks(_holder(desk), text)


def _words(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return widget.accessibleName() or (str(text()) if callable(text) else "")


def _tab_to(desk: Desk, words: str) -> None:
    """Tab until what has the keyboard is called so."""
    passed = []
    for _ in range(60):
        if _words(_holder(desk)) == words:
            return
        passed.append(_words(_holder(desk)))
        _press(desk, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to {words!r}; it passed {passed}")


def _dialog(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QDialog))


def _step(desk: Desk, view: CaseView, *, back: bool) -> None:
    """Ends the open step in its dialog: a decision by the arrow keys, each missing output excepted with a reason."""
    visit = view.state.visit
    assert visit is not None
    shown = next(one for one in view.steps if one.step.id == visit.step)
    _press(desk, Qt.Key.Key_Return, CONTROL)
    _dialog(desk)
    if shown.step.decides:
        ways = shown.step.outcomes
        wanted = next(number for number, one in enumerate(ways) if one.returns == back)
        _press(desk, Qt.Key.Key_Space)
        for _ in range(wanted):
            _press(desk, Qt.Key.Key_Down)
    if back:
        _press(desk, Qt.Key.Key_Tab)
        _type(desk, "Data belum lengkap.")
    else:
        for output in shown.outputs:
            if output.how is How.MISSING:
                _tab_to(desk, f"Kecualikan {output.name}")
                _press(desk, Qt.Key.Key_Space)
                _type(desk, "Tidak diperlukan.")
                _tab_to(desk, "Kecualikan")
                _press(desk, Qt.Key.Key_Space)
    _press(desk, Qt.Key.Key_Return, CONTROL)
    desk.qtbot.waitUntil(desk.closed)
    desk.settled()


# QTest complains of each Tab, which moves the keyboard and is nobody's to accept.
@pytest.mark.usefixtures("quick_hands")
@pytest.mark.qt_log_ignore("Keyboard event not accepted", "This plugin does not support", extend=True)
def test_a_whole_case_is_worked_by_keys_alone(desk: Desk) -> None:
    desk.page.activateWindow()
    desk.page.setFocus()
    desk.qtbot.waitUntil(desk.page.swimlane.hasFocus)
    gone_back = False
    while (visit := (view := desk.view).state.visit) is not None:
        decides = view.sop.step(visit.step).decides
        assert desk.page.swimlane.chosen_step == visit.step
        _step(desk, view, back=decides and not gone_back)
        gone_back = gone_back or decides
        desk.page.activateWindow()
        desk.qtbot.waitUntil(desk.page.swimlane.hasFocus)
    assert desk.view.state.status is Status.FINISHED
    assert gone_back
    assert len(desk.view.state.visits) > len(desk.view.steps)
