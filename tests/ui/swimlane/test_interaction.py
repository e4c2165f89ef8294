"""What hands do on the swimlane: pinch, scroll sideways, the small map, the menu, copying, and choosing a branch."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage, QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from spl_desktop.ui.swimlane.measures import WIDEST_FIT
from spl_desktop.ui.swimlane.menu import Entry
from spl_desktop.ui.swimlane.paint import box, header_height
from spl_desktop.ui.swimlane.standing import standing_columns
from spl_desktop.ui.swimlane.view import SwimlaneView


def _pinch(view: SwimlaneView, place: QPoint, by: float, kind: Qt.NativeGestureType) -> None:
    event = QNativeGestureEvent(
        kind,
        QPointingDevice.primaryPointingDevice(),
        2,
        place.toPointF(),
        place.toPointF(),
        view.viewport().mapToGlobal(place).toPointF(),
        by,
        QPointF(),
    )
    QApplication.sendEvent(view.viewport(), event)


@contextmanager
def _menu(view: SwimlaneView, place: QPoint | None = None) -> Iterator[QMenu]:
    """The menu at a place, without one by the menu key."""
    by_key = place is None
    at = place or QPoint(0, 0)
    reason = QContextMenuEvent.Reason.Keyboard if by_key else QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, at, view.viewport().mapToGlobal(at)))
    [menu] = [one for one in view.findChildren(QMenu) if one.isVisible()]
    yield menu
    menu.close()


def _texts(menu: QMenu) -> list[str]:
    return [action.text().split("\t")[0] for action in menu.actions() if action.text()]


def _take(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text().startswith(words)).trigger()


def _middle(view: SwimlaneView, step: str) -> QPoint:
    row = view.row(step)
    assert row is not None
    return view.mapFromScene(box(row.rect).center())


def test_two_fingers_zoom_at_the_place_between_them(view: SwimlaneView) -> None:
    place = QPoint(300, 250)
    before, zoom = view.mapToScene(place), view.zoom
    _pinch(view, place, 0.5, Qt.NativeGestureType.ZoomNativeGesture)
    assert view.zoom == pytest.approx(zoom * 1.5)
    after = view.mapToScene(place)
    assert abs(after.x() - before.x()) < 2
    assert abs(after.y() - before.y()) < 2
    _pinch(view, place, 0.5, Qt.NativeGestureType.RotateNativeGesture)
    assert view.zoom == pytest.approx(zoom * 1.5)


def test_a_wide_window_is_not_filled_with_huge_letters(view: SwimlaneView) -> None:
    view.resize(4000, 500)
    view.fit_width()
    assert view.zoom == pytest.approx(WIDEST_FIT)


def test_zooming_by_keys_keeps_the_chosen_step_in_view(qtbot: QtBot, view: SwimlaneView) -> None:
    view.choose("dashboard")
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    row = view.row("dashboard")
    assert view.chart is not None
    assert row is not None
    top = view.mapFromScene(box(row.rect).topLeft()).y()
    assert header_height(view.chart) * view.transform().m11() - 2 <= top <= view.viewport().height()


def test_number_and_activity_stay_in_view_when_scrolled_sideways(view: SwimlaneView) -> None:
    view.set_zoom(0.9)
    view.resize(560, 500)
    assert view.chart is not None
    columns = standing_columns(view.chart, view.transform().m11(), view.viewport().width())
    assert columns == 2
    width = int(view.chart.rows[0].cells[1].rect.right * view.transform().m11()) - 4
    height = view.viewport().height()
    before = view.viewport().grab().toImage().copy(0, 0, width, height)
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    assert view.horizontalScrollBar().value() > 60
    after = view.viewport().grab().toImage().copy(0, 0, width, height)
    assert _unlike(before, after) < 0.01
    assert standing_columns(view.chart, view.transform().m11() * 2, view.viewport().width()) == 1


def _unlike(one: QImage, other: QImage) -> float:
    """The share of pixels that differ."""
    greys = [bytes(image.convertToFormat(QImage.Format.Format_Grayscale8).constBits()) for image in (one, other)]
    return sum(abs(a - b) > 60 for a, b in zip(*greys, strict=True)) / len(greys[0])


def test_the_small_map_shows_where_one_is_and_leads_elsewhere(qtbot: QtBot, view: SwimlaneView) -> None:
    assert not view.minimap.isVisible()
    view.set_zoom(1.8)
    assert view.minimap.isVisible()
    part = view.minimap.visible_part
    qtbot.mouseClick(view.minimap, Qt.MouseButton.LeftButton, pos=view.minimap.rect().bottomRight() - QPoint(4, 4))
    assert view.minimap.visible_part.top() > part.top()
    assert view.minimap.visible_part.left() > part.left()
    view.fit_width()
    assert not view.minimap.isVisible()


def test_the_small_map_never_covers_the_chosen_symbol(view: SwimlaneView) -> None:
    assert view.sop is not None
    for zoom in (1.3, 2.0):
        view.set_zoom(zoom)
        for share in (0, 1):
            view.horizontalScrollBar().setValue(share * view.horizontalScrollBar().maximum())
            for step in view.sop.steps:
                view.choose(step.id)
                row = view.row(step.id)
                assert row is not None
                mine = view.minimap.geometry()
                hidden = [
                    node
                    for node in row.symbols
                    if mine.intersects(view.mapFromScene(box(node.rect)).boundingRect().intersected(view.rect()))
                ]
                assert not hidden, (zoom, share, step.id)


def test_the_small_map_can_be_closed_and_opened_again(qtbot: QtBot, view: SwimlaneView) -> None:
    heard: list[bool] = []
    view.minimap.wished.connect(heard.append)
    view.set_zoom(1.8)
    qtbot.mouseClick(view.minimap.close_button, Qt.MouseButton.LeftButton)
    view.set_zoom(2.0)
    assert not view.minimap.isVisible()
    with _menu(view, QPoint(200, 300)) as menu:
        _take(menu, "Peta kecil")
    assert view.minimap.isVisible()
    assert heard == [False, True]


def test_the_menu_is_about_the_step_under_the_pointer(view: SwimlaneView) -> None:
    done: list[str] = []
    view.entries = (
        Entry("Hitungan hari…", done.append),
        Entry("Tidak mungkin", done.append, possible=lambda step: step == "dashboard"),
        Entry("Simpan gambar…", lambda _: done.append("simpan"), of_step=False),
    )
    with _menu(view, _middle(view, "definisi_data")) as menu:
        assert _texts(menu) == [
            "Hitungan hari…", "Salin gambar", "Simpan gambar…", "Perbesar", "Perkecil", "Paskan lebar", "Ukuran 100%",
            "Peta kecil ketika diperbesar",
        ]  # fmt: skip
        _take(menu, "Hitungan")
    assert view.chosen_step == "definisi_data"
    view.choose("koordinasi")
    with _menu(view) as menu:
        _take(menu, "Hitungan")
        _take(menu, "Simpan")
    assert done == ["definisi_data", "koordinasi", "simpan"]
    with _menu(view, QPoint(100, 10)) as menu:
        assert "Hitungan hari…" not in _texts(menu), "the header belongs to no step"


def test_the_picture_goes_to_the_clipboard(qtbot: QtBot, view: SwimlaneView) -> None:
    with qtbot.waitSignal(view.copied):
        qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image().width() > 1500


def test_digits_choose_a_branch(qtbot: QtBot, view: SwimlaneView) -> None:
    view.choose("skenario_integrasi")
    assert "angka memilih cabang (1 ke langkah 4 bila sepakat, 2 kembali ke langkah 2" in view.accessibleDescription()
    qtbot.keyClick(view, Qt.Key.Key_2)
    assert view.chosen_step == "definisi_data"
    assert "angka memilih" not in view.accessibleDescription()
    view.choose("skenario_integrasi")
    qtbot.keyClick(view, Qt.Key.Key_1)
    assert view.chosen_step == "dokumen_interchange"
    qtbot.keyClick(view, Qt.Key.Key_9)
    assert view.chosen_step == "dokumen_interchange"
