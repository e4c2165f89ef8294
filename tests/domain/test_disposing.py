"""Dispositions: several recipients, several levels, and what cannot be."""

from datetime import date, timedelta

import pytest

from spl_desktop.domain.case import Mark
from spl_desktop.domain.disposing import (
    NewDisposition,
    dispose,
    mark_disposition,
    no_disposition_needed,
    withdraw_disposition,
)
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.values import Recipient
from tests.domain.logs import START, Walk, shipped_sop

DAY = timedelta(days=1)
KABID = Recipient(name="Drs. Suparno", position="Kepala Bidang Tata Kelola Informatika")
SEKRETARIS = Recipient(name="Sri Wahyuni", position="Sekretaris")


def new(**changes: object) -> NewDisposition:
    values: dict[str, object] = {
        "giver": "ISNAN NUR AZIZ, S.Kom.",
        "giver_position": "Kepala Dinas",
        "recipients": (KABID, SEKRETARIS),
        "instructions": ("proses lebih lanjut",),
    }
    return NewDisposition(**(values | changes))  # type: ignore[arg-type]  # named fields of NewDisposition


def disposed() -> Walk:
    return Walk(shipped_sop()).open().do(dispose, START, new=new(deadline=START + DAY))


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"giver": ""}, "giver", "belum dipilih"),
        ({"recipients": ()}, "recipients", "sedikitnya satu penerima"),
        ({"urgency": "kilat"}, "urgency", "biasa, segera, atau sangat segera"),
        ({"security": "kilat"}, "security", "tidak dikenal"),
        ({"instructions": (), "note": " "}, "instructions", "Centang harapan"),
        ({"deadline": START - DAY}, "deadline", "05/01/2026"),
        ({"parent": 4, "parent_recipient": 1}, "parent", "tidak ada"),
    ],
)
def test_a_disposition_is_refused_field_by_field(changes: dict[str, object], field: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        Walk(shipped_sop()).open().do(dispose, START, new=new(**changes))
    assert sentence in refused.value.problems[field]


def test_each_recipient_is_followed_on_his_own() -> None:
    walk = disposed().do(mark_disposition, START, disposition=1, recipient=2, mark=Mark.READ)
    assert [one.mark for one in walk.state.dispositions[0].received] == [Mark.UNREAD, Mark.READ]


def test_disposing_further_marks_the_givers_own_copy_as_followed_up() -> None:
    further = new(giver=KABID.name, recipients=(Recipient(name="Kasi"),), parent=1, parent_recipient=1)
    walk = disposed().do(dispose, START + DAY, new=further)
    assert walk.state.dispositions[0].received[0].mark is Mark.FOLLOWED
    assert walk.state.dispositions[1].parent == 1


def test_nobody_disposes_further_before_he_was_given_it() -> None:
    walk = Walk(shipped_sop()).open().do(dispose, START + 2 * DAY, new=new())
    further = new(giver=KABID.name, recipients=(Recipient(name="Kasi"),), parent=1, parent_recipient=1)
    with pytest.raises(Invalid) as refused:
        walk.do(dispose, START + DAY, new=further)
    assert refused.value.problems["on"] == "Tanggal tidak boleh sebelum disposisi di atasnya (07/01/2026)."


def test_marks_only_go_forward() -> None:
    walk = disposed().do(mark_disposition, START, disposition=1, recipient=1, mark=Mark.DONE)
    with pytest.raises(UserError, match="sudah selesai"):
        walk.do(mark_disposition, START, disposition=1, recipient=1, mark=Mark.READ)


def test_a_disposition_can_be_withdrawn_only_while_unread() -> None:
    walk = disposed()
    with pytest.raises(UserError, match="Alasan penarikan"):
        walk.do(withdraw_disposition, START, disposition=1, reason="")
    read = disposed().do(mark_disposition, START, disposition=1, recipient=1, mark=Mark.READ)
    with pytest.raises(UserError, match="sudah dibaca tidak dapat ditarik"):
        read.do(withdraw_disposition, START, disposition=1, reason="salah alamat")
    walk.do(withdraw_disposition, START, disposition=1, reason="salah alamat")
    assert walk.state.dispositions[0].withdrawn == "salah alamat"
    with pytest.raises(UserError, match="sudah ditarik"):
        walk.do(mark_disposition, START, disposition=1, recipient=1, mark=Mark.READ)


def test_not_needed_is_a_recorded_choice() -> None:
    walk = Walk(shipped_sop()).open().do(no_disposition_needed, START, reason="Sudah didisposisi lewat SRIKANDI")
    assert walk.state.no_disposition == "Sudah didisposisi lewat SRIKANDI"
    walk.do(dispose, START + DAY, new=new())
    assert walk.state.no_disposition == ""
    with pytest.raises(UserError, match="sudah didisposisi"):
        disposed().do(no_disposition_needed, START, reason="x")


def test_a_disposition_before_the_letter_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        Walk(shipped_sop()).open().do(dispose, date(2026, 1, 4), new=new())
    assert "surat diterima" in refused.value.problems["on"]
