"""The dialog in which files are chosen. It shows a folder without opening what lies in it."""

import sys
from pathlib import Path

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QFileIconProvider, QHeaderView, QStyle, QTreeView, QWidget

from spl_desktop.ui import theme
from spl_desktop.ui.modal import answered


class _Kinds(QFileIconProvider):
    """Tells folders from files, and files by the end of their name.

    Qt's own opens every file of the folder to see what it is. On Linux and macOS a process that closes a file gives up
    all its locks on that file, also those that SQLite holds on the open register. Another program then takes itself for
    the last one, and removes the WAL under the window: acknowledged facts are lost and the register is damaged.
    """

    def __init__(self) -> None:
        super().__init__()
        style = QApplication.style()  # made here: the folder is read by a thread of Qt
        self._folder = style.standardIcon(QStyle.StandardPixmap.SP_DirIcon)
        self._file = style.standardIcon(QStyle.StandardPixmap.SP_FileIcon)

    def icon(self, what: QAbstractFileIconProvider.IconType | QFileInfo) -> QIcon:
        """A folder or a file."""
        if not isinstance(what, QFileInfo):
            return super().icon(what)
        return self._folder if what.isDir() else self._file

    def type(self, info: QFileInfo) -> str:
        """What stands in the column of kinds."""
        if info.isDir():
            return "Folder"
        return f"Berkas {info.suffix().upper()}".rstrip()


class FileDialog(QFileDialog):
    """Opens at `start`, a folder or a file in it. `filters` as Qt writes them."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        start: Path,
        filters: str = "",
        *,
        mode: QFileDialog.FileMode = QFileDialog.FileMode.ExistingFile,
        saving: bool = False,
    ) -> None:
        folder = start if start.is_dir() else start.parent
        super().__init__(parent, title, str(folder), filters)
        if sys.platform.startswith("linux"):
            # The dialog of the desktop runs in this process, and opens the files just like Qt's.
            self.setOption(QFileDialog.Option.DontUseNativeDialog)
        self._kinds = _Kinds()
        self.setIconProvider(self._kinds)
        self.setFileMode(mode)
        self.setOption(QFileDialog.Option.ShowDirsOnly, mode is QFileDialog.FileMode.Directory)
        if saving:
            self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if folder != start:
            self.selectFile(start.name)
        if (rows := self.findChild(QTreeView)) is not None:  # Qt's own, and not that of the system
            self.resize(theme.scaled(820), theme.scaled(520))
            rows.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)


def chosen(dialog: FileDialog) -> tuple[list[Path], str]:
    """Asks; the files and the filter that was set, nothing when the user turns back."""
    if answered(dialog) != FileDialog.DialogCode.Accepted:
        return [], ""
    return [Path(name) for name in dialog.selectedFiles()], dialog.selectedNameFilter()
