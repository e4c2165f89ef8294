"""A case's whole file as one packet: every document, its history and a table of contents, in BagIt form."""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any, Final

from spl_desktop import __version__
from spl_desktop.domain.case import CaseState
from spl_desktop.domain.dates import letter_date, short_date, wib_text
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.events import Recorded
from spl_desktop.domain.packet import CONTENTS, HISTORY, STORY, Contents, Line, lines_of
from spl_desktop.reports.steady_zip import steady
from spl_desktop.reports.tables import rows_to_jsonl
from spl_desktop.services import files, log
from spl_desktop.services.acting import Situation, situation
from spl_desktop.services.exporting import VERIFIER, event_rows, verifier
from spl_desktop.services.printing_views import letterhead_of, logo_of, paper_of
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.queries import history_of
from spl_desktop.services.register import Register
from spl_desktop.services.saving import folder_beside, taken, telling, whole_file, whole_folder

_DATA: Final = "data"
_ZIP: Final = ".zip"
# A folder may be called "kasus 1.2026", but not as a file is.
_FILE: Final = re.compile(r"\.(?:[A-Za-z][A-Za-z0-9]{1,4}|7z)")


@dataclass(frozen=True, slots=True)
class Packet:
    """What was made: where, how many files below its data, and their size in bytes."""

    path: Path
    files: int
    size: int


class _Hashed:
    """Counts and hashes what is written through it."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        """As a file does."""
        self.digest.update(data)
        self.size += len(data)
        return self._target.write(data)


def make_packet(
    register: Register, case: int, target: Path, *, replace: bool = False, progress: Progress = unheard
) -> Packet:
    """Writes the packet to `target`, a .zip or a new folder, whole or not at all; it is validated before it counts.

    A zip of that name stays unless the user agreed to `replace` it; a folder always does.
    UserError where a file of the case is damaged, the name is that of another kind of file, the disk is full, or the
    place is taken or cannot be written.
    `progress` may raise to cancel; nothing is left behind then.
    """
    if _FILE.fullmatch(target.suffix) and target.suffix.lower() != _ZIP:
        raise UserError(
            f'Akhiran "{target.suffix}" tidak dikenal. Tulis nama berkas dengan .zip, atau nama map tanpa itu.'
        )
    with telling(target):
        if target.exists() and not replace:
            raise UserError(taken(target))
    with register.reading() as session:
        now = situation(session, register, case)
        facts = log.load(session, log.case_stream(case))
        contents = _contents(register, now.state, facts, now.office.letterhead.office, lines_of(now.state, now.sop))
        paper, letterhead = paper_of(now.office), letterhead_of(now.office, logo_of(session, now.office))
        with _place(target) as folder:
            from spl_desktop.reports.packet_contents import packet_contents

            made: list[tuple[str, str, int]] = []
            wanted = [(line.path, line.file) for line in contents.lines if line.file is not None]
            for done, (path, file) in enumerate(wanted):
                progress(done, len(wanted) + 2, f"Menyalin berkas {done + 1} dari {len(wanted)}")
                made.append(_put(folder, path, partial(files.write, session, file)))
            progress(len(wanted), len(wanted) + 2, "Menulis riwayat dan daftar isi")
            word = steady(packet_contents(contents, letterhead, paper), contents.on)
            rows = event_rows(contents.agenda, facts)
            made.append(_put(folder, HISTORY, lambda out: rows_to_jsonl(rows, out)))
            made.append(_put(folder, STORY, lambda out: out.write(_story(now).encode())))
            made.append(_put(folder, VERIFIER, lambda out: out.write(verifier())))
            made.append(_put(folder, f"{CONTENTS}.docx", lambda out: out.write(word)))
            made.append(_put(folder, f"{CONTENTS}.txt", lambda out: out.write(contents.text().encode())))
            _write_tags(folder, contents, made)
            progress(len(wanted) + 1, len(wanted) + 2, "Memeriksa paket")
            _validate(folder)
            if target.suffix.lower() == _ZIP:
                _zip(folder, target, contents, progress)
    progress(1, 1, "Selesai")
    return Packet(target, len(made), sum(size for _, _, size in made))


def _story(now: Situation) -> str:
    """Every fact of the case as a sentence, with who recorded it and in whose name."""
    lines = []
    for row in history_of(now.log, now.sop, now.state):
        late = f"; {row.late}" if row.late else ""
        lines.append(f"{row.seq}. {short_date(row.happened_on)}. {row.sentence}")
        lines.append(f"   Dicatat {wib_text(row.recorded_at)} oleh {row.who}{late}")
    return "\n".join((f"RIWAYAT KASUS {now.state.agenda}", "", *lines, ""))


def _contents(
    register: Register, state: CaseState, facts: tuple[Recorded, ...], office: str, lines: tuple[Line, ...]
) -> Contents:
    return Contents(
        office=office,
        agenda=state.agenda,
        agency=state.agency_name or state.sender,
        system=state.system,
        subject=state.subject,
        letter=f"{state.letter_number} tanggal {letter_date(state.letter_date)}",
        on=register.today,
        facts=len(facts),
        head=facts[-1].hash,
        lines=lines,
    )


@contextmanager
def _place(target: Path) -> Iterator[Path]:
    """The folder to fill: one that becomes `target`, or for a zip one that is thrown away."""
    if target.suffix.lower() == _ZIP:
        with folder_beside(target) as folder:
            yield folder
    else:
        with whole_folder(target) as folder:
            yield folder


def _put(folder: Path, path: str, write: Callable[[Any], object]) -> tuple[str, str, int]:
    """Writes a file below the data; its path there, its SHA-256 and its size in bytes."""
    target = folder / _DATA / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as out:
        hashed = _Hashed(out)
        write(hashed)
    return path, hashed.digest.hexdigest(), hashed.size


def _write_tags(folder: Path, contents: Contents, made: Iterable[tuple[str, str, int]]) -> None:
    """The tag files of RFC 8493."""
    made = list(made)
    info = {
        "Source-Organization": contents.office,
        "External-Identifier": contents.agenda,
        "External-Description": contents.subject,
        "Bagging-Date": contents.on.isoformat(),
        "Bag-Software-Agent": f"SPL Desktop {__version__}",
        "Payload-Oxum": f"{sum(size for _, _, size in made)}.{len(made)}",
    }
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{name}: {' '.join(words.split())}\n" for name, words in info.items()),
        "manifest-sha256.txt": "".join(f"{digest}  {_DATA}/{path}\n" for path, digest, _ in sorted(made)),
    }
    digests = ""
    for name, text in sorted(tags.items()):
        data = text.encode()
        (folder / name).write_bytes(data)
        digests += f"{hashlib.sha256(data).hexdigest()}  {name}\n"
    (folder / "tagmanifest-sha256.txt").write_bytes(digests.encode())


def _validate(folder: Path) -> None:
    """Reads everything back as whoever opens the packet will."""
    import bagit

    try:
        bagit.Bag(str(folder)).validate()
    except bagit.BagError as error:
        raise UserError(
            f"Paket yang ditulis tidak sama dengan isinya ketika dibaca kembali ({error}). Disknya mungkin rusak: "
            "ulangi di tempat lain."
        ) from error


def _zip(folder: Path, target: Path, contents: Contents, progress: Progress) -> None:
    """The folder as a zip whose names begin with one folder, so that unpacking leaves no litter."""
    day = contents.on
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    with whole_file(target) as unfinished:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as packed:
            for done, path in enumerate(found):
                progress(done, len(found), "Menulis zip")
                name = f"{target.stem}/{path.relative_to(folder).as_posix()}"
                entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                with path.open("rb") as source, packed.open(entry, "w", force_zip64=True) as out:
                    while data := source.read(1 << 20):
                        out.write(data)
        progress(len(found), len(found) + 1, "Memeriksa zip")
        _read_back(unfinished)


def _read_back(packed: Path) -> None:
    """Every file of the zip still has the checksum of what was put in."""
    try:
        with zipfile.ZipFile(packed) as written:
            broken = written.testzip()
    except (zipfile.BadZipFile, zlib.error) as error:
        broken = str(error)
    if broken is not None:
        raise UserError(
            f"Zip yang ditulis tidak dapat dibaca kembali ({broken}). Disknya mungkin rusak: ulangi di tempat lain."
        )
