"""The fold: from the facts of a case to how it stands."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace as renew
from datetime import date
from functools import singledispatch

import msgspec
from msgspec.structs import replace

from spl_desktop.domain import events as e
from spl_desktop.domain.case import (
    CaseState,
    Disposition,
    Document,
    Ending,
    Maintenance,
    Mark,
    Received,
    Status,
    Version,
    Visit,
)
from spl_desktop.domain.timing import Hold
from spl_desktop.domain.values import NOWHERE, Place


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
            link = renew(
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
        state = _after(state, link)
    if state is None:
        raise ValueError("a case has at least one fact")
    return state


def fold_on(state: CaseState, log: Sequence[e.Recorded]) -> CaseState:
    """The state after the whole log, of which `state` is the fold of the beginning; as `fold`, and quicker."""
    if any(isinstance(link.fact, e.Corrected) for link in log):  # what an earlier fact says may have changed
        return fold(log)
    for link in log[state.seq :]:
        state = _after(state, link)
    return state


def states(log: Sequence[e.Recorded]) -> Iterator[CaseState]:
    """The state after each fact in turn, as `fold` of the log up to it; ValueError as there.

    Quick as long as nothing is corrected: a correction changes what earlier facts say, so that all is folded again.
    """
    state: CaseState | None = None
    corrected_before = False
    for number, link in enumerate(log, 1):
        corrected_before = corrected_before or isinstance(link.fact, e.Corrected)
        state = fold(log[:number]) if state is None or corrected_before else _after(state, link)
        yield state


def further(state: CaseState, links: Iterable[e.Recorded]) -> CaseState:
    """The state after these facts more, as `fold` of the whole log, without reading it again.

    ValueError for a correction: it changes what earlier facts say.
    """
    for link in links:
        if isinstance(link.fact, e.Corrected):
            raise ValueError("a correction wants the whole log")
        state = _after(state, link)
    return state


def _after(state: CaseState, link: e.Recorded) -> CaseState:
    return replace(_apply(link.fact, state, link), seq=link.seq, changed=max(state.changed, link.happened_on))


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
    return replace(visit, ended=link.happened_on, ended_seq=link.seq, ending=ending, **more)


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


def _version(fact: e.DocumentFiled | e.DocumentIssued, link: e.Recorded) -> Version:
    return Version(
        number=fact.version,
        on=link.happened_on,
        recorded_at=link.recorded_at,
        recorded_by=link.recorded_by,
        acted_by=link.acted_by,
        seq=link.seq,
        file=fact.file,
        title=fact.title,
        visit=fact.visit,
    )


def _with_version(state: CaseState, number: int, kind: str, version: Version, place: Place | None) -> CaseState:
    known = state.document(number)
    if known is None:
        document = Document(number, kind, (version,), place or NOWHERE)
        return replace(state, documents=(*state.documents, document))
    newer = replace(known, versions=(*known.versions, version), place=place or known.place)
    return replace(state, documents=tuple(newer if one.number == number else one for one in state.documents))


@_apply.register
def _(fact: e.DocumentFiled, state: CaseState, link: e.Recorded) -> CaseState:
    version = replace(_version(fact, link), note=fact.note)
    return _with_version(state, fact.document, fact.document_kind, version, fact.place or None)


@_apply.register
def _(fact: e.DocumentIssued, state: CaseState, link: e.Recorded) -> CaseState:
    version = replace(
        _version(fact, link),
        issued_number=fact.number,
        report=fact.report,
        signers=fact.signers,
        disposition=fact.disposition,
        content=fact.content,
        seal=fact.seal,
        replaces=fact.replaces,
    )
    return _with_version(state, fact.document, fact.document_kind, version, None)


@_apply.register
def _(fact: e.SignedCopyReceived, state: CaseState, link: e.Recorded) -> CaseState:
    def signed(version: Version) -> Version:
        return replace(version, signed=fact.file, signed_on=link.happened_on, signed_how=fact.how)

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
        return replace(visit, holds=(*visit.holds[:-1], Hold(visit.holds[-1].start, on, visit.holds[-1].reason)))

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
