"""What the numbers and classes of the office lens mean, in one line under the picture."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from spl_desktop.domain.heat import Warmth
from spl_desktop.domain.percentiles import SLOW_PER_CENT
from spl_desktop.ui import theme
from spl_desktop.ui.swimlane.heat_scale import heat_inks
from spl_desktop.ui.swimlane.office_paint import draw_piece
from spl_desktop.ui.swimlane.office_pieces import HEIGHT, Piece, What, piece_width
from spl_desktop.ui.swimlane.palette import DARK, LIGHT

_TOKENS = (
    (What.OPEN, "12", "kasus di langkah ini"),
    (What.OVERDUE, "3", "terlambat"),
    (What.HELD, "2", "ditunda"),
    (What.OLDEST, "terlama 23 hari", "hari kerja sejak masuk langkah"),
)
_HEAT = (
    (What.ENDED, "86% dari 14", "tepat waktu dari kunjungan yang berakhir"),
    (What.TIMES, "4 / 6,3 hari", f"median / {SLOW_PER_CENT}%, hari kerja tanpa jeda"),
    (What.RETURNED, "3 (21%)", "dikembalikan"),
)
_SCALE = 1.25
_SWATCH = 24


class OfficeLegend(QWidget):
    """Samples of what is painted, each with its words; all of them also stand in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heat = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.bus().changed.connect(self._follow_theme)
        self.show_heat(False)

    def show_heat(self, on: bool) -> None:
        """Explains the heat, or the tokens."""
        self._heat = on
        words = [words for _, _, words in (_HEAT if on else _TOKENS)]
        words += [f"warna dan arsir: {one.words}" for one in Warmth] if on else []
        self.setAccessibleName("Keterangan bagan: " + "; ".join(words))
        self.setToolTip("\n".join(words))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        """One line for the numbers, a second one for the classes of the heat."""
        line = max(round(HEIGHT * _SCALE), self.fontMetrics().height()) + 4
        return QSize(theme.scaled(600), line * (2 if self._heat else 1))

    def _follow_theme(self) -> None:
        self.show_heat(self._heat)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.height() / (2 if self._heat else 1)
        self._numbers(painter, line)
        if self._heat:
            self._classes(painter, line)

    def _numbers(self, painter: QPainter, line: float) -> None:
        inks = DARK if theme.dark() else LIGHT
        left = 1.0
        for what, text, words in _HEAT if self._heat else _TOKENS:
            width = piece_width(what, text)
            painter.save()
            painter.translate(left, (line - HEIGHT * _SCALE) / 2)
            painter.scale(_SCALE, _SCALE)
            draw_piece(painter, Piece(what, "", QRectF(0, 0, width, HEIGHT), text, ""), inks)
            painter.restore()
            left = self._words(painter, left + width * _SCALE + theme.GAP // 2, 0, line, words)

    def _classes(self, painter: QPainter, line: float) -> None:
        inks = DARK if theme.dark() else LIGHT
        left = 1.0
        for warmth, ink in heat_inks(inks).items():
            rect = QRectF(left, line + (line - 14) / 2, _SWATCH, 14)
            painter.fillRect(rect, QBrush(ink.fill))
            painter.fillRect(rect, QBrush(ink.hatch, ink.pattern))
            painter.setPen(QPen(inks.color("symbol"), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect)
            left = self._words(painter, left + _SWATCH + theme.GAP // 2, line, line, warmth.words)
        dashed = QPen(inks.color("faint"), 1.2)
        dashed.setDashPattern([2.2, 2.2])
        painter.setPen(dashed)
        painter.drawRect(QRectF(left, line + (line - 14) / 2, _SWATCH, 14))
        self._words(painter, left + _SWATCH + theme.GAP // 2, line, line, "tidak ada kunjungan yang berakhir")

    def _words(self, painter: QPainter, left: float, top: float, line: float, words: str) -> float:
        """Writes the words, shortened where the line ends, and gives where the next sample begins."""
        words = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(0, round(self.width() - left)))
        width = self.fontMetrics().horizontalAdvance(words)
        painter.setPen(theme.color("muted"))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, top, width + 4, line), align, words)
        return left + width + 2 * theme.GAP
