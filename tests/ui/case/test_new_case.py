"""Registering a case: judged while typing, never lost, refused with the words kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from spl_desktop.services.drafts import load_draft
from spl_desktop.services.queries import case_view, count_cases
from spl_desktop.services.register import Register
from spl_desktop.ui.case.new_case import DRAFT, NewCaseDialog
from spl_desktop.ui.context import Context
from tests.builders import TODAY, opened

Wait = Callable[[], None]


@pytest.fixture
def ask(qtbot: QtBot, context: Context, settled: Wait) -> Callable[[], NewCaseDialog]:
    """Opens the dialog and waits for what it reads."""

    def make() -> NewCaseDialog:
        dialog = NewCaseDialog(context)
        qtbot.addWidget(dialog)
        dialog.show()
        settled()
        return dialog

    return make


def _fill(dialog: NewCaseDialog) -> None:
    dialog.letter_number.setText("445/123/2026")
    dialog.letter_date.set_value(date(2026, 11, 19))
    dialog.subject.setPlainText("Permohonan integrasi")
    dialog.agency.setCurrentIndex(2)
    dialog.system.setText("SIMRS")


def test_a_letter_with_its_scan_and_persons_becomes_a_case(
    ask: Callable[[], NewCaseDialog], register: Register, settled: Wait, tmp_path: Path
) -> None:
    scan = tmp_path / "surat.pdf"
    scan.write_bytes(b"%PDF-1.4 surat")
    dialog = ask()
    _fill(dialog)
    dialog.files.add([scan])
    dialog.srikandi.setText("B/12/2026")
    dialog.people._people[0]._edits["name"].setText("Dr. Sri Wahyuni")
    dialog.agree.click()
    settled()
    assert dialog.case_id
    state = case_view(register, dialog.case_id).state
    assert (state.letter_number, state.letter_date, state.received) == ("445/123/2026", date(2026, 11, 19), TODAY)
    assert (state.system, state.srikandi) == ("SIMRS", "B/12/2026")
    assert [(one.role, one.name) for one in state.contacts] == [("struktural", "Dr. Sri Wahyuni")]
    assert [one.title for one in state.documents] == ["Surat permohonan"]


def test_the_next_agenda_number_is_proposed(
    ask: Callable[[], NewCaseDialog], register: Register, settled: Wait
) -> None:
    first = ask()
    proposed = first.agenda.text()
    assert proposed
    _fill(first)
    first.agree.click()
    settled()
    second = ask()
    assert second.agenda.text() not in ("", proposed)
    assert proposed in second.form._hints["agenda"].text()


def test_what_is_missing_is_said_beneath_each_field_and_nothing_is_lost(
    ask: Callable[[], NewCaseDialog], register: Register, settled: Wait
) -> None:
    dialog = ask()
    dialog.system.setText("SIMRS")
    dialog.letter_date.set_text("31/02/2026")
    dialog.agency.setEditText("Dinas yang tidak ada")
    dialog.agree.click()
    settled()
    assert dialog.isVisible()
    assert dialog.form.problem("letter_number") == "Nomor surat belum diisi."
    assert "Februari 2026 hanya memiliki tanggal 1 sampai 28" in dialog.form.problem("letter_date")
    assert "OPD belum dipilih" in dialog.form.problem("agency")
    assert dialog.system.text() == "SIMRS"
    assert dialog.letter_number.hasFocus() or dialog.focusWidget() is dialog.letter_number
    assert count_cases(register) == 0


def test_a_field_is_judged_once_it_was_left_and_falls_silent_when_mended(
    ask: Callable[[], NewCaseDialog], qtbot: QtBot, settled: Wait
) -> None:
    dialog = ask()
    dialog.letter_number.editingFinished.emit()
    qtbot.waitUntil(lambda: dialog.form.problem("letter_number") == "Nomor surat belum diisi.")
    assert dialog.form.problem("system") == ""
    qtbot.keyClicks(dialog.letter_number, "445/1")
    qtbot.waitUntil(lambda: dialog.form.problem("letter_number") == "")


def test_a_taken_agenda_number_is_said_while_typing(
    ask: Callable[[], NewCaseDialog], register: Register, qtbot: QtBot
) -> None:
    opened(register, agenda="7/2026")
    dialog = ask()
    dialog.agenda.clear()
    qtbot.keyClicks(dialog.agenda, "7/2026")
    dialog.agenda.editingFinished.emit()
    qtbot.waitUntil(lambda: "sudah dipakai kasus SIMRS" in dialog.form.problem("agenda"))


def test_the_draft_is_kept_within_two_seconds_of_typing(
    ask: Callable[[], NewCaseDialog], register: Register, qtbot: QtBot
) -> None:
    dialog = ask()
    qtbot.keyClicks(dialog.system, "SIMRS")
    qtbot.waitUntil(lambda: load_draft(register, DRAFT) is not None, timeout=2000)
    draft = load_draft(register, DRAFT)
    assert draft is not None
    assert draft["system"] == "SIMRS"


def test_the_draft_comes_back_after_closing_and_can_be_thrown_away(
    ask: Callable[[], NewCaseDialog], register: Register, settled: Wait
) -> None:
    dialog = ask()
    _fill(dialog)
    dialog.people._people[1]._edits["name"].setText("Budi")
    dialog.reject()
    settled()
    again = ask()
    assert (again.system.text(), again.letter_date.value()) == ("SIMRS", date(2026, 11, 19))
    assert again.agency.agency() == dialog.agency.agency() != 0
    assert [one.name for one in again.people.contacts()] == ["Budi"]
    discard = next(button for button in again.findChildren(type(again.agree)) if button.text() == "&Buang draf")
    discard.click()
    settled()
    assert again.system.text() == ""
    assert again.people.contacts() == ()
    assert load_draft(register, DRAFT) is None
    again.reject()
    settled()
    assert load_draft(register, DRAFT) is None


def test_a_registered_case_leaves_no_draft(ask: Callable[[], NewCaseDialog], register: Register, settled: Wait) -> None:
    dialog = ask()
    _fill(dialog)
    dialog.draft.keep()  # type: ignore[union-attr]
    dialog.agree.click()
    settled()
    assert load_draft(register, DRAFT) is None
    assert ask().system.text() == ""


def test_persons_of_earlier_cases_are_suggested(
    ask: Callable[[], NewCaseDialog], register: Register, settled: Wait
) -> None:
    opened(register)
    dialog = ask()
    dialog.agency.choose(5)
    settled()
    technical = dialog.people._people[1]
    technical._take("Sri Wahyuni")
    contact = technical.contact()
    assert contact is not None
    assert contact.phone == "0812 000 111"


def test_a_nip_that_looks_wrong_is_a_remark_and_no_refusal(
    ask: Callable[[], NewCaseDialog], register: Register, settled: Wait
) -> None:
    dialog = ask()
    _fill(dialog)
    person = dialog.people._people[0]
    person._edits["name"].setText("Budi")
    person._edits["nip"].setText("1234")
    assert "NIP biasanya 18 angka" in person._nip_hint.text()
    dialog.agree.click()
    settled()
    assert dialog.case_id
