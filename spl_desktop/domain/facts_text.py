"""What a fact says, as an Indonesian sentence for the history."""

from collections.abc import Mapping
from functools import singledispatch

from spl_desktop.domain import events as e
from spl_desktop.domain import office_events as o
from spl_desktop.domain.case import CaseState
from spl_desktop.domain.dates import letter_date, short_date
from spl_desktop.domain.filing import SIGNED
from spl_desktop.domain.numbers import series_name
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.text import ended

_CHANGES: Mapping[str, str] = {
    "tambah_libur": "ditambahkan sebagai hari libur",
    "tambah_cuti_bersama": "ditambahkan sebagai cuti bersama",
    "coret": "dicoret dari hari libur dan menjadi hari kerja",
    "pulihkan": "dipulihkan seperti daftar nasional",
}

_FIELDS: Mapping[str, str] = {
    "agenda": "nomor agenda",
    "letter_number": "nomor surat",
    "letter_date": "tanggal surat",
    "subject": "hal",
    "sender": "surat dari",
    "system": "nama sistem",
    "srikandi": "nomor SRIKANDI",
    "note": "catatan",
    "reason": "alasan",
    "title": "judul dokumen",
    "initials": "paraf",
    "waiting_for": "menunggu",
    "text": "catatan",
}


def recorded_words(recorder: str, official: str, lane: str) -> str:
    """Who recorded a fact, and in whose name where another acted: the official, his lane, or both.

    Whoever records his own act is named once.
    """
    if official.casefold() == recorder.casefold():
        return f"{recorder}, {lane}" if lane else recorder
    acted = ", ".join(part for part in (official, lane) if part)
    return f"{recorder} atas nama {acted}" if acted else recorder


def case_sentence(fact: e.CaseFact, sop: Sop, state: CaseState) -> str:
    """What a fact of the case says; `state` is the case with that fact in it (or later)."""
    return _once(_Teller(sop, state).tell(fact))


def office_sentence(fact: o.OfficeFact) -> str:
    """What a fact of the office says."""
    return _once(_office(fact))


class _Teller:
    """Knows the names behind the numbers that facts hold."""

    def __init__(self, sop: Sop, state: CaseState) -> None:
        self._sop = sop
        self._state = state

    def tell(self, fact: e.CaseFact) -> str:
        match fact:
            case e.CaseOpened():
                return (
                    f"Surat {fact.letter_number} tanggal {letter_date(fact.letter_date)} dari {fact.agency_name} "
                    f"diterima dan dicatat dengan nomor agenda {fact.agenda}, hal: {fact.subject}."
                )
            case e.StepEntered():
                again = f" (putaran {fact.round})" if fact.round > 1 else ""
                return f"{self._step(fact.step)} mulai{again}."
            case e.StepFinished():
                return _noted(f"{self._visit(fact.visit)} selesai{self._how(fact.visit, fact.outcome)}.", fact.note)
            case e.StepReturned():
                back = self._step(fact.to)
                how = self._how(fact.visit, fact.outcome)
                return f"{self._visit(fact.visit)} dikembalikan ke {_inside(back)}{how}. Alasan: {fact.reason}"
            case e.OutputWaived():
                return f"{self._kind(fact.output)} dikecualikan. Alasan: {fact.reason}"
            case e.OutputReused():
                return (
                    f"{self._document(fact.document)} versi {fact.version} dipakai sebagai {self._kind(fact.output)}."
                )
            case _:
                return self._paper(fact)

    def _paper(self, fact: e.CaseFact) -> str:
        match fact:
            case e.DocumentFiled():
                kind = f" sebagai {self._kind(fact.document_kind)}" if fact.document_kind else ""
                macros = ", memuat makro" if fact.file and fact.file.macros else ""
                file = f" (berkas {fact.file.name}{macros})" if fact.file else " (hanya kertas)"
                place = f", disimpan di {fact.place}" if fact.place else ""
                told = f"{_named(fact.title)} versi {fact.version} diberkaskan{kind}{file}{place}."
                return _noted(told, fact.note)
            case e.DocumentIssued():
                number = f" nomor {fact.number}" if fact.number else ""
                signers = " dan ".join(signer.name for signer in fact.signers)
                signed = f", penandatangan {signers}" if signers else ""
                return f"{_named(fact.title)}{number} diterbitkan{signed}."
            case e.SignedCopyReceived():
                how = f" ({SIGNED[fact.how]})" if fact.how in SIGNED else ""
                told = f"Salinan bertanda tangan {self._document(fact.document)} versi {fact.version} diterima{how}."
                return _noted(told, fact.note)
            case e.PaperPlaced():
                return f"Dokumen kertas {self._document(fact.document)} disimpan di {fact.place}."
            case e.Disposed():
                to = ", ".join(one.position or one.name for one in fact.recipients)
                wishes = f": {'; '.join(fact.instructions)}" if fact.instructions else ""
                until = f", batas waktu {letter_date(fact.deadline)}" if fact.deadline else ""
                return _noted(f"{fact.giver} mendisposisi surat kepada {to}{wishes}{until}.", fact.note)
            case e.DispositionMarked():
                told = f"Disposisi {fact.disposition}: {self._recipient(fact)} — {fact.mark}."
                return _noted(told, fact.note)
            case e.DispositionWithdrawn():
                return f"Disposisi {fact.disposition} ditarik. Alasan: {fact.reason}"
            case e.DispositionNotNeeded():
                return f"Diputuskan bahwa surat tidak perlu disposisi. Alasan: {fact.reason}"
            case _:
                return self._course(fact)

    def _course(self, fact: e.CaseFact) -> str:
        match fact:
            case e.CaseHeld():
                waiting = f", menunggu {fact.waiting_for}" if fact.waiting_for else ""
                return f"{ended(f'Kasus ditunda{waiting}')} Alasan: {fact.reason}"
            case e.CaseResumed():
                return _noted("Kasus dilanjutkan.", fact.note)
            case e.CaseCancelled():
                how = "ditarik oleh OPD" if fact.by_agency else "dibatalkan"
                return f"Permohonan {how}. Alasan: {fact.reason}"
            case e.CaseClosed():
                return "Seluruh langkah SOP selesai."
            case e.CaseMaintained():
                return f"Pemeliharaan: {fact.note}"
            case e.CaseReopened():
                return f"Kasus dibuka kembali mulai {_inside(self._step(fact.step))}. Alasan: {fact.reason}"
            case e.ContactsChanged():
                names = ", ".join(f"{contact.name} ({contact.role})" for contact in fact.contacts)
                return f"PIC sekarang: {names}." if names else "PIC dikosongkan."
            case e.NoteAdded():
                return f"Catatan: {fact.text}"
            case e.Corrected():
                return self._correction(fact)
            case _:
                raise ValueError(f"no words for {e.kind_of(fact)}")

    def _correction(self, fact: e.Corrected) -> str:
        news = [f"{_FIELDS.get(name, name)} menjadi “{value}”" for name, value in sorted(fact.changes.items())]
        if fact.happened_on is not None:
            news.insert(0, f"tanggal menjadi {short_date(fact.happened_on)}")
        return f"Koreksi catatan nomor {fact.seq}: {'; '.join(news)}. Alasan: {fact.reason}"

    def _step(self, step_id: str) -> str:
        step = self._sop.step(step_id)
        return f"Langkah {step.number} ({step.text})"

    def _visit(self, number: int) -> str:
        visit = self._state.visits[number - 1]
        return f"Langkah {self._sop.step(visit.step).number}"

    def _how(self, visit: int, outcome_id: str) -> str:
        outcome = self._sop.step(self._state.visits[visit - 1].step).outcome(outcome_id)
        return f" dengan hasil {outcome.label}" if outcome is not None and outcome.label else ""

    def _kind(self, kind: str) -> str:
        return self._sop.document(kind).name

    def _document(self, number: int) -> str:
        document = self._state.document(number)
        return document.title if document is not None else f"dokumen {number}"

    def _recipient(self, fact: e.DispositionMarked) -> str:
        disposition = self._state.disposition(fact.disposition)
        if disposition is None or not 1 <= fact.recipient <= len(disposition.received):
            return f"penerima {fact.recipient}"
        recipient = disposition.received[fact.recipient - 1].recipient
        return recipient.name or recipient.position


def _named(title: str) -> str:
    """The title as a document's name, without saying the word twice."""
    return title if title.lower().startswith("dokumen") else f"Dokumen {title}"


def _once(told: str) -> str:
    """What was told, with one full stop where it ends in some; a reason that was typed without one stays so."""
    return ended(told) if told.endswith(".") else told


def _noted(told: str, note: str) -> str:
    return f"{ended(told)} {note}" if note else told


def _inside(text: str) -> str:
    return text[:1].lower() + text[1:]


@singledispatch
def _office(fact: object) -> str:
    raise ValueError(f"no words for {type(fact).__name__}")


@_office.register
def _(fact: o.AgencyRecorded) -> str:
    return f"OPD {fact.agency}: {fact.name}{'' if fact.active else ' (tidak aktif)'}."


@_office.register
def _(fact: o.OfficialRecorded) -> str:
    return f"Pejabat {fact.official}: {fact.name}{'' if fact.active else ' (tidak aktif)'}."


@_office.register
def _(fact: o.PositionRecorded) -> str:
    if fact.removed:
        return f"Jabatan {fact.title} dihapus dari daftar."
    until = f" sampai {letter_date(fact.end)}" if fact.end else ""
    return f"Jabatan {fact.title} dijabat sejak {letter_date(fact.start)}{until}."


@_office.register
def _(fact: o.CalendarDayChanged) -> str:
    name = f" ({fact.name})" if fact.name else ""
    source = f" {fact.skb}." if fact.skb else ""
    reason = ended(fact.reason) if source else fact.reason
    return f"{letter_date(fact.day)}{name} {_CHANGES.get(fact.change, fact.change)}. Alasan: {reason}{source}"


@_office.register
def _(fact: o.LetterheadChanged) -> str:
    return f"Kop surat diubah: {fact.office}."


@_office.register
def _(fact: o.NumberTemplateChanged) -> str:
    return f"Pola nomor {_inside(series_name(fact.series))} menjadi {fact.template}."


@_office.register
def _(fact: o.SettingChanged) -> str:
    return f"Pengaturan {fact.name} menjadi {fact.value}."


@_office.register
def _(fact: o.TemplateAdopted) -> str:
    return _noted(f"Templat kantor {fact.file.name} dipakai untuk {fact.template}.", fact.note)


@_office.register
def _(fact: o.TemplateWithdrawn) -> str:
    return _noted(f"Templat bawaan dipakai lagi untuk {fact.template}.", fact.reason)


@_office.register
def _(fact: o.SopAdopted) -> str:
    return f"Kasus baru mengikuti SOP versi {fact.sop}."


@_office.register
def _(fact: o.NumberReserved) -> str:
    return f"Nomor {fact.number} ({_inside(series_name(fact.series))}) dipesan untuk {fact.purpose}."


@_office.register
def _(fact: o.ReservationGivenUp) -> str:
    return f"Nomor {fact.number} yang dipesan dilepas. Alasan: {fact.reason}"


@_office.register
def _(fact: o.AccountOpened) -> str:
    return f"Akun {fact.name} dibuka sebagai {fact.role}."


@_office.register
def _(fact: o.PasswordChanged) -> str:
    how = {"pengelola": "disetel ulang pengelola", "pemulihan": "diganti dengan kode pemulihan"}
    return f"Kata sandi akun {fact.name} {how.get(fact.how, 'diganti pemiliknya')}."


@_office.register
def _(fact: o.RoleChanged) -> str:
    return f"Peran akun {fact.name} menjadi {fact.role}."


@_office.register
def _(fact: o.AccountClosed) -> str:
    return f"Akun {fact.name} ditutup. Alasan: {fact.reason}"


@_office.register
def _(fact: o.RecoveryCodeMade) -> str:
    return "Kode pemulihan baru dibuat; kode sebelumnya tidak berlaku lagi."
