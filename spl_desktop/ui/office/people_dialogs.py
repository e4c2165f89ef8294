"""The dialogs for officials and for the positions that they hold."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLabel, QWidget

from spl_desktop.domain import office_rules
from spl_desktop.domain.office import OfficeState, Official, Position
from spl_desktop.domain.people import nip_warning
from spl_desktop.domain.sop import Sop
from spl_desktop.services import office
from spl_desktop.ui.context import Context
from spl_desktop.ui.office.editing import EditDialog, Saving, Values, choice, line_edit, problems_of, ticked
from spl_desktop.ui.widgets.date_edit import DateEdit


class OfficialDialog(EditDialog):
    """A new official, or what is known of one."""

    def __init__(
        self, context: Context, state: OfficeState, official: Official | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, state, "Ubah data pejabat" if official else "Pejabat baru", parent)
        known = official or Official(0, "")
        self._id = known.id
        self.name = line_edit("misalnya SRI WAHYUNI, S.Kom., M.M.", known.name)
        self.nip = line_edit("misalnya 19780210 200501 1 016", known.nip)
        self.rank = line_edit("misalnya Pembina (IV/a)", known.rank)
        self.active = ticked("Masih bertugas di kantor ini", known.active)
        self.add("name", "Nama dengan gelar", self.name, required=True)
        self.add("nip", "NIP", self.nip)
        self.nip_note = QLabel(wordWrap=True)
        self.nip_note.setProperty("role", "muted")
        self.form.add("nip_note", "", self.nip_note)
        self.add("rank", "Pangkat/golongan", self.rank)
        self.add("active", "Status", self.active)
        self.nip.textChanged.connect(self._remark)
        self._remark()
        self.ready()

    def _remark(self) -> None:
        """A strange NIP is told, and kept."""
        warning = nip_warning(self.nip.text())
        self.nip_note.setText(f"Catatan: {warning}" if warning else "")
        self.form.set_row_visible("nip_note", bool(warning))

    def judge(self, values: Values) -> Mapping[str, str]:
        """As the rules have it."""
        return problems_of(office_rules.record_official, self.state, official=self._id, **values)

    def saving(self, values: Values) -> Saving:
        """Recorded as a fact of the office."""
        return office.record_official, {"official": self._id, **values}


class PositionDialog(EditDialog):
    """A position that an official holds, with its dates."""

    def __init__(
        self,
        context: Context,
        state: OfficeState,
        sop: Sop,
        position: Position | None = None,
        official: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, state, "Ubah jabatan" if position else "Jabatan baru", parent)
        self._id = position.id if position else 0
        chosen = position.official if position else official
        people = [one for one in state.officials if one.active or one.id == chosen]
        named = {one.id: one.name for one in sorted(people, key=lambda one: one.name.casefold())}
        self.official = choice({0: "Pilih pejabat", **named}, chosen)
        self.title = line_edit("misalnya Kepala Bidang Tata Kelola Informatika", position.title if position else "")
        self.role = choice(office_rules.ROLES, position.role if position else "lainnya")
        lane = position.lane if position else ""
        lanes = {"": "Tidak mewakili pelaksana", **{one.id: one.name for one in sop.lanes}}
        lanes.setdefault(lane, f"{lane} (SOP sebelumnya)")  # a lane of an earlier SOP stays as it was recorded
        self.lane = choice(lanes, lane)
        self.appointment = choice(office_rules.APPOINTMENTS, position.appointment if position else "definitif")
        self.start = DateEdit(position.start if position else None)
        self.end = DateEdit(position.end if position else None)
        self.add("official", "Pejabat", self.official, required=True)
        self.add(
            "title", "Nama jabatan", self.title, required=True, hint="Tertulis di atas tanda tangan, tanpa Plt./Plh."
        )
        self.add("role", "Kedudukan", self.role, required=True)
        self.add("appointment", "Cara menjabat", self.appointment, required=True)
        self.add("lane", "Pelaksana SOP", self.lane)
        self.add("start", "Mulai menjabat", self.start, required=True)
        self.add("end", "Sampai dengan", self.end, hint="Kosongkan bila masih menjabat.")
        self.ready()

    def judge(self, values: Values) -> Mapping[str, str]:
        """As the rules have it."""
        return problems_of(office_rules.record_position, self.state, position=self._id, **values)

    def saving(self, values: Values) -> Saving:
        """Recorded as a fact of the office."""
        return office.record_position, {"position": self._id, **values}
