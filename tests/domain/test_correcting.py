"""Corrections: read with other values, kept as written, never out of order."""

from datetime import date, timedelta

import pytest

from spl_desktop.domain import events as e
from spl_desktop.domain import rules
from spl_desktop.domain.correcting import HAPPENED_ON, correct, correctable
from spl_desktop.domain.disposing import NewDisposition, dispose, mark_disposition
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.values import Recipient
from tests.domain.logs import START, Walk, shipped_sop

DAY = timedelta(days=1)


def walked() -> Walk:
    return Walk(shipped_sop()).open().forward(START + 2 * DAY).forward(START + 4 * DAY)


def amend(walk: Walk, **arguments: object) -> Walk:
    facts = correct(walk.log, today=walk.today, **{"reason": "salah ketik", **arguments})  # type: ignore[arg-type]
    return walk.append(facts, walk.today)


def seq_of(walk: Walk, kind: type) -> int:
    return next(link.seq for link in walk.log if isinstance(link.fact, kind))


def test_a_corrected_letter_reads_anew_and_the_first_writing_stays() -> None:
    walk = amend(walked(), seq=1, changes={"subject": "Integrasi SIMPUS", "letter_date": "01/01/2026"})
    assert (walk.state.subject, walk.state.letter_date) == ("Integrasi SIMPUS", date(2026, 1, 1))
    first = walk.log[0].fact
    assert isinstance(first, e.CaseOpened) and first.subject == "Permohonan integrasi"
    assert {field.name: field.value for field in correctable(walk.log, 1)}["subject"] == "Integrasi SIMPUS"


def test_the_date_of_a_finish_moves_the_entry_that_followed_from_it() -> None:
    walk = walked()
    walk = amend(walk, seq=seq_of(walk, e.StepFinished), happened_on=START + 3 * DAY)
    first, second = walk.state.visits[:2]
    assert first.ended == second.entered == START + 3 * DAY


def test_a_correction_that_breaks_the_order_is_refused() -> None:
    walk = walked()
    with pytest.raises(UserError, match="urutan tidak masuk akal"):
        amend(walk, seq=seq_of(walk, e.StepFinished), happened_on=START + 5 * DAY)
    with pytest.raises(UserError, match="belum tiba"):
        amend(walk, seq=1, happened_on=walk.today + DAY)
    with pytest.raises(UserError, match="sesudah tanggal diterima"):
        amend(walk, seq=1, changes={"letter_date": "2026-01-06"})


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"seq": 1, "reason": " ", "changes": {"subject": "x"}}, "Alasan koreksi belum diisi"),
        ({"seq": 1, "changes": {}}, "Tidak ada yang berubah"),
        ({"seq": 1, "changes": {"subject": "Permohonan integrasi"}}, "Tidak ada yang berubah"),
        ({"seq": 1, "changes": {"subject": " "}}, "Hal tidak boleh kosong"),
        ({"seq": 1, "changes": {"sop": "lain"}}, "tidak dapat dikoreksi"),
        ({"seq": 1, "changes": {"letter_date": "31/02/2026"}}, "2026"),
        ({"seq": 2, "happened_on": START}, "Koreksi catatan yang menjadi sebabnya"),
        ({"seq": 99, "happened_on": START}, "tidak dapat dikoreksi"),
    ],
)
def test_refusals(arguments: dict[str, object], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        amend(walked(), **arguments)


def test_the_latest_of_two_corrections_counts() -> None:
    walk = amend(walked(), seq=1, changes={"system": "SIMPUS Baru"})
    walk = amend(walk, seq=1, changes={"subject": "Hal baru"})
    walk = amend(walk, seq=1, changes={"system": "SIMPUS 2"})
    assert (walk.state.system, walk.state.subject) == ("SIMPUS 2", "Hal baru")


def test_what_is_offered_for_correction_names_the_day_first() -> None:
    names = [field.name for field in correctable(walked().log, 1)]
    assert names[0] == HAPPENED_ON and "agenda" in names and "sop" not in names


def test_a_hold_outside_its_visit_is_refused() -> None:
    walk = walked()
    entered = walk.state.visits[-1].entered
    walk.do(rules.hold, entered + DAY, reason="Menunggu OPD").do(rules.resume, entered + 3 * DAY)
    with pytest.raises(UserError, match="penundaan"):
        amend(walk, seq=seq_of(walk, e.CaseHeld), happened_on=entered - DAY)


def test_a_new_round_does_not_begin_before_the_case_ended() -> None:
    walk = walked().to_end()
    ended = walk.state.ended
    assert ended is not None
    walk.do(rules.reopen, ended + DAY, sop=walk.sop, step=walk.sop.first.id, reason="Pembaruan data")
    with pytest.raises(UserError, match=r"kunjungan langkah mulai .* mendahului langkah sebelumnya selesai"):
        amend(walk, seq=seq_of(walk, e.CaseReopened), happened_on=ended - DAY)
    walk = amend(walk, seq=seq_of(walk, e.CaseReopened), happened_on=ended)
    assert walk.state.visits[-1].entered == ended


def test_a_disposition_does_not_move_behind_its_deadline_or_what_followed_from_it() -> None:
    given = NewDisposition(
        giver="Kepala", recipients=(Recipient(name="Kabid"),), note="Tindak lanjuti", deadline=START + 3 * DAY
    )
    walk = walked().do(dispose, START + DAY, new=given)
    with pytest.raises(UserError, match="batas waktu disposisi"):
        amend(walk, seq=seq_of(walk, e.Disposed), happened_on=START + 4 * DAY)
    walk.do(mark_disposition, START + 2 * DAY, disposition=1, recipient=1, mark="dibaca")
    with pytest.raises(UserError, match="tindak lanjut disposisi"):
        amend(walk, seq=seq_of(walk, e.Disposed), happened_on=START + 3 * DAY)


def test_maintenance_does_not_move_before_the_end_of_the_round_that_it_followed() -> None:
    walk = Walk(shipped_sop()).open().to_end()
    ended = walk.state.ended
    assert ended is not None
    walk.do(rules.maintain, ended + DAY, note="Ganti kunci")
    with pytest.raises(UserError, match="mendahului kasus selesai"):
        amend(walk, seq=seq_of(walk, e.CaseMaintained), happened_on=ended - DAY)
    assert amend(walk, seq=seq_of(walk, e.CaseMaintained), happened_on=ended).state.maintenance[0].on == ended
