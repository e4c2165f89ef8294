"""The tab for the agencies (OPD): searched, added, changed, and put out of use."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from spl_desktop.domain.office import Agency, OfficeState
from spl_desktop.domain.rights import UseCase
from spl_desktop.services import office
from spl_desktop.ui import theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.modal import opened
from spl_desktop.ui.office.agency_dialog import AgencyDialog
from spl_desktop.ui.office.editing import ticked
from spl_desktop.ui.office.sorted_table import SortedTable, bar, button
from spl_desktop.ui.widgets.frozen_table import Column, Hints
from spl_desktop.ui.widgets.search_box import SearchBox


def _quiet(agency: Agency) -> Hints | None:
    return None if agency.active else Hints(color="muted", tip="Tidak dapat dipilih pada kasus baru")


_COLUMNS = (
    Column[Agency]("name", "Nama OPD", lambda one: one.name, 420, sort="name", hints=_quiet),
    Column[Agency]("short", "Singkatan", lambda one: one.short, 150, sort="short"),
    Column[Agency]("address", "Alamat", lambda one: one.address, 300),
    Column[Agency]("active", "Status", lambda one: "Aktif" if one.active else "Tidak aktif", 110, sort="active"),
)


class AgenciesTab(QWidget):
    """The list that new cases choose from."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._state = OfficeState()
        self.search = SearchBox("Cari OPD")
        self.search.setMinimumWidth(theme.scaled(150))
        self.search.searched.connect(lambda _text: self._show())
        self.all = ticked("Juga yang tidak aktif", True)
        self.all.toggled.connect(lambda _on: self._show())
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.table = SortedTable(
            _COLUMNS,
            "agencies",
            context.settings,
            key=lambda one: one.id,
            keys={
                "name": lambda one: one.name.casefold(),
                "short": lambda one: one.short.casefold(),
                "active": lambda one: (not one.active, one.name.casefold()),
            },
            sort="name",
            title="Daftar OPD",
        )
        self.table.opened.connect(self.edit)
        self.table.picked.connect(lambda _row: self._enable())
        self.table.shown.connect(self._count)
        self._edit = button("Ubah…", "edit", self._edit_picked)
        self._toggle = button("Nonaktifkan", "withdrawn", self.toggle)
        add = button("OPD baru…", "add", self.add)
        for one in (add, self._edit, self._toggle):
            context.permits.bind(one, UseCase.SETTINGS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(bar(add, self._edit, self._toggle, before=(self.search, self.all, self.count)))
        layout.addWidget(self.table, 1)
        self._enable()

    def show_state(self, state: OfficeState) -> None:
        """Shows the agencies."""
        self._state = state
        self._show()

    def add(self) -> None:
        """Asks for a new agency."""
        opened(AgencyDialog(self.context, self._state, parent=self))

    def edit(self, agency: Agency) -> None:
        """Asks what is true of an agency now."""
        opened(AgencyDialog(self.context, self._state, agency, self))

    def toggle(self) -> None:
        """Puts the chosen agency out of use, or into use again; its cases stay as they are."""
        agency = self.table.current()
        if agency is not None:
            words = f"{agency.name} {'tidak dipakai lagi' if agency.active else 'dipakai lagi'}."
            undo = partial(self._set_active, agency, agency.active, "Status OPD dikembalikan.")
            self._set_active(agency, not agency.active, words, undo)

    def _set_active(self, agency: Agency, active: bool, words: str, undo: Callable[[], object] | None = None) -> None:
        self.context.runner.run(
            office.record_agency,
            self.context.register,
            agency=agency.id,
            name=agency.name,
            short=agency.short,
            address=agency.address,
            active=active,
            then=lambda _: self.context.say(words, undo),
            owner=self,
        )

    def _edit_picked(self) -> None:
        if (agency := self.table.current()) is not None:
            self.edit(agency)

    def _show(self) -> None:
        words = self.search.text().casefold().split()
        found = [
            one
            for one in self._state.agencies
            if (one.active or self.all.isChecked())
            and all(word in f"{one.name} {one.short} {one.address}".casefold() for word in words)
        ]
        self.table.show_rows(found)
        self._enable()

    def _count(self, number: int) -> None:
        self.count.setText(f"{number} dari {len(self._state.agencies)} OPD")

    def _enable(self) -> None:
        agency = self.table.current()
        self._edit.setEnabled(agency is not None)
        self._toggle.setEnabled(agency is not None)
        self._toggle.setText("Aktifkan" if agency is not None and not agency.active else "Nonaktifkan")
