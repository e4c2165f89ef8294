"""Opening a case and walking it through its SOP."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from spl_desktop.domain import correcting, filing, rules
from spl_desktop.domain.correcting import CorrectableField
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.events import CaseFact
from spl_desktop.domain.fold import fold
from spl_desktop.domain.numbers import key
from spl_desktop.domain.office import OfficeState
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.values import Contact
from spl_desktop.models.projections import CaseRecord
from spl_desktop.services import log as logs
from spl_desktop.services.acting import Situation, act, situation
from spl_desktop.services.changes import Changes, case_changed
from spl_desktop.services.files import keep, staged
from spl_desktop.services.guarding import needs
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.projecting import project_case
from spl_desktop.services.register import Register

LETTER = "Surat permohonan"
"""The title under which the scan of the letter is filed."""


@dataclass(frozen=True, slots=True)
class NewCase(rules.NewCase):
    """A surat permohonan with the files of its scan."""

    files: tuple[Path, ...] = ()


def validate_new_case(register: Register, new: NewCase) -> dict[str, str]:
    """Field -> sentence for everything that keeps the case from being opened; empty where nothing does."""
    with register.reading() as session:
        return _problems(session, register.office(session), new, register.today)


def _problems(session: Session, office: OfficeState, new: NewCase, today: date) -> dict[str, str]:
    problems = rules.problems_of_new_case(new, today)
    agency = office.agency(new.agency)
    if "agency" not in problems and (agency is None or not agency.active):
        problems["agency"] = "OPD itu tidak ada di daftar OPD yang aktif. Pilih OPD lain, atau tambahkan di Pengaturan."
    if "agenda" not in problems and (holder := agenda_holder(session, new.agenda)):
        problems["agenda"] = _agenda_taken(session, new.agenda, holder)
    return problems


def agenda_holder(session: Session, agenda: str) -> int:
    """The case that bears this agenda number, 0 where none does; blanks and capitals make no difference."""
    return session.scalar(select(CaseRecord.id).where(CaseRecord.agenda_key == key(agenda))) or 0


def _agenda_taken(session: Session, agenda: str, holder: int) -> str:
    system = session.scalar(select(CaseRecord.system).where(CaseRecord.id == holder))
    return f"Nomor agenda {agenda.strip()} sudah dipakai kasus {system}. Isi nomor lain."


@needs(UseCase.REGISTER_CASE)
def open_case(register: Register, new: NewCase, *, progress: Progress = unheard) -> Changes:
    """Registers the letter: the case begins at the first step of the SOP in force; `made` is its number.

    Invalid with field -> sentence where something is amiss; UserError where a file cannot be kept.
    """
    with staged(register, *new.files, progress=progress) as taken, register.writing() as session:
        office = register.office(session)
        if problems := _problems(session, office, new, register.today):
            raise Invalid(problems)
        assert new.received is not None
        received = new.received
        sop = register.sop(session, office.sop)
        agency = office.agency(new.agency)
        assert agency is not None
        case = (session.scalar(select(func.max(CaseRecord.id))) or 0) + 1
        stream = logs.case_stream(case)
        by, at = register.by(), register.now
        log = logs.append(
            session, (), stream, rules.open_case(new, agency.name, sop, register.today), on=received, at=at, by=by
        )
        for place, one in enumerate(taken, 1):
            title = LETTER if place == 1 else f"{LETTER} ({place})"
            filed = filing.file_document(
                fold(log), sop, title=title, file=keep(session, one), on=received, today=register.today
            )
            log = logs.append(session, log, stream, filed, on=received, at=at, by=by)
        project_case(session, register, office, case, log)
    return case_changed(case, case)


@needs(UseCase.WORK_STEP)
def finish_step(
    register: Register,
    case: int,
    *,
    on: date,
    outcome: str,
    reason: str = "",
    note: str = "",
    lane: str = "",
    official: str = "",
    expected: int | None = None,
) -> Changes:
    """The open step ends by this outcome of the SOP; one that returns wants a reason."""

    def decide(now: Situation) -> tuple[CaseFact, ...]:
        return rules.finish_step(
            now.state,
            now.sop,
            outcome=outcome,
            on=on,
            today=now.today,
            reason=reason,
            note=note,
            calendar=now.calendar,
        )

    return act(register, case, decide, on=on, lane=lane, official=official, expected=expected)


@needs(UseCase.WORK_STEP)
def waive_output(
    register: Register,
    case: int,
    *,
    output: str,
    reason: str,
    on: date,
    lane: str = "",
    official: str = "",
    expected: int | None = None,
) -> Changes:
    """An output of the open step is not asked for, with the reason."""
    return act(
        register,
        case,
        lambda now: rules.waive_output(now.state, now.sop, output=output, reason=reason, on=on, today=now.today),
        on=on,
        lane=lane,
        official=official,
        expected=expected,
    )


@needs(UseCase.WORK_STEP)
def reuse_output(
    register: Register,
    case: int,
    *,
    output: str,
    document: int,
    on: date,
    lane: str = "",
    official: str = "",
    expected: int | None = None,
) -> Changes:
    """A document filed earlier serves as output of the open step as well."""
    return act(
        register,
        case,
        lambda now: rules.reuse_output(now.state, now.sop, output=output, document=document, on=on, today=now.today),
        on=on,
        lane=lane,
        official=official,
        expected=expected,
    )


@needs(UseCase.WORK_STEP)
def hold(
    register: Register,
    case: int,
    *,
    on: date,
    reason: str,
    waiting_for: str = "",
    lane: str = "",
    official: str = "",
    expected: int | None = None,
) -> Changes:
    """The clock stops."""
    return act(
        register,
        case,
        lambda now: rules.hold(now.state, on=on, today=now.today, reason=reason, waiting_for=waiting_for),
        on=on,
        lane=lane,
        official=official,
        expected=expected,
    )


@needs(UseCase.WORK_STEP)
def resume(
    register: Register,
    case: int,
    *,
    on: date,
    note: str = "",
    lane: str = "",
    official: str = "",
    expected: int | None = None,
) -> Changes:
    """The clock runs again."""
    return act(
        register,
        case,
        lambda now: rules.resume(now.state, on=on, today=now.today, note=note),
        on=on,
        lane=lane,
        official=official,
        expected=expected,
    )


@needs(UseCase.END_CASE)
def cancel(
    register: Register,
    case: int,
    *,
    on: date,
    reason: str,
    by_agency: bool,
    lane: str = "",
    official: str = "",
    expected: int | None = None,
) -> Changes:
    """The case ends without result: withdrawn by the OPD or cancelled by the office."""
    return act(
        register,
        case,
        lambda now: rules.cancel(
            now.state, on=on, today=now.today, reason=reason, by_agency=by_agency, calendar=now.calendar
        ),
        on=on,
        lane=lane,
        official=official,
        expected=expected,
    )


@needs(UseCase.NOTE)
def maintain(
    register: Register,
    case: int,
    *,
    on: date,
    note: str,
    lane: str = "",
    official: str = "",
    expected: int | None = None,
) -> Changes:
    """An update after the end goes into the maintenance log."""
    return act(
        register,
        case,
        lambda now: rules.maintain(now.state, on=on, today=now.today, note=note),
        on=on,
        lane=lane,
        official=official,
        expected=expected,
    )


@needs(UseCase.END_CASE)
def reopen(
    register: Register,
    case: int,
    *,
    on: date,
    step: str,
    reason: str,
    lane: str = "",
    official: str = "",
    expected: int | None = None,
) -> Changes:
    """A finished case goes on as a new round from that step."""
    return act(
        register,
        case,
        lambda now: rules.reopen(now.state, now.sop, on=on, today=now.today, step=step, reason=reason),
        on=on,
        lane=lane,
        official=official,
        expected=expected,
    )


@needs(UseCase.CONTACTS)
def change_contacts(
    register: Register, case: int, *, contacts: tuple[Contact, ...], on: date, expected: int | None = None
) -> Changes:
    """The contact persons of the case are these from now on."""
    return act(
        register,
        case,
        lambda now: rules.change_contacts(now.state, contacts=contacts, on=on, today=now.today),
        on=on,
        expected=expected,
    )


@needs(UseCase.NOTE)
def add_note(register: Register, case: int, *, text: str, on: date, expected: int | None = None) -> Changes:
    """A remark for whoever reads the history."""
    return act(
        register,
        case,
        lambda now: rules.add_note(now.state, text=text, on=on, today=now.today),
        on=on,
        expected=expected,
    )


@needs(UseCase.CORRECT)
def correct(
    register: Register,
    case: int,
    *,
    seq: int,
    reason: str,
    happened_on: date | None = None,
    changes: dict[str, str] | None = None,
    expected: int | None = None,
) -> Changes:
    """The fact `seq` is to be read with other values; it stays as it was written. A correction happens today."""

    def decide(now: Situation) -> tuple[CaseFact, ...]:
        wanted = changes or {}
        if "agenda" in wanted and (holder := agenda_holder(now.session, wanted["agenda"])) not in (0, case):
            raise UserError(_agenda_taken(now.session, wanted["agenda"], holder))
        return correcting.correct(
            now.log, seq=seq, reason=reason, today=now.today, happened_on=happened_on, changes=wanted
        )

    return act(register, case, decide, on=register.today, expected=expected)


def correctable(register: Register, case: int, seq: int) -> tuple[CorrectableField, ...]:
    """The fields of a fact that may be corrected, with the values that count now."""
    with register.reading() as session:
        return correcting.correctable(situation(session, register, case).log, seq)
