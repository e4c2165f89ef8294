"""The tab for the Word templates of documents: ours, or the office's own after the template doctor has seen it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from spl_desktop.services import templates
from spl_desktop.services.templates import TemplateRow
from spl_desktop.ui import asking, theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.office.sorted_table import SortedTable, bar, button
from spl_desktop.ui.office.template_dialogs import FieldsDialog, FindingsDialog
from spl_desktop.ui.widgets.frozen_table import Column, Hints

if TYPE_CHECKING:
    from spl_desktop.reports.doctor_file import Finding

WORD: Final = (("Dokumen Word", ("docx",)),)


def _used(row: TemplateRow) -> str:
    return f"Milik kantor: {row.own.name}" if row.own is not None else "Bawaan"


def _quiet(row: TemplateRow) -> Hints | None:
    return Hints(color="muted") if row.own is None else None


_COLUMNS = (
    Column[TemplateRow]("title", "Dokumen", lambda row: row.title, 320, sort="title", elastic=True),
    Column[TemplateRow]("used", "Templat yang dipakai", _used, 320, sort="used", hints=_quiet, elastic=True),
    Column[TemplateRow]("name", "Nama templat", lambda row: row.name, 220, sort="name"),
)


class TemplatesTab(QWidget):
    """Every document with the template that makes it; a template is exported, changed in Word, and put back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        intro = QLabel(
            "Ekspor templat, ubah di Word, lalu pakai kembali. Templat diperiksa dahulu; bila kelak tidak dapat diisi, "
            "dokumen tetap dicetak dengan templat bawaan dan Anda diberi tahu.",
            wordWrap=True,
        )
        intro.setProperty("role", "muted")
        self.table = SortedTable(
            _COLUMNS,
            "templates",
            context.settings,
            key=lambda row: row.name,
            keys={
                "title": lambda row: row.title.casefold(),
                "used": lambda row: (row.own is None, row.title.casefold()),
                "name": lambda row: row.name,
            },
            sort="title",
            title="Templat dokumen",
        )
        self.table.picked.connect(lambda _row: self._enable())
        self.table.opened.connect(lambda _row: self.show_fields())
        self._fields = button("Daftar isian…", "document", self.show_fields, "Semua isian dengan arti dan contohnya")
        self._export = button("Ekspor…", "export", self.export, "Tulis templat yang dipakai, untuk diubah di Word")
        self._adopt = button("Periksa dan pakai…", "check", self.ask_adopt, "Pilih templat yang sudah diubah di Word")
        self._withdraw = button("Kembali ke bawaan", "return", self.withdraw)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(intro)
        layout.addWidget(bar(self._fields, self._export, self._adopt, self._withdraw))
        layout.addWidget(self.table, 1)
        self._enable()

    def show_state(self, rows: Sequence[TemplateRow]) -> None:
        """Shows every template."""
        self.table.show_rows(rows)
        if rows and self.current() is None:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self._enable()

    def current(self) -> TemplateRow | None:
        """The chosen one."""
        row: TemplateRow | None = self.table.current()
        return row

    def show_fields(self) -> None:
        """Every field that the chosen template may name."""
        row = self.current()
        if row is not None:
            self.context.runner.run(
                templates.field_lines, row.name, then=lambda lines: self._fields_of(row, lines), owner=self, quiet=True
            )

    def export(self) -> None:
        """Writes the template in use where the user wants it."""
        row = self.current()
        target = asking.save_file(self, "Ekspor templat", f"{row.name}.docx", WORD) if row is not None else None
        if row is not None and target is not None:
            self.context.runner.run(
                templates.export_template,
                self.context.register,
                row.name,
                target,
                then=lambda _: self.context.say(f"Templat ditulis ke {target}."),
                owner=self,
            )

    def ask_adopt(self) -> None:
        """Asks for a file, and shows what the template doctor says of it."""
        row = self.current()
        path = asking.open_file(self, f"Templat untuk {row.title}", WORD) if row is not None else None
        if row is not None and path is not None:
            self.context.runner.run(
                templates.check_template,
                row.name,
                path,
                then=lambda findings: self._found(row, path, findings),
                owner=self,
                title="Memeriksa templat…",
            )

    def withdraw(self) -> None:
        """The shipped template is used again, after asking."""
        row = self.current()
        if row is None or row.own is None:
            return
        detail = (
            f'Templat kantor "{row.own.name}" tetap tersimpan dalam riwayat. Dokumen yang sudah terbit tidak berubah.'
        )
        question = f"Pakai lagi templat bawaan untuk {row.title}?"
        if asking.yes_no(self, question, yes="Pakai bawaan", no="Batal", detail=detail):
            self.context.runner.run(
                templates.withdraw_template,
                self.context.register,
                row.name,
                then=lambda _: self.context.say(f"Templat bawaan dipakai lagi untuk {row.title}."),
                owner=self,
            )

    def _fields_of(self, row: TemplateRow, lines: Sequence[tuple[str, str, str]]) -> None:
        FieldsDialog(self.context, row.title, lines, self).open()

    def _found(self, row: TemplateRow, path: Path, findings: "Sequence[Finding]") -> None:
        dialog = FindingsDialog(self.context, row.title, path.name, findings, self)
        dialog.fields_asked.connect(self.show_fields)
        dialog.accepted.connect(lambda: self._take(row, path))
        dialog.open()

    def _take(self, row: TemplateRow, path: Path) -> None:
        self.context.runner.run(
            templates.adopt_template,
            self.context.register,
            row.name,
            path,
            then=lambda _: self.context.say(f"{path.name} dipakai untuk {row.title}."),
            owner=self,
        )

    def _enable(self) -> None:
        row = self.current()
        for one in (self._fields, self._export, self._adopt):
            one.setEnabled(row is not None)
        self._withdraw.setEnabled(row is not None and row.own is not None)
