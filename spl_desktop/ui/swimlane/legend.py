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
        """Where there is no room for all words, the last signs alone; their words are in the tooltip."""
        return QSize(len(WORDS) * (_SIGN + _GAP), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inks = DARK if theme.dark() else LIGHT
        metrics = self.fontMetrics()
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        left = 0.0
        room = self.width() - self.minimumSizeHint().width()
        for sign, words in WORDS:
            draw_sign(painter, QRectF(left, (self.height() - _SIGN) / 2, _SIGN, _SIGN), sign, inks)
            left += _SIGN + _GAP
            width = metrics.horizontalAdvance(words) + 2 * theme.GAP
            room -= width
            if room < 0:  # nor has a shorter one behind it words: the order tells what is the more important
                continue
            painter.setPen(theme.color("muted"))
            painter.drawText(QRectF(left, 0, width, self.height()), align, words)
            left += width
