"""The identity block of an SOP as its form prints it: two columns, the office on the left, the values on the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_words import LEGEND, SIGN, identity_label, identity_values, inferred
from spl_desktop.ui import theme

_VALUES = ("number", "made", "revised", "effective", "signatory", "name")
_LISTS = (("legal_basis", "qualifications"), ("related", "equipment"), ("warning", "recording"))
_PAPER = 1040


class _Cell(QLabel):
    """A cell of the form; its words can be marked and copied."""

    def __init__(self, text: str, *, bold: bool = False, center: bool = False) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(10, 7, 10, 7)
        self.setAlignment(
            Qt.AlignmentFlag.AlignCenter if center else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        )
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        if bold:
            font = self.font()
            font.setBold(True)
            self.setFont(font)


class IdentityBlock(QScrollArea):
    """Shows the whole identity of an SOP; values that were inferred bear a sign that the legend explains."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Identitas SOP")
        self._holder = QWidget()
        # On the holder: a limit on a part would be forgotten when the heights of its lines are counted.
        self._holder.setMaximumWidth(theme.scaled(_PAPER))
        self._layout = QVBoxLayout(self._holder)
        self._layout.setContentsMargins(0, 2 * theme.GAP, theme.GAP, 2 * theme.GAP)
        self._layout.setSpacing(theme.GAP)
        self.setWidget(self._holder)

    def show_sop(self, sop: Sop) -> None:
        """Fills the block."""
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        decree = QLabel(sop.identity.decree, wordWrap=True)
        decree.setProperty("role", "muted")
        decree.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._layout.addWidget(decree)
        self._layout.addWidget(self._table(sop))
        places = inferred(sop)
        if places:
            self._layout.addWidget(self._legend(sop))
        self._layout.addStretch(1)

    def _table(self, sop: Sop) -> QWidget:
        marked = {mark.partition(".")[2] for mark in sop.inferred if mark.startswith("identity.")}
        values = dict(identity_values(sop.identity))
        frame = QFrame()
        frame.setAutoFillBackground(True)
        frame.setBackgroundRole(QPalette.ColorRole.Dark)
        grid = QGridLayout(frame)
        grid.setContentsMargins(1, 1, 1, 1)
        grid.setSpacing(1)
        for column, stretch in enumerate((50, 15, 35)):
            grid.setColumnStretch(column, stretch)
        kop = "\n".join(values[key] for key in ("government", "office", "unit"))
        grid.addWidget(_Cell(kop, bold=True, center=True), 0, 0, len(_VALUES), 1)
        for row, key in enumerate(_VALUES):
            grid.addWidget(_Cell(_signed(identity_label(key), key in marked)), row, 1)
            grid.addWidget(_Cell(values[key], bold=key in ("number", "name")), row, 2)
        for row, pair in enumerate(_LISTS, len(_VALUES)):
            for column, key in enumerate(pair):
                span = 1 if column == 0 else 2
                grid.addWidget(self._list(key, values[key], key in marked), row, column, 1, span)
        return frame

    def _list(self, key: str, text: str, marked: bool) -> QWidget:
        holder = QWidget()
        holder.setAutoFillBackground(True)
        holder.setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, theme.GAP // 2)
        layout.setSpacing(0)
        heading = _Cell(_signed(identity_label(key), marked), bold=True)
        heading.setContentsMargins(10, 7, 10, 0)
        lines = text.split("\n") if text else ["-"]
        shown = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1)) if len(lines) > 1 else lines[0]
        layout.addWidget(heading)
        layout.addWidget(_Cell(shown), 1)
        return holder

    def _legend(self, sop: Sop) -> QWidget:
        sentences = [f"{place.place}: {', '.join(place.values)}." for place in inferred(sop)]
        holder = QFrame()
        holder.setObjectName("card")
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(12, 10, 12, 10)
        heading = QLabel(LEGEND)
        heading.setProperty("role", "section")
        why = QLabel(
            "Bagan asli hilang ketika keputusan menjadi teks. Nilai berikut dapat dibetulkan kantor: "
            "ekspor berkas SOP, betulkan, lalu pasang sebagai versi baru.",
            wordWrap=True,
        )
        why.setProperty("role", "muted")
        values = QLabel("\n".join(sentences), wordWrap=True)
        values.setTextFormat(Qt.TextFormat.PlainText)
        values.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for widget in (heading, why, values):
            layout.addWidget(widget)
        return holder


def _signed(text: str, marked: bool) -> str:
    return f"{text} {SIGN}" if marked else text
