"""Saving what the register shows as a file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QWidget

from spl_desktop.services.queries import CaseFilter
from spl_desktop.ui import asking
from spl_desktop.ui.context import Context
from spl_desktop.ui.settings import FOLDERS

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

KINDS: Final = (("Buku kerja Excel", ("xlsx",)), ("Teks CSV", ("csv",)))
_FOLDER: Final = "export"


class Exports(QObject):
    """Asks for the place, exports through the runner, and offers to open what was made."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._window = context, parent

    def register(self, wanted: CaseFilter) -> None:
        """The cases as the register shows them."""
        self._export("register", "Ekspor register", "Register SPL", wanted)

    def visits(self, wanted: CaseFilter) -> None:
        """The visits of those cases."""
        self._export("visits", "Ekspor kunjungan langkah", "Kunjungan langkah SPL", wanted)

    def _export(self, what: str, title: str, name: str, wanted: CaseFilter) -> None:
        folder = Path(self._remembered() or QStandardPaths.writableLocation(_DOCUMENTS))
        day = self._context.register.today.isoformat()
        target = asking.save_file(self._window, title, folder / f"{name} {day}.xlsx", KINDS)
        if target is None:
            return
        self._context.settings.set(FOLDERS, self._context.settings.get(FOLDERS) | {_FOLDER: str(target.parent)})
        self._context.runner.run(
            _write,
            self._context.register,
            what,
            target,
            wanted,
            then=lambda rows: self._on_written(target, rows),
            owner=self,
            title=f"Menulis {target.name}…",
        )

    def _remembered(self) -> str:
        folder = self._context.settings.get(FOLDERS).get(_FOLDER, "")
        return folder if isinstance(folder, str) and folder and Path(folder).is_dir() else ""

    def _on_written(self, target: Path, rows: int) -> None:
        asking.offer_opening(self._window, f"{rows} baris tersimpan di {target.name}.", target)


_DOCUMENTS: Final = QStandardPaths.StandardLocation.DocumentsLocation


def _write(register: "Register", what: str, target: Path, wanted: CaseFilter, progress: Callable[..., None]) -> int:
    from spl_desktop.services import exporting

    return exporting.export(register, what, target, filter=wanted, progress=progress)
