"""What the office shares: agencies, officials, calendar days, letterhead, number templates, settings."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from spl_desktop.domain import office_rules as rules
from spl_desktop.domain.dates import late_entry, wib_day
from spl_desktop.domain.errors import Conflict, UserError
from spl_desktop.domain.events import kind_of
from spl_desktop.domain.facts_text import office_sentence, recorded_words
from spl_desktop.domain.office import STREAM, OfficeState, Official, Position, fold_office, work_calendar
from spl_desktop.domain.office_events import (
    AgencyRecorded,
    CalendarDayChanged,
    LetterheadChanged,
    OfficeFact,
    OfficialRecorded,
    PositionRecorded,
)
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.signing import Gap, SigningWay, gaps, title_lines, ways_to_sign
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.services import log as logs
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.files import keep, staged
from spl_desktop.services.guarding import needs
from spl_desktop.services.logo import printable
from spl_desktop.services.numbering import next_number
from spl_desktop.services.projecting import Move, MovedVisit, move_visits, moved_visits
from spl_desktop.services.queries import FactRow
from spl_desktop.services.register import Register

__all__ = [
    "Holder",
    "Move",
    "Signing",
    "append_fact",
    "calendar",
    "change_day",
    "next_number",
    "office",
    "office_history",
    "positions_on",
    "preview_day_change",
    "record_agency",
    "record_official",
    "record_position",
    "set_letterhead",
    "set_number_template",
    "set_setting",
    "signing_on",
]

_OFFICE = frozenset({Kind.OFFICE})


@dataclass(frozen=True, slots=True)
class Holder:
    """An official who holds a position on a day, with the lines that would stand over the signature."""

    position: Position
    official: Official
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signing:
    """Who may sign on a day and in which ways, and which positions nobody holds then."""

    day: date
    ways: tuple[SigningWay, ...]
    gaps: tuple[Gap, ...]


def office(register: Register) -> OfficeState:
    """The office as it stands."""
    with register.reading() as session:
        return register.office(session)


def office_history(register: Register) -> tuple[FactRow, ...]:
    """Every change of what the office shares, in order, each as a sentence."""
    with register.reading() as session:
        log = logs.load(session, STREAM)
    return tuple(
        FactRow(
            seq=link.seq,
            kind=kind_of(link.fact),
            sentence=office_sentence(link.fact),  # type: ignore[arg-type]  # the office's stream holds its facts
            happened_on=link.happened_on,
            recorded_at=link.recorded_at,
            late=late_entry(link.happened_on, wib_day(link.recorded_at)),
            acted=link.acted_by,
            recorded_by=link.recorded_by,
            who=recorded_words(link.recorded_by, link.acted_by, ""),
            corrected=False,
            hash=link.hash,
        )
        for link in log
    )


def calendar(register: Register) -> WorkCalendar:
    """The work calendar with the office's own changes."""
    with register.reading() as session:
        return register.calendar(register.office(session))


def positions_on(register: Register, day: date, role: str | None = None) -> tuple[Holder, ...]:
    """Who holds which position on that day, so who may sign; of one role only where it is given."""
    state = office(register)
    order = {name: place for place, name in enumerate(rules.ROLES)}
    found: list[Holder] = []
    for position in sorted(state.positions, key=lambda one: (order.get(one.role, len(order)), one.id)):
        official = state.official(position.official)
        if official is not None and position.held_on(day) and role in (None, position.role):
            found.append(Holder(position, official, title_lines(position)))
    return tuple(found)


def signing_on(register: Register, day: date) -> Signing:
    """Every way to sign on that day (himself, a.n., u.b., Plt., Plh.), and who is missing."""
    state = office(register)
    return Signing(day, ways_to_sign(state, day), gaps(state, day))


def _record(
    register: Register, decide: Callable[[OfficeState], OfficeFact], made: Callable[[OfficeFact], int] = lambda _: 0
) -> Changes:
    """Appends what the rules give; nothing where it would change nothing."""
    with register.writing() as session:
        state = register.office(session)
        fact = decide(state)
        after = append_fact(session, register, state, fact)
        if replace(after, seq=state.seq) == state:
            session.rollback()
            return Changes(frozenset(), made=made(fact))
    register.remember(after)
    return Changes(_OFFICE, made=made(fact))


def append_fact(session: Session, register: Register, state: OfficeState, fact: OfficeFact) -> OfficeState:
    """Writes a fact of the office; what it gives is to be remembered once the transaction is done."""
    tail = logs.load(session, STREAM, after=state.seq - 1)
    written = logs.append(session, tail, STREAM, [fact], on=register.today, at=register.now, by=register.by())
    return fold_office(written[-1:], state)


@needs(UseCase.SETTINGS)
def record_agency(
    register: Register, *, agency: int = 0, name: str, short: str = "", address: str = "", active: bool = True
) -> Changes:
    """An agency is added (`agency` 0) or is this from now on; `made` is its number."""
    return _record(
        register,
        lambda state: rules.record_agency(state, agency=agency, name=name, short=short, address=address, active=active),
        lambda fact: fact.agency if isinstance(fact, AgencyRecorded) else 0,
    )


@needs(UseCase.SETTINGS)
def record_official(
    register: Register, *, official: int = 0, name: str, nip: str = "", rank: str = "", active: bool = True
) -> Changes:
    """An official is added (`official` 0) or is this from now on; `made` is his number."""
    return _record(
        register,
        lambda state: rules.record_official(state, official=official, name=name, nip=nip, rank=rank, active=active),
        lambda fact: fact.official if isinstance(fact, OfficialRecorded) else 0,
    )


@needs(UseCase.SETTINGS)
def record_position(
    register: Register,
    *,
    position: int = 0,
    official: int,
    title: str,
    role: str,
    start: date | None,
    end: date | None = None,
    lane: str = "",
    appointment: str = "definitif",
    removed: bool = False,
) -> Changes:
    """An official holds a position (`position` 0: a further one), or the entry is removed; `made` is its number."""
    return _record(
        register,
        lambda state: rules.record_position(
            state,
            position=position,
            official=official,
            title=title,
            role=role,
            start=start,
            end=end,
            lane=lane,
            appointment=appointment,
            removed=removed,
        ),
        lambda fact: fact.position if isinstance(fact, PositionRecorded) else 0,
    )


def _moved(
    session: Session, register: Register, state: OfficeState, fact: CalendarDayChanged
) -> tuple[MovedVisit, ...]:
    after = work_calendar(replace(state, days=(*state.days, fact)))
    return moved_visits(session, register, register.calendar(state), after)


def _seen(moved: tuple[MovedVisit, ...]) -> tuple[Move, ...]:
    return tuple(one.move for one in moved if one.move.seen)


def preview_day_change(
    register: Register, *, day: date | None, change: str, name: str = "", reason: str = "", skb: str = ""
) -> tuple[Move, ...]:
    """The deadlines of open steps that the change would move; Invalid where the change itself is refused."""
    with register.reading() as session:
        state = register.office(session)
        fact = rules.change_day(state, day=day, change=change, name=name, reason=reason, skb=skb)
        return _seen(_moved(session, register, state, fact))


@needs(UseCase.SETTINGS)
def change_day(
    register: Register,
    *,
    day: date | None,
    change: str,
    name: str = "",
    reason: str = "",
    skb: str = "",
    confirmed_moves: tuple[Move, ...] = (),
) -> Changes:
    """A day off is added or struck, or the office's decision taken back; open deadlines move with it.

    `confirmed_moves` is what the person has seen in the preview: where others move as well, nothing is written
    (UserError). Finished steps never change.
    """
    with register.writing() as session:
        state = register.office(session)
        fact = rules.change_day(state, day=day, change=change, name=name, reason=reason, skb=skb)
        moved = _moved(session, register, state, fact)
        moves = _seen(moved)
        if moves != confirmed_moves:
            if not confirmed_moves:
                raise UserError(
                    f"Perubahan ini menggeser jatuh tempo {len(moves)} langkah yang masih berjalan. "
                    "Tinjau daftarnya dahulu, lalu setujui."
                )
            raise Conflict(
                "Jatuh tempo yang bergeser tidak sama lagi dengan yang ditampilkan. Tinjau ulang, lalu setujui."
            )
        after = append_fact(session, register, state, fact)
        move_visits(session, moved)
    register.remember(after)
    return Changes(
        frozenset({Kind.OFFICE, Kind.CALENDAR} | ({Kind.CASE} if moves else set())),
        frozenset(move.case for move in moves),
    )


@needs(UseCase.SETTINGS)
def set_letterhead(
    register: Register,
    *,
    government: str,
    office: str,
    address: str = "",
    contact: str = "",
    postal_code: str = "",
    logo: Path | None = None,
    remove_logo: bool = False,
) -> Changes:
    """The kop is this from now on. Without a file the logo stays, unless it is to be removed.

    A logo larger than print needs is kept in a lighter copy. UserError where it is no picture.
    """
    with contextlib.ExitStack() as stack:
        light = [stack.enter_context(printable(logo))] if logo is not None else []
        taken = stack.enter_context(staged(register, *light))
        with register.writing() as session:
            state = register.office(session)
            kept = None if remove_logo else state.letterhead.logo
            fact: LetterheadChanged = rules.set_letterhead(
                government=government,
                office=office,
                address=address,
                contact=contact,
                postal_code=postal_code,
                logo=keep(session, taken[0]) if taken else kept,
            )
            after = append_fact(session, register, state, fact)
    register.remember(after)
    return Changes(_OFFICE)


@needs(UseCase.SETTINGS)
def set_number_template(register: Register, *, series: str, template: str) -> Changes:
    """Numbers of the series are made by this template from now on."""
    return _record(register, lambda _: rules.set_number_template(series=series, template=template))


@needs(UseCase.SETTINGS)
def set_setting(register: Register, *, name: str, value: str) -> Changes:
    """A setting has this value from now on."""
    return _record(register, lambda _: rules.set_setting(name=name, value=value))
