"""What may happen next: every command on a case is accepted (facts to append) or refused with a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spl_desktop.domain import events as e
from spl_desktop.domain.case import CaseState, Document, Status, Visit
from spl_desktop.domain.dates import letter_date, short_date
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.sop import Outcome, Sop, Step
from spl_desktop.domain.text import LONG, SHORT, clean, line, too_long
from spl_desktop.domain.values import Contact

Facts = tuple[e.CaseFact, ...]

EARLIEST = date(1950, 1, 1)
"""Nothing in the register happened before this day; an earlier year is a typing fault."""


class Action(StrEnum):
    """What a user may do with a case."""

    FINISH = "selesaikan langkah"
    RETURN = "kembalikan"
    HOLD = "tunda"
    RESUME = "lanjutkan"
    CANCEL = "batalkan"
    MAINTAIN = "catat pemeliharaan"
    REOPEN = "buka kembali"
    FILE = "berkaskan dokumen"
    DISPOSE = "disposisi"
    CORRECT = "koreksi"


# --- dates -----------------------------------------------------------------------------------------------------------


def date_problem(on: date, today: date, earliest: date = EARLIEST, since: str = "") -> str:
    """Why the day cannot be when it happened, empty where it can; `since` says what happened on `earliest`."""
    if on > today:
        return f"Tanggal {short_date(on)} belum tiba. Isi tanggal hari ini ({short_date(today)}) atau sebelumnya."
    if on < earliest:
        reason = f"{since} pada {letter_date(earliest)}" if since else f"paling awal {letter_date(earliest)}"
        return f"Tanggal {short_date(on)} terlalu awal: {reason}. Isi tanggal itu atau sesudahnya."
    return ""


def check_date(on: date, today: date, earliest: date = EARLIEST, since: str = "") -> None:
    """Refuses a day in the future or before `earliest` with UserError."""
    if problem := date_problem(on, today, earliest, since):
        raise UserError(problem)


def earliest_in(visit: Visit) -> tuple[date, str]:
    """The first day on which something may happen in the visit, and what happened on it."""
    if visit.holds:
        last = visit.holds[-1]
        if last.end is not None:
            return last.end, "kasus dilanjutkan"
        return last.start, "kasus ditunda"
    return visit.entered, "langkah ini mulai"


def required(text: str, problem: str, limit: int = LONG, name: str = "Isian") -> str:
    """The text as it is kept; UserError with `problem` where it is empty, and where it is longer than `limit`."""
    if not clean(text):
        raise UserError(problem)
    return optional(text, limit, name)


def optional(text: str, limit: int = LONG, name: str = "Catatan") -> str:
    """The text as it is kept, which may be empty; UserError where it is longer than `limit`."""
    text = clean(text)
    if long := too_long(text, limit, name):
        raise UserError(long)
    return text


# --- what the visit owes ---------------------------------------------------------------------------------------------


class How(StrEnum):
    """How an output of a visit is accounted for."""

    FILED = "ada"
    REUSED = "dipakai"
    WAIVED = "dikecualikan"
    MISSING = "belum"


@dataclass(frozen=True, slots=True)
class Owed:
    """An output of a visit: the document kind of the SOP and how it is accounted for."""

    kind: str
    how: How
    document: int = 0
    version: int = 0
    reason: str = ""


def outputs_of(state: CaseState, sop: Sop, visit: Visit) -> tuple[Owed, ...]:
    """Every output of the visit's step with its account, in the order of the SOP."""
    return tuple(_owed(state, visit, kind) for kind in sop.step(visit.step).outputs)


def _owed(state: CaseState, visit: Visit, kind: str) -> Owed:
    filed = [
        (document, version)
        for document in state.documents_of(kind)
        for version in document.versions
        if version.visit == visit.number
    ]
    if filed:
        document, version = filed[-1]
        return Owed(kind, How.FILED, document.number, version.number)
    for output, number, used in reversed(visit.reused):
        if output == kind:
            return Owed(kind, How.REUSED, number, used)
    for output, reason in reversed(visit.waived):
        if output == kind:
            return Owed(kind, How.WAIVED, reason=reason)
    return Owed(kind, How.MISSING)


def requirements_of(state: CaseState, sop: Sop, step: Step) -> tuple[tuple[str, Document | None], ...]:
    """Every kelengkapan of the step with the newest document that meets it, None where it is missing."""
    met: list[tuple[str, Document | None]] = []
    for kind in step.requirements:
        documents = state.documents_of(kind)
        met.append((kind, documents[-1] if documents else None))
    return tuple(met)


def reusable(state: CaseState, visit: Visit, kind: str) -> tuple[Document, ...]:
    """Documents of that kind from earlier visits, which may serve as the output of this one again."""
    return tuple(
        document
        for document in state.documents_of(kind)
        if any(version.visit != visit.number for version in document.versions)
    )


# --- opening ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewCase:
    """What is asked when a surat permohonan is registered; `received` is diterima tanggal."""

    agenda: str
    letter_number: str
    letter_date: date | None
    received: date | None
    subject: str
    agency: int
    system: str
    sender: str = ""
    srikandi: str = ""
    contacts: tuple[Contact, ...] = ()


def problems_of_new_case(new: NewCase, today: date) -> dict[str, str]:
    """Field -> sentence for everything that keeps the case from being opened; empty where nothing does."""
    problems: dict[str, str] = {}

    def text(field: str, value: str, name: str, *, required: bool = True, limit: int = SHORT) -> None:
        if required and not line(value):
            problems[field] = f"{name} belum diisi."
        elif long := too_long(line(value), limit, name):
            problems[field] = long

    text("agenda", new.agenda, "Nomor agenda", limit=100)
    text("letter_number", new.letter_number, "Nomor surat")
    text("subject", new.subject, "Hal", limit=4000)
    text("system", new.system, "Nama sistem")
    text("sender", new.sender, "Surat dari", required=False)
    text("srikandi", new.srikandi, "Nomor SRIKANDI", required=False)
    if not new.agency:
        problems["agency"] = "OPD belum dipilih. Pilih dari daftar, atau tambahkan di Pengaturan."
    if new.received is None:
        problems["received"] = "Tanggal diterima belum diisi atau tidak dikenali (contoh: 23/11/2026)."
    elif problem := date_problem(new.received, today):
        problems["received"] = problem
    if new.letter_date is None:
        problems["letter_date"] = "Tanggal surat belum diisi atau tidak dikenali (contoh: 23/11/2026)."
    elif problem := date_problem(new.letter_date, today):
        problems["letter_date"] = problem
    elif new.received is not None and new.letter_date > new.received:
        problems["letter_date"] = "Tanggal surat tidak boleh sesudah tanggal diterima."
    problems.update(problems_of_contacts(new.contacts))
    return problems


def problems_of_contacts(contacts: tuple[Contact, ...]) -> dict[str, str]:
    """`contacts.<place>.<field>` -> sentence for every contact person that cannot be kept."""
    problems: dict[str, str] = {}
    for place, contact in enumerate(contacts):
        if not line(contact.name):
            problems[f"contacts.{place}.name"] = "Nama PIC belum diisi."
        if contact.email and ("@" not in contact.email or " " in contact.email.strip()):
            problems[f"contacts.{place}.email"] = "Alamat e-mail tidak lengkap (contoh: nama@karanganyarkab.go.id)."
        for field in ("name", "nip", "position", "phone", "email"):
            if long := too_long(getattr(contact, field), SHORT, "Isian PIC"):
                problems[f"contacts.{place}.{field}"] = long
    return problems


def _cleaned(contacts: tuple[Contact, ...]) -> tuple[Contact, ...]:
    return tuple(
        Contact(
            role=line(contact.role),
            name=line(contact.name),
            nip=line(contact.nip),
            position=line(contact.position),
            phone=line(contact.phone),
            email=line(contact.email),
        )
        for contact in contacts
    )


def open_case(new: NewCase, agency_name: str, sop: Sop, today: date) -> Facts:
    """The case begins on the day that the letter was received, at the first step; Invalid where fields are amiss."""
    if problems := problems_of_new_case(new, today):
        raise Invalid(problems)
    assert new.letter_date is not None
    opened = e.CaseOpened(
        agenda=line(new.agenda),
        letter_number=line(new.letter_number),
        letter_date=new.letter_date,
        subject=clean(new.subject),
        sender=line(new.sender),
        agency=new.agency,
        agency_name=line(agency_name),
        system=line(new.system),
        srikandi=line(new.srikandi),
        contacts=_cleaned(new.contacts),
        sop=sop.id,
    )
    return (opened, e.StepEntered(step=sop.first.id, visit=1, round=1))


# --- walking ---------------------------------------------------------------------------------------------------------


def _open_visit(state: CaseState) -> Visit:
    if state.visit is None:
        raise UserError(f"Kasus ini sudah {state.status.value}; tidak ada langkah yang sedang dikerjakan.")
    return state.visit


def _running_visit(state: CaseState) -> Visit:
    visit = _open_visit(state)
    if state.status is Status.HELD:
        raise UserError("Kasus sedang ditunda. Lanjutkan kasus lebih dahulu, lalu ulangi.")
    return visit


def _entry(state: CaseState, step: str, visits: int) -> e.StepEntered:
    return e.StepEntered(step=step, visit=visits + 1, round=len(state.visits_of(step)) + 1)


def _outcome(step: Step, outcome_id: str) -> Outcome:
    outcome = step.outcome(outcome_id)
    if outcome is None:
        offered = " atau ".join(f'"{one.label}"' for one in step.outcomes)
        raise UserError(f"Langkah {step.number} tidak mengenal hasil itu. Pilih {offered}.")
    return outcome


def finish_step(
    state: CaseState,
    sop: Sop,
    *,
    outcome: str,
    on: date,
    today: date,
    reason: str = "",
    note: str = "",
    calendar: int = 0,
) -> Facts:
    """The open visit ends by this outcome and the next step begins on the same day.

    A way back wants a reason and no outputs; every other way wants each output filed, taken over or waived.
    """
    visit = _running_visit(state)
    step = sop.step(visit.step)
    way = _outcome(step, outcome)
    earliest, since = earliest_in(visit)
    check_date(on, today, earliest, since)
    if way.returns:
        assert way.to is not None
        why = required(reason, "Alasan pengembalian belum diisi. Tulis apa yang harus diperbaiki.", name="Alasan")
        returned = e.StepReturned(visit=visit.number, outcome=way.id, to=way.to, reason=why, calendar=calendar)
        return (returned, _entry(state, way.to, len(state.visits)))
    missing = [sop.document(owed.kind).name for owed in outputs_of(state, sop, visit) if owed.how is How.MISSING]
    if missing:
        raise UserError(
            f"Langkah {step.number} belum dapat diselesaikan: {' dan '.join(missing)} belum ada. "
            "Berkaskan dokumennya, pakai dokumen yang sudah ada, atau kecualikan dengan alasan."
        )
    finished = e.StepFinished(visit=visit.number, outcome=way.id, calendar=calendar, note=optional(note))
    if way.to is None:
        return (finished, e.CaseClosed(visit=visit.number))
    return (finished, _entry(state, way.to, len(state.visits)))


def waive_output(state: CaseState, sop: Sop, *, output: str, reason: str, on: date, today: date) -> Facts:
    """The open visit need not have this output, with the reason."""
    visit = _running_visit(state)
    owed = _owes(state, sop, visit, output)
    if owed.how is not How.MISSING:
        raise UserError(f"{sop.document(output).name} sudah {owed.how.value}; tidak perlu dikecualikan.")
    check_date(on, today, visit.entered, "langkah ini mulai")
    why = required(reason, "Alasan pengecualian belum diisi. Tulis mengapa dokumen ini tidak dibuat.", name="Alasan")
    return (e.OutputWaived(visit=visit.number, output=output, reason=why),)


def reuse_output(state: CaseState, sop: Sop, *, output: str, document: int, on: date, today: date) -> Facts:
    """The newest version of an earlier document serves as output of the open visit."""
    visit = _running_visit(state)
    _owes(state, sop, visit, output)
    known = next((one for one in reusable(state, visit, output) if one.number == document), None)
    if known is None:
        raise UserError(f"Tidak ada {sop.document(output).name} dari langkah sebelumnya yang dapat dipakai.")
    check_date(on, today, visit.entered, "langkah ini mulai")
    version = known.current.number
    return (e.OutputReused(visit=visit.number, output=output, document=document, version=version),)


def _owes(state: CaseState, sop: Sop, visit: Visit, output: str) -> Owed:
    for owed in outputs_of(state, sop, visit):
        if owed.kind == output:
            return owed
    raise UserError("Dokumen itu bukan output langkah yang sedang dikerjakan. Pilih dari daftar output.")


# --- pausing, ending, going on ---------------------------------------------------------------------------------------


def hold(state: CaseState, *, on: date, today: date, reason: str, waiting_for: str = "") -> Facts:
    """The clock stops."""
    visit = _open_visit(state)
    if state.status is Status.HELD:
        raise UserError("Kasus ini sudah ditunda. Lanjutkan dahulu bila alasannya berganti.")
    earliest, since = earliest_in(visit)
    check_date(on, today, earliest, since)
    why = required(reason, "Alasan penundaan belum diisi. Tulis apa yang ditunggu.", name="Alasan")
    awaited = optional(line(waiting_for), SHORT, "Yang ditunggu")
    return (e.CaseHeld(visit=visit.number, reason=why, waiting_for=awaited),)


def resume(state: CaseState, *, on: date, today: date, note: str = "") -> Facts:
    """The clock runs again."""
    visit = _open_visit(state)
    if state.held is None:
        raise UserError("Kasus ini tidak sedang ditunda; tidak ada yang perlu dilanjutkan.")
    check_date(on, today, state.held.start, "kasus ditunda")
    return (e.CaseResumed(visit=visit.number, note=optional(note)),)


def cancel(state: CaseState, *, on: date, today: date, reason: str, by_agency: bool, calendar: int = 0) -> Facts:
    """The case ends without result: withdrawn by the OPD or cancelled by the office."""
    visit = _open_visit(state)
    earliest, since = earliest_in(visit)
    check_date(on, today, earliest, since)
    why = required(reason, "Alasan belum diisi. Tulis mengapa kasus ini tidak diteruskan.", name="Alasan")
    return (e.CaseCancelled(reason=why, by_agency=by_agency, calendar=calendar),)


def maintain(state: CaseState, *, on: date, today: date, note: str) -> Facts:
    """An update after the end is written into the maintenance log."""
    if state.status is not Status.FINISHED or state.ended is None:
        raise UserError("Catatan pemeliharaan hanya untuk kasus yang sudah selesai. Selesaikan langkahnya dahulu.")
    check_date(on, today, state.ended, "kasus selesai")
    return (e.CaseMaintained(note=required(note, "Catatan pemeliharaan belum diisi.", name="Catatan")),)


def reopen(state: CaseState, sop: Sop, *, on: date, today: date, step: str, reason: str) -> Facts:
    """A finished case goes on as a new round, from the step named."""
    if state.status.open or state.ended is None:
        raise UserError("Kasus ini masih berjalan; tidak perlu dibuka kembali.")
    if state.status is not Status.FINISHED:
        raise UserError(f"Kasus yang {state.status.value} tidak dapat dibuka kembali. Daftarkan permohonan baru.")
    if all(step != known.id for known in sop.steps):
        raise UserError("Langkah awal putaran baru belum dipilih. Pilih salah satu langkah SOP.")
    check_date(on, today, state.ended, "kasus selesai")
    why = required(reason, "Alasan membuka kembali belum diisi. Tulis apa yang harus dikerjakan lagi.", name="Alasan")
    return (e.CaseReopened(step=step, reason=why), _entry(state, step, len(state.visits)))


# --- people and remarks ----------------------------------------------------------------------------------------------


def change_contacts(state: CaseState, *, contacts: tuple[Contact, ...], on: date, today: date) -> Facts:
    """The contact persons are these from now on."""
    check_date(on, today, state.received, "surat diterima")
    if problems := problems_of_contacts(contacts):
        raise Invalid(problems)
    return (e.ContactsChanged(contacts=_cleaned(contacts)),)


def add_note(state: CaseState, *, text: str, on: date, today: date) -> Facts:
    """A remark for the history."""
    check_date(on, today, state.received, "surat diterima")
    return (e.NoteAdded(text=required(text, "Catatan belum diisi.", name="Catatan")),)


# --- what is possible ------------------------------------------------------------------------------------------------


def possible(state: CaseState, sop: Sop) -> Mapping[Action, str]:
    """Every action with the sentence why it cannot be done now, empty where it can."""
    ended = "" if state.status.open else f"Kasus ini sudah {state.status.value}."
    held = "Kasus sedang ditunda. Lanjutkan kasus lebih dahulu." if state.status is Status.HELD else ""
    visit = state.visit
    missing = ""
    back = "Langkah ini tidak mempunyai jalan kembali."
    if visit is not None:
        owed = [sop.document(one.kind).name for one in outputs_of(state, sop, visit) if one.how is How.MISSING]
        missing = f"Output belum ada: {'; '.join(owed)}." if owed else ""
        if any(outcome.returns for outcome in sop.step(visit.step).outcomes):
            back = ""
    return {
        Action.FINISH: ended or held or missing,
        Action.RETURN: ended or held or back,
        Action.HOLD: ended or ("Kasus ini sudah ditunda." if held else ""),
        Action.RESUME: ended or ("" if held else "Kasus ini tidak sedang ditunda."),
        Action.CANCEL: ended,
        Action.MAINTAIN: "" if state.status is Status.FINISHED else "Hanya untuk kasus yang sudah selesai.",
        Action.REOPEN: "" if state.status is Status.FINISHED else "Hanya untuk kasus yang sudah selesai.",
        Action.FILE: "",
        Action.DISPOSE: ended,
        Action.CORRECT: "",
    }
