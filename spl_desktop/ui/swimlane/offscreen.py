"""The swimlane as a picture for a program that shows no window."""

import os
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from spl_desktop.domain.sop import Sop
from spl_desktop.services.course import Course
from spl_desktop.ui.swimlane.picture import save_chart


def draw(view: Course, target: Path) -> None:
    """Writes the case on its SOP table in the form that the suffix names, as `draw_chart`."""
    draw_chart(view.sop, view, target)


def draw_chart(sop: Sop, view: Course | None, target: Path, paper: str = "") -> None:
    """Writes the SOP table as .svg, .png or .pdf, with the case on it where one is given; no screen is needed.

    With `paper` a PDF has pages of that size. UserError where the file cannot be written.
    """
    if QGuiApplication.instance() is not None:
        save_chart(sop, view, target, paper)
        return
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    try:
        save_chart(sop, view, target, paper)
    finally:
        application.shutdown()
