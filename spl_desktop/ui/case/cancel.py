"""Ending a case without a result."""

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.rules import earliest_in
from spl_desktop.services import cases
from spl_desktop.services.queries import CaseView
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.form import LongText, RadioButton
from spl_desktop.ui.context import Context


class CancelDialog(CaseDialog):
    """Who ends the case and why. Nothing is chosen beforehand: the two are counted apart."""

    use = UseCase.END_CASE
    enter_agrees = False

    def __init__(self, context: Context, view: CaseView, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Batalkan kasus",
            "&Batalkan kasus",
            parent,
            lead="Kasus berhenti di langkah ini dan tidak dapat dibuka kembali. Seluruh riwayatnya tetap tersimpan.",
            danger=True,
        )
        self._view = view
        self.turn_back.setText("Jangan batalkan")
        visit = view.state.visit
        earliest, since = earliest_in(visit) if visit is not None else (view.state.received, "surat diterima")
        who = QWidget()
        column = QVBoxLayout(who)
        column.setContentsMargins(0, 4, 0, 0)
        self._group = QButtonGroup(who)
        self.by_agency = RadioButton("&Ditarik oleh OPD pemohon")
        self.by_office = RadioButton("Di&hentikan oleh Diskominfo")
        for button in (self.by_agency, self.by_office):
            self._group.addButton(button)
            column.addWidget(button)
        who.setFocusProxy(self.by_agency)
        self.form.add("by_agency", "Yang menghentikan", who, required=True)
        self.date = self.add_date(earliest=earliest, since=since)
        self.reason = LongText(4)
        self.form.add("reason", "&Alasan", self.reason, required=True)
        self.reason.textChanged.connect(self.touched)
        self._group.buttonToggled.connect(self._chosen)
        self.agree.setEnabled(False)
        self.agree.setToolTip("Pilih dahulu siapa yang menghentikan kasus ini.")
        self.keep_text(f"cancel:{view.id}", "reason", self.reason)

    def _chosen(self) -> None:
        self.agree.setEnabled(self._group.checkedButton() is not None)
        self.agree.setToolTip("")

    def record(self) -> None:
        """Ends the case."""
        self.send(
            cases.cancel,
            self._view.id,
            on=self.on_date(self.date),
            reason=self.reason.text(),
            by_agency=self.by_agency.isChecked(),
            expected=self._view.state.seq,
        )
