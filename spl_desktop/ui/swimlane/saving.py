"""Asks where the picture of an SOP is to be kept, in which form, and writes it."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from spl_desktop.domain.sop import Sop
from spl_desktop.services.course import Course
from spl_desktop.ui import asking
from spl_desktop.ui.context import Context
from spl_desktop.ui.swimlane.picture import save_chart

KINDS: Final[asking.Kinds] = (
    ("Gambar PNG", ("png",)),
    ("Gambar vektor SVG", ("svg",)),
    ("Dokumen PDF", ("pdf",)),
)
_PAGES: Final = {"": "Satu halaman", "A4": "Halaman A4", "F4": "Halaman F4"}
_ONE: Final = "satu"


def ask_and_save(context: Context, parent: QWidget, sop: Sop, view: Course | None, name: str) -> None:
    """Asks for the file, writes the picture and says so; `name` is what it is called without suffix."""
    path = asking.save_file(parent, "Simpan gambar bagan", f"{name}.png", KINDS)
    if path is None:
        return
    paper = ""
    if path.suffix.lower() == ".pdf":
        answers = {size or _ONE: words for size, words in _PAGES.items()}
        answer = asking.choose(
            parent,
            "Bagan disimpan pada satu halaman seukuran bagannya, atau dibagi ke halaman kertas?",
            answers,
        )
        if not answer:
            return
        paper = "" if answer == _ONE else answer

    def said(_: object, path: Path = path) -> None:
        context.say(f"Gambar tersimpan: {path}")

    context.runner.run(save_chart, sop, view, path, paper, then=said, owner=parent, title="Menyimpan gambar…")
