"""The charts of the morning desk: four pictures of a period, each with its sentence and the table of its figures."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.period import usual_periods
from spl_desktop.domain.trends import Chart, Trends
from spl_desktop.reports.charts import Look
from spl_desktop.reports.tables import Cell
from spl_desktop.reports.trend_tables import COLUMNS, NAMES, rows_of
from spl_desktop.services.trends import draw_chart, print_chart, trends, write_chart
from spl_desktop.ui import asking, icons, theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.empty_state import EmptyState
from spl_desktop.ui.widgets.frozen_table import Column, FrozenTable
from spl_desktop.ui.widgets.period_choice import PeriodChoice

_KINDS: Final = (("Gambar PNG", ("png",)), ("Gambar SVG", ("svg",)), ("Dokumen PDF", ("pdf",)))
_SETTLE_MS: Final = 60
_LEAST: Final = (420, 200)
_LIST: Final = 210
_ROW: Final = 32


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a picture was asked for: an answer to another question is not shown."""

    shown: Trends
    chart: Chart
    look: Look
    pixels: tuple[int, int]
    ratio: float
    scale: float


class ChartPicture(QScrollArea):
    """The picture, as wide as its place and as sharp as the screen; it scrolls where it needs more height.

    `resized` is emitted when the place has come to rest at another size.
    """

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setWidget(self.picture)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(*map(theme.scaled, _LEAST))
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self.resized)

    def room(self) -> tuple[int, int]:
        """The logical pixels of the place; a bar for scrolling has its room from the beginning."""
        bar = self.verticalScrollBar()
        taken = 0 if bar.isVisible() else bar.sizeHint().width()
        size = self.viewport().size()
        return size.width() - taken, size.height()

    def show_png(self, data: bytes, ratio: float) -> None:
        """Show that picture."""
        pixmap = QPixmap.fromImage(QImage.fromData(data))
        pixmap.setDevicePixelRatio(ratio)
        self.picture.setPixmap(pixmap)
        size = pixmap.deviceIndependentSize().toSize()
        self.picture.setMinimumSize(QSize(0, size.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._timer.start()


class ChartsView(QWidget):
    """Chooses a period and a chart; figures and pictures are made in the worker thread, the newest question wins."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.shown: Trends | None = None
        self._wanted: _Wanted | None = None
        self._drawing, self._drawn = False, False
        self.choice = PeriodChoice(usual_periods(context.register.today), "Tahun ini", self)
        self.problem = QLabel(wordWrap=True)
        self.problem.setProperty("role", "problem")
        self.problem.hide()
        self.names = QListWidget()
        self.names.setAccessibleName("Grafik")
        self.names.addItems([NAMES[chart] for chart in Chart])
        for row in range(self.names.count()):
            self.names.item(row).setSizeHint(QSize(0, theme.scaled(_ROW)))
        self.names.setFixedSize(theme.scaled(_LIST), self.names.count() * theme.scaled(_ROW) + theme.GAP)
        self.names.setCurrentRow(0)
        self.picture = ChartPicture()
        self.nothing = EmptyState("empty", "")
        self.tables: dict[Chart, FrozenTable] = {}
        self.body = QStackedWidget()
        self.body.addWidget(self.picture)
        self.body.addWidget(self.nothing)
        self.sentence = QLabel(wordWrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.as_table = QPushButton("Tabel")
        self.as_table.setCheckable(True)
        self.as_table.setToolTip("Tampilkan angka grafik ini sebagai tabel")
        self.copying = QPushButton("Salin gambar")
        self.copying.setToolTip("Salin grafik ini untuk ditempel di dokumen")
        self.saving = QPushButton("Simpan gambar…")
        self.saving.setToolTip("Simpan grafik ini sebagai PNG, SVG, atau PDF")
        for button, icon in ((self.as_table, "columns"), (self.copying, "copy"), (self.saving, "export")):
            icons.put(button, icon)
        self._lay_out()
        self.choice.changed.connect(self._reckon)
        self.names.currentRowChanged.connect(lambda _: self._show())
        self.as_table.toggled.connect(lambda _: self._show())
        self.copying.clicked.connect(self.copy)
        self.saving.clicked.connect(self.save)
        self.picture.resized.connect(self._draw)
        theme.bus().changed.connect(self._draw)

    def chart(self) -> Chart:
        """The chart that is chosen."""
        return tuple(Chart)[max(self.names.currentRow(), 0)]

    def refresh(self) -> None:
        """Read the figures again; a usual period moves on with the day."""
        self.choice.blockSignals(True)
        self.choice.go_to(usual_periods(self.context.register.today))
        self.choice.blockSignals(False)
        self._reckon()

    def copy(self) -> None:
        """Put the chart on the clipboard, as it is printed."""
        if self.shown is not None:
            self.context.runner.run(
                print_chart, self.shown, self.chart(), then=self._on_copied, owner=self, title="Menggambar grafik…"
            )

    def save(self) -> None:
        """Ask for a place, and write the chart there."""
        if self.shown is None:
            return
        shown, chart = self.shown, self.chart()
        name = f"{NAMES[chart]} {shown.start.isoformat()} sampai {shown.end.isoformat()}.png"
        target = asking.save_file(self, "Simpan gambar grafik", name, _KINDS)
        if target is not None:
            self.context.runner.run(
                write_chart, shown, chart, target, then=self._on_saved, owner=self, title="Menyimpan grafik…"
            )

    # -- figures

    def _reckon(self) -> None:
        days = self.choice.days()
        for field in (self.choice.start, self.choice.end):
            field.setVisible(self.choice.own())
        self._until.setVisible(self.choice.own())
        self._refuse(self.choice.problem())
        if days is not None:
            self.context.runner.run(
                trends,
                self.context.register,
                *days,
                then=self._on_trends,
                failed=self._on_failed,
                owner=self,
                quiet=True,
            )

    def _on_trends(self, shown: Trends) -> None:
        if self.choice.days() != (shown.start, shown.end):
            return  # an answer to dates that were typed over meanwhile
        self._refuse("")
        self.shown = shown
        self._show()

    def _on_failed(self, error: UserError) -> None:
        self._refuse(error.sentence)

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    # -- what is seen

    def _show(self) -> None:
        shown, chart = self.shown, self.chart()
        if shown is None:
            return
        empty = shown.empty(chart)
        self.sentence.setText("" if empty else shown.summary(chart))
        for button in (self.as_table, self.copying, self.saving):
            button.setEnabled(not empty)
        if empty:
            self.nothing.sentence.setText(shown.summary(chart))
            self.body.setCurrentWidget(self.nothing)
        elif self.as_table.isChecked():
            table = self._table(chart)
            table.set_rows([(number, *row) for number, row in enumerate(rows_of(shown, chart), 1)])
            self.body.setCurrentWidget(table)
        else:
            self.body.setCurrentWidget(self.picture)
            self._draw()

    def _table(self, chart: Chart) -> FrozenTable:
        """The table of a chart, made when it is first asked for."""
        if chart not in self.tables:
            columns = [
                Column(
                    column.key,
                    column.heading,
                    _value(at),
                    width=320 if column.kind == "text" else 170,
                    align="left" if column.kind == "text" else "right",
                    elastic=column.kind == "text",
                )
                for at, column in enumerate(COLUMNS[chart], 1)
            ]
            table = FrozenTable(columns, f"chart_{chart.value}", self.context.settings, key=lambda row: row[0])
            table.setAccessibleName(NAMES[chart])
            self.tables[chart] = table
            self.body.addWidget(table)
        return self.tables[chart]

    def _draw(self) -> None:
        """Ask for the picture that is to be seen now; while one is drawn, only the newest question waits."""
        if self.shown is None or self.shown.empty(self.chart()) or not self.picture.isVisible():
            return
        wanted = _Wanted(
            self.shown, self.chart(), _look(), self.picture.room(), self.devicePixelRatioF(), theme.scaled(1000) / 1000
        )
        if wanted == self._wanted and (self._drawing or self._drawn):
            return
        self._wanted, self._drawn = wanted, False
        if not self._drawing:
            self._ask()

    def _ask(self) -> None:
        wanted = self._wanted
        assert wanted is not None
        self._drawing = True
        self.context.runner.run(
            draw_chart,
            wanted.shown,
            wanted.chart,
            wanted.look,
            wanted.pixels,
            wanted.ratio,
            wanted.scale,
            then=lambda data: self._on_drawn(wanted, data),
            always=lambda done: self._on_settled(wanted, done),
            owner=self,
            quiet=True,
        )

    def _on_drawn(self, wanted: _Wanted, data: bytes) -> None:
        if wanted == self._wanted:
            self.picture.show_png(data, wanted.ratio)
            self.picture.picture.setAccessibleName(wanted.shown.title(wanted.chart))
            self.picture.picture.setAccessibleDescription(wanted.shown.told(wanted.chart))
            self._drawn = True

    def _on_settled(self, wanted: _Wanted, _done: bool) -> None:
        self._drawing = False
        if wanted != self._wanted:
            self._ask()

    def _on_copied(self, data: bytes) -> None:
        QGuiApplication.clipboard().setImage(QImage.fromData(data))
        self.context.say("Gambar grafik disalin.")

    def _on_saved(self, target: Path) -> None:
        self.context.say(f"Grafik tersimpan di {target.name}.")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.GAP)
        label = QLabel("&Periode")
        label.setBuddy(self.choice.usual)
        self._until = QLabel("sampai")
        for widget in (label, self.choice.usual, self.choice.start, self._until, self.choice.end):
            top.addWidget(widget)
        for field in (self.choice.start, self.choice.end):
            field.setMaximumWidth(theme.scaled(170))
        top.addStretch(1)
        for button in (self.as_table, self.copying, self.saving):
            top.addWidget(button)
        middle = QHBoxLayout()
        middle.setSpacing(2 * theme.GAP)
        middle.addWidget(self.names, 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(theme.GAP)
        right.addWidget(self.body, 1)
        right.addWidget(self.sentence)
        middle.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addLayout(top)
        layout.addWidget(self.problem)
        layout.addLayout(middle, 1)

    def changeEvent(self, event: QEvent) -> None:
        """On another screen the picture is drawn as sharp as that one."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw()


def _value(at: int) -> Callable[[tuple[Cell, ...]], str]:
    return lambda row: str(row[at])


def _look() -> Look:
    """The colours of the theme in use."""
    names = ("window", "text", "muted", "line", "accent", "accent_soft", "danger", "danger_soft")
    return Look(*(theme.color(name).name() for name in names))
