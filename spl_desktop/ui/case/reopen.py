"""What may be done with a finished case: a note of its maintenance, or a new round."""

from PySide6.QtWidgets import QComboBox, QWidget

from spl_desktop.domain.rights import UseCase
from spl_desktop.services import cases
from spl_desktop.services.queries import CaseView
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.form import LongText
from spl_desktop.ui.context import Context


class ReopenDialog(CaseDialog):
    """From which step the new round begins, and why. The step is chosen by the user: none is more likely."""

    use = UseCase.END_CASE

    def __init__(self, context: Context, view: CaseView, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Buka kembali kasus",
            "&Buka kembali",
            parent,
            lead="Kasus berjalan lagi sebagai putaran baru. Riwayat putaran sebelumnya tetap utuh.",
            width=640,
        )
        self._view = view
        ended = view.state.ended or view.state.received
        self.step = QComboBox()
        self.step.setPlaceholderText("pilih langkah awal putaran baru")
        self.step.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.step.setMinimumContentsLength(24)
        for step in view.sop.steps:
            self.step.addItem(f"{step.number}. {step.text}", step.id)
        self.step.setCurrentIndex(-1)
        self.step.currentTextChanged.connect(self.step.setToolTip)  # a step's sentence is longer than the field
        self.form.add("step", "&Mulai dari langkah", self.step, required=True)
        self.date = self.add_date(earliest=ended, since="kasus selesai")
        self.reason = LongText(4)
        self.form.add("reason", "&Alasan", self.reason, required=True)
        self.reason.textChanged.connect(self.touched)
        self.keep_text(f"reopen:{view.id}", "reason", self.reason)

    def record(self) -> None:
        """Begins the new round."""
        self.send(
            cases.reopen,
            self._view.id,
            on=self.on_date(self.date),
            step=str(self.step.currentData() or ""),
            reason=self.reason.text(),
            expected=self._view.state.seq,
        )


class MaintainDialog(CaseDialog):
    """What was updated after the end."""

    use = UseCase.NOTE

    def __init__(self, context: Context, view: CaseView, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Catat pemeliharaan",
            "&Catat",
            parent,
            lead="Sesudah selesai, integrasi terus diperbarui. Catat di sini apa yang diperbarui dan kapan.",
        )
        self._view = view
        self.date = self.add_date(earliest=view.state.ended or view.state.received, since="kasus selesai")
        self.note = LongText(5)
        self.form.add("note", "Yang di&perbarui", self.note, required=True)
        self.note.textChanged.connect(self.touched)
        self.keep_text(f"maintain:{view.id}", "note", self.note)
        self.note.setFocus()

    def record(self) -> None:
        """Writes it into the maintenance log."""
        self.send(
            cases.maintain,
            self._view.id,
            on=self.on_date(self.date),
            note=self.note.text(),
            expected=self._view.state.seq,
        )


class NoteDialog(CaseDialog):
    """A remark for whoever reads the history."""

    use = UseCase.NOTE

    def __init__(self, context: Context, view: CaseView, parent: QWidget | None = None) -> None:
        super().__init__(context, "Tambah catatan", "&Simpan catatan", parent)
        self._view = view
        self.date = self.add_date(earliest=view.state.received, since="surat diterima")
        self.text = LongText(5)
        self.form.add("text", "&Catatan", self.text, required=True)
        self.text.textChanged.connect(self.touched)
        self.keep_text(f"note:{view.id}", "text", self.text)
        self.text.setFocus()

    def record(self) -> None:
        """Adds it to the history."""
        self.send(
            cases.add_note,
            self._view.id,
            on=self.on_date(self.date),
            text=self.text.text(),
            expected=self._view.state.seq,
        )
