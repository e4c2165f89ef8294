"""The list of the first case: ticked by real services, each item leads to its real button, left and resumed."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from spl_desktop.domain.disposing import NewDisposition
from spl_desktop.domain.first_case import Item
from spl_desktop.domain.rules import Action
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import Recipient
from spl_desktop.services import cases, dispositions
from spl_desktop.services.drafts import save_draft
from spl_desktop.services.forms import draft_key
from spl_desktop.ui.case.page import CasePage
from spl_desktop.ui.desk.page import DeskPage
from spl_desktop.ui.first_case.guide import BEGUN, OPEN
from spl_desktop.ui.first_case.panel import WORDS, FirstCasePanel
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.register.page import RegisterPage
from spl_desktop.ui.settings import Settings
from spl_desktop.ui.widgets.spotlight import Spotlight
from tests.builders import new_case, opened, waive_missing
from tests.ui.test_language import ENGLISH, words

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

DAY = date(2026, 1, 5)
NEW = NewDisposition(giver="Isnan", recipients=(Recipient(name="Wahyu"),), note="x")


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, settings: Settings) -> Iterator[MainWindow]:
    made = MainWindow(settings, Path("log"))
    qtbot.addWidget(made)
    made.showNormal()
    made.resize(1366, 700)
    yield made
    made.close()


@pytest.fixture
def idle(qtbot: QtBot, window: MainWindow) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(window.runner.idle, timeout=10_000)


@pytest.fixture
def other(register: "Register") -> "Register":
    """The same file opened a second time, because the window closes its own."""
    from spl_desktop.services.register import open_register

    return open_register(register.path, clock=register.clock, recorder="Penguji")


def panel(window: MainWindow) -> FirstCasePanel:
    assert window.first_case.panel is not None
    return window.first_case.panel


def ticked(window: MainWindow) -> set[Item]:
    """What the list shows as done."""
    return {item for item, line in panel(window).lines.items() if line.sign.text() == "✓"}


def lit(window: MainWindow) -> QWidget | None:
    """What is framed."""
    found = [one for one in window.findChildren(Spotlight) if one.isVisible()]
    return found[-1].target if found else None


def asked_for(qtbot: QtBot, window: MainWindow, item: Item) -> QWidget:
    """What is framed once the place of that item was asked for."""
    for spot in window.findChildren(Spotlight):
        spot.close()
    panel(window).lines[item].show.click()
    qtbot.waitUntil(lambda: window.runner.idle() and lit(window) is not None, timeout=10_000)
    target = lit(window)
    assert target is not None
    return target


def test_without_a_register_it_leads_to_the_ways_to_begin(window: MainWindow) -> None:
    (link,) = [one for one in window.welcome.findChildren(QPushButton) if one.text().startswith("Kasus pertama")]
    link.click()
    assert panel(window).isVisible()
    assert ticked(window) == set()
    for item, line in panel(window).lines.items():
        assert line.show.isEnabled() == (item is Item.REGISTER)
        assert line.show.toolTip() == ("" if item is Item.REGISTER else "Siapkan dahulu registernya.")
    panel(window).lines[Item.REGISTER].show.click()
    assert lit(window) is window.welcome.buttons["new_register"]


def test_every_item_is_ticked_by_what_is_really_recorded(
    qtbot: QtBot, window: MainWindow, other: "Register", idle: Callable[[], None]
) -> None:
    window.actions_["first_case"].trigger()
    window.set_register(other)
    idle()
    done = {Item.REGISTER}
    assert ticked(window) == done
    run = window.runner.run
    run(cases.open_case, other, new_case())
    idle()
    assert ticked(window) == done | {Item.LETTER}
    assert panel(window).count.text() == "2 dari 7 selesai · agenda 1/2026"
    run(dispositions.dispose, other, 1, NEW, on=DAY)
    idle()
    run(save_draft, other, draft_key(1, Report.MEMO), {"hal": "Laporan"})
    idle()
    assert ticked(window) == done | {Item.LETTER, Item.DISPOSITION, Item.FORM}
    waive_missing(other, 1, DAY)
    run(cases.finish_step, other, 1, on=DAY, outcome="selesai")
    idle()
    assert Item.FINISH in ticked(window)
    assert Item.CHART not in ticked(window)
    assert Item.ISSUE not in ticked(window)


def test_the_chart_is_ticked_when_a_step_that_has_ended_is_chosen_on_it(
    window: MainWindow, other: "Register", idle: Callable[[], None]
) -> None:
    window.first_case.begin()
    window.set_register(other)
    idle()
    case = opened(other)
    waive_missing(other, case, DAY)
    window.runner.run(cases.finish_step, other, case, on=DAY, outcome="selesai")
    idle()
    window.open_case(case)
    idle()
    page = window.page()
    assert isinstance(page, CasePage)
    assert page.view is not None
    steps = [step.id for step in page.view.sop.steps]
    page.swimlane._user_chose(steps[5])
    assert Item.CHART not in ticked(window)
    page.swimlane._user_chose(steps[0])
    assert Item.CHART in ticked(window)


def test_each_item_leads_to_its_button(
    qtbot: QtBot, window: MainWindow, other: "Register", idle: Callable[[], None]
) -> None:
    window.set_register(other)
    window.first_case.begin()
    idle()
    target = asked_for(qtbot, window, Item.LETTER)
    register_page = window.page()
    assert isinstance(register_page, RegisterPage)
    assert target is register_page.new_button
    barred = {item for item, line in panel(window).lines.items() if not line.show.isEnabled()}
    assert barred == set(Item) - {Item.REGISTER, Item.LETTER}
    assert panel(window).lines[Item.FORM].show.toolTip() == "Daftarkan dahulu surat permohonannya."
    window.runner.run(cases.open_case, other, new_case())
    idle()
    target = asked_for(qtbot, window, Item.DISPOSITION)
    page = window.page()
    assert isinstance(page, CasePage)
    assert page.tabs.currentWidget() is page.dispositions_tab
    assert target is page.dispositions_tab.new
    form = asked_for(qtbot, window, Item.FORM)
    assert page.tabs.currentWidget() is page.step_tab
    assert isinstance(form, QPushButton)
    assert form.text() == "Isi formulir…"
    save_draft(other, draft_key(1, Report.MEMO), {"perihal": "Laporan"})
    page.refresh()
    idle()
    begun = asked_for(qtbot, window, Item.ISSUE)
    assert isinstance(begun, QPushButton)
    assert begun.text() == "Lanjutkan draf…"
    assert asked_for(qtbot, window, Item.FINISH) is page.header.buttons[Action.FINISH]
    assert asked_for(qtbot, window, Item.CHART) is page.swimlane
    assert window.page() is page


def test_the_frame_goes_when_its_button_is_used(
    qtbot: QtBot, window: MainWindow, other: "Register", idle: Callable[[], None]
) -> None:
    window.set_register(other)
    window.first_case.begin()
    idle()
    target = asked_for(qtbot, window, Item.LETTER)
    assert isinstance(target, QPushButton)
    spot = next(one for one in window.findChildren(Spotlight) if one.isVisible())
    assert spot.geometry().contains(
        target.geometry().translated(target.mapTo(window, target.rect().topLeft()) - target.pos())
    )
    window.go_to("desk")
    assert lit(window) is None


def test_it_is_left_and_resumed_also_after_a_new_start(
    qtbot: QtBot, window: MainWindow, other: "Register", idle: Callable[[], None], settings: Settings
) -> None:
    window.set_register(other)
    window.first_case.begin()
    idle()
    panel(window).close_button.click()
    assert not panel(window).isVisible()
    assert not settings.get(OPEN)
    window.runner.run(cases.open_case, other, new_case())
    idle()
    window.first_case.begin()
    idle()
    assert ticked(window) == {Item.REGISTER, Item.LETTER}
    assert settings.get(OPEN)
    again = MainWindow(settings, Path("log"))
    qtbot.addWidget(again)
    assert again.first_case.panel is not None
    assert again.first_case.strip is not None
    assert again.first_case.panel.isHidden() != again.first_case.strip.isHidden()
    again.close()


def test_each_register_is_followed_from_where_it_was_begun(
    window: MainWindow, other: "Register", idle: Callable[[], None], settings: Settings
) -> None:
    old = opened(other)
    window.set_register(other)
    window.first_case.begin()
    idle()
    assert ticked(window) == {Item.REGISTER}
    assert settings.get(BEGUN) == {str(other.path): {"since": old}}
    assert other.path.name in panel(window).where.text()


def test_when_all_is_done_it_may_be_done_again_with_the_next_case(
    window: MainWindow, other: "Register", idle: Callable[[], None], settings: Settings
) -> None:
    window.set_register(other)
    window.first_case.begin()
    idle()
    guide = panel(window)
    guide.show_done(frozenset(Item), "1/2026", "", {})
    assert guide.where.text().startswith("Selesai.")
    assert not guide.again.isHidden()
    newest = opened(other)
    guide.again.click()
    idle()
    assert settings.get(BEGUN) == {str(other.path): {"since": newest}}
    assert ticked(window) == {Item.REGISTER}


def test_spoilt_settings_begin_anew(
    window: MainWindow, other: "Register", idle: Callable[[], None], settings: Settings
) -> None:
    settings.set(BEGUN, {str(other.path): {"since": "kemarin", "looked": []}})
    window.set_register(other)
    window.first_case.begin()
    idle()
    assert ticked(window) == {Item.REGISTER}
    settings.set(BEGUN, {str(other.path): 3})
    window.first_case.begin()
    idle()
    assert settings.get(BEGUN)[str(other.path)] == {"since": 0}


def test_the_demo_for_practice_is_a_click_away(window: MainWindow) -> None:
    window.first_case.begin()
    asked: list[bool] = []
    window.actions_["demo_register"].triggered.connect(lambda: asked.append(True))
    panel(window).demo.click()
    assert len(asked) == 1


def test_an_empty_register_offers_it(window: MainWindow, other: "Register", idle: Callable[[], None]) -> None:
    window.set_register(other)
    idle()
    page = window.page()
    assert isinstance(page, DeskPage)
    assert page.nothing_yet.second is not None
    page.nothing_yet.second.click()
    assert panel(window).isVisible()


def test_no_english_is_seen_and_every_item_is_spoken(window: MainWindow) -> None:
    window.first_case.begin()
    assert [text for text in words(panel(window)) if ENGLISH.search(text)] == []
    assert set(WORDS) == set(Item)
    for item, line in panel(window).lines.items():
        assert WORDS[item][0] in line.box.accessibleName()
        assert "belum" in line.box.accessibleName()


def test_a_narrow_window_has_a_strip_in_place_of_the_panel(
    qtbot: QtBot, window: MainWindow, other: "Register", idle: Callable[[], None]
) -> None:
    window.set_register(other)
    window.first_case.begin()
    idle()
    strip = window.first_case.strip
    assert strip is not None
    assert (panel(window).isVisible(), strip.isVisible()) == (True, False)
    window.resize(911, 500)
    qtbot.waitUntil(strip.isVisible)
    assert not panel(window).isVisible()
    assert (strip.count.text(), strip.title.text()) == ("Kasus pertama: 1 dari 7", "Daftarkan surat permohonan")
    window.runner.run(cases.open_case, other, new_case())
    idle()
    assert strip.title.text() == "Catat disposisinya"
    strip.show_button.click()
    qtbot.waitUntil(lambda: lit(window) is not None)
    page = window.page()
    assert isinstance(page, CasePage)
    assert lit(window) is page.dispositions_tab.new
    strip.close_button.click()
    assert not strip.isVisible()
    window.resize(1366, 700)
    assert not panel(window).isVisible()
