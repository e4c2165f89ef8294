"""The tab for the Word templates: which makes each document, taken out for Word, examined, and put back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from spl_desktop.domain.dates import short_date
from spl_desktop.domain.rights import UseCase
from spl_desktop.services import templates
from spl_desktop.services.templates import Finding, TemplateRow
from spl_desktop.ui import asking, theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.modal import opened
from spl_desktop.ui.office.sorted_table import SortedTable, bar, button
from spl_desktop.ui.office.template_dialogs import FieldsDialog, FindingsDialog
from spl_desktop.ui.widgets.frozen_table import Column, Hints

_WORD = (("Dokumen Word", ("docx",)),)
_INTRO = (
    "Ekspor templatnya, sunting di Word, lalu pakai kembali. Setiap templat diperiksa dahulu. Bila templat kantor "
    "tidak dapat diisi saat mencetak, templat bawaan dipakai dan hal itu diberitahukan."
)


def _which(row: TemplateRow) -> str:
    return f"Milik kantor sejak {short_date(row.own.since)}" if row.own is not None else "Bawaan"


def _quiet(row: TemplateRow) -> Hints | None:
    return Hints(color="muted") if row.own is None else None


_COLUMNS = (
    Column[TemplateRow]("title", "Dokumen", lambda row: row.title, 380, sort="title", elastic=True),
    Column[TemplateRow]("which", "Templat", _which, 230, sort="which", hints=_quiet),
    Column[TemplateRow]("file", "Berkas", lambda row: row.own.file.name if row.own is not None else "-", 260),
)


class TemplatesTab(QWidget):
    """Every document with its template; nothing is taken into use that could not be printed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        intro = QLabel(_INTRO, wordWrap=True)
        intro.setProperty("role", "muted")
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.table = SortedTable(
            _COLUMNS,
            "templates",
            context.settings,
            key=lambda row: row.name,
            keys={
                "title": lambda row: row.title.casefold(),
                "which": lambda row: (row.own is None, row.title.casefold()),
            },
            sort="title",
            title="Daftar templat dokumen",
        )
        self.table.opened.connect(self._show_fields)
        self.table.picked.connect(lambda _row: self._enable())
        self.exporting = button("Ekspor…", "export", self.export, "Simpan templat terpilih untuk disunting di Word")
        self.adopting = button(
            "Periksa dan pakai…",
            "check",
            self.adopt,
            "Periksa berkas Word, lalu pakai untuk dokumen terpilih",
        )
        self.withdrawing = button(
            "Kembali ke bawaan", "return", self.withdraw, "Templat kantor tidak dipakai lagi; riwayatnya tetap ada"
        )
        self.listing = button("Daftar isian…", "columns", self.fields, "Yang dapat ditulis dalam templat terpilih")
        for one in (self.adopting, self.withdrawing):
            context.permits.bind(one, UseCase.SETTINGS)
        self.bar = bar(self.exporting, self.adopting, self.withdrawing, self.listing, before=(self.count,))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(intro)
        layout.addWidget(self.bar)
        layout.addWidget(self.table, 1)
        self._enable()

    def show_rows(self, rows: Sequence[TemplateRow]) -> None:
        """Shows which template makes each document."""
        self.table.show_rows(rows)
        if self.table.current() is None and rows:
            self.table.pick(self.table.rows.rows[0].name)
        own = sum(row.own is not None for row in rows)
        self.count.setText(f"{own} dari {len(rows)} milik kantor")
        self._enable()

    def export(self) -> None:
        """Asks where to, and where the office has its own template which of both, and writes it."""
        row: TemplateRow | None = self.table.current()
        if row is None:
            return
        which = "own"
        if row.own is not None:
            which = asking.choose(
                self, f"Templat mana untuk {row.title}?", {"own": "Milik kantor", "original": "Bawaan"}
            )
        target = asking.save_file(self, "Ekspor templat", f"{row.name}.docx", _WORD) if which else None
        if target is not None:
            self.context.runner.run(
                templates.export_template,
                self.context.register,
                row.name,
                target,
                original=which == "original",
                then=partial(self._exported, target),
                owner=self,
                lock=self.bar,
                title="Menyimpan templat…",
            )

    def adopt(self) -> None:
        """Asks for a file and has it examined; what is clean is taken, otherwise the findings are shown."""
        row: TemplateRow | None = self.table.current()
        if row is None:
            return
        path = asking.open_file(self, f"Templat untuk {row.title}", _WORD)
        if path is not None:
            self.context.runner.run(
                templates.check_template,
                row.name,
                path,
                then=partial(self._checked, row, path),
                owner=self,
                lock=self.bar,
                title="Memeriksa templat…",
            )

    def withdraw(self) -> None:
        """Asks, and goes back to the shipped template."""
        row: TemplateRow | None = self.table.current()
        if row is None or row.own is None:
            return
        if asking.yes_no(
            self,
            f"Pakai templat bawaan lagi untuk {row.title}?",
            yes="Pakai bawaan",
            no="Batal",
            detail="Dokumen yang sudah terbit tidak berubah.",
        ):
            self.context.runner.run(
                templates.withdraw_template,
                self.context.register,
                row.name,
                then=lambda _: self.context.say(f"Templat bawaan dipakai lagi untuk {row.title}."),
                owner=self,
                lock=self.bar,
            )

    def fields(self) -> None:
        """Shows what the chosen template may name."""
        if (row := self.table.current()) is not None:
            self._show_fields(row)

    def _show_fields(self, row: TemplateRow) -> None:
        opened(FieldsDialog(self.context, row, self))

    def _exported(self, target: Path, _done: object) -> None:
        self.context.say(f"Templat tersimpan: {target.name}")

    def _checked(self, row: TemplateRow, path: Path, findings: tuple[Finding, ...]) -> None:
        if findings:
            shown = FindingsDialog(self.context, row, path, findings, self)
            shown.accepted.connect(partial(self._take, row, path))
            opened(shown)
        else:
            self._take(row, path)

    def _take(self, row: TemplateRow, path: Path) -> None:
        self.context.runner.run(
            templates.adopt_template,
            self.context.register,
            row.name,
            path,
            then=lambda _: self.context.say(f"Templat kantor dipakai untuk {row.title}."),
            owner=self,
            lock=self.bar,
            title="Menyimpan templat…",
        )

    def _enable(self) -> None:
        row: TemplateRow | None = self.table.current()
        for one in (self.exporting, self.adopting, self.listing):
            one.setEnabled(row is not None)
        self.withdrawing.setEnabled(row is not None and row.own is not None)
