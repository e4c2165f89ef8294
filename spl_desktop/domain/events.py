"""The facts of a case: typed, append-only, each chained to the one before it by its hash."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from spl_desktop.domain.office_events import OfficeFact
from spl_desktop.domain.values import NOWHERE, Contact, FileRef, Place, Recipient, Signer, Written

GENESIS = "0" * 64


class CaseOpened(Written, frozen=True, kw_only=True, tag="case_opened"):
    """The letter was received and registered; happened on the day it was received (diterima tanggal)."""

    agenda: str
    letter_number: str
    letter_date: date
    subject: str
    agency: int
    agency_name: str
    system: str
    sop: str
    sender: str = ""
    srikandi: str = ""
    contacts: tuple[Contact, ...] = ()


class StepEntered(Written, frozen=True, kw_only=True, tag="step_entered"):
    """A step was entered. `visit` counts the entries of the case, `round` those of this step (putaran), both from 1."""

    step: str
    visit: int
    round: int


class StepFinished(Written, frozen=True, kw_only=True, tag="step_finished"):
    """The visit ended by an outcome that goes on. `calendar` is the version of the work calendar that judges it."""

    visit: int
    outcome: str
    calendar: int = 0
    note: str = ""


class StepReturned(Written, frozen=True, kw_only=True, tag="step_returned"):
    """The visit ended by a way back (dikembalikan)."""

    visit: int
    outcome: str
    to: str
    reason: str
    calendar: int = 0


class OutputWaived(Written, frozen=True, kw_only=True, tag="output_waived"):
    """An output of the step is not asked for in this visit, with the reason."""

    visit: int
    output: str
    reason: str


class OutputReused(Written, frozen=True, kw_only=True, tag="output_reused"):
    """A document filed earlier is declared to be the output of this visit as well."""

    visit: int
    output: str
    document: int
    version: int


class DocumentFiled(Written, frozen=True, kw_only=True, tag="document_filed"):
    """A version of a document was filed. `document` counts within the case, `version` within the document."""

    document: int
    version: int
    title: str
    file: FileRef | None = None
    document_kind: str = ""
    visit: int = 0
    note: str = ""
    place: Place = NOWHERE


class DocumentIssued(Written, frozen=True, kw_only=True, tag="document_issued"):
    """The office issued a document with its number and signer; happened on the date that the document bears.

    `content` is what its form says, `seal` the mark over it (see domain.seal), `replaces` the version that it corrects,
    `template` the SHA-256 of the office's own template, empty where the shipped one was used.
    """

    document: int
    version: int
    title: str
    report: str
    file: FileRef
    number: str
    signers: tuple[Signer, ...]
    document_kind: str = ""
    visit: int = 0
    series: str = ""
    ordinal: int = 0
    disposition: int = 0
    content: dict[str, str | list[dict[str, str]]] = msgspec.field(default_factory=dict)
    initials: tuple[Signer, ...] = ()
    seal: str = ""
    replaces: int = 0
    template: str = ""


class SignedCopyReceived(Written, frozen=True, kw_only=True, tag="signed_copy_received"):
    """The signed copy of an issued version came back; `how` is a value of filing.SIGNED, empty where nobody said."""

    document: int
    version: int
    file: FileRef
    note: str = ""
    how: str = ""


class PaperPlaced(Written, frozen=True, kw_only=True, tag="paper_placed"):
    """Where the paper copy of a document lies (rak, boks, map)."""

    document: int
    place: Place


class Disposed(Written, frozen=True, kw_only=True, tag="disposed"):
    """An official disposed the letter to recipients. `parent` and `parent_recipient` name what is disposed further."""

    disposition: int
    giver: str
    recipients: tuple[Recipient, ...]
    giver_position: str = ""
    giver_role: str = ""
    parent: int = 0
    parent_recipient: int = 0
    urgency: str = "biasa"
    security: str = "biasa"
    instructions: tuple[str, ...] = ()
    note: str = ""
    deadline: date | None = None
    initials: str = ""


class DispositionMarked(Written, frozen=True, kw_only=True, tag="disposition_marked"):
    """A recipient read, followed up or completed a disposition. `recipient` is the place in its list, from 1."""

    disposition: int
    recipient: int
    mark: str
    note: str = ""


class DispositionWithdrawn(Written, frozen=True, kw_only=True, tag="disposition_withdrawn"):
    """A disposition that nobody had read was withdrawn."""

    disposition: int
    reason: str


class DispositionNotNeeded(Written, frozen=True, kw_only=True, tag="disposition_not_needed"):
    """It was decided that the letter needs no disposition (tidak perlu disposisi)."""

    reason: str


class CaseHeld(Written, frozen=True, kw_only=True, tag="case_held"):
    """The clock stopped (ditunda)."""

    visit: int
    reason: str
    waiting_for: str = ""


class CaseResumed(Written, frozen=True, kw_only=True, tag="case_resumed"):
    """The clock runs again."""

    visit: int
    note: str = ""


class CaseCancelled(Written, frozen=True, kw_only=True, tag="case_cancelled"):
    """The case ended without result: withdrawn by the OPD (`by_agency`) or cancelled by the office."""

    reason: str
    by_agency: bool = False
    calendar: int = 0


class CaseClosed(Written, frozen=True, kw_only=True, tag="case_closed"):
    """The SOP was walked to its end."""

    visit: int


class CaseMaintained(Written, frozen=True, kw_only=True, tag="case_maintained"):
    """An update after the end (terus dilakukan update)."""

    note: str


class CaseReopened(Written, frozen=True, kw_only=True, tag="case_reopened"):
    """A finished case goes on as a new round from the named step."""

    step: str
    reason: str


class ContactsChanged(Written, frozen=True, kw_only=True, tag="contacts_changed"):
    """The contact persons (PIC) of the case are these from now on."""

    contacts: tuple[Contact, ...]


class NoteAdded(Written, frozen=True, kw_only=True, tag="note_added"):
    """A remark for whoever reads the history."""

    text: str


class Corrected(Written, frozen=True, kw_only=True, tag="corrected"):
    """An earlier fact of the case (`seq`) is to be read with these values; the fact itself stays as it was written."""

    seq: int
    reason: str
    happened_on: date | None = None
    changes: dict[str, str] = msgspec.field(default_factory=dict)


CaseFact = (
    CaseOpened
    | StepEntered
    | StepFinished
    | StepReturned
    | OutputWaived
    | OutputReused
    | DocumentFiled
    | DocumentIssued
    | SignedCopyReceived
    | PaperPlaced
    | Disposed
    | DispositionMarked
    | DispositionWithdrawn
    | DispositionNotNeeded
    | CaseHeld
    | CaseResumed
    | CaseCancelled
    | CaseClosed
    | CaseMaintained
    | CaseReopened
    | ContactsChanged
    | NoteAdded
    | Corrected
)
Fact = CaseFact | OfficeFact

_decoder: msgspec.json.Decoder[Fact] = msgspec.json.Decoder(Fact)
_encoder = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact in its stream (`case:7`, `office`), with both its times, who acted, who recorded, and its link.

    `happened_on` is a day, `recorded_at` a UTC instant. `acted_lane` and `acted_by` name lane and official that acted,
    `recorded_by` the person at the keyboard. `previous` is the hash of the fact before, GENESIS for the first.
    """

    stream: str
    seq: int
    fact: Fact
    happened_on: date
    recorded_at: datetime
    acted_lane: str
    acted_by: str
    recorded_by: str
    previous: str
    hash: str


def kind_of(fact: Fact) -> str:
    """The name under which a fact of this kind is stored."""
    tag = fact.__struct_config__.tag
    assert isinstance(tag, str)
    return tag


def encode(fact: Fact) -> str:
    """The fact as canonical JSON: the same fact always gives the same text."""
    return _encoder.encode(fact).decode()


def decode(text: str) -> Fact:
    """The fact of that JSON; msgspec.ValidationError where it is none of ours."""
    return _decoder.decode(text)


def chain_hash(
    previous: str,
    stream: str,
    seq: int,
    payload: str,
    happened_on: date,
    recorded_at: datetime,
    acted_lane: str,
    acted_by: str,
    recorded_by: str,
) -> str:
    """SHA-256 over the previous hash and everything the fact says, as lower-case hexadecimal."""
    parts = [
        previous,
        stream,
        seq,
        payload,
        happened_on.isoformat(),
        recorded_at.isoformat(),
        acted_lane,
        acted_by,
        recorded_by,
    ]
    return hashlib.sha256(_encoder.encode(parts)).hexdigest()


@dataclass(frozen=True, slots=True)
class By:
    """Who acted (lane, official) and who recorded it."""

    recorder: str
    lane: str = ""
    official: str = ""


def chain(
    stream: str,
    facts: Iterable[Fact],
    *,
    after_seq: int,
    after_hash: str,
    happened_on: date,
    recorded_at: datetime,
    by: By,
) -> tuple[Recorded, ...]:
    """The facts as the next links of a stream."""
    links: list[Recorded] = []
    previous = after_hash
    for seq, fact in enumerate(facts, after_seq + 1):
        digest = chain_hash(
            previous, stream, seq, encode(fact), happened_on, recorded_at, by.lane, by.official, by.recorder
        )
        links.append(
            Recorded(stream, seq, fact, happened_on, recorded_at, by.lane, by.official, by.recorder, previous, digest)
        )
        previous = digest
    return tuple(links)


def short_head(log: Sequence[Recorded]) -> str:
    """The beginning of the newest fact's hash, as documents bear it: with it an exported log is proven to be whole."""
    return log[-1].hash[:12]


def first_broken(log: Sequence[Recorded]) -> int | None:
    """The sequence number of the first fact of a stream that is not what was written, None where all are."""
    previous = GENESIS
    for expected, link in enumerate(log, 1):
        digest = chain_hash(
            link.previous,
            link.stream,
            link.seq,
            encode(link.fact),
            link.happened_on,
            link.recorded_at,
            link.acted_lane,
            link.acted_by,
            link.recorded_by,
        )
        if link.seq != expected or link.previous != previous or link.hash != digest:
            return expected
        previous = link.hash
    return None
