"""The office on the SOP's table: the swimlane with numbers that open the list behind them."""

from html import escape

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QStyleOptionGraphicsItem, QToolTip, QWidget

from spl_desktop.domain.chart import Chart
from spl_desktop.ui.swimlane.office_paint import paint_office
from spl_desktop.ui.swimlane.office_pieces import OfficePicture, Piece, pieces_of
from spl_desktop.ui.swimlane.paint import box
from spl_desktop.ui.swimlane.palette import LIGHT
from spl_desktop.ui.swimlane.picture import render
from spl_desktop.ui.swimlane.standing import on_standing
from spl_desktop.ui.swimlane.view import SwimlaneView


class OfficeItem(QGraphicsItem):
    """All numbers as one item over the table; only what is exposed is painted."""

    def __init__(self, view: "OfficeView") -> None:
        super().__init__()
        self._view = view
        self.setZValue(1)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def boundingRect(self) -> QRectF:
        chart = self._view.chart
        return QRectF(0, 0, chart.width, chart.height) if chart is not None else QRectF()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        view = self._view
        if view.chart is not None and view.picture is not None:
            paint_office(painter, view.chart, view.picture, view.pieces(), view.inks, option.exposedRect)


class OfficeView(SwimlaneView):
    """`asked` carries the piece that was clicked; a symbol or Enter asks for its step by `activated`."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture: OfficePicture | None = None
        self._pieces: tuple[Piece, ...] = ()
        self._pieces_of: tuple[Chart | None, OfficePicture | None] = (None, None)
        # The table grows and shrinks with the view; an index of two items would only go stale.
        self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.scene().addItem(OfficeItem(self))

    def show_office(self, picture: OfficePicture) -> None:
        """Shows these numbers; place, zoom and the chosen step stay where the SOP is the same."""
        self.picture = picture
        self.show_sop(picture.sop)

    def pieces(self) -> tuple[Piece, ...]:
        """The numbers where they stand on the table as it is laid out now."""
        if self.chart is None or self.picture is None:
            return ()
        before, shown = self._pieces_of
        if before is not self.chart or shown is not self.picture:
            self._pieces = pieces_of(self.chart, self.picture)
            self._pieces_of = (self.chart, self.picture)
        return self._pieces

    def image(self, chart: Chart) -> QImage:
        """The table with the numbers on it."""
        if self.picture is None:
            return super().image(chart)
        picture, pieces = self.picture, pieces_of(chart, self.picture)
        return render(chart, None, over=lambda painter: paint_office(painter, chart, picture, pieces, LIGHT))

    def piece_at(self, place: QPoint) -> Piece | None:
        """The number under a point of the view."""
        if self._covered(place):
            return None
        point = self.mapToScene(place)
        return next((piece for piece in self.pieces() if piece.rect.contains(point)), None)

    def symbol_at(self, place: QPoint) -> str:
        """The step whose symbol is under a point of the view, empty where there is none."""
        if self.chart is None or self._covered(place):
            return ""
        point = self.mapToScene(place)
        rows = self.chart.rows
        return next((row.step for row in rows if any(box(one.rect).contains(point) for one in row.symbols)), "")

    def sentence(self, step_id: str) -> str:
        """What the numbers say of a step."""
        return self.picture.sentence(step_id) if self.picture is not None and step_id else ""

    def _covered(self, place: QPoint) -> bool:
        """Whether a point lies on the header or on the columns that stand still."""
        return self.chart is None or on_standing(self, self.chart, place)

    # -- Qt

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a number asks for its list, one on a symbol for that of the step."""
        clicked = self._pressed is not None and not self._panning and event.button() == Qt.MouseButton.LeftButton
        super().mouseReleaseEvent(event)
        if not clicked:
            return
        place = event.position().toPoint()
        if (piece := self.piece_at(place)) is not None:
            self._user_chose(piece.step)
            self.asked.emit(piece)
        elif step := self.symbol_at(place):
            self.activated.emit(step)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a number or a symbol the first click has asked already; elsewhere in a row two ask for its step."""
        place = event.position().toPoint()
        if self.piece_at(place) is None and not self.symbol_at(place):
            super().mouseDoubleClickEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            piece = self.piece_at(event.pos())
            if piece is not None:
                area = self.mapFromScene(piece.rect).boundingRect()
                QToolTip.showText(event.globalPos(), f"<qt>{escape(piece.sentence)}</qt>", self, area)
                return True
        return super().viewportEvent(event)
