"""The signs of the swimlane with their words."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spl_desktop.ui import theme
from spl_desktop.ui.swimlane.palette import DARK, LIGHT
from spl_desktop.ui.swimlane.signs import draw_sign

WORDS: Sequence[tuple[str, str]] = (
    ("run", "berjalan"),
    ("check", "selesai"),
    ("late", "terlambat"),
    ("back", "dikembalikan"),
    ("pause", "ditunda"),
    ("stop", "dihentikan"),
    ("early", "lebih awal"),
    ("sheet", "kelengkapan belum ada"),
    ("mail", "disposisi belum dibaca"),
)
_SIGN, _GAP = 14, 5
_NARROW_GAP = 2


class Legend(QWidget):
    """One quiet line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip(", ".join(words for _, words in WORDS))
        self.setAccessibleName("Keterangan tanda pada bagan: " + ", ".join(words for _, words in WORDS))
        theme.bus().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        metrics = self.fontMetrics()
        width = sum(_SIGN + _GAP + metrics.horizontalAdvance(words) + 2 * theme.GAP for _, words in WORDS)
        return QSize(width, max(_SIGN, metrics.height()) + 4)

    def minimumSizeHint(self) -> QSize:
        """Where there is no room for words, the signs alone, closer together; their words are in the tooltip."""
        return QSize(len(WORDS) * (_SIGN + _NARROW_GAP), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inks = DARK if theme.dark() else LIGHT
        metrics = self.fontMetrics()
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        left = 0.0
        gap = max(_NARROW_GAP, min(_GAP, self.width() // len(WORDS) - _SIGN))
        room = self.width() - len(WORDS) * (_SIGN + gap)
        for sign, words in WORDS:
            draw_sign(painter, QRectF(left, (self.height() - _SIGN) / 2, _SIGN, _SIGN), sign, inks)
            left += _SIGN + gap
            width = metrics.horizontalAdvance(words) + 2 * theme.GAP
            room -= width
            if room < 0:  # nor has a shorter one behind it words: the order tells what is the more important
                continue
            painter.setPen(theme.color("muted"))
            painter.drawText(QRectF(left, 0, width, self.height()), align, words)
            left += width
