"""The small overview in a corner of the swimlane: where in the table one is, and a way to get elsewhere."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from spl_desktop.ui import icons, theme
from spl_desktop.ui.swimlane.boxes import box
from spl_desktop.ui.swimlane.paint import header_height, paint_chart

if TYPE_CHECKING:
    from spl_desktop.ui.swimlane.view import SwimlaneView

_SIDE = 170
_SMALLEST = 60
_DISTANCE = 8
_CLOSE = 18


class Minimap(QWidget):
    """Seen while the table is wider than the view, out of the way of the chosen step; `wished` tells of its closing."""

    wished = Signal(bool)

    def __init__(self, view: "SwimlaneView") -> None:
        super().__init__(view)
        self._view = view
        self.wanted = True
        self._picture: QPixmap | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Peta kecil bagan")
        self.setToolTip("Klik atau seret untuk berpindah")
        self.close_button = QToolButton(self)
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.close_button.setToolTip("Tutup peta kecil (dapat dibuka lagi dari menu klik kanan)")
        self.close_button.setAccessibleName("Tutup peta kecil")
        self.close_button.setFixedSize(_CLOSE, _CLOSE)
        self.close_button.setStyleSheet("padding: 0; margin: 0; border: none;")
        icons.put(self.close_button, "clear", "muted")
        self.close_button.clicked.connect(lambda: self.want(False))
        theme.bus().changed.connect(self.redraw)
        self.hide()

    def want(self, on: bool) -> None:
        """Whether it is seen when there is something to overlook."""
        if on != self.wanted:
            self.wanted = on
            self.wished.emit(on)
        self.follow()

    def redraw(self) -> None:
        """Paints the table anew: what is in it changed."""
        self._picture = None
        self.follow()

    def follow(self) -> None:
        """Shows what of the table is seen now, in a corner where the chosen step is not."""
        view = self._view
        chart = view.chart
        seen = chart is not None and self.wanted and chart.width * view.transform().m11() > view.viewport().width() + 2
        if not seen or chart is None:
            self.hide()
            return
        scale = _SIDE / max(chart.width, chart.height)
        size = QSize(max(_SMALLEST, round(chart.width * scale)), max(_SMALLEST, round(chart.height * scale)))
        room = view.viewport().geometry()
        if size.height() > room.height() * 0.6 or size.width() > room.width() * 0.5:
            self.hide()  # it would cover more than it tells
            return
        place = self._corner(size, room)
        self.setGeometry(QRect(place, size))
        self.close_button.move(size.width() - _CLOSE, 0)
        self.show()
        self.raise_()
        self.update()

    def _corner(self, size: QSize, room: QRect) -> QPoint:
        view = self._view
        assert view.chart is not None
        head = round(header_height(view.chart) * view.transform().m11())
        right, bottom = room.right() - size.width() - _DISTANCE, room.bottom() - size.height() - _DISTANCE
        top = min(room.top() + head + _DISTANCE, bottom)
        left = room.left() + _DISTANCE
        corners = [QPoint(right, bottom), QPoint(right, top), QPoint(left, bottom), QPoint(left, top)]
        row = view.row(view.chosen_step)
        if row is None:
            return corners[0]
        kept = [view.mapFromScene(box(node.rect)).boundingRect() for node in row.symbols]
        kept = [one.adjusted(-12, -12, 12, 12).translated(room.topLeft()) for one in kept]
        whole = view.mapFromScene(box(row.rect)).boundingRect().translated(room.topLeft())

        def covered(corner: QPoint) -> tuple[int, int]:
            mine = QRect(corner, size)
            symbols = (mine.intersected(one) for one in kept)
            return sum(_area(one) for one in symbols), _area(mine.intersected(whole))

        return min(corners, key=covered)

    @property
    def visible_part(self) -> QRectF:
        """What of the table the view shows, in pixels of the map."""
        view = self._view
        assert view.chart is not None
        scene = view.mapToScene(view.viewport().rect()).boundingRect()
        across, down = self.width() / view.chart.width, self.height() / view.chart.height
        part = QRectF(scene.x() * across, scene.y() * down, scene.width() * across, scene.height() * down)
        return part.intersected(QRectF(self.rect()))

    def _go(self, place: QPointF) -> None:
        view = self._view
        if view.chart is not None:
            x, y = place.x() / self.width() * view.chart.width, place.y() / self.height() * view.chart.height
            scale = view.transform().m11()
            view.horizontalScrollBar().setValue(round(x * scale - view.viewport().width() / 2))
            view.verticalScrollBar().setValue(round(y * scale - view.viewport().height() / 2))

    def _drawn(self) -> QPixmap:
        view = self._view
        assert view.chart is not None
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.size() != self.size() * ratio:
            picture = QPixmap(self.size() * ratio)
            picture.fill(view.inks.color("paper"))
            painter = QPainter(picture)
            painter.scale(picture.width() / view.chart.width, picture.height() / view.chart.height)
            paint_chart(painter, view.chart, view.marks, view.inks)
            painter.end()
            picture.setDevicePixelRatio(ratio)
            self._picture = picture
        return self._picture

    # -- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._view.chart is None:
            return
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn())
        part = self.visible_part
        shade = QColor(self._view.inks.color("symbol"))
        shade.setAlpha(50)
        painter.setClipRegion(self.rect())
        outside = [
            QRectF(0, 0, self.width(), part.top()),
            QRectF(0, part.bottom(), self.width(), self.height() - part.bottom()),
            QRectF(0, part.top(), part.left(), part.height()),
            QRectF(part.right(), part.top(), self.width() - part.right(), part.height()),
        ]
        for one in outside:
            painter.fillRect(one, shade)
        painter.setPen(QPen(self._view.inks.color("accent"), 2))
        painter.drawRect(part.adjusted(1, 1, -1, -1))
        painter.setPen(QPen(self._view.inks.color("symbol"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


def _area(rect: QRect) -> int:
    return rect.width() * rect.height() if not rect.isEmpty() else 0
