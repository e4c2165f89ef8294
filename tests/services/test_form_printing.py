"""Documents that are written in forms: drafts, issuing, corrections, and what a case knows for the next one."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from spl_desktop.domain.errors import Invalid
from spl_desktop.domain.seal import read_stamp
from spl_desktop.domain.sop import Report
from spl_desktop.services import office
from spl_desktop.services.drafts import save_draft
from spl_desktop.services.forms import draft_key, open_form
from spl_desktop.services.printing import Issue, Print, SignedBy, print_form
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import Register
from tests import builders

DAY = date(2026, 1, 5)
CARD: dict[str, object] = {
    "nama_layanan": "Layanan pasien",
    "alamat_dasar": "https://spl.karanganyarkab.go.id/simrs",
    "versi": "1.0",
    "autentikasi": "jwt",
    "tanggal_rilis": "2026-01-05",
    "server": "spl-01",
    "rute": [{"metode": "GET", "jalur": "/pasien/{nik}", "keterangan": "menurut NIK"}],
}


def signed_by(register: Register) -> SignedBy:
    holders = office.positions_on(register, DAY)
    return SignedBy(holders[0].position.id)


def test_a_form_opens_with_what_the_case_knows(register: Register) -> None:
    case = builders.opened(register, system="SIMRS")
    opened = open_form(register, case, Report.SERVICE_CARD)
    assert opened.content["nama_layanan"] == "SIMRS"
    assert (opened.draft, opened.before) == (False, None)


def test_the_draft_of_a_form_comes_back_as_it_was_left(register: Register) -> None:
    case = builders.opened(register)
    save_draft(register, draft_key(case, Report.SERVICE_CARD), {"versi": "2", "nama_layanan": ""})
    opened = open_form(register, case, Report.SERVICE_CARD)
    assert opened.draft
    assert opened.content == {"versi": "2", "nama_layanan": ""}


def test_issuing_fixes_content_number_signer_and_seal_as_one_fact(register: Register, tmp_path: Path) -> None:
    case = builders.opened(register)
    target = tmp_path / "kartu.docx"
    how = Print(on=DAY, signers=(signed_by(register),), number="555/1/I/2026", target=target)
    made = print_form(register, case, report=Report.SERVICE_CARD, content=CARD, how=how, issued=Issue()).made
    document = case_view(register, case).state.document(made)
    assert document is not None
    version = document.current
    assert (version.issued_number, version.content, version.replaces) == ("555/1/I/2026", CARD, 0)
    assert len(version.seal) == 16
    words = "\n".join(cell.text for table in Document(str(target)).tables for row in table.rows for cell in row.cells)
    assert "/pasien/{nik}" in words
    assert "Token JWT" in words


def test_a_correction_is_a_new_version_that_names_the_one_it_replaces(register: Register) -> None:
    case = builders.opened(register)
    how = Print(on=DAY, signers=(signed_by(register),), number="555/1/I/2026")
    print_form(register, case, report=Report.SERVICE_CARD, content=CARD, how=how, issued=Issue())
    print_form(register, case, report=Report.SERVICE_CARD, content=CARD | {"versi": "1.1"}, how=how, issued=Issue())
    (document,) = case_view(register, case).state.documents
    assert [(one.number, one.replaces, one.content["versi"]) for one in document.versions] == [
        (1, 0, "1.0"),
        (2, 1, "1.1"),
    ]
    assert document.versions[0].seal != document.versions[1].seal
    assert open_form(register, case, Report.SERVICE_CARD).before == document.current


def test_a_further_document_wants_a_number_of_its_own(register: Register) -> None:
    case = builders.opened(register)
    how = Print(on=DAY, signers=(signed_by(register),), number="555/1/I/2026")
    print_form(register, case, report=Report.SERVICE_CARD, content=CARD, how=how, issued=Issue())
    with pytest.raises(Invalid) as refused:
        print_form(register, case, report=Report.SERVICE_CARD, content=CARD, how=how, issued=Issue(document=0))
    assert "sudah dipakai" in refused.value.problems["number"]


def test_what_is_missing_is_named_and_nothing_is_issued(register: Register, tmp_path: Path) -> None:
    case = builders.opened(register)
    how = Print(on=DAY, number="1", target=tmp_path / "kartu.docx")
    with pytest.raises(Invalid) as refused:
        print_form(register, case, report=Report.SERVICE_CARD, content={"rute": []}, how=how, issued=Issue())
    assert refused.value.problems["rute"] == "Rute belum diisi. Isi sedikitnya 1 baris."
    assert refused.value.problems["signers"].startswith("Penandatangan belum lengkap: Tim Teknis.")
    assert not (tmp_path / "kartu.docx").exists()
    assert case_view(register, case).state.documents == ()


def test_a_half_filled_draft_prints_and_is_not_recorded(register: Register, tmp_path: Path) -> None:
    case = builders.opened(register)
    target = tmp_path / "draf.docx"
    changes = print_form(
        register, case, report=Report.SERVICE_CARD, content={"versi": "3"}, how=Print(on=DAY, target=target)
    )
    assert (changes.made, target.exists()) == (0, True)
    assert case_view(register, case).state.documents == ()


@pytest.mark.parametrize(
    "text", ["", "https://example.test", "SPL1:1:2026-02-30:0123456789ABCDEF", "SPL1:1:2026-01-05:12"]
)
def test_a_foreign_code_is_not_taken_for_a_stamp(text: str) -> None:
    assert read_stamp(text) is None
