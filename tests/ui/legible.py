"""Whether all in a window can be read: nothing cut, nothing beyond an edge, nothing under a neighbour, no English."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import cast

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from tests.ui.test_language import ENGLISH, KEYS

SMALL = QSize(911, 512)
"""What is left of a screen of 1366 x 768 pixels at 150 %, in the pixels of Qt."""

FRAME = QSize(0, 30)
"""What the window manager takes of it for the title."""

_SLACK = 2
_BAR = 16
"""The width of a scroll bar, which comes and goes while a window is laid out."""
_MOST = 2
"""How often a kind of dialog is looked at; the tests come in random order, so it is not always the same two."""

_NAMES = re.compile(r"\"[^\"]*\"|\S*/\S*|OAuth|Basic")
"""What is nobody's language: paths and names in quotes, and names of techniques."""

_looked: Counter[str] = Counter()


def faults(window: QWidget) -> list[str]:
    """A sentence for each thing in the window that cannot be read whole, as it is laid out now."""
    found: list[str] = []
    shown = [child for child in window.findChildren(QWidget) if _seen(child, window)]
    for child in shown:
        found += (f"{_named(child)}: {fault}" for fault in (*_cut(child), *_beyond(child, window)))
        english = (text for text in _texts(child) if ENGLISH.search(_NAMES.sub("", KEYS.sub("", text))))
        found += (f"{_named(child)}: {text!r} is English" for text in english)
    for parent in {child.parentWidget() for child in shown}:
        if parent is not None:
            found += _under_each_other([child for child in shown if child.parentWidget() is parent])
    return found


def _seen(child: QWidget, window: QWidget) -> bool:
    return child.isVisibleTo(window) and child.window() is window and child.width() > 0 and child.height() > 0


def _named(child: QWidget) -> str:
    words = next(iter(_texts(child)), "") or child.accessibleName() or child.objectName()
    return f"{type(child).__name__} {words[:60]!r}"


def _texts(child: QWidget) -> Iterator[str]:
    if isinstance(child, QAbstractButton | QLabel) and child.text():
        yield child.text().replace("&", "")
    if isinstance(child, QLineEdit) and child.placeholderText():
        yield child.placeholderText()


def _cut(child: QWidget) -> Iterator[str]:
    """What does not fit into its widget; a text that a tooltip tells whole may be elided."""
    if isinstance(child, QLabel):
        yield from _cut_label(child)
    elif isinstance(child, QComboBox):
        yield from _cut_choice(child)
    elif isinstance(child, QTabBar):
        for at in range(child.count()):
            wanted = child.fontMetrics().horizontalAdvance(child.tabText(at).replace("&", ""))
            if child.isTabVisible(at) and child.tabRect(at).width() < wanted:
                yield f"tab {child.tabText(at)!r} is cut"
    elif isinstance(child, QPushButton | QCheckBox | QRadioButton | QToolButton) and child.text():
        least = child.minimumSizeHint()
        if child.width() + _SLACK < least.width() or child.height() + _SLACK < least.height():
            yield f"needs {least.width()} x {least.height()}, has {child.width()} x {child.height()}"


def _cut_label(label: QLabel) -> Iterator[str]:
    if not label.text() or label.toolTip() or not label.pixmap().isNull():
        return
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if label.height() + _SLACK < needed:
            yield f"needs {needed} in height at this width, has {label.height()}"
        return
    needed = label.sizeHint()
    if label.width() + _SLACK < needed.width() or label.height() + _SLACK < needed.height():
        yield f"needs {needed.width()} x {needed.height()}, has {label.width()} x {label.height()}"


def _cut_choice(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    needed = box.fontMetrics().horizontalAdvance(box.currentText())
    if not box.isEditable() and not box.toolTip() and field.width() + _SLACK < needed:
        yield f"{box.currentText()!r} needs {needed}, has {field.width()}"


def _beyond(child: QWidget, window: QWidget) -> Iterator[str]:
    """What is not to be reached by scrolling and lies beyond the window."""
    parent = child.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QAbstractScrollArea):
            fixed = parent.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            if fixed and parent.viewport().isAncestorOf(child):
                yield from _across(child, parent.viewport())
            return
        parent = parent.parentWidget()
    place = QRect(child.mapTo(window, child.rect().topLeft()), child.size())
    if not window.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(place):
        yield f"lies at {place.getRect()} in a window of {window.width()} x {window.height()}"


def _across(child: QWidget, room: QWidget) -> Iterator[str]:
    left = child.mapTo(room, child.rect().topLeft()).x()
    if left < -_SLACK or left + child.width() > room.width() + _BAR:
        yield f"lies from {left} to {left + child.width()} across, where {room.width()} can be seen"


def _under_each_other(children: list[QWidget]) -> Iterator[str]:
    words = [child for child in children if isinstance(child, QLabel | QAbstractButton | QLineEdit | QComboBox)]
    for one, other in combinations(words, 2):
        common = one.geometry() & other.geometry()
        if common.width() > _SLACK and common.height() > _SLACK:
            yield f"{_named(one)} lies over {_named(other)}"


class Inspector(QObject):
    """Looks at every dialog when it goes away, as it was and on a small screen; `found` names what was amiss."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._looking = False

    def watch(self, dialog: QWidget) -> None:
        """Looks at this one too."""
        dialog.removeEventFilter(self)
        dialog.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt overrides keep Qt names
        kind = type(watched).__name__
        hides = event.type() == QEvent.Type.Hide and isinstance(watched, QDialog)
        if hides and not self._looking and _looked[kind] < _MOST:
            _looked[kind] += 1
            self._looking = True
            try:
                self.look(cast("QDialog", watched))
            finally:
                self._looking = False
        return False

    def look(self, window: QWidget) -> None:
        """Looks at a window in its own size and in what a small screen leaves of it."""
        kind = type(window).__name__
        lay_out(window)
        self.found += (f"{kind}: {fault}" for fault in faults(window))
        room = SMALL - FRAME
        least = window.minimumSizeHint().expandedTo(window.minimumSize())
        if least.width() > room.width() or least.height() > room.height():
            self.found.append(f"{kind}: is at least {least.width()} x {least.height()}, more than a small screen has")
        size = window.size()
        window.resize(size.boundedTo(room))
        lay_out(window)
        self.found += (f"{kind} on a small screen: {fault}" for fault in faults(window))
        window.resize(size)
        lay_out(window)


def lay_out(window: QWidget) -> None:
    """Lays out a window that is not on the screen, where Qt waits with it until it is."""
    waiting = [window]
    while waiting:
        widget = waiting.pop(0)
        QApplication.sendEvent(widget, QResizeEvent(widget.size(), widget.size()))
        if (layout := widget.layout()) is not None:
            layout.activate()
        waiting += [child for child in widget.children() if isinstance(child, QWidget) and not child.isWindow()]
