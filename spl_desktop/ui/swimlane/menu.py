"""The context menu of the swimlane: what the step offers, the picture, and how it is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from spl_desktop.ui import icons

if TYPE_CHECKING:
    from spl_desktop.ui.swimlane.view import SwimlaneView


@dataclass(frozen=True, slots=True)
class Entry:
    """What the page around the picture can do: for the step that was pointed at, or for all (`of_step` False)."""

    text: str
    does: Callable[[str], object]
    icon: str = ""
    keys: str = ""
    of_step: bool = True
    possible: Callable[[str], bool] = bool
    why_not: Callable[[], str] = str
    """A sentence why it cannot be done though it is possible at this step; empty where it can."""


def chart_menu(view: "SwimlaneView", step: str) -> QMenu:
    """The menu for a step, empty for none; it is gone once it is closed."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)

    def add(text: str, does: Callable[[], object], icon: str = "", keys: str = "", why: str = "") -> None:
        action = menu.addAction(f"{text}\t{keys}" if keys else text)
        if icon:
            icons.put(action, icon)
        action.triggered.connect(lambda _=False: does())
        if why:
            action.setEnabled(False)
            action.setToolTip(why)
            action.setStatusTip(why)

    for entry in view.entries:
        if entry.of_step and step and entry.possible(step):
            add(entry.text, partial(entry.does, step), entry.icon, entry.keys, entry.why_not())
    menu.addSeparator()
    add("Salin gambar", view.copy_picture, "copy", "Ctrl+C")
    for entry in view.entries:
        if not entry.of_step:
            add(entry.text, partial(entry.does, step), entry.icon, entry.keys)
    menu.addSeparator()
    add("Perbesar", view.zoom_in, "zoom-in", "Ctrl++")
    add("Perkecil", view.zoom_out, "zoom-out", "Ctrl+-")
    add("Paskan lebar", view.fit_width, "fit", "Ctrl+0")
    add("Ukuran 100%", view.full_size, "", "Ctrl+1")
    shown = menu.addAction("Peta kecil ketika diperbesar")
    shown.setCheckable(True)
    shown.setChecked(view.minimap.wanted)
    shown.toggled.connect(view.minimap.want)
    return menu
