"""A case is opened and walked through its SOP; every refusal leaves the register as it was."""

from datetime import date
from pathlib import Path

import pytest

from spl_desktop.domain.case import Status
from spl_desktop.domain.errors import Conflict, Invalid, UserError
from spl_desktop.domain.rules import Action
from spl_desktop.domain.values import Contact
from spl_desktop.services import cases, office
from spl_desktop.services.changes import Kind
from spl_desktop.services.checking import check
from spl_desktop.services.queries import Standing, case_view, find_case, list_cases, suggest_contacts
from spl_desktop.services.register import Register
from tests.builders import StandingClock, finish, new_case, opened, paper, send_back, waive_missing, walk_to


def test_opening_says_what_changed_and_files_the_letter(register: Register, tmp_path: Path) -> None:
    changes = cases.open_case(register, new_case(files=(paper(tmp_path), paper(tmp_path, "lampiran.pdf", b"isi lain"))))
    assert changes.kinds == {Kind.CASE}
    assert changes.cases == {changes.made}
    state = case_view(register, changes.made).state
    assert [document.title for document in state.documents] == ["Surat permohonan", "Surat permohonan (2)"]
    assert state.received == state.documents[0].current.on == date(2026, 1, 5)
    assert find_case(register, "1/2026") == changes.made


def test_fields_are_refused_by_name_and_nothing_is_written(register: Register) -> None:
    opened(register)
    wrong = new_case(agenda=" 1 / 2026 ", agency=999, system="", letter_date=date(2026, 1, 6))
    problems = cases.validate_new_case(register, wrong)
    assert problems == {
        "agenda": "Nomor agenda 1 / 2026 sudah dipakai kasus SIMRS. Isi nomor lain.",
        "agency": "OPD itu tidak ada di daftar OPD yang aktif. Pilih OPD lain, atau tambahkan di Pengaturan.",
        "system": "Nama sistem belum diisi.",
        "letter_date": "Tanggal surat tidak boleh sesudah tanggal diterima.",
    }
    with pytest.raises(Invalid) as refused:
        cases.open_case(register, wrong)
    assert refused.value.problems == problems
    assert len(list_cases(register)) == 1


def test_an_agency_that_is_no_longer_active_gets_no_new_case(register: Register) -> None:
    office.record_agency(register, agency=5, name="Dinas Kesehatan", active=False)
    assert "agency" in cases.validate_new_case(register, new_case())


def test_a_case_walks_the_whole_sop_with_its_returns(register: Register) -> None:
    case = opened(register)
    walk_to(register, case, "skenario_integrasi")
    assert send_back(register, case).row.step == "definisi_data"
    walk_to(register, case, "penyampaian_dokumen")
    assert send_back(register, case).row.round == 2
    walk_to(register, case, "dashboard")
    assert send_back(register, case).row.step == "skenario_integrasi"
    view = walk_to(register, case, "")
    assert view.state.status is Status.FINISHED
    assert (view.row.due, view.row.days_left, view.row.step) == (None, None, "")
    assert [len(one.visits) for one in view.steps] == [1, 2, 3, 2, 2, 2, 2, 2, 2, 3, 2, 1]
    assert check(register).problems == ()


def test_a_step_with_missing_outputs_is_not_finished(register: Register) -> None:
    case = opened(register)
    with pytest.raises(UserError, match="Disposisi Integrasi Aplikasi belum ada"):
        cases.finish_step(register, case, on=date(2026, 1, 6), outcome="selesai")
    assert len(case_view(register, case).history) == 2


def test_who_saw_an_older_state_is_told(register: Register) -> None:
    case = opened(register)
    seen = case_view(register, case).state.seq
    cases.add_note(register, case, text="OPD menelepon", on=date(2026, 1, 6))
    with pytest.raises(Conflict, match="baru saja diubah orang lain"):
        cases.cancel(register, case, on=date(2026, 1, 7), reason="batal", by_agency=True, expected=seen)
    cases.cancel(register, case, on=date(2026, 1, 7), reason="batal", by_agency=True, expected=seen + 1)
    assert case_view(register, case).state.status is Status.WITHDRAWN


def test_a_case_that_does_not_exist(register: Register) -> None:
    with pytest.raises(UserError, match="tidak ada di register ini"):
        cases.add_note(register, 99, text="x", on=date(2026, 1, 6))
    with pytest.raises(UserError, match='nomor agenda "9/2026"'):
        find_case(register, "9/2026")


def test_a_pause_pushes_the_deadline_while_it_lasts_and_after(register: Register, clock: StandingClock) -> None:
    case = opened(register)  # due on 6 January
    cases.hold(register, case, on=date(2026, 1, 5), reason="menunggu data", waiting_for="OPD")
    clock.go_to(date(2026, 1, 9))
    view = case_view(register, case)
    assert (view.row.status, view.row.due, view.row.held_for) == (Status.HELD, date(2026, 1, 12), "OPD")
    assert view.row.days_left == 1
    assert not view.row.overdue
    assert view.steps[0].standing is Standing.HELD
    assert list_cases(register) == (view.row,)
    cases.resume(register, case, on=date(2026, 1, 9))
    row = case_view(register, case).row
    assert (row.status, row.due, row.days_left) == (Status.RUNNING, date(2026, 1, 12), 1)


def test_correcting_is_one_more_fact_and_moves_what_follows(register: Register) -> None:
    case = opened(register)
    finish(register, case, date(2026, 1, 6))
    seq = next(row.seq for row in case_view(register, case).history if row.kind == "step_finished")
    names = [field.name for field in cases.correctable(register, case, seq)]
    assert names == ["happened_on", "note"]
    cases.correct(register, case, seq=seq, reason="salah tanggal", happened_on=date(2026, 1, 7))
    view = case_view(register, case)
    assert view.state.visits[0].ended == view.state.visits[1].entered == date(2026, 1, 7)
    assert view.steps[0].standing is Standing.FINISHED_LATE
    corrected = {row.seq for row in view.history if row.corrected}
    assert corrected == {seq, seq + 1}
    assert check(register).problems == ()


def test_an_agenda_number_is_not_corrected_into_one_that_is_taken(register: Register) -> None:
    opened(register)
    second = opened(register, agenda="2/2026", system="e-Surat")
    with pytest.raises(UserError, match=r"1/2026 sudah dipakai kasus SIMRS"):
        cases.correct(register, second, seq=1, reason="salah ketik", changes={"agenda": "1/2026"})
    cases.correct(register, second, seq=1, reason="salah ketik", changes={"agenda": "3/2026"})
    assert find_case(register, "3/2026") == second
    opened(register, agenda="2/2026")


def test_cancelled_late_step_is_neither_late_nor_current(register: Register) -> None:
    case = opened(register)
    cases.cancel(register, case, on=date(2026, 3, 2), reason="ganti prioritas", by_agency=False)
    view = case_view(register, case)
    assert view.steps[0].standing is Standing.BROKEN_OFF
    assert view.steps[0].visits[0].verdict is None
    assert view.actions[Action.FINISH] == "Kasus ini sudah dibatalkan."


def test_a_finished_case_is_maintained_and_reopened(register: Register) -> None:
    case = opened(register)
    walk_to(register, case, "")
    cases.maintain(register, case, on=date(2026, 1, 8), note="sertifikat diperbarui")
    cases.reopen(register, case, on=date(2026, 1, 9), step="persiapan_api", reason="skema berubah")
    view = case_view(register, case)
    assert view.row.step == "persiapan_api"
    assert view.row.round == 2
    assert [(done.on, done.note) for done in view.state.maintenance] == [(date(2026, 1, 8), "sertifikat diperbarui")]
    assert "dibuka kembali mulai langkah 5" in view.history[-2].sentence


def test_an_earlier_document_serves_again(register: Register, tmp_path: Path) -> None:
    from spl_desktop.services import documents

    case = opened(register)
    walk_to(register, case, "definisi_data")
    on = date(2026, 1, 5)
    made = documents.file_document(
        register, case, path=paper(tmp_path), document_kind="dokumen_integrasi_aplikasi", on=on
    ).made
    waive_missing(register, case, on)
    cases.finish_step(register, case, on=on, outcome="selesai")
    outputs = {one.kind: one for one in case_view(register, case).steps[2].outputs}
    assert outputs["dokumen_integrasi_aplikasi"].reusable == (made,)
    cases.reuse_output(register, case, output="dokumen_integrasi_aplikasi", document=made, on=on)
    outputs = {one.kind: one for one in case_view(register, case).steps[2].outputs}
    assert (outputs["dokumen_integrasi_aplikasi"].how, outputs["dokumen_integrasi_aplikasi"].document) == (
        "dipakai",
        made,
    )


def test_contacts_are_suggested_from_earlier_letters(register: Register) -> None:
    opened(register)
    case = opened(register, agenda="2/2026", received=date(2026, 2, 2), contacts=())
    new = Contact(role="struktural", name="Budi Santoso", nip="19800101 200501 1 001")
    cases.change_contacts(register, case, contacts=(new,), on=date(2026, 2, 3))
    assert [one.name for one in suggest_contacts(register, 5)] == ["Budi Santoso", "Sri Wahyuni"]
    assert suggest_contacts(register, 6) == ()


def test_history_tells_back_dating_and_who(register: Register, clock: StandingClock) -> None:
    clock.go_to(date(2026, 1, 8))
    case = opened(register)
    waive_missing(register, case, date(2026, 1, 8))
    cases.finish_step(
        register, case, on=date(2026, 1, 8), outcome="selesai", lane="pejabat_administrator", official="Agus Riyanto"
    )
    history = case_view(register, case).history
    assert (history[0].late, history[-1].late) == ("dicatat 3 hari kemudian", "")
    assert history[-1].who == "Penguji atas nama Agus Riyanto, Pejabat Administrator"
    assert {row.recorded_by for row in history} == {"Penguji"}
    assert history[0].sentence == (
        "Surat 445/12/2026 tanggal 2 Januari 2026 dari Dinas Kesehatan diterima dan dicatat dengan nomor agenda "
        "1/2026, hal: Permohonan integrasi data pasien."
    )
