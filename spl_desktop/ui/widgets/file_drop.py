"""A place to drop files on, with a button to browse and a list from which they can be taken out again."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from spl_desktop.ui import asking, icons, theme

KINDS: asking.Kinds = (
    ("Berkas dokumen", ("pdf", "doc", "docx", "xls", "xlsx", "odt", "ods", "png", "jpg", "jpeg", "zip")),
    ("Semua berkas", ("*",)),
)


class FileDrop(QFrame):
    """Files chosen by the user, each once, in the order that they came. `single` keeps only the newest."""

    changed = Signal()

    def __init__(self, *, single: bool = False, kinds: asking.Kinds = KINDS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self._single, self._kinds = single, kinds
        self._paths: list[Path] = []
        words = "Tarik berkas ke sini, atau" if single else "Tarik satu atau beberapa berkas ke sini, atau"
        hint = QLabel(words)
        hint.setProperty("role", "muted")
        self.button = QPushButton("Pilih berkas…")
        icons.put(self.button, "folder")
        self.button.clicked.connect(self.browse)
        self.setFocusProxy(self.button)
        top = QHBoxLayout()
        top.setSpacing(theme.GAP)
        top.addWidget(hint)
        top.addWidget(self.button)
        top.addStretch()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        layout.setSpacing(theme.GAP // 2)
        layout.addLayout(top)
        layout.addLayout(self._rows)

    def paths(self) -> tuple[Path, ...]:
        """The chosen files."""
        return tuple(self._paths)

    def set_paths(self, paths: Iterable[Path]) -> None:
        """Show these files instead."""
        self._paths = list(paths)
        self._show()

    def add(self, paths: Iterable[Path]) -> None:
        """Take in more files; folders and files already listed are passed over."""
        files = [path for path in paths if path.is_file()]
        if self._single:
            self._paths = files[-1:] or self._paths
        else:
            self._paths += [path for path in dict.fromkeys(files) if path not in self._paths]
        self._show()

    def browse(self) -> None:
        """Ask for files."""
        title = "Pilih berkas"
        if self._single:
            chosen = asking.open_file(self, title, self._kinds)
            self.add([chosen] if chosen else [])
        else:
            self.add(asking.open_files(self, title, self._kinds))

    def _remove(self, path: Path) -> None:
        self._paths.remove(path)
        self._show()

    def _show(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        for path in self._paths:
            self._rows.addWidget(self._row(path))
        self.changed.emit()

    def _row(self, path: Path) -> QWidget:
        row = QWidget()
        picture = QLabel()
        picture.setPixmap(icons.pixmap("file", 16, "muted", self.devicePixelRatioF()))
        name = QLabel(path.name)
        name.setToolTip(str(path))
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        size = QLabel(size_text(path.stat().st_size) if path.is_file() else "tidak ditemukan")
        size.setProperty("role", "muted")
        remove = QToolButton()
        remove.setToolTip(f"Keluarkan {path.name} dari daftar")
        remove.setAccessibleName(f"Keluarkan {path.name}")
        icons.put(remove, "remove", "muted")
        remove.clicked.connect(lambda: self._remove(path))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(picture)
        layout.addWidget(name, 1)
        layout.addWidget(size)
        layout.addWidget(remove)
        return row

    def _mark(self, over: bool) -> None:
        self.setProperty("over", over)
        self.style().unpolish(self)
        self.style().polish(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        self.add(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()


def size_text(size: int) -> str:
    """The size of a file in words, "1,4 MB", with a decimal comma."""
    number = float(size)
    for unit in ("bita", "KB", "MB", "GB"):
        if number < 1024 or unit == "GB":
            break
        number /= 1024
    return f"{size} bita" if unit == "bita" else f"{number:.1f} {unit}".replace(".", ",")
