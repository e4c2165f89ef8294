"""A window that tells when it was painted first, when it was filled, and what it holds: a process of its own.

`python -m benchmarks.started bare` opens a bare QMainWindow, `... ours REGISTER SETTINGS-FOLDER` the program. Each line
is JSON with the event, the time by the monotonic clock of the machine in seconds, and what was asked to be told.
"""

import json
import os
import sys
import time
from pathlib import Path

HEAVY = (
    "docx", "docxtpl", "jinja2", "lxml", "openpyxl", "numpy", "alembic", "holidays", "psycopg", "pypdfium2", "pypdf",
    "matplotlib", "sqlalchemy",
)  # fmt: skip
"""Modules that nothing of the first picture needs."""

_SETTLE_MS = 400


def memory() -> int:
    """Bytes of this process that are in memory, as the system counts them."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, AttributeError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def tell(event: str, **more: object) -> None:
    """Says what has happened, now."""
    print(json.dumps({"event": event, "at": time.monotonic(), **more}), flush=True)


def main() -> int:
    """Either window, until it has told everything."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    def timed(kind: type[QMainWindow]) -> type[QMainWindow]:
        class Timed(kind):  # type: ignore[misc, valid-type]
            """Tells when its first picture stands: an event posted while it is painted comes right after it."""

            _painted = False

            def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt
                super().paintEvent(event)
                if not self._painted:
                    self._painted = True
                    high = Qt.EventPriority.HighEventPriority.value
                    QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), high)

            def event(self, event: QEvent) -> bool:
                if event.type() == QEvent.Type.User:
                    tell("painted", modules=[name for name in HEAVY if name in sys.modules])
                    painted()
                    return True
                return bool(super().event(event))

        return Timed

    def rest() -> None:
        tell("rest", memory=memory())
        QApplication.exit(0)

    if sys.argv[1] == "bare":
        application = QApplication(sys.argv[:1])

        def painted() -> None:
            QTimer.singleShot(_SETTLE_MS, rest)

        window = timed(QMainWindow)()
        window.resize(1366, 700)
        window.show()
        return application.exec()

    from spl_desktop import app

    class Poll(QTimer):
        """Looks whether the desk shows its rows."""

        def timeout_(self) -> None:
            """One look."""
            shown = next((one for one in QApplication.topLevelWidgets() if isinstance(one, app.MainWindow)), None)
            page = shown.stack.currentWidget() if shown is not None and shown.context is not None else None
            if page is not None and getattr(page, "table", None) is not None and page.table.rows.rows:
                self.stop()
                tell("filled")
                QTimer.singleShot(_SETTLE_MS, rest)

    polls = []

    def painted() -> None:
        poll = Poll(interval=1)
        poll.timeout.connect(poll.timeout_)
        poll.start()
        polls.append(poll)

    app.MainWindow = timed(app.MainWindow)  # type: ignore[misc]
    return app.run_window(Path(sys.argv[2]))


if __name__ == "__main__":
    sys.exit(main())
