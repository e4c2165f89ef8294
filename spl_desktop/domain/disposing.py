"""Rules for dispositions: giving, disposing further, reading, following up, withdrawing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spl_desktop.domain import events as e
from spl_desktop.domain.case import CaseState, Disposition, Mark
from spl_desktop.domain.dates import short_date
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.rules import Facts, check_date, date_problem, optional, required
from spl_desktop.domain.text import LONG, SHORT, clean, line, too_long
from spl_desktop.domain.values import Recipient


class Urgency(StrEnum):
    """Sifat: how quickly a letter is to be dealt with."""

    NORMAL = "biasa"
    URGENT = "segera"
    IMMEDIATE = "sangat segera"


class Security(StrEnum):
    """Klasifikasi keamanan, apart from the urgency."""

    NORMAL = "biasa"
    RESTRICTED = "terbatas"
    SECRET = "rahasia"
    TOP_SECRET = "sangat rahasia"


INSTRUCTIONS = ("tanggapan dan saran", "proses lebih lanjut", "koordinasi/konfirmasi")
"""What stands printed behind "dengan hormat harap"; anything else is free text."""

MARKS = tuple(Mark)


@dataclass(frozen=True, slots=True)
class NewDisposition:
    """What an official disposes; with `parent` a recipient of that disposition disposes further."""

    giver: str
    recipients: tuple[Recipient, ...]
    giver_position: str = ""
    giver_role: str = ""
    urgency: str = Urgency.NORMAL.value
    security: str = Security.NORMAL.value
    instructions: tuple[str, ...] = ()
    note: str = ""
    deadline: date | None = None
    initials: str = ""
    parent: int = 0
    parent_recipient: int = 0


def problems_of_disposition(new: NewDisposition, state: CaseState, on: date, today: date) -> dict[str, str]:
    """Field -> sentence for everything that keeps the disposition from being recorded."""
    problems: dict[str, str] = {}
    if not line(new.giver):
        problems["giver"] = "Pejabat yang memberi disposisi belum dipilih."
    if not any(line(one.name) or line(one.position) for one in new.recipients):
        problems["recipients"] = "Diteruskan kepada siapa belum diisi. Pilih sedikitnya satu penerima."
    if new.urgency not in tuple(Urgency):
        problems["urgency"] = "Sifat surat tidak dikenal. Pilih biasa, segera, atau sangat segera."
    if new.security not in tuple(Security):
        problems["security"] = "Klasifikasi keamanan tidak dikenal. Pilih dari daftar."
    if not any(clean(one) for one in new.instructions) and not clean(new.note):
        problems["instructions"] = "Isi disposisi belum ada. Centang harapan atau tulis catatan."
    if problem := date_problem(on, today, state.received, "surat diterima"):
        problems["on"] = problem
    elif new.deadline is not None and new.deadline < on:
        problems["deadline"] = f"Batas waktu tidak boleh sebelum tanggal disposisi ({short_date(on)})."
    if long := too_long(clean(new.note), LONG, "Catatan"):
        problems["note"] = long
    for text in (new.giver, new.giver_position, new.initials, *new.instructions):
        if long := too_long(clean(text), SHORT, "Isian disposisi"):
            problems.setdefault("giver", long)
    for text in (part for one in new.recipients for part in (one.name, one.position)):
        if long := too_long(line(text), SHORT, "Penerima disposisi"):
            problems.setdefault("recipients", long)
    if new.parent:
        parent = state.disposition(new.parent)
        if parent is None or not 1 <= new.parent_recipient <= len(parent.received):
            problems["parent"] = "Disposisi yang diteruskan tidak ada. Pilih lagi dari daftar disposisi."
        elif parent.withdrawn:
            problems["parent"] = "Disposisi itu sudah ditarik, jadi tidak dapat diteruskan."
        elif on < parent.on:
            problems["on"] = f"Tanggal tidak boleh sebelum disposisi di atasnya ({short_date(parent.on)})."
    return problems


def dispose(state: CaseState, new: NewDisposition, *, on: date, today: date) -> Facts:
    """The letter is disposed; disposing further also marks the giver's own copy as followed up."""
    if not state.status.open:
        raise UserError(f"Kasus ini sudah {state.status.value}; disposisi baru tidak dapat dicatat.")
    if problems := problems_of_disposition(new, state, on, today):
        raise Invalid(problems)
    disposed = e.Disposed(
        disposition=len(state.dispositions) + 1,
        giver=line(new.giver),
        giver_position=line(new.giver_position),
        giver_role=line(new.giver_role),
        recipients=tuple(
            Recipient(name=line(one.name), position=line(one.position), lane=line(one.lane))
            for one in new.recipients
            if line(one.name) or line(one.position)
        ),
        parent=new.parent,
        parent_recipient=new.parent_recipient,
        urgency=str(new.urgency),
        security=str(new.security),
        instructions=tuple(clean(one) for one in new.instructions if clean(one)),
        note=clean(new.note),
        deadline=new.deadline,
        initials=line(new.initials),
    )
    if not new.parent:
        return (disposed,)
    parent = _known(state, new.parent)
    if MARKS.index(parent.received[new.parent_recipient - 1].mark) >= MARKS.index(Mark.FOLLOWED):
        return (disposed,)
    followed = e.DispositionMarked(
        disposition=new.parent, recipient=new.parent_recipient, mark=Mark.FOLLOWED.value, note="diteruskan"
    )
    return (followed, disposed)


def _known(state: CaseState, number: int) -> Disposition:
    disposition = state.disposition(number)
    if disposition is None:
        raise UserError("Disposisi itu tidak ada pada kasus ini. Muat ulang halaman kasus, lalu pilih lagi.")
    return disposition


def mark_disposition(
    state: CaseState, *, disposition: int, recipient: int, mark: str, on: date, today: date, note: str = ""
) -> Facts:
    """A recipient read it, followed it up, or is done; the marks only go forward."""
    known = _known(state, disposition)
    if known.withdrawn:
        raise UserError("Disposisi itu sudah ditarik; tindak lanjutnya tidak dapat dicatat.")
    if not 1 <= recipient <= len(known.received):
        raise UserError("Penerima itu tidak ada pada disposisi ini. Pilih dari daftar penerima.")
    if mark not in MARKS:
        raise UserError("Tindak lanjut tidak dikenal. Pilih dibaca, ditindaklanjuti, atau selesai.")
    one = known.received[recipient - 1]
    if MARKS.index(Mark(mark)) <= MARKS.index(one.mark):
        raise UserError(f"Disposisi ini sudah {one.mark.value}; pilih tindak lanjut sesudahnya.")
    check_date(on, today, one.marked_on or known.on, "tindak lanjut sebelumnya" if one.marked_on else "disposisi")
    return (e.DispositionMarked(disposition=disposition, recipient=recipient, mark=mark, note=optional(note)),)


def withdraw_disposition(state: CaseState, *, disposition: int, reason: str, on: date, today: date) -> Facts:
    """A disposition that nobody has read yet is taken back."""
    known = _known(state, disposition)
    if known.withdrawn:
        raise UserError("Disposisi itu sudah ditarik.")
    if not known.unread:
        raise UserError("Disposisi yang sudah dibaca tidak dapat ditarik. Buat disposisi baru sebagai gantinya.")
    why = required(reason, "Alasan penarikan belum diisi. Tulis mengapa disposisi ini ditarik.", name="Alasan")
    check_date(on, today, known.on, "disposisi")
    return (e.DispositionWithdrawn(disposition=disposition, reason=why),)


def no_disposition_needed(state: CaseState, *, reason: str, on: date, today: date) -> Facts:
    """It is recorded that the letter needs no disposition."""
    if any(not one.withdrawn for one in state.dispositions):
        raise UserError("Surat ini sudah didisposisi. Tarik disposisinya dahulu bila memang tidak diperlukan.")
    if state.no_disposition:
        raise UserError("Sudah dicatat bahwa surat ini tidak perlu disposisi.")
    why = required(reason, "Alasan tidak perlu disposisi belum diisi. Tulis mengapa tidak diperlukan.", name="Alasan")
    check_date(on, today, state.received, "surat diterima")
    return (e.DispositionNotNeeded(reason=why),)


def disposition_content(state: CaseState, layout: str, number: int) -> dict[str, str | list[dict[str, str]]]:
    """What the sheet of that disposition says of its own, 0 for a blank one: what its seal covers."""
    content: dict[str, str | list[dict[str, str]]] = {
        "bentuk": layout,
        "surat": f"{state.letter_number} {state.letter_date.isoformat()}",
        "hal": state.subject,
    }
    one = state.disposition(number) if number else None
    if one is None:
        return content
    given: dict[str, str | list[dict[str, str]]] = {
        "dari": one.giver,
        "kepada": [{"nama": each.recipient.name, "jabatan": each.recipient.position} for each in one.received],
        "harapan": "\n".join(one.instructions),
        "catatan": one.note,
        "batas_waktu": one.deadline.isoformat() if one.deadline is not None else "",
        "sifat": one.urgency,
        "keamanan": one.security,
    }
    return content | given
