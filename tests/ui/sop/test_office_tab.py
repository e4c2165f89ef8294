"""The tab with the office on the SOP: what it shows, and the lists that its numbers open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from spl_desktop.domain.case import Status
from spl_desktop.domain.chart import lay_out
from spl_desktop.services import cases, sops
from spl_desktop.services.listing import CaseFilter, list_cases
from spl_desktop.services.register import Register
from spl_desktop.ui.sop.office_tab import OfficeTab
from spl_desktop.ui.sop.page import SopPage
from spl_desktop.ui.sop.visits_dialog import VisitsDialog
from spl_desktop.ui.swimlane.office_pieces import What
from spl_desktop.ui.swimlane.picture import render
from tests.builders import TODAY, finish, opened, send_back, walk_to
from tests.ui.in_window import Window

_JANUARY = (date(2026, 1, 1), date(2026, 1, 31))


@pytest.fixture
def busy(register: Register) -> tuple[str, str]:
    """Two overdue cases at the first step (one on hold since), one further on that went back once; both step ids."""
    opened(register)
    held = opened(register, agenda="2/2026")
    cases.hold(register, held, on=date(2026, 1, 20), reason="Menunggu OPD")
    third = opened(register, agenda="3/2026")
    sop = sops.current_sop(register)
    deciding = next(step.id for step in sop.steps if any(way.returns for way in step.outcomes))
    walk_to(register, third, deciding)
    send_back(register, third)
    walk_to(register, third, deciding)
    return sop.first.id, deciding


@pytest.fixture
def wanted() -> list[CaseFilter]:
    """What the tab asked the register for."""
    return []


@pytest.fixture
def office(window: Window, wanted: list[CaseFilter]) -> Callable[[], OfficeTab]:
    """Shows the page over what stands in the register, and gives its tab."""
    window.context = replace(window.context, show_cases=wanted.append)

    def show() -> OfficeTab:
        page = SopPage(window.context)
        window.show(page)
        page.show_office()
        return page.office

    return show


def _press(tab: OfficeTab, window: Window, words: str) -> None:
    button = next(one for one in tab.panel.buttons if one.text() == words)
    button.click()
    window.settle()


def test_the_buttons_open_exactly_the_cases_that_the_numbers_count(
    office: Callable[[], OfficeTab],
    busy: tuple[str, str],
    window: Window,
    wanted: list[CaseFilter],
    register: Register,
) -> None:
    tab = office()
    window.qtbot.keyClick(tab.view, Qt.Key.Key_Home)
    assert [one.text() for one in tab.panel.buttons] == [
        "Lihat 2 kasus",
        "Lihat 2 yang terlambat",
        "Lihat 1 yang ditunda",
        "Buka nomor agenda 1/2026",
    ]
    for words, agendas in (
        ("Lihat 2 kasus", ["1/2026", "2/2026"]),
        ("Lihat 2 yang terlambat", ["1/2026", "2/2026"]),
        ("Lihat 1 yang ditunda", ["2/2026"]),
    ):
        _press(tab, window, words)
        assert sorted(row.agenda for row in list_cases(register, wanted[-1])) == agendas
    _press(tab, window, "Buka nomor agenda 1/2026")
    assert window.heard.opened == [1]


def test_a_click_on_a_number_and_enter_open_the_register(
    office: Callable[[], OfficeTab], busy: tuple[str, str], window: Window, wanted: list[CaseFilter]
) -> None:
    tab = office()
    held = next(piece for piece in tab.view.pieces() if piece.what is What.HELD)
    place = tab.view.mapFromScene(held.rect.center())
    window.qtbot.mouseClick(tab.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (wanted[-1].step, wanted[-1].statuses) == (busy[0], frozenset({Status.HELD}))
    window.qtbot.keyClick(tab.view, Qt.Key.Key_Return)
    assert wanted[-1].statuses == frozenset({Status.RUNNING, Status.HELD})
    tab.view.choose(tab.view.picture.sop.steps[-1].id if tab.view.picture else "")
    window.qtbot.keyClick(tab.view, Qt.Key.Key_Return)
    assert len(wanted) == 2
    assert window.heard.said == ["Tidak ada yang dapat dibuka pada langkah ini."]


def test_the_heat_opens_the_visits_and_a_visit_its_case(
    office: Callable[[], OfficeTab], busy: tuple[str, str], window: Window
) -> None:
    tab = office()
    tab.worked.click()
    window.settle()
    tab.view.choose(busy[1])
    window.qtbot.keyClick(tab.view, Qt.Key.Key_Return)
    window.settle()
    dialog = tab.findChildren(VisitsDialog)[-1]
    assert [(row.agenda, row.round) for row in dialog.table.rows.rows] == [("3/2026", 1)]
    dialog.table.opened.emit(dialog.table.rows.rows[0])
    assert window.heard.opened == [3]
    assert not dialog.isVisible()
    back = next(piece for piece in tab.view.pieces() if piece.what is What.RETURNED)
    tab.view.asked.emit(back)
    window.settle()
    dialog = tab.findChildren(VisitsDialog)[-1]
    assert dialog.windowTitle() == "Pengembalian dari langkah 3"
    assert [row.reason for row in dialog.table.rows.rows] == ["belum lengkap"]
    dialog.reject()


def test_the_period_is_read_again_and_a_wrong_one_is_told(
    office: Callable[[], OfficeTab], busy: tuple[str, str], window: Window
) -> None:
    tab = office()
    tab.worked.click()
    window.settle()
    assert tab.period.usual.currentText() == "Tahun ini"
    assert tab.body.currentWidget() is tab.picture
    tab.period.usual.setCurrentText("Tahun lalu")
    window.settle()
    assert tab.body.currentWidget() is tab.nothing_ended
    assert tab.nothing_ended.button is not None
    tab.nothing_ended.button.click()
    window.settle()
    assert tab.body.currentWidget() is tab.picture
    assert tab.lens is not None and tab.period.days() == tab.lens.measured
    tab.period.start.set_value(_JANUARY[1])
    tab.period.end.set_value(_JANUARY[0])
    window.settle()
    assert tab.problem.text().startswith("Periode berakhir (1 Januari 2026) sebelum mulai (31 Januari 2026)")
    tab.period.end.set_text("besok")
    assert "besok" in tab.problem.text()
    tab.now.click()
    assert tab.problem.isHidden()


def test_empty_states_lead_on(office: Callable[[], OfficeTab], window: Window, register: Register) -> None:
    tab = office()
    assert tab.body.currentWidget() is tab.nothing_open
    assert tab.nothing_open.button is not None and tab.nothing_measured.button is not None
    tab.nothing_open.button.click()
    window.settle()
    assert tab.body.currentWidget() is tab.nothing_measured
    opened(register)
    tab.nothing_measured.button.click()
    window.settle()
    assert tab.body.currentWidget() is tab.picture


def test_a_change_is_shown_and_the_switch_is_remembered(
    office: Callable[[], OfficeTab], busy: tuple[str, str], window: Window, register: Register
) -> None:
    tab = office()
    assert tab.lens is not None and tab.lens.tokens.open == 3
    window.runner.announce(cases.cancel(register, 1, on=TODAY, reason="dicabut", by_agency=True))
    window.settle()
    assert tab.lens.tokens.open == 2
    tab.worked.click()
    window.settle()
    assert OfficeTab(window.context).worked.isChecked()


def test_several_versions_can_be_chosen(
    office: Callable[[], OfficeTab], window: Window, register: Register, tmp_path: Path
) -> None:
    first = opened(register)
    old = sops.current_sop(register)
    path = tmp_path / "versi-2027.toml"
    path.write_text(sops.sop_text(register, old.id).replace(f'id = "{old.id}"', 'id = "versi-2027"', 1), "utf-8")
    sops.adopt_sop(register, path)
    finish(register, opened(register, agenda="2/2026"))
    finish(register, opened(register, agenda="3/2026"))
    tab = office()
    assert tab.lens is not None and (tab.lens.tokens.sop, tab.lens.tokens.open) == ("versi-2027", 2)
    assert [tab.versions.itemText(n) for n in range(tab.versions.count())] == [
        "versi-2027 (berlaku, 2 kasus)",
        f"{old.id} (lampau, 1 kasus)",
    ]
    tab.versions.setCurrentIndex(1)
    tab.versions.activated.emit(1)
    window.settle()
    assert tab.lens.tokens.sop == old.id
    assert tab.lens.tokens.at(old.first.id).oldest == first


def test_the_office_is_replayed_day_by_day(
    office: Callable[[], OfficeTab], busy: tuple[str, str], window: Window, wanted: list[CaseFilter], register: Register
) -> None:
    tab = office()
    tab.replay_button.click()
    window.settle()
    assert tab.replaying and tab.replay_bar.isVisible()
    assert tab.view.picture is not None and tab.view.picture.tokens.open == 3
    tab.replay_bar.slider.setValue(0)
    assert tab.view.picture.tokens.today < TODAY
    assert tab.view.picture.tokens.at(busy[1]).open == 0 or tab.view.picture.tokens.at(busy[0]).overdue == 0
    tab.view.choose(busy[0])
    window.qtbot.keyClick(tab.view, Qt.Key.Key_Return)
    assert wanted == []
    assert window.heard.said[-1].startswith("Angka ini dari masa lalu")
    window.runner.announce(cases.cancel(register, 1, on=TODAY, reason="dicabut", by_agency=True))
    window.settle()
    assert tab.replaying and tab.replay_bar.slider.value() == 0
    window.qtbot.keyClick(tab.replay_bar.slider, Qt.Key.Key_Escape)
    assert not tab.replaying and not tab.replay_bar.isVisible()
    assert tab.view.picture.tokens.open == 2
    window.qtbot.keyClick(tab.view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    assert tab.replaying
    tab.worked.click()
    window.settle()
    assert not tab.replaying


def test_an_office_without_cases_has_nothing_to_replay(office: Callable[[], OfficeTab], window: Window) -> None:
    tab = office()
    tab.replay_or_end()
    window.settle()
    assert not tab.replaying and not tab.replay_button.isChecked()
    assert "belum ada riwayat" in window.heard.said[-1]


def test_the_copied_picture_has_the_numbers(
    office: Callable[[], OfficeTab], busy: tuple[str, str], window: Window
) -> None:
    tab = office()
    assert tab.view.sop is not None
    chart = lay_out(tab.view.sop)
    assert tab.view.image(chart) != render(chart, None)
