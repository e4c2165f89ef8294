"""Documents as they will be printed, one or several: looked at, printed, saved as PDF or PDF/A, opened elsewhere."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.services.converting import to_pdf
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.saving import copy_whole
from spl_desktop.ui import asking, icons, theme
from spl_desktop.ui.case.opening import open_path
from spl_desktop.ui.context import Context
from spl_desktop.ui.modal import opened
from spl_desktop.ui.preview.opening import Shown
from spl_desktop.ui.preview.pane import PreviewPane
from spl_desktop.ui.preview.printing import PrintDialog

_PDF = (("Dokumen PDF", ("pdf",)),)


class PreviewDialog(QDialog):
    """The list of documents at the left where there are several, the pages at the right."""

    def __init__(
        self, context: Context, shown: Sequence[Shown], pdfs: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context, self.shown, self.pdfs = context, tuple(shown), tuple(pdfs)
        self.setWindowTitle(f"Pratinjau: {shown[0].title}" if len(shown) == 1 else f"Pratinjau {len(shown)} dokumen")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.list = QListWidget()
        self.list.setAccessibleName("Dokumen")
        self.list.addItems([one.title for one in shown])
        self.list.setFixedWidth(theme.scaled(230))
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(self._show)
        self.pane = PreviewPane()
        self.archival = QCheckBox("PDF/A untuk arsip")
        self.archival.setToolTip("PDF dengan huruf dan warna di dalamnya, supaya tetap terbaca puluhan tahun lagi.")
        self._lay_out()
        self.resize(self.sizeHint())  # Qt alone would give it two thirds of the screen
        self.list.setCurrentRow(0)
        self.pane.setFocus()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        for words, icon, done, kind in (
            ("&Cetak…", "print", self.print, "primary"),
            ("&Simpan PDF…", "export", self.save, ""),
            ("&Buka di program lain", "open", self.open_elsewhere, ""),
        ):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.setProperty("kind", kind)
            icons.put(button, icon, "accent_text" if kind else "text")
            button.clicked.connect(lambda _=False, done=done: done())
            bar.addWidget(button)
        bar.addWidget(self.archival)
        bar.addStretch(1)
        close = QPushButton("Tutup")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        bar.addWidget(close)
        middle = QHBoxLayout()
        middle.addWidget(self.list)
        middle.addWidget(self.pane, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GAP, 2 * theme.GAP, 2 * theme.GAP, 2 * theme.GAP)
        layout.addLayout(middle, 1)
        layout.addLayout(bar)
        self.list.setVisible(len(self.shown) > 1)
        self.archival.setVisible(any(one.file.suffix.lower() == ".docx" for one in self.shown))

    def _show(self, row: int) -> None:
        if 0 <= row < len(self.pdfs):
            self.pane.show_pdf(self.pdfs[row])

    def _current(self) -> int:
        return max(self.list.currentRow(), 0)

    def print(self) -> None:
        """Asks how, then prints all that is shown."""
        dialog = PrintDialog(self.context, self.pdfs, self)
        opened(dialog)

    def save(self) -> None:
        """Saves the document that is seen as PDF, or as PDF/A."""
        at = self._current()
        target = asking.save_file(self, "Simpan PDF", f"{self.shown[at].file.stem}.pdf", _PDF)
        if target is None:
            return
        self.context.runner.run(
            _save,
            self.shown[at],
            self.pdfs[at],
            target,
            self.archival.isChecked() and self.archival.isVisible(),
            self.context.register.private_folder(),
            then=lambda _: self.context.say(f"Tersimpan: {target}"),
            owner=self,
            title="Menyimpan PDF…",
            beside=True,
        )

    def open_elsewhere(self) -> None:
        """Opens the file in the program that the system has for it."""
        open_path(self, self.shown[self._current()].file)

    def done(self, result: int) -> None:
        """The file is let go of, so that it can be replaced."""
        self.pane.say("")
        super().done(result)

    def sizeHint(self) -> QSize:
        """Nearly the whole screen."""
        screen = self.screen() or QGuiApplication.primaryScreen()
        room = screen.availableGeometry().size() if screen is not None else QSize(1366, 768)
        return QSize(min(1120, room.width() - 40), min(960, room.height() - 60))


def _save(one: Shown, pdf: Path, target: Path, archival: bool, work: Path, *, progress: Progress = unheard) -> None:
    if archival and one.file.suffix.lower() == ".docx":
        folder = work / "pdf-a"
        folder.mkdir(exist_ok=True)
        (pdf,) = to_pdf([one.file], folder, archival=True, progress=progress)
    copy_whole(pdf, target)
