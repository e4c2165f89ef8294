"""The small dialog that shows work in progress and lets the user cancel it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from spl_desktop.ui import theme


class ProgressDialog(QDialog):
    """What is being done, how far it is, and "Batalkan" where the work can be cancelled."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Mohon tunggu")
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)
        self.setMinimumWidth(52 * theme.GAP)
        self._title = QLabel(wordWrap=True)
        self._title.setProperty("role", "section")
        self._state = QLabel(wordWrap=True)
        self._state.setProperty("role", "muted")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, 0)
        self._cancel = QPushButton("Batalkan", autoDefault=False)
        self._cancel.clicked.connect(self._on_cancel)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        for widget in (self._title, self._bar, self._state):
            layout.addWidget(widget)
        layout.addLayout(buttons)

    def show_job(self, title: str, cancellable: bool) -> None:
        """Begin with the next job."""
        self._title.setText(title)
        self._state.setText("")
        self._state.setVisible(False)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self._cancel.setVisible(cancellable)

    def show_state(self, done: int, total: int, sentence: str) -> None:
        """How far the job is; `total` 0 when that is unknown."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        if sentence:
            self._state.setText(sentence)
            self._state.setVisible(True)

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._state.setText("Sedang membatalkan…")
        self._state.setVisible(True)
        self.cancelled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc cancels like the button; it never just hides the dialog while the work goes on."""
        if event.key() == Qt.Key.Key_Escape:
            if self._cancel.isVisible() and self._cancel.isEnabled():
                self._on_cancel()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Only the runner closes it."""
        event.ignore()
