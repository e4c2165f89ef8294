"""The morning desk over a real register: exact lists behind the counters, lanes, the summary and the calendar."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spl_desktop.domain.desk import Waiting
from spl_desktop.domain.values import Recipient
from spl_desktop.services import cases, dispositions
from spl_desktop.services.desk import desk, desk_cases
from spl_desktop.services.dispositions import NewDisposition
from spl_desktop.ui import asking, pages
from spl_desktop.ui.context import Context
from spl_desktop.ui.desk.page import DeskPage
from spl_desktop.ui.settings import DESK_LANE, DESK_WAITING_DAYS, Settings
from tests.builders import TODAY, opened, waive_missing, walk_to
from tests.ui.ledgers import opens_ledger

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

Settled = Callable[[], None]


@pytest.fixture
def went_to() -> list[tuple[object, ...]]:
    """The cases (with the tab) and pages that the desk asked the window for."""
    return []


@pytest.fixture
def context(context: Context, went_to: list[tuple[object, ...]]) -> Context:
    return replace(
        context, open_case=lambda case, tab="": went_to.append((case, tab)), go_to=lambda page: went_to.append((page,))
    )


@pytest.fixture
def several(register: "Register") -> list[int]:
    """Long overdue with a disposition unread; come today and ready; finished; cancelled; with the second lane."""
    numbers = [opened(register, agenda=f"{n}/2026") for n in range(1, 6)]
    new = NewDisposition(giver="Isnan", recipients=(Recipient(name="Wahyu"),), note="x")
    for case in (numbers[0], numbers[2], numbers[3]):
        dispositions.dispose(register, case, new, on=TODAY)
    waive_missing(register, numbers[1], TODAY)
    walk_to(register, numbers[2], "")
    cases.cancel(register, numbers[3], on=TODAY, reason="Ditarik", by_agency=True)
    walk_to(register, numbers[4], _of_second_lane(register), on=TODAY)
    return numbers


def _of_second_lane(register: "Register") -> str:
    from spl_desktop.services.queries import case_view

    sop = case_view(register, 1).sop
    return next(step.id for step in sop.steps if step.lanes[0] == sop.lanes[1].id)


@pytest.fixture
def page(context: Context, several: list[int], qtbot: QtBot, settled: Settled) -> DeskPage:
    return shown(context, qtbot, settled)


def shown(context: Context, qtbot: QtBot, settled: Settled) -> DeskPage:
    made = DeskPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    made.refresh()
    settled()
    return made


def agendas(page: DeskPage) -> list[str]:
    return [row.agenda for row in page.table.rows.rows]


def test_every_counter_opens_exactly_the_cases_that_it_counted(
    page: DeskPage, register: "Register", qtbot: QtBot, settled: Settled
) -> None:
    numbers = desk(register)
    assert agendas(page) == [row.agenda for row in desk_cases(register)]
    assert page.list_title.text() == "Tenggat terdekat (3)"
    for counter, button in page.counters.buttons.items():
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settled()
        assert button.isChecked()
        count = numbers.count(counter)
        assert button.accessibleName() == f"{counter.words()}: {count} kasus"
        assert button.number.text().split()[-1] == str(count)
        assert page.list_title.text() == f"{counter.words()} ({count})"
        assert page.list_meaning.text() == counter.meaning()
        if count:
            assert agendas(page) == [row.agenda for row in desk_cases(register, counter)]
            assert page.body.currentWidget() is page.table
        else:
            assert page.body.currentWidget() is page.nothing_here
    assert sum(button.isChecked() for button in page.counters.buttons.values()) == 1


def test_the_list_of_a_counter_is_left_by_the_button_esc_or_a_second_click(
    page: DeskPage, qtbot: QtBot, settled: Settled
) -> None:
    overdue = page.counters.buttons[Waiting.OVERDUE]
    for leave in (
        lambda: qtbot.mouseClick(overdue, Qt.MouseButton.LeftButton),
        lambda: qtbot.mouseClick(page.all_button, Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(page.table, Qt.Key.Key_Escape),
    ):
        qtbot.mouseClick(overdue, Qt.MouseButton.LeftButton)
        settled()
        assert agendas(page) == ["1/2026", "2/2026"]
        assert page.all_button.isVisible()
        leave()
        settled()
        assert len(agendas(page)) == 3
        assert not overdue.isChecked()
        assert not page.all_button.isVisible()


def test_counters_are_walked_and_opened_by_the_keyboard(page: DeskPage, qtbot: QtBot, settled: Settled) -> None:
    places = list(page.counters.buttons.values())
    page.window().activateWindow()
    places[0].setFocus()
    walk = ((Qt.Key.Key_Down, 6), (Qt.Key.Key_Down, 6), (Qt.Key.Key_Right, 7), (Qt.Key.Key_Up, 1), (Qt.Key.Key_Up, 1))
    for key, place in walk:
        qtbot.keyClick(QApplication.focusWidget() or places[0], key)
        assert QApplication.focusWidget() is places[place]
    qtbot.keyClick(places[1], Qt.Key.Key_Return)
    settled()
    assert page.counter is Waiting.OVERDUE
    assert places[1].number.text() == "▲ 2"


@pytest.mark.parametrize("size", [(1270, 690), (820, 440), (560, 400)])
def test_on_a_low_screen_no_counter_covers_another(
    page: DeskPage, size: tuple[int, int], qtbot: QtBot, settled: Settled
) -> None:
    page.resize(*size)
    settled()
    buttons = page.counters.buttons.values()

    def apart() -> bool:
        places = [button.geometry() for button in buttons]
        over = any(one.intersects(other) for at, one in enumerate(places) for other in places[at + 1 :])
        return not over and page.counters.rect().contains(places[0].united(places[-1]))

    qtbot.waitUntil(apart)
    # The list keeps room for some rows: where both do not fit, the page scrolls.
    assert page.body.height() >= 170
    assert page.counters.geometry().bottom() < page.body.geometry().top()
    for button in buttons:
        assert button.words.height() >= button.words.heightForWidth(button.words.width())
        assert max(map(len, button.words.text().split())) * 4 < button.words.width()


def test_a_case_opens_where_the_work_of_its_counter_lies(
    page: DeskPage,
    several: list[int],
    went_to: list[tuple[object, ...]],
    said: list[str],
    settled: Settled,
    qtbot: QtBot,
) -> None:
    page.open_current()
    assert said == ["Pilih dahulu satu kasus di tabel."]
    for counter, tab in ((None, ""), (Waiting.OVERDUE, ""), (Waiting.UNREAD, pages.DISPOSITIONS_TAB)):
        page.choose(counter)
        settled()
        page.table.pick(several[0])
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
        assert went_to[-1] == (several[0], tab)


def test_a_lane_is_chosen_and_remembered(
    page: DeskPage, context: Context, settings: Settings, register: "Register", qtbot: QtBot, settled: Settled
) -> None:
    lanes = desk(register).lanes
    assert [page.lanes.itemText(n) for n in range(page.lanes.count())] == ["Semua pelaksana", *(n for _, n in lanes)]
    page.lanes.setCurrentIndex(2)
    page.lanes.activated.emit(2)
    settled()
    assert agendas(page) == ["5/2026"]
    assert settings.get(DESK_LANE) == lanes[1][0]
    again = shown(context, qtbot, settled)
    assert agendas(again) == ["5/2026"]
    assert again.lanes.currentText() == lanes[1][1]


def test_a_remembered_lane_that_the_register_does_not_know_is_let_go(
    context: Context, several: list[int], settings: Settings, qtbot: QtBot, settled: Settled
) -> None:
    settings.set(DESK_LANE, "camat")
    page = shown(context, qtbot, settled)
    assert len(agendas(page)) == 3
    assert page.lanes.currentData() == ""


def test_how_long_an_opd_may_keep_us_waiting_is_set_beside_its_list(
    page: DeskPage, register: "Register", settings: Settings, qtbot: QtBot, settled: Settled
) -> None:
    case = opened(register, agenda="9/2026", received=TODAY - timedelta(days=3), letter_date=TODAY - timedelta(days=3))
    assert not page.waiting.isVisible()
    page.choose(Waiting.AGENCY)
    settled()
    assert page.waiting.isVisible()
    assert case not in [row.id for row in page.table.rows.rows]
    page.waiting.setValue(0)
    settled()
    assert page.waiting.value() == 1
    page.waiting.setValue(250)
    settled()
    assert page.list_title.text() == "Menunggu OPD lebih dari 250 hari kerja (0)"
    assert settings.get(DESK_WAITING_DAYS) == 250


def test_the_summary_goes_to_the_clipboard(
    page: DeskPage, qapp: QApplication, said: list[str], settled: Settled, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.copy_button, Qt.MouseButton.LeftButton)
    settled()
    text = qapp.clipboard().text()
    assert text.startswith("Meja Kerja SPL, Senin, 23 November 2026\n")
    assert "- Terlambat: 2" in text
    assert said == ["Ringkasan disalin. Tempelkan di percakapan dengan Ctrl+V."]


def test_the_deadlines_are_saved_as_a_calendar(
    page: DeskPage, tmp_path: Path, said: list[str], settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "Tenggat SPL.ics"
    monkeypatch.setattr(asking, "save_file", lambda *_args, **_kw: target)
    page.save_calendar()
    settled()
    assert len(Calendar.from_ical(target.read_bytes()).walk("VEVENT")) == 3
    assert said == ["3 tenggat tersimpan di Tenggat SPL.ics."]


def test_an_empty_register_leads_to_the_first_case(
    context: Context, qtbot: QtBot, settled: Settled, went_to: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(context, qtbot, settled)
    assert page.body.currentWidget() is page.nothing_yet
    assert not page.counters.isVisible()
    assert not page.copy_button.isVisible()
    monkeypatch.setattr(pages, "ask_new_case", lambda _context, _parent: 41)
    assert page.nothing_yet.button is not None
    qtbot.mouseClick(page.nothing_yet.button, Qt.MouseButton.LeftButton)
    assert went_to == [(41, "")]


def test_a_register_without_open_cases_leads_to_the_register(
    context: Context, register: "Register", qtbot: QtBot, settled: Settled, went_to: list[tuple[object, ...]]
) -> None:
    cases.cancel(register, opened(register), on=TODAY, reason="Ditarik", by_agency=True)
    page = shown(context, qtbot, settled)
    assert page.body.currentWidget() is page.nothing_open
    assert page.nothing_open.button is not None
    qtbot.mouseClick(page.nothing_open.button, Qt.MouseButton.LeftButton)
    assert went_to == [(pages.REGISTER,)]


def test_of_lists_chosen_quickly_the_last_is_shown(page: DeskPage, settled: Settled) -> None:
    for counter in (Waiting.OVERDUE, Waiting.READY, Waiting.UNREAD):
        page.choose(counter)
    settled()
    assert page.list_title.text() == "Disposisi belum dibaca (1)"
    assert agendas(page) == ["1/2026"]
    assert page.counters.buttons[Waiting.UNREAD].isChecked()


def test_no_words_are_cut_in_a_narrow_window(page: DeskPage, qtbot: QtBot) -> None:
    page.resize(620, 400)
    qtbot.waitUntil(lambda: page.counters.width() < 620)
    assert page.calendar_button.geometry().right() <= page.width()
    for button in page.counters.buttons.values():
        assert button.words.height() >= button.words.heightForWidth(button.words.width())
        assert button.width() >= button.words.minimumSizeHint().width()


def test_a_due_date_opens_its_ledger_by_click_by_menu_and_by_key(
    page: DeskPage, several: list[int], said: list[str], qtbot: QtBot, settled: Settled
) -> None:
    page.open_ledger()
    assert said[-1] == "Pilih dahulu satu kasus di tabel."
    opens_ledger(page, several[0], qtbot, settled)
