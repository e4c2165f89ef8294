"""Where the file dialogs begin: with the folder used last, never where the program happened to be started."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QFileSystemModel, QLineEdit
from pytestqt.qtbot import QtBot

from spl_desktop.services.register import Register
from spl_desktop.ui import asking
from spl_desktop.ui.file_dialog import FileDialog
from tests.builders import taken_over

WORD = (("Dokumen Word", ("docx",)),)


@pytest.fixture
def begun(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What the dialogs were opened with; each answers with a file in a folder of its own."""
    starts: list[str] = []
    monkeypatch.setattr(asking, "_last", [])
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _where: str(tmp_path))
    (tmp_path / "surat").mkdir()
    chosen = tmp_path / "surat" / "masuk.docx"

    def answer(dialog: FileDialog) -> tuple[list[Path], str]:
        typed = [Path(name).name for name in dialog.selectedFiles() if Path(name) != Path(dialog.directory().path())]
        starts.append("/".join([dialog.directory().path(), *typed]))
        dialog.deleteLater()
        return [chosen], "Dokumen Word (*.docx)"

    monkeypatch.setattr(asking, "chosen", answer)
    return starts


def test_the_first_dialog_begins_with_the_documents_and_the_next_where_the_last_one_ended(
    begun: list[str], tmp_path: Path
) -> None:
    assert asking.open_file(None, "Pilih", WORD) == tmp_path / "surat" / "masuk.docx"
    asking.save_file(None, "Simpan", "salinan.docx", WORD)
    assert begun == [str(tmp_path), str(tmp_path / "surat" / "salinan.docx")]


def test_a_suggested_folder_counts_while_it_is_there(begun: list[str], tmp_path: Path) -> None:
    asking.save_file(None, "Simpan", tmp_path / "surat" / "a.docx", WORD)
    asking.save_file(None, "Simpan", tmp_path / "hilang" / "b.docx", WORD)
    assert begun == [str(tmp_path / "surat" / "a.docx"), str(tmp_path / "surat" / "b.docx")]


def test_looking_into_its_folder_does_not_open_the_register(
    qtbot: QtBot, dressed: QApplication, register: Register
) -> None:
    """A file that is opened and closed loses the locks that SQLite has on it; another program would then take over."""
    with register.reading() as session:
        session.connection()
    dialog = FileDialog(None, "Buka register", register.path.parent, "Register SPL Desktop (*.db)")
    qtbot.addWidget(dialog)
    dialog.open()
    model = dialog.findChild(QFileSystemModel)
    assert model is not None
    qtbot.waitUntil(lambda: model.rowCount(model.index(str(register.path.parent))) > 0)
    qtbot.waitUntil(lambda: model.type(model.index(str(register.path))) == "Berkas DB")
    assert not taken_over(register.path)
    assert model.type(model.index(str(register.path.parent))) == "Folder"
    dialog.reject()


def agree(name: str = "") -> None:
    """Types a name into the file dialog that comes, and agrees; without a name it turns back."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(0, answer)
        elif name:
            dialog.findChild(QLineEdit, "fileNameEdit").setText(name)
            dialog.accept()
        else:
            dialog.reject()

    QTimer.singleShot(0, answer)


def test_files_are_chosen_and_the_suffix_comes_with_the_kind(dressed: QApplication, tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(b"PK")
    agree("a.docx")
    assert asking.open_file(None, "Pilih", WORD, tmp_path) == tmp_path / "a.docx"
    agree('"a.docx" "b.docx"')
    assert set(asking.open_files(None, "Pilih", WORD, tmp_path)) == {tmp_path / "a.docx", tmp_path / "b.docx"}
    agree("salinan")
    assert asking.save_file(None, "Simpan", tmp_path / "c.docx", WORD) == tmp_path / "salinan.docx"
    agree(str(tmp_path))
    assert asking.open_folder(None, "Pilih folder", tmp_path.parent) == tmp_path


def test_who_turns_back_has_chosen_nothing(dressed: QApplication, tmp_path: Path) -> None:
    for ask in (asking.open_file, asking.open_files):
        agree()
        assert not ask(None, "Pilih", WORD, tmp_path)
    agree()
    assert asking.open_folder(None, "Pilih folder", tmp_path) is None
    agree()
    assert asking.save_file(None, "Simpan", tmp_path / "c.docx", WORD) is None
