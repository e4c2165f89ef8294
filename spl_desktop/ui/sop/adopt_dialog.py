"""The dialog for a new version of the SOP: the file is judged and what it changes is shown before it is adopted."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from spl_desktop.domain.errors import SopError, UserError
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_words import SopChange, compare
from spl_desktop.services import sops
from spl_desktop.services.register import Register
from spl_desktop.ui import theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.file_drop import FileDrop
from spl_desktop.ui.widgets.sizing import GrowingDialog, open_at

_FILES = (("Berkas SOP", ("toml",)), ("Semua berkas", ("*",)))


@dataclass(frozen=True)
class Examined:
    """A file that can be followed, what it changes against the version in force, and who keeps the old one."""

    sop: Sop
    changes: tuple[SopChange, ...]
    known: bool
    running: int


def examine(register: Register, path: Path) -> Examined:
    """Reads the file without adopting it; SopError names every line that cannot be followed."""
    new = sops.read_sop(path)
    versions = sops.versions(register)
    return Examined(
        new,
        compare(sops.current_sop(register), new),
        any(one.id == new.id for one in versions),
        sum(one.cases for one in versions if one.id != new.id),
    )


class AdoptDialog(GrowingDialog):
    """Pasang versi baru: file, judgement, effect, and the decision."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._path: Path | None = None
        self.setWindowTitle("Pasang versi baru SOP")
        heading = QLabel("Pasang versi baru SOP")
        heading.setProperty("role", "section")
        intro = QLabel(
            "Kasus baru akan mengikuti versi ini; kasus yang sudah ada tetap mengikuti versinya sendiri. "
            "Berkas SOP diperoleh dari “Ekspor berkas SOP…”, lalu disunting dan diberi id baru.",
            wordWrap=True,
        )
        intro.setProperty("role", "muted")
        self.file = FileDrop(single=True, kinds=_FILES)
        self.file.setAccessibleName("Berkas SOP")
        self.file.button.setAutoDefault(False)  # Enter is for adopting
        self.file.changed.connect(self.examine)
        self.verdict = QLabel(wordWrap=True)
        self.details = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.details.setAccessibleName("Hasil pemeriksaan berkas SOP")
        self.details.setMinimumHeight(theme.scaled(110))
        self.adopting = QPushButton("Pasang versi ini")
        context.permits.bind(self.adopting, UseCase.SETTINGS)
        self.adopting.setDefault(True)
        self.adopting.setProperty("kind", "primary")
        self.adopting.clicked.connect(self.adopt)
        back = QPushButton("Batal", autoDefault=False)
        back.clicked.connect(self.reject)
        self.buttons = QDialogButtonBox()
        self.buttons.addButton(self.adopting, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(back, QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        for widget in (heading, intro, self.file, self.verdict):
            layout.addWidget(widget)
        layout.addWidget(self.details, 1)
        layout.addSpacing(theme.GAP)
        layout.addWidget(self.buttons)
        open_at(self, 760, 520)
        self.examine()

    def examine(self) -> None:
        """Judges the chosen file."""
        self._path = next(iter(self.file.paths()), None)
        self.adopting.setEnabled(False)
        self.details.clear()
        self._say("" if self._path else "Belum ada berkas yang dipilih.", wrong=False)
        if self._path is not None:
            self.context.runner.run(
                examine,
                self.context.register,
                self._path,
                then=self._show,
                failed=self._refused,
                title="Memeriksa berkas SOP…",
            )

    def adopt(self) -> None:
        """Puts the examined version in force."""
        if self._path is not None:
            self.context.runner.run(
                sops.adopt_sop,
                self.context.register,
                self._path,
                then=self._adopted,
                failed=self._refused,
                lock=self.buttons,
            )

    def _show(self, found: Examined) -> None:
        steps = len(found.sop.steps)
        if not found.changes and found.known:
            self._say("Berkas ini sama dengan versi yang berlaku; tidak ada yang perlu dipasang.", wrong=False)
            return
        parts = [f"✓ Berkas dapat dipakai: “{found.sop.identity.name}”, {steps} langkah, versi {found.sop.id}."]
        if found.known:
            parts.append("Versi dengan id ini sudah pernah dipasang; isinya harus sama persis.")
        if found.running:
            parts.append(f"{found.running} kasus tetap mengikuti versi sebelumnya.")
        self._say(" ".join(parts), wrong=False)
        self.details.setPlainText(
            "\n\n".join(_lines(change) for change in found.changes)
            or "Tidak ada perbedaan identitas, pelaksana, atau langkah dengan versi yang berlaku."
        )
        self.adopting.setEnabled(True)

    def _refused(self, error: UserError) -> None:
        lines = error.sentence.split("\n")
        if isinstance(error, SopError):
            self._say(f"▲ Berkas ini belum dapat dipakai; ada {len(lines)} hal yang harus dibetulkan:", wrong=True)
            self.details.setPlainText("\n\n".join(lines))
            self.adopting.setEnabled(False)
        else:
            self._say(f"▲ {error.sentence}", wrong=True)

    def _adopted(self, _changes: object) -> None:
        self.context.say("Versi baru SOP berlaku untuk kasus baru.")
        self.accept()

    def _say(self, words: str, *, wrong: bool) -> None:
        self.verdict.setText(words)
        self.verdict.setProperty("role", "problem" if wrong else "")
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)


def _lines(change: SopChange) -> str:
    return "\n".join([f"{change.place}: {change.kind.value.lower()}", *(f"    {detail}" for detail in change.details)])
