"""Rows for a table of a form from a workbook or from CREATE TABLE, looked at before they are taken."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.forms import Field, Row
from spl_desktop.domain.table_text import displayed, heading_of, matched_columns, rows_from
from spl_desktop.services.schema_text import Schema, read_schema, rows_of_schema
from spl_desktop.services.table_files import sheets_of
from spl_desktop.ui import asking
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.form import LongText
from spl_desktop.ui.context import Context

_WORKBOOKS = (("Buku kerja Excel", ("xlsx",)),)
_SQL = (("Berkas SQL", ("sql", "txt")),)
_SHOWN = 200
"""Rows that are shown beforehand."""


class ImportRowsDialog(CaseDialog):
    """Where the rows come from, which of them were understood, and whether they are added or replace what is there."""

    chosen = Signal(list, bool)
    enter_agrees = False

    def __init__(self, context: Context, table: Field, parent: QWidget | None = None) -> None:
        super().__init__(context, f"Impor ke {table.label}", "&Masukkan", parent, width=980)
        self.table = table
        self.rows: list[Row] = []
        self._cells: dict[str, list[list[str]]] = {}
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Asal baris")
        self.tabs.addTab(self._workbook_page(), "Berkas Excel")
        self.tabs.addTab(self._sql_page(), "CREATE TABLE")
        self.add(self.tabs)
        self.told = QLabel(wordWrap=True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setProperty("role", "muted")
        self.add(self.told)
        self.preview = QTableWidget(0, len(table.columns))
        self.preview.setHorizontalHeaderLabels([column.label for column in table.columns])
        self.preview.setAccessibleName("Baris yang akan dimasukkan")
        self.preview.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.preview.setMinimumHeight(220)
        self.add(self.preview)
        self.append = QRadioButton("Tambahkan di bawah baris yang ada")
        self.replace = QRadioButton("Ganti semua baris")
        self.append.setChecked(True)
        ways = QHBoxLayout()
        for way in (self.append, self.replace):
            ways.addWidget(way)
        ways.addStretch(1)
        holder = QWidget()
        holder.setLayout(ways)
        self.add(holder)
        self._show([], "Pilih berkas, atau tempel perintah SQL.")

    def _workbook_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        self.browse = QPushButton("Pilih &berkas…")
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._choose_workbook)
        self.file = QLabel("Baris pertama berisi judul kolom; urutannya bebas.")
        self.file.setProperty("role", "muted")
        self.sheet = QComboBox()
        self.sheet.setAccessibleName("Lembar")
        self.sheet.hide()
        self.sheet.currentTextChanged.connect(self._take_sheet)
        row.addWidget(self.browse)
        row.addWidget(self.sheet)
        row.addWidget(self.file, 1)
        return page

    def _sql_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        self.sql = LongText(6)
        self.sql.setAccessibleName("Perintah CREATE TABLE")
        self.sql.setPlaceholderText("CREATE TABLE pasien (nik varchar(16) NOT NULL, …)")
        read = QPushButton("Ba&ca perintah")
        read.clicked.connect(self._read_sql)
        from_file = QPushButton("Pilih berkas .sql…")
        from_file.clicked.connect(self._choose_sql)
        row = QHBoxLayout()
        for button in (read, from_file):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        column.addWidget(self.sql)
        column.addLayout(row)
        return page

    # -- from a workbook

    def _choose_workbook(self) -> None:
        path = asking.open_file(self, "Pilih buku kerja", _WORKBOOKS)
        if path is not None:
            self.load(path)

    def load(self, path: Path) -> None:
        """Reads that workbook."""
        self.context.runner.run(
            sheets_of,
            path,
            then=lambda sheets: self._show_sheets(path, sheets),
            failed=self._refused,
            owner=self,
            title="Membaca buku kerja…",
        )

    def _show_sheets(self, path: Path, sheets: dict[str, list[list[str]]]) -> None:
        self._cells = sheets
        self.file.setText(path.name)
        self.sheet.blockSignals(True)
        self.sheet.clear()
        self.sheet.addItems(list(sheets))
        self.sheet.blockSignals(False)
        self.sheet.setVisible(len(sheets) > 1)
        best = max(sheets, key=lambda name: len(matched_columns(self.table, sheets[name][0])))
        self.sheet.setCurrentText(best)
        self._take_sheet(best)

    def _take_sheet(self, name: str) -> None:
        cells = self._cells.get(name, [])
        columns = heading_of(self.table, cells)
        if not columns:
            known = ", ".join(column.label for column in self.table.columns)
            self._show([], f"Judul kolom tidak dikenali. Baris pertama harus memuat sebagian dari: {known}.")
            return
        rows = rows_from(self.table, cells[1:], columns)
        used = ", ".join(self.table.column(one).label for one in columns.values())
        left = [text for place, text in enumerate(cells[0]) if text.strip() and place not in columns]
        told = f"{len(rows)} baris dari lembar {name}. Kolom yang dipakai: {used}."
        self._show(rows, told + (f" Tidak dipakai: {', '.join(left)}." if left else ""))

    # -- from SQL

    def _choose_sql(self) -> None:
        path = asking.open_file(self, "Pilih berkas SQL", _SQL)
        if path is None:
            return
        try:
            self.sql.setPlainText(path.read_bytes()[:4_000_000].decode("utf-8", "replace"))
        except OSError:
            self._refused(UserError(f'Berkas "{path.name}" tidak dapat dibaca. Periksa apakah masih ada, lalu ulangi.'))
            return
        self._read_sql()

    def _read_sql(self) -> None:
        self.context.runner.run(
            read_schema, self.sql.text(), then=self._show_schema, failed=self._refused, owner=self, title="Membaca SQL…"
        )

    def _show_schema(self, schema: Schema) -> None:
        tables = len({column.table for column in schema.columns})
        told = f"{len(schema.columns)} kolom dari {tables} tabel ({schema.dialect})."
        self._show(rows_of_schema(self.table, schema), " ".join((told, *schema.skipped)))

    # -- showing

    def _refused(self, error: UserError) -> None:
        self._show([], error.sentence)
        self.banner.say(error.sentence)

    def _show(self, rows: list[Row], told: str) -> None:
        self.banner.say("")
        self.rows = rows
        more = f" Ditampilkan {_SHOWN} baris pertama." if len(rows) > _SHOWN else ""
        self.told.setText(told + more)
        shown = rows[:_SHOWN]
        self.preview.setRowCount(len(shown))
        for place, row in enumerate(shown):
            for at, column in enumerate(self.table.columns):
                self.preview.setItem(place, at, QTableWidgetItem(displayed(column, row.get(column.id, ""))))
        self.agree.setEnabled(bool(rows))

    def record(self) -> None:
        """Gives the rows to the form; nothing is recorded yet."""
        self.chosen.emit(self.rows, self.replace.isChecked())
        self.accept()
