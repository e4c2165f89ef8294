"""Where the file dialogs begin: with the folder used last, never where the program happened to be started."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from spl_desktop.ui import asking

WORD = (("Dokumen Word", ("docx",)),)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What the dialogs were opened with; each answers with a file in a folder of its own."""
    starts: list[str] = []
    monkeypatch.setattr(asking, "_last", [])
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _where: str(tmp_path))
    (tmp_path / "surat").mkdir()
    chosen = str(tmp_path / "surat" / "masuk.docx")

    def answer(_parent: object, _title: str, start: str, _filters: str) -> tuple[str, str]:
        starts.append(start)
        return chosen, "Dokumen Word (*.docx)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
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
