"""The list of days that led to a deadline, with why each counts or not."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
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

from spl_desktop.domain.dates import letter_date, short_date, weekday_name
from spl_desktop.domain.sop import Step
from spl_desktop.services.ledgers import VisitLedger
from spl_desktop.ui import theme

_HEADINGS = ("Tanggal", "Hari", "Hitungan", "Keterangan")


class LedgerDialog(QDialog):
    """Every calendar day from entry to the deadline; days that count bear their number, the others a dash."""

    def __init__(self, step: Step, ledger: VisitLedger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Hitungan hari langkah {step.number}")
        self.setModal(True)
        early = "" if ledger.due.early == ledger.due.late else f" Sasaran {letter_date(ledger.due.early)}."
        held = f" Mundur {ledger.due.held_days} hari karena ditunda." if ledger.due.held_days else ""
        words = QLabel(
            f"Waktu baku {step.time.text}.{early} Jatuh tempo {letter_date(ledger.due.late)}.{held}", wordWrap=True
        )
        self.table = QTableWidget(len(ledger.days), len(_HEADINGS))
        self.table.setHorizontalHeaderLabels(list(_HEADINGS))
        self.table.setAccessibleName("Hari demi hari sampai jatuh tempo")
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        for row, day in enumerate(ledger.days):
            cells = (short_date(day.date), weekday_name(day.date), str(day.count) if day.counts else "–", day.why)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if column == 2:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                if not day.counts:
                    item.setForeground(theme.color("muted"))
                self.table.setItem(row, column, item)
        header = self.table.horizontalHeader()
        for column in range(3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        close = QPushButton("&Tutup")
        close.clicked.connect(self.accept)
        buttons = QDialogButtonBox()
        buttons.addButton(close, QDialogButtonBox.ButtonRole.AcceptRole)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self, self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(2 * theme.GAP)
        for widget in (words, self.table, buttons):
            layout.addWidget(widget)
        self.resize(theme.scaled(620), theme.scaled(480))
