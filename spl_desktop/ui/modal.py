"""Dialogs that go when they are closed: one that has a parent would stay in memory for as long as that does."""

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog


def answered(dialog: QDialog) -> int:
    """Shows a dialog and waits until it is closed; its result. What was entered can be read until the next event."""
    try:
        return dialog.exec()
    finally:
        if shiboken6.isValid(dialog):  # its parent may be gone, and it with it
            dialog.deleteLater()


def opened(dialog: QDialog) -> None:
    """Shows a dialog over its window and goes on at once."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
