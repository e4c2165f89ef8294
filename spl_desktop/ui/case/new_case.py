"""Registering a surat permohonan; what is typed is judged while typing and never lost."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from spl_desktop.domain.dates import late_entry
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.numbers import AGENDA
from spl_desktop.domain.office import Agency, OfficeState
from spl_desktop.domain.rights import UseCase
from spl_desktop.services import cases
from spl_desktop.services.cases import NewCase, validate_new_case
from spl_desktop.services.changes import Changes
from spl_desktop.services.numbering import next_number
from spl_desktop.services.office import office
from spl_desktop.services.queries import suggest_contacts
from spl_desktop.ui.case.contacts import ContactsFields
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.drafts import Words
from spl_desktop.ui.case.form import LongText, line_edit
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.date_edit import DateEdit
from spl_desktop.ui.widgets.file_drop import FileDrop

DRAFT = "case:new"
_PAUSE = 300


class AgencyBox(QComboBox):
    """The agencies in use, found by typing any part of a name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)
        self.setMaxVisibleItems(14)
        self._spoken: dict[str, int] = {}
        edit = self.lineEdit()
        assert edit is not None
        edit.setPlaceholderText("ketik sebagian nama OPD")

    def fill(self, agencies: Sequence[Agency]) -> None:
        """The agencies; what was typed stays."""
        typed = self.currentText()
        self.blockSignals(True)
        self.clear()
        self._spoken = {}
        for one in agencies:
            words = f"{one.name} ({one.short})" if one.short and one.short != one.name else one.name
            self.addItem(words, one.id)
            # Whoever types the name in full, or only the short one, has chosen as well.
            self._spoken |= {word.casefold(): one.id for word in (one.short, one.name, words) if word}
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self.setCurrentIndex(-1)
        self.setEditText(typed)
        self.blockSignals(False)

    def agency(self) -> int:
        """The agency's number, 0 while what is typed is none of them."""
        return self._spoken.get(self.currentText().strip().casefold(), 0)

    def choose(self, agency: int) -> None:
        """Shows an agency."""
        row = self.findData(agency)
        if row >= 0:
            self.setCurrentIndex(row)


class NewCaseDialog(CaseDialog):
    """Letter, agency, system, contact persons. `case_id` is the case that was registered, 0 while none is."""

    use = UseCase.REGISTER_CASE

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Daftarkan permohonan", "&Daftarkan", parent, width=720)
        self.case_id = 0
        self._left: set[str] = set()
        self._proposed = ""
        self._asked = 0
        self._agency_words: int | None = None
        self._build_letter()
        self._build_request()
        self.people = ContactsFields()
        self.form.section("PIC OPD")
        self.form.wide(self.people)
        self._judging = QTimer(self)
        self._judging.setSingleShot(True)
        self._judging.setInterval(_PAUSE)
        self._judging.timeout.connect(self._judge)
        self._connect()
        run = context.runner.run
        run(office, context.register, then=self._show_office, owner=self, quiet=True)
        self.keep_draft(DRAFT, self._words, self._restore)
        self._ask_number()
        self.letter_number.setFocus()

    def _build_letter(self) -> None:
        self.form.section("Surat permohonan")
        self.letter_number = line_edit("nomor seperti tertulis pada surat")
        self.letter_date = DateEdit()
        self.received = DateEdit(self.today)
        self.subject = LongText(2)
        self.from_whom = line_edit("kosongkan bila sama dengan OPD")
        self.files = FileDrop()
        self.form.add("letter_number", "&Nomor surat", self.letter_number, required=True)
        self.form.add("letter_date", "&Tanggal surat", self.letter_date, required=True)
        self.form.add("received", "Diterima tan&ggal", self.received, required=True)
        self.form.add("agenda", "Nomor &agenda", self._agenda(), required=True)
        self.form.add("subject", "&Hal", self.subject, required=True)
        self.form.add("files", "&Berkas surat", self.files)

    def _agenda(self) -> QWidget:
        self.agenda = line_edit()
        return self.agenda

    def _build_request(self) -> None:
        self.form.section("Permohonan")
        self.agency = AgencyBox()
        self.system = line_edit("nama aplikasi atau sistem informasi")
        self.srikandi = line_edit("nomor pada aplikasi SRIKANDI, bila ada")
        self.form.add("agency", "&OPD", self.agency, required=True)
        self.form.add("sender", "S&urat dari", self.from_whom)
        self.form.add("system", "Nama &sistem", self.system, required=True)
        self.form.add("srikandi", "Nomor S&RIKANDI", self.srikandi)

    def _connect(self) -> None:
        lines = {
            "letter_number": self.letter_number,
            "agenda": self.agenda,
            "sender": self.from_whom,
            "system": self.system,
            "srikandi": self.srikandi,
        }
        for name, edit in lines.items():
            edit.textEdited.connect(lambda _, name=name: self._typed(name))
            edit.editingFinished.connect(lambda name=name: self._left_field(name))
        self.subject.textChanged.connect(lambda: self._typed("subject"))
        self.letter_date.changed.connect(lambda: self._typed("letter_date"))
        self.letter_date.edit.editingFinished.connect(lambda: self._left_field("letter_date"))
        self.received.changed.connect(self._received_changed)
        self.agency.currentTextChanged.connect(lambda _: self._agency_changed())
        agency_edit = self.agency.lineEdit()
        assert agency_edit is not None
        agency_edit.editingFinished.connect(lambda: self._left_field("agency"))
        self.files.changed.connect(self.touched)
        self.people.changed.connect(lambda: self._typed("contacts"))

    # -- what it asks of the register

    def _show_office(self, state: OfficeState) -> None:
        self.agency.fill([one for one in state.agencies if one.active])
        if self._agency_words:
            self.agency.choose(self._agency_words)

    def _ask_number(self) -> None:
        day = self.received.value() or self.today
        self.context.runner.run(
            next_number, self.context.register, AGENDA, day, then=self._show_number, owner=self, quiet=True
        )

    def _show_number(self, found: tuple[str, str]) -> None:
        number, last = found
        if self.agenda.text() in ("", self._proposed):
            self.agenda.setText(number)
        self._proposed = number
        self.form.hint("agenda", f"Nomor terakhir: {last}." if last else "")

    def _received_changed(self) -> None:
        on = self.received.value()
        late = late_entry(on, self.today) if on is not None else ""
        self.form.hint("received", f"Akan tercatat: {late}." if late else "")
        self._typed("received")
        self._left.add("received")
        if on is not None:
            self._ask_number()

    def _agency_changed(self) -> None:
        self._typed("agency")
        agency = self.agency.agency()
        if agency and agency != self._asked:
            self._asked = agency
            self.context.runner.run(
                suggest_contacts, self.context.register, agency, then=self.people.suggest, owner=self, quiet=True
            )

    # -- judging

    def _typed(self, field: str) -> None:
        self.touched()
        self._judging.start()

    def _left_field(self, field: str) -> None:
        self._left.add(field)
        self._judging.start()

    def _judge(self) -> None:
        self.context.runner.run(
            validate_new_case, self.context.register, self.new_case(), then=self._show_judged, owner=self, quiet=True
        )

    def _show_judged(self, problems: dict[str, str]) -> None:
        """Only fields that were left are reproached; what was amiss and is mended falls silent at once."""
        standing = {name for name in self._fields() if self.form.problem(name)}
        self.form.show_problems(self._worded(problems), frozenset(self._left | standing))
        self.people.show_problems(
            {field: text for field, text in problems.items() if field.endswith((".email", ".nip", ".phone"))}
        )

    @staticmethod
    def _fields() -> tuple[str, ...]:
        return (
            "letter_number",
            "letter_date",
            "received",
            "agenda",
            "subject",
            "agency",
            "sender",
            "system",
            "srikandi",
        )

    def _worded(self, problems: dict[str, str]) -> dict[str, str]:
        """A date that cannot be read says why, in the words of the field."""
        worded = dict(problems)
        for field, edit in (("letter_date", self.letter_date), ("received", self.received)):
            if field in worded and edit.value() is None and edit.text().strip():
                worded[field] = edit.problem()
        return worded

    # -- what was typed

    def new_case(self) -> NewCase:
        """What stands in the fields."""
        return NewCase(
            agenda=self.agenda.text(),
            letter_number=self.letter_number.text(),
            letter_date=self.letter_date.value(),
            received=self.received.value(),
            subject=self.subject.text(),
            agency=self.agency.agency(),
            system=self.system.text(),
            sender=self.from_whom.text(),
            srikandi=self.srikandi.text(),
            contacts=self.people.contacts(),
            files=self.files.paths(),
        )

    def _words(self) -> Words:
        typed = {
            "letter_number": self.letter_number.text(),
            "letter_date": self.letter_date.text(),
            "subject": self.subject.text(),
            "sender": self.from_whom.text(),
            "system": self.system.text(),
            "srikandi": self.srikandi.text(),
            "agency": self.agency.agency() or self._agency_words or 0,
            "contacts": self.people.words(),
            "files": [str(path) for path in self.files.paths()],
        }
        if not any(typed.values()):
            return {}
        agenda = "" if self.agenda.text() == self._proposed else self.agenda.text()
        return {**typed, "received": self.received.text(), "agenda": agenda}

    def _restore(self, words: Words) -> None:
        self.letter_number.setText(words.get("letter_number", ""))
        self.letter_date.set_text(words.get("letter_date", ""))
        if words.get("received"):
            self.received.set_text(words["received"])
        else:
            self.received.set_value(self.today)
        self.subject.setPlainText(words.get("subject", ""))
        self.from_whom.setText(words.get("sender", ""))
        self.system.setText(words.get("system", ""))
        self.srikandi.setText(words.get("srikandi", ""))
        self._agency_words = words.get("agency", 0)
        self.agency.setEditText("")
        self.agency.choose(self._agency_words or 0)
        self.people.restore(words.get("contacts", ()))
        self.files.set_paths(Path(path) for path in words.get("files", ()) if Path(path).is_file())
        self.agenda.setText(words.get("agenda", "") or self._proposed)
        self._left.clear()
        self.form.show_problems({})

    # -- doing

    def show_problems(self, problems: dict[str, str]) -> dict[str, str]:
        """Those of the persons stand beneath their fields."""
        self._left.update(problems)
        self.people.show_problems(problems)
        left = super().show_problems(self._worded(problems))
        return {field: text for field, text in left.items() if not field.startswith("contacts.")}

    def record(self) -> None:
        """Registers the letter."""
        self._judging.stop()
        self.send(cases.open_case, self.new_case())

    def refuse(self, error: UserError) -> None:
        """As everywhere, and what was refused is not judged anew until something is typed."""
        self._judging.stop()
        super().refuse(error)

    def _done(self, changes: object) -> None:
        if isinstance(changes, Changes):
            self.case_id = changes.made
        super()._done(changes)
