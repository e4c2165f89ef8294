"""Stopping the clock of a case, and letting it run again."""

from PySide6.QtWidgets import QWidget

from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.rules import earliest_in
from spl_desktop.services import cases
from spl_desktop.services.queries import CaseView
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.drafts import Words
from spl_desktop.ui.case.form import LongText
from spl_desktop.ui.case.people import typed_box
from spl_desktop.ui.context import Context


class HoldDialog(CaseDialog):
    """Why the case waits, for whom, and since when."""

    use = UseCase.WORK_STEP

    def __init__(self, context: Context, view: CaseView, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Tunda kasus",
            "&Tunda",
            parent,
            lead="Selama ditunda, hari tidak dihitung: jatuh tempo mundur sebanyak hari kerja yang ditunda.",
        )
        self._view = view
        visit = view.state.visit
        earliest, since = earliest_in(visit) if visit is not None else (view.state.received, "surat diterima")
        self.date = self.add_date(label="Ditunda &sejak", earliest=earliest, since=since)
        lanes = [lane.short for lane in view.sop.lanes]
        self.waiting_for = typed_box([view.state.agency_name, *lanes], "siapa yang ditunggu")
        self.form.add("waiting_for", "&Menunggu", self.waiting_for)
        self.reason = LongText(4)
        self.form.add("reason", "&Alasan", self.reason, required=True)
        self.reason.textChanged.connect(self.touched)
        self.waiting_for.editTextChanged.connect(self.touched)
        self.keep_draft(f"hold:{view.id}", self._words, self._restore)
        self.reason.setFocus()

    def _words(self) -> Words:
        words = {"reason": self.reason.text(), "waiting_for": self.waiting_for.currentText()}
        return words if any(words.values()) else {}

    def _restore(self, words: Words) -> None:
        self.reason.setPlainText(words.get("reason", ""))
        self.waiting_for.setEditText(words.get("waiting_for", ""))

    def record(self) -> None:
        """Stops the clock."""
        self.send(
            cases.hold,
            self._view.id,
            on=self.on_date(self.date),
            reason=self.reason.text(),
            waiting_for=self.waiting_for.currentText(),
            expected=self._view.state.seq,
        )


class ResumeDialog(CaseDialog):
    """Since when the clock runs again."""

    use = UseCase.WORK_STEP

    def __init__(self, context: Context, view: CaseView, parent: QWidget | None = None) -> None:
        held = view.state.held
        lead = f"Ditunda karena: {held.reason}" if held is not None else ""
        super().__init__(context, "Lanjutkan kasus", "&Lanjutkan", parent, lead=lead)
        self._view = view
        earliest = held.start if held is not None else view.state.received
        self.date = self.add_date(label="Dilanjutkan &tanggal", earliest=earliest, since="kasus ditunda")
        self.note = LongText(3)
        self.form.add("note", "&Catatan", self.note)
        self.date.setFocus()

    def record(self) -> None:
        """Lets the clock run again."""
        self.send(
            cases.resume,
            self._view.id,
            on=self.on_date(self.date),
            note=self.note.text(),
            expected=self._view.state.seq,
        )
