"""The tab for the settings of the office: paper, city, the code on numbers, the size of files."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from spl_desktop.domain.office import OfficeState
from spl_desktop.domain.office_rules import SETTINGS, set_setting
from spl_desktop.services import office
from spl_desktop.ui.context import Context
from spl_desktop.ui.office.editing import Saving, Values, choice, problems_of, value_of
from spl_desktop.ui.office.panel import EditPanel, in_turn

_PAPERS: Mapping[str, str] = {"A4": "A4 (210 × 297 mm)", "F4": "F4 (210 × 330 mm)"}


class GeneralPanel(EditPanel):
    """One field for every setting that the rules know."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Berlaku untuk seluruh kantor dan semua dokumen yang dicetak sesudahnya.", parent)
        self.fields: dict[str, QWidget] = {}
        for name, setting in SETTINGS.items():
            if setting.choices:
                field: QWidget = choice({one: _PAPERS.get(one, one) for one in setting.choices}, setting.default)
            else:
                field = QLineEdit()
                field.setPlaceholderText(f"misalnya {setting.default}")
            self.fields[name] = self.form.add(name, setting.label, field, required=True)

    def show_state(self, state: OfficeState) -> None:
        """Shows the settings; what the office never set has its first value."""
        self.load({name: state.settings.get(name, setting.default) for name, setting in SETTINGS.items()})

    def values(self) -> Values:
        """Every setting as typed."""
        return {name: value_of(field) for name, field in self.fields.items()}

    def put(self, values: Values) -> None:
        """Shows these settings."""
        for name, field in self.fields.items():
            if isinstance(field, QComboBox):
                field.setCurrentIndex(max(0, field.findData(values[name])))
            elif isinstance(field, QLineEdit):
                field.setText(values[name])

    def judge(self, values: Values) -> Mapping[str, str]:
        """As the rules have it."""
        found: dict[str, str] = {}
        for name, value in values.items():
            found |= problems_of(set_setting, name=name, value=value)
        return found

    def saving(self, values: Values) -> Saving:
        """Only what was changed becomes a fact."""
        calls = tuple({"name": name, "value": value} for name, value in values.items() if value != self._shown[name])
        return partial(in_turn, office.set_setting), {"calls": calls}
