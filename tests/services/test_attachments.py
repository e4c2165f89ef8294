"""Attachments: what carries macros is marked, what is there already is told, and private copies do not stay."""

import os
import subprocess
import sys
import tempfile
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.values import FileRef
from spl_desktop.services import documents, office
from spl_desktop.services.macros import carries_macros
from spl_desktop.services.private import empty_left_behind, make_private_folder
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import Register
from tests.builders import opened, paper

ON = date(2026, 1, 5)


def packed(**parts: bytes) -> bytes:
    """A zip archive with these parts; `__` in a name stands for a slash."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def filed(register: Register, case: int, path: Path) -> FileRef:
    """The file as it is kept."""
    made = documents.file_document(register, case, path=path, on=ON).made
    document = case_view(register, case).state.document(made)
    assert document is not None
    assert document.current.file is not None
    return document.current.file


@pytest.mark.parametrize(
    ("name", "content", "marked"),
    [
        ("surat.docx", packed(word__document=b"x"), False),
        ("surat.docm", packed(word__document=b"x"), True),
        ("tabel.xlsx", packed(xl__macrosheets__sheet1=b"x"), True),
        ("lama.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Macros".encode("utf-16-le"), True),
        ("lama.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), False),
        ("rusak.docx", packed(word__document=b"x")[:40], False),
        ("surat.pdf", b"%PDF-1.4 vbaProject.bin", False),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # the bytes of an archive hold the time of day
)
def test_macros_are_marked_whatever_the_name_says(
    register: Register, tmp_path: Path, name: str, content: bytes, marked: bool
) -> None:
    case = opened(register)
    assert filed(register, case, paper(tmp_path, name, content)).macros is marked
    assert ("memuat makro" in case_view(register, case).history[-1].sentence) is marked


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "xl/VBAPROJECT.BIN"])
def test_a_macro_project_in_an_innocent_document(tmp_path: Path, part: str) -> None:
    path = tmp_path / "surat.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, b"x")
    assert carries_macros(path, path.name)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled.main+xml")
    assert carries_macros(path, path.name)


def test_a_mark_across_two_pieces_of_an_old_document(tmp_path: Path) -> None:
    start = b"\xd0\xcf\x11\xe0"
    path = paper(tmp_path, "lama.xls", start + bytes(1024 * 1024 - 5) + "_VBA_PROJECT_CUR".encode("utf-16-le"))
    assert carries_macros(path, path.name)


def test_the_same_file_is_told_wherever_it_stands(register: Register, tmp_path: Path) -> None:
    first = opened(register)
    second = opened(register, agenda="2/2026", letter_number="2")
    scan = paper(tmp_path, "surat.pdf")
    file = filed(register, first, scan)
    assert case_view(register, first).shared == {}
    filed(register, second, scan)
    filed(register, second, paper(tmp_path, "salinan.pdf"))
    there = [one.named(first) for one in case_view(register, first).shared[file.sha256]]
    assert there == ["surat versi 1", "surat versi 1 (agenda 2/2026)", "salinan versi 1 (agenda 2/2026)"]
    here = [one.named(second) for one in case_view(register, second).shared[file.sha256]]
    assert here == ["surat versi 1", "salinan versi 1", "surat versi 1 (agenda 1/2026)"]


def test_the_limit_is_that_of_the_office(register: Register, tmp_path: Path) -> None:
    case = opened(register)
    large = paper(tmp_path, "besar.pdf", b"%PDF" + bytes(2 * 1024 * 1024))
    office.set_setting(register, name="batas_berkas_mb", value="2")
    with pytest.raises(UserError, match="paling besar 2 MB"):
        filed(register, case, large)
    office.set_setting(register, name="batas_berkas_mb", value="3")
    filed(register, case, large)


def test_copies_of_a_process_that_was_killed_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    left = tmp_path / f"spl-p{int(gone.stdout)}-x" / "abc"
    left.mkdir(parents=True)
    (left / "surat.pdf").write_bytes(b"%PDF")
    (left / "surat.pdf").chmod(0o400)
    running = tmp_path / f"spl-p{os.getppid()}-y"
    others = tmp_path / "spl-bukan-kami"
    for folder in (running, others):
        folder.mkdir()
    mine = make_private_folder()
    assert not left.parent.exists()
    assert running.is_dir()
    assert others.is_dir()
    empty_left_behind()
    assert mine.is_dir()


def test_a_copy_is_made_again_where_its_folder_was_emptied(register: Register, tmp_path: Path) -> None:
    file = filed(register, opened(register), paper(tmp_path))
    copy = documents.open_copy(register, file)
    copy.unlink()
    copy.parent.rmdir()
    copy.parent.parent.rmdir()
    assert documents.open_copy(register, file).read_bytes() == b"%PDF-1.4 isi"
