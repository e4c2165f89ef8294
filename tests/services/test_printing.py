"""Printing and issuing: drafts change nothing, issued documents are kept with number and signer."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest

from spl_desktop.domain import rules
from spl_desktop.domain.errors import Conflict, Invalid, UserError
from spl_desktop.domain.forms import Content
from spl_desktop.domain.rules import How
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import Recipient, Signer
from spl_desktop.services import cases, dispositions, numbering, office, saving
from spl_desktop.services.documents import file_document
from spl_desktop.services.files import save_copy
from spl_desktop.services.printing import (
    Issue,
    Print,
    SignedBy,
    print_disposition,
    print_form,
)
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import Register, close, create_register

DAY = date(2026, 11, 23)
OPD_SIGNER = Signer(name="Budi Santosa, S.T.", title=("Kepala Bidang PIAK",), nip="", party="Disdukcapil")


class Noon:
    """A clock that stands at noon of one day."""

    def now(self) -> datetime:
        return datetime(2026, 11, 23, 5, tzinfo=UTC)

    def today(self) -> date:
        return DAY


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = create_register(tmp_path / "register.db", clock=Noon(), recorder="Sri")
    yield made
    close(made)


@pytest.fixture
def case(register: Register) -> int:
    """A case received on 2 November with one disposition of the Kepala Dinas to the Kabid."""
    official = office.record_official(
        register, official=0, name="Rina Wulandari, S.Kom.", nip="198001012005012001", rank="Pembina"
    ).made
    office.record_position(
        register,
        position=0,
        official=official,
        title="Kepala Bidang Tata Kelola Informatika",
        role="kabid",
        start=date(2026, 1, 1),
        end=date(2026, 11, 20),
        lane="pejabat_administrator",
    )
    new = cases.NewCase(
        agenda="7/2026",
        letter_number="045.2/" + "9" * 100,
        letter_date=date(2026, 10, 30),
        received=date(2026, 11, 2),
        subject="Integrasi data kependudukan",
        agency=9,
        system="SIAK Terpusat",
        sender="Kepala Disdukcapil",
    )
    made = cases.open_case(register, new).made
    given = dispositions.NewDisposition(
        giver="ISNAN NUR AZIZ, S.Kom.",
        giver_position="Kepala Dinas",
        giver_role="kepala",
        recipients=(Recipient(name="Rina Wulandari, S.Kom.", position="Kepala Bidang Tata Kelola Informatika"),),
        urgency="segera",
        instructions=("proses lebih lanjut",),
        note="Koordinasikan dengan OPD",
        initials="INA",
    )
    dispositions.dispose(register, made, given, on=date(2026, 11, 3))
    return made


def kepala(register: Register) -> SignedBy:
    return SignedBy(office.positions_on(register, DAY, "kepala")[0].position.id)


def text_of(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        for row in table.rows:
            lines += [cell.text for cell in row.cells]
    return "\n".join(lines)


@pytest.mark.parametrize("layout", ["klasik", "dua_kotak"])
def test_a_draft_shows_the_disposition_and_changes_nothing(
    register: Register, case: int, tmp_path: Path, layout: str
) -> None:
    before = case_view(register, case).state
    target = tmp_path / "lembar disposisi.docx"
    how = Print(on=date(2026, 11, 3), signers=(kepala(register),), target=target)
    changes = print_disposition(register, case, layout=layout, how=how, disposition=1)
    assert not changes.kinds
    assert case_view(register, case).state == before
    text = text_of(target.read_bytes())
    for words in ("9" * 100, "7/2026", "Koordinasikan dengan OPD", "ISNAN NUR AZIZ, S.Kom.", "3 November 2026"):
        assert words in text, words


def test_a_blank_sheet_is_for_handwriting(register: Register, case: int, tmp_path: Path) -> None:
    target = tmp_path / "kosong.docx"
    print_disposition(register, case, layout="klasik", how=Print(on=DAY, target=target))
    text = text_of(target.read_bytes())
    assert "\u2611" not in text
    assert "proses lebih lanjut" in text


def test_an_issued_sheet_is_the_output_of_its_step(register: Register, case: int, tmp_path: Path) -> None:
    target = tmp_path / "disposisi.docx"
    number, _ = numbering.next_number(register, Report.DISPOSITION, date(2026, 11, 3))
    assert number == "555/1/XI/2026"
    how = Print(on=date(2026, 11, 3), signers=(kepala(register),), number=number, target=target)
    seen = case_view(register, case).state.seq
    changes = print_disposition(register, case, layout="klasik", how=how, disposition=1, issued=Issue(expected=seen))
    view = case_view(register, case)
    document = view.state.document(changes.made)
    assert document is not None
    issued = document.current
    assert (document.kind, issued.visit) == ("disposisi_integrasi_aplikasi", 1)
    assert (issued.issued_number, issued.report, issued.on) == (number, "lembar_disposisi", date(2026, 11, 3))
    assert issued.signers[0].title == ("Kepala Dinas Komunikasi dan Informatika Kabupaten Karanganyar",)
    assert issued.file is not None
    save_copy(register, issued.file, tmp_path / "salinan.docx")
    assert (tmp_path / "salinan.docx").read_bytes() == target.read_bytes()
    cases.finish_step(register, case, on=date(2026, 11, 3), outcome="selesai")
    assert numbering.next_number(register, Report.DISPOSITION, DAY) == ("555/2/XI/2026", number)

    with pytest.raises(Conflict):
        print_disposition(register, case, layout="klasik", how=how, disposition=1, issued=Issue(expected=seen))
    again = print_disposition(register, case, layout="dua_kotak", how=how, disposition=1, issued=Issue())
    newer = case_view(register, case).state.document(again.made)
    assert newer is not None
    assert (again.made, newer.current.number) == (changes.made, 2)


def walk_to_validation(register: Register, case: int) -> None:
    """Steps up to the one whose output is the laporan hasil validasi, each finished on the day it began."""
    while True:
        view = case_view(register, case)
        visit = view.state.visit
        assert visit is not None
        step = view.sop.step(visit.step)
        if any(view.sop.document(kind).report == Report.VALIDATION for kind in step.outputs):
            return
        for kind in (
            output.kind for output in rules.outputs_of(view.state, view.sop, visit) if output.how == How.MISSING
        ):
            cases.waive_output(register, case, output=kind, reason="uji", on=visit.entered)
        cases.finish_step(register, case, on=visit.entered, outcome=step.outcomes[0].id)


CONTENT: Content = {
    "ringkasan": "Data SIAK dibandingkan dengan dasbor.",
    "butir": [
        {"teks": "Jumlah penduduk", "hasil": "sesuai"},
        {"teks": "Alamat", "hasil": "tidak", "catatan": "RT kosong", "tindak_lanjut": "dilengkapi OPD"},
    ],
    "kesimpulan": "Dapat diterima dengan perbaikan.",
    "tembusan": "Sekretaris Daerah",
}


def test_the_validation_report_is_issued_and_lets_the_step_finish(
    register: Register, case: int, tmp_path: Path
) -> None:
    walk_to_validation(register, case)
    target = tmp_path / "laporan.docx"
    how = Print(on=DAY, signers=(OPD_SIGNER, kepala(register)), paper="F4", number="500.12.6.3/44/2026", target=target)
    changes = print_form(register, case, report=Report.VALIDATION, content=CONTENT, how=how, issued=Issue())
    text = text_of(target.read_bytes())
    for words in ("500.12.6.3/44/2026", "RT kosong", "Dapat diterima", "Budi Santosa, S.T.", "Sekretaris Daerah"):
        assert words in text, words
    assert round(docx.Document(str(target)).sections[0].page_height.cm, 1) == 33.0
    view = case_view(register, case)
    assert view.state.document(changes.made) is not None
    visit = view.state.visit
    assert visit is not None
    cases.finish_step(register, case, on=DAY, outcome="selesai")


def refused(register: Register, case: int, how: Print, content: Content = CONTENT) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        print_form(register, case, report=Report.VALIDATION, content=content, how=how, issued=Issue())
    return refusal.value.problems


def test_issuing_is_refused_field_by_field(register: Register, case: int) -> None:
    walk_to_validation(register, case)
    both = (OPD_SIGNER, OPD_SIGNER)
    nobody = refused(register, case, Print(on=DAY, number="1"))
    assert nobody == {"signers": "Penandatangan belum lengkap: OPD dan Tim Teknis. Pilih atau isi namanya."}
    problems = refused(register, case, Print(on=date(2026, 11, 24), signers=both))
    assert problems["number"].startswith("Nomor dokumen belum diisi.")
    assert "belum tiba" in problems["on"]
    early = refused(register, case, Print(on=date(2026, 11, 1), number="1", signers=both))
    assert "terlalu awal: langkah ini mulai pada 2 November 2026" in early["on"]
    empty = refused(register, case, Print(on=DAY, number="1", signers=both), {})
    assert set(empty) == {"butir", "kesimpulan"}


def test_a_number_is_given_once(register: Register, case: int) -> None:
    how = Print(on=date(2026, 11, 3), signers=(kepala(register),), number="555/1/XI/2026")
    print_disposition(register, case, layout="klasik", how=how, disposition=1, issued=Issue())
    walk_to_validation(register, case)
    sentence = refused(register, case, Print(on=DAY, signers=(OPD_SIGNER, OPD_SIGNER), number="555 / 1/xi/2026"))[
        "number"
    ]
    assert "sudah dipakai" in sentence


def test_the_signer_must_hold_his_position_on_the_date(register: Register, case: int, tmp_path: Path) -> None:
    kabid = next(one for one in office.office(register).positions if one.role == "kabid")
    head = kepala(register).position
    signers = (SignedBy(kabid.id, above=(head,)),)
    target = tmp_path / "an.docx"
    print_disposition(register, case, layout="klasik", how=Print(on=date(2026, 11, 20), signers=signers, target=target))
    text = text_of(target.read_bytes())
    assert "a.n. Kepala Dinas Komunikasi dan Informatika Kabupaten Karanganyar" in text
    assert "Kepala Bidang Tata Kelola Informatika," in text
    with pytest.raises(UserError) as refusal:
        print_disposition(register, case, layout="klasik", how=Print(on=date(2026, 11, 21), signers=signers))
    assert "tidak dijabat oleh pejabat itu pada 21 November 2026" in refusal.value.sentence


def test_a_file_that_is_open_elsewhere_keeps_the_register_as_it_was(
    register: Register, case: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "terbuka.docx"
    target.write_bytes(b"lama")

    def locked(path: Path) -> None:
        raise UserError(saving._in_use(path))

    monkeypatch.setattr(saving, "_check_unlocked", locked)
    how = Print(on=date(2026, 11, 3), signers=(kepala(register),), number="1/2026", target=target)
    with pytest.raises(UserError) as refusal:
        print_disposition(register, case, layout="klasik", how=how, disposition=1, issued=Issue())
    assert '"terbuka.docx" sedang dibuka di program lain' in refusal.value.sentence
    assert target.read_bytes() == b"lama"
    assert case_view(register, case).state.documents == ()


def test_unknown_layout_paper_and_disposition_are_refused(register: Register, case: int) -> None:
    for call, sentence in (
        ({"layout": "bundar", "how": Print(on=DAY)}, "Bentuk lembar disposisi tidak dikenal."),
        ({"layout": "klasik", "how": Print(on=DAY, paper="A5")}, "Ukuran kertas tidak dikenal."),
        ({"layout": "klasik", "how": Print(on=DAY), "disposition": 5}, "Disposisi itu tidak ada"),
    ):
        with pytest.raises(UserError) as refusal:
            print_disposition(register, case, **call)
        assert sentence in refusal.value.sentence


def test_a_scan_may_become_the_newer_version_of_an_issued_document(
    register: Register, case: int, tmp_path: Path
) -> None:
    how = Print(on=date(2026, 11, 3), signers=(kepala(register),), number="1/2026")
    made = print_disposition(register, case, layout="klasik", how=how, disposition=1, issued=Issue()).made
    scan = tmp_path / "pindai.pdf"
    scan.write_bytes(b"%PDF-1.4 pindaian")
    file_document(register, case, path=scan, title="", document=made, on=DAY)
    document = case_view(register, case).state.document(made)
    assert document is not None
    assert len(document.versions) == 2
