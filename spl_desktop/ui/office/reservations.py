"""The tab for numbers that the secretariat hands out before there is a document: held, spent, or given up."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from spl_desktop.domain.dates import letter_date, short_date
from spl_desktop.domain.numbers import series_name, sort_key
from spl_desktop.domain.office import OfficeState
from spl_desktop.domain.rights import UseCase
from spl_desktop.services.reservations import ReservationRow, Standing
from spl_desktop.ui import theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.modal import opened
from spl_desktop.ui.office.editing import ticked
from spl_desktop.ui.office.reservation_dialogs import GiveUpDialog, ReserveDialog
from spl_desktop.ui.office.sorted_table import SortedTable, bar, button
from spl_desktop.ui.pages import DOCUMENTS_TAB
from spl_desktop.ui.widgets.empty_state import EmptyState
from spl_desktop.ui.widgets.frozen_table import Column, Hints

_WORDS = {Standing.OPEN: "Dipesan", Standing.SPENT: "Terpakai", Standing.GIVEN_UP: "Dilepas"}
_ORDER = tuple(_WORDS)


def _since(row: ReservationRow) -> str:
    age = "hari ini" if not row.days else f"{row.days} hari"
    return f"{short_date(row.reservation.on)} ({age})"


def _for_whom(row: ReservationRow) -> str:
    return ", ".join(part for part in (row.agency, f"agenda {row.agenda}" if row.agenda else "") if part) or "-"


def _remark(row: ReservationRow) -> str:
    """What became of it: the document that bears it, why it was given up, or that it has waited long."""
    one = row.reservation
    if one.given_up is not None:
        later = f" Kemudian dipakai {row.used_by}." if row.used_by else ""
        return f"{short_date(one.given_up)}: {one.reason}{later}"
    if row.used_by:
        return row.used_by
    return f"Sudah {row.days} hari belum terpakai" if row.stale else ""


def _stale(row: ReservationRow) -> Hints | None:
    if not row.stale:
        return Hints(color="muted") if row.standing is not Standing.OPEN else None
    tip = (
        f"Dipesan sejak {letter_date(row.reservation.on)}, {row.days} hari yang lalu. Lepaskan bila tidak jadi dipakai."
    )
    return Hints(icon="warning", color="warn", tip=tip, spoken=f"{_WORDS[row.standing]}. {tip}")


def _quiet(row: ReservationRow) -> Hints | None:
    return None if row.standing is Standing.OPEN else Hints(color="muted")


_COLUMNS = (
    Column[ReservationRow]("number", "Nomor", lambda row: row.reservation.number, 150, sort="number", hints=_quiet),
    Column[ReservationRow]("series", "Jenis", lambda row: series_name(row.reservation.series), 150, sort="series"),
    Column[ReservationRow]("purpose", "Tujuan", lambda row: row.reservation.purpose, 220, elastic=True),
    Column[ReservationRow]("whom", "Untuk", _for_whom, 150, elastic=True),
    Column[ReservationRow]("on", "Sejak", _since, 150, sort="on"),
    Column[ReservationRow]("standing", "Keadaan", lambda row: _WORDS[row.standing], 110, sort="standing", hints=_stale),
    Column[ReservationRow]("remark", "Keterangan", _remark, 230, elastic=True),
)


class ReservationsTab(QWidget):
    """Every number that was handed out, the newest first; nothing disappears from the list by itself."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._state = OfficeState()
        self._rows: tuple[ReservationRow, ...] = ()
        self.all = ticked("Juga yang terpakai dan dilepas", True)
        self.all.toggled.connect(lambda _on: self._show())
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.table = SortedTable(
            _COLUMNS,
            "reservations",
            context.settings,
            key=lambda row: row.reservation.id,
            keys={
                "number": lambda row: sort_key(row.reservation.number),
                "series": lambda row: series_name(row.reservation.series),
                "on": lambda row: (row.reservation.on, row.reservation.id),
                "standing": lambda row: (_ORDER.index(row.standing), row.reservation.on),
            },
            sort="standing",
            title="Daftar nomor yang dipesan",
        )
        self.table.opened.connect(self._open)
        self.table.picked.connect(lambda _row: self._enable())
        self.nothing = EmptyState(
            "document",
            "Belum ada nomor yang dipesan",
            "Pesan nomor…",
            self.reserve,
            detail="Pesan nomor bila sekretariat memberikannya sebelum dokumennya siap. Nomor yang dipesan tidak "
            "diusulkan untuk dokumen lain.",
        )
        self._add = button("Pesan nomor…", "add", self.reserve)
        self._give_up = button(
            "Lepaskan…", "withdrawn", self.give_up, "Nomor terpilih tidak jadi dipakai; tetap tampak di daftar"
        )
        assert self.nothing.button is not None
        for one in (self._add, self._give_up, self.nothing.button):
            context.permits.bind(one, UseCase.RESERVE)
        self.bar = bar(self._add, self._give_up, before=(self.all, self.count))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.bar)
        layout.addWidget(self.stack, 1)
        self._show()

    def show_state(self, state: OfficeState, rows: Sequence[ReservationRow]) -> None:
        """Shows what became of each number that was handed out."""
        self._state, self._rows = state, tuple(rows)
        self._show()

    def reserve(self) -> None:
        """Asks for a number to hold."""
        opened(ReserveDialog(self.context, self._state, parent=self))

    def give_up(self) -> None:
        """Asks why the chosen number will not be used."""
        row = self.table.current()
        if row is not None and row.standing is Standing.OPEN:
            opened(GiveUpDialog(self.context, self._state, row.reservation, self))

    def _open(self, row: ReservationRow) -> None:
        """The case of the document that bears the number."""
        if row.used_case:
            self.context.open_case(row.used_case, DOCUMENTS_TAB)
        elif row.standing is Standing.OPEN:
            self.give_up()

    def _show(self) -> None:
        shown = [row for row in self._rows if self.all.isChecked() or row.standing is Standing.OPEN]
        self.table.show_rows(shown)
        waiting = sum(row.standing is Standing.OPEN for row in self._rows)
        self.count.setText(f"{waiting} belum terpakai dari {len(self._rows)} nomor")
        self.bar.setVisible(bool(self._rows))
        self.stack.setCurrentWidget(self.table if self._rows else self.nothing)
        self._enable()

    def _enable(self) -> None:
        row = self.table.current()
        self._give_up.setEnabled(row is not None and row.standing is Standing.OPEN)
