"""Attachments in the window: macros are named and asked about, and a file that stands twice is shown as such."""

import zipfile
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices

from spl_desktop.services import documents
from spl_desktop.ui import asking
from spl_desktop.ui.case.opening import open_path
from tests.builders import TODAY, opened
from tests.ui.case.conftest import Desk, desk, scan

__all__ = ["desk", "scan"]


def with_macros(folder: Path) -> Path:
    """A Word file with a macro project, under an innocent name."""
    path = folder / "surat.docx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
        packed.writestr("word/vbaProject.bin", "x")
    return path


def test_macros_are_told_and_opened_only_when_wanted(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.file_document(desk.register, desk.case, path=with_macros(tmp_path), on=TODAY)
    desk.page.refresh()
    desk.settled()
    tab = desk.page.documents_tab
    assert "Berkas: surat.docx" in tab.details.text()
    assert "memuat makro" in tab.details.text()
    asked: list[str] = []
    shown: list[Path] = []
    wanted = [False, True]

    def yes_no(_parent: object, question: str, **_more: object) -> bool:
        asked.append(question)
        return wanted.pop(0)

    monkeypatch.setattr(asking, "yes_no", yes_no)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(Path(url.toLocalFile())) or True)
    tab.open.click()
    desk.settled()
    assert asked == ['"surat.docx" memuat makro, yaitu program di dalam dokumen. Buka juga?']
    assert shown == []
    tab.open.click()
    desk.settled()
    assert [path.name for path in shown] == ["surat.docx"]
    wanted.append(False)
    open_path(desk.page, shown[0])  # from the preview, say
    assert len(asked) == 3
    assert len(shown) == 1


def test_a_file_without_macros_is_opened_unasked(desk: Desk, scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents.file_document(desk.register, desk.case, path=scan, on=TODAY)
    desk.page.refresh()
    desk.settled()
    shown: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(Path(url.toLocalFile())) or True)
    desk.page.documents_tab.open.click()
    desk.settled()
    assert [path.name for path in shown] == ["pindaian.pdf"]
    assert "makro" not in desk.page.documents_tab.details.text()


def test_a_file_that_stands_twice_is_shown_as_such(desk: Desk, scan: Path) -> None:
    other = opened(desk.register, agenda="2/2026", letter_number="2")
    documents.file_document(desk.register, other, path=scan, on=TODAY, title="Notula")
    documents.file_document(desk.register, desk.case, path=scan, on=TODAY, title="Surat")
    desk.page.refresh()
    desk.settled()
    told = desk.page.documents_tab.details.text().replace("\u200b", "")
    assert "Isinya sama dengan Notula versi 1 (agenda 2/2026). Disimpan satu kali." in told
