"""The charts of the morning desk: made when first seen, sharp, told in words, copied and saved."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spl_desktop.domain.trends import Chart
from spl_desktop.reports.trend_tables import rows_of
from spl_desktop.services.trends import trends
from spl_desktop.ui import asking, theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.desk.charts import ChartsView
from spl_desktop.ui.desk.page import DeskPage
from tests.builders import finish, opened

Settled = Callable[[], None]


@pytest.fixture
def page(context: Context, qtbot: QtBot, settled: Settled) -> DeskPage:
    first = opened(context.register)
    finish(context.register, first)
    opened(context.register, agenda="2/2026")
    made = DeskPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    made.refresh()
    settled()
    return made


@pytest.fixture
def view(page: DeskPage, qtbot: QtBot, settled: Settled) -> ChartsView:
    page.tabs.setCurrentIndex(1)
    assert page.charts is not None
    seen(page.charts, qtbot)
    return page.charts


def seen(view: ChartsView, qtbot: QtBot) -> None:
    """Waits for figures and, where a picture is shown, for that of the chosen chart; the first one takes its time."""
    qtbot.waitUntil(view.context.runner.idle, timeout=60_000)
    if view.body.currentWidget() is view.picture:
        shown = view.shown
        assert shown is not None
        qtbot.waitUntil(lambda: view.picture.picture.accessibleName() == shown.title(view.chart()), timeout=20_000)
        qtbot.waitUntil(view.context.runner.idle, timeout=20_000)


def test_the_charts_are_made_when_they_are_first_seen(page: DeskPage, settled: Settled) -> None:
    assert page.charts is None
    assert page.lanes.isVisible()
    page.tabs.setCurrentIndex(1)
    assert page.charts is not None
    made = page.charts
    assert not page.lanes.isVisible()
    page.tabs.setCurrentIndex(0)
    assert page.lanes.isVisible()
    page.tabs.setCurrentIndex(1)
    assert page.charts is made
    settled()


def test_neither_window_nor_desk_loads_the_plotting_library() -> None:
    code = """
import sys, tempfile
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from spl_desktop.services.register import close, create_register
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.settings import Settings
with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    window = MainWindow(Settings(folder / "settings.ini"), folder)
    window.show()
    register = create_register(folder / "register.db", recorder="Penguji")
    window.set_register(register)
    while not window.runner.idle():
        app.processEvents()
    print(type(window.page()).__name__, {"matplotlib", "numpy"} & set(sys.modules) or "none")
    window.close_register()
    window.runner.close()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "DeskPage none"


@pytest.mark.parametrize("chart", Chart)
def test_each_chart_is_drawn_told_and_tabled_from_the_same_figures(
    view: ChartsView, chart: Chart, qtbot: QtBot, settled: Settled
) -> None:
    shown = trends(view.context.register, date(2026, 1, 1), date(2026, 12, 31))
    view.names.setCurrentRow(list(Chart).index(chart))
    seen(view, qtbot)
    pixmap = view.picture.picture.pixmap()
    ratio = view.devicePixelRatioF()
    assert pixmap.devicePixelRatio() == ratio
    assert pixmap.width() == round(view.picture.room()[0] * ratio)
    assert view.picture.picture.accessibleDescription() == shown.told(chart)
    assert view.sentence.text() == shown.summary(chart)
    qtbot.mouseClick(view.as_table, Qt.MouseButton.LeftButton)
    table = view.tables[chart]
    assert view.body.currentWidget() is table
    model = table.rows
    cells = [tuple(model.index(row, at).data() for at in range(model.columnCount())) for row in range(model.rowCount())]
    assert cells == [tuple(map(str, row)) for row in rows_of(shown, chart)]
    qtbot.mouseClick(view.as_table, Qt.MouseButton.LeftButton)
    assert view.body.currentWidget() is view.picture


def test_another_period_has_other_figures_and_a_wrong_one_is_refused(
    view: ChartsView, qtbot: QtBot, settled: Settled
) -> None:
    view.choice.usual.setCurrentText("Tahun lalu")
    settled()
    assert view.body.currentWidget() is view.nothing
    assert view.nothing.sentence.text() == "Tidak ada permohonan masuk atau kasus keluar pada periode ini."
    assert not (view.copying.isEnabled() or view.saving.isEnabled() or view.as_table.isEnabled())
    assert not view.choice.start.isVisible()
    view.choice.usual.setCurrentText("Tanggal sendiri")
    assert view.choice.start.isVisible()
    view.choice.start.set_value(date(2026, 1, 1))
    settled()
    assert "sebelum mulai" in view.problem.text()
    view.choice.end.set_value(date(2026, 2, 1))
    seen(view, qtbot)
    assert not view.problem.isVisible()
    assert view.sentence.text().startswith("Masuk 2 permohonan")
    view.choice.end.set_text("besok")
    settled()
    assert view.problem.isVisible()


def test_a_case_that_comes_meanwhile_is_drawn(page: DeskPage, view: ChartsView, qtbot: QtBot, settled: Settled) -> None:
    before = view.sentence.text()
    opened(view.context.register, agenda="3/2026")
    page.refresh()
    seen(view, qtbot)
    assert (before[:7], view.sentence.text()[:7]) == ("Masuk 2", "Masuk 3")


def test_in_dark_the_picture_is_dark(view: ChartsView, dressed: QApplication, qtbot: QtBot, settled: Settled) -> None:
    light = view.picture.picture.pixmap().toImage().pixelColor(2, 2)
    assert light == theme.color("window")
    theme.apply(dressed, theme.DARK, 100)
    settled()
    dark = theme.color("window")
    qtbot.waitUntil(lambda: view.picture.picture.pixmap().toImage().pixelColor(2, 2) == dark, timeout=20_000)
    theme.apply(dressed, theme.LIGHT, 100)
    settled()


def test_a_chart_is_copied_as_it_is_printed(view: ChartsView, said: list[str], qtbot: QtBot, settled: Settled) -> None:
    qtbot.mouseClick(view.copying, Qt.MouseButton.LeftButton)
    settled()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (1800, 600)
    assert said == ["Gambar grafik disalin."]


@pytest.mark.parametrize(("suffix", "begins"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF-")])
def test_a_chart_is_saved_as_what_was_asked_for(
    view: ChartsView,
    suffix: str,
    begins: bytes,
    said: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    settled: Settled,
) -> None:
    target = tmp_path / f"grafik.{suffix}"
    monkeypatch.setattr(asking, "save_file", lambda *_args, **_more: target)
    qtbot.mouseClick(view.saving, Qt.MouseButton.LeftButton)
    settled()
    assert target.read_bytes().startswith(begins)
    assert said == [f"Grafik tersimpan di {target.name}."]
