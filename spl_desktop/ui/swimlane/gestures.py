"""Two fingers on a touch pad or a touch screen zoom the swimlane at the place between them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

if TYPE_CHECKING:
    from spl_desktop.ui.swimlane.view import SwimlaneView


def pinched(view: "SwimlaneView", event: QEvent) -> bool:
    """Zooms where the event of the viewport is a pinch; whether it was one."""
    if isinstance(event, QNativeGestureEvent):
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        view.set_zoom(view.zoom * (1 + event.value()), event.position().toPoint())
        return True
    pinch = event.gesture(Qt.GestureType.PinchGesture) if isinstance(event, QGestureEvent) else None
    if not isinstance(pinch, QPinchGesture):
        return False
    view.set_zoom(view.zoom * pinch.scaleFactor(), view.viewport().mapFromGlobal(pinch.centerPoint().toPoint()))
    return True
