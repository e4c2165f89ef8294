"""The rows of a case's projections, computed from its log and nothing else, so that they can be built again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from spl_desktop.domain import desk, numbers
from spl_desktop.domain import events as e
from spl_desktop.domain.case import CaseState, Ending, Visit
from spl_desktop.domain.fold import corrected, fold
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.timing import Due, Hold, due, used, verdict
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.models import projections as p
from spl_desktop.models.base import Base

Row = dict[str, Any]
Rows = dict[type[Base], list[Row]]
Calendars = Callable[[int | None], WorkCalendar]
"""The work calendar of a version, the newest for None."""

ORDER: tuple[type[Base], ...] = (
    p.CaseRecord,
    p.VisitRecord,
    p.ContactRecord,
    p.DocumentRecord,
    p.VersionRecord,
    p.DispositionRecord,
    p.RecipientRecord,
    p.NumberRecord,
)
"""The tables of a case, each after those that it points at."""


@dataclass(frozen=True, slots=True)
class Projected:
    """Everything derived from one case: its rows by table, and the words by which it is found."""

    rows: Rows
    words: str


def judged(visit: Visit, sop: Sop, calendars: Calendars) -> Due:
    """When the visit is or was due: by the calendar that stood when it ended, by the newest while it is open.

    A pause that still lasts does not move it: what it adds depends on the day of reading.
    """
    calendar = calendars(None if visit.open else visit.calendar)
    return due(visit.entered, sop.step(visit.step).time, calendar, closed_holds(visit.holds))


def closed_holds(holds: Sequence[Hold]) -> tuple[Hold, ...]:
    """The pauses that are over."""
    return tuple(hold for hold in holds if hold.end is not None)


def project(
    case: int,
    log: Sequence[e.Recorded],
    sop: Sop,
    calendars: Calendars,
    known: CaseState | None = None,
    judged_before: dict[Visit, Row] | None = None,
) -> tuple[CaseState, Projected]:
    """The state of the case, where it is not `known`, and everything derived from it.

    `judged_before` keeps the rows of its visits for another state of the same case at the same moment.
    """
    state = known or fold(log)
    read = corrected(log)
    known_rows = {} if judged_before is None else judged_before
    for visit in state.visits:
        if visit not in known_rows:
            known_rows[visit] = _visit(case, visit, sop, calendars)
    visits = [known_rows[visit] for visit in state.visits]
    rows: Rows = {
        p.CaseRecord: [_case(case, state, sop, visits)],
        p.VisitRecord: visits,
        p.ContactRecord: [
            {"case_id": case, "ordinal": ordinal, "agency": state.agency, **msgspec.structs.asdict(contact)}
            for ordinal, contact in enumerate(state.contacts, 1)
        ],
        p.DocumentRecord: _documents(case, state),
        p.VersionRecord: _versions(case, state),
        p.DispositionRecord: _dispositions(case, state),
        p.RecipientRecord: _recipients(case, state),
        p.NumberRecord: _numbers(case, state, read),
    }
    return state, Projected(rows, _words(state, read))


def _case(case: int, state: CaseState, sop: Sop, visits: Sequence[Row]) -> Row:
    last = visits[-1] if state.visit is not None else None
    return {
        "id": case,
        "seq": state.seq,
        "agenda": state.agenda,
        "agenda_key": numbers.key(state.agenda),
        "agenda_sort": numbers.sort_key(state.agenda),
        "agency": state.agency,
        "agency_name": state.agency_name,
        "system": state.system,
        "subject": state.subject,
        "sender": state.sender,
        "letter_number": state.letter_number,
        "letter_date": state.letter_date,
        "srikandi": state.srikandi,
        "received": state.received,
        "sop": state.sop,
        "status": state.status.value,
        "step": last["step"] if last else "",
        "step_number": last["step_number"] if last else 0,
        "step_text": last["step_text"] if last else "",
        "round": last["round"] if last else 0,
        "entered": last["entered"] if last else None,
        "due_early": last["due_early"] if last else None,
        "due_late": last["due_late"] if last else None,
        "held_since": state.held.start if state.held is not None else None,
        "held_for": state.held_for or (state.held.reason if state.held is not None else ""),
        "visits": len(state.visits),
        "ended": state.ended,
        "changed": state.changed,
        "missing": desk.missing_outputs(state, sop),
        "unsigned": desk.unsigned_documents(state),
        "waiting_since": desk.waiting_since(state, sop),
    }


def _visit(case: int, visit: Visit, sop: Sop, calendars: Calendars) -> Row:
    step = sop.step(visit.step)
    deadline = judged(visit, sop, calendars)
    row: Row = {
        "case_id": case,
        "number": visit.number,
        "step": step.id,
        "step_number": step.number,
        "step_text": step.text,
        "round": visit.round,
        "entered": visit.entered,
        "due_early": deadline.early,
        "due_late": deadline.late,
        "held_days": deadline.held_days,
        "ended": visit.ended,
        "ending": visit.ending.value if visit.ending is not None else "",
        "outcome": visit.outcome,
        "outcome_text": "",
        "reason": visit.reason,
        "calendar": visit.calendar,
        "used": None,
        "held": None,
        "net": None,
        "verdict": "",
        "holds": msgspec.json.encode(visit.holds).decode(),
    }
    if outcome := step.outcome(visit.outcome):
        row["outcome_text"] = outcome.label
    if visit.ended is not None:
        took = used(visit.entered, visit.ended, calendars(visit.calendar), visit.holds)
        row |= {"used": took.total, "held": took.held, "net": took.net}
        if visit.ending is not Ending.BROKEN_OFF:
            row["verdict"] = verdict(visit.ended, deadline).value
    return row


def _documents(case: int, state: CaseState) -> list[Row]:
    return [
        {
            "case_id": case,
            "number": document.number,
            "kind": document.kind,
            "title": document.title,
            **msgspec.structs.asdict(document.place),
        }
        for document in state.documents
    ]


def _versions(case: int, state: CaseState) -> list[Row]:
    return [
        {
            "case_id": case,
            "document": document.number,
            "number": version.number,
            "dated": version.on,
            "title": version.title,
            "visit": version.visit,
            "note": version.note,
            "file": version.file.sha256 if version.file else None,
            "file_name": version.file.name if version.file else "",
            "signed": version.signed.sha256 if version.signed else None,
            "issued_number": version.issued_number,
            "report": version.report,
        }
        for document in state.documents
        for version in document.versions
    ]


def _dispositions(case: int, state: CaseState) -> list[Row]:
    return [
        {
            "case_id": case,
            "number": one.number,
            "dated": one.on,
            "giver": one.giver,
            "giver_position": one.giver_position,
            "urgency": one.urgency,
            "security": one.security,
            "deadline": one.deadline,
            "withdrawn": one.withdrawn,
        }
        for one in state.dispositions
    ]


def _recipients(case: int, state: CaseState) -> list[Row]:
    return [
        {
            "case_id": case,
            "disposition": one.number,
            "ordinal": ordinal,
            "name": received.recipient.name,
            "position": received.recipient.position,
            "lane": received.recipient.lane,
            "mark": received.mark.value,
            "marked_on": received.marked_on,
        }
        for one in state.dispositions
        for ordinal, received in enumerate(one.received, 1)
    ]


def _numbers(case: int, state: CaseState, read: Sequence[e.Recorded]) -> list[Row]:
    def row(kind: str, number: str, series: str, on: date, ordinal: int, document: int) -> Row:
        return {
            "kind": kind,
            "number_key": numbers.key(number),
            "number": number,
            "series": series,
            "year": on.year,
            "ordinal": ordinal or None,
            "case_id": case,
            "document": document,
        }

    found = {"": row("agenda", state.agenda, numbers.AGENDA, state.received, 0, 0)}
    for link in read:
        # A further version of a document may bear the number that the document has: the number is taken once.
        if isinstance(link.fact, e.DocumentIssued) and link.fact.number:
            fact = link.fact
            series = fact.series or fact.report
            new = row("dokumen", fact.number, series, link.happened_on, fact.ordinal, fact.document)
            found.setdefault(numbers.key(fact.number), new)
    return list(found.values())


def _said_in_passing(fact: e.Fact) -> list[str]:
    """The words of a fact that leave no trace in how the case stands."""
    match fact:
        case e.NoteAdded():
            return [fact.text]
        case e.CaseHeld():
            return [fact.reason, fact.waiting_for]
        case e.CaseResumed():
            return [fact.note]
        case e.CaseReopened() | e.Corrected():
            return [fact.reason]
        case e.SignedCopyReceived():
            return [fact.file.name, fact.note]
        case e.DocumentIssued():
            return [signer.name for signer in fact.signers]
    return []


def _words(state: CaseState, read: Sequence[e.Recorded]) -> str:
    """Everything written in the case, the newest version of each text, without repeats."""
    words = [state.agenda, state.letter_number, state.subject, state.agency_name, state.system, state.sender]
    words += [state.srikandi, state.end_reason, state.no_disposition, state.held_for]
    for contact in state.contacts:
        words += [contact.name, contact.nip, contact.position, contact.phone, contact.email]
    for document in state.documents:
        words.append(str(document.place))
        for version in document.versions:
            words += [version.title, version.note, version.issued_number, version.file.name if version.file else ""]
    for one in state.dispositions:
        words += [one.giver, one.giver_position, one.note, one.withdrawn, *one.instructions]
        for received in one.received:
            words += [received.recipient.name, received.recipient.position, received.note]
    for visit in state.visits:
        words += [visit.reason, visit.note, *(reason for _, reason in visit.waived)]
    words += [done.note for done in state.maintenance]
    for link in read:
        words += _said_in_passing(link.fact)
    return "\n".join(dict.fromkeys(word for word in words if word))
