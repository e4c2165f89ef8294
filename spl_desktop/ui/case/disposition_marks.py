"""How far recipients are with a disposition, taking one back, and saying that none is needed."""

from PySide6.QtWidgets import QWidget

from spl_desktop.domain.case import Disposition, Mark
from spl_desktop.domain.disposing import MARKS
from spl_desktop.domain.rights import UseCase
from spl_desktop.services import dispositions
from spl_desktop.services.queries import CaseView
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.form import LongText, choice
from spl_desktop.ui.context import Context


def later_marks(mark: Mark) -> tuple[Mark, ...]:
    """The marks that may follow."""
    return MARKS[MARKS.index(mark) + 1 :]


class MarkDialog(CaseDialog):
    """What a recipient did with it."""

    use = UseCase.DISPOSE

    def __init__(
        self,
        context: Context,
        view: CaseView,
        disposition: Disposition,
        recipient: int,
        parent: QWidget | None = None,
        *,
        mark: Mark | None = None,
    ) -> None:
        one = disposition.received[recipient - 1]
        who = " — ".join(part for part in (one.recipient.position, one.recipient.name) if part)
        lead = f"Penerima: {who}. Sekarang: {one.mark.value}."
        super().__init__(context, "Tindak lanjut disposisi", "C&atat", parent, lead=lead)
        self._view = view
        self._disposition = disposition
        self._recipient = recipient
        offered = later_marks(one.mark)
        self.mark = choice([(each.value, each.value) for each in offered], mark.value if mark else None)
        self.form.add("mark", "&Menjadi", self.mark, required=True)
        earliest = one.marked_on or disposition.on
        self.date = self.add_date(earliest=earliest, since="tindak lanjut sebelumnya" if one.marked_on else "disposisi")
        self.note = LongText(3)
        self.form.add("note", "&Catatan", self.note)

    def record(self) -> None:
        """Records how far the recipient is."""
        self.send(
            dispositions.mark_disposition,
            self._view.id,
            disposition=self._disposition.number,
            recipient=self._recipient,
            mark=str(self.mark.currentData()),
            on=self.on_date(self.date),
            note=self.note.text(),
            expected=self._view.state.seq,
        )


class WithdrawDialog(CaseDialog):
    """Why a disposition that nobody has read is taken back."""

    use = UseCase.DISPOSE

    def __init__(
        self, context: Context, view: CaseView, disposition: Disposition, parent: QWidget | None = None
    ) -> None:
        lead = f"Disposisi {disposition.giver} belum dibaca siapa pun, jadi masih dapat ditarik."
        super().__init__(context, "Tarik disposisi", "Tari&k", parent, lead=lead)
        self._view = view
        self._disposition = disposition
        self.date = self.add_date(earliest=disposition.on, since="disposisi")
        self.reason = LongText(3)
        self.form.add("reason", "&Alasan", self.reason, required=True)
        self.reason.setFocus()

    def record(self) -> None:
        """Takes it back."""
        self.send(
            dispositions.withdraw_disposition,
            self._view.id,
            disposition=self._disposition.number,
            reason=self.reason.text(),
            on=self.on_date(self.date),
            expected=self._view.state.seq,
        )


class NoDispositionDialog(CaseDialog):
    """Why the letter needs no disposition."""

    use = UseCase.DISPOSE

    def __init__(self, context: Context, view: CaseView, parent: QWidget | None = None) -> None:
        super().__init__(context, "Tidak perlu disposisi", "&Catat", parent)
        self._view = view
        self.date = self.add_date(earliest=view.state.received, since="surat diterima")
        self.reason = LongText(3)
        self.form.add("reason", "&Alasan", self.reason, required=True)
        self.reason.setFocus()

    def record(self) -> None:
        """Records that none is needed."""
        self.send(
            dispositions.no_disposition_needed,
            self._view.id,
            reason=self.reason.text(),
            on=self.on_date(self.date),
            expected=self._view.state.seq,
        )
