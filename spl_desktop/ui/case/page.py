"""The page of a case: its swimlane, the panel of the chosen step, and the actions now possible."""

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.rules import Action
from spl_desktop.domain.sop import Report
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.control_card import TITLE, write_control_card
from spl_desktop.services.forms import form_of
from spl_desktop.services.queries import CaseView, case_view
from spl_desktop.ui import asking, icons, keys, theme
from spl_desktop.ui.case import packing
from spl_desktop.ui.case.cancel import CancelDialog
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.dispositions_tab import DispositionsTab
from spl_desktop.ui.case.documents_tab import DocumentsTab
from spl_desktop.ui.case.finish_step import FinishStepDialog
from spl_desktop.ui.case.header import CaseHeader, line_below
from spl_desktop.ui.case.history_tab import HistoryTab
from spl_desktop.ui.case.hold import HoldDialog, ResumeDialog
from spl_desktop.ui.case.letter_tab import LetterTab
from spl_desktop.ui.case.print_disposition import PrintDispositionDialog
from spl_desktop.ui.case.reopen import MaintainDialog, ReopenDialog
from spl_desktop.ui.case.step_tab import StepTab
from spl_desktop.ui.case.tab import CaseTab
from spl_desktop.ui.context import Context, Page
from spl_desktop.ui.forms.opening import show_form
from spl_desktop.ui.preview.opening import Shown, show_preview
from spl_desktop.ui.settings import Setting
from spl_desktop.ui.swimlane.legend import Legend
from spl_desktop.ui.swimlane.marks import marks_of
from spl_desktop.ui.swimlane.picture import save_png, save_svg
from spl_desktop.ui.swimlane.view import SwimlaneView

SPLITTER = Setting("case/splitter", b"")
PANEL_WIDTH = 412
_PICTURES = (("Gambar PNG", ("png",)), ("Gambar vektor SVG", ("svg",)))


class CasePage(Page):
    """One case. The step being worked is chosen when it opens, and again whenever the case moves on."""

    title = "Kasus"

    def __init__(self, context: Context, case: int, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.case = case
        self.view: CaseView | None = None
        self._worked = ""
        self.header = CaseHeader(self.ask)
        self.swimlane = SwimlaneView()
        self.swimlane.chosen.connect(self._step_chosen)
        self.swimlane.activated.connect(self._step_activated)
        self.swimlane.zoomed.connect(self._show_zoom)
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
        self._add_finish_key()
        self.refresh()

    # -- building

    def _lay_out(self) -> None:
        picture = QWidget()
        column = QVBoxLayout(picture)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.swimlane, 1)
        column.addLayout(self._strip())
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(picture)
        self.splitter.addWidget(self.tabs)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.tabs.setMinimumWidth(theme.scaled(340))
        picture.setMinimumWidth(theme.scaled(320))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(line_below())
        layout.addWidget(self.splitter, 1)
        remembered = self.context.settings.get(SPLITTER)
        if not remembered or not self.splitter.restoreState(QByteArray(remembered)):
            self.splitter.setSizes([10_000, theme.scaled(PANEL_WIDTH)])
        self._build_print_menu()

    def _strip(self) -> QHBoxLayout:
        strip = QHBoxLayout()
        strip.setContentsMargins(theme.GAP, 2, theme.GAP, 2)
        strip.setSpacing(2)
        strip.addWidget(Legend())
        strip.addStretch(1)
        self.zoom_label = QLabel("100%")
        self.zoom_label.setProperty("role", "muted")
        for icon, words, pressed in (
            ("zoom-out", "Perkecil (Ctrl+-)", self.swimlane.zoom_out),
            ("zoom-in", "Perbesar (Ctrl++)", self.swimlane.zoom_in),
            ("fit", "Paskan lebar (Ctrl+0)", self.swimlane.fit_width),
        ):
            button = QToolButton()
            button.setToolTip(words)
            button.setAccessibleName(words)
            icons.put(button, icon, "muted")
            button.clicked.connect(lambda _=False, pressed=pressed: pressed())
            strip.addWidget(button)
            if icon == "zoom-out":
                strip.addWidget(self.zoom_label)
        return strip

    def _build_print_menu(self) -> None:
        self.print_button = QPushButton("&Cetak")
        self.print_button.setProperty("menu", "yes")
        icons.put(self.print_button, "print")
        menu = QMenu(self.print_button)
        menu.addAction("Lembar disposisi…").triggered.connect(self.print_disposition)
        for report in Report:
            if report is not Report.DISPOSITION:
                action = menu.addAction(f"{form_of(report).title}…")
                action.triggered.connect(lambda _=False, report=report: self.write(report))
        menu.addSeparator()
        menu.addAction("Kartu kendali…").triggered.connect(self.show_control_card)
        menu.addAction("Berkas lengkap (paket)…").triggered.connect(self.save_packet)
        menu.addAction("Simpan gambar bagan…").triggered.connect(self.save_picture)
        self.print_button.setMenu(menu)
        self.header.bar.addWidget(self.print_button)

    def _add_finish_key(self) -> None:
        finish = QAction(keys.FINISH.words, self)
        finish.setShortcuts([QKeySequence(key) for key in keys.FINISH.keys])
        finish.setAutoRepeat(False)  # held down it would open one dialog on top of another
        finish.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        finish.triggered.connect(lambda: self.ask(Action.FINISH))
        self.addAction(finish)

    # -- reading

    def concerns(self, changes: Changes) -> bool:
        """Whether this case, the office's people, or the calendar changed."""
        if self.case in changes.cases:
            return True
        return bool(changes.kinds & {Kind.CALENDAR}) or (Kind.CASE in changes.kinds and not changes.cases)

    def refresh(self) -> None:
        """Reads the case again."""
        self.context.runner.run(case_view, self.context.register, self.case, then=self._show, owner=self, quiet=True)

    def _show(self, view: CaseView) -> None:
        self.view = view
        self.header.show_view(view)
        self.swimlane.show_sop(view.sop, marks_of(view))
        visit = view.state.visit
        worked = f"{visit.step}/{visit.number}" if visit is not None else ""
        if worked != self._worked or not self.swimlane.chosen_step:
            last = view.state.visits[-1].step if view.state.visits else view.sop.first.id
            self.swimlane.choose(visit.step if visit is not None else last)
            self._worked = worked
        for tab in self._tabs():
            tab.show_view(view, self.swimlane.chosen_step)

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
        """Enter on the step being worked finishes it; on another it goes to its panel."""
        visit = self.view.state.visit if self.view is not None else None
        if visit is not None and visit.step == step:
            self.ask(Action.FINISH)
        else:
            self.tabs.setCurrentWidget(self.step_tab)
            self.step_tab.setFocus()

    def _show_zoom(self, zoom: float) -> None:
        self.zoom_label.setText(f"{round(zoom * 100)}%")

    # -- acting

    def ask(self, action: Action) -> None:
        """Opens the dialog of an action."""
        view = self.view
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
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

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

    def save_packet(self) -> None:
        """The whole file of the case as one packet."""
        if self.view is not None:
            packing.start(self.context, self.view, self)

    def save_picture(self) -> None:
        """The swimlane with the case on it as a file."""
        if self.view is None:
            return
        agenda = self.view.row.agenda.replace("/", "-")
        path = asking.save_file(self, "Simpan gambar bagan", f"bagan-{agenda}.png", _PICTURES)
        if path is None:
            return
        save = save_svg if path.suffix.lower() == ".svg" else save_png
        self.context.runner.run(
            save,
            self.view.sop,
            self.view,
            path,
            then=lambda _: self.context.say(f"Gambar tersimpan: {path}"),
            owner=self,
            title="Menyimpan gambar…",
        )

    # -- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """The arrow keys walk through the steps at once."""
        super().showEvent(event)
        self.swimlane.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remembers how wide the panel is."""
        self.context.settings.set(SPLITTER, bytes(self.splitter.saveState().data()))
        super().hideEvent(event)
