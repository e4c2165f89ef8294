"""The window: registers are opened, pages gone to, changes announced, and everything kept when coming back."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spl_desktop.app import build_window
from spl_desktop.domain.desk import Waiting
from spl_desktop.services import cases
from spl_desktop.ui import asking, pages, problems
from spl_desktop.ui.case.page import CasePage
from spl_desktop.ui.context import Page
from spl_desktop.ui.desk.page import DeskPage
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.opening import Opening
from spl_desktop.ui.register.page import RegisterPage
from spl_desktop.ui.settings import LAST_REGISTER, RECORDER, Settings
from spl_desktop.ui.sop.page import SopPage
from tests.builders import TODAY, StandingClock, opened

if TYPE_CHECKING:
    from spl_desktop.services.register import Register


@pytest.fixture
def parts(
    qtbot: QtBot, dressed: QApplication, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[MainWindow, Opening]]:
    """The window as the program builds it, with the user's folder in the test's own."""
    monkeypatch.setenv("SPL_DESKTOP_HOME", str(tmp_path / "home"))
    window, opening = build_window(settings, tmp_path)
    qtbot.addWidget(window)
    window.show()
    yield window, opening
    window.close()


@pytest.fixture
def window(parts: tuple[MainWindow, Opening]) -> MainWindow:
    return parts[0]


@pytest.fixture
def idle(qtbot: QtBot, window: MainWindow) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(window.runner.idle, timeout=10_000)


@pytest.fixture
def other(register: "Register") -> "Register":
    """The same file opened a second time, because the window closes its own."""
    from spl_desktop.services.register import open_register

    return open_register(register.path, clock=register.clock, recorder="Penguji")


def register_page(window: MainWindow) -> RegisterPage:
    """The register, gone to where another page is seen."""
    if not isinstance(window.page(), RegisterPage):
        window.go_to(pages.REGISTER)
    page = window.page()
    assert isinstance(page, RegisterPage)
    return page


def test_without_a_register_the_window_offers_the_ways_to_begin(window: MainWindow) -> None:
    assert window.stack.currentWidget() is window.welcome
    assert not window.navigation.isVisible()
    assert [button.text() for button in window.welcome.buttons.values()] == [
        "Mulai register baru…",
        "Buka register…",
        "Buka register contoh (demo)",
    ]


def test_enter_presses_the_button_that_has_the_keyboard(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(asking, "open_file", lambda _parent, title, *_args, **_kw: asked.append(title))
    button = window.welcome.buttons["open_register"]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert len(asked) == 1


def test_a_new_register_is_begun_opened_and_remembered(
    window: MainWindow, idle: Callable[[], None], settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "baru.db"
    monkeypatch.setattr(asking, "save_file", lambda *_args, **_kw: target)
    window.welcome.buttons["new_register"].click()
    idle()
    assert target.is_file()
    assert window.windowTitle() == "baru.db - SPL Desktop"
    page = window.page()
    assert isinstance(page, DeskPage)
    assert page.body.currentWidget() is page.nothing_yet
    assert settings.get(LAST_REGISTER) == str(target)


def test_what_cannot_be_opened_is_refused_with_its_sentence_and_the_ways_come_back(
    parts: tuple[MainWindow, Opening], idle: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, opening = parts
    told: list[str] = []
    monkeypatch.setattr(problems, "refused", lambda _parent, sentence: told.append(sentence))
    opening.open(tmp_path / "tidak-ada.db")
    assert not window.welcome.buttons["open_register"].isVisible()
    idle()
    assert "tidak ditemukan" in told[0]
    assert window.welcome.buttons["open_register"].isVisible()


def test_registers_opened_before_are_one_click_away(
    parts: tuple[MainWindow, Opening], idle: Callable[[], None], register: "Register"
) -> None:
    window, opening = parts
    opening.open(register.path)
    idle()
    assert opening.last() == register.path
    assert opening.recent() == [register.path]
    assert window.context is not None
    assert window.context.register is not register


def test_pages_are_made_when_gone_to_and_kept(window: MainWindow, idle: Callable[[], None], other: "Register") -> None:
    window.set_register(other)
    idle()
    first = window.page()
    for name in ("page_register", "page_sop", "page_office"):
        window.actions_[name].trigger()
        idle()
        assert isinstance(window.page(), Page)
        assert window.page() is not first
    window.actions_["page_desk"].trigger()
    assert window.page() is first


def test_the_places_have_the_keys_of_their_order(window: MainWindow) -> None:
    for number, place in enumerate(pages.PAGES, 1):
        assert window.actions_[f"page_{place.id}"].shortcut().toString() == f"Ctrl+{number}"


def test_a_case_opened_at_the_desk_leads_back_to_the_desk(
    window: MainWindow, idle: Callable[[], None], other: "Register", qtbot: QtBot
) -> None:
    case = opened(other)
    window.set_register(other)
    idle()
    desk = window.page()
    assert isinstance(desk, DeskPage)
    desk.choose(Waiting.OVERDUE)
    idle()
    desk.table.pick(case)
    window.actions_["open_case"].trigger()
    idle()
    assert window.page() is not desk
    assert window.actions_["back"].text() == "&Kembali ke Meja Kerja"
    window.actions_["back"].trigger()
    assert window.page() is desk
    assert desk.counter is Waiting.OVERDUE
    window.open_case(case, pages.DISPOSITIONS_TAB)
    idle()
    shown = window.page()
    assert isinstance(shown, CasePage)
    assert shown.tabs.currentWidget() is shown.dispositions_tab


def test_the_office_lens_leads_to_the_cases_behind_a_number_in_the_register(
    qtbot: QtBot, window: MainWindow, idle: Callable[[], None], other: "Register"
) -> None:
    opened(other)
    ended = opened(other, agenda="2/2026")
    cases.cancel(other, ended, on=TODAY, reason="dicabut", by_agency=True)
    window.set_register(other)
    idle()
    window.actions_["office_lens"].trigger()
    idle()
    shown = window.page()
    assert isinstance(shown, SopPage)
    assert shown.tabs.currentWidget() is shown.office
    qtbot.keyClick(shown.office.view, Qt.Key.Key_Home)
    qtbot.keyClick(shown.office.view, Qt.Key.Key_Return)
    idle()
    register = window.page()
    assert isinstance(register, RegisterPage)
    assert [row.agenda for row in register.table.rows.rows] == ["1/2026"]
    assert register.counts.text() == "1 dari 2 kasus, 1 terlambat"
    assert register.filters.steps.currentText().startswith("1. ")
    register.filters.clear()
    idle()
    assert len(register.table.rows.rows) == 2
    window.go_to(pages.SOP)
    shown.office.panel.buttons[-1].click()
    idle()
    assert isinstance(window.page(), CasePage)
    assert window.actions_["back"].text() == "&Kembali ke SOP"
    window.back()
    assert window.page() is shown


def test_a_case_takes_the_place_of_the_register_which_keeps_its_selection(
    window: MainWindow, idle: Callable[[], None], other: "Register", qtbot: QtBot
) -> None:
    numbers = [opened(other, agenda=f"{n}/2026", letter_number=f"445/{n}") for n in range(1, 31)]
    window.set_register(other)
    idle()
    page = register_page(window)
    idle()
    page.table.pick(numbers[25])
    scrolled = page.table.verticalScrollBar().value()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    idle()
    assert window.page() is not page
    assert window.back_bar.isVisible()
    assert window.actions_["back"].isEnabled()
    assert window.actions_["back"].text() == "&Kembali ke register"
    window.actions_["back"].trigger()
    assert window.page() is page
    assert page.table.current().id == numbers[25]
    assert page.table.verticalScrollBar().value() == scrolled
    assert not window.actions_["back"].isEnabled()


def test_a_change_reaches_the_page_that_is_seen_and_the_status_bar(
    window: MainWindow, idle: Callable[[], None], other: "Register"
) -> None:
    case = opened(other)
    window.set_register(other)
    idle()
    assert window.status._open.text() == "1 kasus terbuka"
    register_page(window)
    idle()
    window.runner.run(cases.cancel, other, case, on=TODAY, reason="Ditarik OPD", by_agency=True)
    idle()
    assert register_page(window).table.rows.rows[0].status.value == "ditarik"
    assert window.status._open.text() == "Tidak ada kasus terbuka"


def test_a_page_that_is_not_seen_reads_again_when_it_is(
    window: MainWindow, idle: Callable[[], None], other: "Register", monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened(other)
    window.set_register(other)
    idle()
    page = register_page(window)
    idle()
    asked: list[str] = []
    real = page.refresh
    monkeypatch.setattr(page, "refresh", lambda: asked.append("again") or real())
    window.go_to(pages.OFFICE)
    window.runner.run(cases.hold, other, case, on=TODAY, reason="Menunggu OPD")
    idle()
    assert asked == []
    window.go_to(pages.REGISTER)
    idle()
    assert asked == ["again"]
    window.go_to(pages.OFFICE)
    window.go_to(pages.REGISTER)
    assert asked == ["again"]


def test_after_midnight_the_dates_are_counted_anew(
    window: MainWindow, idle: Callable[[], None], other: "Register", clock: StandingClock
) -> None:
    opened(other, received=TODAY, letter_date=TODAY)
    window.set_register(other)
    idle()
    assert window.status._today.text() == "Senin, 23 November 2026"
    register_page(window)
    idle()
    clock.go_to(TODAY + timedelta(days=3))
    window._on_minute()
    idle()
    assert window.status._today.text() == "Kamis, 26 November 2026"
    assert register_page(window).table.rows.rows[0].overdue


def test_a_case_is_found_by_its_agenda_number_or_refused(
    window: MainWindow, idle: Callable[[], None], other: "Register", monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(other)
    window.set_register(other)
    idle()
    told: list[str] = []
    monkeypatch.setattr(problems, "refused", lambda _parent, sentence: told.append(sentence))
    answers = iter(["9/1999", "1/2026"])
    monkeypatch.setattr(asking, "text", lambda *_args, **_kw: next(answers))
    window.actions_["go_to_case"].trigger()
    idle()
    assert 'nomor agenda "9/1999"' in told[0]
    window.actions_["go_to_case"].trigger()
    idle()
    assert window.back_bar.isVisible()


def test_the_recorder_is_asked_once_and_kept(
    window: MainWindow, idle: Callable[[], None], other: "Register", settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.set_register(other)
    idle()
    monkeypatch.setattr(asking, "text", lambda *_args, **_kw: "Sri Wahyuni")
    window.status._recorder.click()
    assert other.recorder == "Sri Wahyuni"
    assert settings.get(RECORDER) == "Sri Wahyuni"
    assert window.status._recorder.text() == "Pencatat: Sri Wahyuni"


def test_closing_the_window_closes_the_register_and_its_answers(
    window: MainWindow, idle: Callable[[], None], other: "Register"
) -> None:
    opened(other)
    window.set_register(other)
    window.close()
    assert window.context is None
    assert window.runner.idle()
    other.path.rename(other.path.with_name("dipindah.db"))


def test_ctrl_f_looks_for_cases_from_everywhere(
    window: MainWindow, idle: Callable[[], None], other: "Register", qtbot: QtBot
) -> None:
    opened(other)
    window.set_register(other)
    idle()
    window.go_to(pages.OFFICE)
    window.actions_["find"].trigger()
    assert window.page() is not None
    window.activateWindow()
    qtbot.waitUntil(lambda: register_page(window).filters.search.hasFocus())


def test_the_window_stands_before_anything_heavy_is_imported() -> None:
    heavy = ("docx", "docxtpl", "openpyxl", "alembic", "holidays", "sqlalchemy", "matplotlib", "numpy")
    code = f"import sys, spl_desktop.app; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_the_demo_has_a_place_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from spl_desktop import paths

    monkeypatch.setenv("SPL_DESKTOP_HOME", str(tmp_path))
    first = paths.demo_register()
    first.touch()
    assert paths.demo_register() != first
    assert paths.demo_register().parent == first.parent == tmp_path
