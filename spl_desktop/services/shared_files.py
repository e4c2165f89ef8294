"""Files of a case whose bytes stand in the register more than once: they are stored once, and here it is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from spl_desktop.domain.case import CaseState
from spl_desktop.models.projections import CaseRecord, VersionRecord

_MOST = 20


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A place where the same bytes stand: case with its agenda number, document, version, and how it is called."""

    case: int
    agenda: str
    document: int
    version: int
    title: str
    signed: bool = False

    def named(self, case: int) -> str:
        """The place in words, as seen from the case of that number."""
        what = "salinan bertanda tangan dari " if self.signed else ""
        where = "" if self.case == case else f" (agenda {self.agenda})"
        return f"{what}{self.title} versi {self.version}{where}"


def shared_files(session: Session, case: int, state: CaseState) -> Mapping[str, tuple[SharedFile, ...]]:
    """SHA-256 -> every place of it, where there is more than one; of other cases the first twenty."""
    found: dict[str, list[SharedFile]] = {}
    for here, place in _here(case, state):
        found.setdefault(here, []).append(place)
    row = VersionRecord
    query = (
        select(row.file, row.case_id, CaseRecord.agenda, row.document, row.number, row.title)
        .join(CaseRecord, CaseRecord.id == row.case_id)
        .where(row.file.in_(found), row.case_id != case)
        .order_by(row.case_id, row.document, row.number)
        .limit(_MOST)
    )
    for digest, other, agenda, document, version, title in session.execute(query):
        if digest is not None:
            found[digest].append(SharedFile(other, agenda, document, version, title))
    return {digest: tuple(places) for digest, places in found.items() if len(places) > 1}


def _here(case: int, state: CaseState) -> Iterator[tuple[str, SharedFile]]:
    for document in state.documents:
        for version in document.versions:
            for file, signed in ((version.file, False), (version.signed, True)):
                if file is not None:
                    place = SharedFile(case, state.agenda, document.number, version.number, version.title, signed)
                    yield file.sha256, place
