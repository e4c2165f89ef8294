"""The packet of a case: what lies in it, under which names, and its table of contents."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from spl_desktop.domain.case import CaseState, Document, Version
from spl_desktop.domain.dates import letter_date, short_date
from spl_desktop.domain.files import clean_name
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.values import FileRef

FOLDER: Final = "dokumen"
"""The folder of the documents within the packet."""
HISTORY: Final = "riwayat.jsonl"
STORY: Final = "riwayat.txt"
"""The same history to be read: every fact as a sentence, with who recorded it and in whose name."""
CONTENTS: Final = "DAFTAR ISI"
"""The table of contents, as .docx to print and as .txt that opens anywhere."""
_TITLE: Final = 60
"""Characters of a document's title in the name of its folder: Windows opens no path longer than 260."""
_SUFFIX: Final = 10
HEADINGS: Final = ("No", "Langkah", "Dokumen", "Nomor", "Tanggal", "Versi", "Keadaan", "Berkas", "SHA-256")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents: one file, or a paper of which there is none. `path` is below the packet's data."""

    step: int
    title: str
    number: str
    on: date
    version: int
    standing: str
    path: str
    file: FileRef | None

    def cells(self, number: int) -> tuple[str, ...]:
        """What stands in the line, in the order of HEADINGS; the digest by its first 16 digits."""
        return (
            str(number),
            str(self.step) if self.step else "-",
            self.title,
            self.number or "-",
            short_date(self.on),
            str(self.version),
            self.standing,
            self.path or "hanya kertas",
            self.file.sha256[:16] if self.file is not None else "-",
        )


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents of a packet made on day `on`; `head` is the hash of the newest fact of the case."""

    office: str
    agenda: str
    agency: str
    system: str
    subject: str
    letter: str
    on: date
    facts: int
    head: str
    lines: tuple[Line, ...]

    def identity(self) -> tuple[tuple[str, str], ...]:
        """What stands above the table: label and words."""
        files = sum(line.file is not None for line in self.lines)
        return (
            ("Nomor agenda", self.agenda),
            ("Perangkat daerah", self.agency),
            ("Sistem informasi", self.system),
            ("Surat permohonan", self.letter),
            ("Hal", self.subject),
            ("Dikemas pada", letter_date(self.on)),
            ("Isi", f"{files} berkas, {self.facts} catatan riwayat"),
            ("Hash catatan terakhir", self.head),
        )

    def text(self) -> str:
        """The contents as plain text, with whole digests."""
        lines = [f"DAFTAR ISI BERKAS KASUS {self.agenda}", self.office, ""]
        lines += [f"{label}: {words}" for label, words in self.identity()]
        lines += ["", *NOTES, ""]
        for number, line in enumerate(self.lines, 1):
            step = f"langkah {line.step}, " if line.step else ""
            of = f" nomor {line.number}" if line.number else ""
            lines.append(
                f"{number}. {line.title}{of}, {step}{short_date(line.on)}, versi {line.version}, {line.standing}"
            )
            if line.file is not None:
                lines += [f"   {line.path}", f"   SHA-256 {line.file.sha256}"]
        if not self.lines:
            lines.append("Kasus ini belum mempunyai dokumen.")
        return "\n".join(lines) + "\n"


NOTES: Final = (
    "Paket ini mengikuti BagIt (RFC 8493): manifest-sha256.txt memuat hash setiap berkas pada map data.",
    f"{HISTORY} memuat seluruh catatan kasus; setiap catatan memuat hash catatan sebelumnya.",
    f"{STORY} menceritakan catatan yang sama: apa yang terjadi, siapa yang mencatat, dan atas nama siapa.",
    "periksa_riwayat.py (Python saja, tanpa internet) memeriksa apakah riwayat.jsonl masih seperti yang ditulis.",
)
"""What whoever finds the packet in ten years has to know."""


def lines_of(state: CaseState, sop: Sop) -> tuple[Line, ...]:
    """Every document of the case in all its versions, then what came back signed, in order of document and version."""
    return tuple(
        line
        for document in state.documents
        for version in document.versions
        for line in _of(document, version, state, sop)
    )


def _of(document: Document, version: Version, state: CaseState, sop: Sop) -> Iterator[Line]:
    step = next((sop.step(visit.step).number for visit in state.visits if visit.number == version.visit), 0)
    folder = f"{FOLDER}/{document.number:02d} {_short(document.versions[0].title)}"
    newest = version.number == document.current.number
    standing = ("terbit" if version.report else "diterima") if newest else "versi lama"
    if version.file is None:
        yield Line(step, version.title, version.issued_number, version.on, version.number, standing, "", None)
    else:
        path = f"{folder}/versi {version.number}{_suffix(version.file)}"
        yield Line(step, version.title, version.issued_number, version.on, version.number, standing, path, version.file)
    if version.signed is not None:
        how = f"bertanda tangan ({version.signed_how})" if version.signed_how else "bertanda tangan"
        path = f"{folder}/versi {version.number} bertanda tangan{_suffix(version.signed)}"
        on = version.signed_on or version.on
        yield Line(step, version.title, version.issued_number, on, version.number, how, path, version.signed)


def _short(title: str) -> str:
    """A title as the name of a folder: safe on every system, and never ending in a blank or a dot.

    Readers of BagIt do not agree on how a percent sign stands in a manifest, so that none is used.
    """
    return clean_name(title).replace("%", "_")[:_TITLE].rstrip(" .") or "dokumen"


def _suffix(file: FileRef) -> str:
    """The suffix by which a system chooses the program, in small letters; empty where it is none."""
    stem, _, suffix = clean_name(file.name).lower().rpartition(".")
    return f".{suffix}" if stem and len(suffix) < _SUFFIX and suffix.isalnum() and suffix.isascii() else ""


def packet_name(agenda: str, system: str) -> str:
    """The name that is proposed for the packet, without suffix."""
    return clean_name(f"Berkas {agenda} {system}".replace("/", "-")[:80])
