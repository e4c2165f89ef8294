"""Periksa register: whether everything in the file still agrees with the facts, and what to do where it does not."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.rights import UseCase
from spl_desktop.services import checking
from spl_desktop.ui import asking, theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.sizing import GrowingDialog

_INTRO = (
    "Pemeriksaan membaca seluruh riwayat, mencocokkan daftar dengan riwayatnya, dan mencocokkan setiap berkas. "
    "Tidak ada yang diubah."
)


class CheckDialog(GrowingDialog):
    """Runs the check when shown; a finished check can be copied, repeated, and mended where the lists alone are off."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle("Periksa register")
        self._running = False
        self.headline = QLabel(wordWrap=True)
        self.headline.setProperty("role", "section")
        self.counts = QLabel(wordWrap=True)
        intro = QLabel(_INTRO, wordWrap=True)
        intro.setProperty("role", "muted")
        self.details = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.details.setAccessibleName("Masalah yang ditemukan")
        self.details.setMinimumHeight(theme.scaled(160))
        self.again = QPushButton("Periksa lagi", autoDefault=False)
        self.again.clicked.connect(self.check)
        self.copying = QPushButton("Salin hasil", autoDefault=False)
        self.copying.clicked.connect(self.copy)
        self.rebuilding = QPushButton("Bangun ulang daftar…", autoDefault=False)
        self.rebuilding.clicked.connect(self.rebuild)
        context.permits.bind(self.rebuilding, UseCase.REBUILD)
        self.closing = QPushButton("Tutup", default=True)
        self.closing.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        for button in (self.again, self.copying, self.rebuilding):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.closing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        for widget in (self.headline, intro, self.counts):
            layout.addWidget(widget)
        layout.addWidget(self.details, 1)
        layout.addStretch(0)
        layout.addSpacing(theme.GAP)
        layout.addLayout(buttons)
        self.setMinimumWidth(theme.scaled(640))
        context.runner.busy.connect(self._busy)
        self.check()

    def check(self) -> None:
        """Reads everything once more."""
        self._begin("Sedang memeriksa register…")
        self.context.runner.run(
            checking.check, self.context.register, then=self._show, failed=self._failed, title="Memeriksa register…"
        )

    def rebuild(self) -> None:
        """Builds the lists again from the history, after asking."""
        if not asking.yes_no(
            self,
            "Bangun ulang daftar dari riwayat?",
            yes="Bangun ulang",
            no="Batal",
            detail="Riwayat, berkas, dan isian tidak diubah. Daftar kasus, kunjungan, dan pencarian disusun kembali.",
        ):
            return
        self._begin("Sedang membangun ulang daftar…")
        self.context.runner.run(
            checking.rebuild,
            self.context.register,
            then=self._rebuilt,
            failed=self._failed,
            title="Membangun ulang daftar…",
        )

    def copy(self) -> None:
        """Puts the result on the clipboard, for those who help from afar."""
        parts = (self.headline.text(), self.counts.text(), self.details.toPlainText())
        QGuiApplication.clipboard().setText("\n".join(part for part in parts if part))
        self.copying.setText("Tersalin ✓")

    def _begin(self, words: str) -> None:
        self._running = True
        self.headline.setText(words)
        self.counts.clear()
        self.details.clear()
        self.details.hide()
        self.copying.setText("Salin hasil")
        for button in (self.again, self.copying, self.rebuilding):
            button.setEnabled(False)

    def _end(self, words: str, can_copy: bool = True, can_rebuild: bool = False) -> None:
        self._running = False
        self.headline.setText(words)
        self.again.setEnabled(True)
        self.copying.setEnabled(can_copy)
        self.rebuilding.setEnabled(can_rebuild)
        self.setAccessibleDescription(words)

    def _show(self, report: checking.Report) -> None:
        self.counts.setText(
            f"Diperiksa: {report.cases} kasus, {report.facts} catatan riwayat, {report.files} berkas, "
            f"di {self.context.register.path.name}."
        )
        if not report.problems:
            self._end("✓ Register dalam keadaan baik.")
            return
        self.details.setPlainText(
            "\n".join(f"{number}. {one.place}: {one.sentence}" for number, one in enumerate(report.problems, 1))
        )
        self.details.show()
        mended = " Semuanya diperbaiki dengan Bangun ulang daftar: riwayatnya utuh." if report.mendable else ""
        self._end(f"⚠ Ditemukan {len(report.problems)} masalah.{mended}", can_rebuild=True)
        self.details.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rebuilt(self, _result: object) -> None:
        self.context.say("Daftar selesai dibangun ulang.")
        self.check()

    def _failed(self, error: UserError) -> None:
        self._end(f"⚠ {error.sentence}")

    def _busy(self, busy: bool) -> None:
        if not busy and self._running:  # the user cancelled: no answer comes
            self._end("Dibatalkan. Belum ada hasil.", can_copy=False)
