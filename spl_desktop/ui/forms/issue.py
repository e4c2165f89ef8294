"""Issuing what a form says: date, who signs, number, paper, and whether it corrects a document."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.errors import Invalid
from spl_desktop.domain.forms import Content, party_of
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import Signer
from spl_desktop.services.changes import Changes
from spl_desktop.services.forms import OpenForm
from spl_desktop.services.office import Signing, signing_on
from spl_desktop.services.printing import Issue, Print, print_form
from spl_desktop.services.queries import CaseView
from spl_desktop.ui.case.form import beside, choice
from spl_desktop.ui.case.printing import PrintDialog
from spl_desktop.ui.case.signers import InitialsField, SignersField, SignerSlot
from spl_desktop.ui.context import Context

_BY_RULE = -1


class IssueDialog(PrintDialog):
    """The last questions before a document is issued; its words come from the form window."""

    def __init__(
        self,
        context: Context,
        view: CaseView,
        opened: OpenForm,
        content: Content,
        parent: QWidget | None = None,
    ) -> None:
        self.opened, self.content = opened, content
        self.series = opened.form.id
        super().__init__(context, view, f"Terbitkan {opened.form.title}", parent)
        self.lead.setText("Isi, nomor, tanggal, dan penandatangan dicatat bersama dan tidak dapat diubah lagi.")
        self.lead.show()
        self.target_document = choice(self._documents(), _BY_RULE)
        self.target_document.setParent(self)
        self.target_document.setVisible(bool(opened.documents))
        if opened.documents:
            self.form.add("document", "&Dokumen", beside(self.target_document))
            self.target_document.currentIndexChanged.connect(lambda _: self._propose_number())
        self.add_print_fields(f"{opened.form.template}.docx")
        self.form.add("initials", "Pa&raf", self.initials, hint="Yang dicentang mendapat kolom paraf pada lembarnya.")

    def _documents(self) -> list[tuple[str, object]]:
        corrected = [
            (
                f"Perbaikan {one.title}, nomor {one.current.issued_number}, {letter_date(one.current.on)}",
                one.number,
            )
            for one in reversed(self.opened.documents)
        ]
        new: list[tuple[str, object]] = [("Dokumen baru", 0)]
        if self.opened.form.several:
            return [*new, *corrected]
        return [
            ("Sesuai langkah: putaran ini dibetulkan, putaran lain menjadi dokumen baru", _BY_RULE),
            *corrected,
            *new,
        ]

    def make_signer_field(self) -> QWidget:
        """One field for each place that the form has for a signature."""
        agency = self.view.state.agency_name
        slots = [
            SignerSlot(
                label=slot.label,
                outside=slot.outside,
                preferred_roles=slot.roles,
                required=slot.required,
                party=party_of(slot, agency),
            )
            for slot in self.opened.form.signers
        ]
        self.signers_field = SignersField(slots, label_width=90)
        self.initials = InitialsField()
        contacts = sorted(self.view.state.contacts, key=lambda one: one.role != "struktural")
        if contacts:
            known = contacts[0]
            title = (known.position,) if known.position else ()
            for place in self.signers_field.outsiders:
                self.signers_field.propose(place, Signer(name=known.name, title=title, nip=known.nip))
        return self.signers_field

    def ask_holders(self) -> None:
        """Reads in which ways somebody may sign on the day of the document."""
        day = self.date.value() or self.today
        self.context.runner.run(signing_on, self.context.register, day, then=self._show_ways, owner=self, quiet=True)

    def _show_ways(self, signing: Signing) -> None:
        self.signers_field.offer(signing.ways, signing.gaps)
        self.initials.offer(signing.ways)

    def show_problems(self, problems: dict[str, str]) -> dict[str, str]:
        """Those of a place for a signature at that place, the others at their fields."""
        return super().show_problems(self.signers_field.show_problems(problems))

    def _corrected(self) -> int | None:
        data = self.target_document.currentData() if self.opened.documents else None
        return None if data in (None, _BY_RULE) else int(data)

    def _propose_number(self) -> None:
        """A correction keeps the number of what it corrects, unless another one is typed."""
        known = next((one for one in self.opened.documents if one.number == self._corrected()), None)
        if known is not None:
            self.number.setText(known.current.issued_number)
        elif self.number.text() in {one.current.issued_number for one in self.opened.documents}:
            self.number.setText(self._proposed)

    def opens_over(self) -> QWidget | None:
        """The page of the case: the form window closes with this dialog."""
        parent = self.parentWidget()
        return parent.parentWidget() if parent is not None else None

    def signers(self) -> tuple[Any, ...]:
        """Who signs."""
        return self.signers_field.values()

    def how(self, target: Any, *, number: str) -> Print:
        """How it is printed, with the paraf."""
        made = super().how(target, number=number)
        return replace(made, initials=self.initials.values())

    def produce(self, how: Print, issued: Issue | None) -> tuple[Callable[..., Changes], dict[str, Any]]:
        """The document of the form."""
        if issued is not None:
            if problems := self.signers_field.problems():
                raise Invalid(problems)
            issued = replace(issued, document=self._corrected())
        return print_form, {
            "report": Report(self.opened.form.id),
            "content": self.content,
            "how": how,
            "issued": issued,
        }
