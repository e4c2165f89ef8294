"""Correcting an earlier fact: it is read with other values from now on, and stays as it was written."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from spl_desktop.domain.correcting import HAPPENED_ON, CorrectableField
from spl_desktop.domain.errors import Invalid
from spl_desktop.domain.rights import UseCase
from spl_desktop.services import cases
from spl_desktop.services.queries import CaseView, FactRow
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.form import LongText, line_edit
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.date_edit import DateEdit


class CorrectionDialog(CaseDialog):
    """The fields of a fact that may be corrected, and why."""

    use = UseCase.CORRECT

    def __init__(
        self,
        context: Context,
        view: CaseView,
        fact: FactRow,
        fields: Sequence[CorrectableField],
        parent: QWidget | None = None,
    ) -> None:
        lead = f"Catatan semula tetap tersimpan. Yang dikoreksi: {fact.sentence}"
        super().__init__(context, "Koreksi catatan", "&Simpan koreksi", parent, lead=lead, width=620)
        self._view = view
        self._seq = fact.seq
        self._fields = fields
        self.edits: dict[str, QWidget] = {}
        for field in fields:
            self.edits[field.name] = edit = self._made(field)
            self.form.add(field.name, field.label, edit, required=field.required)
        self.reason = LongText(3)
        self.form.add("reason", "&Alasan koreksi", self.reason, required=True)

    @staticmethod
    def _made(field: CorrectableField) -> QWidget:
        if field.kind == "date":
            return DateEdit(date.fromisoformat(field.value) if field.value else None)
        if field.kind == "long":
            text = LongText(3)
            text.setPlainText(field.value)
            return text
        return line_edit(text=field.value)

    def _value(self, field: CorrectableField) -> str:
        edit = self.edits[field.name]
        if isinstance(edit, DateEdit):
            day = edit.value()
            if day is None and (problem := edit.problem(required=field.required)):
                raise Invalid({field.name: problem})
            return day.isoformat() if day is not None else ""
        assert hasattr(edit, "text")
        return str(edit.text())

    def record(self) -> None:
        """Records the correction."""
        values = {field.name: self._value(field) for field in self._fields}
        changes = {
            field.name: values[field.name]
            for field in self._fields
            if field.name != HAPPENED_ON and values[field.name] != field.value
        }
        moved = values.get(HAPPENED_ON, "")
        self.send(
            cases.correct,
            self._view.id,
            seq=self._seq,
            reason=self.reason.text(),
            happened_on=date.fromisoformat(moved) if moved else None,
            changes=changes,
            expected=self._view.state.seq,
        )
