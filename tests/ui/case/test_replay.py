"""The replay in the page of a case: the slider, facts, play, and back to the present."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from spl_desktop.domain.rules import Action
from spl_desktop.domain.standing import Standing
from spl_desktop.ui.swimlane.replay_bar import ReplayBar
from tests.builders import finish
from tests.ui.case.conftest import Desk


def begun(desk: Desk) -> ReplayBar:
    desk.page.picture.replay_button.click()
    desk.settled()
    bar = desk.page.picture.replay_bar
    assert bar.isVisible()
    return bar


def first_step(desk: Desk) -> Standing:
    marks = desk.page.swimlane.marks
    assert marks is not None
    return marks[desk.view.sop.first.id].standing


def test_the_slider_shows_the_case_as_it_stood(desk: Desk) -> None:
    finish(desk.register, desk.case)
    desk.page.refresh()
    desk.settled()
    assert first_step(desk) in (Standing.FINISHED, Standing.FINISHED_LATE)
    bar = begun(desk)
    bar.slider.setValue(0)
    assert first_step(desk) is Standing.NOT_REACHED
    assert "catatan 1 dari" in bar.count.text()
    assert bar.sentence.text().startswith(desk.view.history[0].sentence)
    assert "dicatat" in bar.sentence.text()
    assert bar.sentence.text() in bar.slider.accessibleDescription()
    bar.close_button.click()
    assert not bar.isVisible()
    assert first_step(desk) in (Standing.FINISHED, Standing.FINISHED_LATE)


def test_page_keys_go_from_fact_to_fact_and_escape_back(desk: Desk, qtbot: QtBot) -> None:
    bar = begun(desk)
    bar.slider.setValue(0)
    assert not bar.before.isEnabled()
    qtbot.keyClick(bar.slider, Qt.Key.Key_PageDown)
    assert "catatan 2 dari" in bar.count.text()
    qtbot.keyClick(bar.slider, Qt.Key.Key_PageUp)
    assert "catatan 1 dari" in bar.count.text()
    qtbot.keyClick(bar.slider, Qt.Key.Key_Escape)
    assert not desk.page.picture.replaying
    assert not desk.page.picture.replay_button.isChecked()


def test_it_plays_to_the_end_and_stops(desk: Desk, qtbot: QtBot) -> None:
    bar = begun(desk)
    bar.speed.setCurrentIndex(bar.speed.count() - 1)
    bar.slider.setValue(bar.slider.maximum() - 2)
    bar.play.click()
    assert bar.playing
    assert bar.play.accessibleName().startswith("Jeda")
    qtbot.waitUntil(lambda: not bar.playing)
    assert bar.slider.value() == bar.slider.maximum()
    bar.play.click()
    assert bar.slider.value() == 0
    qtbot.keyClick(bar.slider, Qt.Key.Key_Space)
    assert not bar.playing


def test_a_fact_that_comes_meanwhile_joins_the_history(desk: Desk) -> None:
    bar = begun(desk)
    bar.slider.setValue(0)
    before = bar.slider.maximum()
    finish(desk.register, desk.case)
    desk.page.refresh()
    desk.settled()
    assert bar.slider.value() == 0
    assert bar.slider.maximum() > before
    assert first_step(desk) is Standing.NOT_REACHED


def test_nothing_of_the_present_stands_beside_the_past_and_nothing_is_done(desk: Desk, said: list[str]) -> None:
    page = desk.page
    begun(desk)
    assert page.tabs.isHidden()
    for one in (page.header.due, page.header.chip, page.header.forecast):
        assert one.isHidden()
    assert not any(button.isEnabled() for button in page.header.buttons.values())
    assert not page.print_button.isEnabled()
    page.ask(Action.FINISH)
    page.picture.activated.emit(desk.view.sop.first.id)
    desk.settled()
    assert desk.closed()
    assert said[-1].startswith("Bagan menampilkan masa lalu")
    page.refresh()
    desk.settled()
    assert page.header.due.isHidden()
    page.picture.replay_bar.end()
    assert not page.tabs.isHidden()
    assert not page.header.due.isHidden()
    assert page.header.buttons[Action.FINISH].isEnabled()
    assert page.print_button.isEnabled()
