"""How a case stands at a moment: status, visits, documents, dispositions; `fold` computes it from the facts.

Structs and no dataclasses: a fold makes two of them at every fact, and replacing a field of a dataclass takes ten times
as long.
"""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from spl_desktop.domain.forms import Content
from spl_desktop.domain.timing import Hold
from spl_desktop.domain.values import NOWHERE, Contact, FileRef, Place, Recipient, Signer


class Status(StrEnum):
    """How a case stands."""

    RUNNING = "berjalan"
    HELD = "ditunda"
    FINISHED = "selesai"
    CANCELLED = "dibatalkan"
    WITHDRAWN = "ditarik"

    @property
    def open(self) -> bool:
        """Whether the case still has a step to do."""
        return self in (Status.RUNNING, Status.HELD)


class Ending(StrEnum):
    """How a visit ended."""

    FINISHED = "selesai"
    RETURNED = "dikembalikan"
    BROKEN_OFF = "dihentikan"


class Mark(StrEnum):
    """How far a recipient is with a disposition, in the order that they follow each other."""

    UNREAD = "belum dibaca"
    READ = "dibaca"
    FOLLOWED = "ditindaklanjuti"
    DONE = "selesai"


class Visit(msgspec.Struct, frozen=True):
    """One entry into a step. `entered_seq` and `ended_seq` point at the facts that say so."""

    number: int
    step: str
    round: int
    entered: date
    entered_seq: int
    ended: date | None = None
    ended_seq: int = 0
    ending: Ending | None = None
    outcome: str = ""
    reason: str = ""
    note: str = ""
    calendar: int = 0
    holds: tuple[Hold, ...] = ()
    waived: tuple[tuple[str, str], ...] = ()
    reused: tuple[tuple[str, int, int], ...] = ()

    @property
    def held(self) -> bool:
        """Whether its clock stands still."""
        return bool(self.holds) and self.holds[-1].end is None

    @property
    def open(self) -> bool:
        """Whether the step is still being worked."""
        return self.ended is None


class Version(msgspec.Struct, frozen=True):
    """A version of a document. `on` is the date it was received, or the date that an issued one bears.

    `content` and `seal` are those of an issued one, `replaces` the version that it corrects.
    """

    number: int
    on: date
    recorded_at: datetime
    recorded_by: str
    acted_by: str
    seq: int
    file: FileRef | None
    title: str
    visit: int = 0
    note: str = ""
    issued_number: str = ""
    report: str = ""
    signers: tuple[Signer, ...] = ()
    signed: FileRef | None = None
    signed_on: date | None = None
    signed_how: str = ""
    disposition: int = 0
    content: Content = msgspec.field(default_factory=dict)
    seal: str = ""
    replaces: int = 0


class Document(msgspec.Struct, frozen=True):
    """A document of the case with its versions, the newest last; `kind` is that of the SOP, empty for others."""

    number: int
    kind: str
    versions: tuple[Version, ...]
    place: Place = NOWHERE

    @property
    def current(self) -> Version:
        """The newest version."""
        return self.versions[-1]

    @property
    def title(self) -> str:
        """The title of the newest version."""
        return self.current.title


class Received(msgspec.Struct, frozen=True):
    """A recipient of a disposition and how far he is."""

    recipient: Recipient
    mark: Mark = Mark.UNREAD
    marked_on: date | None = None
    note: str = ""


class Disposition(msgspec.Struct, frozen=True):
    """A disposition as it stands; `on` is the date of the official's paraf."""

    number: int
    on: date
    seq: int
    giver: str
    giver_position: str
    giver_role: str
    parent: int
    parent_recipient: int
    urgency: str
    security: str
    instructions: tuple[str, ...]
    note: str
    deadline: date | None
    initials: str
    received: tuple[Received, ...]
    withdrawn: str = ""

    @property
    def unread(self) -> bool:
        """Whether no recipient has read it yet."""
        return all(one.mark is Mark.UNREAD for one in self.received)


class Maintenance(msgspec.Struct, frozen=True):
    """An update after the end, and the day on which the case had been closed."""

    on: date
    note: str
    closed: date


class CaseState(msgspec.Struct, frozen=True):
    """The case at a moment; `seq` is the number of facts folded, `last` the day of the latest of them."""

    seq: int
    agenda: str
    letter_number: str
    letter_date: date
    received: date
    subject: str
    sender: str
    agency: int
    agency_name: str
    system: str
    sop: str
    srikandi: str
    contacts: tuple[Contact, ...]
    status: Status = Status.RUNNING
    visits: tuple[Visit, ...] = ()
    documents: tuple[Document, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    no_disposition: str = ""
    held: Hold | None = None
    held_for: str = ""
    ended: date | None = None
    end_reason: str = ""
    reopened: int = 0
    maintenance: tuple[Maintenance, ...] = ()
    changed: date = date.min

    @property
    def visit(self) -> Visit | None:
        """The open visit, None once the case has ended."""
        return self.visits[-1] if self.visits and self.visits[-1].open else None

    def visits_of(self, step: str) -> tuple[Visit, ...]:
        """Every visit of that step, the first one first."""
        return tuple(visit for visit in self.visits if visit.step == step)

    def document(self, number: int) -> Document | None:
        """The document of that number."""
        return next((document for document in self.documents if document.number == number), None)

    def disposition(self, number: int) -> Disposition | None:
        """The disposition of that number."""
        return next((one for one in self.dispositions if one.number == number), None)

    def documents_of(self, kind: str) -> tuple[Document, ...]:
        """The documents of that kind of the SOP."""
        return tuple(document for document in self.documents if document.kind == kind)
