"""The packet of a case: complete, valid to an independent reader, and whole or not at all."""

import errno
import hashlib
import json
import shutil
import zipfile
from datetime import date
from itertools import pairwise
from pathlib import Path

import bagit
import pytest
from docx import Document
from sqlalchemy import delete

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop import Report
from spl_desktop.models.kept import FileChunk
from spl_desktop.services import cases, documents, packet
from spl_desktop.services.packet import make_packet
from spl_desktop.services.printing import Issue, Print, print_form
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import Register
from tests import builders
from tests.services.test_form_printing import CARD, DAY, signed_by


class Stopped(Exception):
    """Raised by a listener that cancels."""


@pytest.fixture
def case(register: Register, tmp_path: Path) -> int:
    """A case with a paper that was filed twice, an issued card, and the card's signed copy."""
    case = builders.opened(register)
    first = builders.paper(tmp_path, "surat 100%.pdf", b"%PDF-1.4 satu")
    made = documents.file_document(register, case, path=first, title="Surat tugas 100%", on=DAY).made
    second = builders.paper(tmp_path, "surat.pdf", b"%PDF-1.4 dua")
    documents.file_document(register, case, path=second, document=made, on=DAY)
    how = Print(on=DAY, signers=(signed_by(register),), number="555/1/I/2026")
    card = print_form(register, case, report=Report.SERVICE_CARD, content=CARD, how=how, issued=Issue()).made
    scan = builders.paper(tmp_path, "pindaian.pdf", b"%PDF-1.4 tanda tangan")
    documents.record_signed_copy(register, case, document=card, version=1, path=scan, how="basah", on=DAY)
    return case


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_holds_every_version_and_is_valid_to_others(register: Register, case: int, tmp_path: Path) -> None:
    target = tmp_path / "paket"
    made = make_packet(register, case, target)
    assert bagit.Bag(str(target)).is_valid()
    found = files_of(target)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        for row in found[manifest].decode().splitlines():
            digest, _, path = row.partition("  ")
            assert hashlib.sha256(found[path]).hexdigest() == digest
    data = {path.removeprefix("data/"): content for path, content in found.items() if path.startswith("data/")}
    assert len(data) == made.files == 9
    assert made.size == sum(map(len, data.values()))
    kept = {
        version.file.sha256
        for one in case_view(register, case).state.documents
        for version in one.versions
        if version.file
    }
    assert kept <= {hashlib.sha256(content).hexdigest() for content in data.values()}
    assert data["dokumen/02 Kartu Layanan API/versi 1 bertanda tangan.pdf"] == b"%PDF-1.4 tanda tangan"
    facts = [json.loads(row) for row in data["riwayat.jsonl"].splitlines()]
    assert [fact["seq"] for fact in facts] == list(range(1, len(facts) + 1))
    assert all(after["previous"] == before["hash"] for before, after in pairwise(facts))
    assert "External-Identifier: 1/2026" in found["bag-info.txt"].decode()


def test_the_contents_name_every_file_in_word_and_in_text(register: Register, case: int, tmp_path: Path) -> None:
    target = tmp_path / "paket"
    make_packet(register, case, target)
    text = (target / "data" / "DAFTAR ISI.txt").read_text(encoding="utf-8")
    (_, table) = Document(str(target / "data" / "DAFTAR ISI.docx")).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][2] == "Dokumen"
    assert [row[6] for row in rows[1:]] == ["versi lama", "diterima", "terbit", "bertanda tangan (basah)"]
    for row in rows[1:]:
        path = target / "data" / row[7]
        assert hashlib.sha256(path.read_bytes()).hexdigest().startswith(row[8])
        assert row[7] in text


def test_a_zip_unpacks_to_the_same_packet(register: Register, case: int, tmp_path: Path) -> None:
    make_packet(register, case, tmp_path / "berkas.zip")
    with zipfile.ZipFile(tmp_path / "berkas.zip") as packed:
        assert packed.testzip() is None
        packed.extractall(tmp_path / "dibuka")
    assert [path.name for path in (tmp_path / "dibuka").iterdir()] == ["berkas"]
    assert bagit.Bag(str(tmp_path / "dibuka" / "berkas")).is_valid()


def test_a_case_without_documents_has_a_packet_too(register: Register, tmp_path: Path) -> None:
    case = builders.opened(register)
    assert make_packet(register, case, tmp_path / "paket").files == 5
    assert "belum mempunyai dokumen" in (tmp_path / "paket" / "data" / "DAFTAR ISI.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["paket", "paket.zip"])
def test_a_cancelled_packet_leaves_nothing(register: Register, case: int, tmp_path: Path, name: str) -> None:
    place = tmp_path / "flash"
    place.mkdir()

    def stop(done: int = 0, total: int = 0, sentence: str = "") -> None:
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        make_packet(register, case, place / name, progress=stop)
    assert list(place.iterdir()) == []


def test_what_stands_in_the_way_is_told_and_stays(register: Register, case: int, tmp_path: Path) -> None:
    (tmp_path / "paket").mkdir()
    (tmp_path / "paket" / "milik orang.txt").write_text("tetap", encoding="utf-8")
    with pytest.raises(UserError, match="sudah ada"):
        make_packet(register, case, tmp_path / "paket")
    assert (tmp_path / "paket" / "milik orang.txt").read_text(encoding="utf-8") == "tetap"
    (tmp_path / "paket.zip").write_bytes(b"milik orang")
    with pytest.raises(UserError, match="sudah ada"):
        make_packet(register, case, tmp_path / "paket.zip")
    assert (tmp_path / "paket.zip").read_bytes() == b"milik orang"
    with pytest.raises(UserError, match="tidak ada"):
        make_packet(register, case, tmp_path / "entah" / "paket")


def test_a_damaged_file_is_named_and_no_packet_is_left(register: Register, case: int, tmp_path: Path) -> None:
    with register.writing() as session:
        session.execute(delete(FileChunk))
    with pytest.raises(UserError, match=r"rusak atau hilang. Jalankan Periksa Register"):
        make_packet(register, case, tmp_path / "paket")
    assert not any(path.name.startswith((".paket", "paket")) for path in tmp_path.iterdir())


@pytest.mark.parametrize("name", ["paket", "paket.zip"])
def test_a_full_disk_is_told_and_no_packet_is_left(
    register: Register, case: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(packet, "_write_tags", full)
    with pytest.raises(
        UserError, match=r"paket(\.zip)?\" tidak jadi ditulis: tempat pada disk .* habis\. Yang sudah tercatat"
    ):
        make_packet(register, case, tmp_path / name)
    assert not any("paket" in path.name for path in tmp_path.iterdir())


def test_a_packet_that_reads_back_otherwise_does_not_count(
    register: Register, case: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = packet._write_tags

    def then_broken(folder: Path, *rest: object) -> None:
        really(folder, *rest)  # type: ignore[arg-type]  # passed on as they came
        (folder / "data" / "riwayat.jsonl").write_bytes(b"lain")

    monkeypatch.setattr(packet, "_write_tags", then_broken)
    with pytest.raises(UserError, match="tidak sama dengan isinya"):
        make_packet(register, case, tmp_path / "paket")
    assert not (tmp_path / "paket").exists()


def test_a_zip_that_reads_back_otherwise_does_not_count(
    register: Register, case: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = packet._read_back

    def then_broken(packed: Path) -> None:
        content = bytearray(packed.read_bytes())
        content[200] ^= 0xFF  # within the first file, behind its name
        packed.write_bytes(content)
        really(packed)

    monkeypatch.setattr(packet, "_read_back", then_broken)
    with pytest.raises(UserError, match="tidak dapat dibaca kembali"):
        make_packet(register, case, tmp_path / "paket.zip")
    assert not any("paket" in path.name for path in tmp_path.iterdir())


@pytest.mark.office
def test_the_contents_come_out_on_paper_across(register: Register, case: int, tmp_path: Path, soffice: object) -> None:
    make_packet(register, case, tmp_path / "paket")
    word = shutil.copy(tmp_path / "paket" / "data" / "DAFTAR ISI.docx", tmp_path / "isi.docx")
    (pdf,) = soffice(Path(word))  # type: ignore[operator]  # a fixture that converts
    import pypdfium2

    with pypdfium2.PdfDocument(str(pdf)) as pages:
        assert len(pages) == 1
        width, height = pages[0].get_size()
        text = pages[0].get_textpage().get_text_range()
    assert width > height
    assert "Kartu Layanan API" in text


def test_the_story_names_who_recorded_and_in_whose_name(register: Register, tmp_path: Path) -> None:
    case = builders.opened(register)
    cases.hold(register, case, on=date(2026, 1, 6), reason="rapat", lane="pejabat_pengawas", official="Agus Triyono")
    make_packet(register, case, tmp_path / "paket")
    story = (tmp_path / "paket" / "data" / "riwayat.txt").read_text(encoding="utf-8")
    assert story.startswith("RIWAYAT KASUS 1/2026\n")
    assert "oleh Penguji atas nama Agus Triyono, Pejabat Pengawas; dicatat 321 hari kemudian" in story
