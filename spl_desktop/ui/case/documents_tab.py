"""The documents of a case with their versions; files dropped here are filed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QGridLayout, QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from spl_desktop.domain.case import Document, Version
from spl_desktop.domain.dates import long_date, short_date, wib_text
from spl_desktop.domain.facts_text import recorded_words
from spl_desktop.domain.filing import SIGNED
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.values import FileRef
from spl_desktop.services.documents import open_copy
from spl_desktop.services.queries import CaseView
from spl_desktop.services.register import Register
from spl_desktop.ui import theme
from spl_desktop.ui.case.file_document import FileDocumentDialog, PlaceDialog, SignedCopyDialog
from spl_desktop.ui.case.opening import open_kept, save_kept
from spl_desktop.ui.case.tab import CaseTab, allow
from spl_desktop.ui.context import Context
from spl_desktop.ui.preview.opening import Shown, show_preview
from spl_desktop.ui.widgets.file_drop import size_text
from spl_desktop.ui.widgets.sizing import scrolling
from spl_desktop.ui.widgets.wrapping import breakable

_ROLE = Qt.ItemDataRole.UserRole
_SHOWN = 3
"""Places of the same file that are named."""


class DocumentsTab(CaseTab):
    """Dokumen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setAcceptDrops(True)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["Dokumen", "Tanggal"])
        self.tree.setAccessibleName("Dokumen kasus")
        self.tree.setRootIsDecorated(True)
        self.tree.setIndentation(16)
        self.tree.setMinimumHeight(150)
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.tree.itemSelectionChanged.connect(self._show_chosen)
        self.tree.itemActivated.connect(lambda *_: self._open())
        self.empty = QLabel("Belum ada dokumen. Tarik berkas ke sini, atau pilih Berkaskan.", wordWrap=True)
        self.empty.setProperty("role", "muted")
        self.details = QLabel(wordWrap=True)
        self.details.setTextFormat(Qt.TextFormat.PlainText)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.file = self.button("Be&rkaskan…", "attach", self._file, UseCase.FILE)
        self.look = self.button("&Pratinjau", "search", self._look)
        self.print = self.button("&Cetak…", "print", lambda: self._look(printing=True))
        self.open = self.button("Buka", "open", self._open)
        self.save = self.button("Simpa&n salinan…", "export", self._save)
        self.newer = self.button("&Versi baru…", "add", self._newer, UseCase.FILE)
        self.place = self.button("Tempat kertas…", "folder", self._place, UseCase.FILE)
        self.signed = self.button("Salinan bertan&da tangan…", "check", self._signed, UseCase.FILE)
        grid = QGridLayout()
        grid.setSpacing(theme.GAP)
        buttons = (self.look, self.print, self.open, self.save, self.newer, self.place)
        for number, button in enumerate(buttons):
            grid.addWidget(button, number // 2, number % 2)
        grid.addWidget(self.signed, len(buttons) // 2, 0, 1, 2)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.GAP + 4, theme.GAP + 4, theme.GAP + 4, theme.GAP + 4)
        column.setSpacing(theme.GAP)
        column.addWidget(self.file, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.empty)
        column.addWidget(self.tree, 1)
        column.addWidget(self.details)
        column.addLayout(grid)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner))

    def show_view(self, view: CaseView, step: str) -> None:
        """Shows the documents, the newest on top; the one chosen stays chosen."""
        super().show_view(view, step)
        kept = self._chosen()
        self.tree.clear()
        for document in reversed(view.state.documents):
            item = QTreeWidgetItem([document.title, short_date(document.current.on)])
            item.setData(0, _ROLE, (document.number, document.current.number))
            item.setToolTip(0, document.title)
            self.tree.addTopLevelItem(item)
            for version in reversed(document.versions[:-1]):
                older = QTreeWidgetItem([f"versi {version.number}: {version.title}", short_date(version.on)])
                older.setData(0, _ROLE, (document.number, version.number))
                item.addChild(older)
            if kept is not None and kept[0].number == document.number:
                self.tree.setCurrentItem(item)
        self.empty.setVisible(not view.state.documents)
        self.tree.setVisible(bool(view.state.documents))
        first = self.tree.topLevelItem(0)
        if self.tree.currentItem() is None and first is not None:
            self.tree.setCurrentItem(first)
        self._show_chosen()

    def _chosen(self) -> tuple[Document, Version] | None:
        item = self.tree.currentItem()
        return self._of(item) if item is not None else None

    def _of(self, item: QTreeWidgetItem) -> tuple[Document, Version] | None:
        if self.view is None:
            return None
        number, version = item.data(0, _ROLE)
        document = self.view.state.document(number)
        if document is None:
            return None
        return document, next((one for one in document.versions if one.number == version), document.current)

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        self.details.setVisible(chosen is not None)
        none = "Pilih dokumen dari daftar." if chosen is None else ""
        file = _file_of(chosen[1]) if chosen is not None else None
        paper = "Dokumen ini hanya ada di atas kertas." if chosen is not None and file is None else ""
        for button in (self.open, self.save):
            allow(button, none or paper)
        printable = [file for _, file in self._printable()]
        for button in (self.look, self.print):
            allow(button, none or ("" if printable else "Pratinjau hanya untuk dokumen Word dan PDF."))
        allow(self.newer, none)
        allow(self.place, none)
        issued = chosen is not None and bool(chosen[0].current.issued_number)
        allow(self.signed, none or ("" if issued else "Hanya untuk dokumen yang diterbitkan di sini."))
        if chosen is not None and self.view is not None:
            self.details.setText(breakable("\n".join(self._lines(*chosen))))

    def _lines(self, document: Document, version: Version) -> list[str]:
        assert self.view is not None
        lines = []
        if document.kind:
            lines.append(f"Jenis: {self.view.sop.document(document.kind).name}")
        word = "Diterbitkan" if version.issued_number else "Diterima"
        lines.append(f"Versi {version.number}. {word} {long_date(version.on)}")
        if version.issued_number:
            lines.append(f"Nomor: {version.issued_number}")
            lines.append("Penandatangan: " + ", ".join(one.name for one in version.signers))
        who = recorded_words(version.recorded_by, version.acted_by, "")
        lines.append(f"Dicatat {wib_text(version.recorded_at)}, oleh {who}")
        if version.file is not None:
            lines.append(f"Berkas: {version.file.name} ({size_text(version.file.size)}){_macros(version.file)}")
            lines += self._also(version.file, document, version)
        if version.signed is not None and version.signed_on is not None:
            how = f", {SIGNED[version.signed_how]}" if version.signed_how in SIGNED else ""
            signed = f"{version.signed.name}, {short_date(version.signed_on)}{how}{_macros(version.signed)}"
            lines.append(f"Salinan bertanda tangan: {signed}")
            lines += self._also(version.signed, document, version, signed=True)
        lines.append(f"Kertas: {document.place}" if document.place else "Kertas: tempatnya belum dicatat")
        if version.note:
            lines.append(f"Catatan: {version.note}")
        return lines

    def _also(self, file: FileRef, document: Document, version: Version, *, signed: bool = False) -> list[str]:
        """Where the same file stands as well."""
        assert self.view is not None
        here = (self.view.id, document.number, version.number, signed)
        others = [
            one.named(self.view.id)
            for one in self.view.shared.get(file.sha256, ())
            if (one.case, one.document, one.version, one.signed) != here
        ]
        more = f", dan {len(others) - _SHOWN} lainnya" if len(others) > _SHOWN else ""
        return [f"Isinya sama dengan {'; '.join(others[:_SHOWN])}{more}. Disimpan satu kali."] if others else []

    def _file(self) -> None:
        if self.view is not None:
            self.present(FileDocumentDialog(self.context, self.view, self))

    def _open(self) -> None:
        if (chosen := self._chosen()) is not None and (file := _file_of(chosen[1])) is not None:
            open_kept(self.context, file, self)

    def _printable(self) -> list[tuple[str, FileRef]]:
        """Title and file of the chosen documents that can be looked at page by page, the newest on top."""
        found: list[tuple[str, FileRef]] = []
        for item in self.tree.selectedItems():
            one = self._of(item)
            file = _file_of(one[1]) if one is not None else None
            if one is not None and file is not None and file.name.lower().endswith((".docx", ".pdf")):
                found.append((f"{one[0].title}, versi {one[1].number}", file))
        return found

    def _look(self, *, printing: bool = False) -> None:
        """Shows the chosen documents as they will be printed."""
        chosen = self._printable()
        if chosen:
            self.context.runner.run(
                _copies,
                self.context.register,
                chosen,
                then=lambda shown: show_preview(self.context, shown, self, printing=printing),
                owner=self,
                title="Membuka berkas…",
            )

    def _save(self) -> None:
        if (chosen := self._chosen()) is not None and (file := _file_of(chosen[1])) is not None:
            save_kept(self.context, file, self)

    def _newer(self) -> None:
        if (chosen := self._chosen()) is not None and self.view is not None:
            self.present(FileDocumentDialog(self.context, self.view, self, document=chosen[0]))

    def _place(self) -> None:
        if (chosen := self._chosen()) is not None and self.view is not None:
            self.present(PlaceDialog(self.context, self.view, chosen[0], self))

    def _signed(self) -> None:
        if (chosen := self._chosen()) is not None and self.view is not None:
            self.present(SignedCopyDialog(self.context, self.view, chosen[0], self))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the tab, by whoever may file them."""
        if not self.context.permits.why(UseCase.FILE) and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Asks what the dropped files are."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if self.view is not None:
            self.present(FileDocumentDialog(self.context, self.view, self, paths=paths))


def _macros(file: FileRef) -> str:
    return ", memuat makro" if file.macros else ""


def _file_of(version: Version) -> FileRef | None:
    """The signed copy where it came back, otherwise the file itself."""
    return version.signed or version.file


def _copies(register: Register, chosen: Sequence[tuple[str, FileRef]]) -> list[Shown]:
    """Read-only copies of the files, to be looked at."""
    return [Shown(title, open_copy(register, file)) for title, file in chosen]
