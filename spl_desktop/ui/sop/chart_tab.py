"""The tab with the SOP's table as a picture, a search for steps, and everything about the chosen one."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QToolButton, QVBoxLayout, QWidget

from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_words import SIGN, find_steps, inferred
from spl_desktop.ui import icons, theme
from spl_desktop.ui.sop.step_panel import StepPanel
from spl_desktop.ui.swimlane.view import SwimlaneView
from spl_desktop.ui.widgets.search_box import SearchBox


class ChartTab(QWidget):
    """The picture of the procedure, without a case."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sop: Sop | None = None
        self._found: tuple[str, ...] = ()
        self._just_searched = False
        self.search = SearchBox("Cari langkah, pelaksana, atau dokumen")
        self.search.setMinimumWidth(theme.scaled(330))
        self.search.searched.connect(self._searched)
        self.search.returnPressed.connect(self._next_found)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.view = SwimlaneView()
        self.view.chosen.connect(self._chosen)
        self.panel = StepPanel()
        self.legend = QLabel(f"{SIGN} dan panah putus-putus: ditafsirkan, tidak tertulis di keputusan")
        self.legend.setProperty("role", "muted")
        self._back = tool("chevron-up", "Hasil sebelumnya", lambda: self._go(-1))
        self._on = tool("chevron-down", "Hasil berikutnya (Enter)", lambda: self._go(1))
        top = QHBoxLayout()
        top.setSpacing(theme.GAP)
        for widget in (self.search, self._back, self._on, self.count):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(tool("zoom-out", "Perkecil (Ctrl+-)", self.view.zoom_out))
        top.addWidget(tool("zoom-in", "Perbesar (Ctrl++)", self.view.zoom_in))
        top.addWidget(tool("fit", "Sesuaikan lebar (Ctrl+0)", self.view.fit_width))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.view)
        splitter.addWidget(self.panel)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.setSizes([theme.scaled(1000), theme.scaled(270)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addLayout(top)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.legend)
        self._enable()

    def show_sop(self, sop: Sop) -> None:
        """Shows this SOP; the chosen step stays where it has one of that id."""
        self._sop = sop
        self.view.show_sop(sop)
        self.panel.show_step(sop, self.view.chosen_step)
        self.legend.setVisible(bool(inferred(sop)))
        self._search(self.search.text())

    def choose(self, step: str) -> None:
        """Leads to a step."""
        self.view.choose(step)
        self._chosen(step)

    def _chosen(self, step: str) -> None:
        self.panel.show_step(self._sop, step)
        self._enable()

    def _search(self, words: str) -> None:
        self._found = find_steps(self._sop, words) if self._sop is not None else ()
        if self._found and self.view.chosen_step not in self._found:
            self.choose(self._found[0])
        self._enable()

    def _next_found(self) -> None:
        """Enter goes on to the next hit, unless this very Enter was the search."""
        if not self._just_searched:
            self._go(1)

    def _searched(self, words: str) -> None:
        self._just_searched = True
        QTimer.singleShot(0, self._forget_search)
        self._search(words)

    def _forget_search(self) -> None:
        self._just_searched = False

    def _go(self, by: int) -> None:
        if not self._found:
            return
        now = self.view.chosen_step
        place = self._found.index(now) + by if now in self._found else 0
        self.choose(self._found[place % len(self._found)])

    def _enable(self) -> None:
        for one in (self._back, self._on):
            one.setEnabled(len(self._found) > 1)
        if not self.search.text().strip():
            self.count.clear()
        elif not self._found:
            self.count.setText("Tidak ada langkah yang cocok")
        elif self.view.chosen_step in self._found:
            self.count.setText(f"{self._found.index(self.view.chosen_step) + 1} dari {len(self._found)}")
        else:
            self.count.setText(f"{len(self._found)} langkah")


def tool(icon: str, words: str, told: Callable[[], object]) -> QToolButton:
    """A button over a picture, with its words as tooltip."""
    made = QToolButton()
    made.setToolTip(words)
    made.setAccessibleName(words)
    icons.put(made, icon)
    made.clicked.connect(lambda: told())
    return made
