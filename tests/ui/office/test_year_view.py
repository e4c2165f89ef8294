"""The year on one look, also before the year was read: it waits empty, and tells each day once it was."""

from datetime import date

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.ui.office.year_view import YearView


def _shown(qtbot: QtBot) -> YearView:
    view = YearView()
    qtbot.addWidget(view)
    view.resize(view.sizeHint())
    with qtbot.waitExposed(view):
        view.show()
    return view


def _colors(view: YearView) -> set[int]:
    picture = view.grab().toImage()
    return {
        QColor(picture.pixel(x, y)).rgb() for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)
    }


def _hover(view: YearView, at: QPointF) -> None:
    point = at.toPoint()
    QApplication.sendEvent(view, QHelpEvent(QHelpEvent.Type.ToolTip, point, view.mapToGlobal(point)))


def test_before_the_year_was_read_it_is_empty_and_answers_nothing(qtbot: QtBot, dressed: QApplication) -> None:
    view = _shown(qtbot)
    assert len(_colors(view)) == 1
    asked: list[object] = []
    view.chosen.connect(asked.append)
    view.wanted.connect(asked.append)
    for at in (QPoint(40, 60), QPoint(300, 200), view.rect().center()):
        _hover(view, QPointF(at))
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert asked == []
    assert QToolTip.text() == ""


def test_once_it_was_read_every_day_of_the_year_is_there_and_tells_itself(qtbot: QtBot, dressed: QApplication) -> None:
    view = _shown(qtbot)
    view.show_year(2026, WorkCalendar(), date(2026, 1, 5))
    assert len(_colors(view)) > 1
    places = {day: box for box, day in view._places}
    assert len(places) == 365
    asked: list[object] = []
    view.chosen.connect(asked.append)
    day = date(2026, 8, 19)
    _hover(view, places[day].center())
    assert "19 Agustus 2026" in QToolTip.text()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=places[day].center().toPoint())
    assert asked == [day]
    QToolTip.hideText()
