"""The letterhead as it will stand on paper, drawn while it is typed."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from spl_desktop.ui import theme

# The letter: 210 mm wide, margins 3 cm left and 2 cm right (Permendagri 1/2023).
_PAPER_MM: Final = 210.0
_LEFT_MM: Final = 30.0
_RIGHT_MM: Final = 20.0
_TOP_MM: Final = 8.0
_LOGO_MM: Final = 22.0
_POINT_MM: Final = 25.4 / 72


class KopPreview(QWidget):
    """The head of a letter to scale: logo left, government and office 3 : 4, address lines, a double line beneath."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pratinjau kop surat")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._lines: tuple[tuple[str, float, bool], ...] = ()
        self._logo = QPixmap()

    def show_lines(self, government: str, office: str, address: str, contact: str, postal_code: str) -> None:
        """What is printed, in order; empty lines take no room."""
        last = "  ".join(part for part in (contact, f"Kode Pos {postal_code}" if postal_code else "") if part)
        lines = ((government, 12.0, False), (office, 16.0, True), (address, 9.0, False), (last, 9.0, False))
        self._lines = tuple((text.strip(), size, bold) for text, size, bold in lines if text.strip())
        self.setAccessibleDescription("\n".join(text for text, _, _ in self._lines))
        self.update()

    def show_logo(self, path: Path | None) -> bool:
        """The logo of that file, none for None; whether the file could be drawn."""
        self._logo = QPixmap(str(path)) if path is not None else QPixmap()
        self.update()
        return path is None or not self._logo.isNull()

    def sizeHint(self) -> QSize:
        """Wide enough to read."""
        return QSize(theme.scaled(640), self.heightForWidth(theme.scaled(640)))

    def minimumSizeHint(self) -> QSize:
        """Small enough for a small window."""
        return QSize(theme.scaled(360), self.heightForWidth(theme.scaled(360)))

    def hasHeightForWidth(self) -> bool:
        """The head of the sheet keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Some 40 mm of the sheet."""
        return round(width * 40 / _PAPER_MM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the sheet's head; paper stays white in the dark theme, as it does in the printer."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor("white"))
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        mm = self.width() / _PAPER_MM
        left, right = _LEFT_MM * mm, self.width() - _RIGHT_MM * mm
        room = QRectF(left, _TOP_MM * mm, right - left, 0)
        if not self._logo.isNull():
            self._draw_logo(painter, room, mm)
            room.setLeft(left + (_LOGO_MM + 3) * mm)
        bottom = self._draw_lines(painter, room, mm)
        if not self._logo.isNull():
            bottom = max(bottom, (_TOP_MM + _LOGO_MM) * mm)
        painter.setPen(QPen(QColor("black"), 0.9 * mm))
        painter.drawLine(round(left), round(bottom + 2 * mm), round(right), round(bottom + 2 * mm))
        painter.setPen(QPen(QColor("black"), 0.3 * mm))
        painter.drawLine(round(left), round(bottom + 3.2 * mm), round(right), round(bottom + 3.2 * mm))

    def _draw_logo(self, painter: QPainter, room: QRectF, mm: float) -> None:
        box = QRectF(room.left(), room.top(), _LOGO_MM * mm, _LOGO_MM * mm)
        size = self._logo.size().scaled(box.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(box.center())
        painter.drawPixmap(target, self._logo, QRectF(self._logo.rect()))

    def _draw_lines(self, painter: QPainter, room: QRectF, mm: float) -> float:
        painter.setPen(QColor("black"))
        y = room.top()
        for text, points, bold in self._lines:
            font = QFont("Arial")
            font.setStyleHint(QFont.StyleHint.SansSerif)
            font.setBold(bold)
            font.setPixelSize(max(1, round(points * _POINT_MM * mm)))
            painter.setFont(font)
            flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
            box = QRectF(room.left(), y, room.width(), 1000)
            needed = QFontMetricsF(font).boundingRect(box, flags, text)
            painter.drawText(box, flags, text)
            y += needed.height()
        return y
