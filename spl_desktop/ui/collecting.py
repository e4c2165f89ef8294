"""Garbage that holds itself is collected in the window's thread only: elsewhere it would take widgets down with it."""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 500


class Collector(QObject):
    """While it runs, Python collects nothing by itself.

    The worker thread makes rows all the time, so that the collector would mostly run there; a widget that nobody holds
    any more but a circle of references was then destroyed in that thread, which Qt does not survive.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        gc.disable()
        self._timer.start()

    def collect(self) -> None:
        """Collects the youngest garbage, and older one as often as Python itself would."""
        counts, limits = gc.get_count(), gc.get_threshold()
        if counts[0] <= limits[0]:
            return
        oldest = counts[1] > limits[1] and counts[2] > limits[2]
        gc.collect(2 if oldest else 1 if counts[1] > limits[1] else 0)

    def end(self) -> None:
        """Python collects by itself again."""
        self._timer.stop()
        gc.enable()
