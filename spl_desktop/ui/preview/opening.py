"""The way to a preview: the PDFs are made off the window's thread; where nothing can make them, that is said once."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from spl_desktop.domain.errors import UserError
from spl_desktop.services.converting import NoConverter, to_pdf
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.ui import problems
from spl_desktop.ui.case.opening import open_path
from spl_desktop.ui.context import Context
from spl_desktop.ui.modal import opened


@dataclass(frozen=True, slots=True)
class Shown:
    """A document to be looked at: its title, and its file (.docx or .pdf)."""

    title: str
    file: Path


def pdfs_of(
    shown: Sequence[Shown], folder: Path, *, archival: bool = False, progress: Progress = unheard
) -> list[Path]:
    """The PDF of each; Word documents are converted in one go, a PDF is itself."""
    words = [one.file for one in shown if one.file.suffix.lower() == ".docx"]
    made = iter(to_pdf(words, folder, progress=progress) if words else ())
    return [next(made) if one.file.suffix.lower() == ".docx" else one.file for one in shown]


_told: list[bool] = []


def show_preview(context: Context, shown: Sequence[Shown], parent: QWidget, *, printing: bool = False) -> None:
    """Shows the documents page by page, and asks how to print them where that is wanted.

    Without Word and LibreOffice the first one opens in the program that the system has, which is said once.
    """
    folder = context.register.private_folder() / "pdf"
    folder.mkdir(exist_ok=True)

    def made(pdfs: list[Path]) -> None:
        from spl_desktop.ui.preview.dialog import PreviewDialog

        dialog = PreviewDialog(context, shown, pdfs, parent)
        opened(dialog)
        if printing:
            dialog.print()

    def failed(error: UserError) -> None:
        if not isinstance(error, NoConverter):
            problems.refused(parent, error.sentence)
            return
        if not _told:
            _told.append(True)
            context.say("Pratinjau memerlukan Word atau LibreOffice. Dokumen dibuka di program lain.")
        open_path(parent, shown[0].file)

    title = "Menyiapkan pratinjau…"
    context.runner.run(pdfs_of, shown, folder, then=made, failed=failed, owner=parent, title=title, beside=True)
