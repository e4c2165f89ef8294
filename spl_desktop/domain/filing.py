"""Rules for the documents of a case: filing a version, its signed copy, and where the paper lies."""

from collections.abc import Mapping
from datetime import date

from spl_desktop.domain import events as e
from spl_desktop.domain.case import CaseState, Document
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.rules import Facts, check_date, optional
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.text import SHORT, line, too_long
from spl_desktop.domain.values import NOWHERE, FileRef, Place


def place_of(shelf: str, box: str, folder: str) -> Place:
    """The place as it is kept; UserError where a part is too long."""
    place = Place(shelf=line(shelf), box=line(box), folder=line(folder))
    for part in (place.shelf, place.box, place.folder):
        if long := too_long(part, 100, "Tempat arsip"):
            raise UserError(long)
    return place


def known_document(state: CaseState, number: int) -> Document:
    """The document of that number; UserError where the case has none."""
    document = state.document(number)
    if document is None:
        raise UserError("Dokumen itu tidak ada pada kasus ini. Muat ulang halaman kasus, lalu pilih lagi.")
    return document


def file_document(
    state: CaseState,
    sop: Sop,
    *,
    title: str,
    file: FileRef | None,
    on: date,
    today: date,
    kind: str = "",
    document: int = 0,
    note: str = "",
    place: Place = NOWHERE,
) -> Facts:
    """A version is filed: of a new document (`document` 0) or of a known one.

    While the case is open it belongs to the open visit; a paper without a file needs its place in the archive.
    """
    if kind and all(kind != known.id for known in sop.documents):
        raise UserError("Jenis dokumen itu tidak ada di SOP kasus ini. Pilih dari daftar jenis dokumen.")
    place = place_of(place.shelf, place.box, place.folder)
    name = line(title)
    version = 1
    if document:
        known = known_document(state, document)
        version, kind, name = known.current.number + 1, known.kind, name or known.title
    if not name and kind:
        name = sop.document(kind).name
    if not name:
        raise UserError("Judul dokumen belum diisi. Tulis judul yang mudah dicari.")
    if file is None and not place:
        raise UserError("Belum ada berkas. Lampirkan berkasnya, atau tulis rak, boks, atau map tempat dokumen kertas.")
    if long := too_long(name, SHORT, "Judul dokumen"):
        raise UserError(long)
    visit = state.visit
    if visit is not None:
        check_date(on, today, visit.entered, "langkah ini mulai")
    else:
        check_date(on, today, state.received, "surat diterima")
    filed = e.DocumentFiled(
        document=document or len(state.documents) + 1,
        version=version,
        title=name,
        file=file,
        document_kind=kind,
        visit=visit.number if visit is not None else 0,
        note=optional(note),
        place=place,
    )
    return (filed,)


SIGNED: Mapping[str, str] = {"basah": "tanda tangan basah", "tte": "tanda tangan elektronik (TTE, BSrE)"}
"""How a document was signed, with the words for it."""


def receive_signed_copy(
    state: CaseState,
    *,
    document: int,
    version: int,
    file: FileRef,
    on: date,
    today: date,
    note: str = "",
    how: str = "",
) -> Facts:
    """The signed copy of an issued version came back."""
    if how and how not in SIGNED:
        raise UserError(f"Cara menandatangani tidak dikenal. Pilih {' atau '.join(SIGNED.values())}.")
    known = known_document(state, document)
    issued = next((one for one in known.versions if one.number == version), None)
    if issued is None or not issued.issued_number:
        raise UserError("Salinan bertanda tangan hanya untuk dokumen yang sudah diterbitkan. Terbitkan dahulu.")
    check_date(on, today, issued.on, "dokumen diterbitkan")
    return (e.SignedCopyReceived(document=document, version=version, file=file, note=optional(note), how=how),)


def place_paper(state: CaseState, *, document: int, place: Place, on: date, today: date) -> Facts:
    """The paper copy lies there from now on."""
    known = known_document(state, document)
    if not place:
        raise UserError("Tempat dokumen kertas belum diisi. Tulis rak, boks, atau map.")
    if place == known.place:
        raise UserError("Tempat itu sama dengan yang sudah tercatat.")
    check_date(on, today, state.received, "surat diterima")
    return (e.PaperPlaced(document=document, place=place),)
