"""Who signs a document: one field for each place that its form has for a signature."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from spl_desktop.domain.forms import Slot, party_of
from spl_desktop.domain.people import nip_warning
from spl_desktop.domain.values import Contact, Signer
from spl_desktop.services.office import Holder
from spl_desktop.services.printing import SignedBy
from spl_desktop.ui.case.form import Sentence, line_edit
from spl_desktop.ui.widgets.multi_choice import MultiChoice


def way_text(way: Holder) -> str:
    """A way of signing in words: in whose name, the position, the official."""
    own = f"{way.lines[-1]} — {way.official.name}"
    if not way.above:
        return own
    return f"a.n. {way.above[0].title}{' u.b.' if len(way.above) > 1 else ''}: {own}"


class OfficeSlot(QComboBox):
    """Somebody of the office."""

    def __init__(self, slot: Slot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slot = slot
        self.setPlaceholderText("pilih pejabat")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(30)
        self.setAccessibleName(f"Penandatangan {slot.label}")
        self.currentTextChanged.connect(self.setToolTip)  # a long position does not fit into the field

    def offer(self, ways: Sequence[Holder]) -> None:
        """Shows who may sign; the one chosen stays, otherwise the first of the roles of the place is proposed."""
        chosen = self.currentData()
        self.blockSignals(True)
        self.clear()
        if not self.slot.required:
            self.addItem("(tanpa tanda tangan ini)", None)
        for way in ways:
            self.addItem(way_text(way), (way.position.id, tuple(one.id for one in way.above)))
        place = self.findData(chosen) if chosen is not None else -1
        if place < 0:
            place = 0 if not self.slot.required else self._proposed(ways)
        self.setCurrentIndex(place)
        self.blockSignals(False)
        self.setToolTip(self.currentText())

    def _proposed(self, ways: Sequence[Holder]) -> int:
        for role in self.slot.roles:
            for place, way in enumerate(ways):
                if way.position.role == role and not way.above:
                    return place
        return -1

    def value(self) -> SignedBy | None:
        """Who signs, None while nobody is chosen."""
        if self.currentData() is None:
            return None
        position, above = self.currentData()
        return SignedBy(position, tuple(above), party_of(self.slot))


class OutsideSlot(QWidget):
    """Somebody who is not of the office, as typed."""

    changed = Signal()

    def __init__(self, slot: Slot, known: Contact | None, agency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slot, self._agency = slot, agency
        self.name = line_edit("nama dengan gelar", known.name if known else "")
        self.title = line_edit("jabatan", known.position if known else "")
        self.rank = line_edit("pangkat, bila ada")
        self.nip = line_edit("NIP, bila ada", known.nip if known else "")
        self.warning = Sentence("muted")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        for place, (words, edit) in enumerate(
            (("Nama", self.name), ("Jabatan", self.title), ("Pangkat", self.rank), ("NIP", self.nip))
        ):
            edit.setAccessibleName(f"{words} penandatangan {slot.label}")
            edit.textChanged.connect(lambda _: self.changed.emit())
            grid.addWidget(edit, place // 2, place % 2)
        grid.addWidget(self.warning, 2, 0, 1, 2)
        self.nip.textChanged.connect(self._judge)
        self.setFocusProxy(self.name)

    def _judge(self) -> None:
        self.warning.say(nip_warning(self.nip.text()) if self.nip.text().strip() else "")

    def value(self) -> Signer | None:
        """Who signs, None while there is no name."""
        if not self.name.text().strip():
            return None
        title = self.title.text().strip()
        return Signer(
            name=self.name.text().strip(),
            title=(title,) if title else (),
            rank=self.rank.text().strip(),
            nip=self.nip.text().strip(),
            party=party_of(self.slot, self._agency),
        )


class SignersField(QWidget):
    """One field for each place; `values` gives those that were filled in, in their order."""

    changed = Signal()

    def __init__(
        self, slots: Sequence[Slot], known: Contact | None = None, agency: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.slots: list[OfficeSlot | OutsideSlot] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for slot in slots:
            caption = QLabel(slot.label)
            caption.setProperty("role", "muted")
            field: OfficeSlot | OutsideSlot
            if slot.outside:
                field = OutsideSlot(slot, known, agency)
                field.changed.connect(self.changed)
            else:
                field = OfficeSlot(slot)
                field.currentIndexChanged.connect(lambda _: self.changed.emit())
            self.slots.append(field)
            layout.addWidget(caption)
            layout.addWidget(field)
        if self.slots:
            self.setFocusProxy(self.slots[0])

    def offer(self, ways: Sequence[Holder]) -> None:
        """Shows who of the office may sign on the day of the document."""
        for slot in self.slots:
            if isinstance(slot, OfficeSlot):
                slot.offer(ways)

    def values(self) -> tuple[SignedBy | Signer, ...]:
        """Who signs."""
        return tuple(value for slot in self.slots if (value := slot.value()) is not None)

    def missing(self) -> str:
        """Which required place is still empty, as a sentence; empty where none is."""
        for slot in self.slots:
            if slot.slot.required and slot.value() is None:
                if isinstance(slot, OutsideSlot):
                    return f"Penandatangan {slot.slot.label} belum diisi. Tulis namanya dengan gelar."
                return f"Penandatangan {slot.slot.label} belum dipilih. Pilih pejabat yang menandatangani dokumen ini."
        return ""


class InitialsField(MultiChoice):
    """Those of the office whose paraf stands on the document."""

    def __init__(self, ways: Sequence[Holder], parent: QWidget | None = None) -> None:
        self._positions = {str(way.position.id): way for way in ways if not way.above}
        super().__init__("Paraf", {key: way_text(way) for key, way in self._positions.items()}, parent)

    def _write(self) -> None:
        super()._write()
        if not self.chosen():
            self.setText("Paraf: tidak dicetak  ▾")
            self.setAccessibleName("Paraf: tidak dicetak")

    def values(self) -> tuple[SignedBy, ...]:
        """Whose paraf."""
        return tuple(SignedBy(self._positions[key].position.id) for key in self._positions if key in self.chosen())
