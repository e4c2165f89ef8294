"""The table as an item of the picture's scene."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from spl_desktop.ui.swimlane.paint import paint_sheet

if TYPE_CHECKING:
    from spl_desktop.ui.swimlane.view import SwimlaneView


class TableItem(QGraphicsItem):
    """The whole table as one item; only what is exposed is painted."""

    def __init__(self, view: "SwimlaneView") -> None:
        super().__init__()
        self._view = view
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def boundingRect(self) -> QRectF:
        chart = self._view.chart
        return QRectF(0, 0, chart.width, chart.height) if chart is not None else QRectF()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        view = self._view
        if view.chart is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for sheet in view.chart.pages:
            paint_sheet(
                painter,
                view.chart,
                sheet,
                view.marks,
                view.inks,
                chosen=view.chosen_step,
                focused=view.hasFocus(),
                exposed=option.exposedRect,
            )
