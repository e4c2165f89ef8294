"""Where a case stands: the fold of its facts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import singledispatch

import msgspec

from spl_desktop.domain import events as e
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


@dataclass(frozen=True, slots=True)
class Visit:
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
    def open(self) -> bool:
        """Whether the step is still being worked."""
        return self.ended is None


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a document. `on` is the date it was received, or the date that an issued one bears."""

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
    disposition: int = 0


@dataclass(frozen=True, slots=True)
class Document:
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


@dataclass(frozen=True, slots=True)
class Received:
    """A recipient of a disposition and how far he is."""

    recipient: Recipient
    mark: Mark = Mark.UNREAD
    marked_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Disposition:
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


@dataclass(frozen=True, slots=True)
class Maintenance:
    """An update after the end, and the day on which the case had been closed."""

    on: date
    note: str
    closed: date


@dataclass(frozen=True, slots=True)
class CaseState:
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


def corrected(log: Sequence[e.Recorded]) -> list[e.Recorded]:
    """The log as it is to be read: each corrected fact with its latest values, the corrections themselves kept."""
    corrections: dict[int, list[e.Corrected]] = {}
    for link in log:
        if isinstance(link.fact, e.Corrected):
            corrections.setdefault(link.fact.seq, []).append(link.fact)
    if not corrections:
        return list(log)
    read: list[e.Recorded] = []
    for link in log:
        for correction in corrections.get(link.seq, ()):
            link = replace(
                link,
                fact=changed(link.fact, correction.changes),
                happened_on=correction.happened_on or link.happened_on,
            )
        read.append(link)
    return read


def changed(fact: e.Fact, changes: dict[str, str]) -> e.Fact:
    """The fact with other values, each given as the text that JSON would hold.

    Raises msgspec.ValidationError where a value does not fit its field.
    """
    if not changes:
        return fact
    plain = msgspec.to_builtins(fact)
    fields = {field.name: field for field in msgspec.structs.fields(fact)}
    for name, text in changes.items():
        plain[name] = msgspec.convert(text, fields[name].type, strict=False)
    return msgspec.convert(plain, type(fact))


def fold(log: Iterable[e.Recorded]) -> CaseState:
    """The state after these facts, which are a case's log from its first fact on; ValueError where they are not."""
    state: CaseState | None = None
    for link in corrected(list(log)):
        if isinstance(link.fact, e.CaseOpened):
            if state is not None:
                raise ValueError("a case is opened once")
            state = _opened(link.fact, link)
            continue
        if state is None:
            raise ValueError("a case begins with being opened")
        state = replace(_apply(link.fact, state, link), seq=link.seq, changed=max(state.changed, link.happened_on))
    if state is None:
        raise ValueError("a case has at least one fact")
    return state


def _opened(fact: e.CaseOpened, link: e.Recorded) -> CaseState:
    return CaseState(
        seq=link.seq,
        agenda=fact.agenda,
        letter_number=fact.letter_number,
        letter_date=fact.letter_date,
        received=link.happened_on,
        subject=fact.subject,
        sender=fact.sender,
        agency=fact.agency,
        agency_name=fact.agency_name,
        system=fact.system,
        sop=fact.sop,
        srikandi=fact.srikandi,
        contacts=fact.contacts,
        changed=link.happened_on,
    )


@singledispatch
def _apply(fact: e.Fact, state: CaseState, link: e.Recorded) -> CaseState:
    raise ValueError(f"{e.kind_of(fact)} does not belong to a case")


def _visit_changed(state: CaseState, number: int, change: Callable[[Visit], Visit]) -> tuple[Visit, ...]:
    return tuple(change(visit) if visit.number == number else visit for visit in state.visits)


@_apply.register
def _(fact: e.StepEntered, state: CaseState, link: e.Recorded) -> CaseState:
    visit = Visit(fact.visit, fact.step, fact.round, link.happened_on, link.seq)
    return replace(state, visits=(*state.visits, visit), status=Status.RUNNING)


def _end(visit: Visit, link: e.Recorded, ending: Ending, **more: str | int) -> Visit:
    return replace(visit, ended=link.happened_on, ended_seq=link.seq, ending=ending, **more)  # type: ignore[arg-type]  # fields of Visit, checked by the callers' tests


@_apply.register
def _(fact: e.StepFinished, state: CaseState, link: e.Recorded) -> CaseState:
    def end(visit: Visit) -> Visit:
        return _end(visit, link, Ending.FINISHED, outcome=fact.outcome, note=fact.note, calendar=fact.calendar)

    return replace(state, visits=_visit_changed(state, fact.visit, end))


@_apply.register
def _(fact: e.StepReturned, state: CaseState, link: e.Recorded) -> CaseState:
    def end(visit: Visit) -> Visit:
        return _end(visit, link, Ending.RETURNED, outcome=fact.outcome, reason=fact.reason, calendar=fact.calendar)

    return replace(state, visits=_visit_changed(state, fact.visit, end))


@_apply.register
def _(fact: e.OutputWaived, state: CaseState, link: e.Recorded) -> CaseState:
    return replace(
        state,
        visits=_visit_changed(state, fact.visit, lambda v: replace(v, waived=(*v.waived, (fact.output, fact.reason)))),
    )


@_apply.register
def _(fact: e.OutputReused, state: CaseState, link: e.Recorded) -> CaseState:
    reused = (fact.output, fact.document, fact.version)
    return replace(state, visits=_visit_changed(state, fact.visit, lambda v: replace(v, reused=(*v.reused, reused))))


def _with_version(state: CaseState, number: int, kind: str, version: Version, place: Place | None) -> CaseState:
    known = state.document(number)
    if known is None:
        document = Document(number, kind, (version,), place or NOWHERE)
        return replace(state, documents=(*state.documents, document))
    newer = replace(known, versions=(*known.versions, version), place=place or known.place)
    return replace(state, documents=tuple(newer if one.number == number else one for one in state.documents))


@_apply.register
def _(fact: e.DocumentFiled, state: CaseState, link: e.Recorded) -> CaseState:
    version = Version(
        number=fact.version,
        on=link.happened_on,
        recorded_at=link.recorded_at,
        recorded_by=link.recorded_by,
        acted_by=link.acted_by,
        seq=link.seq,
        file=fact.file,
        title=fact.title,
        visit=fact.visit,
        note=fact.note,
    )
    return _with_version(state, fact.document, fact.document_kind, version, fact.place or None)


@_apply.register
def _(fact: e.DocumentIssued, state: CaseState, link: e.Recorded) -> CaseState:
    version = Version(
        number=fact.version,
        on=link.happened_on,
        recorded_at=link.recorded_at,
        recorded_by=link.recorded_by,
        acted_by=link.acted_by,
        seq=link.seq,
        file=fact.file,
        title=fact.title,
        visit=fact.visit,
        issued_number=fact.number,
        report=fact.report,
        signers=fact.signers,
        disposition=fact.disposition,
    )
    return _with_version(state, fact.document, fact.document_kind, version, None)


@_apply.register
def _(fact: e.SignedCopyReceived, state: CaseState, link: e.Recorded) -> CaseState:
    def signed(version: Version) -> Version:
        return replace(version, signed=fact.file, signed_on=link.happened_on)

    return _documents_changed(
        state,
        fact.document,
        lambda d: replace(d, versions=tuple(signed(v) if v.number == fact.version else v for v in d.versions)),
    )


@_apply.register
def _(fact: e.PaperPlaced, state: CaseState, link: e.Recorded) -> CaseState:
    return _documents_changed(state, fact.document, lambda d: replace(d, place=fact.place))


def _documents_changed(state: CaseState, number: int, change: Callable[[Document], Document]) -> CaseState:
    return replace(state, documents=tuple(change(d) if d.number == number else d for d in state.documents))


@_apply.register
def _(fact: e.Disposed, state: CaseState, link: e.Recorded) -> CaseState:
    disposition = Disposition(
        number=fact.disposition,
        on=link.happened_on,
        seq=link.seq,
        giver=fact.giver,
        giver_position=fact.giver_position,
        giver_role=fact.giver_role,
        parent=fact.parent,
        parent_recipient=fact.parent_recipient,
        urgency=fact.urgency,
        security=fact.security,
        instructions=fact.instructions,
        note=fact.note,
        deadline=fact.deadline,
        initials=fact.initials,
        received=tuple(Received(recipient) for recipient in fact.recipients),
    )
    return replace(state, dispositions=(*state.dispositions, disposition), no_disposition="")


def _dispositions_changed(state: CaseState, number: int, change: Callable[[Disposition], Disposition]) -> CaseState:
    return replace(state, dispositions=tuple(change(d) if d.number == number else d for d in state.dispositions))


@_apply.register
def _(fact: e.DispositionMarked, state: CaseState, link: e.Recorded) -> CaseState:
    def mark(disposition: Disposition) -> Disposition:
        received = list(disposition.received)
        one = received[fact.recipient - 1]
        received[fact.recipient - 1] = replace(
            one, mark=Mark(fact.mark), marked_on=link.happened_on, note=fact.note or one.note
        )
        return replace(disposition, received=tuple(received))

    return _dispositions_changed(state, fact.disposition, mark)


@_apply.register
def _(fact: e.DispositionWithdrawn, state: CaseState, link: e.Recorded) -> CaseState:
    return _dispositions_changed(state, fact.disposition, lambda d: replace(d, withdrawn=fact.reason))


@_apply.register
def _(fact: e.DispositionNotNeeded, state: CaseState, link: e.Recorded) -> CaseState:
    return replace(state, no_disposition=fact.reason)


@_apply.register
def _(fact: e.CaseHeld, state: CaseState, link: e.Recorded) -> CaseState:
    hold = Hold(link.happened_on, None, fact.reason)
    return replace(
        state,
        status=Status.HELD,
        held=hold,
        held_for=fact.waiting_for,
        visits=_visit_changed(state, fact.visit, lambda v: replace(v, holds=(*v.holds, hold))),
    )


def _resumed(state: CaseState, on: date) -> CaseState:
    def close(visit: Visit) -> Visit:
        if not visit.holds or visit.holds[-1].end is not None:
            return visit
        return replace(visit, holds=(*visit.holds[:-1], replace(visit.holds[-1], end=on)))

    return replace(
        state, status=Status.RUNNING, held=None, held_for="", visits=tuple(close(visit) for visit in state.visits)
    )


@_apply.register
def _(fact: e.CaseResumed, state: CaseState, link: e.Recorded) -> CaseState:
    return _resumed(state, link.happened_on)


@_apply.register
def _(fact: e.CaseCancelled, state: CaseState, link: e.Recorded) -> CaseState:
    state = _resumed(state, link.happened_on)
    visits = tuple(
        _end(v, link, Ending.BROKEN_OFF, reason=fact.reason, calendar=fact.calendar) if v.open else v
        for v in state.visits
    )
    return replace(
        state,
        status=Status.WITHDRAWN if fact.by_agency else Status.CANCELLED,
        visits=visits,
        ended=link.happened_on,
        end_reason=fact.reason,
    )


@_apply.register
def _(fact: e.CaseClosed, state: CaseState, link: e.Recorded) -> CaseState:
    return replace(state, status=Status.FINISHED, ended=link.happened_on)


@_apply.register
def _(fact: e.CaseMaintained, state: CaseState, link: e.Recorded) -> CaseState:
    done = Maintenance(link.happened_on, fact.note, state.ended or link.happened_on)
    return replace(state, maintenance=(*state.maintenance, done))


@_apply.register
def _(fact: e.CaseReopened, state: CaseState, link: e.Recorded) -> CaseState:
    return replace(state, status=Status.RUNNING, ended=None, end_reason="", reopened=state.reopened + 1)


@_apply.register
def _(fact: e.ContactsChanged, state: CaseState, link: e.Recorded) -> CaseState:
    return replace(state, contacts=fact.contacts)


@_apply.register
def _(fact: e.NoteAdded, state: CaseState, link: e.Recorded) -> CaseState:
    return state


@_apply.register
def _(fact: e.Corrected, state: CaseState, link: e.Recorded) -> CaseState:
    return state
