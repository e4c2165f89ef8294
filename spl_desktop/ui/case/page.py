"""The page of a case: its swimlane, the panel of the chosen step, and the actions now possible."""

from functools import partial

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMenu,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.rules import Action
from spl_desktop.domain.sop import Report
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.control_card import TITLE, write_control_card
from spl_desktop.services.forecast import CaseForecast, case_forecast
from spl_desktop.services.forms import Paper
from spl_desktop.services.queries import CaseView, case_view
from spl_desktop.services.replay import replay
from spl_desktop.ui import keys, theme
from spl_desktop.ui.case import packing
from spl_desktop.ui.case.cancel import CancelDialog
from spl_desktop.ui.case.conformance import ConformanceDialog
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.dispositions_tab import DispositionsTab
from spl_desktop.ui.case.documents_tab import DocumentsTab
from spl_desktop.ui.case.finish_step import FinishStepDialog
from spl_desktop.ui.case.forecast import ForecastDialog
from spl_desktop.ui.case.header import CaseHeader, line_below
from spl_desktop.ui.case.history_tab import HistoryTab
from spl_desktop.ui.case.hold import HoldDialog, ResumeDialog
from spl_desktop.ui.case.ledger import add_ledger_key, open_ledger
from spl_desktop.ui.case.letter_tab import LetterTab
from spl_desktop.ui.case.picture_pane import LIST_KEY, PicturePane
from spl_desktop.ui.case.print_disposition import PrintDispositionDialog
from spl_desktop.ui.case.print_menu import print_button
from spl_desktop.ui.case.reopen import MaintainDialog, ReopenDialog
from spl_desktop.ui.case.step_tab import StepTab
from spl_desktop.ui.case.tab import CaseTab
from spl_desktop.ui.context import Context, Page
from spl_desktop.ui.forms.opening import show_form
from spl_desktop.ui.modal import opened
from spl_desktop.ui.preview.opening import Shown, show_preview
from spl_desktop.ui.settings import Setting
from spl_desktop.ui.swimlane.menu import Entry
from spl_desktop.ui.swimlane.saving import ask_and_save

SPLITTER = Setting("case/splitter", b"")
PANEL_WIDTH = 412


class CasePage(Page):
    """One case. The step being worked is chosen when it opens, and again whenever the case moves on."""

    title = "Kasus"

    def __init__(self, context: Context, case: int, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.case = case
        self.view: CaseView | None = None
        self._worked = ""
        self._forecast: CaseForecast | None = None
        self.header = CaseHeader(self.ask, context.permits)
        self.header.ledger_asked.connect(lambda: open_ledger(context, case, self))
        self.header.forecast_asked.connect(self.show_forecast)
        self.picture = PicturePane(context.settings)
        self.setFocusProxy(self.picture)  # the window gives the keyboard to the page
        self.picture.chosen.connect(self._step_chosen)
        self.picture.activated.connect(self._step_activated)
        self.picture.replay_wanted.connect(self._read_history)
        self.picture.replayed.connect(self._show_past)
        self.picture.details_wanted.connect(self._show_details)
        self.swimlane = self.picture.swimlane
        self.swimlane.copied.connect(lambda: context.say("Gambar bagan disalin."))
        self.swimlane.entries = self._entries()
        self.tabs = QTabWidget()
        self.tabs.setStyleSheet("QTabBar::tab { padding: 7px 8px; }")
        self.tabs.setAccessibleName("Rincian kasus")
        self.step_tab = StepTab(context)
        self.documents_tab = DocumentsTab(context)
        self.dispositions_tab = DispositionsTab(context)
        self.history_tab = HistoryTab(context)
        self.letter_tab = LetterTab(context)
        for tab, words in (
            (self.step_tab, "Langkah"),
            (self.documents_tab, "Dokumen"),
            (self.dispositions_tab, "Disposisi"),
            (self.history_tab, "Riwayat"),
            (self.letter_tab, "Surat && PIC"),
        ):
            self.tabs.addTab(tab, words)
        self.tabs.currentChanged.connect(lambda _: self._show_tab())
        self._lay_out()
        self._add_keys()
        add_ledger_key(self, lambda: self.step_tab.ask_ledger())
        self.refresh()

    # -- building

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.picture)
        self.splitter.addWidget(self.tabs)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.tabs.setMinimumWidth(theme.scaled(340))
        self.picture.setMinimumWidth(theme.scaled(320))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(line_below())
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.picture.replay_bar)
        remembered = self.context.settings.get(SPLITTER)
        if not remembered or not self.splitter.restoreState(QByteArray(remembered)):
            self.splitter.setSizes([10_000, theme.scaled(PANEL_WIDTH)])
        self.print_button = print_button(self)
        self.header.bar.addWidget(self.print_button)
        self._show_details(self.picture.with_details)

    def _entries(self) -> tuple[Entry, ...]:
        """What the page adds to the menu of the picture."""
        return (
            Entry(
                "Buka formulir langkah…",
                self.open_forms,
                "edit",
                possible=lambda step: bool(self._papers(step)),
                why_not=partial(self.context.permits.why, UseCase.ISSUE),
            ),
            Entry(
                "Selesaikan langkah…",
                self._finish,
                "check",
                "Ctrl+Enter",
                possible=self._worked_on,
                why_not=self._why_not_finish,
            ),
            Entry("Hitungan hari…", self._ask_ledger, "calendar", possible=self._visited),
            Entry("Simpan gambar…", lambda _: self.save_picture(), "export", of_step=False),
            Entry("Tampilan daftar", lambda _: self.picture.show_list(True), "columns", LIST_KEY, of_step=False),
        )

    def begin_search(self) -> bool:
        """Ctrl+F searches for a step."""
        self.picture.begin_search()
        return True

    def show_tab(self, tab: CaseTab) -> None:
        """Brings that tab of the details to the front."""
        self.picture.show_details()
        self.tabs.setCurrentWidget(tab)

    def change_sides(self) -> None:
        """From the steps to the panel beside them, or back."""
        if self.picture.has_keyboard():
            self.picture.show_details()
            self.tabs.tabBar().setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.picture.take_keyboard()

    def _add_keys(self) -> None:
        sides = QAction(keys.SIDES.words, self)
        sides.setShortcut(QKeySequence(keys.SIDES.keys[0]))
        sides.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        sides.triggered.connect(lambda: self.change_sides())
        self.addAction(sides)
        finish = QAction(keys.FINISH.words, self)
        finish.setShortcuts([QKeySequence(key) for key in keys.FINISH.keys])
        finish.setAutoRepeat(False)  # held down it would open one dialog on top of another
        finish.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        finish.triggered.connect(lambda: self.ask(Action.FINISH))
        self.addAction(finish)

    # -- reading

    def concerns(self, changes: Changes) -> bool:
        """Whether this case, the office's people and accounts, or the calendar changed."""
        if self.case in changes.cases:
            return True
        return bool(changes.kinds & {Kind.CALENDAR, Kind.OFFICE}) or (Kind.CASE in changes.kinds and not changes.cases)

    def refresh(self) -> None:
        """Reads the case again."""
        self.context.runner.run(case_view, self.context.register, self.case, then=self._show, owner=self, quiet=True)

    def _show(self, view: CaseView) -> None:
        self.view = view
        self.header.show_view(view)
        self._ask_forecast()
        self.picture.show_view(view)
        visit = view.state.visit
        worked = f"{visit.step}/{visit.number}" if visit is not None else ""
        if worked != self._worked or not self.swimlane.chosen_step:
            last = view.state.visits[-1].step if view.state.visits else view.sop.first.id
            self.picture.choose(visit.step if visit is not None else last)
            self._worked = worked
        for tab in self._tabs():
            tab.show_view(view, self.swimlane.chosen_step)
        if self.isActiveWindow() and QApplication.focusWidget() is None:  # what had the keyboard is gone or locked
            self.picture.take_keyboard()

    def _show_past(self, past: bool) -> None:
        """While the past is shown nothing of the present stands beside it, and nothing can be done."""
        self.tabs.setVisible(not past and self.picture.with_details)
        self.print_button.setEnabled(not past)
        self.header.show_past(past)
        if not past and self.view is not None:
            self.header.show_view(self.view)
            self.header.show_forecast(self._forecast)

    def _show_details(self, on: bool) -> None:
        """The picture takes the whole width, and most of the head's room, where the details are not wanted."""
        focused = QApplication.focusWidget()
        if not on and focused is not None and self.tabs.isAncestorOf(focused):
            self.picture.take_keyboard()
        self.tabs.setVisible(on and not self.picture.replaying)
        self.header.be_brief(not on)

    def _read_history(self) -> None:
        self.context.runner.run(
            replay, self.context.register, self.case, then=self.picture.begin_replay, owner=self, quiet=True
        )

    def _ask_forecast(self) -> None:
        """The forecast weighs every visit of the office, so the page does not wait for it."""
        if self.view is None or not self.view.state.status.open:
            self._take_forecast(None)
            return
        self.context.runner.run(
            case_forecast,
            self.context.register,
            self.case,
            then=self._take_forecast,
            failed=lambda _: self._take_forecast(None),  # ended meanwhile: there is nothing left to foretell
            owner=self,
            quiet=True,
        )

    def _take_forecast(self, found: CaseForecast | None) -> None:
        self._forecast = found
        self.header.show_forecast(found)

    def _tabs(self) -> tuple[CaseTab, ...]:
        return (self.step_tab, self.documents_tab, self.dispositions_tab, self.history_tab, self.letter_tab)

    def _show_tab(self) -> None:
        if self.view is not None:
            tab = self.tabs.currentWidget()
            if isinstance(tab, CaseTab):
                tab.show_view(self.view, self.swimlane.chosen_step)

    def _step_chosen(self, step: str) -> None:
        if self.view is not None:
            self.step_tab.show_view(self.view, step)

    def _step_activated(self, step: str) -> None:
        """Enter opens what the step owns: its forms, else its end where it is worked, else its panel."""
        if self.picture.replaying:
            return
        worked = self._worked_on(step)
        papers = self._papers(step)
        if worked:  # what is written already is no reason not to go on
            papers = tuple(paper for paper in papers if paper.kind and not paper.documents)
        if papers:
            self._offer(papers, finish=worked)
        elif worked:
            self.ask(Action.FINISH)
        else:
            self.show_tab(self.step_tab)
            self.step_tab.take_keyboard()

    def _worked_on(self, step: str) -> bool:
        visit = self.view.state.visit if self.view is not None else None
        return visit is not None and visit.step == step and not self.picture.replaying

    def _why_not_finish(self) -> str:
        button = self.header.buttons[Action.FINISH]
        return "" if button.isEnabled() else button.toolTip()

    def _finish(self, _: str) -> None:
        self.ask(Action.FINISH)

    def _visited(self, step: str) -> bool:
        return self.view is not None and bool(self.view.state.visits_of(step)) and not self.picture.replaying

    def _papers(self, step: str) -> tuple[Paper, ...]:
        return () if self.picture.replaying else self.step_tab.papers_at(step)

    def open_forms(self, step: str) -> None:
        """The form of a step; a menu where it has several."""
        self._offer(self._papers(step), finish=False)

    def _offer(self, papers: tuple[Paper, ...], *, finish: bool) -> None:
        if len(papers) == 1:
            self.step_tab.write(papers[0].report)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for paper in papers:
            action = menu.addAction(f"{paper.title}…")
            action.triggered.connect(lambda _=False, report=paper.report: self.step_tab.write(report))
            self.context.permits.bind(action, UseCase.ISSUE)
        if finish:
            menu.addSeparator()
            action = menu.addAction("Selesaikan langkah…\tCtrl+Enter")
            action.triggered.connect(lambda: self.ask(Action.FINISH))
            action.setEnabled(not (why := self._why_not_finish()))
            action.setToolTip(why)
            menu.setToolTipsVisible(True)
        menu.popup(self.swimlane.place_of(self.swimlane.chosen_step))
        menu.setActiveAction(menu.actions()[0])

    def _ask_ledger(self, step: str) -> None:
        if self.view is not None:
            self.step_tab.show_view(self.view, step)
            self.step_tab.ask_ledger()

    # -- acting

    def ask(self, action: Action) -> None:
        """Opens the dialog of an action."""
        view = self.view
        if self.picture.replaying:
            self.context.say("Bagan menampilkan masa lalu. Tekan Esc untuk kembali, lalu kerjakan langkahnya.")
            return
        if view is None or not self.header.buttons[action].isEnabled():
            return
        dialog: CaseDialog
        match action:
            case Action.FINISH:
                dialog = FinishStepDialog(self.context, view, self)
            case Action.RETURN:
                dialog = FinishStepDialog(self.context, view, self, back=True)
            case Action.HOLD:
                dialog = HoldDialog(self.context, view, self)
            case Action.RESUME:
                dialog = ResumeDialog(self.context, view, self)
            case Action.CANCEL:
                dialog = CancelDialog(self.context, view, self)
            case Action.MAINTAIN:
                dialog = MaintainDialog(self.context, view, self)
            case Action.REOPEN:
                dialog = ReopenDialog(self.context, view, self)
            case _:
                return
        self._present(dialog)

    def _present(self, dialog: QDialog) -> None:
        if QApplication.activeModalWidget() is not None:  # a key pressed twice reaches the page before the dialog does
            dialog.deleteLater()
            return
        opened(dialog)

    def print_disposition(self) -> None:
        """The lembar disposisi of the newest disposition that stands, or a blank one."""
        if self.view is not None:
            standing = [one for one in self.view.state.dispositions if not one.withdrawn]
            self._present(PrintDispositionDialog(self.context, self.view, standing[-1] if standing else None, self))

    def write(self, report: Report) -> None:
        """Opens the form of a document."""
        if self.view is not None:
            show_form(self.context, self.view, report, self, self._present)

    def show_control_card(self) -> None:
        """The kartu kendali as of today, to look at and to print."""
        if self.view is not None:
            target = self.context.register.private_folder() / f"kartu-kendali-{self.view.id}.docx"
            self.context.runner.run(
                write_control_card,
                self.context.register,
                self.view.id,
                target,
                then=lambda made: show_preview(self.context, [Shown(TITLE, made)], self),
                owner=self,
                title="Menyusun kartu kendali…",
            )

    def show_conformance(self) -> None:
        """How far the case kept to its SOP, as of today."""
        if self.view is not None:
            self._present(ConformanceDialog(self.context, self.view.id, self.view.row.agenda, self))

    def show_forecast(self) -> None:
        """What the forecast of the case rests on."""
        if self._forecast is not None:
            self._present(ForecastDialog(self.context, self._forecast, self))

    def save_packet(self) -> None:
        """The whole file of the case as one packet."""
        if self.view is not None:
            packing.start(self.context, self.view, self)

    def save_picture(self) -> None:
        """The swimlane with the case on it as a file."""
        if self.view is None:
            return
        agenda = self.view.row.agenda.replace("/", "-")
        ask_and_save(self.context, self, self.view.sop, self.view, f"bagan-{agenda}")

    # -- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """The arrow keys walk through the steps at once."""
        super().showEvent(event)
        self.picture.take_keyboard()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remembers how wide the panel is; what is not seen does not play on."""
        self.picture.replay_bar.pause()
        self.context.settings.set(SPLITTER, bytes(self.splitter.saveState().data()))
        super().hideEvent(event)
