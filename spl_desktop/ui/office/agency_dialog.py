"""The dialog for an agency (OPD)."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from spl_desktop.domain import office_rules
from spl_desktop.domain.office import Agency, OfficeState
from spl_desktop.services import office
from spl_desktop.ui.context import Context
from spl_desktop.ui.office.editing import EditDialog, Saving, Values, line_edit, problems_of, ticked


class AgencyDialog(EditDialog):
    """A new agency, or what is known of one."""

    def __init__(
        self, context: Context, state: OfficeState, agency: Agency | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, state, "Ubah OPD" if agency else "OPD baru", parent)
        known = agency or Agency(0, "")
        self._id = known.id
        self.name = line_edit("misalnya Dinas Kesehatan", known.name)
        self.short = line_edit("misalnya DINKES", known.short)
        self.address = line_edit("", known.address)
        self.active = ticked("Dapat dipilih pada kasus baru", known.active)
        self.add("name", "Nama OPD", self.name, required=True)
        self.add("short", "Singkatan", self.short, hint="Dipakai isian {opd} pada pola nomor surat.")
        self.add("address", "Alamat", self.address)
        self.add("active", "Status", self.active)
        self.ready()

    def judge(self, values: Values) -> Mapping[str, str]:
        """As the rules have it."""
        return problems_of(office_rules.record_agency, self.state, agency=self._id, **values)

    def saving(self, values: Values) -> Saving:
        """Recorded as a fact of the office."""
        return office.record_agency, {"agency": self._id, **values}
