"""Filing documents of a case, their signed copies, and the place of the paper."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from spl_desktop.domain.case import Document
from spl_desktop.domain.errors import Invalid
from spl_desktop.domain.filing import SIGNED
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.text import ended
from spl_desktop.domain.values import Place
from spl_desktop.services import documents
from spl_desktop.services.documents import NewFile
from spl_desktop.services.queries import CaseView
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.form import LongText, choice, line_edit
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.file_drop import FileDrop


class PlaceFields(QWidget):
    """Where a paper lies: rak, boks, map."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.shelf = line_edit("rak", place.shelf)
        self.box = line_edit("boks", place.box)
        self.folder = line_edit("map", place.folder)
        for name, edit in (("Rak", self.shelf), ("Boks", self.box), ("Map", self.folder)):
            edit.setAccessibleName(f"{name} tempat dokumen kertas")
            edit.setToolTip(name)
            row.addWidget(edit)
        self.setFocusProxy(self.shelf)

    def place(self) -> Place:
        """The place typed."""
        return Place(shelf=self.shelf.text(), box=self.box.text(), folder=self.folder.text())


class FileDocumentDialog(CaseDialog):
    """Files to be filed, what they are, and where the paper lies. With `document` it is a new version of that one."""

    use = UseCase.FILE

    def __init__(
        self,
        context: Context,
        view: CaseView,
        parent: QWidget | None = None,
        *,
        paths: Sequence[Path] = (),
        document: Document | None = None,
    ) -> None:
        title = "Berkaskan dokumen" if document is None else "Berkaskan versi baru"
        lead = "" if document is None else ended(f"Versi {document.current.number + 1} dari {document.title}")
        super().__init__(context, title, "&Berkaskan", parent, lead=lead, width=620)
        self._view = view
        self._document = document
        self.files = FileDrop(single=document is not None)
        self.files.add(paths)
        self.files.changed.connect(self._files_changed)
        self.form.add("files", "B&erkas", self.files, hint="Kosongkan bila hanya ada dokumen kertas.")
        self.kind = choice([("dokumen lain", ""), *self._kinds(view)])
        self.kind.setSizeAdjustPolicy(self.kind.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.title = QLineEdit()
        if document is None:
            self.form.add("document_kind", "&Jenis dokumen", self.kind)
            self.form.add("title", "J&udul", self.title)
            self.kind.currentIndexChanged.connect(lambda _: self._files_changed())
        visit = view.state.visit
        self.date = self.add_date(
            label="&Tanggal diterima",
            earliest=visit.entered if visit is not None else view.state.received,
            since="langkah ini mulai" if visit is not None else "surat diterima",
        )
        self.place = PlaceFields(document.place if document is not None else Place())
        self.form.add("place", "Tempat &kertas", self.place)
        self.note = LongText(2)
        self.form.add("note", "&Catatan", self.note)
        self._files_changed()

    @staticmethod
    def _kinds(view: CaseView) -> list[tuple[str, object]]:
        visit = view.state.visit
        owed = view.sop.step(visit.step).outputs if visit is not None else ()
        here: list[tuple[str, object]] = [
            (f"{view.sop.document(kind).name} (output langkah ini)", kind) for kind in owed
        ]
        others: list[tuple[str, object]] = [(kind.name, kind.id) for kind in view.sop.documents if kind.id not in owed]
        return [*here, *others]

    def _files_changed(self) -> None:
        paths = self.files.paths()
        several = len(paths) > 1
        self.title.setEnabled(not several)
        kind = str(self.kind.currentData() or "")
        proposed = self._view.sop.document(kind).name if kind else (paths[0].stem if paths else "")
        self.title.setPlaceholderText("nama berkas masing-masing" if several else proposed)

    def filed_title(self) -> str:
        """The title under which the (first) file is filed."""
        return self.title.text().strip() or self.title.placeholderText()

    def record(self) -> None:
        """Files all of them, or none."""
        paths: Sequence[Path | None] = self.files.paths() or (None,)
        kind = str(self.kind.currentData() or "") if self._document is None else ""
        if paths == (None,) and not self.place.place():
            raise Invalid({"files": "Pilih berkasnya, atau tulis rak, boks, atau map tempat dokumen kertas."})
        several = len(paths) > 1
        new = tuple(
            NewFile(
                path=path,
                title=(path.stem if several and path is not None else self.title.text()),
                document_kind=kind,
                document=self._document.number if self._document is not None else 0,
                note=self.note.text(),
                place=self.place.place(),
            )
            for path in paths
        )
        self.send(
            documents.file_documents, self._view.id, new, on=self.on_date(self.date), expected=self._view.state.seq
        )


class PlaceDialog(CaseDialog):
    """Where the paper copy of a document lies."""

    use = UseCase.FILE

    def __init__(self, context: Context, view: CaseView, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(context, "Tempat dokumen kertas", "&Simpan", parent, lead=document.title, width=520)
        self._view = view
        self._document = document
        self.place = PlaceFields(document.place)
        self.form.add("place", "&Rak, boks, map", self.place, required=True)
        self.date = self.add_date(label="Disimpan &tanggal", earliest=view.state.received, since="surat diterima")
        self.place.setFocus()

    def record(self) -> None:
        """The paper lies there from now on."""
        self.send(
            documents.place_paper,
            self._view.id,
            document=self._document.number,
            place=self.place.place(),
            on=self.on_date(self.date),
            expected=self._view.state.seq,
        )


class SignedCopyDialog(CaseDialog):
    """The signed copy of an issued version that came back."""

    use = UseCase.FILE

    def __init__(
        self,
        context: Context,
        view: CaseView,
        document: Document,
        parent: QWidget | None = None,
        *,
        paths: Sequence[Path] = (),
    ) -> None:
        version = document.current
        lead = f"{document.title}, nomor {version.issued_number}, versi {version.number}."
        super().__init__(context, "Salinan bertanda tangan", "&Simpan", parent, lead=lead)
        self._view = view
        self._document = document
        self.files = FileDrop(single=True)
        self.files.add(paths)
        self.form.add("path", "&Berkas pindaian", self.files, required=True)
        self.how = choice([("tidak disebutkan", ""), *((words, name) for name, words in SIGNED.items())])
        self.form.add("how", "Ditandatangani &dengan", self.how)
        self.date = self.add_date(label="&Tanggal kembali", earliest=version.on, since="dokumen diterbitkan")
        self.note = LongText(2)
        self.form.add("note", "&Catatan", self.note)

    def record(self) -> None:
        """Keeps the signed copy beside the version that was issued."""
        paths = self.files.paths()
        if not paths:
            raise Invalid({"path": "Berkas pindaian belum dipilih. Tarik berkasnya ke sini atau pilih dari folder."})
        self.send(
            documents.record_signed_copy,
            self._view.id,
            document=self._document.number,
            version=self._document.current.number,
            path=paths[0],
            on=self.on_date(self.date),
            note=self.note.text(),
            how=str(self.how.currentData()),
            expected=self._view.state.seq,
        )
