"""Printing the laporan hasil validasi: what was validated, item by item, and what follows; its draft is kept."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.errors import Invalid
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import Signer
from spl_desktop.services.changes import Changes
from spl_desktop.services.office import Holder
from spl_desktop.services.printing import (
    Issue,
    Print,
    SignedBy,
    ValidationContent,
    ValidationItem,
    print_validation,
)
from spl_desktop.services.queries import CaseView
from spl_desktop.ui.case.drafts import Words
from spl_desktop.ui.case.form import LongText, line_edit
from spl_desktop.ui.case.printing import PrintDialog
from spl_desktop.ui.context import Context

_RESULTS = (("Sesuai", "ya"), ("Tidak sesuai", "tidak"))


class ItemsGrid(QWidget):
    """The items: what was looked at, sesuai or not, a note, and what is to be done."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = QTableWidget(0, 4)
        self.table.setHorizontalHeaderLabels(["Butir yang divalidasi", "Hasil", "Catatan", "Tindak lanjut"])
        self.table.setAccessibleName("Butir validasi")
        self.table.verticalHeader().setDefaultSectionSize(36)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, 132)
        self.table.setMinimumHeight(190)
        self.table.setEditTriggers(QTableWidget.EditTrigger.AllEditTriggers)
        self.table.cellChanged.connect(lambda *_: self.changed.emit())
        add = QPushButton("Tambah b&utir")
        add.clicked.connect(lambda: self.add(focus=True))
        remove = QPushButton("Hapus butir terpilih")
        remove.clicked.connect(self._remove)
        row = QHBoxLayout()
        for button in (add, remove):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        layout.addLayout(row)
        self.setFocusProxy(self.table)

    def add(
        self, text: str = "", result: str = "", note: str = "", follow_up: str = "", *, focus: bool = False
    ) -> None:
        """One more item; nothing is chosen for its result."""
        row = self.table.rowCount()
        self.table.blockSignals(True)
        self.table.insertRow(row)
        for column, words in ((0, text), (2, note), (3, follow_up)):
            self.table.setItem(row, column, QTableWidgetItem(words))
        box = QComboBox()
        box.setPlaceholderText("pilih")
        box.setAccessibleName(f"Hasil butir {row + 1}")
        for words, data in _RESULTS:
            box.addItem(words, data)
        box.setCurrentIndex(box.findData(result))
        box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.table.setCellWidget(row, 1, box)
        self.table.blockSignals(False)
        if focus:
            self.table.setCurrentCell(row, 0)
            self.table.edit(self.table.model().index(row, 0))

    def _remove(self) -> None:
        row = self.table.currentRow()
        if row >= 0:
            self.table.removeRow(row)
            self.changed.emit()

    def rows(self) -> list[list[str]]:
        """Text, result, note and follow-up of each item."""
        found: list[list[str]] = []
        for row in range(self.table.rowCount()):
            box = self.table.cellWidget(row, 1)
            result = str(box.currentData() or "") if isinstance(box, QComboBox) else ""
            texts = [self._text(row, column) for column in (0, 2, 3)]
            found.append([texts[0], result, texts[1], texts[2]])
        return found

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text() if item is not None else ""

    def fill(self, rows: list[list[str]]) -> None:
        """Shows these items."""
        self.table.setRowCount(0)
        for text, result, note, follow_up in rows:
            self.add(text, result, note, follow_up)


class PrintValidationDialog(PrintDialog):
    """What the report says, who signs for both sides, and how it is printed."""

    series = Report.VALIDATION.value

    def __init__(self, context: Context, view: CaseView, parent: QWidget | None = None) -> None:
        super().__init__(context, view, "Laporan hasil validasi", parent, width=860)
        self.form.section("Isi laporan")
        self.summary = LongText(3)
        self.form.add("summary", "&Ringkasan", self.summary)
        self.items = ItemsGrid()
        self.form.add("items", "Butir &validasi", self.items, required=True)
        self.conclusion = LongText(3)
        self.form.add("conclusion", "Kes&impulan", self.conclusion, required=True)
        self.form.section("Penandatangan OPD")
        contact = next(iter(sorted(view.state.contacts, key=lambda one: one.role != "struktural")), None)
        self.agency_name = line_edit("nama dengan gelar", contact.name if contact else "")
        self.agency_title = line_edit("jabatan di OPD", contact.position if contact else "")
        self.agency_nip = line_edit("NIP, bila ada", contact.nip if contact else "")
        self._proposed_agency = self._agency()
        self.form.add("agency_name", "Na&ma", self.agency_name, required=True)
        self.form.add("agency_title", "&Jabatan", self.agency_title)
        self.form.add("agency_nip", "NIP", self.agency_nip)
        self.form.section("Penerbitan")
        self.copies = LongText(2)
        self.add_print_fields("laporan-hasil-validasi.docx", "&Penandatangan kami")
        self.form.add("copies", "Tem&busan", self.copies, hint="Satu penerima tembusan tiap baris.")
        for text in (self.summary, self.conclusion, self.copies):
            text.textChanged.connect(self.touched)
        for line in (self.agency_name, self.agency_title, self.agency_nip):
            line.textChanged.connect(self.touched)
        self.items.changed.connect(self.touched)
        visit = view.state.visit
        self.keep_draft(f"validation:{view.id}:{visit.number if visit else 0}", self._words, self._restore)
        if not self.items.rows():
            self.items.add()

    def _agency(self) -> list[str]:
        return [one.text() for one in (self.agency_name, self.agency_title, self.agency_nip)]

    def _words(self) -> Words:
        rows = [row for row in self.items.rows() if any(row)]
        words: Words = {
            "summary": self.summary.text(),
            "conclusion": self.conclusion.text(),
            "copies": self.copies.text(),
            "items": rows,
            "agency": typed if (typed := self._agency()) != self._proposed_agency else [],
        }
        return words if any(words.values()) else {}

    def _restore(self, words: Words) -> None:
        self.summary.setPlainText(words.get("summary", ""))
        self.conclusion.setPlainText(words.get("conclusion", ""))
        self.copies.setPlainText(words.get("copies", ""))
        self.items.fill(words.get("items") or [["", "", "", ""]])
        signatory = words.get("agency") or self._proposed_agency
        for line, text in zip((self.agency_name, self.agency_title, self.agency_nip), signatory, strict=True):
            line.setText(text)

    def preferred(self, holder: Holder) -> bool:
        """One of the lanes that do the step, other than the agency's own."""
        visit = self.view.state.visit
        lanes = self.view.sop.step(visit.step).lanes if visit is not None else ()
        return bool(holder.position.lane) and holder.position.lane in lanes

    def signers(self) -> tuple[Any, ...]:
        """The agency's signatory as typed, then ours."""
        position = self.signer.position()
        if not position:
            return ()
        ours = next((one.position for one in self.holders if one.position.id == position), None)
        lane = next((one.short for one in self.view.sop.lanes if ours is not None and one.id == ours.lane), "")
        title = self.agency_title.text().strip()
        theirs = Signer(
            name=self.agency_name.text().strip(),
            title=(title,) if title else (),
            nip=self.agency_nip.text().strip(),
            party=self.view.state.agency_name,
        )
        return (theirs, SignedBy(position, party=lane))

    def content(self, *, complete: bool) -> ValidationContent:
        """What stands in the fields; Invalid where a result is wanted and not chosen."""
        rows = [row for row in self.items.rows() if row[0].strip()]
        open_rows = [row[0] for row in rows if not row[1]]
        if complete and open_rows:
            raise Invalid({"items": f'Hasil butir "{open_rows[0]}" belum dipilih. Pilih sesuai atau tidak sesuai.'})
        return ValidationContent(
            summary=self.summary.text(),
            items=tuple(ValidationItem(text, result == "ya", note, follow) for text, result, note, follow in rows),
            conclusion=self.conclusion.text(),
            copies=tuple(line for line in self.copies.text().splitlines() if line.strip()),
        )

    def produce(self, how: Print, issued: Issue | None) -> tuple[Callable[..., Changes], dict[str, Any]]:
        """The report."""
        if issued is not None and not self.agency_name.text().strip():
            raise Invalid({"agency_name": "Nama penandatangan OPD belum diisi."})
        return print_validation, {"content": self.content(complete=True), "how": how, "issued": issued}
