"""Corrections: an earlier fact is read with other values, the fact itself stays as it was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from spl_desktop.domain import events as e
from spl_desktop.domain.case import CaseState
from spl_desktop.domain.dates import parse_date, short_date
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.fold import changed, corrected, fold
from spl_desktop.domain.rules import EARLIEST, Facts, date_problem
from spl_desktop.domain.text import LONG, clean, line, too_long


@dataclass(frozen=True, slots=True)
class CorrectableField:
    """A field of a fact that may be corrected; `kind` is `text`, `long` or `date` (then `value` is ISO)."""

    name: str
    label: str
    value: str
    kind: str = "text"
    required: bool = False


HAPPENED_ON = "happened_on"

_FIELDS: dict[type, tuple[tuple[str, str, str, bool], ...]] = {
    e.CaseOpened: (
        ("agenda", "Nomor agenda", "text", True),
        ("letter_number", "Nomor surat", "text", True),
        ("letter_date", "Tanggal surat", "date", True),
        ("subject", "Hal", "long", True),
        ("sender", "Surat dari", "text", False),
        ("system", "Nama sistem", "text", True),
        ("srikandi", "Nomor SRIKANDI", "text", False),
    ),
    e.StepFinished: (("note", "Catatan", "long", False),),
    e.StepReturned: (("reason", "Alasan", "long", True),),
    e.OutputWaived: (("reason", "Alasan", "long", True),),
    e.DocumentFiled: (("title", "Judul dokumen", "text", True), ("note", "Catatan", "long", False)),
    e.Disposed: (("note", "Catatan", "long", False), ("initials", "Paraf", "text", False)),
    e.DispositionMarked: (("note", "Catatan", "long", False),),
    e.CaseHeld: (("reason", "Alasan", "long", True), ("waiting_for", "Menunggu", "text", False)),
    e.CaseResumed: (("note", "Catatan", "long", False),),
    e.CaseCancelled: (("reason", "Alasan", "long", True),),
    e.CaseMaintained: (("note", "Catatan", "long", True),),
    e.CaseReopened: (("reason", "Alasan", "long", True),),
    e.NoteAdded: (("text", "Catatan", "long", True),),
}

_FIXED_DATE = (e.DocumentIssued, e.Corrected)
"""An issued document bears its date on paper; a correction happened when it was written."""


def correctable(log: Sequence[e.Recorded], seq: int) -> tuple[CorrectableField, ...]:
    """The fields of that fact that may be corrected, with the values that count now; empty where none may."""
    link = next((one for one in corrected(log) if one.seq == seq), None)
    if link is None or isinstance(link.fact, (*_FIXED_DATE, e.StepEntered, e.CaseClosed)):
        return ()
    fields = [
        CorrectableField(name, label, _text(getattr(link.fact, name)), kind, required)
        for name, label, kind, required in _FIELDS.get(type(link.fact), ())
    ]
    day = "Diterima tanggal" if isinstance(link.fact, e.CaseOpened) else "Tanggal kejadian"
    return (CorrectableField(HAPPENED_ON, day, link.happened_on.isoformat(), "date", True), *fields)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def correct(
    log: Sequence[e.Recorded],
    *,
    seq: int,
    reason: str,
    today: date,
    happened_on: date | None = None,
    changes: dict[str, str] | None = None,
) -> Facts:
    """The fact `seq` is to be read with these values.

    A step that began because of the fact (its entry, recorded with it) moves with its date. Refused where nothing
    changes, where the field is none that may be corrected, or where the history would no longer be in order.
    """
    fields = {field.name: field for field in correctable(log, seq)}
    if not fields:
        raise UserError("Catatan ini tidak dapat dikoreksi. Koreksi catatan yang menjadi sebabnya.")
    why = clean(reason)
    if not why:
        raise UserError("Alasan koreksi belum diisi. Tulis apa yang salah pada catatan semula.")
    if long := too_long(why, LONG, "Alasan"):
        raise UserError(long)
    values = _accepted(fields, changes or {}, today)
    moved = happened_on if happened_on is not None and happened_on.isoformat() != fields[HAPPENED_ON].value else None
    if moved is not None and (problem := date_problem(moved, today)):
        raise UserError(problem)
    if not values and moved is None:
        raise UserError("Tidak ada yang berubah. Ubah isian yang salah, lalu simpan koreksinya.")
    facts: list[e.CaseFact] = [e.Corrected(seq=seq, reason=why, happened_on=moved, changes=values)]
    if moved is not None and (entry := _consequence(log, seq)) is not None:
        facts.append(e.Corrected(seq=entry.seq, reason=why, happened_on=moved))
    _check_order(log, facts, today)
    return tuple(facts)


def _accepted(fields: dict[str, CorrectableField], changes: dict[str, str], today: date) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, text in changes.items():
        field = fields.get(name)
        if field is None or name == HAPPENED_ON:
            raise UserError("Isian itu tidak dapat dikoreksi. Pilih isian dari daftar koreksi.")
        value = clean(text) if field.kind == "long" else line(text)
        if field.required and not value:
            raise UserError(f"{field.label} tidak boleh kosong.")
        if long := too_long(value, 4000 if field.kind == "long" else 300, field.label):
            raise UserError(long)
        if field.kind == "date" and value:
            day = parse_date(value)
            if problem := date_problem(day, today):
                raise UserError(f"{field.label}: {problem}")
            value = day.isoformat()
        if value != field.value:
            values[name] = value
    return values


def _consequence(log: Sequence[e.Recorded], seq: int) -> e.Recorded | None:
    following = next((link for link in log if link.seq == seq + 1), None)
    if following is not None and isinstance(following.fact, e.StepEntered | e.CaseClosed):
        return following
    return None


def _check_order(log: Sequence[e.Recorded], facts: Sequence[e.CaseFact], today: date) -> None:
    """Refuses corrections after which something would have happened before what it follows from."""
    last = log[-1]
    added = e.chain(
        last.stream,
        facts,
        after_seq=last.seq,
        after_hash=last.hash,
        happened_on=today,
        recorded_at=last.recorded_at,
        by=e.By(""),
    )
    read = [*log, *added]
    for link in read:
        if isinstance(link.fact, e.Corrected) and link in added:
            target = next(one for one in log if one.seq == link.fact.seq)
            try:
                changed(target.fact, link.fact.changes)
            except msgspec.ValidationError as error:
                raise UserError("Nilai koreksi tidak dikenali. Periksa tanggal dan isian lainnya.") from error
    if problem := disorder(fold(read)):
        raise UserError(problem)


def disorder(state: CaseState) -> str:
    """The sentence for the first date that lies before what it follows from, empty where all is in order."""
    if state.letter_date > state.received:
        return "Tanggal surat tidak boleh sesudah tanggal diterima."
    previous, since = max(state.received, EARLIEST), "surat diterima"
    for visit in state.visits:
        if visit.entered < previous:
            return _too_early("kunjungan langkah mulai", visit.entered, since, previous)
        previous, since = visit.entered, "langkah mulai"
        for hold in visit.holds:
            if hold.start < previous:
                return _too_early("penundaan", hold.start, since, previous)
            previous, since = hold.start, "penundaan"
            if hold.end is not None:
                if hold.end < previous:
                    return _too_early("kasus dilanjutkan", hold.end, since, previous)
                previous, since = hold.end, "kasus dilanjutkan"
        if visit.ended is not None:
            if visit.ended < previous:
                return _too_early("langkah selesai", visit.ended, since, previous)
            previous, since = visit.ended, "langkah sebelumnya selesai"
    return _disorder_of_papers(state)


def _disorder_of_papers(state: CaseState) -> str:
    entered = {visit.number: visit.entered for visit in state.visits}
    for document in state.documents:
        for version in document.versions:
            start = entered.get(version.visit, state.received)
            if version.on < start:
                return _too_early(f"dokumen {version.title}", version.on, "langkahnya mulai", start)
            if version.signed_on is not None and version.signed_on < version.on:
                return _too_early("salinan bertanda tangan", version.signed_on, "dokumen terbit", version.on)
    for disposition in state.dispositions:
        if disposition.on < state.received:
            return _too_early("disposisi", disposition.on, "surat diterima", state.received)
        parent = state.disposition(disposition.parent)
        if parent is not None and disposition.on < parent.on:
            return _too_early("disposisi", disposition.on, "disposisi di atasnya", parent.on)
        if disposition.deadline is not None and disposition.deadline < disposition.on:
            return _too_early("batas waktu disposisi", disposition.deadline, "disposisi", disposition.on)
        for one in disposition.received:
            if one.marked_on is not None and one.marked_on < disposition.on:
                return _too_early("tindak lanjut disposisi", one.marked_on, "disposisi", disposition.on)
    for done in state.maintenance:
        if done.on < done.closed:
            return _too_early("pemeliharaan", done.on, "kasus selesai", done.closed)
    return ""


def _too_early(what: str, on: date, since: str, earliest: date) -> str:
    return (
        f"Koreksi ini membuat urutan tidak masuk akal: {what} {short_date(on)} mendahului {since} "
        f"{short_date(earliest)}. Perbaiki tanggalnya, atau koreksi catatan yang lain dahulu."
    )
