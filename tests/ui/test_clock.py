"""A clock that was set back is told over every page, until it is right again or somebody has closed the warning."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spl_desktop.app import build_window
from spl_desktop.ui import pages
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.settings import Settings
from tests.builders import TODAY, StandingClock, opened

if TYPE_CHECKING:
    from spl_desktop.services.register import Register


@pytest.fixture
def window(
    qtbot: QtBot, dressed: QApplication, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setenv("SPL_DESKTOP_HOME", str(tmp_path / "home"))
    made, _ = build_window(settings, tmp_path)
    made.backups.begin_timer.setInterval(10_000_000)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    yield made
    made.close()


@pytest.fixture
def open_again(qtbot: QtBot, window: MainWindow, register: "Register") -> Callable[[], None]:
    """Opens the register in the window and waits until everything was read."""
    from spl_desktop.services.register import open_register

    def do() -> None:
        window.set_register(open_register(register.path, clock=register.clock, recorder="Penguji"))
        settle(qtbot, window)

    return do


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.runner.idle() and window.backups.runner.idle(), timeout=10_000)


def test_a_right_clock_takes_no_room(
    qtbot: QtBot, window: MainWindow, register: "Register", open_again: Callable[[], None]
) -> None:
    opened(register)
    open_again()
    assert window.clock.text() == ""


def test_a_clock_set_back_is_told_on_every_page_until_it_is_right(
    qtbot: QtBot,
    window: MainWindow,
    register: "Register",
    clock: StandingClock,
    open_again: Callable[[], None],
) -> None:
    opened(register)
    clock.go_to(date(2025, 11, 23))
    open_again()
    for place in pages.PAGES:
        window.go_to(place.id)
        settle(qtbot, window)
        assert "365 hari lebih awal daripada catatan terakhir" in window.clock.text()
    clock.go_to(TODAY)
    window.actions_["refresh"].trigger()
    settle(qtbot, window)
    assert window.clock.text() == ""


def test_a_clock_set_back_while_the_window_is_open_is_told_within_a_minute(
    qtbot: QtBot,
    window: MainWindow,
    register: "Register",
    clock: StandingClock,
    open_again: Callable[[], None],
) -> None:
    opened(register)
    open_again()
    clock.go_to(date(2026, 11, 20))
    window._minute.timeout.emit()
    settle(qtbot, window)
    assert "3 hari lebih awal" in window.clock.text()


def test_the_warning_can_be_closed_and_comes_back_with_the_next_fault(
    qtbot: QtBot,
    window: MainWindow,
    register: "Register",
    clock: StandingClock,
    open_again: Callable[[], None],
) -> None:
    opened(register)
    clock.go_to(date(2026, 11, 20))
    open_again()
    window.clock.closing.click()
    for day, told in ((date(2026, 11, 20), False), (TODAY, False), (date(2026, 11, 20), True)):
        clock.go_to(day)
        window._minute.timeout.emit()
        settle(qtbot, window)
        assert bool(window.clock.text()) is told
    window.close_register()
    assert window.clock.text() == ""
