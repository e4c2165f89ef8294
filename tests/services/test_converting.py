"""PDF from Word documents: by LibreOffice in earnest, and by stand-ins that hang, fail, or are not there."""

import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader

from spl_desktop.domain.errors import UserError
from spl_desktop.reports.templates import build
from spl_desktop.services import converting
from spl_desktop.services.converting import Converter, NoConverter, available, to_pdf
from tools.desktop import until


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A Word document with a blank and letters of its own in its name."""
    path = tmp_path / "Nota Dinas é 1.docx"
    path.write_bytes(build("nota-dinas"))
    return path


def stand_in(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Another program in place of LibreOffice: Python with that code, which finds the folder in argv[1]."""

    def command(sources: Sequence[Path], folder: Path, work: Path, archival: bool) -> list[str]:
        return [sys.executable, "-c", code, str(folder), *map(str, sources)]

    monkeypatch.setattr(converting, "_found", lambda: Converter("Penguji", command))


@pytest.mark.office
def test_several_documents_become_pdf_in_one_call_in_their_order(letter: Path, tmp_path: Path) -> None:
    other = tmp_path / "dua" / letter.name
    other.parent.mkdir()
    other.write_bytes(build("struktur-database"))
    told: list[tuple[int, int]] = []
    first, second = to_pdf([letter, other], tmp_path, progress=lambda done, total, _: told.append((done, total)))
    assert (first.name, second.name) == ("Nota Dinas é 1.pdf", "Nota Dinas é 1 (2).pdf")
    assert float(PdfReader(second).pages[0].mediabox.width) > float(PdfReader(first).pages[0].mediabox.width)
    assert (told[0], told[-1]) == ((0, 2), (2, 2))
    assert available() in ("LibreOffice", "Microsoft Word")


@pytest.mark.office
def test_an_archival_pdf_says_that_it_is_one(letter: Path, tmp_path: Path) -> None:
    (pdf,) = to_pdf([letter], tmp_path, archival=True)
    metadata = PdfReader(pdf).xmp_metadata
    assert metadata is not None
    assert "pdfaid:part" in metadata.stream.get_data().decode("utf-8").replace("<pdfaid:part>2", "pdfaid:part")
    (plain,) = to_pdf([letter], tmp_path)
    assert b"pdfaid" not in plain.read_bytes()


@pytest.mark.office
def test_two_conversions_at_once_both_come_to_their_end(letter: Path, tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    made: list[Path] = []

    def convert(folder: Path) -> None:
        folder.mkdir()
        made.extend(to_pdf([letter], folder))

    threads = [threading.Thread(target=convert, args=(folder,)) for folder in folders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(path.parent.name for path in made) == ["a", "b"]


def test_without_a_program_the_way_out_is_told(letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "_found", lambda: None)
    assert available() == ""
    with pytest.raises(NoConverter) as refusal:
        to_pdf([letter], tmp_path)
    assert "Simpan dokumen Word-nya" in refusal.value.sentence


def test_a_program_that_makes_nothing_is_told_with_the_document(
    letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, "pass")
    with pytest.raises(UserError) as refusal:
        to_pdf([letter], tmp_path)
    assert 'Penguji tidak dapat membuat PDF dari "Nota Dinas é 1.docx".' in refusal.value.sentence
    assert list(tmp_path.glob("*.pdf")) == []


HANGS = """
import subprocess, sys, pathlib, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pathlib.Path(sys.argv[1], "anak").write_text(str(child.pid))
time.sleep(600)
"""


@pytest.mark.skipif(os.name == "nt", reason="asks /proc whether the child still runs")
@pytest.mark.parametrize("cancelled", [True, False])
def test_a_program_that_hangs_is_ended_with_all_that_it_started(
    letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cancelled: bool
) -> None:
    stand_in(monkeypatch, HANGS)
    children: list[int] = []

    class Cancelled(Exception):
        pass

    def progress(done: int, total: int, sentence: str) -> None:
        for name in Path(converting.tempfile.gettempdir()).glob("spl-pdf-*/hasil/anak"):
            if text := name.read_text():
                children.append(int(text))
        if children and cancelled:
            raise Cancelled

    with pytest.raises(Cancelled if cancelled else UserError) as ended:
        to_pdf([letter], tmp_path, progress=progress, seconds=2 if not cancelled else 60)
    if not cancelled:
        assert isinstance(ended.value, UserError)
        assert "Penguji tidak selesai dalam" in ended.value.sentence
    assert children
    status = Path(f"/proc/{children[0]}/stat")
    until(lambda: not status.exists() or status.read_text().split()[2] == "Z", "the child that it started ends")
    assert list(tmp_path.glob("*.pdf")) == []


def test_word_is_started_in_a_process_of_its_own_with_macros_off(tmp_path: Path) -> None:
    command = converting._word_command("powershell.exe", [tmp_path / "a b.docx"], tmp_path, tmp_path, True)
    assert command[-6:] == ["-list", str(tmp_path / "daftar.txt"), "-folder", str(tmp_path), "-archival", "1"]
    script = (tmp_path / "ke-pdf.ps1").read_text(encoding="utf-8-sig")
    assert "New-Object -ComObject Word.Application" in script
    assert "GetActiveObject" not in script
    assert "AutomationSecurity = 3" in script
    assert (tmp_path / "daftar.txt").read_text(encoding="utf-8") == str(tmp_path / "a b.docx")
