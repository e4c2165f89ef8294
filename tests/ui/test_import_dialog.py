"""The import dialog: a check before anything is written, every bad row with its place, and the way out."""

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from spl_desktop.services.changes import Changes
from spl_desktop.services.importing import write_template
from spl_desktop.services.queries import list_cases
from spl_desktop.services.register import Register, close, create_register
from spl_desktop.ui import asking
from spl_desktop.ui.context import Context
from spl_desktop.ui.import_dialog import ImportDialog


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = create_register(tmp_path / "register.db", recorder="Sri")
    yield made
    close(made)


@pytest.fixture
def dialog(qtbot: QtBot, context: Context) -> ImportDialog:
    made = ImportDialog(context)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def workbook(tmp_path: Path, register: Register) -> Path:
    """The template with its example as a real case, and a second case without a subject."""
    path = tmp_path / "buku lama.xlsx"
    write_template(path, register)
    book = openpyxl.load_workbook(path)
    for name in ("Kasus", "Riwayat langkah"):
        for row in book[name].iter_rows(min_row=2, max_col=1):
            row[0].value = None
    sheet = book["Kasus"]
    for cell in sheet[2]:
        sheet.cell(3, cell.column, cell.value)
    sheet["B3"], sheet["F3"] = "77/2024", None
    book.save(path)
    return path


def test_nothing_is_offered_before_a_file_was_checked(dialog: ImportDialog) -> None:
    assert not dialog.take_button.isEnabled()
    assert not dialog.bad.isVisible()


def test_bad_rows_are_shown_and_can_be_skipped(
    dialog: ImportDialog, workbook: Path, register: Register, settled: Callable[[], None], said: list[str]
) -> None:
    announced: list[Changes] = []
    dialog.context.runner.changed.connect(announced.append)
    dialog.file.add([workbook])
    settled()
    assert dialog.summary.text().startswith("1 kesalahan ditemukan; 1 kasus lain dapat dimasukkan.")
    (bad,) = dialog.bad.rows.rows
    assert (bad.sheet, bad.row, bad.column) == ("Kasus", 3, "Hal")
    assert dialog.detail.text() == 'Kasus, baris 3, kolom "Hal": Hal belum diisi. Kolom ini wajib diisi.'
    assert not dialog.take_button.isEnabled()
    assert list_cases(register) == ()

    dialog.copy_button.click()
    assert "Kasus\t3\tHal\tHal belum diisi." in QGuiApplication.clipboard().text()

    dialog.skip.setChecked(True)
    assert dialog.take_button.text() == "&Masukkan 1 kasus"
    dialog.take_button.click()
    settled()
    (row,) = list_cases(register)
    assert row.agenda == "CONTOH/1/2024"
    assert announced[-1].cases == {row.id}
    assert said[-1] == "1 kasus dimasukkan; 1 kasus dilewati karena barisnya salah."
    assert not dialog.isVisible()


def test_a_good_file_needs_no_more_than_one_button(
    dialog: ImportDialog, workbook: Path, register: Register, settled: Callable[[], None]
) -> None:
    book = openpyxl.load_workbook(workbook)
    book["Kasus"]["F3"] = "Integrasi"
    book.save(workbook)
    dialog.file.add([workbook])
    settled()
    assert dialog.summary.text() == "2 kasus siap dimasukkan; tidak ada kesalahan."
    assert not dialog.bad.isVisible()
    dialog.take_button.click()
    settled()
    assert len(list_cases(register)) == 2


def test_a_file_that_is_no_workbook_is_refused_in_the_dialog(
    dialog: ImportDialog, tmp_path: Path, settled: Callable[[], None]
) -> None:
    path = tmp_path / "catatan.xlsx"
    path.write_text("bukan", encoding="utf-8")
    dialog.file.add([path])
    settled()
    assert "bukan buku kerja .xlsx" in dialog.summary.text()
    assert not dialog.take_button.isEnabled()


def test_the_template_is_saved_where_the_user_wants_it(
    dialog: ImportDialog, tmp_path: Path, settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    target = tmp_path / "templat.xlsx"
    monkeypatch.setattr(asking, "save_file", lambda *_args, **_more: target)
    dialog.template_button.click()
    settled()
    assert openpyxl.load_workbook(target).sheetnames == ["Kasus", "Riwayat langkah", "Petunjuk", "Daftar"]
    assert said == ["Templat tersimpan: templat.xlsx"]
