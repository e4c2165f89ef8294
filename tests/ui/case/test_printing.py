"""Printing from the page: drafts leave no trace, issued documents are recorded and opened."""

from pathlib import Path

import pytest

from spl_desktop.domain.disposing import NewDisposition
from spl_desktop.domain.values import Recipient
from spl_desktop.services import dispositions
from spl_desktop.services.reservations import give_up_reservation, reservations, reserve_number
from spl_desktop.ui.case import printing
from spl_desktop.ui.case.print_disposition import PrintDispositionDialog
from tests.builders import TODAY
from tests.ui.case.conftest import Desk


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that would have been shown page by page."""
    files: list[Path] = []
    for place in (printing,):
        monkeypatch.setattr(
            place, "show_preview", lambda _context, shown, _parent: files.extend(one.file for one in shown)
        )
    return files


def _disposed(desk: Desk) -> None:
    new = NewDisposition(
        giver="ISNAN NUR AZIZ, S.Kom.",
        giver_position="Kepala Dinas Komunikasi dan Informatika Kabupaten Karanganyar",
        recipients=(Recipient(name="Sekretaris"),),
        note="proses",
    )
    dispositions.dispose(desk.register, desk.case, new, on=TODAY)
    desk.page.refresh()
    desk.settled()


def test_a_draft_is_shown_and_not_recorded(desk: Desk, shown: list[Path]) -> None:
    _disposed(desk)
    before = desk.view.state.seq
    dialog = desk.dialog(PrintDispositionDialog, desk.page.print_disposition)
    assert dialog.signer.position()
    dialog.preview.click()
    desk.settled()
    assert shown[0].read_bytes().startswith(b"PK")
    assert desk.view.state.seq == before
    assert dialog.isVisible()


def test_an_issued_sheet_is_recorded_saved_and_opened(desk: Desk, shown: list[Path], tmp_path: Path) -> None:
    _disposed(desk)
    dialog = desk.dialog(PrintDispositionDialog, desk.page.print_disposition)
    number = dialog.number.text()
    dialog.layout_choice.setCurrentIndex(1)
    dialog.target.edit.setText(str(tmp_path / "lembar.docx"))
    dialog.agree.click()
    desk.settled()
    (document,) = desk.view.state.documents
    assert document.current.issued_number == number != ""
    assert (tmp_path / "lembar.docx").read_bytes().startswith(b"PK")
    assert len(shown) == 1
    again = desk.dialog(PrintDispositionDialog, desk.page.print_disposition)
    assert number in again.form._hints["number"].text()


def test_a_sheet_without_signer_or_number_is_refused(desk: Desk, shown: list[Path]) -> None:
    dialog = desk.dialog(PrintDispositionDialog, desk.page.print_disposition)
    dialog.signer.setCurrentIndex(-1)
    dialog.number.clear()
    dialog.agree.click()
    desk.settled()
    assert dialog.isVisible()
    assert "Penandatangan belum dipilih" in dialog.form.problem("signers")
    assert shown == []


def test_what_is_amiss_is_brought_into_sight_and_forgotten_once_it_is_mended(desk: Desk) -> None:
    dialog = desk.dialog(PrintDispositionDialog, desk.page.print_disposition)
    dialog.resize(dialog.width(), 300)
    dialog.signer.setCurrentIndex(-1)
    dialog.agree.click()
    sentence = dialog.form.first_problem()
    assert sentence is not None
    desk.qtbot.waitUntil(lambda: not sentence.visibleRegion().isEmpty())
    dialog.signer.setCurrentIndex(0)
    assert dialog.form.first_problem() is None


def test_a_number_handed_out_ahead_is_offered_and_spent(desk: Desk, shown: list[Path]) -> None:
    for purpose in ("disposisi susulan", "disposisi kedua"):
        reserve_number(desk.register, series="lembar_disposisi", on=TODAY, purpose=purpose)
    _disposed(desk)
    dialog = desk.dialog(PrintDispositionDialog, desk.page.print_disposition)
    assert (dialog.number.text(), dialog.reserved.isVisibleTo(dialog)) == ("555/3/XI/2026", True)
    dialog.number.setText("555/2/XI/2026")
    dialog.agree.click()
    desk.settled()
    assert "pilih dari daftar nomor yang dipesan" in dialog.form.problem("number")
    dialog.reserved.setCurrentIndex(2)
    assert dialog.number.text() == "555/2/XI/2026"
    dialog.agree.click()
    desk.settled()
    (document,) = desk.view.state.documents
    assert document.current.issued_number == "555/2/XI/2026"
    assert [row.standing.value for row in reservations(desk.register)] == ["terpakai", "dipesan"]


def test_typing_another_number_lets_the_reserved_one_go(desk: Desk, shown: list[Path]) -> None:
    reserve_number(desk.register, series="lembar_disposisi", on=TODAY, purpose="disposisi susulan")
    dialog = desk.dialog(PrintDispositionDialog, desk.page.print_disposition)
    dialog.reserved.setCurrentIndex(1)
    desk.qtbot.keyClicks(dialog.number, "X")
    assert (dialog.number.text(), dialog.reserved.currentIndex()) == ("555/1/XI/2026X", 0)
    dialog.reserved.setCurrentIndex(1)
    dialog.reserved.setCurrentIndex(0)
    assert dialog.number.text() == "555/2/XI/2026"
    dialog.reserved.setCurrentIndex(1)
    give_up_reservation(desk.register, reservation=1, reason="batal")
    dialog.ask()
    desk.settled()
    assert (dialog.number.text(), dialog.reserved.isVisibleTo(dialog)) == ("555/2/XI/2026", False)
    dialog.number.setText("555/1/XI/2026")
    assert "pernah dipesan untuk disposisi susulan dan dilepas" in dialog.form._hints["number"].text()
