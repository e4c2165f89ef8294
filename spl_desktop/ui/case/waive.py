"""Leaving out an output of a step, with its reason and the decree's warning."""

from PySide6.QtWidgets import QWidget

from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.text import ended
from spl_desktop.services import cases
from spl_desktop.services.queries import CaseView
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.form import Banner, LongText
from spl_desktop.ui.context import Context


class WaiveDialog(CaseDialog):
    """Why the output is not made this time."""

    use = UseCase.WORK_STEP

    def __init__(self, context: Context, view: CaseView, output: str, parent: QWidget | None = None) -> None:
        name = view.sop.document(output).name
        super().__init__(
            context, "Kecualikan output", "&Kecualikan", parent, lead=ended(f"Output yang dikecualikan: {name}")
        )
        self._view = view
        self._output = output
        self.warning = warning_of(view)
        self.body.insertWidget(1, self.warning)
        visit = view.state.visit
        self.date = self.add_date(
            earliest=visit.entered if visit is not None else view.state.received, since="langkah ini mulai"
        )
        self.reason = LongText(4)
        self.form.add("reason", "&Alasan", self.reason, required=True)
        self.reason.textChanged.connect(self.touched)
        self.keep_text(f"waive:{view.id}:{output}", "reason", self.reason)
        self.reason.setFocus()

    def record(self) -> None:
        """Leaves the output out of this visit."""
        self.send(
            cases.waive_output,
            self._view.id,
            output=self._output,
            reason=self.reason.text(),
            on=self.on_date(self.date),
            expected=self._view.state.seq,
        )


def warning_of(view: CaseView) -> Banner:
    """The Peringatan of the decree, shown where somebody is about to leave something out."""
    banner = Banner()
    warning = view.sop.identity.warning
    banner.say(f"Peringatan SOP: {warning}" if warning else "")
    return banner
