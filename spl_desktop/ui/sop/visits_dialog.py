"""The visits behind a number of the heat; a double click opens the case of one."""

from typing import Final

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from spl_desktop.domain.dates import short_date
from spl_desktop.services.listing import VisitRow
from spl_desktop.ui import theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.office.sorted_table import SortedTable
from spl_desktop.ui.widgets.frozen_table import Column, Hints

_LATE: Final = "terlambat"


def _late(row: VisitRow) -> Hints | None:
    return Hints(bold=True, color="danger", icon="overdue") if row.verdict == _LATE else None


_COLUMNS: Final = (
    Column[VisitRow]("agenda", "Nomor agenda", lambda row: row.agenda, 116, sort="agenda", link=True),
    Column[VisitRow]("agency", "OPD", lambda row: row.agency, 190, sort="agency", elastic=True),
    Column[VisitRow]("system", "Sistem", lambda row: row.system, 140, sort="system", hidden=True),
    Column[VisitRow]("round", "Putaran", lambda row: str(row.round), 86, "right", sort="round"),
    Column[VisitRow]("entered", "Masuk", lambda row: short_date(row.entered), 96, sort="entered"),
    Column[VisitRow]("ended", "Berakhir", lambda row: short_date(row.ended) if row.ended else "–", 96, sort="ended"),
    Column[VisitRow]("net", "Hari kerja", lambda row: str(row.net), 108, sort="net"),
    Column[VisitRow]("held", "Jeda", lambda row: str(row.held), 64, "right", sort="held"),
    Column[VisitRow]("verdict", "Penilaian", lambda row: row.verdict.capitalize(), 118, sort="verdict", hints=_late),
    Column[VisitRow]("outcome", "Hasil", lambda row: row.outcome or row.ending.capitalize(), 130, sort="outcome"),
    Column[VisitRow]("reason", "Alasan", lambda row: row.reason, 200, elastic=True),
)


class VisitsDialog(QDialog):
    """Every visit with its days and its verdict, the longest first."""

    def __init__(
        self, context: Context, title: str, sentence: str, rows: tuple[VisitRow, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle(title)
        self.setModal(True)
        words = QLabel(sentence, wordWrap=True)
        self.table = SortedTable(
            _COLUMNS,
            "office_visits",
            context.settings,
            key=lambda row: (row.case, row.number),
            keys={
                "agenda": lambda row: (row.case, row.number),
                "agency": lambda row: row.agency.casefold(),
                "system": lambda row: row.system.casefold(),
                "round": lambda row: row.round,
                "entered": lambda row: row.entered,
                "ended": lambda row: row.ended,
                "net": lambda row: row.net,
                "held": lambda row: row.held,
                "verdict": lambda row: row.verdict,
                "outcome": lambda row: (row.outcome or row.ending).casefold(),
            },
            sort="net",
            title="Kunjungan di balik angka ini",
            down=True,
        )
        self.table.show_rows(rows)
        self.table.opened.connect(self._open)
        opening = QPushButton("&Buka kasus")
        opening.setEnabled(False)
        opening.clicked.connect(lambda: self._open(self.table.current()))
        self.table.picked.connect(lambda row: opening.setEnabled(row is not None))
        close = QPushButton("&Tutup")
        close.clicked.connect(self.reject)
        buttons = QDialogButtonBox()
        buttons.addButton(opening, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(2 * theme.GAP)
        for widget in (words, self.table, buttons):
            layout.addWidget(widget)
        room = self.screen().availableGeometry().width() - 60
        self.resize(min(theme.scaled(1240), room), theme.scaled(480))

    def _open(self, row: VisitRow | None) -> None:
        if row is not None:
            self.accept()
            self.context.open_case(row.case)
