"""The left side of a case's page: its swimlane or the same steps as a list, the search, and the line below."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from spl_desktop.services.course import Course
from spl_desktop.services.queries import CaseView
from spl_desktop.services.replay import Replay
from spl_desktop.ui import keys, theme
from spl_desktop.ui.settings import Setting, Settings
from spl_desktop.ui.swimlane.finder import StepFinder, tool
from spl_desktop.ui.swimlane.legend import Legend
from spl_desktop.ui.swimlane.marks import marks_of
from spl_desktop.ui.swimlane.replay_bar import ReplayBar
from spl_desktop.ui.swimlane.steps_table import StepRow, step_rows, steps_table
from spl_desktop.ui.swimlane.view import SwimlaneView

AS_LIST: Final = Setting("case/as_list", False)
MINIMAP: Final = Setting("case/minimap", True)
DETAILS: Final = Setting("case/details", True)
LIST_KEY: Final = keys.LIST.keys[0]
DETAILS_KEY: Final = keys.DETAILS.keys[0]
REPLAY_KEY: Final = keys.REPLAY.keys[0]


class PicturePane(QWidget):
    """Picture and list share the chosen step; which of the two is seen is remembered.

    `replay_wanted` asks for the history of the case, which `begin_replay` then shows; `replayed` tells that the past is
    shown, or the present again; `details_wanted` that the details are wanted beside it, or the whole width for it. The
    page gives `replay_bar` its place: its sentences want the whole width.
    """

    replay_wanted = Signal()
    replayed = Signal(bool)
    details_wanted = Signal(bool)
    chosen = Signal(str)
    activated = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._present: CaseView | None = None
        self.swimlane = SwimlaneView()
        self.swimlane.minimap.want(settings.get(MINIMAP))
        self.swimlane.minimap.wished.connect(lambda on: settings.set(MINIMAP, on))
        self.swimlane.chosen.connect(self._chosen)
        self.swimlane.activated.connect(self.activated)
        self.swimlane.zoomed.connect(self._show_zoom)
        self.table = steps_table(settings)
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda row: self.activated.emit(row.step))
        self.finder = StepFinder(closable=True)
        self.finder.found.connect(self.choose_by_user)
        self.finder.closed.connect(self._end_search)
        self.finder.hide()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.swimlane)
        self.stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.finder.setContentsMargins(theme.GAP, theme.GAP // 2, theme.GAP, theme.GAP // 2)
        column.addWidget(self.finder)
        column.addWidget(self.stack, 1)
        self.replay_bar = ReplayBar("Waktu kasus", self)
        self.replay_bar.hide()
        self.replay_bar.shown.connect(self._show_course)
        self.replay_bar.ended.connect(self._end_replay)
        column.addLayout(self._strip())
        again = QShortcut(QKeySequence(REPLAY_KEY), self)
        again.setContext(Qt.ShortcutContext.WindowShortcut)
        again.activated.connect(self.replay_or_end)
        wide = QShortcut(QKeySequence(DETAILS_KEY), self)
        wide.setContext(Qt.ShortcutContext.WindowShortcut)
        wide.activated.connect(self.details_button.toggle)
        switch = QShortcut(QKeySequence(LIST_KEY), self)
        switch.setContext(Qt.ShortcutContext.WindowShortcut)
        switch.activated.connect(self.switch)
        self.show_list(settings.get(AS_LIST))

    def _strip(self) -> QHBoxLayout:
        strip = QHBoxLayout()
        strip.setContentsMargins(theme.GAP, 2, theme.GAP, 2)
        strip.setSpacing(2)
        self.legend = Legend()
        strip.addWidget(self.legend)
        strip.addStretch(1)
        self.list_button = QToolButton()
        self.list_button.setCheckable(True)
        self.list_button.setText("Daftar")
        self.list_button.setToolTip(f"Langkah sebagai daftar ({LIST_KEY})")
        self.list_button.setAccessibleName("Langkah sebagai daftar")
        self.list_button.clicked.connect(lambda on: self.show_list(on))
        strip.addWidget(self.list_button)
        self.details_button = QToolButton()
        self.details_button.setCheckable(True)
        self.details_button.setChecked(self._settings.get(DETAILS))
        self.details_button.setText("Rincian")
        self.details_button.setToolTip(f"Rincian di samping bagan ({DETAILS_KEY})")
        self.details_button.setAccessibleName("Rincian di samping bagan")
        self.details_button.toggled.connect(self._want_details)
        strip.addWidget(self.details_button)
        self.replay_button = tool("history", f"Putar ulang riwayat kasus ({REPLAY_KEY})", self.replay_or_end)
        self.replay_button.setCheckable(True)
        strip.addWidget(self.replay_button)
        strip.addWidget(tool("search", "Cari langkah (Ctrl+F)", self.begin_search))
        self.zoom_label = QLabel("100%")
        self.zoom_label.setProperty("role", "muted")
        ways: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("zoom-out", "Perkecil (Ctrl+-)", self.swimlane.zoom_out),
            ("zoom-in", "Perbesar (Ctrl++)", self.swimlane.zoom_in),
            ("fit", "Paskan lebar (Ctrl+0)", self.swimlane.fit_width),
        )
        self._zooming: list[QWidget] = [self.zoom_label]
        for icon, words, pressed in ways:
            button = tool(icon, words, pressed)
            self._zooming.append(button)
            strip.addWidget(button)
            if icon == "zoom-out":
                strip.addWidget(self.zoom_label)
        return strip

    # -- what is shown

    def show_view(self, view: CaseView) -> None:
        """Shows the case as it was just read; while its history is replayed, asks for what came since."""
        self._present = view
        if self.replaying:
            self.replay_wanted.emit()
        else:
            self._show_course(view)
        self.finder.show_sop(view.sop, self.swimlane.chosen_step)

    def _show_course(self, course: Course) -> None:
        self.swimlane.show_sop(course.sop, marks_of(course))
        self.table.set_rows(step_rows(course))
        self._pick()

    # -- the history

    @property
    def replaying(self) -> bool:
        """Whether a moment of the past may be shown."""
        return self.replay_bar.film is not None

    def replay_or_end(self) -> None:
        """Begins the replay, or goes back to the present."""
        self.replay_button.setChecked(self.replaying)
        if self.replaying:
            self.replay_bar.end()
        else:
            self.replay_wanted.emit()

    def begin_replay(self, replay: Replay) -> None:
        """Shows the case at its moments, from now on until the user goes back to the present."""
        begins = not self.replaying
        self.replay_bar.begin(replay)
        self.replay_bar.show()
        self.replay_button.setChecked(True)
        if begins:
            self.replayed.emit(True)
            self.replay_bar.slider.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _end_replay(self) -> None:
        self.replay_bar.hide()
        self.replayed.emit(False)
        self.replay_button.setChecked(False)
        if self._present is not None:
            self._show_course(self._present)
        self.take_keyboard()

    def choose(self, step: str) -> None:
        """Makes a step the chosen one in both, without a signal."""
        self.swimlane.choose(step)
        self.finder.follow(step)
        self._pick()

    def choose_by_user(self, step: str) -> None:
        """Makes a step the chosen one, and tells the page."""
        self.choose(step)
        self.chosen.emit(step)

    def _chosen(self, step: str) -> None:
        self.finder.follow(step)
        self._pick()
        self.chosen.emit(step)

    def _pick(self) -> None:
        if self.swimlane.chosen_step:
            self.table.pick(self.swimlane.chosen_step)

    def _picked(self, row: StepRow | None) -> None:
        if row is not None and row.step != self.swimlane.chosen_step:
            self.choose_by_user(row.step)

    def show_list(self, on: bool) -> None:
        """The list instead of the picture, or the picture again; whichever is seen has the keyboard."""
        self.stack.setCurrentWidget(self.table if on else self.swimlane)
        self.setFocusProxy(self._seen())
        self.list_button.setChecked(on)
        self.legend.setVisible(not on)
        for one in self._zooming:
            one.setVisible(not on)
        self._settings.set(AS_LIST, on)
        if self.isVisible():
            self.take_keyboard()

    @property
    def with_details(self) -> bool:
        """Whether the user wants the details beside the picture; remembered."""
        return self.details_button.isChecked()

    def show_details(self) -> None:
        """Brings the details back."""
        self.details_button.setChecked(True)

    def _want_details(self, on: bool) -> None:
        self._settings.set(DETAILS, on)
        self.details_wanted.emit(on)

    def switch(self) -> None:
        """From the picture to the list, or back."""
        self.show_list(self._seen() is not self.table)

    def take_keyboard(self) -> None:
        """Gives the keyboard to what is seen."""
        self._seen().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def has_keyboard(self) -> bool:
        """Whether the picture or the list has the keyboard."""
        return self._seen().hasFocus()

    def _seen(self) -> QWidget:
        return self.table if self.stack.currentWidget() is self.table else self.swimlane

    def begin_search(self) -> None:
        """Opens the search for a step."""
        self.finder.show()
        self.finder.search.begin()

    def _end_search(self) -> None:
        self.finder.hide()
        self.take_keyboard()

    def _show_zoom(self, zoom: float) -> None:
        self.zoom_label.setText(f"{round(zoom * 100)}%")
