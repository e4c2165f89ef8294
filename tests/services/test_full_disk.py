"""A disk that is really full, with ever more room: each refusal is a sentence, and costs neither a fact nor a file."""

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.old_register_columns import CASES, HISTORY
from spl_desktop.domain.sop import Report
from spl_desktop.services import cases, control_card, documents, drafts, files
from spl_desktop.services.backup import Kind, back_up, list_backups
from spl_desktop.services.checking import check
from spl_desktop.services.exporting import export
from spl_desktop.services.importing import import_cases, write_template
from spl_desktop.services.packet import make_packet
from spl_desktop.services.printing import Issue, Print, print_form
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import Register, close, create_register, open_register
from spl_desktop.services.restore import restore
from tests.builders import StandingClock, opened, paper
from tests.services.test_form_printing import CARD, DAY, signed_by

ROOM = (0, 1, 2, 5, 9, 16, 30, 60, 110, 200, 400, 800)
"""Pages of 4 KiB that are left, from nothing to more than any of the works needs."""
OFTEN = 3
"""So many times at least each work must have been refused before there was room for it."""


class Disk:
    """A disk of a few MB, filled up to what `leave` says."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ballast = path / ".pemberat"

    def leave(self, pages: int) -> None:
        """Fills the disk until only so many pages are free."""
        with self._ballast.open("wb", buffering=0) as ballast:
            try:
                while True:
                    ballast.write(bytes(1 << 14))
            except OSError as error:
                assert error.errno == errno.ENOSPC
            ballast.truncate(max(0, ballast.tell() // 4096 - pages) * 4096)

    def free(self) -> None:
        """Takes the filling away."""
        self._ballast.unlink(missing_ok=True)

    def files(self) -> dict[str, bytes]:
        """Everything on the disk but what SQLite lays beside an open register, and that register itself."""
        passing = ("-wal", "-shm", "register.db", ".pemberat")
        return {
            path.relative_to(self.path).as_posix(): path.read_bytes()
            for path in self.path.rglob("*")
            if path.is_file() and not path.name.endswith(passing)
        }


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk in memory, mounted for this test."""
    place = tmp_path / "disk"
    place.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("needs the right to mount a small disk (root on Linux)")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"needs the right to mount a small disk: {done.stderr.strip()}")
    try:
        yield Disk(place)
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def register(disk: Disk, clock: StandingClock, tmp_path: Path) -> Iterator[Register]:
    """A register on the small disk, with a case that has a document of 300 kB."""
    made = create_register(disk.path / "register.db", clock=clock, recorder="Penguji")
    case = opened(made)
    documents.file_document(made, case, path=paper(tmp_path, "besar.pdf", b"%PDF-1.4 " + os.urandom(300_000)), on=DAY)
    yield made
    close(made)


Work = Callable[[Register, Disk, Path], object]


def note(register: Register, _disk: Disk, _folder: Path) -> None:
    cases.add_note(register, 1, text="x" * 15_000, on=DAY)


def attach(register: Register, _disk: Disk, folder: Path) -> None:
    one = paper(folder, "lampiran.pdf", b"%PDF-1.4 " + os.urandom(200_000))
    documents.file_document(register, 1, path=one, on=DAY)


def open_case(register: Register, _disk: Disk, folder: Path) -> None:
    opened(register, agenda="2/2026", files=(paper(folder, "surat2.pdf", b"%PDF-1.4 " + os.urandom(60_000)),))


def draft(register: Register, _disk: Disk, _folder: Path) -> None:
    drafts.save_draft(register, "baru", {"hal": "y" * 100_000})


def issue(register: Register, disk: Disk, _folder: Path) -> None:
    how = Print(on=DAY, signers=(signed_by(register),), number="555/1/I/2026", target=disk.path / "kartu.docx")
    print_form(register, 1, report=Report.SERVICE_CARD, content=CARD, how=how, issued=Issue())


def bring_in(register: Register, _disk: Disk, folder: Path) -> None:
    assert import_cases(register, folder / "lama.xlsx").imported == 1


def old_workbook(register: Register, folder: Path) -> None:
    """The template of the import, its example made a case."""
    path = folder / "lama.xlsx"
    write_template(path, register)
    book = openpyxl.load_workbook(path)
    for name in (CASES, HISTORY):
        for row in book[name].iter_rows(min_row=2, max_col=1):
            row[0].value = None
    book.save(path)


@pytest.mark.parametrize("work", [note, attach, open_case, draft, issue, bring_in], ids=lambda work: work.__name__)
def test_what_is_recorded_is_recorded_whole_or_not_at_all(
    register: Register, disk: Disk, tmp_path: Path, work: Work
) -> None:
    refused = 0
    old_workbook(register, tmp_path)
    for pages in ROOM:
        before, facts, kept = disk.files(), check(register).facts, drafts.load_draft(register, "baru")
        disk.leave(pages)
        try:
            work(register, disk, tmp_path)
        except UserError as error:
            refused += 1
            assert "empat pada disk" in error.sentence and "habis" in error.sentence
            assert "Kosongkan sebagian disk" in error.sentence
            assert "tetap utuh" in error.sentence or "tidak terganggu" in error.sentence
            disk.free()
            assert disk.files() == before
            report = check(register)
            assert (report.problems, report.facts) == ((), facts)
            assert drafts.load_draft(register, "baru") == kept
            continue
        disk.free()
        break
    else:
        pytest.fail("there was never room enough")
    assert refused >= OFTEN
    assert check(register).problems == ()


def card(register: Register, disk: Disk) -> None:
    control_card.write_control_card(register, 1, disk.path / "kartu kendali.docx")


WRITTEN: dict[str, Callable[[Register, Disk], object]] = {
    "folder": lambda register, disk: make_packet(register, 1, disk.path / "paket"),
    "zip": lambda register, disk: make_packet(register, 1, disk.path / "paket.zip"),
    "xlsx": lambda register, disk: export(register, "register", disk.path / "register.xlsx"),
    "csv": lambda register, disk: export(register, "events", disk.path / "catatan.csv"),
    "jsonl": lambda register, disk: export(register, "events", disk.path / "catatan.jsonl"),
    "docx": card,
    "salinan": lambda register, disk: files.save_copy(
        register, case_view(register, 1).state.documents[0].current.file, disk.path / "salinan.pdf"
    ),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_what_is_written_for_people_appears_whole_or_not_at_all(register: Register, disk: Disk, what: str) -> None:
    refused, facts = 0, check(register).facts
    for pages in ROOM:
        before = disk.files()
        disk.leave(pages)
        try:
            WRITTEN[what](register, disk)
        except UserError as error:
            refused += 1
            assert "tidak jadi ditulis: tempat pada disk" in error.sentence
            assert f'"{disk.path}" habis. Yang sudah tercatat di register tidak terganggu' in error.sentence
            disk.free()
            gone = {"catatan.jsonl"}  # the list is whole, but its examiner found no room
            assert {name: data for name, data in disk.files().items() if name not in gone} == before
            continue
        disk.free()
        break
    else:
        pytest.fail("there was never room enough")
    assert refused
    report = check(register)
    assert (report.problems, report.facts) == ((), facts)


def test_a_backup_counts_only_where_there_was_room_for_it(register: Register, disk: Disk, clock: StandingClock) -> None:
    back_up(register.path, Kind.MANUAL, clock)
    before, refused = disk.files(), 0
    for pages in ROOM:
        disk.leave(pages)
        try:
            back_up(register.path, Kind.DAILY, clock)
        except UserError as error:
            refused += 1
            assert "Cadangan tidak jadi dibuat: tempat pada disk" in error.sentence
            assert "Register sendiri tidak terganggu dan tetap dapat dipakai" in error.sentence
            assert disk.files() == before
            continue
        break
    disk.free()
    assert refused >= OFTEN
    assert {one.kind for one in list_backups(register.path)} == {Kind.DAILY, Kind.MANUAL}


def test_a_second_place_that_is_full_costs_nothing_of_the_first(
    disk: Disk, clock: StandingClock, tmp_path: Path
) -> None:
    here = create_register(tmp_path / "register.db", clock=clock)
    opened(here)
    refused = 0
    for pages in ROOM:
        disk.leave(pages)
        made = back_up(here.path, Kind.MANUAL, clock, second=disk.path)
        assert made.backup.path.is_file()
        if made.second is not None:
            break
        refused += 1
        assert "Cadangan di komputer ini selesai, tetapi salinannya di tempat kedua tidak jadi dibuat: tempat pada" in (
            made.problem
        )
        assert disk.files() == {}
    close(here)
    disk.free()
    assert refused >= OFTEN
    assert len(list_backups(here.path, disk.path)) == refused + 2


def test_a_register_is_made_whole_or_not_at_all(disk: Disk, clock: StandingClock) -> None:
    refused = 0
    for pages in ROOM:
        disk.leave(pages)
        try:
            close(create_register(disk.path / "baru.db", clock=clock))
        except UserError as error:
            refused += 1
            assert "Periksa izin dan ruang disknya" in error.sentence
            disk.free()
            assert [path.name for path in disk.path.iterdir()] == []
            continue
        break
    disk.free()
    assert refused >= OFTEN
    again = open_register(disk.path / "baru.db", clock=clock)
    assert check(again).problems == ()
    close(again)


def test_a_register_on_a_full_disk_is_not_called_broken(register: Register, disk: Disk, clock: StandingClock) -> None:
    facts = check(register).facts
    close(register)
    before = (disk.path / "register.db").read_bytes()
    refused = 0
    for pages in ROOM:
        disk.leave(pages)
        try:
            close(open_register(register.path, clock=clock))
        except UserError as error:
            refused += 1
            assert error.sentence.startswith('Register "register.db" tidak jadi dibuka: tempat pada disk')
            assert "habis. Yang sudah tercatat di register tidak terganggu. Kosongkan sebagian disk" in error.sentence
            continue
        break
    assert refused >= OFTEN
    assert (disk.path / "register.db").read_bytes() == before
    disk.free()
    again = open_register(register.path, clock=clock)
    report = check(again)
    close(again)
    assert (report.problems, report.facts) == ((), facts)


def test_a_restore_without_room_leaves_the_register(register: Register, disk: Disk, clock: StandingClock) -> None:
    made = back_up(register.path, Kind.MANUAL, clock).backup
    opened(register, agenda="2/2026")
    facts = check(register).facts
    close(register)
    refused = 0
    for pages in (*ROOM, 1600):
        disk.leave(pages)
        try:
            restore(made.path, register.path, clock)
        except UserError as error:
            refused += 1
            assert "Register tidak jadi dipulihkan" in error.sentence and "tetap seperti semula" in error.sentence
            disk.free()
            again = open_register(register.path, clock=clock)
            report = check(again)
            close(again)
            assert (report.problems, report.facts) == ((), facts)
            continue
        break
    disk.free()
    assert refused >= OFTEN
    again = open_register(register.path, clock=clock)
    assert (check(again).problems, check(again).facts) == ((), made.facts)
    close(again)


def test_no_room_for_the_working_copies_is_told(
    register: Register, disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk of temporary files is full, that of the register is not."""
    place = disk.path / "sementara"
    place.mkdir()
    here = create_register(tmp_path / "register.db", clock=register.clock)
    case, facts = opened(here), check(here).facts
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    big = paper(tmp_path, "besar.pdf", b"%PDF-1.4 " + os.urandom(900_000))
    how = Print(on=DAY, signers=(signed_by(here),), number="555/1/I/2026")
    for pages in (0, 1, 20):
        disk.leave(pages)
        with pytest.raises(UserError, match=r"tempat pada disk .* habis\. Yang sudah tercatat"):
            documents.file_document(here, case, path=big, on=DAY)
    disk.leave(0)
    with pytest.raises(UserError, match=r"tempat pada disk .* habis\. Yang sudah tercatat"):
        print_form(here, case, report=Report.SERVICE_CARD, content=CARD, how=how, issued=Issue())
    disk.free()
    assert [path.name for path in place.iterdir()] == []
    assert (check(here).problems, check(here).facts) == ((), facts)
    documents.file_document(here, case, path=big, on=DAY)
    (document,) = case_view(here, case).state.documents
    assert document.current.file is not None
    disk.leave(3)
    with pytest.raises(UserError, match=r"tempat pada disk .* habis"):
        files.open_copy(here, document.current.file)
    disk.free()
    assert files.open_copy(here, document.current.file).stat().st_size == big.stat().st_size
    close(here)
