"""Finishing the step that is being worked, or sending it back: one dialog with everything that it takes."""

from PySide6.QtWidgets import QApplication, QButtonGroup, QLabel, QVBoxLayout, QWidget

from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.rules import earliest_in
from spl_desktop.domain.sop import Lane, Outcome, Step
from spl_desktop.services import cases
from spl_desktop.services.queries import CaseView, StepView, case_view
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.drafts import Words
from spl_desktop.ui.case.form import LongText, RadioButton
from spl_desktop.ui.case.outputs import OutputsBox
from spl_desktop.ui.case.people import ActedBy
from spl_desktop.ui.context import Context


def current_step(view: CaseView) -> StepView | None:
    """The step that is being worked, None once the case has ended."""
    visit = view.state.visit
    return next((one for one in view.steps if visit is not None and one.step.id == visit.step), None)


def way_on(view: CaseView, outcome: Outcome) -> str:
    """Where an outcome leads, in words."""
    if outcome.to is None:
        return "kasus selesai"
    step = view.sop.step(outcome.to)
    return f"{'kembali ke' if outcome.returns else 'lanjut ke'} langkah {step.number}"


class FinishStepDialog(CaseDialog):
    """Date, outcome, outputs, note, and who acted. With `back` only the ways back are offered."""

    use = UseCase.WORK_STEP

    def __init__(self, context: Context, view: CaseView, parent: QWidget | None = None, *, back: bool = False) -> None:
        step_view = current_step(view)
        assert step_view is not None, "only a case with an open step is finished"
        step = step_view.step
        super().__init__(
            context,
            f"{'Kembalikan' if back else 'Selesaikan'} langkah {step.number}",
            "&Kembalikan" if back else "&Selesaikan langkah",
            parent,
            lead=step.text,
            width=640,
        )
        self._view = view
        self._step = step
        self._build_date(view)
        self._build_outcomes(view, step, back)
        self.reason = LongText(3)
        self.form.add("reason", "&Alasan dikembalikan", self.reason, required=True)
        self._outputs_title = QLabel("Output langkah ini")
        font = self._outputs_title.font()
        font.setBold(True)
        self._outputs_title.setFont(font)
        self.form.wide(self._outputs_title)
        self.outputs = OutputsBox(context, lambda: self.date.value() or self.today)
        self.outputs.show_outputs(view, step_view.outputs, editable=True)
        self.outputs.mended.connect(self._read_again)
        self.outputs.typed.connect(self.touched)
        self.outputs.refused.connect(lambda sentence: self.banner.say(sentence))
        self.form.wide(self.outputs)
        self.note = LongText(2)
        self.form.add("note", "&Catatan", self.note)
        self.acted = ActedBy(context, _lanes(view, step), step.lanes[0], self.today)
        self.form.add("acted", "Yang &bertindak", self.acted)
        self.date.changed.connect(lambda: self.acted.on(self.date.value() or self.today))
        for text in (self.reason, self.note):
            text.textChanged.connect(self.touched)
        visit = view.state.visit
        self.keep_draft(f"finish:{view.id}:{visit.number if visit else 0}", self._words, self._restore)
        self._chosen()

    def _build_date(self, view: CaseView) -> None:
        visit = view.state.visit
        assert visit is not None
        earliest, since = earliest_in(visit)
        self.date = self.add_date(label="&Tanggal selesai", earliest=earliest, since=since)
        due = view.row.due
        if due is not None:
            self.date.setToolTip(f"Jatuh tempo {letter_date(due)}")

    def _build_outcomes(self, view: CaseView, step: Step, back: bool) -> None:
        offered = [one for one in step.outcomes if one.returns or not back]
        self._group = QButtonGroup(self)
        self.outcomes: dict[str, RadioButton] = {}
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 4, 0, 0)
        if len(offered) == 1:
            self._only = offered[0].id
            word = way_on(view, offered[0])
            label = f"{offered[0].label}: {word}" if offered[0].label else f"{word[0].upper()}{word[1:]}"
            sentence = QLabel(label)
            sentence.setWordWrap(True)
            column.addWidget(sentence)
        else:
            self._only = ""
            for outcome in offered:
                button = RadioButton(f"{outcome.label or outcome.id} ({way_on(view, outcome)})")
                self._group.addButton(button)
                self.outcomes[outcome.id] = button
                column.addWidget(button)
            holder.setFocusProxy(next(iter(self.outcomes.values())))
            self._group.buttonToggled.connect(self._chosen)
        title = step.question or ("Hasil" if len(offered) > 1 else "Sesudah ini")
        self.form.add("outcome", title, holder, required=len(offered) > 1)

    @property
    def outcome(self) -> Outcome | None:
        """The outcome chosen, None while none is."""
        chosen = self._only or next((name for name, button in self.outcomes.items() if button.isChecked()), "")
        return self._step.outcome(chosen)

    def begin(self) -> None:
        """Enter finishes at once where there is nothing to choose."""
        if self.outcomes:
            next(iter(self.outcomes.values())).setFocus()
        elif self.outcome is not None and self.outcome.returns:
            self.reason.setFocus()
        else:
            self.agree.setFocus()

    def _chosen(self) -> None:
        outcome = self.outcome
        returns = outcome is not None and outcome.returns
        self.form.show_row("reason", returns)
        self.form.show_row("note", not returns)
        self._outputs_title.setVisible(not returns)
        self.outputs.setVisible(not returns)
        self.agree.setText("&Kembalikan" if returns else "&Selesaikan langkah")
        self.setWindowTitle(f"{'Kembalikan' if returns else 'Selesaikan'} langkah {self._step.number}")
        self.form.show_problems({}, frozenset({"outcome"}))

    def _read_again(self) -> None:
        self.banner.say("")
        self.context.runner.run(
            case_view, self.context.register, self._view.id, then=self._show_again, owner=self, quiet=True
        )

    def _show_again(self, view: CaseView) -> None:
        step_view = current_step(view)
        if step_view is None or step_view.step.id != self._step.id:
            self.refuse(UserError("Langkah ini sudah diselesaikan dari tempat lain. Tutup jendela ini."))
            return
        self._view = view
        self.outputs.show_outputs(view, step_view.outputs, editable=True)
        if QApplication.focusWidget() is None:  # it was locked while it was recorded, which takes the keyboard away
            (self.outputs.next_missing() or self.agree).setFocus()

    def _words(self) -> Words:
        words = {"reason": self.reason.text(), "note": self.note.text(), "waive": self.outputs.reasons()}
        return words if any(words.values()) else {}

    def _restore(self, words: Words) -> None:
        self.reason.setPlainText(words.get("reason", ""))
        self.note.setPlainText(words.get("note", ""))
        self.outputs.restore(words.get("waive", {}))

    def record(self) -> None:
        """Ends the visit by the outcome chosen."""
        outcome = self.outcome
        if outcome is None:
            raise Invalid({"outcome": "Hasil belum dipilih. Pilih salah satu."})
        if not outcome.returns and (unfinished := self.outputs.half_waived()):
            raise UserError(unfinished)
        self.send(
            cases.finish_step,
            self._view.id,
            on=self.on_date(self.date),
            outcome=outcome.id,
            reason=self.reason.text() if outcome.returns else "",
            note="" if outcome.returns else self.note.text(),
            lane=self.acted.lane,
            official=self.acted.official,
            expected=self._view.state.seq,
        )


def _lanes(view: CaseView, step: Step) -> list[Lane]:
    acting = (*step.lanes, *step.counterparts)
    first = [view.sop.lane(lane) for lane in dict.fromkeys(acting)]
    return [*first, *(lane for lane in view.sop.lanes if lane.id not in acting)]
