"""What is taken along from a case: its whole file as one packet, and its kartu kendali."""

import zipfile
from pathlib import Path

import bagit
import pytest
from docx import Document

from spl_desktop.ui import asking
from spl_desktop.ui.case import packing, page
from spl_desktop.ui.preview.opening import Shown
from tests.ui.case.conftest import Desk, desk

__all__ = ["desk"]


def answers(monkeypatch: pytest.MonkeyPatch, *given: str) -> list[str]:
    """Answers the questions in order; what was asked is found in the list."""
    asked: list[str] = []
    left = list(given)

    def choose(_parent: object, question: str, _answers: object, **_more: object) -> str:
        asked.append(question)
        return left.pop(0)

    monkeypatch.setattr(asking, "choose", choose)
    return asked


def test_a_folder_is_made_within_the_chosen_one_under_a_free_name(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "open_folder", lambda *_: tmp_path)
    for name in ("Berkas 1-2026 SIMRS", "Berkas 1-2026 SIMRS (2)"):
        asked = answers(monkeypatch, "folder", "")
        packing.start(desk.context, desk.view, desk.page)
        desk.settled()
        assert bagit.Bag(str(tmp_path / name)).is_valid()
        assert asked[-1] == f"Berkas kasus tersimpan: 5 berkas di {name}."


def test_turning_back_writes_nothing(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "save_file", lambda *_args, **_more: None)
    asked = answers(monkeypatch, "", "zip")
    for _ in range(2):
        packing.start(desk.context, desk.view, desk.page)
        desk.settled()
    assert len(asked) == 2


def test_a_zip_goes_where_it_was_asked_for(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "berkas.zip"
    target.write_bytes(b"yang boleh diganti, sebab dialog berkas sudah bertanya")
    monkeypatch.setattr(asking, "save_file", lambda *_args, **_more: target)
    answers(monkeypatch, "zip", "")
    packing.start(desk.context, desk.view, desk.page)
    desk.settled()
    assert zipfile.is_zipfile(target)


def test_the_control_card_is_shown_as_it_would_be_printed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Shown] = []
    monkeypatch.setattr(page, "show_preview", lambda _context, what, _parent: shown.extend(what))
    desk.page.show_control_card()
    desk.settled()
    (card,) = shown
    assert card.title == "Kartu kendali kasus"
    assert Document(str(card.file)).tables[0].cell(0, 1).text == ": 1/2026"
