"""The contact persons (PIC) of the OPD: their fields, and the dialog that changes them."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.people import nip_warning
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.values import Contact
from spl_desktop.services import cases
from spl_desktop.services.queries import CaseView, suggest_contacts
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.form import Sentence, line_edit
from spl_desktop.ui.context import Context

ROLES = (("struktural", "PIC struktural"), ("teknis", "PIC teknis"))
"""The two kinds of contact person, as the form Dokumen Integrasi Aplikasi asks for them."""

_FIELDS = (
    ("name", "Nama", "nama dengan gelar"),
    ("nip", "NIP", "18 angka; kosongkan bila bukan ASN"),
    ("position", "Jabatan", ""),
    ("phone", "HP", "08…"),
    ("email", "E-mail", "nama@karanganyarkab.go.id"),
)


@dataclass(frozen=True, slots=True)
class _Place:
    row: int
    column: int
    span: int


_PLACES = {
    "name": _Place(0, 0, 1),
    "nip": _Place(0, 1, 1),
    "position": _Place(1, 0, 1),
    "phone": _Place(1, 1, 1),
    "email": _Place(2, 0, 2),
}


class PersonFields(QFrame):
    """The fields of one contact person."""

    changed = Signal()
    removed = Signal()

    def __init__(self, role: str, title: str, *, removable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.role = role
        self.setObjectName("person")
        self._edits: dict[str, QLineEdit] = {}
        self._errors: dict[str, Sentence] = {}
        self._known: dict[str, Contact] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 4, 0, 6)
        outer.setSpacing(4)
        head = QHBoxLayout()
        caption = QLabel(title)
        font = caption.font()
        font.setBold(True)
        caption.setFont(font)
        head.addWidget(caption, 1)
        if removable:
            remove = QPushButton("Hapus")
            remove.setProperty("kind", "link")
            remove.setAutoDefault(False)
            remove.setAccessibleName(f"Hapus {title}")
            remove.clicked.connect(self.removed)
            head.addWidget(remove)
        outer.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        outer.addLayout(grid)
        for name, label, placeholder in _FIELDS:
            edit = line_edit(placeholder)
            edit.setAccessibleName(f"{label} {title}")
            error = Sentence("problem")
            place = _PLACES[name]
            caption = QLabel(label)
            caption.setBuddy(edit)
            grid.addWidget(caption, place.row * 3, place.column, 1, place.span)
            grid.addWidget(edit, place.row * 3 + 1, place.column, 1, place.span)
            grid.addWidget(error, place.row * 3 + 2, place.column, 1, place.span)
            edit.textChanged.connect(self.changed)
            self._edits[name] = edit
            self._errors[name] = error
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._nip_hint = Sentence("muted")
        outer.addWidget(self._nip_hint)
        self._edits["nip"].textChanged.connect(self._judge_nip)

    def _judge_nip(self, text: str) -> None:
        self._nip_hint.say(nip_warning(text) if text.strip() else "")

    def suggest(self, known: Sequence[Contact]) -> None:
        """Offers the persons known from earlier cases while the name is typed."""
        self._known = {one.name: one for one in known}
        completer = QCompleter(sorted(self._known), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._take)
        self._edits["name"].setCompleter(completer)

    def _take(self, name: str) -> None:
        if (known := self._known.get(name)) is not None:
            self.fill(known)

    def fill(self, contact: Contact) -> None:
        """Shows a person."""
        for name, edit in self._edits.items():
            edit.setText(getattr(contact, name))

    def contact(self) -> Contact | None:
        """The person typed, None while every field is empty."""
        values = {name: edit.text().strip() for name, edit in self._edits.items()}
        return Contact(role=self.role, **values) if any(values.values()) else None

    def show_problems(self, problems: dict[str, str]) -> None:
        """Field -> sentence, each beneath its field."""
        for name, error in self._errors.items():
            problem = problems.get(name, "")
            error.say(f"▲ {problem}" if problem else "")
            self._edits[name].setAccessibleDescription(problem)


class ContactsFields(QWidget):
    """Every contact person of a case; always one of each kind to fill in, more where wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: list[PersonFields] = []
        self._known: tuple[Contact, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._column = QVBoxLayout()
        layout.addLayout(self._column)
        more = QHBoxLayout()
        for role, title in ROLES:
            button = QPushButton(f"+ {title} lain")
            button.setProperty("kind", "link")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, role=role: self._add(role))
            more.addWidget(button)
        more.addStretch(1)
        layout.addLayout(more)
        self.fill(())

    def fill(self, contacts: Sequence[Contact]) -> None:
        """Shows these persons."""
        for person in self._people:
            self._column.removeWidget(person)
            person.hide()
            person.deleteLater()
        self._people = []
        for role, _ in ROLES:
            fitting = [one for one in contacts if one.role == role]
            for contact in fitting or [Contact(role=role, name="")]:
                self._add(role, focus=False).fill(contact)

    def _add(self, role: str, *, focus: bool = True) -> PersonFields:
        title = dict(ROLES)[role]
        number = sum(person.role == role for person in self._people) + 1
        person = PersonFields(role, title if number == 1 else f"{title} {number}", removable=number > 1)
        person.changed.connect(self.changed)
        person.removed.connect(lambda: self._remove(person))
        person.suggest([one for one in self._known if one.role == role])
        self._people.append(person)
        self._column.addWidget(person)
        if focus:
            person._edits["name"].setFocus()
        return person

    def _remove(self, person: PersonFields) -> None:
        self._people.remove(person)
        person.hide()
        person.deleteLater()
        self.changed.emit()

    def suggest(self, known: tuple[Contact, ...]) -> None:
        """Offers the persons of that OPD known from earlier cases."""
        self._known = known
        for person in self._people:
            person.suggest([one for one in known if one.role == person.role])

    def contacts(self) -> tuple[Contact, ...]:
        """The persons typed."""
        return tuple(one for person in self._people if (one := person.contact()) is not None)

    def words(self) -> list[dict[str, str]]:
        """The persons as a draft keeps them."""
        return [msgspec.structs.asdict(one) for one in self.contacts()]

    def restore(self, words: Sequence[dict[str, str]]) -> None:
        """The persons of a draft."""
        self.fill([Contact(**one) for one in words])

    def show_problems(self, problems: dict[str, str]) -> None:
        """`contacts.<place>.<field>` -> sentence, each beneath its field."""
        filled = [person for person in self._people if person.contact() is not None]
        for person in self._people:
            person.show_problems({})
        for place, person in enumerate(filled):
            start = f"contacts.{place}."
            person.show_problems(
                {key.removeprefix(start): text for key, text in problems.items() if key.startswith(start)}
            )


class ContactsDialog(CaseDialog):
    """The contact persons from a day on."""

    use = UseCase.CONTACTS

    def __init__(self, context: Context, view: CaseView, parent: QWidget | None = None) -> None:
        super().__init__(context, "Ubah PIC OPD", "&Simpan", parent, lead=f"OPD: {view.state.agency_name}", width=640)
        self._view = view
        self.date = self.add_date(label="Berlaku se&jak", earliest=view.state.received, since="surat diterima")
        self.people = ContactsFields()
        self.people.fill(view.state.contacts)
        self.add(self.people)
        context.runner.run(
            suggest_contacts, context.register, view.state.agency, then=self.people.suggest, owner=self, quiet=True
        )

    def show_problems(self, problems: dict[str, str]) -> dict[str, str]:
        """Those of the persons stand beneath their fields."""
        self.people.show_problems(problems)
        left = super().show_problems(problems)
        return {field: text for field, text in left.items() if not field.startswith("contacts.")}

    def record(self) -> None:
        """The persons are these from now on."""
        self.send(
            cases.change_contacts,
            self._view.id,
            contacts=self.people.contacts(),
            on=self.on_date(self.date),
            expected=self._view.state.seq,
        )
