"""Widgets that only a circle of references holds go in the window's thread, never in the worker's."""

import gc
import threading

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from spl_desktop.ui.collecting import Collector
from spl_desktop.ui.runner import Runner


class _Circle(QWidget):
    """A widget that holds itself and tells in which thread it went."""

    gone_in: list[str]

    def __init__(self) -> None:
        super().__init__()
        self.me = self

    def __del__(self) -> None:
        self.gone_in.append(threading.current_thread().name)


def _busy_work() -> int:
    """As many new containers as make Python collect, if it may."""
    return len([[number] for number in range(100_000)])


def test_work_in_the_thread_destroys_no_widget(qtbot: QtBot) -> None:
    _Circle.gone_in = []
    runner = Runner()
    try:
        _Circle()
        answers: list[int] = []
        runner.run(_busy_work, then=answers.append, quiet=True, owner=runner)
        qtbot.waitUntil(lambda: answers == [100_000])
        # A slow machine may have come to its next collection meanwhile, in this thread.
        assert set(_Circle.gone_in) <= {threading.main_thread().name}
        runner._collector.collect()
        qtbot.waitUntil(lambda: _Circle.gone_in != [] or bool(gc.collect()))
    finally:
        runner.close()
    gc.collect()
    assert _Circle.gone_in == [threading.main_thread().name]
    assert gc.isenabled()


def test_the_collector_collects_what_python_would_have(qapp: QObject) -> None:
    collector = Collector(qapp)
    try:
        assert not gc.isenabled()
        held = [[number] for number in range(gc.get_threshold()[0] + 10)]
        before = gc.get_stats()[0]["collections"]
        collector.collect()
        assert gc.get_stats()[0]["collections"] == before + 1
        assert held
    finally:
        collector.end()
        collector.deleteLater()
    assert gc.isenabled()
