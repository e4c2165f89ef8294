"""The list of days that led to a deadline, with why each counts or not."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.dates import long_date, short_date, weekday_name
from spl_desktop.services.ledgers import VisitLedger, visit_ledger
from spl_desktop.ui import keys, theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.modal import opened

KEYS = keys.LEDGER.keys[0]
WORDS = "Hitungan hari…"
_HEADINGS = ("Tanggal", "Hari", "Hitungan", "Keterangan")


def open_ledger(context: Context, case: int, parent: QWidget, visit: int = 0) -> None:
    """Opens the ledger of that visit of the case, of the newest one for 0."""

    def show(ledger: VisitLedger) -> None:
        # A double click leaves the page before the answer comes, and a key held down asks more than once.
        if parent.isVisible() and QApplication.activeModalWidget() is None:
            dialog = LedgerDialog(ledger, parent)
            opened(dialog)

    context.runner.run(visit_ledger, context.register, case, visit, then=show, owner=parent, quiet=True)


def add_ledger_key(page: QWidget, asked: Callable[[], object]) -> None:
    """Within this page the key of the ledger asks for it."""
    action = QAction(WORDS, page)
    action.setShortcut(QKeySequence(KEYS))
    action.setAutoRepeat(False)
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda: asked())
    page.addAction(action)


class LedgerDialog(QDialog):
    """Every calendar day from entry to the deadline; days that count bear their number, the others a dash."""

    def __init__(self, ledger: VisitLedger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Hitungan hari langkah {ledger.step.number}, kasus {ledger.agenda}")
        self.setModal(True)
        held = f", mundur {ledger.due.held_days} hari karena ditunda" if ledger.due.held_days else ""
        self.title = QLabel(f"Jatuh tempo {long_date(ledger.due.late)}{held}", wordWrap=True)
        self.title.setProperty("role", "section")
        early = "" if ledger.due.early == ledger.due.late else f", sasaran {long_date(ledger.due.early)}"
        self.begun = QLabel(f"Putaran {ledger.round}, mulai {long_date(ledger.entered)}{early}.", wordWrap=True)
        self.rule = QLabel(ledger.rule, wordWrap=True)
        self.judged_by = QLabel(ledger.judged_by, wordWrap=True)
        self.judged_by.setProperty("role", "muted")
        self.table = QTableWidget(len(ledger.days), len(_HEADINGS))
        self._fill(ledger)
        close = QPushButton("&Tutup")
        close.clicked.connect(self.accept)
        buttons = QDialogButtonBox()
        buttons.addButton(close, QDialogButtonBox.ButtonRole.AcceptRole)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self, self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        for widget in (self.title, self.begun, self.rule, self.table, self.judged_by, buttons):
            layout.addWidget(widget)
        room = self.screen().availableGeometry()
        self.resize(min(theme.scaled(720), room.width() - 40), min(theme.scaled(540), room.height() - 60))

    def _fill(self, ledger: VisitLedger) -> None:
        self.table.setHorizontalHeaderLabels(list(_HEADINGS))
        self.table.setAccessibleName("Hari demi hari sampai jatuh tempo")
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        for row, day in enumerate(ledger.days):
            why = ledger.why(day)
            cells = (short_date(day.date), weekday_name(day.date), str(day.count) if day.counts else "–", why)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if column == 2:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                if column == 3:
                    item.setToolTip(why)
                if why != day.why:  # the early target and the deadline
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                elif not day.counts:
                    item.setForeground(theme.color("muted"))
                self.table.setItem(row, column, item)
        header = self.table.horizontalHeader()
        for column in range(3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
