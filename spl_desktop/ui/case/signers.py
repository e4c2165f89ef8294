"""Who signs a document and who puts his paraf: places for officials of the day, and for somebody outside the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from spl_desktop.domain.people import nip_warning
from spl_desktop.domain.signing import Gap, SigningWay
from spl_desktop.domain.values import Signer
from spl_desktop.services.printing import SignedBy
from spl_desktop.ui.case.form import LABEL_WIDTH, Form, line_edit

_NOBODY: Final = (
    "Belum ada pejabat yang menjabat pada tanggal itu. Catat di Pengaturan, Pejabat dan jabatan, atau ubah tanggalnya."
)
_FITS: Final = 58
"""Letters that a list of the usual width shows; what is longer is told in full beneath it."""
_OUTSIDE: Final = (
    ("name", "Nama", "nama dengan gelar"),
    ("title", "Jabatan", "jabatan di OPD"),
    ("rank", "Pangkat", "pangkat, bila ada"),
    ("nip", "NIP", "NIP, bila ada"),
)


@dataclass(frozen=True, slots=True)
class SignerSlot:
    """A place for a signature: of an official of ours, or of somebody `outside` whose particulars are typed.

    Officials of the `preferred_lanes` or `preferred_roles` stand first, and the first of them is proposed. `party` is
    printed over the block where two parties sign.
    """

    label: str
    outside: bool = False
    preferred_lanes: tuple[str, ...] = ()
    required: bool = True
    preferred_roles: tuple[str, ...] = ()
    party: str = ""

    def prefers(self, way: SigningWay) -> bool:
        """Whether this official usually signs here."""
        return (bool(way.lane) and way.lane in self.preferred_lanes) or way.role in self.preferred_roles

    def concerns(self, gap: Gap) -> bool:
        """Whether the position that nobody holds is one that usually signs here."""
        return (bool(gap.lane) and gap.lane in self.preferred_lanes) or gap.role in self.preferred_roles


class _OfficeField(QComboBox):
    """The ways to sign of a day, in words; a long one is told in full by its tip."""

    def __init__(self, slot: SignerSlot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slot = slot
        self.setPlaceholderText("pilih pejabat penandatangan" if slot.required else "tidak ada")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)
        self.currentTextChanged.connect(self.setToolTip)

    def offer(self, ways: Sequence[SigningWay], wanted: tuple[int, tuple[int, ...]] | None) -> None:
        """Shows the ways; the wanted one is chosen where it is still there, otherwise one is proposed."""
        slot = self._slot
        ordered = sorted(ways, key=lambda way: (not slot.prefers(way), not way.acting, len(way.above)))
        self.clear()
        if not slot.required:
            self.addItem("tidak ada", None)
        for way in ordered:
            self.addItem(way.words, way)
            self.setItemData(self.count() - 1, way.words, Qt.ItemDataRole.ToolTipRole)
        offset = 0 if slot.required else 1
        places = {(way.position, way.above): place + offset for place, way in enumerate(ordered)}
        proposed = -1 if slot.required else 0
        if slot.required and ordered and slot.prefers(ordered[0]):
            proposed = 0
        self.setCurrentIndex(places.get(wanted, proposed) if wanted is not None else proposed)

    def way(self) -> SigningWay | None:
        """The way that is chosen."""
        chosen = self.currentData()
        return chosen if isinstance(chosen, SigningWay) else None


class SignersField(QWidget):
    """One to three places for signatures, under each other with their labels; `changed` at every change."""

    changed = Signal()

    def __init__(
        self, slots: Sequence[SignerSlot], parent: QWidget | None = None, *, label_width: int = LABEL_WIDTH
    ) -> None:
        super().__init__(parent)
        self.slots = tuple(slots)
        self.form = Form(label_width=label_width)
        self.offices: dict[int, _OfficeField] = {}
        self.outsiders: dict[int, dict[str, QLineEdit]] = {}
        self._ways: tuple[SigningWay, ...] = ()
        self._gaps: tuple[Gap, ...] = ()
        self._offered = False
        self._kept: dict[int, tuple[int, tuple[int, ...]]] = {}
        for place, slot in enumerate(self.slots):
            if slot.outside:
                self._add_outside(place, slot)
            else:
                self._add_office(place, slot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        self.setFocusProxy(self._first(0))

    def _first(self, place: int) -> QWidget:
        return self.outsiders[place]["name"] if self.slots[place].outside else self.offices[place]

    def _add_office(self, place: int, slot: SignerSlot) -> None:
        box = _OfficeField(slot)
        self.offices[place] = box
        label = slot.label
        if any(
            one.outside for one in self.slots
        ):  # then every place has its heading, the typed ones and the chosen ones
            self.form.section(slot.label)
            box.setAccessibleName(f"{slot.label}, wajib diisi" if slot.required else slot.label)
            label = "Pejabat"
        self.form.add(_key(place), label, box, required=slot.required)
        box.currentIndexChanged.connect(lambda _: self._chosen(place))

    def _add_outside(self, place: int, slot: SignerSlot) -> None:
        self.form.section(slot.label)
        fields: dict[str, QLineEdit] = {}
        for name, label, example in _OUTSIDE:
            fields[name] = line_edit(example)
            fields[name].setAccessibleName(f"{label} {slot.label}")
            key = _key(place) if name == "name" else _key(place, name)
            self.form.add(key, label, fields[name], required=slot.required and name == "name")
            fields[name].textChanged.connect(lambda _: self.changed.emit())
        fields["nip"].textChanged.connect(lambda nip: self._remark(place, nip))
        self.outsiders[place] = fields

    def offer(self, ways: Sequence[SigningWay], gaps: Sequence[Gap] = ()) -> None:
        """Shows who may sign on the day of the document, and tells who is missing; what was chosen stays."""
        kept = {place: (way.position, way.above) for place, box in self.offices.items() if (way := box.way())}
        self._ways, self._gaps, self._offered = tuple(ways), tuple(gaps), True
        self._kept |= kept
        for place, box in self.offices.items():
            box.blockSignals(True)
            box.offer(self._ways, self._kept.get(place))
            box.blockSignals(False)
            box.setToolTip(box.currentText())
            self._tell(place)
        self.changed.emit()

    def propose(self, place: int, signer: Signer) -> None:
        """Fills a place outside the office with what is known, where nothing stands in it yet."""
        fields = self.outsiders[place]
        if not any(edit.text().strip() for edit in fields.values()):
            for name, text in zip(fields, (signer.name, " ".join(signer.title), signer.rank, signer.nip), strict=True):
                fields[name].setText(text)

    def values(self) -> tuple[SignedBy | Signer, ...]:
        """Who signs, in the order of the places; places left empty are left out."""
        found = (self._value(place, slot) for place, slot in enumerate(self.slots))
        return tuple(one for one in found if one is not None)

    def _value(self, place: int, slot: SignerSlot) -> SignedBy | Signer | None:
        if not slot.outside:
            way = self.offices[place].way()
            return SignedBy(way.position, way.above, slot.party) if way is not None else None
        text = {name: " ".join(edit.text().split()) for name, edit in self.outsiders[place].items()}
        if not text["name"]:
            return None
        title = (text["title"],) if text["title"] else ()
        return Signer(name=text["name"], title=title, rank=text["rank"], nip=text["nip"], party=slot.party)

    def problems(self) -> dict[str, str]:
        """What keeps the document from being signed: place -> sentence."""
        found: dict[str, str] = {}
        seen: dict[str, int] = {}
        for place, slot in enumerate(self.slots):
            value = self._value(place, slot)
            if value is None and slot.required:
                found[_key(place)] = _missing(slot)
            elif value is None and slot.outside and any(edit.text().strip() for edit in self.outsiders[place].values()):
                found[_key(place)] = (
                    f"Nama {_inside(slot.label)} belum diisi. Isi namanya, atau kosongkan isian lainnya."
                )
            way = self.offices[place].way() if not slot.outside else None
            if way is not None and seen.setdefault(way.name, place) != place:
                found[_key(place)] = f"{way.name} sudah dipilih di tempat lain. Pilih pejabat yang berbeda."
        return found

    def missing(self) -> str:
        """The first of these sentences, empty where nothing is amiss."""
        return next(iter(self.problems().values()), "")

    def show_problems(self, problems: Mapping[str, str]) -> dict[str, str]:
        """Each sentence beneath its place, one about `signers` beneath the first; gives back what belongs to none."""
        placed = {_key(0) if name == "signers" else name: sentence for name, sentence in problems.items()}
        return self.form.show_problems(placed)

    def focus_first(self, problems: Mapping[str, str]) -> None:
        """Puts the cursor into the first place that is amiss."""
        self.form.focus_first(problems)

    def words(self) -> list[list[str]]:
        """What stands in each place, for a draft."""
        return [self._words(place, slot) for place, slot in enumerate(self.slots)]

    def _words(self, place: int, slot: SignerSlot) -> list[str]:
        if slot.outside:
            return [edit.text() for edit in self.outsiders[place].values()]
        way = self.offices[place].way()
        return [str(number) for number in (way.position, *way.above)] if way is not None else []

    def restore(self, words: Sequence[Sequence[str]]) -> None:
        """Puts back what stood in each place; where an official no longer holds his position, one is proposed anew."""
        for (place, slot), texts in zip(enumerate(self.slots), words, strict=False):
            if slot.outside:
                for edit, text in zip(self.outsiders[place].values(), texts, strict=False):
                    edit.setText(text)
            elif texts:
                position, *above = map(int, texts)
                self._kept[place] = position, tuple(above)
        for box in self.offices.values():
            box.blockSignals(True)  # what was chosen until now is not what is wanted
            box.setCurrentIndex(-1)
            box.blockSignals(False)
        if self._offered:
            self.offer(self._ways, self._gaps)

    def _chosen(self, place: int) -> None:
        self._kept.pop(place, None)
        self._tell(place)
        self.changed.emit()

    def _tell(self, place: int) -> None:
        """What is to be known of the one chosen, or of those who are missing."""
        slot, way = self.slots[place], self.offices[place].way()
        missing = [gap.sentence for gap in self._gaps if slot.concerns(gap)]
        told: list[str] = []
        if way is not None and len(way.words) > _FITS:
            told.append(f"{way.words}.")
        if way is not None and way.note:
            told.append(way.note)
        elif missing and (way is None or not slot.prefers(way)):
            told.append(missing[0])
        elif self._offered and not self._ways:
            told.append(_NOBODY)
        self.form.hint(_key(place), " ".join(told))

    def _remark(self, place: int, nip: str) -> None:
        warning = nip_warning(nip) if nip.strip() else ""
        self.form.hint(_key(place, "nip"), warning)


def _key(place: int, part: str = "") -> str:
    return f"signers.{place}.{part}" if part else f"signers.{place}"


def _inside(label: str) -> str:
    """The label within a sentence; a short form in capitals stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _missing(slot: SignerSlot) -> str:
    if slot.outside:
        return f"Nama {_inside(slot.label)} belum diisi. Tulis nama dengan gelarnya."
    return f"{slot.label} belum dipilih. Pilih pejabat yang menandatangani dokumen ini."


class InitialsField(QListWidget):
    """The officials whose paraf stands on the file copy: any of those who hold a position on the day, ticked."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Paraf koordinasi")
        self.setMinimumHeight(64)
        self.setMaximumHeight(110)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSpacing(2)
        self.itemChanged.connect(lambda _: self.changed.emit())

    def offer(self, ways: Sequence[SigningWay]) -> None:
        """Shows who may put his paraf; those ticked stay where they still hold their position."""
        kept = {one.position for one in self.values()}
        self.blockSignals(True)
        self.clear()
        for way in (way for way in ways if not way.above and way.acting):
            item = QListWidgetItem(way.words, self)
            item.setToolTip(way.words)
            item.setData(Qt.ItemDataRole.UserRole, way.position)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if way.position in kept else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.changed.emit()

    def values(self) -> tuple[SignedBy, ...]:
        """Those ticked, from the head of the office downwards."""
        items = [self.item(row) for row in range(self.count())]
        ticked = [one for one in items if one.checkState() == Qt.CheckState.Checked]
        return tuple(SignedBy(int(one.data(Qt.ItemDataRole.UserRole))) for one in ticked)
