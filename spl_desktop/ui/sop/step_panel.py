"""Everything the procedure says about one step, with a sign on what was inferred."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_words import LEGEND, SIGN, inferred_of, step_label, step_values
from spl_desktop.ui import theme


class StepPanel(QScrollArea):
    """The values of a step under their names; an invitation while no step is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Rincian langkah")
        self.setMinimumWidth(theme.scaled(220))
        self.show_step(None, "")

    def show_step(self, sop: Sop | None, step_id: str) -> None:
        """Shows a step, or the invitation."""
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(2 * theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        layout.setSpacing(2)
        if sop is None or not step_id:
            invitation = QLabel("Pilih satu langkah pada bagan untuk melihat rinciannya.", wordWrap=True)
            invitation.setProperty("role", "muted")
            layout.addWidget(invitation)
        else:
            self._fill(layout, sop, step_id)
        layout.addStretch(1)
        self.setWidget(holder)

    def _fill(self, layout: QVBoxLayout, sop: Sop, step_id: str) -> None:
        step = sop.step(step_id)
        marked = inferred_of(step)
        heading = QLabel(f"Langkah {step.number}")
        heading.setProperty("role", "section")
        layout.addWidget(heading)
        for key, text in step_values(sop, step):
            if key == "number" or not text:
                continue
            caption = QLabel(f"{step_label(key)} {SIGN}" if key in marked else step_label(key))
            caption.setProperty("role", "muted")
            caption.setContentsMargins(0, theme.GAP, 0, 0)
            value = QLabel(text, wordWrap=True)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(caption)
            layout.addWidget(value)
        if marked:
            legend = QLabel(LEGEND, wordWrap=True)
            legend.setProperty("role", "muted")
            legend.setContentsMargins(0, 2 * theme.GAP, 0, 0)
            layout.addWidget(legend)
