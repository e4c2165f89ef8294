"""Every page and every dialog of the program leads to a part of the guide that there is."""

import importlib
import pkgutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QTabWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import spl_desktop.ui
from spl_desktop.ui.case.page import CasePage
from spl_desktop.ui.context import Page
from spl_desktop.ui.help import places
from spl_desktop.ui.help.guide import Guide, load
from spl_desktop.ui.help.keymap import keys_page
from spl_desktop.ui.help.places import HOME, PLACES, place_of
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.settings import Settings
from spl_desktop.ui.welcome import WelcomePage

ROOT = "spl_desktop.ui."


def kinds() -> list[type[QWidget]]:
    """Every page and dialog, once all modules of the window are imported."""
    for found in pkgutil.walk_packages(spl_desktop.ui.__path__, ROOT):
        importlib.import_module(found.name)
    waiting: list[type[QWidget]] = [Page, QDialog]
    made: list[type[QWidget]] = []
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        made += [one for one in below if one.__module__.startswith(ROOT)]
    return sorted(set(made), key=lambda one: (one.__module__, one.__qualname__))


def named(kind: type[QWidget]) -> str | None:
    """What the table says of a class, or of its module or package; None where it says nothing."""
    name = f"{kind.__module__}.{kind.__qualname__}".removeprefix(ROOT)
    return next((PLACES[one] for one in places._shorter(name) if one in PLACES), None)


@pytest.fixture
def guide(qtbot: QtBot, dressed: QApplication, settings: Settings) -> Guide:
    window = MainWindow(settings, Path("log"))
    qtbot.addWidget(window)
    made = load(keys_page(window.actions_))
    window.close()
    return made


def test_every_page_and_dialog_has_its_place() -> None:
    found = kinds()
    assert len(found) > 40
    assert [kind for kind in found if named(kind) is None] == []
    assert [kind for kind in found if issubclass(kind, Page) and not named(kind)] == []


def test_every_place_of_the_table_is_in_the_guide_and_belongs_to_something(guide: Guide) -> None:
    for name, place in PLACES.items():
        assert not place or guide.has(place), place
        try:
            importlib.import_module(ROOT + name)
        except ModuleNotFoundError:
            module, _, kind = name.rpartition(".")
            assert hasattr(importlib.import_module(ROOT + module), kind), name


def test_every_page_of_the_guide_but_the_answers_belongs_to_a_place(guide: Guide) -> None:
    told = {place.partition("#")[0] for place in PLACES.values()}
    assert set(guide.pages) - told == {"tanya-jawab", places.KEYS}


class _Strange(QDialog):
    """A dialog of nobody."""


def test_what_nobody_has_named_leads_to_what_opened_it_or_to_the_first_page(qtbot: QtBot) -> None:
    alone = _Strange()
    qtbot.addWidget(alone)
    assert place_of(alone) == HOME
    assert place_of(None) == HOME


def test_a_small_question_is_explained_where_it_was_asked(qtbot: QtBot, dressed: QApplication) -> None:
    from spl_desktop.ui.asking import TextDialog

    class Asking(WelcomePage):
        def __init__(self) -> None:
            QWidget.__init__(self)

    parent = Asking()
    qtbot.addWidget(parent)
    dialog = TextDialog(parent, "Judul", "Label", "", True, True, "Simpan")
    assert place_of(dialog) == "mulai#membuka-register"


def test_a_page_without_the_keyboard_is_explained_by_the_tab_that_is_seen(qtbot: QtBot, dressed: QApplication) -> None:
    from spl_desktop.ui.case.tab import CaseTab

    class Tab(CaseTab):
        def __init__(self) -> None:
            QWidget.__init__(self)

    class Holder(Page):
        def __init__(self) -> None:
            QWidget.__init__(self)

    page, tab = Holder(), Tab()
    qtbot.addWidget(page)
    tabs = QTabWidget()
    tabs.addTab(tab, "Tab")
    QVBoxLayout(page).addWidget(tabs)
    Tab.__module__, Tab.__qualname__ = "spl_desktop.ui.case.history_tab", "HistoryTab"
    assert place_of(page) == "kasus#riwayat"
    assert place_of(tabs.tabBar()) == "kasus#riwayat"
    assert named(CasePage) == "kasus#bagan"
