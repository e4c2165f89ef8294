"""The SOP is printed from its page to where the user wants it, and opened."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from spl_desktop.services import sops
from spl_desktop.services.register import Register
from spl_desktop.ui import asking, problems
from spl_desktop.ui.sop.page import SopPage
from tests.ui.in_window import Window

_OTHER = Path(__file__).parents[2] / "data" / "sop" / "penanganan-insiden.toml"


@pytest.fixture
def opened_files(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was handed to the system's programs."""
    shown: list[Path] = []

    def open_url(url: QUrl) -> bool:
        shown.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return shown


def _text(path: Path) -> str:
    return "".join(Document(BytesIO(path.read_bytes())).element.itertext())


def test_the_shown_version_is_printed_and_opened(
    page: SopPage,
    window: Window,
    register: Register,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    opened_files: list[Path],
) -> None:
    target = tmp_path / "sop.docx"
    suggested: list[Path] = []
    monkeypatch.setattr(asking, "save_file", lambda *given, **_more: suggested.append(given[2]) or target)
    assert page.marks.isVisible()
    page.print_button.click()
    window.settle()
    assert opened_files == [target]
    assert window.heard.said == [f"SOP tersimpan: {target}"]
    name = sops.current_sop(register).identity.name
    assert suggested[0].name == f"SOP {name}.docx"
    assert "1-3 hari *)" in _text(target)

    page.marks.click()
    page.print_button.click()
    window.settle()
    assert "*)" not in _text(target)

    sops.adopt_sop(register, _OTHER)
    page.show_version("")
    window.settle()
    assert not page.marks.isVisible()
    page.print_button.click()
    window.settle()
    assert "Menutup tiket dan memberitahukan pelapor" in _text(target)


def test_nothing_is_printed_when_the_user_turns_back(
    page: SopPage, window: Window, monkeypatch: pytest.MonkeyPatch, opened_files: list[Path]
) -> None:
    monkeypatch.setattr(asking, "save_file", lambda *_given, **_more: None)
    page.print_button.click()
    window.settle()
    assert opened_files == []
    assert window.heard.said == []


def test_a_folder_that_is_gone_is_refused_with_a_sentence(
    page: SopPage, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened_files: list[Path]
) -> None:
    said: list[str] = []
    monkeypatch.setattr(problems, "refused", lambda _parent, sentence, *_more: said.append(sentence))
    monkeypatch.setattr(asking, "save_file", lambda *_given, **_more: tmp_path / "tiada" / "sop.docx")
    page.print_button.click()
    window.settle()
    assert "Buat foldernya dahulu" in said[0]
    assert opened_files == []
