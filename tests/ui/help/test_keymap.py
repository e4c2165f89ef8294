"""The map of the keys names what really works: every action, and the keys of every place as they are pressed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spl_desktop import shipped
from spl_desktop.domain.forms import parse_form
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.ui import keys
from spl_desktop.ui.forms.grid import Grid
from spl_desktop.ui.help.keymap import keys_page
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.settings import Settings
from spl_desktop.ui.swimlane.view import SwimlaneView
from tests.ui.test_language import ENGLISH


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, settings: Settings) -> str:
    window = MainWindow(settings, Path("log"))
    qtbot.addWidget(window)
    window.actions_["export"].setShortcut(QKeySequence("Ctrl+Shift+E"))
    made = keys_page(window.actions_)
    window.close()
    return made


def test_every_action_stands_in_the_map_with_the_keys_it_really_has(page: str) -> None:
    assert "| Ekspor register ke Excel | Ctrl+Shift+E |" in page
    assert "| Kembali ke register | Alt+Panah Kiri / Esc |" in page
    assert "| Panduan | F1 |" in page
    assert "| Peta papan ketik | Ctrl+F1 |" in page
    assert "Tentang program" not in page


def test_every_declared_key_stands_in_the_map_in_indonesian(page: str) -> None:
    for title, lines in keys.SECTIONS:
        assert f"\n## {title}\n" in page
        for one in lines:
            assert f"| {one.words} | {keys.keys_text(one.keys)} |" in page
            assert not ENGLISH.search(one.words)
            assert all(not QKeySequence(key).isEmpty() for key in one.keys)
    assert "| Selesaikan langkah | Ctrl+Enter |" in page
    assert "Return" not in page
    assert "Down" not in page


def test_no_key_is_declared_twice_in_one_place() -> None:
    for table in (keys.GRID, keys.PREVIEW, keys.GUIDE):
        used = [key for one in table.values() for key in one.keys]
        assert len(used) == len(set(used))


def test_the_grid_has_the_declared_keys(qtbot: QtBot, dressed: QApplication) -> None:
    form = parse_form(shipped.read_text("forms/kartu_api.toml"))
    table = next(field for field in form.fields if field.columns)
    grid = Grid(table)
    qtbot.addWidget(grid)
    assert {name: (action.text(), action.shortcut().toString()) for name, action in grid.act.items()} == {
        name: (one.words, one.keys[0]) for name, one in keys.GRID.items()
    }


def pressed(qtbot: QtBot, view: SwimlaneView, name: str) -> None:
    combination = QKeySequence(name)[0]
    qtbot.keyClick(view, combination.key(), combination.keyboardModifiers())


def test_the_declared_keys_of_the_chart_are_answered(qtbot: QtBot, dressed: QApplication) -> None:
    view = SwimlaneView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    sop = parse_sop(shipped.read_text("sop/555-23-IX-2023.toml"), "555.toml")
    view.show_sop(sop)
    before, after, onward, back, home, end, enter = (
        *keys.CHART[0].keys,
        *keys.CHART[1].keys,
        *keys.CHART[2].keys,
        *keys.CHART[4].keys,
    )
    pressed(qtbot, view, home)
    assert view.chosen_step == sop.steps[0].id
    pressed(qtbot, view, after)
    assert view.chosen_step == sop.steps[1].id
    pressed(qtbot, view, before)
    pressed(qtbot, view, onward)
    assert view.chosen_step == sop.steps[1].id
    pressed(qtbot, view, end)
    assert view.chosen_step == sop.steps[-1].id
    pressed(qtbot, view, back)
    with qtbot.waitSignal(view.activated, timeout=1000):
        pressed(qtbot, view, enter)
    for larger, smaller in (keys.CHART[6].keys, keys.CHART[7].keys[::-1]):
        pressed(qtbot, view, larger)
        zoom = view.zoom
        pressed(qtbot, view, smaller)
        assert view.zoom != zoom


def test_up_and_down_in_a_date_are_tomorrow_and_yesterday(qtbot: QtBot, dressed: QApplication) -> None:
    from datetime import date

    from spl_desktop.ui.widgets.date_edit import DateEdit

    edit = DateEdit(date(2026, 11, 23))
    qtbot.addWidget(edit)
    qtbot.keyClick(edit.edit, Qt.Key.Key_Up)
    assert edit.value() == date(2026, 11, 24)
    qtbot.keyClick(edit.edit, Qt.Key.Key_Down)
    assert edit.value() == date(2026, 11, 23)
