"""The part of the view menu that changes how everything looks."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from spl_desktop.ui import icons, theme
from spl_desktop.ui.settings import FONT_SCALE, THEME, Setting, Settings

T = TypeVar("T")


def add_look_menus(menu: QMenu, settings: Settings, changed: Callable[[], None]) -> None:
    """Add the choice of colours and of the font size; `changed` is called after one was made and remembered."""
    menu.addSeparator()
    _add(menu, "&Warna", "contrast", theme.CHOICES, THEME, settings, changed)
    _add(menu, "&Ukuran huruf", "text-size", theme.FONT_SCALES, FONT_SCALE, settings, changed)


def _add(
    menu: QMenu,
    title: str,
    icon: str,
    choices: Mapping[T, str],
    setting: Setting[T],
    settings: Settings,
    changed: Callable[[], None],
) -> None:
    below = menu.addMenu(title)
    icons.put(below.menuAction(), icon)
    group = QActionGroup(below)
    for value, text in choices.items():
        action = QAction(text, below, checkable=True, checked=settings.get(setting) == value)

        def choose(_checked: bool = False, value: T = value) -> None:
            settings.set(setting, value)
            changed()

        action.triggered.connect(choose)
        group.addAction(action)
        below.addAction(action)
