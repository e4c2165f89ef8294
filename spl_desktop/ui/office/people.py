"""The tab for officials and the positions they hold: who may sign on which day, and who did before."""

from dataclasses import asdict, dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QSplitter, QVBoxLayout, QWidget

from spl_desktop.domain.dates import short_date
from spl_desktop.domain.office import OfficeState, Official, Position
from spl_desktop.domain.office_rules import APPOINTMENTS, ROLES
from spl_desktop.domain.people import nip_warning
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.sop import Sop
from spl_desktop.services import office
from spl_desktop.ui import asking, theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.modal import opened
from spl_desktop.ui.office.people_dialogs import OfficialDialog, PositionDialog
from spl_desktop.ui.office.sorted_table import SortedTable, bar, button
from spl_desktop.ui.widgets.date_edit import DateEdit
from spl_desktop.ui.widgets.frozen_table import Column, Hints


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """An official with the positions held on the day asked for."""

    official: Official
    positions: str


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A position with its holder; `held` tells whether it is held on the day asked for."""

    position: Position
    holder: str
    lane: str
    held: bool

    @property
    def standing(self) -> str:
        """How it stands on that day, in a word."""
        return "Menjabat" if self.held else "Tidak menjabat"


def _nip_hints(row: OfficialRow) -> Hints | None:
    warning = nip_warning(row.official.nip)
    if not warning or not row.official.nip:
        return None
    return Hints(icon="warning", tip=f"{row.official.nip}\n{warning}", spoken=f"{row.official.nip}. {warning}")


def _quiet(row: OfficialRow) -> Hints | None:
    return None if row.official.active else Hints(color="muted", tip="Tidak bertugas lagi")


def _how_tip(row: PositionRow) -> Hints:
    return Hints(tip=APPOINTMENTS[row.position.appointment])


def _past(row: PositionRow) -> Hints | None:
    return None if row.held else Hints(color="muted")


_HOW = {"definitif": "Definitif", "plt": "Plt.", "plh": "Plh."}
_OFFICIALS = (
    Column[OfficialRow]("name", "Nama", lambda row: row.official.name, 260, sort="name", hints=_quiet),
    Column[OfficialRow]("nip", "NIP", lambda row: row.official.nip, 200, hints=_nip_hints),
    Column[OfficialRow]("rank", "Pangkat/golongan", lambda row: row.official.rank, 150, sort="rank"),
    Column[OfficialRow](
        "active", "Status", lambda row: "Bertugas" if row.official.active else "Tidak bertugas", 120, sort="active"
    ),
    Column[OfficialRow]("positions", "Jabatan pada hari itu", lambda row: row.positions, 330),
)
_POSITIONS = (
    Column[PositionRow]("title", "Jabatan", lambda row: row.position.title, 300, sort="title", hints=_past),
    Column[PositionRow]("holder", "Dijabat oleh", lambda row: row.holder, 210, sort="holder"),
    Column[PositionRow]("appointment", "Cara", lambda row: _HOW[row.position.appointment], 80, hints=_how_tip),
    Column[PositionRow]("start", "Mulai", lambda row: short_date(row.position.start), 95, sort="start"),
    Column[PositionRow](
        "end", "Sampai", lambda row: short_date(row.position.end) if row.position.end else "sekarang", 100, sort="end"
    ),
    Column[PositionRow]("role", "Kedudukan", lambda row: ROLES[row.position.role], 250, sort="role"),
    Column[PositionRow]("lane", "Pelaksana SOP", lambda row: row.lane, 150),
    Column[PositionRow]("standing", "Status", lambda row: row.standing, 110, hidden=True),
)
_RANKING = tuple(ROLES)


class PeopleTab(QWidget):
    """Officials above, positions beneath; the day between them decides who counts as holding what."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._state = OfficeState()
        self._sop: Sop | None = None
        self.day = DateEdit(context.register.today)
        self.day.setAccessibleName("Menjabat pada tanggal")
        self.day.setMaximumWidth(theme.scaled(170))
        self.day.changed.connect(self._show)
        self.history = QCheckBox("Tampilkan riwayat")
        self.history.setToolTip("Juga jabatan yang sudah berakhir dan yang belum mulai")
        self.history.toggled.connect(lambda _on: self._show())
        self.officials = SortedTable(
            _OFFICIALS,
            "officials",
            context.settings,
            key=lambda row: row.official.id,
            keys={
                "name": lambda row: row.official.name.casefold(),
                "rank": lambda row: row.official.rank.casefold(),
                "active": lambda row: (not row.official.active, row.official.name.casefold()),
            },
            sort="name",
            title="Daftar pejabat",
        )
        self.positions = SortedTable(
            _POSITIONS,
            "positions",
            context.settings,
            key=lambda row: row.position.id,
            keys={
                "title": lambda row: row.position.title.casefold(),
                "holder": lambda row: row.holder.casefold(),
                "start": lambda row: row.position.start,
                "end": lambda row: row.position.end or date.max,
                "role": lambda row: (_RANKING.index(row.position.role), row.position.title.casefold()),
            },
            sort="role",
            title="Daftar jabatan",
        )
        self.officials.opened.connect(lambda row: self.edit_official(row.official))
        self.positions.opened.connect(lambda row: self.edit_position(row.position))
        self.officials.picked.connect(lambda _row: self._enable())
        self.positions.picked.connect(lambda _row: self._enable())
        self._official_edit = button("Ubah…", "edit", self._edit_picked_official)
        self._position_add = button("Beri jabatan…", "add", self._give_position, "Jabatan baru untuk pejabat terpilih")
        self._position_edit = button("Ubah…", "edit", self._edit_picked_position)
        self._position_remove = button("Hapus…", "remove", self.remove_position)
        official_add = button("Pejabat baru…", "add", self.add_official)
        for one in (official_add, self._official_edit, self._position_add, self._position_edit, self._position_remove):
            context.permits.bind(one, UseCase.SETTINGS)
        official_bar = bar(official_add, self._official_edit, self._position_add, title="Pejabat")
        caption = QLabel("Menjabat pada")
        caption.setBuddy(self.day.edit)
        position_bar = bar(caption, self.day, self.history, self._position_edit, self._position_remove, title="Jabatan")
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._half(official_bar, self.officials, 0, theme.GAP))
        splitter.addWidget(self._half(position_bar, self.positions, theme.GAP, 0))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * theme.GAP, 0, 0)
        layout.addWidget(splitter)
        self._enable()

    def show_state(self, state: OfficeState, sop: Sop) -> None:
        """Shows the people of the office; `sop` names the lanes that they may stand for."""
        self._state, self._sop = state, sop
        self._show()

    def add_official(self) -> None:
        """Asks for a new official."""
        opened(OfficialDialog(self.context, self._state, parent=self))

    def edit_official(self, official: Official) -> None:
        """Asks what is true of an official now."""
        opened(OfficialDialog(self.context, self._state, official, self))

    def edit_position(self, position: Position | None, official: int = 0) -> None:
        """Asks for a position, a new one for None."""
        if self._sop is not None:
            opened(PositionDialog(self.context, self._state, self._sop, position, official, self))

    def remove_position(self) -> None:
        """Takes a wrongly entered position out, after asking."""
        row = self.positions.current()
        if row is None or not asking.yes_no(
            self,
            f'Hapus jabatan "{row.position.title}" ({row.holder})?',
            yes="Hapus",
            no="Batal",
            detail="Hapus hanya bila salah catat. Jabatan yang berakhir cukup diberi tanggal “Sampai dengan”.",
            danger=True,
        ):
            return
        values = asdict(row.position)
        values["position"] = values.pop("id")
        work = partial(office.record_position, self.context.register, **values, removed=True)
        self.context.runner.run(work, then=self._removed)

    def _removed(self, _changes: object) -> None:
        self.context.say("Jabatan dihapus.")

    def _give_position(self) -> None:
        row = self.officials.current()
        self.edit_position(None, row.official.id if row else 0)

    def _edit_picked_official(self) -> None:
        if (row := self.officials.current()) is not None:
            self.edit_official(row.official)

    def _edit_picked_position(self) -> None:
        if (row := self.positions.current()) is not None:
            self.edit_position(row.position)

    def _show(self) -> None:
        day = self.day.value()
        if day is None:
            return
        held = [one for one in self._state.positions if one.held_on(day)]
        titles: dict[int, list[str]] = {}
        for one in held:
            sign = "" if one.appointment == "definitif" else f"{_HOW[one.appointment]} "
            titles.setdefault(one.official, []).append(sign + one.title)
        self.officials.show_rows(
            [OfficialRow(one, "; ".join(titles.get(one.id, ["-"]))) for one in self._state.officials]
        )
        shown = self._state.positions if self.history.isChecked() else held
        self.positions.show_rows([self._position_row(one, day) for one in shown])
        self._enable()

    def _position_row(self, position: Position, day: date) -> PositionRow:
        holder = self._state.official(position.official)
        lanes = {lane.id: lane.short for lane in self._sop.lanes} if self._sop else {}
        return PositionRow(
            position,
            holder.name if holder else "-",
            lanes.get(position.lane, position.lane or "-"),
            position.held_on(day),
        )

    def _enable(self) -> None:
        self._official_edit.setEnabled(self.officials.current() is not None)
        self._position_add.setEnabled(bool(self._state.officials))
        for one in (self._position_edit, self._position_remove):
            one.setEnabled(self.positions.current() is not None)

    @staticmethod
    def _half(top: QWidget, table: QWidget, above: int, below: int) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, above, 0, below)
        layout.setSpacing(theme.GAP)
        layout.addWidget(top)
        layout.addWidget(table, 1)
        return holder
