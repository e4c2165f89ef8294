"""The kartu kendali tells every visit, what kept it, and what is still to come."""

from datetime import date
from pathlib import Path

from docx import Document

from spl_desktop.domain.control_card import HEADINGS
from spl_desktop.domain.values import Place
from spl_desktop.services import cases, documents
from spl_desktop.services.acting import situation
from spl_desktop.services.control_card import control_card, write_control_card
from spl_desktop.services.forms import measured
from spl_desktop.services.register import Register
from tests import builders


def lines(register: Register, case: int) -> list[dict[str, str]]:
    with register.reading() as session:
        now = situation(session, register, case)
        card = control_card(now.state, now.sop, measured(register, now), now.today)
    return [dict(zip(HEADINGS, line, strict=True)) for line in card.lines]


def test_a_visit_is_told_with_its_days_its_reason_and_its_papers(register: Register) -> None:
    case = builders.opened(register)
    documents.file_document(register, case, path=None, title="Surat tugas", place=Place(shelf="A"), on=date(2026, 1, 5))
    builders.finish(register, case, date(2026, 1, 6))
    builders.finish(register, case, date(2026, 1, 7))
    builders.send_back(register, case, date(2026, 1, 9), reason="kamus data belum lengkap")
    first, _, third, again, *rest = lines(register, case)
    assert (first["No"], first["Masuk"], first["Keluar"], first["Keterangan"]) == (
        "1",
        "05/01/2026",
        "06/01/2026",
        "Surat tugas, versi 1.",
    )
    assert third["Hasil"].startswith("dikembalikan")
    assert third["Keterangan"] == "Alasan: kamus data belum lengkap."
    assert third["Pelaksana"] == "Tim Teknis dan OPD"
    assert (again["No"], again["Putaran"], again["Hasil"], again["Keluar"]) == (
        "2",
        "2",
        "sedang dikerjakan, terlambat 207 hari kerja",
        "-",
    )
    assert [line["No"] for line in rest] == [str(number) for number in range(4, 13)]
    assert all(line["Masuk"] == line["Hasil"] == "" and line["Waktu baku"] for line in rest)


def test_a_pause_is_told_and_its_days_are_no_days_of_work(register: Register) -> None:
    case = builders.opened(register)
    cases.hold(register, case, on=date(2026, 1, 6), reason="menunggu data OPD")
    cases.resume(register, case, on=date(2026, 1, 8))
    first = lines(register, case)[0]
    assert first["Ditunda"] == "2"
    assert first["Keterangan"] == "Ditunda 06/01/2026 s.d. 08/01/2026: menunggu data OPD."


def test_an_ended_case_has_no_steps_to_come(register: Register) -> None:
    case = builders.opened(register)
    cases.cancel(register, case, on=date(2026, 1, 6), reason="dicabut OPD", by_agency=True)
    assert [line["Hasil"].startswith("dihentikan") for line in lines(register, case)] == [True]


def test_the_card_says_who_recorded_the_end_of_a_step_and_in_whose_name(register: Register, tmp_path: Path) -> None:
    case = builders.opened(register)
    builders.waive_missing(register, case, date(2026, 1, 6))
    cases.finish_step(
        register, case, on=date(2026, 1, 6), outcome="selesai", lane="pejabat_administrator", official="Agus Riyanto"
    )
    tables = Document(str(write_control_card(register, case, tmp_path / "kartu.docx"))).tables
    (table,) = (one for one in tables if one.rows[0].cells[0].text == "No")
    said = "Dicatat oleh Penguji atas nama Agus Riyanto, Pejabat Administrator."
    assert table.rows[1].cells[-1].text.endswith(said)
