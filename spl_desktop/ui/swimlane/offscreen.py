"""The swimlane as a picture for a program that shows no window."""

import os
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from spl_desktop.services.queries import CaseView
from spl_desktop.ui.swimlane.picture import save_png


def draw(view: CaseView, target: Path) -> None:
    """Writes the case on its SOP table as PNG; no screen is needed. UserError where the file cannot be written."""
    if QGuiApplication.instance() is not None:
        save_png(view.sop, view, target)
        return
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    try:
        save_png(view.sop, view, target)
    finally:
        application.shutdown()
