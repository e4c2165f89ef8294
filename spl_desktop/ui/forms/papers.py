"""The papers of a step beside its outputs: each with how far it is, and the way into its form."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from spl_desktop.domain.dates import letter_date
from spl_desktop.services.forms import Paper
from spl_desktop.ui.widgets.wrapping import breakable


def button_words(paper: Paper) -> str:
    """What the way into the form is called now."""
    if paper.draft:
        return "Lanjutkan draf…"
    return "Lihat & perbaiki…" if paper.documents and not paper.several else "Isi formulir…"


def state_words(paper: Paper) -> str:
    """How far a paper is, in a sentence."""
    draft = " Ada draf yang belum diterbitkan." if paper.draft else ""
    if not paper.documents:
        return f"Belum diterbitkan.{draft}"
    newest = paper.documents[-1].current
    count = f"{len(paper.documents)} dokumen, terakhir" if len(paper.documents) > 1 else "Terbit"
    return f"{count} nomor {newest.issued_number}, {letter_date(newest.on)}.{draft}"


class PapersBox(QWidget):
    """One row a paper; `wanted` asks for the form of that report."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.buttons: Mapping[str, QPushButton] = {}

    def show_papers(self, papers: Sequence[Paper]) -> None:
        """Shows these."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = {paper.report.value: self._row(paper) for paper in papers}
        self.setVisible(bool(papers))

    def _row(self, paper: Paper) -> QPushButton:
        card = QFrame()
        card.setObjectName("card")
        name = QLabel(paper.title, wordWrap=True)
        font = name.font()
        font.setBold(True)
        name.setFont(font)
        state = QLabel(breakable(state_words(paper)), wordWrap=True)
        state.setTextFormat(Qt.TextFormat.PlainText)
        state.setProperty("role", "muted")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(state)
        button = QPushButton(button_words(paper).replace("&", "&&"))
        button.setAutoDefault(False)
        button.setAccessibleName(f"{button_words(paper)} {paper.title}")
        button.clicked.connect(lambda _=False: self.wanted.emit(paper.report.value))
        row = QHBoxLayout(card)
        row.setContentsMargins(8, 6, 8, 6)
        row.addLayout(words, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(card)
        return button
