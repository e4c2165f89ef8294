"""What the numbers say of the chosen step, and a button for the list behind each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from spl_desktop.domain.heat_text import heat_summary, heat_words, return_words, tokens_summary, tokens_words
from spl_desktop.ui import theme
from spl_desktop.ui.swimlane.office_pieces import OfficePicture, What


@dataclass(frozen=True, slots=True)
class Wanted:
    """The list behind a number of a step; `outcome` where it is that of one way back."""

    what: What
    step: str
    outcome: str = ""


class OfficePanel(QScrollArea):
    """`wanted` carries the list that a button asks for."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: tuple[QPushButton, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Angka langkah yang dipilih")
        self.setMinimumWidth(theme.scaled(230))

    def show_step(self, picture: OfficePicture, step_id: str) -> None:
        """Shows a step, or the whole picture while none is chosen."""
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(2 * theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        layout.setSpacing(theme.GAP)
        buttons: list[QPushButton] = []
        if not step_id:
            whole = tokens_summary(picture.tokens) if picture.heat is None else heat_summary(picture.heat)
            layout.addWidget(_label(whole))
            layout.addWidget(_label("Pilih satu langkah pada bagan untuk melihat angkanya.", "muted"))
        else:
            step = picture.sop.step(step_id)
            layout.addWidget(_label(f"Langkah {step.number}", "section"))
            for sentence in _sentences(picture, step_id):
                layout.addWidget(_label(sentence))
            for words, asked in _lists(picture, step_id):
                button = QPushButton(words)
                button.clicked.connect(lambda _=False, asked=asked: self.wanted.emit(asked))
                layout.addWidget(button)
                buttons.append(button)
            layout.addWidget(_label(step.text, "muted"))
        layout.addStretch(1)
        self.buttons = tuple(buttons)
        self.setWidget(holder)


def _label(text: str, role: str = "") -> QLabel:
    made = QLabel(text, wordWrap=True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


def _sentences(picture: OfficePicture, step: str) -> Sequence[str]:
    if picture.heat is None:
        return (tokens_words(picture.tokens.at(step)),)
    here = picture.heat.at(step)
    back = picture.heat.returns_of(step) if here.ended else ()
    return (heat_words(here), *(return_words(one) for one in back))


def _lists(picture: OfficePicture, step: str) -> Sequence[tuple[str, Wanted]]:
    """The words of each button, with the list that it opens."""
    if picture.heat is None:
        here = picture.tokens.at(step)
        found = [
            (f"Lihat {here.open} kasus", Wanted(What.OPEN, step), here.open),
            (f"Lihat {here.overdue} yang terlambat", Wanted(What.OVERDUE, step), here.overdue),
            (f"Lihat {here.held} yang ditunda", Wanted(What.HELD, step), here.held),
            (f"Buka nomor agenda {here.oldest_agenda}", Wanted(What.OLDEST, step), here.open),
        ]
        return [(words, wanted) for words, wanted, count in found if count]
    ended = picture.heat.at(step).ended
    lists = [(f"Lihat {ended} kunjungan", Wanted(What.ENDED, step))] if ended else []
    return lists + [
        (f"Lihat {one.count} yang kembali ke langkah {one.target_number}", Wanted(What.RETURNED, step, one.outcome))
        for one in picture.heat.returns_of(step)
        if one.count
    ]
