"""The tab with the SOP's table as a picture, a search for steps, and everything about the chosen one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_words import SIGN, inferred
from spl_desktop.ui import theme
from spl_desktop.ui.sop.step_panel import StepPanel
from spl_desktop.ui.swimlane.finder import StepFinder, tool
from spl_desktop.ui.swimlane.view import SwimlaneView


class ChartTab(QWidget):
    """The picture of the procedure, without a case."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sop: Sop | None = None
        self.finder = StepFinder()
        self.finder.found.connect(self.choose)
        self.search, self.count = self.finder.search, self.finder.count
        self.view = SwimlaneView()
        self.view.chosen.connect(self._chosen)
        self.panel = StepPanel()
        self.legend = QLabel(f"{SIGN} dan panah putus-putus: ditafsirkan, tidak tertulis di keputusan")
        self.legend.setProperty("role", "muted")
        top = QHBoxLayout()
        top.setSpacing(theme.GAP)
        top.addWidget(self.finder, 1)
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

    def show_sop(self, sop: Sop) -> None:
        """Shows this SOP; the chosen step stays where it has one of that id."""
        self._sop = sop
        self.view.show_sop(sop)
        self.panel.show_step(sop, self.view.chosen_step)
        self.legend.setVisible(bool(inferred(sop)))
        self.finder.show_sop(sop, self.view.chosen_step)

    def choose(self, step: str) -> None:
        """Leads to a step."""
        self.view.choose(step)
        self._chosen(step)

    def _chosen(self, step: str) -> None:
        self.panel.show_step(self._sop, step)
        self.finder.follow(step)
