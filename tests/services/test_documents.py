"""Files go in by streaming, are stored once, and come out as they were."""

import os
import stat
import tempfile
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.values import Place, Signer
from spl_desktop.models.engine import writing_engine
from spl_desktop.models.kept import FileChunk, FileRecord
from spl_desktop.services import documents, office
from spl_desktop.services.documents import NewFile
from spl_desktop.services.printing import Issue, Print, print_disposition
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import Register, close
from tests.builders import opened, paper

ON = date(2026, 1, 5)


def _files(register: Register) -> int:
    with register.reading() as session:
        return session.scalar(select(func.count()).select_from(FileRecord)) or 0


def test_a_large_file_comes_out_as_it_went_in(register: Register, tmp_path: Path) -> None:
    content = bytes(range(256)) * 10_000
    case = opened(register)
    heard: list[tuple[int, int, str]] = []
    made = documents.file_document(
        register,
        case,
        path=paper(tmp_path, "pindaian.pdf", content),
        on=ON,
        progress=lambda done=0, total=0, sentence="": heard.append((done, total, sentence)),
    ).made
    document = case_view(register, case).state.document(made)
    assert document is not None
    assert document.title == "pindaian"
    file = document.current.file
    assert file is not None
    with register.reading() as session:
        assert session.scalar(select(func.count()).select_from(FileChunk)) == 3
    assert heard[-1] == (len(content), len(content), "Menyalin berkas")
    opened_copy = documents.open_copy(register, file)
    assert opened_copy.read_bytes() == content
    assert opened_copy.name == "pindaian.pdf"
    assert stat.S_IMODE(opened_copy.stat().st_mode) == 0o400
    assert stat.S_IMODE(opened_copy.parent.parent.stat().st_mode) == 0o700
    assert documents.open_copy(register, file) == opened_copy
    documents.save_copy(register, file, tmp_path / "salinan.pdf")
    assert (tmp_path / "salinan.pdf").read_bytes() == content
    close(register)
    assert not opened_copy.exists()


def test_the_same_bytes_are_stored_once_under_every_name(register: Register, tmp_path: Path) -> None:
    case = opened(register)
    new = (NewFile(paper(tmp_path, "a.pdf")), NewFile(paper(tmp_path, "b.pdf"), title="Lain"))
    documents.file_documents(register, case, new, on=ON)
    names = [one.current.file.name for one in case_view(register, case).state.documents if one.current.file]
    assert names == ["a.pdf", "b.pdf"]
    assert _files(register) == 1


def test_versions_follow_each_other(register: Register, tmp_path: Path) -> None:
    case = opened(register)
    made = documents.file_document(register, case, path=paper(tmp_path), on=ON, title="Formulir").made
    documents.file_document(
        register, case, path=paper(tmp_path, "v2.pdf", b"dua"), on=date(2026, 1, 6), document=made, note="dilengkapi"
    )
    (document,) = case_view(register, case).state.documents
    assert [(one.number, one.note) for one in document.versions] == [(1, ""), (2, "dilengkapi")]
    assert document.title == "Formulir"


def test_a_paper_without_a_file_needs_its_place(register: Register) -> None:
    case = opened(register)
    with pytest.raises(UserError, match="Belum ada berkas"):
        documents.file_document(register, case, path=None, title="Nota", on=ON)
    place = Place(shelf="3", box="12")
    made = documents.file_document(register, case, path=None, title="Nota", on=ON, place=place).made
    documents.place_paper(register, case, document=made, place=Place(shelf="4"), on=ON)
    assert str(case_view(register, case).state.documents[0].place) == "rak 4"


def test_a_signed_copy_belongs_to_an_issued_document(register: Register, tmp_path: Path) -> None:
    case = opened(register)
    made = documents.file_document(register, case, path=paper(tmp_path), on=ON).made
    with pytest.raises(UserError, match="hanya untuk dokumen yang sudah diterbitkan"):
        documents.record_signed_copy(register, case, document=made, version=1, path=paper(tmp_path), on=ON)


def test_a_signed_copy_does_not_come_back_before_the_document_went_out(register: Register, tmp_path: Path) -> None:
    case = opened(register)
    later = date(2026, 1, 6)
    how = Print(on=later, signers=(Signer(name="Isnan", title=("Kepala Dinas",)),), number="555/1/I/2026")
    made = print_disposition(register, case, layout="klasik", how=how, issued=Issue()).made
    signed = {"document": made, "version": 1, "path": paper(tmp_path)}
    with pytest.raises(UserError, match="dokumen diterbitkan pada 6 Januari 2026"):
        documents.record_signed_copy(register, case, on=ON, **signed)  # type: ignore[arg-type]
    documents.record_signed_copy(register, case, on=later, **signed)  # type: ignore[arg-type]
    document = case_view(register, case).state.document(made)
    assert document is not None
    assert document.current.signed_on == later


def test_a_file_that_grows_while_it_is_read_is_refused(register: Register, tmp_path: Path) -> None:
    office.set_setting(register, name="batas_berkas_mb", value="1")
    case = opened(register)
    growing = paper(tmp_path, "rekaman.pdf", b"x" * 1024 * 1024)

    def grow(done: int = 0, total: int = 0, sentence: str = "") -> None:
        if growing.stat().st_size == 1024 * 1024:
            with growing.open("ab") as file:
                file.write(b"y")

    with pytest.raises(UserError, match="terlalu besar"):
        documents.file_document(register, case, path=growing, on=ON, progress=grow)
    assert _files(register) == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("kosong.pdf", b"", "kosong"),
        ("virus.exe", b"x", "adalah program"),
        ("laporan.pdf.bat", b"x", "adalah program"),
        ("laporan.pdf", b"MZ\x90\x00", "adalah program"),
        ("besar.pdf", b"x" * (1024 * 1024 + 1), "terlalu besar: 1,0 MB, paling besar 1 MB"),
    ],
)
def test_files_that_are_refused_leave_nothing(
    register: Register, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    office.set_setting(register, name="batas_berkas_mb", value="1")
    case = opened(register)
    new = (NewFile(paper(tmp_path, "baik.pdf")), NewFile(paper(tmp_path, name, content)))
    with pytest.raises(UserError, match=words):
        documents.file_documents(register, case, new, on=ON)
    assert _files(register) == 0
    assert case_view(register, case).state.documents == ()


def test_a_file_that_cannot_be_read(register: Register, tmp_path: Path) -> None:
    case = opened(register)
    with pytest.raises(UserError, match="tidak dapat dibaca"):
        documents.file_document(register, case, path=tmp_path / "tiada.pdf", title="x", on=ON)
    with pytest.raises(UserError, match=r"adalah folder\. Pilih berkas di dalamnya"):
        documents.file_document(register, case, path=tmp_path, title="x", on=ON)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(register: Register, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa.pdf")
    case = opened(register)
    # Somebody who reads and writes keeps the pipe from blocking for ever, should it be opened after all.
    held = os.open(tmp_path / "pipa.pdf", os.O_RDWR)
    os.write(held, b"%PDF")
    try:
        with pytest.raises(UserError, match="bukan berkas biasa"):
            documents.file_document(register, case, path=tmp_path / "pipa.pdf", title="x", on=ON)
    finally:
        os.close(held)


def test_a_long_name_of_many_bytes_can_be_opened_again(register: Register, tmp_path: Path) -> None:
    case = opened(register)
    name = "\u6c49" * 80 + ".pdf"
    made = documents.file_document(register, case, path=paper(tmp_path, name), on=ON).made
    document = case_view(register, case).state.document(made)
    assert document is not None
    assert document.current.file is not None
    copy = documents.open_copy(register, document.current.file)
    assert copy.read_bytes() == b"%PDF-1.4 isi"
    assert copy.suffix == ".pdf"


def test_cancelling_leaves_nothing(register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sementara").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "sementara"))
    case = opened(register)

    def stop(done: int = 0, total: int = 0, sentence: str = "") -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        documents.file_document(register, case, path=paper(tmp_path), on=ON, progress=stop)
    assert _files(register) == 0
    assert list((tmp_path / "sementara").iterdir()) == []


def test_a_damaged_file_is_not_handed_out(register: Register, tmp_path: Path) -> None:
    case = opened(register)
    documents.file_document(register, case, path=paper(tmp_path), on=ON)
    file = case_view(register, case).state.documents[0].current.file
    assert file is not None
    with writing_engine(register.engine).begin() as connection:
        connection.execute(text("UPDATE file_chunks SET data = x'00'"))
    with pytest.raises(UserError, match=r"rusak atau hilang\. Jalankan Periksa Register"):
        documents.open_copy(register, file)
    target = paper(tmp_path, "lama.pdf", b"lama")
    with pytest.raises(UserError, match="rusak"):
        documents.save_copy(register, file, target)
    assert target.read_bytes() == b"lama"


def test_a_copy_under_a_name_that_no_system_takes(register: Register, tmp_path: Path) -> None:
    case = opened(register)
    documents.file_document(register, case, path=paper(tmp_path), on=ON)
    file = case_view(register, case).state.documents[0].current.file
    assert file is not None
    with pytest.raises(UserError, match=r"tidak dapat dibuat di folder .* nama yang lebih pendek"):
        documents.save_copy(register, file, tmp_path / ("x" * 300 + ".pdf"))


def test_a_copy_saved_into_a_missing_folder(register: Register, tmp_path: Path) -> None:
    case = opened(register)
    documents.file_document(register, case, path=paper(tmp_path), on=ON)
    file = case_view(register, case).state.documents[0].current.file
    assert file is not None
    with pytest.raises(UserError, match="tidak ada"):
        documents.save_copy(register, file, tmp_path / "tiada" / "x.pdf")
