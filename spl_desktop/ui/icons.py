"""The program's own icons: SVG in one stroke style, tinted with the colours of the theme."""

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from spl_desktop import shipped
from spl_desktop.ui import theme

_PROPERTY: Final = "icon_name"
_COLOR: Final = "icon_color"
_SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 96)


def icon(name: str, color: str = "text") -> QIcon:
    """The icon of resources/icons/NAME.svg in a colour of the theme, muted where it is disabled."""
    return _drawn(name, theme.color(color).name(), theme.color("disabled").name())


def put(target: QAction | QAbstractButton, name: str, color: str = "text") -> None:
    """Give an action or a button its icon, and remember it for `retint`."""
    target.setProperty(_PROPERTY, name)
    target.setProperty(_COLOR, color)
    target.setIcon(icon(name, color))


def retint(root: QObject) -> None:
    """Draw all icons below an object again, in the colours of the theme now in use."""
    targets: list[QAction | QAbstractButton] = [*root.findChildren(QAction), *root.findChildren(QAbstractButton)]
    for target in targets:
        name = target.property(_PROPERTY)
        if isinstance(name, str):
            target.setIcon(icon(name, target.property(_COLOR)))


def pixmap(name: str, size: int, color: str = "text", ratio: float = 1.0) -> QPixmap:
    """A single picture of `size` logical pixels."""
    picture = _render(_strokes(name, theme.color(color).name()), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _drawn(name: str, color: str, disabled: str) -> QIcon:
    result = QIcon()
    strokes, muted = _strokes(name, color), _strokes(name, disabled)
    for size in _SIZES:
        picture = _render(strokes, size)
        # Given for each mode, or the style would tint it; one picture serves them all, or a start would draw hundreds.
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected):
            result.addPixmap(picture, mode)
        result.addPixmap(_render(muted, size), QIcon.Mode.Disabled)
    return result


@cache
def _svg(name: str) -> str:
    return shipped.read_text(f"icons/{name}.svg")


def _strokes(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_svg(name).replace("currentColor", color).encode()))


def _render(strokes: QSvgRenderer, size: int) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(picture)
    strokes.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
