"""Comparing a file with what the office issued: from the menu, or by dropping it on the window."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from spl_desktop.domain.verifying import Answer, Verdict
from spl_desktop.services.files import open_copy
from spl_desktop.services.queries import CaseView, case_view
from spl_desktop.services.register import Register
from spl_desktop.services.verifying import verify
from spl_desktop.ui import asking, theme
from spl_desktop.ui.case.file_document import SignedCopyDialog
from spl_desktop.ui.context import Context
from spl_desktop.ui.modal import opened
from spl_desktop.ui.preview.opening import Shown, show_preview
from spl_desktop.ui.widgets.wrapping import breakable

_KINDS = (("Dokumen, PDF, atau gambar", ("docx", "pdf", "png", "jpg", "jpeg", "tif", "tiff", "webp", "bmp")),)
_SIGNS = {
    Answer.SAME: ("✓", "good"),
    Answer.CODE: ("▲", "warn"),
    Answer.CHANGED: ("✗", "danger"),
    Answer.OLDER: ("↺", "warn"),
}
_UNKNOWN = ("?", "muted")


def ask_and_verify(context: Context, parent: QWidget) -> None:
    """Asks for a file and compares it."""
    path = asking.open_file(parent, "Cocokkan dokumen", _KINDS)
    if path is not None:
        start(context, path, parent)


def start(context: Context, path: Path, parent: QWidget) -> None:
    """Compares the file and shows the answer."""

    def show(verdict: Verdict) -> None:
        dialog = VerdictDialog(context, path, verdict, parent)
        opened(dialog)

    context.runner.run(verify, context.register, path, then=show, owner=parent, title="Mencocokkan dokumen…")


class VerdictDialog(QDialog):
    """The answer as a sign, a word and a sentence; what differs; and what can be done with it."""

    def __init__(self, context: Context, path: Path, verdict: Verdict, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.path, self.verdict = context, path, verdict
        self.setWindowTitle("Cocokkan dokumen")
        self.setMinimumWidth(theme.scaled(520))
        sign, colour = _SIGNS.get(verdict.answer, _UNKNOWN)
        self.word = QLabel(f"{sign}  {verdict.answer.value.capitalize()}")
        self.word.setProperty("role", "title")
        self.word.setStyleSheet(f"color: {theme.color(colour).name()}")
        self.word.setAccessibleName(verdict.answer.value.capitalize())
        file = QLabel(breakable(path.name), wordWrap=True)
        file.setTextFormat(Qt.TextFormat.PlainText)
        file.setProperty("role", "muted")
        self.sentence = QLabel(breakable(verdict.sentence), wordWrap=True)
        self.found = QLabel(breakable("\n".join(verdict.differences or ())), wordWrap=True)
        for label in (self.sentence, self.found):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.found.setVisible(bool(verdict.differences))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        for widget in (self.word, file, self.sentence, self.found):
            layout.addWidget(widget)
        layout.addLayout(self._ways_on())
        layout.addLayout(self._buttons())

    def _ways_on(self) -> QHBoxLayout:
        """What can be done with the file, in a line above the buttons: its words are long."""
        row = QHBoxLayout()
        row.addStretch(1)
        self.see_issued = QPushButton("&Lihat yang diterbitkan")
        self.see_issued.setVisible(self.verdict.answer in (Answer.CODE, Answer.CHANGED))
        self.see_issued.clicked.connect(self._see_issued)
        self.file_signed = QPushButton("Berkaskan sebagai &salinan bertanda tangan…")
        self.file_signed.setVisible(self.verdict.signable)
        self.file_signed.clicked.connect(self._file_signed)
        for button in (self.file_signed, self.see_issued):
            row.addWidget(button)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.open_case = QPushButton("&Buka kasus")
        self.open_case.setVisible(bool(self.verdict.case))
        self.open_case.clicked.connect(self._open_case)
        close = QPushButton("Tutup")
        close.setDefault(True)
        close.clicked.connect(self.reject)
        for button in (self.open_case, close):
            row.addWidget(button)
        return row

    def _see_issued(self) -> None:
        self.context.runner.run(
            _issued,
            self.context.register,
            self.verdict,
            then=lambda shown: show_preview(self.context, shown, self),
            owner=self,
            title="Membuka berkas…",
        )

    def _open_case(self) -> None:
        self.accept()
        self.context.open_case(self.verdict.case, "documents")

    def _file_signed(self) -> None:
        self.context.runner.run(
            case_view, self.context.register, self.verdict.case, then=self._ask_signed, owner=self, quiet=True
        )

    def _ask_signed(self, view: CaseView) -> None:
        document = view.state.document(self.verdict.document)
        if document is not None:
            dialog = SignedCopyDialog(self.context, view, document, self, paths=[self.path])
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.accepted.connect(self._open_case)
            dialog.open()


def _issued(register: Register, verdict: Verdict) -> list[Shown]:
    """A read-only copy of the version that the file is about, as it was issued."""
    document = case_view(register, verdict.case).state.document(verdict.document)
    versions = document.versions if document is not None else ()
    return [
        Shown(one.title, open_copy(register, one.file))
        for one in versions
        if one.number == verdict.version and one.file is not None
    ]
