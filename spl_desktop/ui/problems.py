"""What is told when something goes wrong: calm sentences for the user, a full report for a fault of the program."""

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
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

from spl_desktop.ui import theme
from spl_desktop.ui.modal import answered

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


@dataclass(frozen=True, slots=True)
class Around:
    """What a report tells besides the fault: the log, and the register that was open."""

    log: Path | None = None
    register: Callable[[], Path | None] = lambda: None


def crashed(parent: QWidget | None, error: BaseException, around: Around | None = None) -> None:
    """The report of a fault of the program, kept beside the log, with details to copy."""
    from spl_desktop.services import faults  # it reads the register, and the window stands before that is imported

    around = around or Around()
    saved = faults.saved_so_far(around.register())
    details = faults.report_text(error, versions=f"PySide6 {PySide6.__version__}", saved=saved, log=around.log)
    kept = faults.keep_report(details, around.log.parent, datetime.now(UTC)) if around.log is not None else None
    answered(CrashDialog(details, parent, saved=saved, kept=kept))


class CrashDialog(QDialog):
    """Says that it was not the user's fault, what is saved, and what to send to whom."""

    def __init__(
        self, details: str, parent: QWidget | None = None, *, saved: str = "", kept: Path | None = None
    ) -> None:
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
        state = QLabel(saved, wordWrap=True)
        state.setVisible(bool(saved))
        place = QLabel(
            "Rincian ini tidak memuat nama orang atau isi surat, dan tidak dikirim ke mana pun."
            + (f" Salinannya: {kept}" if kept is not None else ""),
            wordWrap=True,
        )
        place.setProperty("role", "muted")
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
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
        for widget in (title, text, state, shown, place, buttons):
            layout.addWidget(widget)
        self.resize(80 * theme.GAP, 52 * theme.GAP)

    def copy(self) -> None:
        """Put the details on the clipboard, and say so on the button."""
        QGuiApplication.clipboard().setText(self.details)
        self._copy.setText("Tersalin ✓")


class Hooks(QObject):
    """Brings a fault of any thread into the UI thread, where alone a dialog may be shown."""

    failed = Signal(object)

    def __init__(self, show: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._show = show
        self.around = Around()
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


def install(log_path: Path) -> Hooks:
    """Log into a file and report every fault that reaches no other door; keep the returned object alive."""
    from spl_desktop.services.faults import Redacted

    handler = RotatingFileHandler(log_path, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(Redacted("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    hooks = Hooks(lambda error: crashed(QApplication.activeWindow(), error, hooks.around))
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
    answered(box)
