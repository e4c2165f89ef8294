"""The places for signatures: what is offered for the day, what is said, and what comes out."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from spl_desktop.domain.office import OfficeState, Official, Position
from spl_desktop.domain.signing import gaps, ways_to_sign
from spl_desktop.domain.values import Signer
from spl_desktop.services.printing import SignedBy
from spl_desktop.ui.case.signers import InitialsField, SignersField, SignerSlot

START, DAY = date(2024, 1, 1), date(2026, 11, 23)
KABID = Position(3, 3, "Kepala Bidang", "kabid", START, date(2026, 11, 24), lane="pejabat_administrator")
OFFICE = OfficeState(
    officials=tuple(Official(number, f"Nama {number}") for number in range(1, 5)),
    positions=(
        Position(1, 1, "Kepala Dinas", "kepala", START),
        Position(2, 2, "Sekretaris", "sekretaris", START),
        KABID,
        Position(4, 4, "Kepala Seksi", "kasi", START, lane="pejabat_pengawas"),
        Position(5, 2, "Kepala Dinas", "kepala", date(2026, 11, 23), date(2026, 11, 23), appointment="plh"),
    ),
)
OUTSIDE = SignerSlot("Penandatangan OPD", outside=True, party="Perangkat Daerah")
OURS = SignerSlot("Penandatangan kami", preferred_lanes=("pejabat_administrator",), party="Tim Teknis")
HEAD = SignerSlot("Mengetahui", preferred_roles=("kepala",), required=False)


def offer(field: SignersField, day: date, office: OfficeState = OFFICE) -> None:
    field.offer(ways_to_sign(office, day), gaps(office, day))


def choose(field: SignersField, place: int, words: str) -> None:
    box = field.offices[place]
    box.setCurrentIndex(next(number for number in range(box.count()) if box.itemText(number) == words))


@pytest.fixture
def field(qtbot: QtBot, dressed: QApplication) -> SignersField:
    """Places for the OPD, for us, and for the head of the office, on the day."""
    made = SignersField([OUTSIDE, OURS, HEAD])
    qtbot.addWidget(made)
    made.show()
    offer(made, DAY)
    return made


def test_the_usual_official_is_proposed_and_the_optional_place_is_empty(field: SignersField) -> None:
    assert field.values() == (SignedBy(3, (), "Tim Teknis"),)
    assert field.offices[2].currentText() == "tidak ada"
    words = [field.offices[1].itemText(number) for number in range(field.offices[1].count())]
    assert words[:2] == ["Kepala Bidang (Nama 3)", "Kepala Bidang, a.n. Plh. Kepala Dinas (Nama 3)"]


def test_all_three_come_out_in_their_order(field: SignersField, qtbot: QtBot) -> None:
    for name, text in (("name", " Budi  Santosa, S.T. "), ("title", "Kepala Bidang PIAK"), ("nip", "1978")):
        with qtbot.waitSignal(field.changed):
            field.outsiders[0][name].setText(text)
    choose(field, 1, "Kepala Seksi, u.b. Kepala Bidang a.n. Plh. Kepala Dinas (Nama 4)")
    with qtbot.waitSignal(field.changed):
        choose(field, 2, "Plh. Kepala Dinas (Nama 2)")
    assert field.values() == (
        Signer(name="Budi Santosa, S.T.", title=("Kepala Bidang PIAK",), nip="1978", party="Perangkat Daerah"),
        SignedBy(4, (5, 3), "Tim Teknis"),
        SignedBy(5),
    )
    assert field.problems() == {}


def test_what_is_amiss_is_said_at_its_place(field: SignersField) -> None:
    field.offices[1].setCurrentIndex(-1)
    problems = field.problems()
    assert problems == {
        "signers.0": "Nama penandatangan OPD belum diisi. Tulis nama dengan gelarnya.",
        "signers.1": "Penandatangan kami belum dipilih. Pilih pejabat yang menandatangani dokumen ini.",
    }
    assert field.show_problems({**problems, "number": "x"}) == {"number": "x"}
    assert "belum dipilih" in field.form.problem("signers.1")
    field.show_problems({"signers": "Penandatangan belum lengkap."})
    assert field.form.problem("signers.0") == "Penandatangan belum lengkap."
    field.outsiders[0]["name"].setText("Budi")
    choose(field, 1, "Sekretaris (Nama 2)")
    choose(field, 2, "Plh. Kepala Dinas (Nama 2)")
    assert field.problems() == {"signers.2": "Nama 2 sudah dipilih di tempat lain. Pilih pejabat yang berbeda."}


def test_half_a_signatory_of_an_optional_place_is_pointed_out(qtbot: QtBot, dressed: QApplication) -> None:
    field = SignersField([replace(OUTSIDE, required=False)])
    qtbot.addWidget(field)
    assert (field.values(), field.problems()) == ((), {})
    field.outsiders[0]["title"].setText("Camat")
    assert field.problems() == {
        "signers.0": "Nama penandatangan OPD belum diisi. Isi namanya, atau kosongkan isian lainnya."
    }


def test_a_strange_nip_is_doubted_and_kept(field: SignersField) -> None:
    field.outsiders[0]["nip"].setText("1978")
    assert "NIP biasanya 18 angka" in field.form._hints["signers.0.nip"].text()
    field.outsiders[0]["nip"].clear()
    assert field.form._hints["signers.0.nip"].text() == ""


def test_who_acts_and_who_is_missing_is_told(field: SignersField) -> None:
    hint = field.form._hints
    choose(field, 2, "Kepala Dinas (Nama 1)")
    assert "Pada hari itu Kepala Dinas dijalankan Plh. Nama 2" in hint["signers.2"].text()
    offer(field, date(2026, 11, 26))
    assert hint["signers.2"].text() == ""
    assert field.values() == (SignedBy(1),)
    assert "Kepala Bidang kosong: terakhir dijabat Nama 3 sampai 24/11/2026" in hint["signers.1"].text()
    field.offer((), ())
    assert "Belum ada pejabat yang menjabat pada tanggal itu. Catat di Pengaturan" in hint["signers.1"].text()


def test_who_was_chosen_stays_over_other_dates(field: SignersField) -> None:
    choose(field, 1, "Kepala Seksi, a.n. Kepala Bidang (Nama 4)")
    offer(field, date(2026, 11, 26))
    assert field.values() == ()
    offer(field, DAY)
    assert field.values() == (SignedBy(4, (3,), "Tim Teknis"),)


def test_a_draft_is_put_back_also_before_the_officials_are_known(
    field: SignersField, qtbot: QtBot, dressed: QApplication
) -> None:
    field.propose(0, Signer(name="Sri Wahyuni", title=("Kasubbag",), nip="1"))
    field.propose(0, Signer(name="Orang lain", title=()))
    choose(field, 1, "Kepala Seksi, a.n. Kepala Bidang (Nama 4)")
    words = field.words()
    assert words == [["Sri Wahyuni", "Kasubbag", "", "1"], ["4", "3"], []]
    again = SignersField([OUTSIDE, OURS, HEAD])
    qtbot.addWidget(again)
    again.restore(words)
    offer(again, DAY)
    assert (again.words(), again.values()) == (words, field.values())
    choose(field, 1, "Sekretaris (Nama 2)")
    field.restore(words)
    assert field.values() == again.values()


def test_everything_is_named_and_reached_by_the_keyboard(field: SignersField, qtbot: QtBot) -> None:
    fields = [*field.outsiders[0].values(), *field.offices.values()]
    assert [one.accessibleName() for one in fields] == [
        "Nama Penandatangan OPD",
        "Jabatan Penandatangan OPD",
        "Pangkat Penandatangan OPD",
        "NIP Penandatangan OPD",
        "Penandatangan kami, wajib diisi",
        "Mengetahui",
    ]
    field.setFocus()
    for one in fields:
        qtbot.waitUntil(one.hasFocus)
        qtbot.keyClick(one, Qt.Key.Key_Tab)
    headings = [label.text() for label in field.findChildren(QLabel) if label.property("role") == "section"]
    assert headings == ["Penandatangan OPD", "Penandatangan kami", "Mengetahui"]


def test_paraf_is_ticked_from_who_acts_on_the_day(qtbot: QtBot, dressed: QApplication) -> None:
    field = InitialsField()
    qtbot.addWidget(field)
    field.offer(ways_to_sign(OFFICE, DAY))
    assert [field.item(row).text() for row in range(field.count())] == [
        "Plh. Kepala Dinas (Nama 2)",
        "Sekretaris (Nama 2)",
        "Kepala Bidang (Nama 3)",
        "Kepala Seksi (Nama 4)",
    ]
    with qtbot.waitSignal(field.changed):
        field.item(3).setCheckState(Qt.CheckState.Checked)
    field.setCurrentRow(2)
    qtbot.keyClick(field, Qt.Key.Key_Space)
    assert field.values() == (SignedBy(3), SignedBy(4))
    field.offer(ways_to_sign(OFFICE, date(2026, 11, 26)))
    assert field.values() == (SignedBy(4),)
    assert field.accessibleName() == "Paraf koordinasi"
