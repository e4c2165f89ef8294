"""Keeps a small register of the schema as it is: `python -m tools.released_register`, at each release.

It goes to tests/data/registers, where tests open it with every later version of the program.
"""

import gzip
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from spl_desktop.domain.values import Contact, Place, Recipient
from spl_desktop.models import schema
from spl_desktop.services import cases, documents, drafts
from spl_desktop.services.cases import NewCase
from spl_desktop.services.dispositions import NewDisposition, dispose
from spl_desktop.services.register import close, create_register

FOLDER = Path(__file__).parents[1] / "tests" / "data" / "registers"
ON = date(2026, 1, 6)


@dataclass(frozen=True, slots=True)
class Standing:
    """A clock that stands, so that the same program makes the same facts."""

    def now(self) -> datetime:
        """The instant, in UTC."""
        return datetime(2026, 11, 23, 2, tzinfo=UTC)

    def today(self) -> date:
        """The day in Jakarta."""
        return date(2026, 11, 23)


def make(path: Path) -> None:
    """A register with a case that has something of everything, one that was cancelled, and a draft."""
    register = create_register(path, clock=Standing(), recorder="Petugas")
    paper = path.with_name("surat.pdf")
    paper.write_bytes(b"%PDF-1.4 isi")
    first, second = (
        cases.open_case(
            register,
            NewCase(
                agenda=f"{number}/2026",
                letter_number=f"445/{number}/2026",
                letter_date=date(2026, 1, 2),
                received=date(2026, 1, 5),
                subject="Permohonan integrasi data pasien",
                agency=5,
                system="SIMRS",
                contacts=(Contact(role="teknis", name="Sri Wahyuni", phone="0812 000 111"),),
            ),
        ).made
        for number in (1, 2)
    )
    documents.file_document(register, first, path=paper, on=ON, place=Place(box="2"))
    to = (Recipient(name="Wahyu", lane="opd"),)
    dispose(register, first, NewDisposition(giver="Isnan", recipients=to, note="segera"), on=ON)
    cases.hold(register, first, on=ON, reason="menunggu OPD")
    cases.resume(register, first, on=date(2026, 1, 8))
    cases.correct(register, first, seq=1, changes={"subject": "Integrasi data pasien"}, reason="salah tulis")
    cases.cancel(register, second, on=date(2026, 1, 9), reason="ganda", by_agency=False)
    drafts.save_draft(register, "baru", {"hal": "draf yang belum jadi"})
    close(register)


def main() -> None:
    """Writes the register of the newest schema."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "register.db"
        make(path)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("VACUUM")
        target = FOLDER / f"{schema.REVISIONS[-1]}.db.gz"
        target.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    print(target, target.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
