"""A person opens the program, walks a case through the whole SOP with every return, prints, and finds it all again."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from spl_desktop.domain.case import Status
from spl_desktop.domain.dates import short_date
from spl_desktop.domain.disposing import INSTRUCTIONS
from spl_desktop.domain.sop import Outcome, Report, Sop, Step
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.services.checking import check
from spl_desktop.services.clock import SystemClock
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import close, create_register, open_register
from spl_desktop.shipped import names, read_text
from tests.e2e.person import Person

AGENCY = "Dinas Kesehatan"
SYSTEM = "Sistem Antrean Puskesmas"
LETTER = "445/1207/DINKES/2026"
SUBJECT = "Permohonan integrasi data antrean puskesmas"
GIVER = "Kepala Bidang Tata Kelola Informatika"
RECIPIENT = "Tim Teknis"
ITEM = "Jumlah antrean per poli"
CONCLUSION = "Data antrean yang diterima sama dengan data sumber."


def route(sop: Sop) -> Iterator[tuple[Step, Outcome]]:
    """Every visit from the first step to the end, where each decision first goes back once."""
    step: Step | None = sop.first
    gone_back: set[str] = set()
    while step is not None:
        back = next((one for one in step.outcomes if one.returns), None)
        way = next(one for one in step.outcomes if not one.returns)
        if back is not None and step.id not in gone_back:
            gone_back.add(step.id)
            way = back
        yield step, way
        step = sop.step(way.to) if way.to is not None else None


def reason(step: Step) -> str:
    """Why a step was sent back."""
    return f"Langkah {step.number} belum lengkap, mohon dilengkapi."


@pytest.mark.desktop
@pytest.mark.e2e
def test_a_person_walks_a_case_through_the_whole_sop_and_finds_it_again(
    starts: Callable[[Path], Person],
    soffice: Callable[..., list[Path]],
    pdftotext: Callable[[Path], str],
    opened: Path,
    tmp_path: Path,
) -> None:
    [sop_name] = names("sop")
    sop = parse_sop(read_text(sop_name), sop_name)
    path = tmp_path / "register.db"
    close(create_register(path, recorder="Siti Aminah"))
    words = {Report.DISPOSITION: tmp_path / "disposisi.docx", Report.VALIDATION: tmp_path / "validasi.docx"}

    staff = starts(path)
    walk(staff, sop, words)
    staff.photograph("kasus-selesai")
    assert staff.closes() == 0
    assert opened.read_text(encoding="utf-8") == "", "what was issued is shown here, not in another program"

    again = starts(path)
    finds_it_again(again, sop)
    assert again.closes() == 0

    in_the_register(path, sop)
    disposition, validation = (pdftotext(pdf) for pdf in soffice(*words.values()))
    assert all(text in disposition for text in (LETTER, SUBJECT, INSTRUCTIONS[0], RECIPIENT))
    assert all(text in validation for text in (ITEM, CONCLUSION, SYSTEM))


def walk(staff: Person, sop: Sop, words: dict[Report, Path]) -> None:
    """From the letter to the end of the SOP."""
    staff.reads("Belum ada kasus")
    today = SystemClock().today()
    letter = {
        "Nomor surat": LETTER,
        "Tanggal surat": short_date(today - timedelta(days=3)),
        "Hal": SUBJECT,
        "OPD": AGENCY,
        "Nama sistem": SYSTEM,
        "Nama PIC struktural": "Dewi Lestari, S.KM.",
        "Jabatan PIC struktural": "Kepala Bidang Pelayanan",
        "Nama PIC teknis": "Bagus Prakoso",
    }
    scan = staff.desk / "surat-permohonan.pdf"
    scan.write_text("%PDF-1.4\n% surat permohonan\n", encoding="utf-8")
    staff.registers(letter, scan)
    staff.stands_at(sop.first)
    staff.photograph("kasus-baru")
    staff.disposes(GIVER, RECIPIENT, INSTRUCTIONS[0], today + timedelta(days=7))
    for step, outcome in route(sop):
        if outcome.returns:
            staff.returns(step, outcome, reason(step))
            continue
        reports = {Report(report) for kind in step.outputs if (report := sop.document(kind).report)}
        for report in reports:
            if report in words and not words[report].exists():
                staff.stands_at(step)
                if report is Report.DISPOSITION:
                    staff.issues_disposition(words[report])
                else:
                    staff.issues_validation(words[report], item=ITEM, conclusion=CONCLUSION)
        staff.finishes(sop, step, outcome)
    staff.reads("Selesai ")


def finds_it_again(staff: Person, sop: Sop) -> None:
    """After a new start: an empty desk, the register's row, the history with every return, and the documents."""
    staff.reads("Tidak ada kasus terbuka.")
    staff.clicks("Lihat register")
    staff.app.find("table cell", SYSTEM).click(times=2)
    staff.reads("Selesai ")
    staff.opens_tab("Riwayat")
    staff.app.find("list", "Riwayat kasus")
    returned = [step for step, outcome in route(sop) if outcome.returns]
    told = [one.seen.name for one in staff.app.every("list item", hidden=True)]
    assert returned
    for step in returned:
        assert any(reason(step) in fact for fact in told), told
    staff.photograph("riwayat")
    staff.opens_tab("Dokumen")
    newest = sop.document(sop.steps[-1].outputs[-1]).name
    staff.app.find("table cell", newest).click()
    staff.photograph("dokumen")


def in_the_register(path: Path, sop: Sop) -> None:
    """What is kept: every visit in order, all files whole, and nothing that the check would name."""
    register = open_register(path)
    try:
        view = case_view(register, 1)
        assert view.row.status is Status.FINISHED
        assert [(visit.step, visit.outcome) for visit in view.state.visits] == [
            (step.id, outcome.id) for step, outcome in route(sop)
        ]
        kinds = {document.kind for document in view.state.documents}
        assert kinds >= {kind for step in sop.steps for kind in step.outputs}
        assert check(register).problems == ()
    finally:
        close(register)
