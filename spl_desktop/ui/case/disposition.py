"""A disposition: who gives it to whom, with what he asks for; its draft is kept."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.case import Disposition
from spl_desktop.domain.disposing import INSTRUCTIONS, NewDisposition, Security, Urgency
from spl_desktop.domain.errors import Invalid
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.values import Recipient
from spl_desktop.services import dispositions
from spl_desktop.services.office import Holder, positions_on
from spl_desktop.services.queries import CaseView
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.drafts import Words
from spl_desktop.ui.case.form import LongText, beside, choice, line_edit
from spl_desktop.ui.case.people import fill_typed, typed_box
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.date_edit import DateEdit


def holder_text(holder: Holder) -> str:
    """A position and who holds it, in one line."""
    return f"{holder.position.title} ({holder.official.name})"


class Recipients(QWidget):
    """Several recipients: ticked from the office's positions, or typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName("Penerima disposisi")
        self.list.setMinimumHeight(86)
        self.list.setMaximumHeight(130)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.other = line_edit("penerima lain, misalnya nama atau jabatan")
        self.other.setAccessibleName("Penerima lain")
        self.other.installEventFilter(self)
        add = QPushButton("Tambah")
        add.setAutoDefault(False)
        add.clicked.connect(self.add_typed)
        row = QHBoxLayout()
        row.addWidget(self.other, 1)
        row.addWidget(add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        layout.addLayout(row)
        self.setFocusProxy(self.list)

    def offer(self, holders: Sequence[Holder]) -> None:
        """The positions of the office; those ticked or typed stay."""
        kept = self.recipients()
        self.list.clear()
        for holder in holders:
            recipient = Recipient(name=holder.official.name, position=holder.position.title, lane=holder.position.lane)
            self._add(recipient, recipient in kept)
        for recipient in kept:
            self.add(recipient)

    def add(self, recipient: Recipient) -> None:
        """Ticks a recipient, adding him where the list lacks him."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(Qt.ItemDataRole.UserRole) == recipient:
                item.setCheckState(Qt.CheckState.Checked)
                return
        self._add(recipient, True)

    def _add(self, recipient: Recipient, ticked: bool) -> None:
        words = f"{recipient.position} ({recipient.name})" if recipient.position else recipient.name
        item = QListWidgetItem(words, self.list)
        item.setToolTip(words)
        item.setData(Qt.ItemDataRole.UserRole, recipient)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def add_typed(self) -> None:
        """Takes what was typed as a recipient."""
        if self.other.text().strip():
            self.add(Recipient(name=self.other.text().strip()))
            self.other.clear()

    def recipients(self) -> tuple[Recipient, ...]:
        """The recipients ticked, and what still stands in the field."""
        items = [self.list.item(row) for row in range(self.list.count())]
        ticked = [one.data(Qt.ItemDataRole.UserRole) for one in items if one.checkState() == Qt.CheckState.Checked]
        if self.other.text().strip():
            ticked.append(Recipient(name=self.other.text().strip()))
        return tuple(ticked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes what was typed as a recipient, and does not go on to send the whole disposition."""
        enter = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.type() == QEvent.Type.KeyPress and self.other.text().strip():
            self.add_typed()
            return True
        return super().eventFilter(watched, event)

    def clear(self) -> None:
        """Nobody is ticked."""
        self.other.clear()
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(Qt.CheckState.Unchecked)


class DispositionDialog(CaseDialog):
    """A new disposition; with `parent_of` (disposition, recipient from 1) that recipient disposes further."""

    use = UseCase.DISPOSE

    def __init__(
        self,
        context: Context,
        view: CaseView,
        parent: QWidget | None = None,
        *,
        parent_of: tuple[Disposition, int] | None = None,
    ) -> None:
        state = view.state
        lead = f"Surat {state.letter_number} dari {state.sender or state.agency_name}. Hal: {state.subject}"
        title = "Disposisi baru" if parent_of is None else "Teruskan disposisi"
        super().__init__(context, title, "&Simpan disposisi", parent, lead=lead, width=680)
        self._view = view
        self._parent = parent_of
        self._holders: tuple[Holder, ...] = ()
        earliest = parent_of[0].on if parent_of is not None else state.received
        since = "disposisi di atasnya" if parent_of is not None else "surat diterima"
        self.date = self.add_date(label="&Tanggal disposisi", earliest=earliest, since=since)
        self.giver = typed_box([], "jabatan atau nama pejabat")
        self.form.add("giver", "&Dari", self.giver, required=True)
        self.recipients = Recipients()
        self.form.add("recipients", "Diteruskan &kepada", self.recipients, required=True)
        self.urgency = choice([(one.value, one.value) for one in Urgency], Urgency.NORMAL.value)
        self.security = choice([(one.value, one.value) for one in Security], Security.NORMAL.value)
        self.urgency.setAccessibleName("Sifat")
        self.security.setAccessibleName("Klasifikasi keamanan")
        security = QLabel("Klasifikasi ke&amanan")
        security.setBuddy(self.security)
        self.form.add("urgency", "S&ifat", beside(self.urgency, security, self.security))
        self._build_instructions()
        self.note = LongText(3)
        self.form.add("note", "&Catatan", self.note)
        self.deadline = DateEdit()
        self.deadline.edit.setPlaceholderText("boleh kosong")
        self.deadline.setAccessibleName("Batas waktu, boleh kosong")
        self.initials = line_edit("paraf atau inisial pejabat")
        self.initials.setAccessibleName("Paraf")
        initials = QLabel("&Paraf")
        initials.setBuddy(self.initials)
        self.form.add("deadline", "&Batas waktu", beside(self.deadline, initials, self.initials, stretch=2))
        self._connect(context)
        key = f"disposition:{view.id}" + (f":{parent_of[0].number}:{parent_of[1]}" if parent_of else "")
        self.keep_draft(key, self._words, self._restore)
        self._propose_giver()

    def _build_instructions(self) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 4, 0, 0)
        self.instructions = [QCheckBox(text) for text in INSTRUCTIONS]
        for box in self.instructions:
            column.addWidget(box)
        self.free = line_edit("harapan lain")
        self.free.setAccessibleName("Harapan lain")
        column.addWidget(self.free)
        holder.setFocusProxy(self.instructions[0])
        self.form.add("instructions", "Dengan &hormat harap", holder)

    def _connect(self, context: Context) -> None:
        self.note.textChanged.connect(self.touched)
        self.recipients.list.itemChanged.connect(self.touched)
        for edit in (self.free, self.initials, self.recipients.other):
            edit.textChanged.connect(self.touched)
        for box in self.instructions:
            box.toggled.connect(self.touched)
        for chosen in (self.urgency, self.security):
            chosen.currentIndexChanged.connect(self.touched)
        self.giver.editTextChanged.connect(self.touched)
        self.deadline.changed.connect(self.touched)
        self.date.changed.connect(self._ask_holders)
        self._ask_holders()

    def _ask_holders(self) -> None:
        day = self.date.value() or self.today
        self.context.runner.run(
            positions_on, self.context.register, day, then=self._show_holders, owner=self, quiet=True
        )

    def _show_holders(self, holders: tuple[Holder, ...]) -> None:
        self._holders = holders
        fill_typed(self.giver, [holder_text(one) for one in holders])
        self.recipients.list.blockSignals(True)
        self.recipients.offer(holders)
        self.recipients.list.blockSignals(False)
        self._propose_giver()

    def _propose_giver(self) -> None:
        if self._parent is None or self.giver.currentText():
            return
        recipient = self._parent[0].received[self._parent[1] - 1].recipient
        words = f"{recipient.position} ({recipient.name})" if recipient.position else recipient.name
        self.giver.setEditText(words)

    def _giver(self) -> tuple[str, str, str, str]:
        """Name, position, role and lane of the giver."""
        typed = self.giver.currentText().strip()
        for one in self._holders:
            if holder_text(one) == typed:
                return one.official.name, one.position.title, one.position.role, one.position.lane
        if self._parent is not None:
            recipient = self._parent[0].received[self._parent[1] - 1].recipient
            if typed in (recipient.name, f"{recipient.position} ({recipient.name})"):
                return recipient.name, recipient.position, "", recipient.lane
        return typed, "", "", ""

    def disposition(self) -> NewDisposition:
        """What stands in the fields."""
        name, position, role, _ = self._giver()
        ticked = [box.text() for box in self.instructions if box.isChecked()]
        return NewDisposition(
            giver=name,
            giver_position=position,
            giver_role=role,
            recipients=self.recipients.recipients(),
            urgency=str(self.urgency.currentData()),
            security=str(self.security.currentData()),
            instructions=(*ticked, self.free.text()) if self.free.text().strip() else tuple(ticked),
            note=self.note.text(),
            deadline=self.deadline.value(),
            initials=self.initials.text(),
            parent=self._parent[0].number if self._parent is not None else 0,
            parent_recipient=self._parent[1] if self._parent is not None else 0,
        )

    def _words(self) -> Words:
        recipients = [[one.name, one.position, one.lane] for one in self.recipients.recipients()]
        words: Words = {
            "note": self.note.text(),
            "free": self.free.text(),
            "initials": self.initials.text(),
            "deadline": self.deadline.text(),
            "instructions": [box.text() for box in self.instructions if box.isChecked()],
            "recipients": recipients,
        }
        if not any(words.values()):
            return {}
        chosen = {"giver": self.giver.currentText(), "urgency": self.urgency.currentData()}
        return {**words, **chosen, "security": self.security.currentData()}

    def _restore(self, words: Words) -> None:
        self.note.setPlainText(words.get("note", ""))
        self.free.setText(words.get("free", ""))
        self.initials.setText(words.get("initials", ""))
        self.deadline.set_text(words.get("deadline", ""))
        for box in self.instructions:
            box.setChecked(box.text() in words.get("instructions", ()))
        self.recipients.clear()
        for name, position, lane in words.get("recipients", ()):
            self.recipients.add(Recipient(name=name, position=position, lane=lane))
        if words.get("giver"):
            self.giver.setEditText(words["giver"])
        _choose(self.urgency, words.get("urgency", Urgency.NORMAL.value))
        _choose(self.security, words.get("security", Security.NORMAL.value))

    def record(self) -> None:
        """Records the disposition."""
        if problem := self.deadline.problem(required=False):
            raise Invalid({"deadline": problem})
        self.send(
            dispositions.dispose,
            self._view.id,
            self.disposition(),
            on=self.on_date(self.date),
            lane=self._giver()[3],
            expected=self._view.state.seq,
        )


def _choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))
