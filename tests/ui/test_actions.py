"""Every action has Indonesian words, a place in a menu, and keys of its own."""

import re
from collections import Counter
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from spl_desktop.ui.actions import MENUS, SPECS
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.settings import Settings
from tests.ui.test_language import ENGLISH


def plain(text: str) -> str:
    return text.replace("&", "").rstrip("…")


def test_every_action_has_indonesian_words_and_no_english_ones() -> None:
    for name, spec in SPECS.items():
        assert re.match(r"[A-Z]", plain(spec.text)), name
        assert not ENGLISH.search(plain(spec.text)), spec.text
        assert not ENGLISH.search(spec.tip), spec.tip
        assert spec.menu in MENUS


def test_no_two_actions_share_a_key_or_a_letter_in_their_menu() -> None:
    keys = Counter(key for spec in SPECS.values() for key in spec.keys)
    assert [key for key, count in keys.items() if count > 1] == []
    for menu in MENUS:
        letters = Counter(
            found[1].lower() for spec in SPECS.values() if spec.menu == menu and (found := re.search("&(.)", spec.text))
        )
        assert [letter for letter, count in letters.items() if count > 1] == [], menu


def test_every_menu_entry_does_something(qtbot: QtBot, dressed: QApplication, settings: Settings) -> None:
    from spl_desktop.app import build_window

    window, _opening = build_window(settings, Path("log"))
    qtbot.addWidget(window)
    entries = [action for menu in window.menuBar().findChildren(QMenu) for action in menu.actions()]
    dead = [a.text() for a in entries if not a.isSeparator() and a.menu() is None and not connected(a)]
    assert dead == []
    window.close()


def connected(action: QAction) -> bool:
    return action.receivers("2triggered(bool)") > 0


def test_without_a_register_only_what_needs_none_is_possible(
    qtbot: QtBot, dressed: QApplication, settings: Settings
) -> None:
    window = MainWindow(settings, Path("log"))
    qtbot.addWidget(window)
    possible = {name for name, action in window.actions_.all.items() if action.isEnabled()}
    assert possible == {name for name, spec in SPECS.items() if not spec.needs_register}
    window.close()
