"""The SOP table as a picture in the window: scrolled, zoomed, and walked through by mouse and keyboard."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import escape

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsScene,
    QGraphicsView,
    QToolTip,
    QWidget,
)

from spl_desktop.domain.chart import Chart, Row, lay_out
from spl_desktop.domain.sop import Sop
from spl_desktop.ui import theme
from spl_desktop.ui.swimlane import accessible, measures
from spl_desktop.ui.swimlane.gestures import pinched
from spl_desktop.ui.swimlane.item import TableItem
from spl_desktop.ui.swimlane.marks import StepMark, step_sentence
from spl_desktop.ui.swimlane.measures import SCREEN_STYLE as SCREEN_STYLE
from spl_desktop.ui.swimlane.menu import Entry, chart_menu
from spl_desktop.ui.swimlane.minimap import Minimap
from spl_desktop.ui.swimlane.paint import box, header_height
from spl_desktop.ui.swimlane.palette import DARK, LIGHT, Inks
from spl_desktop.ui.swimlane.picture import render
from spl_desktop.ui.swimlane.standing import paint_standing
from spl_desktop.ui.swimlane.walking import Way, branch, walk

_WAYS: Mapping[int, Way] = {
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Right: Way.ONWARD,
    Qt.Key.Key_Left: Way.BACK,
    Qt.Key.Key_Home: Way.FIRST,
    Qt.Key.Key_End: Way.LAST,
}


class SwimlaneView(QGraphicsView):
    """An SOP, with a case on it where `marks` are given. `chosen` follows the step that the user points at.

    Keys: Up and Down go through the table, Right follows the arrow onwards, Left the way back, a digit that way of a
    decision; Home, End, Enter. `entries` are what the place of the picture offers in the context menu.
    """

    chosen = Signal(str)
    activated = Signal(str)
    zoomed = Signal(float)
    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self.marks: Mapping[str, StepMark] | None = None
        self.inks: Inks = LIGHT
        self.chosen_step = ""
        self.entries: Sequence[Entry] = ()
        self.sop: Sop | None = None
        self._fit = True
        self._laying_out = QTimer(self)
        self._laying_out.setSingleShot(True)
        self._laying_out.setInterval(120)
        self._laying_out.timeout.connect(self._lay_out_anew)
        self._pressed: QPoint | None = None
        self._panning = False
        self._table = TableItem(self)
        scene = QGraphicsScene(self)
        scene.addItem(self._table)
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        # The header stands still while the rest moves, so nothing on the screen may be moved instead of painted.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.minimap = Minimap(self)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(lambda _: self.minimap.follow())
        self.setAccessibleName("Bagan SOP")
        accessible.install()
        theme.bus().changed.connect(self._follow_theme)
        self._follow_theme()

    # -- what is shown

    def show_sop(self, sop: Sop, marks: Mapping[str, StepMark] | None = None) -> None:
        """Shows this SOP; place and zoom stay when it is the one already shown."""
        if self.sop is None or self.sop != sop:
            self.sop = sop
            self._lay_out(self._wanted_width())
            if all(step.id != self.chosen_step for step in sop.steps):
                self.chosen_step = ""
            if self._fit:
                self._fit_readably()
        self.marks = marks
        accessible.update(self)
        accessible.describe(self)
        self.minimap.redraw()
        self.viewport().update()

    def _wanted_width(self) -> float:
        pixels = self.viewport().width()
        if pixels < 100:
            return SCREEN_STYLE.width
        low = self.viewport().height() < measures.LOW * self.natural
        zoom = measures.COMFORTABLE_IF_LOW if low else measures.COMFORTABLE
        steps = round(pixels / (self.natural * zoom) / measures.WIDTH_STEP)
        return max(measures.NARROWEST, min(measures.WIDEST, steps * measures.WIDTH_STEP))

    def _lay_out(self, width: float) -> None:
        assert self.sop is not None
        self._table.prepareGeometryChange()
        self.chart = lay_out(self.sop, replace(SCREEN_STYLE, width=width))
        self.setSceneRect(QRectF(0, 0, self.chart.width, self.chart.height))

    def _lay_out_anew(self) -> None:
        if self.chart is None or not self._fit or self.chart.style.width == self._wanted_width():
            return
        self._lay_out(self._wanted_width())
        self._fit_readably()
        self.choose(self.chosen_step)

    def choose(self, step: str, *, reveal: bool = True) -> None:
        """Makes a step the chosen one, without a signal."""
        row = self.row(step)
        if row is None:
            return
        self.chosen_step = step
        if reveal:
            self.reveal(row)
        accessible.describe(self)
        accessible.tell_focus(self)
        self.minimap.follow()
        self.viewport().update()

    def reveal(self, row: Row) -> None:
        """Scrolls so that the whole row stands under the header."""
        if self.chart is None:
            return
        scale = self.transform().m11()
        bar = self.verticalScrollBar()
        top = (row.rect.y - header_height(self.chart)) * scale
        bottom = row.rect.bottom * scale - self.viewport().height()
        if bar.value() > top:
            bar.setValue(int(top))
        elif bar.value() < bottom:
            bar.setValue(int(bottom) + 8)

    def _follow_theme(self) -> None:
        self.inks = DARK if theme.dark() else LIGHT
        self.setBackgroundBrush(theme.color("surface"))
        self.viewport().update()

    def row(self, step: str) -> Row | None:
        """The drawn row of a step."""
        rows = self.chart.rows if self.chart is not None else ()
        return next((row for row in rows if row.step == step), None)

    def row_at(self, place: QPoint) -> Row | None:
        """The row under a pixel of the view, None on the header and beside the table."""
        if self.chart is None or place.y() < header_height(self.chart) * self.transform().m11():
            return None
        point = self.mapToScene(place)
        return next((row for row in self.chart.rows if box(row.rect).contains(point)), None)

    def sentence(self, step_id: str) -> str:
        """Everything the picture shows about a step."""
        if self.sop is None or not step_id:
            return ""
        if self.marks is not None and step_id in self.marks:
            return self.marks[step_id].sentence
        return step_sentence(self.sop, self.sop.step(step_id))

    # -- zoom

    @property
    def natural(self) -> float:
        """Pixels for a point at 100 %: letters then have on the screen the size that they have on paper."""
        return self.logicalDpiX() / 72

    @property
    def zoom(self) -> float:
        """The zoom; 1.0 is natural size."""
        return float(self.transform().m11() / self.natural)

    def set_zoom(self, zoom: float, at: QPoint | None = None) -> None:
        """Zooms, keeping the point under `at` (pixels of the view) where it is; without it, the chosen step in view."""
        self._fit = False
        self._scale(max(measures.SMALLEST, min(measures.LARGEST, zoom)) * self.natural, at)
        row = self.row(self.chosen_step)
        if at is None and row is not None:
            self.reveal(row)

    def _scale(self, scale: float, at: QPoint | None = None) -> None:
        place = at or QPoint(0, 0)
        before = self.mapToScene(place)
        self.resetTransform()
        self.scale(scale, scale)
        self.horizontalScrollBar().setValue(round(before.x() * scale - place.x()))
        self.verticalScrollBar().setValue(round(before.y() * scale - place.y()))
        self.minimap.follow()
        self.zoomed.emit(self.zoom)

    def zoom_in(self) -> None:
        """One step larger."""
        self.set_zoom(self.zoom * measures.STEP)

    def zoom_out(self) -> None:
        """One step smaller."""
        self.set_zoom(self.zoom / measures.STEP)

    def _fit_readably(self) -> None:
        """As wide as the view, but never so small that nobody can read it."""
        if self.chart is not None and self.viewport().width() > 50:
            self._scale(max(self._fitting(), measures.READABLE * self.natural))

    def _fitting(self) -> float:
        assert self.chart is not None
        return min((self.viewport().width() - 1) / self.chart.width, measures.WIDEST_FIT * self.natural)

    def fit_width(self) -> None:
        """The table as wide as the view, from now on also when the view changes its width."""
        self._fit = True
        if self.chart is not None and self.viewport().width() > 50:
            self._scale(self._fitting())

    def full_size(self) -> None:
        """100 %."""
        self.set_zoom(1.0)

    # -- Qt

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        """The header and the first columns, where the view begins."""
        if self.chart is not None:
            paint_standing(painter, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fit:
            self._fit_readably()
            self._laying_out.start()
        self.minimap.follow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y() / 120
            self.set_zoom(self.zoom * measures.STEP**steps, event.position().toPoint())
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pressed = event.position().toPoint()
            self._panning = False
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._pressed is None:
            row = self.row_at(place)
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if row is not None else Qt.CursorShape.ArrowCursor
            )
            return
        moved = place - self._pressed
        if self._panning or moved.manhattanLength() > measures.DRAG:
            self._panning = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())
            self._pressed = place

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_pressed, self._pressed = self._pressed is not None, None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        if was_pressed and not self._panning and event.button() == Qt.MouseButton.LeftButton:
            row = self.row_at(event.position().toPoint())
            if row is not None:
                self._user_chose(row.step)
        self._panning = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().toPoint())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self._user_chose(row.step)
            self.activated.emit(row.step)

    def _user_chose(self, step: str) -> None:
        self.choose(step)
        self.chosen.emit(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and key in _ZOOM_KEYS:
            _ZOOM_KEYS[key](self)
        elif not control and key in _WAYS and self.sop is not None:
            if step := walk(self.sop, self.chosen_step, _WAYS[key]):
                self._user_chose(step)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
        elif not control and Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and self.sop is not None:
            if step := branch(self.sop, self.chosen_step, key - Qt.Key.Key_0):
                self._user_chose(step)
        elif not control and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.chosen_step:
                self.activated.emit(self.chosen_step)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """While the picture has the focus, its own keys go before those of the window's menu."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if (control and event.key() in _ZOOM_KEYS) or event.matches(QKeySequence.StandardKey.Copy):
                event.accept()
                return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row under the pointer; by the menu key, of the chosen step."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        row = self.row(self.chosen_step) if by_key else self.row_at(event.pos())
        if row is not None and not by_key:
            self._user_chose(row.step)
        step = row.step if row is not None else ""
        chart_menu(self, step).popup(self.place_of(step) if by_key else event.globalPos())

    def place_of(self, step: str) -> QPoint:
        """Where a menu about a step opens: in the middle of what is seen of it."""
        row, seen = self.row(step), self.viewport().rect()
        if row is not None:
            seen = self.mapFromScene(box(row.rect)).boundingRect().intersected(seen)
        return self.viewport().mapToGlobal(seen.center())

    def copy_picture(self) -> None:
        """The whole table to the clipboard, as it would be saved."""
        if self.sop is not None:
            QGuiApplication.clipboard().setImage(self.image(lay_out(self.sop)))
            self.copied.emit()

    def image(self, chart: Chart) -> QImage:
        """What is shown, on a table that was laid out for paper."""
        return render(chart, self.marks)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.NativeGesture, QEvent.Type.Gesture) and pinched(self, event):
            self._pressed = None  # the first finger alone had begun to pan
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self.row_at(event.pos())
            if row is not None:
                area = self.mapFromScene(QRectF(box(row.rect))).boundingRect()
                QToolTip.showText(event.globalPos(), f"<qt>{escape(self.sentence(row.step))}</qt>", self, area)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        accessible.tell_focus(self)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


_ZOOM_KEYS: Mapping[int, Callable[[SwimlaneView], None]] = {
    Qt.Key.Key_0: SwimlaneView.fit_width,
    Qt.Key.Key_1: SwimlaneView.full_size,
    Qt.Key.Key_Plus: SwimlaneView.zoom_in,
    Qt.Key.Key_Equal: SwimlaneView.zoom_in,
    Qt.Key.Key_Minus: SwimlaneView.zoom_out,
}
