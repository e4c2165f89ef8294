"""The chosen step: how it stands, what it needs, what it gives, and how often it was worked."""

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from spl_desktop.domain.case import Status
from spl_desktop.domain.dates import letter_date, long_date
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.sop import Report
from spl_desktop.services.forms import Paper, papers_of
from spl_desktop.services.queries import CaseView, StepView, VisitView
from spl_desktop.ui import problems, theme
from spl_desktop.ui.case.ledger import KEYS, open_ledger
from spl_desktop.ui.case.outputs import OutputsBox
from spl_desktop.ui.case.tab import CaseTab, heading
from spl_desktop.ui.case.words import STANDING_CHIPS, days_left
from spl_desktop.ui.context import Context
from spl_desktop.ui.forms.opening import show_form
from spl_desktop.ui.forms.papers import PapersBox
from spl_desktop.ui.swimlane.marks import WORDS
from spl_desktop.ui.widgets.sizing import scrolling
from spl_desktop.ui.widgets.status_chip import StatusChip

_DUE = "Jatuh tempo"


class StepTab(CaseTab):
    """Langkah."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._shown: StepView | None = None
        self.title = heading("")
        self.chip = StatusChip("plain", "")
        self.text = QLabel(wordWrap=True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(2 * theme.GAP)
        self.facts.setVerticalSpacing(4)
        self.facts.setColumnStretch(1, 1)
        self.ledger = QPushButton("&Hitungan hari…")
        self.ledger.setProperty("kind", "link")
        self.ledger.setToolTip(f"Hari mana dihitung sampai jatuh tempo, dan alasannya ({KEYS})")
        self.ledger.clicked.connect(lambda: self.ask_ledger())
        self._rounds = QMenu(self.ledger)
        self.needs = QLabel(wordWrap=True)
        self.needs.setTextFormat(Qt.TextFormat.PlainText)
        self.outputs = OutputsBox(context, lambda: context.register.clock.today())
        self.outputs.refused.connect(lambda sentence: problems.refused(self, sentence))
        self.papers_title = heading("Surat dan dokumen lain")
        self.papers = PapersBox()
        self.papers.wanted.connect(self.write)
        self.outputs.written.connect(self.write)
        self._papers: Mapping[str, tuple[Paper, ...]] = {}
        self.visits_title = heading("Kunjungan")
        self.visits = QLabel(wordWrap=True)
        self.visits.setTextFormat(Qt.TextFormat.PlainText)
        self.visits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.GAP + 4, theme.GAP + 4, theme.GAP + 4, 2 * theme.GAP)
        column.setSpacing(theme.GAP)
        column.addWidget(self.title)
        column.addWidget(self.chip)
        column.addWidget(self.text)
        column.addLayout(self.facts)
        column.addWidget(self.ledger, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(heading("Kelengkapan"))
        column.addWidget(self.needs)
        column.addWidget(heading("Output"))
        column.addWidget(self.outputs)
        column.addWidget(self.papers_title)
        column.addWidget(self.papers)
        column.addWidget(self.visits_title)
        column.addWidget(self.visits)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner))

    def show_view(self, view: CaseView, step: str) -> None:
        """Shows that step."""
        super().show_view(view, step)
        shown = next((one for one in view.steps if one.step.id == step), None)
        self._shown = shown
        if shown is None:
            return
        self.title.setText(f"Langkah {shown.step.number} dari {len(view.steps)}")
        self.chip.show_status(STANDING_CHIPS[shown.standing], WORDS[shown.standing])
        self.text.setText(shown.step.text)
        self._show_facts(view, shown)
        lines = [
            f"{'✓' if need.met else '○'}  {need.name}{'' if need.met else ' (belum ada)'}"
            for need in shown.requirements
        ]
        self.needs.setText("\n".join(lines) or "Tidak ada.")
        visit = view.state.visit
        open_here = visit is not None and visit.step == step and view.state.status is Status.RUNNING
        self.outputs.show_outputs(view, shown.outputs, editable=open_here)
        self._show_papers()
        self._ask_papers()
        self.ledger.setVisible(bool(shown.visits))
        several = len(shown.visits) > 1
        self._fill_rounds(shown)
        self.visits_title.setVisible(several)
        self.visits.setVisible(several)
        self.visits.setText("\n".join(f"{one.visit.round}.  {one.sentence}" for one in shown.visits))

    def papers_at(self, step: str) -> tuple[Paper, ...]:
        """The forms of a step as last read."""
        return self._papers.get(step, ())

    def take_keyboard(self) -> None:
        """Gives the keyboard to the first control of the step that can be used."""
        usable = (one for one in self.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        first = next((one for one in usable if one.isVisible() and one.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _ask_papers(self) -> None:
        if self.view is not None:
            self.context.runner.run(
                papers_of, self.context.register, self.view.id, then=self._take_papers, owner=self, quiet=True
            )

    def _take_papers(self, papers: Mapping[str, tuple[Paper, ...]]) -> None:
        self._papers = papers
        self._show_papers()

    def _show_papers(self) -> None:
        """The forms of the step: of its outputs in their rows, the others below them."""
        papers = self._papers.get(self._shown.step.id, ()) if self._shown is not None else ()
        self.outputs.show_papers({paper.kind: paper for paper in papers if paper.kind})
        beside = [paper for paper in papers if not paper.kind]
        self.papers.show_papers(beside)
        for button in self.papers.buttons.values():
            self.context.permits.bind(button, UseCase.ISSUE)
        self.papers_title.setVisible(bool(beside))

    def write(self, report: str) -> None:
        """Opens the form of that report, for whoever may issue it."""
        if why := self.context.permits.why(UseCase.ISSUE):
            self.context.say(why)
        elif self.view is not None:
            show_form(self.context, self.view, Report(report), self, self._present_form)

    def _present_form(self, dialog: QDialog) -> None:
        dialog.finished.connect(lambda _: self._ask_papers())  # a draft was begun, or thrown away
        self.present(dialog)

    def _fill_rounds(self, shown: StepView) -> None:
        """With several visits the button asks of which one."""
        self._rounds.clear()
        for one in reversed(shown.visits):
            action = self._rounds.addAction(f"Putaran {one.visit.round}, mulai {letter_date(one.visit.entered)}")
            action.triggered.connect(lambda _=False, number=one.visit.number: self.ask_ledger(number))
        several = len(shown.visits) > 1
        self.ledger.setMenu(self._rounds if several else None)  # type: ignore[arg-type]  # the stubs know no null menu
        self.ledger.setProperty("menu", "yes" if several else "")
        self.ledger.style().polish(self.ledger)

    def _show_facts(self, view: CaseView, shown: StepView) -> None:
        while (item := self.facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        rows = [("Pelaksana", view.sop.lanes_of(shown.step)), ("Waktu baku", shown.step.time.text)]
        if shown.visits:
            rows += self._dates(shown.visits[-1])
        for number, (label, text) in enumerate(rows):
            caption = QLabel(label)
            caption.setProperty("role", "muted")
            value = QLabel(text, wordWrap=True)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if label == _DUE:
                self._link(value, shown.visits[-1])
            self.facts.addWidget(caption, number, 0, Qt.AlignmentFlag.AlignTop)
            self.facts.addWidget(value, number, 1)

    def _link(self, value: QLabel, last: VisitView) -> None:
        """The date of the deadline opens its ledger."""
        day = letter_date(last.due.late)
        value.setTextFormat(Qt.TextFormat.RichText)
        value.setText(escape(value.text()).replace(day, f'<a href="{last.visit.number}">{day}</a>', 1))
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        value.setToolTip(self.ledger.toolTip())
        value.linkActivated.connect(lambda number: self.ask_ledger(int(number)))

    @staticmethod
    def _dates(last: VisitView) -> list[tuple[str, str]]:
        visit = last.visit
        rows = [("Mulai", long_date(visit.entered))]
        if last.due.early != last.due.late:
            rows.append(("Sasaran", letter_date(last.due.early)))
        left = f" ({days_left(last.days_left, held=visit.held)})" if last.days_left is not None else ""
        rows.append((_DUE, f"{letter_date(last.due.late)}{left}"))
        if visit.ended is not None:
            words = f" ({last.verdict.words})" if last.verdict is not None else ""
            rows.append(
                (str(visit.ending.value if visit.ending else "selesai").capitalize(), long_date(visit.ended) + words)
            )
        paused = f", di luar {last.used.held} hari ditunda" if last.used.held else ""
        rows.append(("Terpakai", f"{last.used.net} hari kerja{paused}"))
        if visit.reason:
            rows.append(("Alasan", visit.reason))
        if visit.note:
            rows.append(("Catatan", visit.note))
        return rows

    def ask_ledger(self, number: int = 0) -> None:
        """Opens the ledger of that visit, of the newest one of the chosen step for 0."""
        if self.view is None or self._shown is None:
            return
        if not self._shown.visits:
            self.context.say("Langkah ini belum dikerjakan, jadi belum ada jatuh tempo yang dapat dihitung.")
            return
        open_ledger(self.context, self.view.id, self, number or self._shown.visits[-1].visit.number)
