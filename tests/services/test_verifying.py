"""Whether a file is what was issued: Word, PDF and scans; changed by a digit, older, foreign, hostile."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.seal import read_stamp
from spl_desktop.domain.sop import Report
from spl_desktop.domain.verifying import Answer, Verdict, Wording, differences_on_pages
from spl_desktop.services import documents, office
from spl_desktop.services.printing import Issue, Print, SignedBy, print_disposition, print_form
from spl_desktop.services.queries import case_view
from spl_desktop.services.reading_files import read_file, wording_of
from spl_desktop.services.register import Register
from spl_desktop.services.verifying import verify
from tests import builders
from tests.conftest import need
from tests.services.test_form_printing import CARD, DAY
from tools import document_pictures

Soffice = Callable[..., list[Path]]


@pytest.fixture
def case(register: Register) -> int:
    return builders.opened(register)


def issue(register: Register, case: int, target: Path, **content: object) -> Path:
    holders = office.positions_on(register, DAY)
    how = Print(on=DAY, signers=(SignedBy(holders[0].position.id),), number="555/1/I/2026", target=target)
    print_form(register, case, report=Report.SERVICE_CARD, content=CARD | content, how=how, issued=Issue())  # type: ignore[arg-type]  # texts and rows
    return target


def altered(path: Path, target: Path, old: str, new: str) -> Path:
    """The Word file with other words in its body, as somebody changes them in Word."""
    document = Document(str(path))
    places = [p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    changed = 0
    for run in (run for paragraph in (*document.paragraphs, *places) for run in paragraph.runs):
        if old in run.text:
            run.text, changed = run.text.replace(old, new), changed + 1
    assert changed
    document.save(str(target))
    return target


def test_the_issued_file_itself_is_the_same(register: Register, case: int, tmp_path: Path) -> None:
    verdict = verify(register, issue(register, case, tmp_path / "kartu.docx"))
    assert (verdict.answer, verdict.case, verdict.number) == (Answer.SAME, case, "555/1/I/2026")
    assert verdict.sentence.startswith("Berkas ini sama persis dengan Kartu Layanan API nomor 555/1/I/2026")


def test_a_file_that_word_saved_again_is_the_same_by_its_words(register: Register, case: int, tmp_path: Path) -> None:
    path = issue(register, case, tmp_path / "kartu.docx")
    again = tmp_path / "lagi.docx"
    Document(str(path)).save(str(again))
    assert again.read_bytes() != path.read_bytes()
    verdict = verify(register, again)
    assert (verdict.answer, verdict.differences) == (Answer.SAME, ())


@pytest.mark.parametrize(("old", "new"), [("spl-01", "spl-02"), ("/pasien/{nik}", "/pasien"), ("Versi", "Revisi")])
def test_one_other_word_is_found_and_named(register: Register, case: int, tmp_path: Path, old: str, new: str) -> None:
    path = issue(register, case, tmp_path / "kartu.docx")
    verdict = verify(register, altered(path, tmp_path / "ubah.docx", old, new))
    assert verdict.answer is Answer.CHANGED
    assert any(old in one for one in verdict.differences)
    assert any(new in one for one in verdict.differences)


def test_rows_that_changed_places_are_a_change(register: Register, case: int, tmp_path: Path) -> None:
    rows = [{"metode": "GET", "jalur": f"/{name}"} for name in ("a", "b")]
    path = issue(register, case, tmp_path / "kartu.docx", rute=rows)
    document = Document(str(path))
    (table,) = (one for one in document.tables if one.cell(0, 0).text == "No.")
    first, second = table.rows[1]._tr, table.rows[2]._tr
    second.addnext(first)
    document.save(str(tmp_path / "tukar.docx"))
    verdict = verify(register, tmp_path / "tukar.docx")
    assert verdict.answer is Answer.CHANGED
    assert verdict.differences == ("Urutan isinya berbeda dengan yang diterbitkan.",)


def test_a_version_that_was_replaced_is_an_older_one(register: Register, case: int, tmp_path: Path) -> None:
    first = issue(register, case, tmp_path / "satu.docx")
    issue(register, case, tmp_path / "dua.docx", versi="2.0")
    for path in (first, tmp_path / "satu-lagi.docx"):
        if path != first:
            Document(str(first)).save(str(path))
        verdict = verify(register, path)
        assert verdict.answer is Answer.OLDER
        assert "Sudah diganti versi 2" in verdict.sentence


def test_a_number_with_a_foreign_seal_is_a_changed_document(register: Register, case: int, tmp_path: Path) -> None:
    path = issue(register, case, tmp_path / "kartu.docx")
    document = Document(str(path))
    document.core_properties.identifier = "SPL1:555/1/I/2026:2026-01-05:0123456789ABCDEF"
    document.save(str(tmp_path / "palsu.docx"))
    verdict = verify(register, tmp_path / "palsu.docx")
    assert verdict.answer is Answer.CHANGED
    assert "segelnya bukan segel dokumen itu" in verdict.sentence
    document.core_properties.identifier = "SPL1:555/99/I/2026:2026-01-05:0123456789ABCDEF"
    document.save(str(tmp_path / "asing.docx"))
    verdict = verify(register, tmp_path / "asing.docx")
    assert (verdict.answer, verdict.case) == (Answer.UNKNOWN, 0)
    assert "nomor itu tidak ada di register ini" in verdict.sentence


def test_the_code_is_found_in_the_picture_when_the_properties_are_gone(
    register: Register, case: int, tmp_path: Path
) -> None:
    path = issue(register, case, tmp_path / "kartu.docx")
    document = Document(str(path))
    document.core_properties.identifier = ""
    document.save(str(tmp_path / "tanpa.docx"))
    assert verify(register, tmp_path / "tanpa.docx").answer is Answer.SAME


def test_a_document_of_somebody_else_is_not_known(register: Register, case: int, tmp_path: Path) -> None:
    Document().save(str(tmp_path / "lain.docx"))
    verdict = verify(register, tmp_path / "lain.docx")
    assert verdict.answer is Answer.UNKNOWN
    assert "tidak memuat kode dokumen yang terbaca" in verdict.sentence


def scanned(pdf: Path, folder: Path) -> Path:
    """The first page as a grey 150-dpi scan that lies askew by three degrees."""
    need("pdftotext")
    subprocess.run(
        ["pdftoppm", "-r", "150", "-gray", "-f", "1", "-l", "1", "-png", str(pdf), str(folder / "hal")], check=True
    )
    (page,) = folder.glob("hal-*.png")
    target = folder / "pindai.png"
    Image.open(page).rotate(3, expand=True, fillcolor=255).save(target)
    return target


def forged(scan: Path, folder: Path) -> Path:
    """The scan with other words over its upper half; its code stands."""
    with Image.open(scan) as page:
        page.paste(255, (0, 0, page.width, page.height // 2))
        page.save(folder / "palsu.png")
    return folder / "palsu.png"


@pytest.mark.office
def test_pdf_and_scan_of_the_printed_page(register: Register, case: int, tmp_path: Path, soffice: Soffice) -> None:
    path = issue(register, case, tmp_path / "kartu.docx", catatan="kata " * 900)
    (pdf,) = soffice(path)
    verdict = verify(register, pdf)
    assert (verdict.answer, verdict.signable) == (Answer.SAME, True), verdict
    (other,) = soffice(altered(path, tmp_path / "ubah.docx", "spl-01", "spl-07"))
    changed = verify(register, other)
    assert changed.answer is Answer.CHANGED
    assert changed.differences == ("Tidak ditemukan: “spl-01”",)
    scan = scanned(pdf, tmp_path)
    verdict = verify(register, scan)
    assert (verdict.answer, verdict.signable, verdict.differences) == (Answer.CODE, True, None)
    assert "Bandingkan isinya dengan dokumen di register" in verdict.sentence
    assert verify(register, forged(scan, tmp_path)).answer is Answer.CODE
    need("zbarimg")
    read = subprocess.run(["zbarimg", "-q", "--raw", str(scan)], capture_output=True, text=True, check=True).stdout
    stamp = read_stamp(read)
    document = case_view(register, case).state.documents[0]
    assert stamp is not None
    assert (stamp.number, stamp.seal) == ("555/1/I/2026", document.current.seal)


@pytest.mark.office
@pytest.mark.parametrize("layout", ["klasik", "dua_kotak"])
def test_a_lembar_disposisi_bears_its_code_on_its_one_page(
    register: Register, case: int, tmp_path: Path, soffice: Soffice, layout: str
) -> None:
    holders = office.positions_on(register, DAY)
    how = Print(on=DAY, signers=(SignedBy(holders[0].position.id),), number="9/2026", target=tmp_path / "lembar.docx")
    print_disposition(register, case, layout=layout, how=how, issued=Issue())
    (pdf,) = soffice(tmp_path / "lembar.docx")
    read = read_file(pdf)
    assert (len(read.pages), [stamp.number for stamp in read.stamps]) == (1, ["9/2026"])
    assert verify(register, pdf).answer is Answer.SAME


def test_the_signed_copy_is_known_by_its_bytes(register: Register, case: int, tmp_path: Path) -> None:
    issue(register, case, tmp_path / "kartu.docx")
    scan = builders.paper(tmp_path, "pindaian.pdf")
    documents.record_signed_copy(register, case, document=1, version=1, path=scan, on=DAY, how="tte")
    verdict = verify(register, scan)
    assert verdict.answer is Answer.SAME
    assert "salinan bertanda tangan dari Kartu Layanan API" in verdict.sentence
    history = [fact.sentence for fact in case_view(register, case).history]
    assert any("tanda tangan elektronik (TTE, BSrE)" in sentence for sentence in history)
    with pytest.raises(UserError, match="Cara menandatangani tidak dikenal"):
        documents.record_signed_copy(register, case, document=1, version=1, path=scan, on=DAY, how="cap")


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"<a>" + b" " * 120_000_000)
    return stream.getvalue()


def entities() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')
    return stream.getvalue()


def huge_picture() -> bytes:
    stream = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(stream, "PNG")
    return stream.getvalue()


HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.docx", b"", "kosong atau bukan berkas"),
    "zip": ("a.docx", b"PK\x03\x04rusak", "rusak dan tidak dapat dibuka"),
    "bomb": ("a.docx", bomb(), "terlalu besar setelah dibuka"),
    "entities": ("a.docx", entities(), "bagian yang tidak lazim"),
    "pdf": ("a.pdf", b"%PDF-1.7 rusak", "tidak dapat dibuka sebagai PDF"),
    "picture": ("a.png", b"\x89PNG rusak", "bukan gambar yang dapat dibaca"),
    "huge": ("a.png", huge_picture(), "terlalu besar (10000 × 10000 titik)"),
    "text": ("a.txt", b"halo", "bukan dokumen Word, PDF, atau gambar"),
}


@pytest.mark.parametrize(("name", "data", "sentence"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_cannot_be_compared_is_told(
    register: Register, tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError) as refusal:
        verify(register, path)
    assert sentence in refusal.value.sentence


def test_a_tiny_picture_and_a_missing_file(register: Register, tmp_path: Path) -> None:
    Image.new("L", (1, 1)).save(tmp_path / "kecil.png")
    assert verify(register, tmp_path / "kecil.png") == Verdict(
        Answer.UNKNOWN, verify(register, tmp_path / "kecil.png").sentence
    )
    with pytest.raises(UserError, match="tidak dapat dibaca"):
        verify(register, tmp_path / "hilang.docx")


def test_a_paragraph_may_go_over_to_the_next_page_and_page_numbers_are_nobodys_words() -> None:
    pages = ["Nomor 1 isi yang pan", "- 2 -\njang sekali"]
    assert differences_on_pages(Wording(("Nomor 1", "isi yang panjang sekali"), ("- -",)), pages) == ()
    assert differences_on_pages(Wording(("Nomor 2",)), ["Nomor 1"]) == ("Tidak ditemukan: “Nomor 2”",)
    told = ("Ada tulisan yang ditambahkan atau dihapus setelah diterbitkan.",)
    assert differences_on_pages(Wording(("Nomor 1",)), ["Nomor 1 dan lain"]) == told
    assert differences_on_pages(Wording(("Sesuai", "Tidak")), ["Tidak Sesuai"]) == (
        "Urutan isinya berbeda dengan yang diterbitkan.",
    )


def test_a_heading_row_may_begin_the_next_page_again_and_nothing_else_may() -> None:
    issued = Wording(("No", "Kolom", "1", "nik", "2", "nama", "tamat"), ("kaki",), ("NoKolom",))
    assert differences_on_pages(issued, ["No Kolom 1 nik kaki", "- 2 - No Kolom 2 nama tamat kaki"]) == ()
    assert differences_on_pages(issued, ["No Kolom 1 nik", "2 nama tamat"]) == ()
    assert differences_on_pages(issued, ["No Kolom 1 nik No Kolom", "2 nama tamat"]) != ()
    assert differences_on_pages(issued, ["No Kolom 1 nik", "1 nik 2 nama tamat"]) != ()
    assert differences_on_pages(issued, ["No Kolom 1 nik"]) != ()


def test_the_cells_of_a_row_go_on_beside_each_other_on_the_next_page() -> None:
    body = ("No", "Uji", "1", "langkah satu dua tiga", "hasil empat lima", "tamat")
    issued = Wording(body, repeated=("NoUji",), rows=((0, (1, 1)), (2, (1, 1, 1))))
    assert differences_on_pages(issued, ["No Uji 1 langkah satu hasil", "No Uji dua tiga empat lima tamat"]) == ()
    assert differences_on_pages(issued, ["No Uji 1 langkah hasil", "satu dua empat", "tiga lima tamat"]) == ()
    assert differences_on_pages(issued, ["No Uji 1 langkah satu hasil", "empat dua tiga lima tamat"]) != ()
    assert differences_on_pages(issued, ["No Uji 1 langkah satu", "dua tiga hasil empat tamat"]) != ()
    whole = Wording(body, repeated=("NoUji",))
    assert differences_on_pages(whole, ["No Uji 1 langkah satu hasil", "No Uji dua tiga empat lima tamat"]) != ()


@given(
    st.lists(st.lists(st.text("ab", max_size=6), min_size=1, max_size=3), min_size=1, max_size=4),
    st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=4, max_size=4),
)
def test_wherever_a_row_breaks_it_is_found_again(rows: list[list[str]], cuts: list[list[int]]) -> None:
    body: list[str] = []
    places: list[tuple[int, tuple[int, ...]]] = []
    pages = [""]
    for cells, cut in zip(rows, cuts, strict=False):
        places.append((len(body), (1,) * len(cells)))
        body += cells
        ends = list(zip(cells, cut, strict=False))
        pages[-1] += "".join(cell[:end] for cell, end in ends)
        pages.append("".join(cell[end:] for cell, end in ends))
    assert differences_on_pages(Wording(tuple(body), rows=tuple(places)), pages) == ()


@pytest.mark.office
def test_a_row_longer_than_a_page_is_no_change(tmp_path: Path, soffice: Soffice) -> None:
    words = " ".join(f"kata{number}" for number in range(500))
    document = Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table.rows[0].cells, (f"satu {words}", f"dua {words}"), strict=True):
        cell.text = text
    document.add_paragraph("tamat")
    document.save(str(tmp_path / "panjang.docx"))
    changed = altered(tmp_path / "panjang.docx", tmp_path / "lain.docx", "kata499", "kata498")
    (pdf, other) = soffice(tmp_path / "panjang.docx", changed)
    issued = wording_of((tmp_path / "panjang.docx").read_bytes())
    assert len(read_file(pdf).pages) > 1
    assert differences_on_pages(issued, read_file(pdf).pages) == ()
    assert differences_on_pages(issued, read_file(other).pages) != ()


def recounted(path: Path, target: Path) -> Path:
    """The file as a program saves it that counted its pages anew."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("word/header"):
                fresh = re.sub(rb'(fldCharType="separate"/></w:r>)', rb"\1<w:r><w:t>7</w:t></w:r>", data)
                assert b"PAGE" not in data or fresh != data
                data = fresh
            out.writestr(name, data)
    return target


def test_a_page_number_that_was_counted_again_is_no_change(register: Register, case: int, tmp_path: Path) -> None:
    path = issue(register, case, tmp_path / "kartu.docx")
    again = recounted(path, tmp_path / "lagi.docx")
    assert b"<w:t>7</w:t>" in b"".join(zipfile.ZipFile(again).read(name) for name in zipfile.ZipFile(again).namelist())
    assert verify(register, again).answer is Answer.SAME


def swapped(path: Path, target: Path, first: str, second: str) -> Path:
    """The Word file with two rows of a table in each other's place, found by what stands in them."""
    document = Document(str(path))
    rows = [row for table in document.tables for row in table.rows]
    one, other = (
        next(row._tr for row in rows if word in [cell.text for cell in row.cells]) for word in (first, second)
    )
    place = other.getnext()
    one.addprevious(other)
    if place is not None:
        place.addprevious(one)
    document.save(str(target))
    return target


@pytest.mark.office
def test_rows_that_changed_places_are_a_change_in_a_pdf_too(
    register: Register, case: int, tmp_path: Path, soffice: Soffice
) -> None:
    rows = [{"metode": "GET", "jalur": f"/jalur/{number}"} for number in range(90)]
    path = issue(register, case, tmp_path / "kartu.docx", rute=rows)
    (pdf, other) = soffice(path, swapped(path, tmp_path / "tukar.docx", "/jalur/3", "/jalur/4"))
    assert len(read_file(pdf).pages) > 2
    assert verify(register, pdf).answer is Answer.SAME
    assert verify(register, other).differences == ("Urutan isinya berbeda dengan yang diterbitkan.",)


@pytest.mark.office
def test_a_scan_is_a_picture_whatever_its_ocr_has_read(
    register: Register, case: int, tmp_path: Path, soffice: Soffice
) -> None:
    (pdf,) = soffice(issue(register, case, tmp_path / "kartu.docx"))
    picture = scanned(pdf, tmp_path)
    page = Document()
    section = page.sections[0]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = 0
    page.add_paragraph().add_run().add_picture(str(picture), width=int(section.page_width * 0.9))
    page.add_paragraph("kartu 1ayanan AP1 yang salah baca")
    page.save(str(tmp_path / "pindaian.docx"))
    (ocr,) = soffice(tmp_path / "pindaian.docx")
    verdict = verify(register, ocr)
    assert (verdict.answer, verdict.signable, verdict.differences) == (Answer.CODE, True, None), verdict
    assert "Tulisannya berupa gambar dan tidak dibandingkan" in verdict.sentence


@pytest.mark.office
def test_every_document_of_the_forms_is_known_again_as_pdf(
    register: Register, tmp_path: Path, soffice: Soffice
) -> None:
    made = list(document_pictures.documents(register, tmp_path))
    answers = {pdf.name: verify(register, pdf) for pdf in soffice(*made)}
    assert len(answers) == 12
    assert {name: one.differences for name, one in answers.items() if one.answer is not Answer.SAME} == {}


def test_the_words_of_a_file_are_those_of_all_its_parts(register: Register, case: int, tmp_path: Path) -> None:
    words = "\n".join(wording_of(issue(register, case, tmp_path / "kartu.docx").read_bytes()).paragraphs)
    assert "KARTU LAYANAN API" in words
    assert "bukan tanda tangan elektronik (TTE)" in words
