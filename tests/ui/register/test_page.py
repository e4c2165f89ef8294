"""The register page over a real register: what it shows, finds, remembers and opens."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from spl_desktop.domain.case import Status
from spl_desktop.services import cases
from spl_desktop.services.queries import CaseFilter
from spl_desktop.ui import asking, pages
from spl_desktop.ui.context import Context
from spl_desktop.ui.register.page import RegisterPage
from spl_desktop.ui.settings import REGISTER_FILTER, Settings
from tests.builders import TODAY, opened
from tests.ui.ledgers import opens_ledger

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

Settled = Callable[[], None]


@pytest.fixture
def three(register: "Register") -> list[int]:
    """An overdue case, one that came today, and a held one."""
    late = opened(register)
    fresh = opened(
        register, agenda="2/2026", system="SIAK", agency=6, letter_date=TODAY, received=TODAY, letter_number="7/2026"
    )
    held = opened(
        register, agenda="3/2026", system="SIPD", agency=7, letter_date=TODAY, received=TODAY, letter_number="8/2026"
    )
    cases.hold(register, held, on=TODAY, reason="Menunggu berkas OPD")
    return [late, fresh, held]


@pytest.fixture
def page(context: Context, three: list[int], qtbot: QtBot, settled: Settled) -> RegisterPage:
    return shown(context, qtbot, settled)


def shown(context: Context, qtbot: QtBot, settled: Settled) -> RegisterPage:
    made = RegisterPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 600)
    made.show()
    made.refresh()
    settled()
    return made


def agendas(page: RegisterPage) -> list[str]:
    return [row.agenda for row in page.table.rows.rows]


def cell(page: RegisterPage, agenda: str, column: str) -> str:
    model = page.table.rows
    row = agendas(page).index(agenda)
    number = next(n for n, one in enumerate(model.columns) if one.id == column)
    return str(model.index(row, number).data())


def test_the_table_says_how_each_case_stands_in_words(page: RegisterPage) -> None:
    assert agendas(page)[0] == "1/2026"
    assert cell(page, "1/2026", "days_left").startswith("▲ terlambat ")
    assert cell(page, "2/2026", "days_left") == "1 hari"
    assert cell(page, "2/2026", "received") == "23/11/2026"
    assert cell(page, "2/2026", "due") == "24/11/2026"
    assert cell(page, "3/2026", "status") == "Ditunda"
    assert cell(page, "3/2026", "days_left") == "1 hari, berhenti"
    assert cell(page, "1/2026", "step").startswith("1. ")
    assert page.counts.text() == "3 kasus, 1 terlambat"


def test_typing_finds_and_esc_shows_all_again(page: RegisterPage, qtbot: QtBot, settled: Settled) -> None:
    assert page.begin_search()
    with qtbot.waitSignal(page.filters.changed):
        qtbot.keyClicks(page.filters.search, "siak")
    settled()
    assert agendas(page) == ["2/2026"]
    assert page.counts.text() == "1 dari 3 kasus, tidak ada yang terlambat"
    qtbot.keyClick(page.filters.search, Qt.Key.Key_Escape)
    settled()
    assert len(agendas(page)) == 3


def test_what_is_typed_while_a_question_is_on_its_way_is_asked_once_and_shown_last(
    page: RegisterPage, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    from spl_desktop.ui.register import page as module

    asked: list[CaseFilter] = []
    real = module.read

    def counting(register: "Register", wanted: CaseFilter, rows: int) -> module.Shown:
        asked.append(wanted)
        return real(register, wanted, rows)

    monkeypatch.setattr(module, "read", counting)
    for text in ("s", "si", "sip", "sipd"):
        page.filters.search.set_quietly(text)
        page.refresh()
    settled()
    assert [wanted.text for wanted in asked] == ["s", "sipd"]
    assert agendas(page) == ["3/2026"]


def test_filters_hold_together_and_can_be_taken_away(page: RegisterPage, settled: Settled, qtbot: QtBot) -> None:
    page.filters.statuses._boxes[Status.RUNNING.value].click()
    settled()
    assert agendas(page) == ["1/2026", "2/2026"]
    page.filters.overdue.click()
    settled()
    assert agendas(page) == ["1/2026"]
    page.filters.choose_agency(6)
    settled()
    assert agendas(page) == []
    assert page.body.currentWidget() is page.nothing_found
    assert page.nothing_found.button is not None
    qtbot.mouseClick(page.nothing_found.button, Qt.MouseButton.LeftButton)
    settled()
    assert len(agendas(page)) == 3
    assert not page.filters.clear_button.isVisible()


def test_filters_and_order_are_remembered(
    page: RegisterPage, context: Context, settings: Settings, qtbot: QtBot, settled: Settled
) -> None:
    page.filters.choose_agency(6)
    page.filters.statuses._boxes[Status.RUNNING.value].click()
    page.filters.search.set_quietly("siak")
    page.table.sort_asked.emit("agenda", True)
    settled()
    page.close()
    wanted = page.filters.value()
    again = shown(context, qtbot, settled)
    assert again.filters.value() == wanted
    assert wanted == CaseFilter("siak", frozenset({Status.RUNNING}), 6, "", False, "agenda", True)
    assert agendas(again) == ["2/2026"]
    assert again.filters.agencies.currentData() == 6
    assert again.filters.statuses.text().startswith("Status: berjalan")


def test_cases_can_be_filtered_by_the_version_that_they_follow(
    page: RegisterPage, settled: Settled, register: "Register", tmp_path: Path
) -> None:
    from spl_desktop.services import sops

    old = sops.current_sop(register)
    assert page.filters.versions.isHidden()
    path = tmp_path / "versi-2027.toml"
    path.write_text(sops.sop_text(register, old.id).replace(f'id = "{old.id}"', 'id = "versi-2027"', 1), "utf-8")
    sops.adopt_sop(register, path)
    opened(register, agenda="99/2026")
    page.refresh()
    settled()
    before = agendas(page)
    assert not page.filters.versions.isHidden()
    page.filters.versions.setCurrentIndex(page.filters.versions.findData("versi-2027"))
    page.filters.versions.activated.emit(page.filters.versions.currentIndex())
    settled()
    assert agendas(page) == ["99/2026"]
    assert page.filters.active()
    page.show_cases(CaseFilter(sop=old.id, step=old.first.id))
    settled()
    assert page.filters.versions.currentData() == old.id
    assert page.filters.steps.currentData() == old.first.id
    assert "99/2026" not in agendas(page)
    page.filters.clear()
    settled()
    assert agendas(page) == before


@pytest.mark.parametrize(
    "spoilt", [{"statuses": ["berdiri"], "agency": "6", "sort": "x"}, {"agency": 999, "step": "gone"}, {"text": None}]
)
def test_a_remembered_filter_that_no_longer_fits_is_let_go(
    context: Context, three: list[int], settings: Settings, qtbot: QtBot, settled: Settled, spoilt: dict[str, object]
) -> None:
    settings.set(REGISTER_FILTER, spoilt)
    page = shown(context, qtbot, settled)
    assert page.filters.value() == CaseFilter()
    assert len(agendas(page)) == 3


def test_the_header_sorts_by_the_service(page: RegisterPage, settled: Settled) -> None:
    page.table.sort_asked.emit("system", False)
    settled()
    assert [row.system for row in page.table.rows.rows] == ["SIAK", "SIMRS", "SIPD"]
    page.table.sort_asked.emit("system", True)
    settled()
    assert [row.system for row in page.table.rows.rows] == ["SIPD", "SIMRS", "SIAK"]


def test_a_case_is_opened_from_the_table(
    page: RegisterPage, three: list[int], went_to: list[int], said: list[str], qtbot: QtBot
) -> None:
    page.open_current()
    assert went_to == []
    assert said == ["Pilih dahulu satu kasus di tabel."]
    page.table.pick(three[2])
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    place = page.table.visualRect(page.table.rows.index(0, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert went_to == [three[2], three[0]]


def test_the_menu_of_a_row(page: RegisterPage, settled: Settled, qapp: QApplication, said: list[str]) -> None:
    page._menu(page.table.rows.rows[1], QPoint(0, 0))
    menu = page.findChildren(QMenu)[-1]
    entries = {action.text(): action for action in menu.actions() if action.text()}
    entries["Salin nomor agenda"].trigger()
    assert qapp.clipboard().text() == "2/2026"
    assert said == ["Nomor agenda 2/2026 disalin."]
    next(action for text, action in entries.items() if text.startswith("Hanya kasus ")).trigger()
    settled()
    assert agendas(page) == ["2/2026"]
    menu.close()


def test_an_empty_register_leads_to_the_first_case(
    context: Context, qtbot: QtBot, settled: Settled, went_to: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(context, qtbot, settled)
    assert page.body.currentWidget() is page.nothing_yet
    assert not page.filters.isVisible()
    monkeypatch.setattr(pages, "ask_new_case", lambda _context, _parent: 41)
    assert page.nothing_yet.button is not None
    qtbot.mouseClick(page.nothing_yet.button, Qt.MouseButton.LeftButton)
    assert went_to == [41]


def test_a_change_is_seen_when_the_page_is_read_again(
    page: RegisterPage, three: list[int], register: "Register", settled: Settled
) -> None:
    changes = cases.resume(register, three[2], on=TODAY)
    assert page.concerns(changes)
    page.refresh()
    settled()
    assert cell(page, "3/2026", "status") == "Berjalan"


def test_the_export_follows_the_filter(
    page: RegisterPage, settled: Settled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from python_calamine import CalamineWorkbook

    target = tmp_path / "register.xlsx"
    told: list[str] = []
    monkeypatch.setattr(asking, "save_file", lambda *_args, **_kw: target)
    monkeypatch.setattr(asking, "choose", lambda _parent, question, *_args, **_kw: told.append(question) or "")
    page.filters.choose_agency(6)
    settled()
    page.export()
    settled()
    text = str(CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python())
    assert "2/2026" in text
    assert "1/2026" not in text.replace("11/2026", "")
    assert told == ["1 baris tersimpan di register.xlsx."]


def test_a_due_date_opens_its_ledger_by_click_by_menu_and_by_key(
    page: RegisterPage, three: list[int], said: list[str], qtbot: QtBot, settled: Settled
) -> None:
    page.open_ledger()
    assert said[-1] == "Pilih dahulu satu kasus di tabel."
    opens_ledger(page, three[0], qtbot, settled)


def test_a_long_list_comes_page_by_page_as_it_is_scrolled(
    context: Context, register: "Register", qtbot: QtBot, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    from spl_desktop.services import paging
    from spl_desktop.ui.register import page as module

    monkeypatch.setattr(paging, "WHOLE", 10)
    monkeypatch.setattr(module, "PAGE", 40)
    for number in range(1, 61):
        opened(register, agenda=f"{number}/2026")
    page = shown(context, qtbot, settled)
    page.filters.set_sort("agenda", False)
    settled()
    assert page.counts.text() == "60 kasus, 60 terlambat"
    first = len(agendas(page))
    assert first == 40
    page.table.pick(7)
    page.table.verticalScrollBar().setValue(page.table.verticalScrollBar().maximum())
    settled()
    assert agendas(page) == [f"{number}/2026" for number in range(1, 61)]
    assert page.table.current().id == 7
    # A change meanwhile leaves the list as long as it was, and the same case selected where it was.
    cases.add_note(register, 7, text="ditelepon", on=TODAY)
    place = page.table.verticalScrollBar().value()
    page.refresh()
    settled()
    assert len(agendas(page)) == 60
    assert (page.table.current().id, page.table.verticalScrollBar().value()) == (7, place)
    page.filters.set_sort("agenda", True)
    settled()
    assert agendas(page)[:2] == ["60/2026", "59/2026"] and len(agendas(page)) == 40


def test_a_page_that_comes_after_another_list_was_asked_for_is_dropped(
    context: Context, register: "Register", qtbot: QtBot, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    from spl_desktop.services import paging
    from spl_desktop.ui.register import page as module

    monkeypatch.setattr(paging, "WHOLE", 10)
    monkeypatch.setattr(module, "PAGE", 20)
    for number in range(1, 61):
        opened(register, agenda=f"{number}/2026", system="SIMRS" if number < 31 else "SIAK")
    page = shown(context, qtbot, settled)
    page.table.rows.fetchMore(page.table.rootIndex())
    page.filters.put(CaseFilter(text="siak", sort="agenda"))
    settled()
    assert agendas(page) == [f"{number}/2026" for number in range(31, 51)]
    assert page.counts.text() == "30 dari 60 kasus, 30 terlambat"


def test_more_cases_than_are_counted_are_told_as_more() -> None:
    from spl_desktop.services.paging import COUNTED, Counts
    from spl_desktop.ui.register.page import counts_text

    many = Counts(1_000_000, COUNTED + 1, COUNTED + 1)
    assert counts_text(many, False) == "1.000.000 kasus, lebih dari 10.000 terlambat"
    assert counts_text(many, True) == "lebih dari 10.000 dari 1.000.000 kasus, lebih dari 10.000 terlambat"
    assert counts_text(Counts(12, 4, 0), True) == "4 dari 12 kasus, tidak ada yang terlambat"
    assert counts_text(Counts(0, 0, 0), False) == ""
