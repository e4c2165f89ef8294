"""The tab with the versions of the SOP: which one is in force, which cases follow it, and the way to the next one."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.rights import UseCase
from spl_desktop.services import sops
from spl_desktop.services.register import Register
from spl_desktop.services.saving import whole_file
from spl_desktop.services.sops import SopVersion
from spl_desktop.ui import asking, theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.modal import opened
from spl_desktop.ui.office.sorted_table import SortedTable, bar, button
from spl_desktop.ui.sop.adopt_dialog import AdoptDialog
from spl_desktop.ui.widgets.frozen_table import Column, Hints

SOP_FILES: asking.Kinds = (("Berkas SOP", ("toml",)),)


def _in_force(row: SopVersion) -> Hints | None:
    return Hints(bold=True, icon="check", spoken="Berlaku") if row.current else None


_COLUMNS = (
    Column[SopVersion]("id", "Versi", lambda row: row.id, 170, sort="id"),
    Column[SopVersion]("number", "Nomor SOP", lambda row: row.number, 150),
    Column[SopVersion]("name", "Nama SOP", lambda row: row.name, 330, sort="name"),
    Column[SopVersion]("effective", "Tanggal efektif", lambda row: letter_date(row.effective), 150, sort="effective"),
    Column[SopVersion]("adopted", "Dipasang", lambda row: letter_date(row.adopted), 150, sort="adopted"),
    Column[SopVersion]("cases", "Kasus", lambda row: str(row.cases), 80, "right", sort="cases"),
    Column[SopVersion](
        "current", "Status", lambda row: "Berlaku" if row.current else "Lampau", 110, sort="current", hints=_in_force
    ),
)


def export_sop(register: Register, sop_id: str, target: Path) -> None:
    """Writes the text of a version, to be edited into the next one; whole or not at all."""
    text = sops.sop_text(register, sop_id)
    with whole_file(target) as unfinished:
        unfinished.write_text(text, encoding="utf-8")


class VersionsTab(QWidget):
    """`wanted` names the version that the user would like to look at."""

    wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.table = SortedTable(
            _COLUMNS,
            "sop_versions",
            context.settings,
            key=lambda row: row.id,
            keys={
                "id": lambda row: row.id.casefold(),
                "name": lambda row: row.name.casefold(),
                "effective": lambda row: row.effective,
                "adopted": lambda row: row.adopted,
                "cases": lambda row: row.cases,
                "current": lambda row: (not row.current, row.id),
            },
            sort="current",
            title="Versi SOP",
        )
        self.table.opened.connect(lambda row: self.wanted.emit(row.id))
        self.table.picked.connect(lambda _row: self._enable())
        self._look = button("Lihat versi ini", "open", self.look)
        self._export = button("Ekspor berkas SOP…", "export", self.export, "Berkas teks untuk disunting")
        adopt = button("Pasang versi baru…", "import", self.adopt, "Memeriksa berkas SOP, lalu memberlakukannya")
        context.permits.bind(adopt, UseCase.SETTINGS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(bar(self._look, self._export, adopt))
        layout.addWidget(self.table, 1)
        self._enable()

    def show_versions(self, versions: tuple[SopVersion, ...]) -> None:
        """Shows the versions, the one in force first and chosen."""
        self.table.show_rows(versions)
        if self.table.current() is None:
            self.table.pick(next((one.id for one in versions if one.current), ""))
        self._enable()

    def look(self) -> None:
        """Asks the page to show the chosen version."""
        if (row := self.table.current()) is not None:
            self.wanted.emit(row.id)

    def export(self) -> None:
        """Saves the chosen version as a file."""
        row = self.table.current()
        if row is None:
            return
        target = asking.save_file(self, "Ekspor berkas SOP", f"{row.id}.toml", SOP_FILES)
        if target is not None:
            self.context.runner.run(
                export_sop, self.context.register, row.id, target, then=lambda _: self._exported(target), owner=self
            )

    def adopt(self) -> None:
        """Opens the dialog for a new version."""
        opened(AdoptDialog(self.context, self))

    def _exported(self, target: Path) -> None:
        self.context.say(f"Berkas SOP disimpan: {target.name}. Beri id baru sebelum dipasang sebagai versi baru.")

    def _enable(self) -> None:
        for one in (self._look, self._export):
            one.setEnabled(self.table.current() is not None)
