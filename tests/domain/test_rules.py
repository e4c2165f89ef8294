"""What may happen next to a case, and what is refused with which sentence."""

from datetime import date, timedelta

import pytest

from spl_desktop.domain import filing, rules
from spl_desktop.domain.case import Ending, Maintenance, Status
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.values import Contact, Place
from tests.domain.logs import START, Walk, new_case, paper, shipped_sop

SOP = shipped_sop()
LATER = START + timedelta(days=1)


def opened() -> Walk:
    return Walk(SOP).open()


def at_decision() -> Walk:
    walk = opened()
    while not SOP.step(walk.state.visits[-1].step).decides:
        walk.forward(LATER)
    return walk


def test_a_new_case_enters_the_first_step_on_the_day_the_letter_was_received() -> None:
    state = opened().state
    assert state.status is Status.RUNNING
    assert [(v.step, v.number, v.round, v.entered) for v in state.visits] == [(SOP.first.id, 1, 1, START)]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"letter_number": "  "}, "letter_number", "Nomor surat belum diisi."),
        ({"agency": 0}, "agency", "OPD belum dipilih"),
        ({"received": None}, "received", "contoh: 23/11/2026"),
        ({"received": date(2026, 12, 2)}, "received", "belum tiba"),
        ({"received": date(1026, 1, 1), "letter_date": date(1026, 1, 1)}, "received", "terlalu awal"),
        ({"letter_date": date(2026, 1, 6)}, "letter_date", "tidak boleh sesudah tanggal diterima"),
        ({"system": "x" * 301}, "system", "paling banyak 300"),
        ({"contacts": (Contact(role="teknis", name=""),)}, "contacts.0.name", "Nama PIC belum diisi."),
        ({"contacts": (Contact(role="teknis", name="Ani", email="ani"),)}, "contacts.0.email", "tidak lengkap"),
    ],
)
def test_a_new_case_is_refused_field_by_field(changes: dict[str, object], field: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.open_case(new_case(**changes), "Dinas Kesehatan", SOP, date(2026, 12, 1))
    assert sentence in refused.value.problems[field]


def test_a_letter_number_of_a_hundred_characters_is_kept_whole() -> None:
    number = "500.12.6.3/" + "9" * 120
    assert Walk(SOP).open(letter_number=number).state.letter_number == number


def test_a_step_with_a_missing_output_cannot_be_finished() -> None:
    walk = opened()
    outcome = SOP.first.outcomes[0].id
    with pytest.raises(UserError, match=SOP.document(SOP.first.outputs[0]).name):
        walk.do(rules.finish_step, LATER, sop=SOP, outcome=outcome)
    assert walk.state.visit is not None and walk.state.visit.step == SOP.first.id
    assert SOP.document(SOP.first.outputs[0]).name in rules.possible(walk.state, SOP)[rules.Action.FINISH]


def test_a_waived_output_lets_the_step_end_and_keeps_its_reason() -> None:
    walk = opened()
    output = SOP.first.outputs[0]
    with pytest.raises(UserError, match="Alasan pengecualian"):
        walk.do(rules.waive_output, LATER, sop=SOP, output=output, reason=" ")
    walk.do(rules.waive_output, LATER, sop=SOP, output=output, reason="Disposisi lisan Kepala Dinas")
    walk.do(rules.finish_step, LATER, sop=SOP, outcome=SOP.first.outcomes[0].id)
    assert walk.state.visits[0].waived == ((output, "Disposisi lisan Kepala Dinas"),)
    assert walk.state.visits[1].entered == LATER


def test_an_output_that_is_there_cannot_be_waived() -> None:
    walk = opened().file_outputs(LATER)
    with pytest.raises(UserError, match="tidak perlu dikecualikan"):
        walk.do(rules.waive_output, LATER, sop=SOP, output=SOP.first.outputs[0], reason="x")


def test_an_output_of_another_step_is_refused() -> None:
    strange = next(kind.id for kind in SOP.documents if kind.id not in SOP.first.outputs)
    with pytest.raises(UserError, match="bukan output langkah"):
        opened().do(rules.waive_output, LATER, sop=SOP, output=strange, reason="x")


def test_a_document_of_an_earlier_visit_serves_again_only_when_it_is_said() -> None:
    walk = at_decision().back(LATER)
    visit = walk.state.visit
    assert visit is not None
    owed = rules.outputs_of(walk.state, SOP, visit)
    assert {one.how for one in owed} == {rules.How.MISSING}
    document = rules.reusable(walk.state, visit, owed[0].kind)[0]
    walk.do(rules.reuse_output, LATER, sop=SOP, output=owed[0].kind, document=document.number)
    assert rules.outputs_of(walk.state, SOP, walk.state.visits[-1])[0].how is rules.How.REUSED


def test_a_return_wants_a_reason_and_starts_a_new_round() -> None:
    walk = at_decision()
    step = SOP.step(walk.state.visits[-1].step)
    way = next(one for one in step.outcomes if one.returns)
    with pytest.raises(UserError, match="Alasan pengembalian"):
        walk.do(rules.finish_step, LATER, sop=SOP, outcome=way.id, reason="")
    walk.back(LATER, "Struktur database belum sesuai")
    ended, current = walk.state.visits[-2:]
    assert (ended.ending, ended.reason) == (Ending.RETURNED, "Struktur database belum sesuai")
    assert (current.step, current.round) == (way.to, 2)


def test_a_decision_offers_exactly_the_outcomes_of_the_sop() -> None:
    walk = at_decision()
    labels = [one.label for one in SOP.step(walk.state.visits[-1].step).outcomes]
    with pytest.raises(UserError) as refused:
        walk.do(rules.finish_step, LATER, sop=SOP, outcome="mungkin")
    assert all(label in refused.value.sentence for label in labels)


def test_dates_in_the_future_or_before_the_step_are_refused() -> None:
    walk = opened().file_outputs(LATER)
    outcome = SOP.first.outcomes[0].id
    with pytest.raises(UserError, match="belum tiba"):
        walk.do(rules.finish_step, walk.today + timedelta(days=1), sop=SOP, outcome=outcome)
    with pytest.raises(UserError, match="langkah ini mulai pada 5 Januari 2026"):
        walk.do(rules.finish_step, START - timedelta(days=1), sop=SOP, outcome=outcome)


def test_a_held_case_waits_and_goes_on() -> None:
    walk = opened().file_outputs(START)
    with pytest.raises(UserError, match="Alasan penundaan"):
        walk.do(rules.hold, LATER, reason="")
    walk.do(rules.hold, LATER, reason="Menunggu data OPD", waiting_for="Dinas Kesehatan")
    assert walk.state.status is Status.HELD
    with pytest.raises(UserError, match="Lanjutkan kasus lebih dahulu"):
        walk.do(rules.finish_step, LATER, sop=SOP, outcome=SOP.first.outcomes[0].id)
    with pytest.raises(UserError, match="sudah ditunda"):
        walk.do(rules.hold, LATER, reason="lagi")
    with pytest.raises(UserError, match="kasus ditunda pada"):
        walk.do(rules.resume, START)
    walk.do(rules.resume, LATER + timedelta(days=3))
    hold = walk.state.visits[0].holds[0]
    assert (hold.start, hold.end) == (LATER, LATER + timedelta(days=3))
    with pytest.raises(UserError, match="kasus dilanjutkan pada"):
        walk.do(rules.finish_step, LATER, sop=SOP, outcome=SOP.first.outcomes[0].id)
    with pytest.raises(UserError, match="tidak sedang ditunda"):
        walk.do(rules.resume, LATER + timedelta(days=4))


@pytest.mark.parametrize(("by_agency", "status"), [(True, Status.WITHDRAWN), (False, Status.CANCELLED)])
def test_a_case_without_result_ends_with_its_reason(by_agency: bool, status: Status) -> None:
    walk = opened().do(rules.hold, LATER, reason="Menunggu OPD")
    walk.do(rules.cancel, LATER, reason="Aplikasi tidak jadi dibangun", by_agency=by_agency)
    state = walk.state
    assert (state.status, state.visit, state.ended) == (status, None, LATER)
    assert state.visits[-1].ending is Ending.BROKEN_OFF
    assert state.visits[-1].holds[-1].end == LATER
    with pytest.raises(UserError, match="tidak ada langkah"):
        walk.do(rules.cancel, LATER, reason="x", by_agency=False)
    with pytest.raises(UserError, match="Daftarkan permohonan baru"):
        walk.do(rules.reopen, LATER, sop=SOP, step=SOP.first.id, reason="x")


def test_a_finished_case_keeps_a_maintenance_log_and_can_be_reopened() -> None:
    walk = opened()
    with pytest.raises(UserError, match="sudah selesai"):
        walk.do(rules.maintain, LATER, note="Ganti kunci API")
    with pytest.raises(UserError, match="masih berjalan"):
        walk.do(rules.reopen, LATER, sop=SOP, step=SOP.first.id, reason="x")
    walk.to_end()
    ended = walk.state.ended
    assert walk.state.status is Status.FINISHED and ended is not None
    with pytest.raises(UserError, match="kasus selesai pada"):
        walk.do(rules.maintain, START, note="Ganti kunci API")
    walk.do(rules.maintain, ended, note="Ganti kunci API")
    step = SOP.steps[4].id
    walk.do(rules.reopen, ended, sop=SOP, step=step, reason="Menambah layanan")
    assert walk.state.status is Status.RUNNING
    assert walk.state.visits[-1].round == 2
    assert walk.state.maintenance == (Maintenance(ended, "Ganti kunci API", closed=ended),)
    assert walk.to_end().state.status is Status.FINISHED


def test_a_document_gets_versions_and_a_place_for_its_paper() -> None:
    walk = opened()
    with pytest.raises(UserError, match="Belum ada berkas"):
        walk.do(filing.file_document, LATER, sop=SOP, title="Surat", file=None)
    with pytest.raises(UserError, match="Judul dokumen belum diisi"):
        walk.do(filing.file_document, LATER, sop=SOP, title=" ", file=paper())
    walk.do(filing.file_document, LATER, sop=SOP, title="Surat", file=None, place=Place(shelf="2", folder="A"))
    walk.do(filing.file_document, LATER, sop=SOP, title="", file=paper("v2.pdf"), document=1)
    document = walk.state.documents[0]
    assert [(v.number, v.title) for v in document.versions] == [(1, "Surat"), (2, "Surat")]
    assert str(document.place) == "rak 2, map A"
    with pytest.raises(UserError, match="sama dengan yang sudah tercatat"):
        walk.do(filing.place_paper, LATER, document=1, place=document.place)
    with pytest.raises(UserError, match="sudah diterbitkan"):
        walk.do(filing.receive_signed_copy, LATER, document=1, version=1, file=paper())
    with pytest.raises(UserError, match="Jenis dokumen"):
        walk.do(filing.file_document, LATER, sop=SOP, title="x", file=paper(), kind="tidak_ada")


def test_requirements_are_met_by_the_documents_that_earlier_steps_made() -> None:
    walk = at_decision()
    step = SOP.step(walk.state.visits[-1].step)
    assert all(document is not None for _, document in rules.requirements_of(walk.state, SOP, step))
    assert all(document is None for _, document in rules.requirements_of(opened().state, SOP, step))
