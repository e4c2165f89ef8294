"""Lets a disk fail, and pulls it out, at each call of a run: `python -m benchmarks.pulled [--every N] [--only WORK]`.

A backup with its second place, a packet (folder and zip), an export, an issued document and an attachment are made once
more for each call into the system or into SQLite that they consist of. That call fails (EIO, ENODEV, ENOSPC, EACCES in
turn), or at that moment the folder of the flash disk is gone. Then: the refusal is a sentence, no fact is lost, none is
recorded by a work that was refused, what bears its final name is whole, and `check` finds nothing amiss at the end.
Ends with 1 where that was ever not so.
"""

import argparse
import contextlib
import errno
import logging
import shutil
import sqlite3
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path

import bagit

from benchmarks.killing import letter
from benchmarks.striking import Strike, failing, struck
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop import Report
from spl_desktop.models import copying
from spl_desktop.services import cases, documents, office
from spl_desktop.services.backup import Kind, back_up, list_backups
from spl_desktop.services.checking import check
from spl_desktop.services.exporting import export
from spl_desktop.services.packet import make_packet
from spl_desktop.services.printing import Issue, Print, SignedBy, print_form
from spl_desktop.services.register import Register, close, create_register

DAY = date(2026, 1, 5)
ANSWERS = (
    (errno.EIO, "SQLITE_IOERR_WRITE"),
    (errno.ENODEV, "SQLITE_IOERR_FSYNC"),
    (errno.ENOSPC, "SQLITE_FULL"),
    (errno.EACCES, "SQLITE_READONLY"),
)
"""What a struck call answers, in turn."""
_FIELDS: dict[str, object] = {
    "nama_layanan": "Layanan pasien",
    "alamat_dasar": "https://spl.karanganyarkab.go.id/simrs",
    "versi": "1.0",
    "autentikasi": "jwt",
    "tanggal_rilis": "2026-01-05",
    "server": "spl-01",
    "rute": [{"metode": "GET", "jalur": "/pasien/{nik}", "keterangan": "menurut NIK"}],
}


@dataclass
class Stage:
    """A register with a case, and a flash disk beside it."""

    register: Register
    flash: Path
    number: int = 0

    @property
    def away(self) -> Path:
        """Where the flash disk is while it is pulled out."""
        return self.flash.with_name("dicabut")

    def heads(self) -> set[str]:
        """The facts, asked of the file."""
        with contextlib.closing(sqlite3.connect(self.register.path)) as connection:
            return {hashed for (hashed,) in connection.execute("SELECT hash FROM facts")}


@dataclass
class Tally:
    """What was seen."""

    struck: int = 0
    refused: int = 0
    sentences: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def _backup(stage: Stage) -> str:
    return back_up(stage.register.path, Kind.MANUAL, stage.register.clock, second=stage.flash).problem


def _issue(stage: Stage) -> str:
    signer = SignedBy(office.positions_on(stage.register, DAY)[0].position.id)
    target = stage.flash / "kartu.docx"
    how = Print(on=DAY, signers=(signer,), number=f"555/{stage.number}/I/2026", target=target)
    return print_form(stage.register, 1, report=Report.SERVICE_CARD, content=_FIELDS, how=how, issued=Issue()).notice


def _attach(stage: Stage) -> str:
    return documents.file_document(
        stage.register, 1, path=stage.flash / "lampiran.pdf", title=f"Lampiran {stage.number}", on=DAY
    ).notice


WORKS: dict[str, Callable[[Stage], object]] = {
    "cadangan": _backup,
    "paket": lambda stage: make_packet(stage.register, 1, stage.flash / "paket"),
    "zip": lambda stage: make_packet(stage.register, 1, stage.flash / "paket.zip"),
    "excel": lambda stage: export(stage.register, "register", stage.flash / "register.xlsx"),
    "dokumen": _issue,
    "lampiran": _attach,
}


def stage_in(folder: Path) -> Stage:
    """A register with a case that has a document of some pages."""
    register = create_register(folder / "register.db", recorder="Petugas")
    paper = folder / "surat.pdf"
    paper.write_bytes(b"%PDF-1.4 " + bytes(9000))
    cases.open_case(register, letter("1/2026", paper))
    return Stage(register, folder / "FLASH")


def _begin(stage: Stage) -> None:
    stage.number += 1
    for place in (stage.flash, stage.away):
        shutil.rmtree(place, ignore_errors=True)
    stage.flash.mkdir()
    (stage.flash / "lampiran.pdf").write_bytes(b"%PDF-1.4 " + str(stage.number).encode())
    for one in list_backups(stage.register.path):
        one.path.unlink()


def walk(stage: Stage, work: str, pulling: bool, every: int, first: int, tally: Tally) -> None:
    """Strikes every so many'th call of the work, from the first on, until one goes through unstruck."""
    _begin(stage)
    WORKS[work](stage)  # what is imported at the first time is read from the disk of the program
    for at in count(first, every):
        _begin(stage)
        before, refusal, known = stage.heads(), "", len(tally.wrong)
        with struck(at, _pull(stage) if pulling else failing(*ANSWERS[at % len(ANSWERS)])) as calls:
            try:
                done = WORKS[work](stage)
            except UserError as error:
                refusal, done = error.sentence, None
            except Exception as error:  # noqa: BLE001  # that is what is looked for
                places = traceback.extract_tb(error.__traceback__)
                place = next(one for one in reversed(places) if "spl_desktop" in one.filename)
                tally.wrong.append(f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})")
                done = None
        if calls() < at:
            return
        tally.struck += 1
        if pulling and not stage.flash.exists() and stage.away.exists():
            stage.away.rename(stage.flash)
        tally.refused += bool(refusal)
        tally.sentences[refusal or (done if isinstance(done, str) else "")] += 1
        after = stage.heads()
        if before - after:
            tally.wrong.append("facts are lost")
        if refusal and after != before:
            tally.wrong.append(f"recorded, although it was refused: {refusal}")
        tally.wrong += _spoilt(stage)
        way = "pulled out" if pulling else "failing"
        tally.wrong[known:] = [f"{work}, {way} at call {at}: {one}" for one in tally.wrong[known:]]


def _pull(stage: Stage) -> Strike:
    def strike(_of_sqlite: bool) -> None:
        with contextlib.suppress(OSError):  # Windows lets no folder go that is in use
            stage.flash.rename(stage.away)

    return strike


def _spoilt(stage: Stage) -> list[str]:
    """What bears a final name and is not whole."""
    wrong = []
    try:
        if (stage.flash / "paket").exists():
            bagit.Bag(str(stage.flash / "paket")).validate()
        for packed in (stage.flash / "paket.zip", stage.flash / "register.xlsx", stage.flash / "kartu.docx"):
            if packed.exists():
                with zipfile.ZipFile(packed) as opened:
                    assert opened.testzip() is None
        for one in list_backups(stage.register.path, stage.flash):
            if copying.inspect(one.path).facts != one.facts:
                wrong.append(f"{one.path.name} has other facts than were noted")
    except (bagit.BagError, zipfile.BadZipFile, copying.Damaged, AssertionError, OSError) as error:
        wrong.append(f"half-written: {error}")
    return wrong


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="strike only every so many'th call")
    parser.add_argument("--first", type=int, default=1, help="the first call that is struck")
    parser.add_argument("--only", choices=WORKS, default=None)
    asked = parser.parse_args()
    logging.disable()  # libraries tell of each struck call
    wrong: list[str] = []
    for work in WORKS if asked.only is None else (asked.only,):
        for pulling in (False, True):
            tally = Tally()
            with tempfile.TemporaryDirectory() as name:
                stage = stage_in(Path(name))
                walk(stage, work, pulling, asked.every, asked.first, tally)
                tally.wrong += [f"{work}: {one.place}: {one.sentence}" for one in check(stage.register).problems]
                close(stage.register)
            way = "pulled out" if pulling else "failing"
            print(f"{work}, {way}: {tally.struck} calls, {tally.refused} refused, {len(tally.wrong)} wrong", flush=True)
            wrong += tally.wrong
    for one in wrong:
        print(one)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
