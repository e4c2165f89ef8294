"""Taking in cases from the old paper register: choose the workbook, read what is wrong with it, take it in."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.rights import UseCase
from spl_desktop.ui import asking, icons, theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.file_drop import FileDrop
from spl_desktop.ui.widgets.frozen_table import Column, FrozenTable
from spl_desktop.ui.widgets.sizing import open_at

if TYPE_CHECKING:
    from spl_desktop.services.import_sheets import RowError
    from spl_desktop.services.importing import ImportReport
    from spl_desktop.services.register import Register

KINDS: Final = (("Buku kerja Excel", ("xlsx",)),)
TEMPLATE_NAME: Final = "Templat impor buku register.xlsx"

_COLUMNS: "tuple[Column[RowError], ...]" = (
    Column("sheet", "Lembar", lambda one: one.sheet, 130),
    Column("row", "Baris", lambda one: str(one.row), 64, align="right"),
    Column("column", "Kolom", lambda one: one.column or "seluruh baris", 150),
    Column("sentence", "Yang harus dibetulkan", lambda one: one.sentence, 400, elastic=True),
)


class ImportDialog(QDialog):
    """A file above, what is wrong in it below. Nothing is written before the user has seen the result of the check."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.report: ImportReport | None = None
        self.setWindowTitle("Impor dari buku register lama")
        note = QLabel(
            "Salin kasus dan riwayat langkahnya dari buku register lama ke templat Excel, lalu pilih berkasnya di "
            "sini. Isinya diperiksa dahulu; register baru berubah setelah Anda menekan Masukkan.",
            wordWrap=True,
        )
        note.setProperty("role", "muted")
        self.template_button = QPushButton("Simpan templat…", autoDefault=False)
        icons.put(self.template_button, "document")
        self.template_button.clicked.connect(self.save_template)
        self.file = FileDrop(single=True, kinds=KINDS)
        self.file.button.setAutoDefault(False)
        self.file.changed.connect(self.check)
        self.summary = QLabel(wordWrap=True)
        self.summary.setProperty("role", "section")
        self.summary.setAccessibleName("Hasil pemeriksaan")
        self.skip = QCheckBox("&Lewati kasus yang barisnya salah, masukkan yang lain")
        self.skip.toggled.connect(self._judge)
        self.bad = FrozenTable(_COLUMNS, "import_errors", context.settings, key=lambda one: one)
        self.bad.setAccessibleName("Baris yang salah")
        self.detail = QLabel(wordWrap=True)
        self.detail.setAccessibleName("Kesalahan yang dipilih")
        self.bad.picked.connect(self._tell)
        self.copy_button = QPushButton("Salin daftar", autoDefault=False)
        icons.put(self.copy_button, "copy")
        self.copy_button.clicked.connect(self.copy)
        self.take_button = QPushButton("Masukkan", default=True)
        context.permits.bind(self.take_button, UseCase.IMPORT)
        self.take_button.setProperty("kind", "primary")
        icons.put(self.take_button, "import")
        self.take_button.clicked.connect(self.take_in)
        self._lay_out(note)
        open_at(self, 880, 560)
        self._show(None)

    def _lay_out(self, note: QLabel) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.GAP)
        top.addWidget(self.file, 1)
        top.addWidget(self.template_button)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.take_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addWidget(note)
        layout.addLayout(top)
        layout.addWidget(self.summary)
        layout.addWidget(self.bad, 1)
        layout.addWidget(self.detail)
        layout.addWidget(self.skip)
        layout.addStretch(0)  # takes the room while there is no list, which otherwise goes between the sentences
        layout.addWidget(buttons)

    def save_template(self) -> None:
        """Write the workbook to fill in where the user wants it."""
        target = asking.save_file(self, "Simpan templat impor", TEMPLATE_NAME, KINDS)
        if target is not None:
            self.context.runner.run(
                _write_template,
                target,
                self.context.register,
                then=lambda _: self.context.say(f"Templat tersimpan: {target.name}"),
                owner=self,
                title="Menulis templat…",
            )

    def check(self) -> None:
        """Read the chosen file again and show what an import would do."""
        path = self._path()
        self._show(None)
        if path is not None:
            self.context.runner.run(
                _import,
                self.context.register,
                path,
                dry_run=True,
                skip_bad=True,
                then=self._show,
                failed=self._on_failed,
                owner=self,
                lock=self.take_button,
                title="Memeriksa buku kerja…",
            )

    def take_in(self) -> None:
        """Write the cases of the file that was checked."""
        path = self._path()
        if path is not None:
            self.context.runner.run(
                _import,
                self.context.register,
                path,
                dry_run=False,
                skip_bad=self.skip.isChecked(),
                then=self._on_taken,
                failed=self._on_failed,
                owner=self,
                lock=self.take_button,
                title="Memasukkan kasus…",
            )

    def copy(self) -> None:
        """Put the list of errors on the clipboard as lines with tabs."""
        rows = [[column.title for column in _COLUMNS]]
        rows += [[column.value(one) for column in _COLUMNS] for one in self.bad.rows.rows]
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
        self.context.say("Daftar kesalahan disalin.")

    def _path(self) -> Path | None:
        return next(iter(self.file.paths()), None)

    def _show(self, report: "ImportReport | None") -> None:
        self.report = report
        self.bad.set_rows(report.bad if report else ())
        if report is not None and report.bad:
            self.bad.pick(report.bad[0])
        if report is None:
            self.summary.clear()
        elif report.bad:
            self.summary.setText(
                f"{len(report.bad)} kesalahan ditemukan; {report.cases} kasus lain dapat dimasukkan. "
                "Betulkan di Excel lalu pilih berkasnya lagi, atau lewati kasus yang salah."
            )
        else:
            self.summary.setText(f"{report.cases} kasus siap dimasukkan; tidak ada kesalahan.")
        self._judge()

    def _tell(self, one: "RowError | None") -> None:
        """The whole sentence: in the table it may be cut."""
        self.detail.setText(str(one) if one is not None else "")

    def _judge(self) -> None:
        report = self.report
        wrong = report is not None and bool(report.bad)
        self.bad.setVisible(wrong)
        self.detail.setVisible(wrong)
        self.skip.setVisible(wrong)
        self.copy_button.setVisible(wrong)
        cases = report.cases if report is not None else 0
        self.take_button.setText(f"&Masukkan {cases} kasus" if cases else "&Masukkan")
        self.take_button.setEnabled(bool(cases) and (not wrong or self.skip.isChecked()))

    def _on_taken(self, report: "ImportReport") -> None:
        self.context.announce(report.changes)
        if report.bad and not report.imported:
            self._show(report)  # the file was changed after it had been checked
            return
        self.context.say(report.sentence())
        self.accept()

    def _on_failed(self, error: UserError) -> None:
        self._show(None)
        self.summary.setText(error.sentence)


# In the worker thread.


def _write_template(target: Path, register: "Register") -> None:
    from spl_desktop.services.importing import write_template

    write_template(target, register)


def _import(
    register: "Register", path: Path, *, dry_run: bool, skip_bad: bool, progress: Callable[..., None]
) -> "ImportReport":
    from spl_desktop.services.importing import import_cases

    return import_cases(register, path, dry_run=dry_run, skip_bad=skip_bad, progress=progress)
