"""Documents of a case: filing versions, signed copies, and where the paper lies."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from spl_desktop.domain import filing
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.events import CaseFact
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.values import NOWHERE, FileRef, Place
from spl_desktop.services.acting import Situation, act, act_in
from spl_desktop.services.changes import Changes, case_changed
from spl_desktop.services.files import Staged, keep, open_copy, save_copy, staged
from spl_desktop.services.guarding import needs
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.register import Register

__all__ = [
    "NewFile",
    "file_document",
    "file_documents",
    "open_copy",
    "place_paper",
    "record_signed_copy",
    "save_copy",
]


@dataclass(frozen=True, slots=True)
class NewFile:
    """A version to be filed: of a new document (`document` 0) or of a known one.

    Without a title that of the file counts; a paper without a file (`path` None) needs its place in the archive.
    """

    path: Path | None
    title: str = ""
    document_kind: str = ""
    document: int = 0
    note: str = ""
    place: Place = NOWHERE


@needs(UseCase.FILE)
def file_document(
    register: Register,
    case: int,
    *,
    path: Path | None,
    title: str = "",
    document_kind: str = "",
    document: int = 0,
    on: date,
    note: str = "",
    place: Place = NOWHERE,
    lane: str = "",
    official: str = "",
    expected: int | None = None,
    progress: Progress = unheard,
) -> Changes:
    """Files one version; `made` is the number of the document in the case."""
    new = NewFile(path, title, document_kind, document, note, place)
    return file_documents(
        register, case, (new,), on=on, lane=lane, official=official, expected=expected, progress=progress
    )


@needs(UseCase.FILE)
def file_documents(
    register: Register,
    case: int,
    new: tuple[NewFile, ...],
    *,
    on: date,
    lane: str = "",
    official: str = "",
    expected: int | None = None,
    progress: Progress = unheard,
) -> Changes:
    """Files several versions, all of them or none; `made` is the number of the last document."""
    if not new:
        raise UserError("Belum ada berkas yang dipilih. Pilih sedikitnya satu berkas.")
    paths = [one.path for one in new if one.path is not None]
    made = 0
    with staged(register, *paths, progress=progress) as taken, register.writing() as session:
        waiting = list(taken)
        for number, one in enumerate(new):
            copy = waiting.pop(0) if one.path is not None else None
            made = act_in(
                session,
                register,
                case,
                lambda now, one=one, copy=copy: _filed(now, one, copy, on),  # type: ignore[misc]  # binds this round
                on=on,
                lane=lane,
                official=official,
                expected=expected if number == 0 else None,
                made=lambda state, one=one: one.document or len(state.documents),  # type: ignore[misc]  # likewise
            ).made
    return case_changed(case, made)


def _filed(now: Situation, new: NewFile, taken: Staged | None, on: date) -> tuple[CaseFact, ...]:
    title = new.title
    if not title.strip() and not new.document_kind and not new.document and taken is not None:
        title = Path(taken.ref.name).stem
    return filing.file_document(
        now.state,
        now.sop,
        title=title,
        file=_kept(now.session, taken),
        on=on,
        today=now.today,
        kind=new.document_kind,
        document=new.document,
        note=new.note,
        place=new.place,
    )


def _kept(session: Session, taken: Staged | None) -> FileRef | None:
    return None if taken is None else keep(session, taken)


@needs(UseCase.FILE)
def record_signed_copy(
    register: Register,
    case: int,
    *,
    document: int,
    version: int,
    path: Path,
    on: date,
    note: str = "",
    how: str = "",
    expected: int | None = None,
    progress: Progress = unheard,
) -> Changes:
    """The signed copy of an issued version came back."""
    with staged(register, path, progress=progress) as (taken,), register.writing() as session:
        return act_in(
            session,
            register,
            case,
            lambda now: filing.receive_signed_copy(
                now.state,
                document=document,
                version=version,
                file=keep(session, taken),
                on=on,
                today=now.today,
                note=note,
                how=how,
            ),
            on=on,
            expected=expected,
        )


@needs(UseCase.FILE)
def place_paper(
    register: Register, case: int, *, document: int, place: Place, on: date, expected: int | None = None
) -> Changes:
    """The paper copy of a document lies there from now on."""
    return act(
        register,
        case,
        lambda now: filing.place_paper(
            now.state,
            document=document,
            place=filing.place_of(place.shelf, place.box, place.folder),
            on=on,
            today=now.today,
        ),
        on=on,
        expected=expected,
    )
