"""How it looks: one quiet palette in light and dark, one spacing grid, one style sheet."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from spl_desktop import shipped

GAP: Final = 8
SYSTEM: Final = "system"
LIGHT: Final = "light"
DARK: Final = "dark"
CHOICES: Final = {SYSTEM: "Ikuti sistem", LIGHT: "Terang", DARK: "Gelap"}
FONT_SCALES: Final = {90: "Kecil", 100: "Normal", 115: "Besar", 130: "Sangat besar"}

_BASE_POINTS: Final = 10.0
_POINTS: Final = re.compile(r"@pt\(([0-9]+)\)")
_FAMILIES: Final = ("Segoe UI", "Noto Sans", "Liberation Sans", "DejaVu Sans")

# Every text colour stands at least 4.5 : 1 against each ground of its own column that it is written on, and what tells
# a field or a box from its ground (`line_strong`) at least 3 : 1 (WCAG AA, 1.4.3 and 1.4.11).
_COLORS: Final[dict[str, tuple[str, str]]] = {
    "window": ("#f3f4f6", "#1b1f24"),
    "surface": ("#ffffff", "#23282f"),
    "sunken": ("#e9ecf0", "#171a1f"),
    "hover": ("#eef2f6", "#2c323a"),
    "line": ("#d3d9e0", "#3a424c"),
    "line_strong": ("#808c9b", "#687686"),
    "text": ("#1b2430", "#e5e9ee"),
    "muted": ("#566273", "#a4afbc"),
    "disabled": ("#8a94a2", "#6f7a87"),
    "accent": ("#1f5582", "#7db7e8"),
    "accent_hover": ("#17446a", "#98c7ef"),
    "accent_text": ("#ffffff", "#0f1a24"),
    "accent_soft": ("#dbe8f3", "#24435c"),
    "danger": ("#a3211b", "#ff9d92"),
    "danger_soft": ("#f9e4e2", "#4b2827"),
    "warn": ("#7d4f00", "#f0bf6a"),
    "warn_soft": ("#fbeed3", "#463715"),
    "good": ("#1b653b", "#83d3a3"),
    "good_soft": ("#dff1e6", "#1f4030"),
}


class Bus(QObject):
    """Tells widgets that paint by themselves that the colours changed."""

    changed = Signal()


@dataclass
class _State:
    dark: bool = False
    scale: int = 100
    choice: str = SYSTEM
    files: QTemporaryDir | None = None


_state: Final = _State()


@cache
def bus() -> Bus:
    """The one signal of this kind."""
    return Bus()


def dark() -> bool:
    """Whether the dark colours are in use."""
    return _state.dark


def color(name: str) -> QColor:
    """A colour of the theme in use; KeyError for a name that is not in the palette."""
    return QColor(_hex(name))


def scaled(pixels: int) -> int:
    """A width given for the normal font size, in the font size in use."""
    return round(pixels * _state.scale / 100)


def install(app: QApplication, choice: str, scale: int) -> None:
    """Dress the application, and follow the system's change between light and dark."""
    app.setStyle(QStyleFactory.create("Fusion"))
    QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: _follow(app))
    apply(app, choice, scale)


def apply(app: QApplication, choice: str, scale: int) -> None:
    """Use a choice of `CHOICES` and a font scale in per cent."""
    _state.choice = choice if choice in CHOICES else SYSTEM
    _state.scale = scale if scale in FONT_SCALES else 100
    _state.dark = _wants_dark()
    app.setFont(_font())
    app.setPalette(_palette())
    app.setStyleSheet(_style_sheet())
    bus().changed.emit()


def _follow(app: QApplication) -> None:
    if _state.choice == SYSTEM and _wants_dark() != _state.dark:
        apply(app, _state.choice, _state.scale)


def _wants_dark() -> bool:
    if _state.choice == SYSTEM:
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return _state.choice == DARK


def _hex(name: str) -> str:
    return _COLORS[name][int(_state.dark)]


def _font() -> QFont:
    font = QFont()
    font.setFamilies(list(_FAMILIES))
    font.setPointSizeF(_BASE_POINTS * _state.scale / 100)
    return font


def _palette() -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for target, name in (
        (role.Window, "window"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "hover"),
        (role.Text, "text"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.BrightText, "danger"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "accent_text"),
        (role.Accent, "accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.ToolTipBase, "surface"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "muted"),
        (role.Light, "surface"),
        (role.Midlight, "hover"),
        (role.Mid, "line"),
        (role.Dark, "line_strong"),
        (role.Shadow, "line_strong"),
    ):
        palette.setColor(target, color(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, target, color("disabled"))
    palette.setColor(group.Disabled, role.Highlight, color("line_strong"))
    return palette


def _style_sheet() -> str:
    sheet = _POINTS.sub(lambda found: f"{int(found[1]) * _state.scale / 100:g}pt", shipped.read_text("style.qss"))
    for name in sorted(_COLORS, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", _hex(name))
    for picture, name in (("chevron-down", "muted"), ("chevron-up", "muted"), ("check", "accent_text")):
        sheet = sheet.replace(f"@picture:{picture}", _picture(picture, name))
    return sheet


def _picture(picture: str, name: str) -> str:
    """A tinted icon as a file, because a style sheet takes pictures from files only."""
    if _state.files is None:
        _state.files = QTemporaryDir()
    path = Path(_state.files.path()) / f"{picture}-{_hex(name)[1:]}.svg"
    if not path.exists():
        path.write_text(shipped.read_text(f"icons/{picture}.svg").replace("currentColor", _hex(name)), encoding="utf-8")
    return path.as_posix()
