"""What every dialog that prints asks for: date, signer, number, paper, and where the file goes."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QHBoxLayout, QPushButton, QWidget

from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.office import Reservation
from spl_desktop.domain.rights import UseCase
from spl_desktop.services.changes import Changes
from spl_desktop.services.documents import open_copy
from spl_desktop.services.office import Holder, positions_on
from spl_desktop.services.printing import Issue, Print
from spl_desktop.services.queries import CaseView, case_view
from spl_desktop.services.register import Register
from spl_desktop.services.reservations import NumberOffer, number_offer
from spl_desktop.ui import asking
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.disposition import holder_text
from spl_desktop.ui.case.form import beside, choice, line_edit
from spl_desktop.ui.context import Context
from spl_desktop.ui.preview.opening import Shown, show_preview

WORD = (("Dokumen Word", ("docx",)),)


class TargetField(QWidget):
    """Where Word is to find a copy of the file as well; empty where nowhere."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.edit = line_edit("tidak perlu; dokumen tersimpan di register")
        self.edit.setAccessibleName("Simpan juga ke berkas")
        browse = QPushButton("Pilih…")
        browse.setAutoDefault(False)
        browse.setAccessibleName("Pilih tempat menyimpan")
        browse.clicked.connect(self._browse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.edit, 1)
        row.addWidget(browse)
        self.setFocusProxy(self.edit)

    def _browse(self) -> None:
        path = asking.save_file(self, "Simpan dokumen Word", self.edit.text() or self._name, WORD)
        if path is not None:
            self.edit.setText(str(path))

    def path(self) -> Path | None:
        """The place typed or chosen."""
        typed = self.edit.text().strip()
        return Path(typed) if typed else None


class SignerField(QComboBox):
    """A position of the office that is held on the day of the document."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("pilih pejabat penandatangan")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)
        self.currentTextChanged.connect(self.setToolTip)  # a long position does not fit into the field

    def offer(self, holders: Sequence[Holder], preferred: Callable[[Holder], bool]) -> None:
        """Shows who may sign; the one chosen stays, otherwise the preferred one is proposed."""
        chosen = self.currentData()
        self.clear()
        for one in holders:
            self.addItem(holder_text(one), one.position.id)
        place = self.findData(chosen) if chosen is not None else -1
        if place < 0:
            place = next((number for number, one in enumerate(holders) if preferred(one)), -1)
        self.setCurrentIndex(place)

    def position(self) -> int:
        """The position's id, 0 while none is chosen."""
        return int(self.currentData() or 0)


class ReservedField(QComboBox):
    """The numbers that were handed out ahead for such a document; the first choice is to use none of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)
        self.currentTextChanged.connect(self.setToolTip)

    def offer(self, reserved: Sequence[Reservation]) -> None:
        """Shows these; the one chosen stays while it is still held."""
        chosen = self.number()
        self.blockSignals(True)
        self.clear()
        self.addItem("tidak memakai nomor yang dipesan", "")
        for one in reserved:
            self.addItem(f"{one.number} — {one.purpose}", one.number)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)

    def choose_none(self) -> None:
        """None is chosen, without a signal: another number was typed."""
        self.blockSignals(True)
        self.setCurrentIndex(0)
        self.blockSignals(False)

    def number(self) -> str:
        """The number chosen, empty for none."""
        return str(self.currentData() or "")


class PrintDialog(CaseDialog):
    """A document that is shown as a draft, or issued with its number; a subclass adds its own fields first."""

    use = UseCase.ISSUE
    series = ""
    enter_agrees = False

    def __init__(
        self, context: Context, view: CaseView, title: str, parent: QWidget | None = None, *, width: int = 640
    ) -> None:
        super().__init__(context, title, "&Terbitkan", parent, width=width)
        self.view = view
        self.holders: tuple[Holder, ...] = ()
        self.preview = QPushButton("&Lihat draf")
        self.preview.setAutoDefault(False)
        self.preview.setToolTip("Membuat dokumen tanpa nomor untuk diperiksa; tidak dicatat.")
        self.preview.clicked.connect(self.show_draft)
        self.buttons.addButton(self.preview, QDialogButtonBox.ButtonRole.ActionRole)
        self.agree.setToolTip("Mencatat dokumen beserta nomornya, menyimpannya di register, dan membukanya.")

    def add_print_fields(self, name: str, signer_label: str = "&Penandatangan") -> None:
        """Date, signer, number, paper and target."""
        self.date = self.add_date(label="Tan&ggal dokumen", earliest=self.view.state.received, since="surat diterima")
        self.form.add("signers", signer_label, self.make_signer_field(), required=True)
        self.number = line_edit()
        self._proposed = ""
        self._offer = NumberOffer("", "")
        self.form.add("number", "&Nomor", self.number, required=True)
        self.reserved = ReservedField()
        self.reserved.offer(())
        self.form.add("reserved", "N&omor dipesan", self.reserved)
        self.form.show_row("reserved", False)
        self.reserved.currentIndexChanged.connect(lambda _: self._take_reserved())
        self.number.textEdited.connect(lambda _: self._number_typed())
        self.number.textChanged.connect(lambda _: self._tell_number())
        papers: list[tuple[str, object]] = [
            ("sesuai pengaturan kantor", ""),
            ("A4 (210 × 297 mm)", "A4"),
            ("F4 (210 × 330 mm)", "F4"),
        ]
        self.paper = choice(papers, "")
        self.form.add("paper", "&Kertas", beside(self.paper))
        self.target = TargetField(name)
        self.form.add("target", "&Simpan juga ke", self.target)
        self.date.changed.connect(self.ask)
        self.ask()

    def ask(self) -> None:
        """Reads who may sign on that day and which number comes next."""
        day = self.date.value() or self.today
        self.ask_holders()
        offered = partial(number_offer, case=self.view.id, agency=self.view.state.agency)
        run, register = self.context.runner.run, self.context.register
        run(offered, register, self.series, day, then=self._show_number, owner=self, quiet=True)

    def make_signer_field(self) -> QWidget:
        """The field in which the signatory is chosen."""
        self.signer = SignerField()
        return self.signer

    def ask_holders(self) -> None:
        """Reads who may sign on the day of the document."""
        day = self.date.value() or self.today
        self.context.runner.run(
            positions_on, self.context.register, day, then=self._show_holders, owner=self, quiet=True
        )

    def preferred(self, holder: Holder) -> bool:
        """Whether this one usually signs the document."""
        return False

    def _show_holders(self, holders: tuple[Holder, ...]) -> None:
        self.holders = holders
        self.signer.offer(holders, self.preferred)

    def _show_number(self, offer: NumberOffer) -> None:
        chosen = self.reserved.number()
        self.reserved.offer(offer.reserved)
        self.form.show_row("reserved", bool(offer.reserved))
        lost = bool(chosen) and not self.reserved.number()  # on another date, or spent by somebody else
        if lost or self.number.text() in ("", self._proposed):
            self.number.setText(offer.proposed)
        self._proposed, self._offer = offer.proposed, offer
        self._tell_number()

    def _take_reserved(self) -> None:
        """The number that was handed out ahead stands in the field; the one that comes next where none is chosen."""
        self.number.setText(self.reserved.number() or self._proposed)

    def _number_typed(self) -> None:
        if self.reserved.number() not in ("", self.number.text()):
            self.reserved.choose_none()

    def _tell_number(self) -> None:
        """The last one used, and what is known of a number that was handed out and given up."""
        last = (
            f"Nomor terakhir dengan pola ini: {self._offer.last}." if self._offer.last else "Belum ada nomor tahun ini."
        )
        self.form.hint("number", " ".join(part for part in (last, self._offer.remark(self.number.text())) if part))

    def signers(self) -> tuple[Any, ...]:
        """Who signs."""
        raise NotImplementedError

    def produce(self, how: Print, issued: Issue | None) -> tuple[Callable[..., Changes], dict[str, Any]]:
        """The service that makes the document, and what it is given besides the case."""
        raise NotImplementedError

    def how(self, target: Path | None, *, number: str) -> Print:
        """How it is printed."""
        return Print(
            on=self.on_date(self.date),
            signers=self.signers(),
            paper=str(self.paper.currentData() or ""),
            target=target,
            number=number,
        )

    def show_draft(self) -> None:
        """Makes the document without recording it, and opens it."""
        self.banner.say("")
        target = self.context.register.private_folder() / f"draf-{self.series}-{self.view.id}.docx"
        try:
            service, more = self.produce(self.how(target, number=self.number.text()), None)
        except UserError as error:
            self.refuse(error)
            return
        self.context.runner.run(
            partial(service, self.context.register, self.view.id, **more),
            then=lambda changes: self._draft_made(changes, target),
            failed=self.refuse,
            owner=self,
            title="Membuat draf…",
        )

    def _draft_made(self, changes: Changes, target: Path) -> None:
        self.banner.say(changes.notice)
        show_preview(self.context, [Shown(f"draf {self.windowTitle()}", target)], self)

    def record(self) -> None:
        """Issues the document."""
        how = self.how(self.target.path(), number=self.number.text())
        if not how.signers:
            raise Invalid({"signers": "Penandatangan belum dipilih. Pilih pejabat yang menandatangani dokumen ini."})
        chosen = self.reserved.number()
        service, more = self.produce(how, Issue(self.view.state.seq, reserved=bool(chosen) and chosen == how.number))
        self.send(service, self.view.id, **more)

    def opens_over(self) -> QWidget | None:
        """Over which widget the issued document is opened; it must outlive this dialog."""
        return self.parentWidget()

    def _done(self, changes: object) -> None:
        parent = self.opens_over()
        super()._done(changes)
        if isinstance(changes, Changes) and changes.made and parent is not None:
            context = self.context
            if changes.notice:
                context.say(changes.notice)
            context.runner.run(
                issued_copy,
                context.register,
                self.view.id,
                changes.made,
                then=lambda shown: show_preview(context, [shown], parent),
                owner=parent,
                quiet=True,
            )


def issued_copy(register: Register, case: int, document: int) -> Shown:
    """A read-only copy of the newest version of a document that was just issued."""
    found = case_view(register, case).state.document(document)
    assert found is not None
    assert found.current.file is not None
    return Shown(found.title, open_copy(register, found.current.file))
