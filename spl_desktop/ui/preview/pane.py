"""A PDF page below page, as it will be printed: drawn when it comes into sight, zoomed, searched."""

from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.errors import UserError
from spl_desktop.ui import icons, keys, theme
from spl_desktop.ui.preview.pages import Pages

_GAP: Final = 12
_STEP: Final = 1.2
_LEAST, _MOST = 0.2, 5.0
_KEPT: Final = 12
"""Pictures that are kept."""
_INCH: Final = 96 / 72
"""Pixels a point at 100 %."""


@dataclass
class _Found:
    words: str = ""
    hits: list[tuple[int, list[QRectF]]] = field(default_factory=list)
    at: int = -1


class PageView(QAbstractScrollArea):
    """The pages under each other; `moved` tells the page that is seen, `zoomed` the zoom."""

    moved = Signal(int)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: Pages | None = None
        self.zoom = 1.0
        self.fit: str = "width"
        self.found = _Found()
        self._boxes: list[QRect] = []
        self._pictures: OrderedDict[tuple[int, float], QPixmap] = OrderedDict()
        self.setAccessibleName("Halaman dokumen")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._tell())

    # -- what is shown

    def open(self, path: Path | None) -> None:
        """Shows that PDF from its first page on, nothing for None. UserError where it is none."""
        pages = Pages(path) if path is not None else None
        if self.pages is not None:
            self.pages.close()
        self.pages = pages
        self._pictures.clear()
        self.found = _Found()
        self.verticalScrollBar().setValue(0)
        self._arrange()

    def count(self) -> int:
        """How many pages there are."""
        return len(self.pages.sizes) if self.pages is not None else 0

    def page(self) -> int:
        """The page that is looked at now, from 0; the last one once there is nothing more below."""
        bar = self.verticalScrollBar()
        if 0 < bar.maximum() == bar.value():
            return self.count() - 1
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        for number in range(self.count()):
            if self._box(number).bottom() >= middle:
                return number
        return max(self.count() - 1, 0)

    def go_to(self, number: int) -> None:
        """Brings the beginning of that page into sight."""
        if 0 <= number < self.count():
            self.verticalScrollBar().setValue(self._box(number).top() - _GAP)

    # -- zoom

    def set_zoom(self, zoom: float, about: QPointF | None = None) -> None:
        """So many times the size on paper; what lies under `about` stays there."""
        self.fit = ""
        self._apply(zoom, about)

    def fit_to(self, fit: str) -> None:
        """`width` or `page`: follows the room from now on."""
        self.fit = fit
        self._arrange()

    def _apply(self, zoom: float, about: QPointF | None = None) -> None:
        point = about or QPointF(self.viewport().width() / 2, self.viewport().height() / 2)
        before = self.verticalScrollBar().value() + point.y()
        old, self.zoom = self.zoom, min(max(zoom, _LEAST), _MOST)
        self._range()
        if old:
            self.verticalScrollBar().setValue(round(before * self.zoom / old - point.y()))
        self.viewport().update()
        self.zoomed.emit(self.zoom)

    def _arrange(self) -> None:
        if self.pages is not None and self.fit and self.count():
            widest = max(size.width() for size in self.pages.sizes) * _INCH
            wanted = (self.viewport().width() - 2 * _GAP) / widest
            if self.fit == "page":
                highest = max(size.height() for size in self.pages.sizes) * _INCH
                wanted = min(wanted, (self.viewport().height() - 2 * _GAP) / highest)
            self.zoom = min(max(wanted, _LEAST), _MOST)
            self.zoomed.emit(self.zoom)
        self._range()
        self.viewport().update()
        self._tell()

    def _range(self) -> None:
        self._boxes = self._laid_out()
        bottom = self._boxes[-1].bottom() + _GAP if self._boxes else 0
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)
        bar.setRange(0, max(0, bottom - self.viewport().height()))
        widest = max((box.width() for box in self._boxes), default=0) + 2 * _GAP
        across = self.horizontalScrollBar()
        across.setPageStep(self.viewport().width())
        across.setRange(0, max(0, widest - self.viewport().width()))

    def _laid_out(self) -> list[QRect]:
        """Where each page lies, from the top of the first one."""
        boxes: list[QRect] = []
        top, factor = _GAP, self.zoom * _INCH
        for size in self.pages.sizes if self.pages is not None else ():
            width, height = round(size.width() * factor), round(size.height() * factor)
            room = max(self.viewport().width(), width + 2 * _GAP)
            boxes.append(QRect((room - width) // 2, top, width, height))
            top += height + _GAP
        return boxes

    def _box(self, number: int) -> QRect:
        return self._boxes[number]

    def _tell(self) -> None:
        self.moved.emit(self.page())

    # -- searching

    def search(self, words: str) -> int:
        """Finds every place of the words, goes to the first from here on; how many there are."""
        words = words.strip()
        hits = []
        if words and self.pages is not None:
            hits = [(number, boxes) for number in range(self.count()) for boxes in self.pages.hits(number, words)]
        here = self.page()
        first = next((at for at, (number, _) in enumerate(hits) if number >= here), 0)
        self.found = _Found(words, hits, first if hits else -1)
        self._show_hit()
        return len(hits)

    def next_hit(self, by: int = 1) -> None:
        """The next place, or the one before (-1), round and round."""
        if self.found.hits:
            self.found.at = (self.found.at + by) % len(self.found.hits)
            self._show_hit()

    def _show_hit(self) -> None:
        if self.found.hits:
            number, boxes = self.found.hits[self.found.at]
            box = self._on_screen(number, boxes[0]) if boxes else self._box(number)
            self.verticalScrollBar().setValue(round(box.top()) - self.viewport().height() // 3)
        self.viewport().update()

    def _on_screen(self, number: int, box: QRectF) -> QRectF:
        """A box of a page (points) where it lies below the top of the first page."""
        factor, page = self.zoom * _INCH, self._box(number)
        return QRectF(
            page.x() + box.x() * factor, page.y() + box.y() * factor, box.width() * factor, box.height() * factor
        )

    # -- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only the pages in sight are drawn."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.color("sunken"))
        if self.pages is None:
            return
        shift = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        seen = self.viewport().rect().translated(shift)
        painter.translate(-shift)
        for number in range(self.count()):
            box = self._box(number)
            if box.top() > seen.bottom():
                break
            if box.intersects(seen):
                painter.drawPixmap(box, self._picture(number))
                painter.setPen(theme.color("line"))
                painter.drawRect(box.adjusted(0, 0, -1, -1))
                self._mark(painter, number)

    def _mark(self, painter: QPainter, number: int) -> None:
        for at, (page, boxes) in enumerate(self.found.hits):
            if page == number:
                colour = QColor("#ff9632" if at == self.found.at else "#ffe45c")
                colour.setAlpha(120)
                for box in boxes:
                    painter.fillRect(self._on_screen(number, box).adjusted(-1, -1, 1, 1), colour)

    def _picture(self, number: int) -> QPixmap:
        assert self.pages is not None
        ratio = self.devicePixelRatioF()
        key = (number, round(self.zoom * ratio, 4))
        if key not in self._pictures:
            picture = QPixmap.fromImage(self.pages.picture(number, self.zoom * _INCH * ratio))
            picture.setDevicePixelRatio(ratio)
            self._pictures[key] = picture
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return self._pictures[key]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page follows the room."""
        self._arrange()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scrolling draws anew."""
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms at the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * _STEP ** (event.angleDelta().y() / 120), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys go by the screen, Home and End to the ends."""
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                bar.setValue(bar.value() + bar.pageStep() - 40)
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - bar.pageStep() + 40)
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case _:
                super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Other colours draw anew."""
        super().changeEvent(event)
        self.viewport().update()


class PreviewPane(QWidget):
    """Pages with their bar: page, zoom, search. Without a document it says what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = PageView()
        self.words = QLabel(wordWrap=True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setProperty("role", "muted")
        self.number = QSpinBox()
        self.number.setAccessibleName("Halaman")
        self.number.setFixedWidth(theme.scaled(70))
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.of = QLabel()
        self.percent = QLabel()
        self.percent.setProperty("role", "muted")
        self.search_box = QLineEdit(placeholderText="Cari", clearButtonEnabled=True)
        self.search_box.setAccessibleName("Cari dalam dokumen")
        self.search_box.setMaximumWidth(theme.scaled(170))
        self.hits = QLabel()
        self.hits.setProperty("role", "muted")
        self._lay_out()
        self._connect()
        self.say("Belum ada dokumen yang ditampilkan.")

    def _lay_out(self) -> None:
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.number)
        row.addWidget(self.of)
        for icon, words, done in (
            ("zoom-out", "Perkecil (Ctrl+-)", lambda: self.view.set_zoom(self.view.zoom / _STEP)),
            ("zoom-in", "Perbesar (Ctrl++)", lambda: self.view.set_zoom(self.view.zoom * _STEP)),
            ("fit", "Selebar jendela (Ctrl+0)", lambda: self.view.fit_to("width")),
            ("document", "Satu halaman penuh (Ctrl+9)", lambda: self.view.fit_to("page")),
        ):
            button = QToolButton()
            button.setToolTip(words)
            button.setAccessibleName(words)
            icons.put(button, icon)
            button.clicked.connect(lambda _=False, done=done: done())
            row.addWidget(button)
        row.addWidget(self.percent)
        row.addStretch(1)
        row.addWidget(self.hits)
        row.addWidget(self.search_box)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.words)
        self._stack.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP // 2)
        layout.addWidget(self.bar)
        layout.addWidget(holder, 1)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.view.moved.connect(self._show_page)
        self.view.zoomed.connect(lambda zoom: self.percent.setText(f"{round(zoom * 100)}%"))
        self.number.editingFinished.connect(self._go)
        self.search_box.textChanged.connect(self._search)
        self.search_box.returnPressed.connect(self._next)
        for name, done in (
            ("search", self.search_box.setFocus),
            ("next", self._next),
            ("previous", lambda: self._next(-1)),
            ("larger", lambda: self.view.set_zoom(self.view.zoom * _STEP)),
            ("smaller", lambda: self.view.set_zoom(self.view.zoom / _STEP)),
            ("width", lambda: self.view.fit_to("width")),
            ("natural", lambda: self.view.set_zoom(1.0)),
            ("page", lambda: self.view.fit_to("page")),
        ):
            for key in keys.PREVIEW[name].keys:
                shortcut = QShortcut(QKeySequence(key), self, done)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_pdf(self, path: Path) -> None:
        """Shows that PDF; a sentence in its place where it is none."""
        try:
            self.view.open(path)
        except UserError as refusal:
            self.say(refusal.sentence)
            return
        self._stack.setCurrentWidget(self.view)
        self.bar.setEnabled(True)
        self.number.setRange(1, max(self.view.count(), 1))
        self.of.setText(f"dari {self.view.count()}")
        self._show_page(0)
        self._search(self.search_box.text())

    def say(self, sentence: str) -> None:
        """Shows a sentence in place of pages."""
        self.view.open(None)
        self.words.setText(sentence)
        self.words.setAccessibleName(sentence)
        self._stack.setCurrentWidget(self.words)
        self.bar.setEnabled(False)
        self.of.setText("")
        self.hits.setText("")

    def _go(self) -> None:
        self.view.go_to(self.number.value() - 1)
        self.view.setFocus()

    def _show_page(self, number: int) -> None:
        if not self.number.hasFocus():
            self.number.setValue(number + 1)

    def _search(self, words: str) -> None:
        count = self.view.search(words) if self.view.pages is not None else 0
        self._tell_hits(count)

    def _next(self, by: int = 1) -> None:
        self.view.next_hit(by)
        self._tell_hits(len(self.view.found.hits))

    def _tell_hits(self, count: int) -> None:
        if not self.view.found.words:
            self.hits.setText("")
        else:
            self.hits.setText(f"{self.view.found.at + 1} dari {count}" if count else "tidak ditemukan")
