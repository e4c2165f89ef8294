"""What is painted: tables, the swimlane, a case that is opened, and the list while one types."""

import hashlib
import os
import sqlite3
import sys
import tempfile
from datetime import timedelta
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from PySide6.QtGui import QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem, QTableView, QWidget

from benchmarks.bars.facts import working_copy
from benchmarks.bars.listing import large, opened
from benchmarks.measuring import Bar, Bench, Measured, alternate, timed
from benchmarks.register import LAST
from spl_desktop.domain.events import NoteAdded, first_broken
from spl_desktop.services import log as logs
from spl_desktop.services.acting import situation
from spl_desktop.services.listing import CaseFilter
from spl_desktop.services.paging import page_of_cases
from spl_desktop.services.projecting import project_case
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import Register, close
from spl_desktop.ui import theme
from spl_desktop.ui.register.columns import COLUMNS
from spl_desktop.ui.register.page import read
from spl_desktop.ui.settings import Settings
from spl_desktop.ui.swimlane.view import SwimlaneView
from spl_desktop.ui.widgets.frozen_table import FrozenTable

WIDTH, HEIGHT = 1300, 640
_FACTS = 1_000


@cache
def application() -> QApplication:
    """The application as the user sees it, in light colours."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    made = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(made, QApplication)
    theme.apply(made, theme.LIGHT, 100)
    return made


def _settings() -> Settings:
    return Settings(Path(tempfile.mkdtemp(prefix="spl-bench-settings-")) / "settings.ini")


def _shown(widget: QWidget) -> None:
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    QApplication.processEvents()


def _table() -> FrozenTable:
    return FrozenTable(COLUMNS, "register", _settings(), key=lambda row: row.id)


def _standard(texts: list[list[str]]) -> QTableView:
    """A table of Qt's own model with these texts."""
    model = QStandardItemModel(len(texts), len(texts[0]))
    for row, cells in enumerate(texts):
        for column, text in enumerate(cells):
            model.setItem(row, column, QStandardItem(text))
    view = QTableView()
    model.setParent(view)
    view.setModel(view.model() or model)
    view.verticalHeader().hide()
    return view


def _rows(bench: Bench) -> tuple[Any, ...]:
    register = opened(bench.register(bench.size(300, 30)))
    try:
        return page_of_cases(register, CaseFilter()).rows[:100]
    finally:
        close(register)


def table(bench: Bench) -> Measured:
    """A page of the register painted anew, beside Qt's own model with the rows that are seen."""
    application()
    rows = _rows(bench)
    ours = _table()
    ours.set_rows(rows)
    _shown(ours)
    seen = [number for number, column in enumerate(COLUMNS) if not column.hidden]
    bare = _standard([[COLUMNS[number].value(row) for number in seen] for row in rows[:40]])
    _shown(bare)
    for place, number in enumerate(seen):
        bare.setColumnWidth(place, ours.columnWidth(number))
    try:
        return alternate(bare.viewport().repaint, ours.viewport().repaint, bench.size(60, 2))
    finally:
        ours.close()
        bare.close()


def million(bench: Bench) -> Measured:
    """The first picture of a model of a million rows, beside Qt's own model with the rows that are seen."""
    application()
    rows = _rows(bench)
    many = (rows * (bench.size(1_000_000, 1_000) // len(rows) + 1))[: bench.size(1_000_000, 1_000)]
    seen = [number for number, column in enumerate(COLUMNS) if not column.hidden]
    texts = [[COLUMNS[number].value(row) for number in seen] for row in rows[:40]]

    def show(view: QTableView) -> None:
        _shown(view)
        view.viewport().repaint()

    floor: list[float] = []
    took: list[float] = []
    for number in range(bench.size(9, 1) + 1):
        bare, ours = _standard(texts), _table()
        ours.set_rows(many)
        one, other = timed(lambda bare=bare: show(bare)), timed(lambda ours=ours: show(ours))
        for view in (bare, ours):
            view.close()
            view.deleteLater()
        if number:
            floor.append(one)
            took.append(other)
    return Measured(median(floor), median(took))


class _OneWidget(QWidget):
    """Draws the whole table of the SOP by one painter, without a scene."""

    def __init__(self, view: SwimlaneView) -> None:
        super().__init__()
        self._view = view
        self._style = QStyleOptionGraphicsItem()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt
        painter = QPainter(self)
        painter.setRenderHints(self._view.renderHints())
        painter.setTransform(self._view.viewportTransform())
        visible = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        self._style.exposedRect = visible
        self._view._table.paint(painter, self._style, self)
        painter.end()


def swimlane(bench: Bench) -> Measured:
    """The picture of the SOP painted anew, beside one widget that draws the same."""
    application()
    register = opened(bench.register(bench.size(300, 30)))
    try:
        sop = case_view(register, 1, today=LAST).sop
    finally:
        close(register)
    view = SwimlaneView()
    _shown(view)
    view.show_sop(sop)
    QApplication.processEvents()
    bare = _OneWidget(view)
    _shown(bare)
    try:
        return alternate(bare.repaint, view.viewport().repaint, bench.size(60, 2))
    finally:
        bare.close()
        view.close()


def _long_case(register: Register, case: int, facts: int) -> None:
    """Notes until the case has so many facts."""
    with register.writing() as session:
        now = situation(session, register, case)
        notes = [NoteAdded(text=f"OPD dihubungi, percakapan ke-{number}.") for number in range(facts - len(now.log))]
        stream = logs.case_stream(case)
        log = logs.append(session, now.log, stream, notes, on=LAST, at=register.now, by=register.by())
        project_case(session, register, now.office, case, log)


def long_case(bench: Bench) -> Measured:
    """A case of 1,000 facts read, folded, its chain verified and its picture painted; raw rows hashed, a bare paint."""
    application()
    register = working_copy(bench, bench.size(300, 30), "seribu")
    facts = bench.size(_FACTS, 100)
    _long_case(register, 1, facts)
    connection = sqlite3.connect(f"{register.path.as_uri()}?mode=ro", uri=True)
    bare, view = QWidget(), SwimlaneView()
    _shown(bare)
    _shown(view)

    def floor() -> None:
        rows = connection.execute("SELECT * FROM facts WHERE stream = 'case:1' ORDER BY seq").fetchall()
        for row in rows:
            hashlib.sha256(repr(row).encode()).hexdigest()
        bare.repaint()

    def ours() -> None:
        shown = case_view(register, 1, today=LAST + timedelta(days=1))
        with register.reading() as session:
            assert first_broken(logs.load(session, logs.case_stream(1))) is None
        view.show_sop(shown.sop)
        view.viewport().repaint()

    try:
        return alternate(floor, ours, bench.size(9, 1), f"{facts} facts")
    finally:
        close(register)
        connection.close()
        bare.close()
        view.close()


def keystroke(bench: Bench) -> Measured:
    """From the text in the search box to the painted rows: a register of 1,000 cases, and the largest."""
    application()
    small, big = opened(bench.register(bench.size(1_000, 30))), opened(large(bench))
    view = _table()
    _shown(view)
    typed = ("si", "sim", "simr", "simrs", "simrs s")
    took: dict[int, list[float]] = {0: [], 1: []}

    def show(register: Register, text: str) -> None:
        found = read(register, CaseFilter(text=text))
        view.set_rows(found.rows, goes_on=found.after is not None)
        view.viewport().repaint()

    try:
        for number in range(bench.size(5, 1) + 1):
            for text in typed:
                for place, register in enumerate((small, big)):
                    passed = timed(lambda register=register, text=text: show(register, text))
                    if number:
                        took[place].append(passed)
    finally:
        view.close()
        close(small)
        close(big)
    return Measured(median(took[0]), median(took[1]), "1,000 cases against the largest register")


BARS = (
    Bar("table page repaint", "QStandardItemModel with the visible rows", 1.5, table),
    Bar("first paint of 1,000,000 rows", "QStandardItemModel with the visible rows", 1.6, million),
    Bar("swimlane repaint", "one widget drawing the same by QPainter", 2.0, swimlane),
    Bar("case of 1,000 facts", "the same rows read and hashed raw, and a bare paint", 3.0, long_case),
    Bar("keystroke to painted rows", "itself at 1,000 cases", 3.0, keystroke),
)
