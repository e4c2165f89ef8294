"""What the template doctor found, and the list of everything that a template may name."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from spl_desktop.domain.rights import UseCase
from spl_desktop.services import templates
from spl_desktop.services.templates import FieldLine, Finding, TemplateRow
from spl_desktop.ui import theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.modal import opened
from spl_desktop.ui.office.sorted_table import SortedTable, bar
from spl_desktop.ui.widgets.frozen_table import Column
from spl_desktop.ui.widgets.search_box import SearchBox
from spl_desktop.ui.widgets.sizing import GrowingDialog, open_at

_COLUMNS = (
    Column[tuple[int, FieldLine]]("tag", "Isian", lambda one: one[1].tag, 380, sort="tag", elastic=True),
    Column[tuple[int, FieldLine]]("meaning", "Arti", lambda one: one[1].meaning, 300, sort="meaning", elastic=True),
    Column[tuple[int, FieldLine]]("example", "Contoh", lambda one: one[1].example or "-", 220, elastic=True),
)


def _told(number: int, one: Finding) -> str:
    """A finding with its number; what is only advice says so."""
    return f"{number}. {'Saran: ' if one.severity == 'saran' else ''}{one}"


class FindingsDialog(GrowingDialog):
    """The findings with place and remedy, to be copied; accepted where the template is to be used all the same."""

    def __init__(
        self,
        context: Context,
        row: TemplateRow,
        path: Path,
        findings: Sequence[Finding],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context, self.row = context, row
        self.setWindowTitle("Hasil pemeriksaan templat")
        wrong = sum(one.severity == "salah" for one in findings)
        self.headline = QLabel(wordWrap=True)
        self.headline.setProperty("role", "section")
        self.headline.setText(
            f"⚠ Templat belum dapat dipakai: {wrong} hal perlu diperbaiki."
            if wrong
            else f"✓ Templat dapat dipakai, dengan {len(findings)} saran."
        )
        words = QLabel(wordWrap=True)
        words.setProperty("role", "muted")
        words.setText(
            f"{path.name}, untuk {row.title}. "
            + ("Perbaiki di Word, simpan, lalu periksa lagi. Yang dipakai sekarang tidak berubah." if wrong else "")
        )
        self.details = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.details.setAccessibleName("Yang ditemukan pada templat")
        self.details.setMinimumHeight(theme.scaled(200))
        self.details.setPlainText("\n".join(_told(number, one) for number, one in enumerate(findings, 1)))
        self.copying = QPushButton("Salin hasil", autoDefault=False)
        self.copying.clicked.connect(self.copy)
        self.listing = QPushButton("Daftar isian…", autoDefault=False)
        self.listing.clicked.connect(self.fields)
        self.using = QPushButton("Pakai", autoDefault=False)
        context.permits.bind(self.using, UseCase.SETTINGS)
        self.using.setProperty("kind", "primary")
        self.using.clicked.connect(self.accept)
        self.using.setVisible(not wrong)
        closing = QPushButton("Tutup" if wrong else "Batal", default=True)
        closing.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        for widget in (self.copying, self.listing):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        buttons.addWidget(self.using)
        buttons.addWidget(closing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.headline)
        layout.addWidget(words)
        layout.addWidget(self.details, 1)
        layout.addSpacing(theme.GAP)
        layout.addLayout(buttons)
        self.setMinimumWidth(theme.scaled(700))
        self.setAccessibleDescription(self.headline.text())

    def copy(self) -> None:
        """Puts the findings on the clipboard."""
        QGuiApplication.clipboard().setText(f"{self.headline.text()}\n{self.details.toPlainText()}")
        self.copying.setText("Tersalin ✓")

    def fields(self) -> None:
        """Shows what the template may name."""
        opened(FieldsDialog(self.context, self.row, self))


class FieldsDialog(GrowingDialog):
    """Every field with its meaning and an example, searched; the chosen one can be copied into Word."""

    def __init__(self, context: Context, row: TemplateRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle(f"Daftar isian: {row.title}")
        self._lines: tuple[tuple[int, FieldLine], ...] = ()
        self.search = SearchBox("Cari isian, arti, atau contoh")
        self.search.setMinimumWidth(theme.scaled(240))
        self.search.searched.connect(lambda _text: self._show())
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.table = SortedTable(
            _COLUMNS,
            "template_fields",
            context.settings,
            key=lambda one: one[0],
            keys={
                "": lambda one: one[0],
                "tag": lambda one: (one[1].tag.strip("{% ").casefold(), one[0]),
                "meaning": lambda one: (one[1].meaning.casefold(), one[0]),
            },
            sort="",
            title="Daftar isian templat",
        )
        self.copying = QPushButton("Salin isian", autoDefault=False)
        self.copying.setEnabled(False)
        self.copying.clicked.connect(self.copy)
        self.table.picked.connect(lambda one: self.copying.setEnabled(one is not None))
        self.table.opened.connect(lambda _one: self.copy())
        closing = QPushButton("Tutup", default=True)
        closing.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addWidget(bar(before=(self.search, self.count)))
        layout.addWidget(self.table, 1)
        layout.addWidget(bar(closing, before=(self.copying,)))
        open_at(self, 1000, 500)
        context.runner.run(templates.field_lines, row.name, then=self._read, title="Membaca daftar isian…")

    def copy(self) -> None:
        """Puts the chosen field on the clipboard, as it is written in Word."""
        if (chosen := self.table.current()) is not None:
            QGuiApplication.clipboard().setText(chosen[1].tag)
            self.count.setText(f"Tersalin: {chosen[1].tag}")

    def _read(self, lines: tuple[FieldLine, ...]) -> None:
        self._lines = tuple(enumerate(lines))
        self._show()

    def _show(self) -> None:
        words = self.search.text().casefold().split()
        found = [
            one
            for one in self._lines
            if all(word in f"{one[1].tag} {one[1].meaning} {one[1].example}".casefold() for word in words)
        ]
        self.table.show_rows(found)
        self.count.setText(f"{len(found)} dari {len(self._lines)} isian")
        self.copying.setEnabled(self.table.current() is not None)
