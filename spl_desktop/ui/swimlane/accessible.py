"""The swimlane as a screen reader knows it: a list with one entry a step, each with its whole sentence."""

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
)
from PySide6.QtWidgets import QAccessibleWidget

from spl_desktop.domain.flow import choice_words
from spl_desktop.ui.swimlane.boxes import box

if TYPE_CHECKING:
    from spl_desktop.ui.swimlane.view import SwimlaneView


class StepObject(QObject):
    """Stands for one step of the picture, so that Qt keeps and drops what is said about it by itself."""

    def __init__(self, view: "SwimlaneView", place: int) -> None:
        super().__init__(view)
        self.view = view
        self.place = place

    @property
    def step(self) -> str:
        """The id of the step that stands at this place now, empty where the SOP is shorter."""
        steps = self.view.sop.steps if self.view.sop is not None else ()
        return steps[self.place].id if self.place < len(steps) else ""


class StepInterface(QAccessibleObject):
    """One step."""

    def __init__(self, thing: StepObject) -> None:
        super().__init__(thing)
        self._thing = thing

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return self._thing.view.sentence(self._thing.step)
        return ""

    def state(self) -> QAccessible.State:
        view = self._thing.view
        state = QAccessible.State()
        row = view.row(self._thing.step)
        state.selectable = True
        state.focusable = True
        chosen = self._thing.step == view.chosen_step
        state.selected = chosen
        state.focused = chosen and view.hasFocus()
        state.invisible = row is None or not view.isVisible()
        state.offscreen = not view.viewport().rect().intersects(self._here())
        return state

    def _here(self) -> QRect:
        row = self._thing.view.row(self._thing.step)
        return self._thing.view.mapFromScene(box(row.rect)).boundingRect() if row is not None else QRect()

    def rect(self) -> QRect:
        viewport = self._thing.view.viewport()
        here = self._here()
        return QRect(viewport.mapToGlobal(here.topLeft()), here.size())

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._thing.view)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # none is an answer
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1


class SwimlaneInterface(QAccessibleWidget):
    """The picture: its children are the steps in the order of the SOP."""

    def __init__(self, view: "SwimlaneView") -> None:
        super().__init__(view, QAccessible.Role.List)
        self._view = view

    def childCount(self) -> int:
        return len(things(self._view))

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # none is an answer
        steps = things(self._view)
        return QAccessible.queryAccessibleInterface(steps[index]) if 0 <= index < len(steps) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        thing = child.object()
        return thing.place if isinstance(thing, StepObject) and thing.view is self._view else -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # none is an answer
        return interface_of(self._view, self._view.chosen_step) if self._view.hasFocus() else None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # none is an answer
        place = self._view.viewport().mapFromGlobal(QRect(x, y, 1, 1).topLeft())
        row = self._view.row_at(place)
        return interface_of(self._view, row.step) if row is not None else None


def things(view: "SwimlaneView") -> tuple[StepObject, ...]:
    """What stands for the steps of the SOP that is shown, in its order; made when first asked for."""
    count = len(view.sop.steps) if view.sop is not None else 0
    made = [one for one in view.children() if isinstance(one, StepObject)]
    made += [StepObject(view, place) for place in range(len(made), count)]
    return tuple(made[:count])


def interface_of(view: "SwimlaneView", step: str) -> QAccessibleInterface | None:
    """What a screen reader knows of a step."""
    thing = next((one for one in things(view) if step and one.step == step), None)
    return QAccessible.queryAccessibleInterface(thing) if thing is not None else None


def describe(view: "SwimlaneView") -> None:
    """Names the picture by its chosen step, and its keys in the description."""
    sentence = view.sentence(view.chosen_step)
    name = f"Bagan SOP. {sentence}" if sentence else "Bagan SOP. Pilih langkah dengan tombol panah."
    if name == view.accessibleName():
        return
    view.setAccessibleName(name)
    choices = choice_words(view.sop, view.sop.step(view.chosen_step)) if view.sop and view.chosen_step else ""
    view.setAccessibleDescription(
        "Panah atas dan bawah memilih langkah, panah kanan mengikuti alur, panah kiri menurut jalan kembali, "
        f"{f'angka memilih cabang ({choices}), ' if choices else ''}Enter membuka langkah."
    )
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(view, QAccessible.Event.NameChanged))


def tell_focus(view: "SwimlaneView") -> None:
    """Tells a screen reader, where one listens, that the chosen step has the keyboard."""
    if not QAccessible.isActive() or not view.hasFocus():
        return
    found = interface_of(view, view.chosen_step)
    if found is not None:
        QAccessible.updateAccessibility(QAccessibleEvent(found, QAccessible.Event.Focus))


def update(view: "SwimlaneView") -> None:
    """Tells a screen reader, where one listens, that what is said about the steps changed."""
    if not QAccessible.isActive():
        return
    for thing in things(view):
        found = QAccessible.queryAccessibleInterface(thing)
        QAccessible.updateAccessibility(QAccessibleEvent(found, QAccessible.Event.NameChanged))


@cache
def install() -> None:
    """Makes Qt ask here what a swimlane is, from now on."""
    from spl_desktop.ui.swimlane.view import SwimlaneView  # which imports this module

    def made(_: str, thing: QObject) -> QAccessibleInterface | None:
        if isinstance(thing, StepObject):
            return StepInterface(thing)
        return SwimlaneInterface(thing) if isinstance(thing, SwimlaneView) else None

    QAccessible.installFactory(made)
