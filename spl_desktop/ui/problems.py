"""What is told when something goes wrong: calm sentences for the user, a full report for a fault of the program."""

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

import PySide6
from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import spl_desktop
from spl_desktop.ui import theme

_log = logging.getLogger(__name__)
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_LOG_BYTES: Final = 1_000_000


def refused(parent: QWidget | None, sentence: str) -> None:
    """A refusal the user can act on, shown as it stands."""
    _say(parent, QMessageBox.Icon.Warning, "Belum dapat dilakukan", sentence)


def inform(parent: QWidget | None, sentence: str) -> None:
    """Something good to know that needs no decision."""
    _say(parent, QMessageBox.Icon.Information, "Informasi", sentence)


def crashed(parent: QWidget | None, error: BaseException) -> None:
    """The report of a fault of the program, with details to copy."""
    CrashDialog(report_text(error), parent).exec()


def report_text(error: BaseException) -> str:
    """What support needs to know about a fault: versions, system and the place in the code."""
    lines = [
        f"SPL Desktop {spl_desktop.__version__}",
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, {platform.platform()}",
        "",
        *traceback.format_exception(error),
    ]
    return "\n".join(line.rstrip("\n") for line in lines)


class CrashDialog(QDialog):
    """Says that it was not the user's fault, that nothing half-done was kept, and what to send to whom."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Terjadi kesalahan pada program")
        self.details = details
        title = QLabel("Terjadi kesalahan pada program.")
        title.setProperty("role", "section")
        text = QLabel(
            "Ini bukan kesalahan Anda. Pekerjaan terakhir belum tercatat, data yang sudah ada tidak berubah. "
            "Coba sekali lagi; bila berulang, salin rincian di bawah ini dan kirimkan kepada pengelola program.",
            wordWrap=True,
        )
        shown = QPlainTextEdit(details, readOnly=True)
        shown.setAccessibleName("Rincian kesalahan")
        shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._copy = QPushButton("Salin rincian", autoDefault=False)
        self._copy.clicked.connect(self.copy)
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(2 * theme.GAP)
        for widget in (title, text, shown, buttons):
            layout.addWidget(widget)
        self.resize(80 * theme.GAP, 52 * theme.GAP)

    def copy(self) -> None:
        """Put the details on the clipboard, and say so on the button."""
        QGuiApplication.clipboard().setText(self.details)
        self._copy.setText("Tersalin ✓")


class _Hooks(QObject):
    """Brings a fault of any thread into the UI thread, where alone a dialog may be shown."""

    failed = Signal(object)

    def __init__(self, show: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._show = show
        self._showing = False
        # Queued: a dialog must not open in the middle of a paint event.
        self.failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)

    def unhandled(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _log.critical("unhandled", exc_info=(kind, error, trace))
        self.failed.emit(error)

    def in_thread(self, args: threading.ExceptHookArgs) -> None:
        error = args.exc_value if args.exc_value is not None else args.exc_type()
        self.unhandled(args.exc_type, error, args.exc_traceback)

    def _on_failed(self, error: BaseException) -> None:
        # A fault in painting comes back with every paint event: one report at a time is enough.
        if self._showing:
            return
        self._showing = True
        try:
            self._show(error)
        finally:
            self._showing = False


def install(log_path: Path) -> QObject:
    """Log into a file and report every fault that reaches no other door; keep the returned object alive."""
    handler = RotatingFileHandler(log_path, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    hooks = _Hooks(lambda error: crashed(QApplication.activeWindow(), error))
    sys.excepthook = hooks.unhandled
    threading.excepthook = hooks.in_thread
    qInstallMessageHandler(_on_qt_message)
    return hooks


def uninstall() -> None:
    """Give the hooks back, before the interpreter ends."""
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__
    qInstallMessageHandler(None)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger(f"qt.{context.category or 'default'}").log(_LEVELS.get(kind, logging.WARNING), "%s", message)


def _say(parent: QWidget | None, icon: QMessageBox.Icon, title: str, sentence: str) -> None:
    box = QMessageBox(icon, title, sentence, QMessageBox.StandardButton.Ok, parent)
    box.button(QMessageBox.StandardButton.Ok).setText("Mengerti")
    box.exec()
