"""What the template doctor says of a file, and the list of everything that a template may name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from spl_desktop.ui import theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.office.sorted_table import SortedTable
from spl_desktop.ui.widgets.frozen_table import Column
from spl_desktop.ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from spl_desktop.reports.doctor_file import Finding

Line = tuple[str, str, str]


class FindingsDialog(QDialog):
    """What is wrong with a template and where; a template without faults can be put into use here."""

    fields_asked = Signal()

    def __init__(
        self, context: Context, title: str, file: str, findings: "Sequence[Finding]", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Pemeriksaan templat")
        faults = sum(one.severity == "salah" for one in findings)
        self.headline = QLabel(_headline(faults, len(findings) - faults), wordWrap=True)
        self.headline.setProperty("role", "section")
        what = QLabel(f"{file} sebagai templat {title}", wordWrap=True)
        what.setTextFormat(Qt.TextFormat.PlainText)
        what.setProperty("role", "muted")
        self.details = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.details.setAccessibleName("Temuan pada templat")
        self.details.setPlainText("\n\n".join(f"{number}. {one}" for number, one in enumerate(findings, 1)))
        self.details.setMinimumHeight(theme.scaled(200))
        self.details.setVisible(bool(findings))
        self.copying = QPushButton("&Salin", autoDefault=False)
        self.copying.clicked.connect(self.copy)
        self.copying.setVisible(bool(findings))
        fields = QPushButton("&Daftar isian…", autoDefault=False)
        fields.clicked.connect(self.fields_asked)
        self.use = QPushButton("&Pakai templat ini")
        self.use.setProperty("kind", "primary")
        self.use.clicked.connect(self.accept)
        self.use.setEnabled(not faults)
        back = QPushButton("Tutup" if faults else "Batal", autoDefault=False)
        back.clicked.connect(self.reject)
        (back if faults else self.use).setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copying)
        buttons.addWidget(fields)
        buttons.addStretch(1)
        buttons.addWidget(self.use)
        buttons.addWidget(back)
        _lay_out(self, (self.headline, what, self.details), buttons, stretched=self.details)
        self.setMinimumWidth(theme.scaled(640))

    def copy(self) -> None:
        """Puts the findings on the clipboard, for whoever mends the template."""
        QGuiApplication.clipboard().setText(f"{self.headline.text()}\n\n{self.details.toPlainText()}")
        self.copying.setText("Tersalin ✓")


def _headline(faults: int, hints: int) -> str:
    if faults:
        return f"⚠ {faults} hal harus diperbaiki sebelum templat dapat dipakai."
    if hints:
        return f"✓ Templat dapat dipakai; ada {hints} saran."
    return "✓ Tidak ada yang salah. Templat dapat dipakai."


class FieldsDialog(QDialog):
    """Every field with its meaning and an example; Enter or a double click copies it for Word."""

    def __init__(self, context: Context, title: str, lines: Sequence[Line], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._lines = tuple(enumerate(lines))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Daftar isian: {title}")
        self.search = SearchBox("Cari isian, arti, atau contoh")
        self.search.searched.connect(lambda _text: self._show())
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.table = SortedTable(
            (
                Column[tuple[int, Line]]("tag", "Isian", lambda row: row[1][0], 300, sort="tag"),
                Column[tuple[int, Line]]("meaning", "Arti", lambda row: row[1][1], 260, elastic=True),
                Column[tuple[int, Line]]("example", "Contoh", lambda row: row[1][2], 220, elastic=True),
            ),
            "template-fields",
            context.settings,
            key=lambda row: row[0],
            keys={"tag": lambda row: row[0]},
            sort="tag",
            title="Daftar isian templat",
        )
        self.copying = QPushButton("&Salin isian", autoDefault=False)
        self.copying.setEnabled(False)
        self.copying.clicked.connect(self.copy)
        self.table.opened.connect(lambda _row: self.copy())
        self.table.picked.connect(lambda row: self.copying.setEnabled(row is not None))
        hint = QLabel(
            "Salin isian ke tempatnya di Word. Isian di bawah {% for baris in … %} ditulis di antara baris itu dan "
            "{% endfor %}; dalam tabel pakai {%tr for baris in … %} dan {%tr endfor %} pada baris sendiri.",
            wordWrap=True,
        )
        hint.setTextFormat(Qt.TextFormat.PlainText)
        hint.setProperty("role", "muted")
        closing = QPushButton("Tutup", default=True)
        closing.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copying)
        buttons.addWidget(self.count)
        buttons.addStretch(1)
        buttons.addWidget(closing)
        _lay_out(self, (self.search, self.table, hint), buttons, stretched=self.table)
        self.resize(theme.scaled(860), theme.scaled(560))
        self._show()

    def copy(self) -> None:
        """Puts the chosen field on the clipboard."""
        row: tuple[int, Line] | None = self.table.current()
        if row is not None:
            QGuiApplication.clipboard().setText(row[1][0])
            self.count.setText(f"Tersalin: {row[1][0]}")

    def _show(self) -> None:
        wanted = self.search.text().strip().casefold()
        shown = [row for row in self._lines if wanted in " ".join(row[1]).casefold()]
        self.table.show_rows(shown)
        self.count.setText(f"{len(shown)} dari {len(self._lines)} isian")


def _lay_out(dialog: QDialog, widgets: Sequence[QWidget], buttons: QHBoxLayout, *, stretched: QWidget) -> None:
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
    layout.setSpacing(theme.GAP)
    for widget in widgets:
        layout.addWidget(widget, 1 if widget is stretched else 0)
    layout.addSpacing(theme.GAP)
    layout.addLayout(buttons)
