"""Cadangan: the list of backups, a new one on request, the way back to one, and the second place."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from spl_desktop.domain.dates import WIB, short_date
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.rights import UseCase
from spl_desktop.services.backup_files import WORDS, Backup
from spl_desktop.ui import asking, theme
from spl_desktop.ui.backups import Backups
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.frozen_table import Column, FrozenTable
from spl_desktop.ui.widgets.sizing import GrowingDialog, open_at

if TYPE_CHECKING:
    from spl_desktop.services.backup import Outcome
    from spl_desktop.services.restore import Loss

KINDS: Final = (("Register SPL Desktop", ("db",)),)
_INTRO: Final = (
    "Cadangan dibuat sendiri oleh program setiap hari kerja, sebelum pembaruan program, dan sebelum pemulihan; setiap "
    "cadangan langsung diperiksa. Yang disimpan: 7 harian, 5 mingguan, dan 12 bulanan. Cadangan yang Anda buat sendiri "
    "tidak pernah dihapus."
)
_NO_SECOND: Final = (
    "Belum ada tempat kedua. Bila komputer ini rusak atau hilang, cadangannya ikut hilang: pilih flash disk atau "
    "folder jaringan."
)


def _columns() -> tuple[Column[Backup], ...]:
    return (
        Column("made", "Dibuat", lambda one: _moment(one), 150),
        Column("kind", "Jenis", lambda one: WORDS[one.kind], 190, elastic=True),
        Column("cases", "Kasus", lambda one: str(one.cases), 70, align="right"),
        Column("facts", "Catatan", lambda one: str(one.facts), 80, align="right"),
        Column("size", "Ukuran", lambda one: _size_words(one.size), 90, align="right"),
        Column("place", "Tempat", lambda one: "Tempat kedua" if one.second else "Komputer ini", 120),
        Column("path", "Berkas", lambda one: str(one.path), 300, hidden=True),
    )


class BackupDialog(GrowingDialog):
    """Everything about backups; what happens goes through `Backups`, which works beside the window."""

    def __init__(self, backups: Backups, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.backups, self.context = backups, context
        self.setWindowTitle("Cadangan")
        self.problem = QLabel(wordWrap=True)
        self.problem.setProperty("role", "problem")
        self.place = QLabel(wordWrap=True)
        intro = QLabel(_INTRO, wordWrap=True)
        intro.setProperty("role", "muted")
        self.table = FrozenTable(_columns(), "backups", context.settings, key=lambda one: str(one.path))
        self.table.setAccessibleName("Daftar cadangan")
        self.table.setMinimumHeight(theme.scaled(200))
        self.nothing = QLabel("Register ini belum mempunyai cadangan.", alignment=Qt.AlignmentFlag.AlignCenter)
        self.making = QPushButton("Buat cadangan sekarang", autoDefault=False)
        self.making.setProperty("kind", "primary")
        self.restoring = QPushButton("Pulihkan…", autoDefault=False)
        self.from_file = QPushButton("Pulihkan dari berkas lain…", autoDefault=False)
        self.choosing = QPushButton("Tempat kedua…", autoDefault=False)
        self.closing = QPushButton("Tutup", autoDefault=False)
        for button, slot in (
            (self.making, self.make),
            (self.restoring, self.restore),
            (self.from_file, self.restore_file),
            (self.choosing, self.choose_second),
            (self.closing, self.accept),
        ):
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
        for one in (self.making, self.choosing):
            context.permits.bind(one, UseCase.BACKUP)
        for one in (self.restoring, self.from_file):
            context.permits.bind(one, UseCase.RESTORE)
        self._lay_out(intro)
        # By name, not by lambda: what outlives this dialog would call a lambda when the dialog is gone.
        self.table.picked.connect(self._enable)
        backups.changed.connect(self._show)
        backups.runner.busy.connect(self._enable)
        open_at(self, 820, 520)
        self._show()
        backups.refresh()

    def make(self) -> None:
        """A backup now."""
        self.backups.make(self, self._on_made, self._on_failed)

    def restore(self) -> None:
        """Go back to the chosen backup, after saying what would be lost."""
        chosen = self.table.current()
        if chosen is not None:
            self.backups.compare(chosen.path, self, self._ask)

    def restore_file(self) -> None:
        """Go back to a backup that lies elsewhere."""
        path = asking.open_file(self, "Pulihkan dari berkas", KINDS, self.backups.second())
        if path is not None:
            self.backups.compare(path, self, self._ask)

    def choose_second(self) -> None:
        """Choose where each backup is copied to as well."""
        now = self.backups.second()
        answer = "other"
        if now is not None:
            answer = asking.choose(
                self,
                "Tempat kedua untuk cadangan",
                {"other": "Pilih folder lain…", "none": "Tidak memakai tempat kedua"},
                detail=f"Sekarang: {now}",
            )
        if answer == "none":
            self.backups.set_second(None)
        elif answer == "other":
            place = asking.open_folder(self, "Tempat kedua untuk cadangan", now)
            if place is not None:
                self._set_second(place)

    def _set_second(self, place: Path) -> None:
        self.backups.set_second(place)
        self.make()  # at once, so that it is known today whether the place can be used

    def _ask(self, loss: "Loss") -> None:
        made = loss.backup.made.astimezone(WIB)
        question = f"Pulihkan register dari cadangan {short_date(made.date())} pukul {made:%H.%M}?"
        detail = (
            f"{loss.sentence()}\n\nRegister yang sekarang tidak dihapus: berkasnya tetap disimpan di sebelahnya, dan "
            "sebelumnya dibuat satu cadangan lagi."
        )
        if asking.yes_no(self, question, yes="Pulihkan", no="Batal", detail=detail, danger=True):
            self.accept()
            self.backups.restore(loss.backup.path)

    def _on_made(self, outcome: "Outcome") -> None:
        if not outcome.problem:
            self.context.say("Cadangan selesai dan lolos pemeriksaan.")
        self.table.pick(str(outcome.backup.path))

    def _on_failed(self, _error: UserError) -> None:
        self._show()

    def _show(self) -> None:
        self.problem.setText(self.backups.problem)
        self.problem.setVisible(bool(self.backups.problem))
        second = self.backups.second()
        self.place.setText(_NO_SECOND if second is None else f"Tempat kedua: {second}")
        self.place.setToolTip("" if second is None else str(second))
        self.table.set_rows(self.backups.found)
        self.table.setVisible(bool(self.backups.found))
        self.nothing.setVisible(not self.backups.found)
        if self.backups.found and self.table.current() is None:
            self.table.pick(str(self.backups.found[0].path))
        self._enable()

    def _enable(self) -> None:
        idle = self.backups.runner.idle()
        self.restoring.setEnabled(idle and self.table.current() is not None)
        for button in (self.making, self.from_file):
            button.setEnabled(idle)

    def _lay_out(self, intro: QLabel) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        for button in (self.making, self.restoring, self.from_file, self.choosing):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.closing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        for widget in (self.problem, intro, self.place):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.nothing, 1)
        layout.addLayout(buttons)


def _moment(one: Backup) -> str:
    made = one.made.astimezone(WIB)
    return f"{short_date(made.date())} {made:%H.%M}"


def _size_words(size: int) -> str:
    return f"{size / 1e6:.1f} MB".replace(".", ",") if size >= 100_000 else f"{size / 1e3:.0f} KB"
