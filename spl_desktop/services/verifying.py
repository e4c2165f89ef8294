"""Says of a file whether it is what the office issued, changed since, an older version, or none of ours."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from spl_desktop.domain.case import CaseState, Document, Version
from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.numbers import key
from spl_desktop.domain.seal import Stamp
from spl_desktop.domain.verifying import Answer, Verdict, Wording, differences, differences_on_pages
from spl_desktop.models.projections import NumberRecord, VersionRecord
from spl_desktop.services.acting import situation
from spl_desktop.services.files import CHUNK, chunks
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.reading_files import Read, read_file, wording_of
from spl_desktop.services.register import Register, refuse_own

_EMBEDDED = " Berkas ini memuat tanda tangan elektronik; keabsahannya diperiksa dengan aplikasi BSrE, bukan di sini."


@dataclass(frozen=True, slots=True)
class _Known:
    """An issued version that the file is about."""

    case: int
    state: CaseState
    document: Document
    version: Version

    @property
    def named(self) -> str:
        version = self.version
        return f"{version.title} nomor {version.issued_number}, {letter_date(version.on)} (agenda {self.state.agenda})"

    @property
    def newest(self) -> bool:
        issued = [one for one in self.document.versions if one.issued_number]
        return self.version.number == issued[-1].number

    def verdict(
        self, answer: Answer, sentence: str, found: tuple[str, ...] | None = None, *, signable: bool = False
    ) -> Verdict:
        return Verdict(
            answer,
            sentence,
            self.case,
            self.state.agenda,
            self.document.number,
            self.version.number,
            self.version.issued_number,
            found,
            signable and self.version.signed is None,
        )


def verify(register: Register, path: Path, *, progress: Progress = unheard) -> Verdict:
    """What may be said of the file. UserError where it cannot be read, or is neither Word, PDF nor picture."""
    progress(0, 3, "Membaca berkas")
    refuse_own(register, path)
    digest = _digest(path)
    with register.reading() as session:
        if known := _by_bytes(session, register, digest):
            return _of_the_register(known, digest)
    read = read_file(path)
    progress(1, 3, "Mencari di register")
    with register.reading() as session:
        if not read.stamps:
            return _without_stamp(read)
        stamp = read.stamps[0]
        found = _by_stamp(session, register, stamp)
        if not isinstance(found, _Known):
            return found
        progress(2, 3, "Membandingkan isi")
        return _compared(session, found, read)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while data := file.read(CHUNK):
                digest.update(data)
    except OSError as error:
        raise UserError(f'Berkas "{path.name}" tidak dapat dibaca. Periksa apakah masih ada, lalu ulangi.') from error
    return digest.hexdigest()


def _by_bytes(session: Session, register: Register, digest: str) -> _Known | None:
    row = VersionRecord
    query = select(row).where(or_(row.file == digest, row.signed == digest), row.issued_number != "")
    found = session.scalars(query.order_by(row.case_id.desc(), row.document, row.number.desc())).first()
    return _known(session, register, found.case_id, found.document, found.number) if found is not None else None


def _known(session: Session, register: Register, case: int, document: int, version: int) -> _Known | None:
    state = situation(session, register, case).state
    found = state.document(document)
    known = next((one for one in found.versions if one.number == version), None) if found is not None else None
    return _Known(case, state, found, known) if found is not None and known is not None else None


def _of_the_register(known: _Known, digest: str) -> Verdict:
    signed = known.version.signed is not None and known.version.signed.sha256 == digest
    what = "salinan bertanda tangan dari " if signed else ""
    if not known.newest:
        return _older(known)
    return known.verdict(Answer.SAME, f"Berkas ini sama persis dengan {what}{known.named}.", ())


def _older(known: _Known, *, compared: bool = True) -> Verdict:
    newest = known.document.current
    which = f"versi {known.version.number} dari {known.named}"
    return known.verdict(
        Answer.OLDER,
        f"{f'Berkas ini {which}' if compared else f'Kode pada berkas ini menyebut {which}'}. Sudah diganti versi "
        f"{newest.number}, {letter_date(newest.on)}. Pakai versi yang baru.",
        () if compared else None,
    )


def _without_stamp(read: Read) -> Verdict:
    more = _EMBEDDED if read.signature else ""
    return Verdict(
        Answer.UNKNOWN,
        "Berkas ini tidak dikenal: tidak ada di register ini dan tidak memuat kode dokumen yang terbaca. Bila ini "
        f"pindaian, pindai ulang dengan 200 dpi atau lebih.{more}",
    )


def _by_stamp(session: Session, register: Register, stamp: Stamp) -> _Known | Verdict:
    taken = session.get(NumberRecord, ("dokumen", key(stamp.number)))
    if taken is None:
        return Verdict(
            Answer.UNKNOWN,
            f"Kode pada berkas ini menyebut nomor {stamp.number}, tetapi nomor itu tidak ada di register ini.",
        )
    state = situation(session, register, taken.case_id).state
    document = state.document(taken.document)
    assert document is not None  # the number's row is made from it
    for version in reversed(document.versions):
        if version.seal and version.seal == stamp.seal:
            return _Known(taken.case_id, state, document, version)
    known = _Known(taken.case_id, state, document, document.current)
    return known.verdict(
        Answer.CHANGED,
        f"Kode pada berkas ini menyebut {known.named}, tetapi segelnya bukan segel dokumen itu. Isi, tanggal, atau "
        "penandatangannya telah diubah. Minta dokumen yang asli.",
    )


def _compared(session: Session, known: _Known, read: Read) -> Verdict:
    more = _EMBEDDED if read.signature else ""
    file = known.version.file
    issued = wording_of(b"".join(chunks(session, file.sha256))) if file is not None else Wording()
    if not read.words:
        if not known.newest:
            return _older(known, compared=False)
        return known.verdict(
            Answer.CODE,
            f"Kode pada berkas ini cocok dengan {known.named}. Tulisannya berupa gambar dan tidak dibandingkan; kode "
            f"asli dapat ditempelkan pada isi yang lain. Bandingkan isinya dengan dokumen di register.{more}",
            signable=True,
        )
    if read.wording is not None:
        found = differences(issued.paragraphs, read.wording.paragraphs)
    else:
        found = differences_on_pages(issued, read.pages)
    if found:
        return known.verdict(
            Answer.CHANGED, f"Berkas ini berbeda dengan {known.named} seperti yang diterbitkan.{more}", found
        )
    if not known.newest:
        return _older(known)
    return known.verdict(Answer.SAME, f"Isi berkas ini sama dengan {known.named}.{more}", (), signable=bool(read.pages))
