"""What a form says otherwise than the version that was issued before."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from spl_desktop.domain.case import Version
from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.form_changes import FormChanges
from spl_desktop.ui import icons, theme
from spl_desktop.ui.widgets.wrapping import breakable


class ChangesView(QWidget):
    """Every difference as a sentence; all of them can be copied for a chat or a letter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = QLabel(wordWrap=True)
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        self.list = QListWidget()
        self.list.setAccessibleName("Perubahan terhadap versi sebelumnya")
        self.list.setWordWrap(True)
        self.copy = QPushButton("Sa&lin semua")
        self.copy.setAutoDefault(False)
        icons.put(self.copy, "copy")
        self.copy.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.addWidget(self.head, 1)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        layout.addLayout(row)
        layout.addWidget(self.list, 1)

    def show_changes(self, before: Version, changes: FormChanges) -> None:
        """Shows what differs from that version."""
        sentences = changes.sentences()
        told = f"{len(sentences)} perubahan" if sentences else "Belum ada perubahan"
        self.head.setText(
            breakable(f"{told} terhadap versi {before.number}, nomor {before.issued_number}, {letter_date(before.on)}.")
        )
        self.list.clear()
        self.list.addItems([breakable(sentence) for sentence in sentences])
        self.list.setVisible(bool(sentences))
        self.copy.setEnabled(bool(sentences))
        self._sentences = sentences

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._sentences))
