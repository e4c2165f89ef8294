"""Opening a kept file with the program that the system has for it."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from spl_desktop.domain.values import FileRef
from spl_desktop.services import documents
from spl_desktop.services.macros import carries_macros
from spl_desktop.ui import asking, problems
from spl_desktop.ui.context import Context


def open_path(parent: QWidget | None, path: Path) -> None:
    """Opens a file, after a question where it carries macros; a sentence where the system has no program for it."""
    if _macros(path) and not asking.yes_no(
        parent,
        f'"{path.name}" memuat makro, yaitu program di dalam dokumen. Buka juga?',
        yes="Buka",
        no="Batal",
        detail="Buka hanya bila Anda tahu siapa pembuatnya, dan jangan mengaktifkan makronya.",
        danger=True,
    ):
        return
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        problems.refused(
            parent,
            f'Tidak ada program untuk membuka "{path.name}" di komputer ini. '
            "Simpan salinannya, lalu buka di komputer lain.",
        )


def _macros(path: Path) -> bool:
    try:
        return carries_macros(path, path.name)
    except OSError:
        return False  # it cannot be opened either, and the system says so


def open_kept(context: Context, file: FileRef, parent: QWidget) -> None:
    """Opens a read-only copy of a file of the register."""
    context.runner.run(
        documents.open_copy,
        context.register,
        file,
        then=lambda path: open_path(parent, path),
        owner=parent,
        title="Membuka berkas…",
    )


def save_kept(context: Context, file: FileRef, parent: QWidget) -> None:
    """Saves a copy of a file of the register where the user wants it."""
    target = asking.save_file(parent, "Simpan salinan", file.name, ())
    if target is not None:
        context.runner.run(
            documents.save_copy,
            context.register,
            file,
            target,
            then=lambda _: context.say(f"Salinan tersimpan: {target}"),
            owner=parent,
            title="Menyimpan salinan…",
        )
