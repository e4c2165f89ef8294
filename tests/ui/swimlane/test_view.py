"""The swimlane in the window: keys, mouse, zoom, and what a screen reader hears."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.services.queries import Standing
from spl_desktop.ui.swimlane.marks import StepMark
from spl_desktop.ui.swimlane.paint import box, header_height
from spl_desktop.ui.swimlane.view import SwimlaneView


def _row(view: SwimlaneView, step: str) -> QPoint:
    assert view.chart is not None
    row = next(row for row in view.chart.rows if row.step == step)
    return view.mapFromScene(box(row.rect).center())


def test_up_and_down_go_through_the_table(qtbot: QtBot, view: SwimlaneView, sop: Sop) -> None:
    heard: list[str] = []
    view.chosen.connect(heard.append)
    for _ in range(len(sop.steps) + 2):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert heard[: len(sop.steps)] == [step.id for step in sop.steps]
    assert view.chosen_step == sop.steps[-1].id
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.chosen_step == sop.first.id


def test_right_follows_the_arrow_and_left_the_way_back(qtbot: QtBot, view: SwimlaneView) -> None:
    view.choose("dashboard")
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.chosen_step == "skenario_integrasi"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.chosen_step == "dokumen_interchange"
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.chosen_step == "skenario_integrasi"


def test_enter_and_a_double_click_act(qtbot: QtBot, view: SwimlaneView) -> None:
    heard: list[str] = []
    view.activated.connect(heard.append)
    view.choose("definisi_data")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_row(view, "koordinasi"))
    assert heard == ["definisi_data", "koordinasi"]


def test_a_click_chooses_and_a_drag_pans(qtbot: QtBot, view: SwimlaneView) -> None:
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_row(view, "definisi_data"))
    assert view.chosen_step == "definisi_data"
    start = _row(view, "koordinasi")
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), start - QPoint(0, 60))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start - QPoint(0, 60))
    assert view.verticalScrollBar().value() > 0
    assert view.chosen_step == "definisi_data"


def test_the_header_takes_no_clicks_for_the_row_beneath(qtbot: QtBot, view: SwimlaneView) -> None:
    view.verticalScrollBar().setValue(200)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 10))
    assert view.chosen_step == ""


def test_the_header_stays_in_sight(qtbot: QtBot, view: SwimlaneView) -> None:
    assert view.chart is not None
    height = int(header_height(view.chart) * view.transform().m11()) - 4
    before = view.grab().toImage().copy(0, 0, 600, height)
    view.verticalScrollBar().setValue(300)
    assert view.grab().toImage().copy(0, 0, 600, height) == before


def test_a_chosen_step_out_of_sight_is_brought_beneath_the_header(view: SwimlaneView, sop: Sop) -> None:
    assert view.chart is not None
    head = header_height(view.chart) * view.transform().m11()
    for step in (sop.steps[-1].id, sop.first.id, sop.steps[6].id):
        view.choose(step)
        row = next(row for row in view.chart.rows if row.step == step)
        shown = view.mapFromScene(box(row.rect)).boundingRect()
        assert shown.top() >= head - 2
        assert shown.bottom() <= view.viewport().height() + 2


def test_wheel_with_control_zooms_at_the_pointer(view: SwimlaneView) -> None:
    place = QPointF(300, 250)
    before = view.mapToScene(place.toPoint())
    wheel = QWheelEvent(
        place,
        view.viewport().mapToGlobal(place.toPoint()).toPointF(),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    zoom = view.zoom
    QApplication.sendEvent(view.viewport(), wheel)
    after = view.mapToScene(place.toPoint())
    assert view.zoom > zoom
    assert abs(after.x() - before.x()) < 2
    assert abs(after.y() - before.y()) < 2


def test_keys_zoom_to_full_size_and_back_to_the_width(qtbot: QtBot, view: SwimlaneView) -> None:
    qtbot.keyClick(view, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == pytest.approx(1.0)
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.chart is not None
    assert view.chart.width * view.transform().m11() <= view.viewport().width()
    view.resize(900, 500)
    assert view.chart.width * view.transform().m11() == pytest.approx(view.viewport().width(), abs=2)


def test_a_screen_reader_hears_the_chosen_step(view: SwimlaneView, sop: Sop) -> None:
    sentence = "Langkah 2 dari 12. Selesai terlambat."
    view.show_sop(sop, {"definisi_data": StepMark(Standing.FINISHED_LATE, 1, sentence)})
    view.choose("definisi_data")
    assert sentence in view.accessibleName()
    assert "panah" in view.accessibleDescription()
    view.choose("koordinasi")
    assert "Langkah 1 dari 12, lajur OPD; berikutnya langkah 2. Melakukan koordinasi" in view.accessibleName()


def test_another_sop_takes_its_place(view: SwimlaneView, sop: Sop) -> None:
    path = Path(__file__).parents[2] / "data" / "sop" / "penanganan-insiden.toml"
    second = parse_sop(path.read_text(encoding="utf-8"), path.name)
    view.choose(sop.first.id)
    view.show_sop(second)
    assert view.chosen_step == ""
    view.choose(second.steps[-1].id)
    assert f"dari {len(second.steps)}" in view.accessibleName()
