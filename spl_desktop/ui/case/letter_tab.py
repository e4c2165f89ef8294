"""The letter that began the case, and the contact persons of the OPD."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from spl_desktop.domain.dates import long_date, short_date
from spl_desktop.domain.people import nip_line
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.values import Contact
from spl_desktop.services import cases
from spl_desktop.services.queries import CaseView
from spl_desktop.ui import theme
from spl_desktop.ui.case.contacts import ROLES, ContactsDialog
from spl_desktop.ui.case.correction import CorrectionDialog
from spl_desktop.ui.case.tab import CaseTab, heading
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.sizing import scrolling
from spl_desktop.ui.widgets.wrapping import breakable


class LetterTab(CaseTab):
    """Surat & PIC."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.rows = QGridLayout()
        self.rows.setHorizontalSpacing(2 * theme.GAP)
        self.rows.setVerticalSpacing(6)
        self.rows.setColumnStretch(1, 1)
        self.people = QLabel(wordWrap=True)
        self.people.setTextFormat(Qt.TextFormat.PlainText)
        self.people.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.maintenance_title = heading("Pemeliharaan sesudah selesai")
        self.maintenance = QLabel(wordWrap=True)
        self.maintenance.setTextFormat(Qt.TextFormat.PlainText)
        self.correct = self.button("K&oreksi isian surat…", "edit", self._correct, UseCase.CORRECT)
        self.change = self.button("Uba&h PIC…", "person", self._change, UseCase.CONTACTS)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.GAP + 4, theme.GAP + 4, theme.GAP + 4, theme.GAP + 4)
        column.setSpacing(theme.GAP)
        column.addWidget(heading("Surat permohonan"))
        column.addLayout(self.rows)
        column.addLayout(_left(self.correct))
        column.addWidget(heading("PIC OPD"))
        column.addWidget(self.people)
        column.addLayout(_left(self.change))
        column.addWidget(self.maintenance_title)
        column.addWidget(self.maintenance)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner))

    def show_view(self, view: CaseView, step: str) -> None:
        """Shows letter and persons."""
        super().show_view(view, step)
        state = view.state
        while (item := self.rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        lines = (
            ("Nomor agenda", state.agenda),
            ("Nomor surat", state.letter_number),
            ("Tanggal surat", long_date(state.letter_date)),
            ("Diterima", long_date(state.received)),
            ("Hal", state.subject),
            ("OPD", state.agency_name),
            ("Surat dari", state.sender or "sama dengan OPD"),
            ("Sistem", state.system),
            ("SRIKANDI", state.srikandi or "–"),
            ("SOP", view.sop.identity.number),
        )
        for number, (label, text) in enumerate(lines):
            caption = QLabel(label)
            caption.setProperty("role", "muted")
            value = QLabel(breakable(text), wordWrap=True)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.rows.addWidget(caption, number, 0, Qt.AlignmentFlag.AlignTop)
            self.rows.addWidget(value, number, 1)
        self.people.setText(breakable("\n\n".join(_person(one) for one in state.contacts)) or "Belum ada PIC.")
        notes = "\n".join(f"{short_date(done.on)}  {done.note}" for done in state.maintenance)
        self.maintenance_title.setVisible(bool(notes))
        self.maintenance.setVisible(bool(notes))
        self.maintenance.setText(breakable(notes))

    def _change(self) -> None:
        if self.view is not None:
            self.present(ContactsDialog(self.context, self.view, self))

    def _correct(self) -> None:
        view = self.view
        if view is None or not view.history:
            return
        first = view.history[0]
        self.context.runner.run(
            cases.correctable,
            self.context.register,
            view.id,
            first.seq,
            then=lambda fields: self.present(CorrectionDialog(self.context, view, first, fields, self)),
            owner=self,
            quiet=True,
        )


def _left(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row


def _person(one: Contact) -> str:
    title = dict(ROLES).get(one.role, one.role)
    parts = (one.name, one.position, nip_line(one.nip), one.phone, one.email)
    return f"{title}\n" + "\n".join(part for part in parts if part)
