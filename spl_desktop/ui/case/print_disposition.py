"""Printing the lembar disposisi."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from spl_desktop.domain.case import Disposition
from spl_desktop.domain.sop import Report
from spl_desktop.services.changes import Changes
from spl_desktop.services.office import Holder
from spl_desktop.services.printing import LAYOUTS, Issue, Print, SignedBy, print_disposition
from spl_desktop.services.queries import CaseView
from spl_desktop.ui.case.form import choice
from spl_desktop.ui.case.printing import PrintDialog
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.wrapping import breakable


class PrintDispositionDialog(PrintDialog):
    """One disposition on the sheet of the layout chosen; without one it is a blank sheet for handwriting."""

    series = Report.DISPOSITION.value

    def __init__(
        self, context: Context, view: CaseView, disposition: Disposition | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, view, "Cetak lembar disposisi", parent)
        self._disposition = disposition
        if disposition is None:
            self.lead.setText("Lembar kosong untuk diisi dengan tulisan tangan.")
        else:
            self.lead.setText(breakable(f"Disposisi {disposition.giver_position or disposition.giver}."))
        self.lead.show()
        self.layout_choice = choice([(words, name) for name, words in LAYOUTS.items()])
        self.form.add("layout", "&Bentuk", self.layout_choice)
        self.add_print_fields("lembar-disposisi.docx")

    def preferred(self, holder: Holder) -> bool:
        """The one who gave it."""
        one = self._disposition
        return one is not None and (holder.official.name, holder.position.title) == (one.giver, one.giver_position)

    def signers(self) -> tuple[Any, ...]:
        """The official chosen."""
        position = self.signer.position()
        return (SignedBy(position),) if position else ()

    def produce(self, how: Print, issued: Issue | None) -> tuple[Callable[..., Changes], dict[str, Any]]:
        """The sheet."""
        return print_disposition, {
            "layout": str(self.layout_choice.currentData()),
            "how": how,
            "disposition": self._disposition.number if self._disposition is not None else 0,
            "issued": issued,
        }
