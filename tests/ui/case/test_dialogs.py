"""The other dialogs of a case: each records what it collects, and refuses with a sentence."""

from datetime import date
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTreeWidgetItem

from spl_desktop.domain.case import Mark, Status
from spl_desktop.domain.errors import Invalid
from spl_desktop.domain.rules import Action
from spl_desktop.domain.values import Place, Recipient
from spl_desktop.services import documents
from spl_desktop.ui.case.cancel import CancelDialog
from spl_desktop.ui.case.contacts import ContactsDialog
from spl_desktop.ui.case.correction import CorrectionDialog
from spl_desktop.ui.case.disposition import DispositionDialog
from spl_desktop.ui.case.disposition_marks import MarkDialog, NoDispositionDialog, WithdrawDialog
from spl_desktop.ui.case.file_document import FileDocumentDialog, PlaceDialog
from spl_desktop.ui.case.hold import HoldDialog, ResumeDialog
from spl_desktop.ui.case.reopen import MaintainDialog, NoteDialog, ReopenDialog
from tests.builders import TODAY, walk_to
from tests.ui.case.conftest import Desk


def test_a_hold_stops_the_clock_and_resuming_lets_it_run(desk: Desk) -> None:
    dialog = desk.dialog(HoldDialog, lambda: desk.page.ask(Action.HOLD))
    dialog.agree.click()
    desk.settled()
    assert "Alasan penundaan belum diisi" in dialog.banner.text()
    dialog.reason.setPlainText("menunggu kamus data")
    dialog.waiting_for.setEditText("Dinas Kesehatan")
    dialog.agree.click()
    desk.settled()
    assert desk.view.state.status is Status.HELD
    assert desk.view.state.held_for == "Dinas Kesehatan"
    again = desk.dialog(ResumeDialog, lambda: desk.page.ask(Action.RESUME))
    assert "menunggu kamus data" in again.lead.text()
    again.agree.click()
    desk.settled()
    assert desk.view.state.status is Status.RUNNING


def test_cancelling_asks_who_ends_it(desk: Desk) -> None:
    dialog = desk.dialog(CancelDialog, lambda: desk.page.ask(Action.CANCEL))
    assert not dialog.agree.isEnabled()
    dialog.by_agency.click()
    dialog.reason.setPlainText("aplikasi diganti")
    dialog.agree.click()
    desk.settled()
    assert desk.view.state.status is Status.WITHDRAWN
    assert desk.view.state.end_reason == "aplikasi diganti"


def test_after_the_end_updates_are_noted_and_a_new_round_begins(desk: Desk) -> None:
    walk_to(desk.register, desk.case, "")
    desk.page.refresh()
    desk.settled()
    note = desk.dialog(MaintainDialog, lambda: desk.page.ask(Action.MAINTAIN))
    note.note.setPlainText("sertifikat diperbarui")
    note.agree.click()
    desk.settled()
    assert [(done.on, done.note) for done in desk.view.state.maintenance] == [(TODAY, "sertifikat diperbarui")]
    dialog = desk.dialog(ReopenDialog, lambda: desk.page.ask(Action.REOPEN))
    dialog.reason.setPlainText("data bertambah")
    dialog.agree.click()
    desk.settled()
    assert "Langkah awal putaran baru belum dipilih" in dialog.banner.text()
    dialog.step.setCurrentIndex(2)
    dialog.agree.click()
    desk.settled()
    assert (desk.view.row.step, desk.view.row.round) == ("skenario_integrasi", 2)


def test_a_note_joins_the_history(desk: Desk) -> None:
    dialog = desk.dialog(NoteDialog, desk.page.history_tab.note.click)
    dialog.text.setPlainText("lewat telepon")
    dialog.agree.click()
    desk.settled()
    assert "lewat telepon" in desk.page.history_tab.list.item(0).text()


def test_a_correction_keeps_the_first_words(desk: Desk) -> None:
    tab = desk.page.history_tab
    tab.list.setCurrentRow(tab.list.count() - 1)
    desk.settled()
    dialog = desk.dialog(CorrectionDialog, tab.correct.click)
    assert dialog.edits["letter_number"].text() == "445/12/2026"  # type: ignore[attr-defined]
    dialog.edits["letter_number"].setText("445/13/2026")  # type: ignore[attr-defined]
    dialog.agree.click()
    desk.settled()
    assert "Alasan koreksi belum diisi" in dialog.banner.text()
    dialog.reason.setPlainText("salah ketik")
    dialog.agree.click()
    desk.settled()
    assert desk.view.state.letter_number == "445/13/2026"
    assert "✎ dikoreksi" in tab.list.item(tab.list.count() - 1).text()


def test_what_cannot_be_corrected_says_so(desk: Desk) -> None:
    tab = desk.page.history_tab
    tab.list.setCurrentRow(0)
    desk.settled()
    assert not tab.correct.isEnabled()
    assert "tidak dapat dikoreksi" in tab.correct.toolTip()


def test_contact_persons_change_and_a_bad_address_is_said_at_its_field(desk: Desk) -> None:
    dialog = desk.dialog(ContactsDialog, desk.page.letter_tab.change.click)
    technical = dialog.people._people[1]
    technical._edits["email"].setText("bukan alamat")
    dialog.agree.click()
    desk.settled()
    assert "Alamat e-mail tidak lengkap" in technical._errors["email"].text()
    technical._edits["email"].setText("sri@karanganyarkab.go.id")
    dialog.agree.click()
    desk.settled()
    assert desk.view.state.contacts[0].email == "sri@karanganyarkab.go.id"
    assert "sri@karanganyarkab.go.id" in desk.page.letter_tab.people.text()


# -- documents


def test_a_document_is_filed_with_its_place(desk: Desk, scan: Path) -> None:
    dialog = desk.dialog(FileDocumentDialog, desk.page.documents_tab.file.click)
    dialog.agree.click()
    desk.settled()
    assert "Pilih berkasnya" in dialog.form.problem("files")
    dialog.files.add([scan])
    dialog.kind.setCurrentIndex(1)
    dialog.place.shelf.setText("A2")
    dialog.agree.click()
    desk.settled()
    (document,) = desk.view.state.documents
    assert document.title == "Disposisi Integrasi Aplikasi"
    assert document.place == Place(shelf="A2")
    assert "rak A2" in desk.page.documents_tab.details.text()


def test_a_version_and_a_place_are_added_to_the_chosen_document(desk: Desk, scan: Path) -> None:
    documents.file_document(desk.register, desk.case, path=scan, title="Nota", on=TODAY)
    desk.page.refresh()
    desk.settled()
    tab = desk.page.documents_tab
    newer = desk.dialog(FileDocumentDialog, tab.newer.click)
    scan.write_bytes(b"%PDF-1.4 versi dua")
    newer.files.add([scan])
    newer.agree.click()
    desk.settled()
    place = desk.dialog(PlaceDialog, tab.place.click)
    place.place.box.setText("7")
    place.agree.click()
    desk.settled()
    (document,) = desk.view.state.documents
    assert document.current.number == 2
    assert document.place == Place(box="7")
    assert not tab.signed.isEnabled()
    assert tab.signed.toolTip() == "Hanya untuk dokumen yang diterbitkan di sini."


# -- dispositions


def _dispose(desk: Desk) -> None:
    dialog = desk.dialog(DispositionDialog, desk.page.dispositions_tab.new.click)
    dialog.giver.setEditText(dialog.giver.itemText(0))
    dialog.recipients.other.setText("Kabid Tata Kelola Informatika")
    dialog.recipients.add_typed()
    dialog.recipients.other.setText("Sekretaris")
    dialog.instructions[1].setChecked(True)
    dialog.urgency.setCurrentText("segera")
    dialog.agree.click()
    desk.settled()


def _item(desk: Desk, disposition: int, recipient: int) -> QTreeWidgetItem:
    tree = desk.page.dispositions_tab.tree
    found = tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
    return next(one for one in found if one.data(0, Qt.ItemDataRole.UserRole) == (disposition, recipient))


def test_a_disposition_goes_to_several_and_further_down(desk: Desk) -> None:
    _dispose(desk)
    (first,) = desk.view.state.dispositions
    assert (first.giver, first.urgency, first.instructions) == (
        "ISNAN NUR AZIZ, S.Kom.",
        "segera",
        ("proses lebih lanjut",),
    )
    assert [one.recipient.name for one in first.received] == ["Kabid Tata Kelola Informatika", "Sekretaris"]
    tab = desk.page.dispositions_tab
    tab.tree.setCurrentItem(_item(desk, 1, 1))
    dialog = desk.dialog(DispositionDialog, tab.further.click)
    dialog.recipients.other.setText("Tim Teknis")
    dialog.note.setPlainText("siapkan skenario")
    dialog.agree.click()
    desk.settled()
    first, second = desk.view.state.dispositions
    assert (second.giver, second.parent, second.parent_recipient) == ("Kabid Tata Kelola Informatika", 1, 1)
    assert first.received[0].mark is Mark.FOLLOWED
    assert _item(desk, 2, 0).parent() is _item(desk, 1, 1)


def test_enter_takes_a_recipient_and_sends_nothing(desk: Desk) -> None:
    dialog = desk.dialog(DispositionDialog, desk.page.dispositions_tab.new.click)
    dialog.recipients.other.setText("Sekretaris")
    desk.qtbot.keyClick(dialog.recipients.other, Qt.Key.Key_Return)
    desk.settled()
    assert dialog.recipients.recipients() == (Recipient(name="Sekretaris"),)
    assert dialog.form.problem("giver") == ""


def test_marks_go_forward_and_a_read_disposition_is_not_withdrawn(desk: Desk) -> None:
    _dispose(desk)
    tab = desk.page.dispositions_tab
    assert tab.withdraw.isEnabled()
    tab.tree.setCurrentItem(_item(desk, 1, 2))
    dialog = desk.dialog(MarkDialog, tab.mark.click)
    assert [dialog.mark.itemText(row) for row in range(dialog.mark.count())] == ["dibaca", "ditindaklanjuti", "selesai"]
    dialog.agree.click()
    desk.settled()
    assert desk.view.state.dispositions[0].received[1].mark is Mark.READ
    assert not tab.withdraw.isEnabled()
    assert "sudah dibaca" in tab.withdraw.toolTip()


def test_an_unread_disposition_is_withdrawn_with_a_reason(desk: Desk) -> None:
    _dispose(desk)
    tab = desk.page.dispositions_tab
    dialog = desk.dialog(WithdrawDialog, tab.withdraw.click)
    dialog.agree.click()
    desk.settled()
    assert "Alasan penarikan belum diisi" in dialog.banner.text()
    dialog.reason.setPlainText("salah alamat")
    dialog.agree.click()
    desk.settled()
    assert desk.view.state.dispositions[0].withdrawn == "salah alamat"


def test_no_disposition_is_a_recorded_choice(desk: Desk) -> None:
    dialog = desk.dialog(NoDispositionDialog, desk.page.dispositions_tab.none.click)
    dialog.reason.setPlainText("lisan di rapat")
    dialog.agree.click()
    desk.settled()
    assert desk.view.state.no_disposition == "lisan di rapat"
    assert "lisan di rapat" in desk.page.dispositions_tab.empty.text()


def test_an_unfinished_disposition_is_refused_field_by_field_and_kept_as_a_draft(desk: Desk) -> None:
    tab = desk.page.dispositions_tab
    dialog = desk.dialog(DispositionDialog, tab.new.click)
    dialog.recipients.add(Recipient(name="Sekretaris"))
    dialog.deadline.set_value(date(2026, 12, 1))
    dialog.agree.click()
    desk.settled()
    assert "Pejabat yang memberi disposisi belum dipilih" in dialog.form.problem("giver")
    assert "Isi disposisi belum ada" in dialog.form.problem("instructions")
    dialog.reject()
    desk.settled()
    again = desk.dialog(DispositionDialog, tab.new.click)
    assert again.recipients.recipients() == (Recipient(name="Sekretaris"),)
    assert again.deadline.value() == date(2026, 12, 1)


def test_a_dialog_that_is_closed_as_it_is_refused_is_no_fault(desk: Desk) -> None:
    dialog = desk.dialog(HoldDialog, lambda: desk.page.ask(Action.HOLD))
    dialog.refuse(Invalid({"reason": "Alasan penundaan belum diisi."}))
    shiboken6.delete(dialog)
    QApplication.processEvents()
    assert desk.view.state.status is Status.RUNNING
