"""Dropping a file on the window answers whether it is what was issued."""

from pathlib import Path

import pytest
from docx import Document
from pytestqt.qtbot import QtBot

from spl_desktop.domain.verifying import Answer, Verdict
from spl_desktop.ui import asking, verifying
from spl_desktop.ui.case.file_document import SignedCopyDialog
from spl_desktop.ui.preview.opening import Shown
from spl_desktop.ui.verifying import VerdictDialog
from tests.services.test_verifying import issue
from tests.ui.case.conftest import Desk, desk

__all__ = ["desk"]


def answered(desk: Desk, path: Path) -> VerdictDialog:
    return desk.dialog(VerdictDialog, lambda: verifying.start(desk.context, path, desk.page))


def test_the_answer_stands_as_word_sentence_and_difference(desk: Desk, tmp_path: Path) -> None:
    path = issue(desk.register, desk.case, tmp_path / "kartu.docx")
    same = answered(desk, path)
    assert same.word.text() == "✓  Cocok"
    assert not same.found.isVisible()
    same.reject()
    document = Document(str(path))
    document.add_paragraph("tambahan")
    document.save(str(tmp_path / "ubah.docx"))
    changed = answered(desk, tmp_path / "ubah.docx")
    assert changed.word.text() == "✗  Berubah sejak diterbitkan"
    assert changed.found.text() == "Tidak diterbitkan: “tambahan”"
    assert changed.open_case.isVisible()
    assert not changed.file_signed.isVisible()


def test_a_signed_scan_is_filed_with_its_document(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    issue(desk.register, desk.case, tmp_path / "kartu.docx")
    scan = tmp_path / "pindaian.pdf"
    scan.write_bytes(b"%PDF-1.4 pindaian")
    verdict = Verdict(Answer.CODE, "Kode cocok.", desk.case, "1/2026", 1, 1, "555/1/I/2026", signable=True)
    dialog = VerdictDialog(desk.context, scan, verdict, desk.page)
    dialog.open()
    assert dialog.word.text() == "▲  Kode cocok, isi belum dibandingkan"
    filing = desk.dialog(SignedCopyDialog, dialog.file_signed.click)
    assert filing.files.paths() == (scan,)
    filing.how.setCurrentIndex(filing.how.findData("basah"))
    filing.agree.click()
    desk.settled()
    version = desk.view.state.documents[0].current
    assert (version.signed_how, version.signed is not None) == ("basah", True)
    dialog.close()


def test_what_was_issued_is_shown_beside_a_picture_of_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = issue(desk.register, desk.case, tmp_path / "kartu.docx")
    shown: list[Shown] = []
    monkeypatch.setattr(verifying, "show_preview", lambda _context, files, _parent: shown.extend(files))
    verdict = Verdict(Answer.CODE, "Kode cocok.", desk.case, "1/2026", 1, 1, "555/1/I/2026", signable=True)
    dialog = VerdictDialog(desk.context, tmp_path / "foto.png", verdict, desk.page)
    dialog.open()
    dialog.see_issued.click()
    desk.settled()
    assert [one.file.read_bytes() for one in shown] == [path.read_bytes()]
    dialog.close()


def test_the_menu_asks_for_a_file(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Document().save(str(tmp_path / "lain.docx"))
    monkeypatch.setattr(asking, "open_file", lambda *_: tmp_path / "lain.docx")
    unknown = desk.dialog(VerdictDialog, lambda: verifying.ask_and_verify(desk.context, desk.page))
    assert unknown.word.text() == "?  Tidak dikenal"
    assert not unknown.open_case.isVisible()
