"""What the office shares, as the fold of its own stream: agencies, officials, calendar, kop, numbers, settings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import singledispatch
from typing import Any

from spl_desktop.domain import office_events as o
from spl_desktop.domain.events import Recorded
from spl_desktop.domain.values import FileRef
from spl_desktop.domain.workdays import ChangeKind, DayChange, WorkCalendar

STREAM = "office"
UNDO = "pulihkan"
"""The change that takes the office's own decision about a day back."""


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency (OPD)."""

    id: int
    name: str
    short: str = ""
    address: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Official:
    """An official; `name` with gelar."""

    id: int
    name: str
    nip: str = ""
    rank: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Position:
    """A position that an official holds from `start` to `end` (inclusive, None: still)."""

    id: int
    official: int
    title: str
    role: str
    start: date
    end: date | None = None
    lane: str = ""
    appointment: str = "definitif"

    def held_on(self, day: date) -> bool:
        """Whether it is held on that day."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The kop."""

    government: str = ""
    office: str = ""
    address: str = ""
    contact: str = ""
    postal_code: str = ""
    logo: FileRef | None = None


@dataclass(frozen=True, slots=True)
class Reservation:
    """A number handed out on day `on` before its document; `given_up` is the day on which it was let go.

    Whether it was spent is not kept here: it was, once a document bears the number.
    """

    id: int
    series: str
    number: str
    on: date
    purpose: str
    ordinal: int = 0
    agency: int = 0
    case: int = 0
    given_up: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """The office's own Word template for a document, in use since that day."""

    file: FileRef
    since: date


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in, or could once; `role` is a value of rights.Role, `secret` as in AccountOpened."""

    id: int
    name: str
    role: str
    secret: str
    lane: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class OfficeState:
    """The office at a moment. `days` are the calendar changes in the order they were made, undone ones included."""

    seq: int = 0
    agencies: tuple[Agency, ...] = ()
    officials: tuple[Official, ...] = ()
    positions: tuple[Position, ...] = ()
    positions_made: int = 0
    days: tuple[o.CalendarDayChanged, ...] = ()
    letterhead: Letterhead = Letterhead()
    templates: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    sop: str = ""
    adopted: tuple[tuple[str, str], ...] = ()
    letter_templates: Mapping[str, OwnTemplate] = field(default_factory=dict)
    reservations: tuple[Reservation, ...] = ()
    accounts: tuple[Account, ...] = ()
    recovery: str = ""

    @property
    def calendar(self) -> int:
        """The version of the work calendar: how often the office has changed it."""
        return len(self.days)

    @property
    def day_changes(self) -> tuple[DayChange, ...]:
        """The changes that hold, in order of date."""
        return effective_changes(self.days)

    def agency(self, number: int) -> Agency | None:
        """The agency of that number."""
        return next((agency for agency in self.agencies if agency.id == number), None)

    def official(self, number: int) -> Official | None:
        """The official of that number."""
        return next((official for official in self.officials if official.id == number), None)

    def position(self, number: int) -> Position | None:
        """The position of that number."""
        return next((position for position in self.positions if position.id == number), None)

    def reservation(self, number: int) -> Reservation | None:
        """The reservation of that number (its own, not the one that was reserved)."""
        return next((one for one in self.reservations if one.id == number), None)

    def account(self, number: int) -> Account | None:
        """The account of that number."""
        return next((one for one in self.accounts if one.id == number), None)

    def account_named(self, name: str) -> Account | None:
        """The account of that name, whatever its capitals."""
        return next((one for one in self.accounts if one.name.casefold() == name.casefold()), None)


def effective_changes(days: Iterable[o.CalendarDayChanged]) -> tuple[DayChange, ...]:
    """What the office has decided in the end: the last change of each day, without those taken back."""
    last: dict[date, DayChange] = {}
    for fact in days:
        if fact.change == UNDO:
            last.pop(fact.day, None)
        else:
            last[fact.day] = DayChange(fact.day, ChangeKind(fact.change), fact.name, fact.reason, fact.skb)
    return tuple(last[day] for day in sorted(last))


def work_calendar(state: OfficeState, version: int | None = None) -> WorkCalendar:
    """The work calendar as the office had changed it `version` times; the newest without a version.

    ValueError for a version that never was.
    """
    wanted = state.calendar if version is None else version
    if not 0 <= wanted <= state.calendar:
        raise ValueError(f"no calendar of version {wanted}; there are {state.calendar}")
    return WorkCalendar(effective_changes(state.days[:wanted]), wanted)


def fold_office(log: Iterable[Recorded], state: OfficeState | None = None) -> OfficeState:
    """The state after these facts, which follow on `state` (the beginning of the stream without one)."""
    state = state or OfficeState()
    for link in log:
        if link.seq != state.seq + 1:
            raise ValueError(f"fact {link.seq} does not follow {state.seq}")
        state = replace(_apply(link.fact, state), seq=link.seq)
    return state


@singledispatch
def _apply(fact: object, state: OfficeState) -> OfficeState:
    raise ValueError(f"{type(fact).__name__} does not belong to the office")


@_apply.register
def _(fact: o.AgencyRecorded, state: OfficeState) -> OfficeState:
    agency = Agency(fact.agency, fact.name, fact.short, fact.address, fact.active)
    if state.agency(agency.id) is None:
        return replace(state, agencies=(*state.agencies, agency))
    return replace(state, agencies=tuple(agency if one.id == agency.id else one for one in state.agencies))


@_apply.register
def _(fact: o.OfficialRecorded, state: OfficeState) -> OfficeState:
    official = Official(fact.official, fact.name, fact.nip, fact.rank, fact.active)
    if state.official(official.id) is None:
        return replace(state, officials=(*state.officials, official))
    return replace(state, officials=tuple(official if one.id == official.id else one for one in state.officials))


@_apply.register
def _(fact: o.PositionRecorded, state: OfficeState) -> OfficeState:
    others = tuple(one for one in state.positions if one.id != fact.position)
    made = max(state.positions_made, fact.position)
    if fact.removed:
        return replace(state, positions=others, positions_made=made)
    position = Position(
        fact.position, fact.official, fact.title, fact.role, fact.start, fact.end, fact.lane, fact.appointment
    )
    positions = tuple(sorted((*others, position), key=lambda one: one.id))
    return replace(state, positions=positions, positions_made=made)


@_apply.register
def _(fact: o.CalendarDayChanged, state: OfficeState) -> OfficeState:
    return replace(state, days=(*state.days, fact))


@_apply.register
def _(fact: o.LetterheadChanged, state: OfficeState) -> OfficeState:
    head = Letterhead(fact.government, fact.office, fact.address, fact.contact, fact.postal_code, fact.logo)
    return replace(state, letterhead=head)


@_apply.register
def _(fact: o.NumberTemplateChanged, state: OfficeState) -> OfficeState:
    return replace(state, templates={**state.templates, fact.series: fact.template})


@_apply.register
def _(fact: o.SettingChanged, state: OfficeState) -> OfficeState:
    return replace(state, settings={**state.settings, fact.name: fact.value})


@_apply.register
def _(fact: o.TemplateAdopted, state: OfficeState) -> OfficeState:
    own = OwnTemplate(fact.file, fact.on)
    return replace(state, letter_templates={**state.letter_templates, fact.template: own})


@_apply.register
def _(fact: o.TemplateWithdrawn, state: OfficeState) -> OfficeState:
    left = {name: own for name, own in state.letter_templates.items() if name != fact.template}
    return replace(state, letter_templates=left)


@_apply.register
def _(fact: o.SopAdopted, state: OfficeState) -> OfficeState:
    return replace(state, sop=fact.sop, adopted=(*state.adopted, (fact.sop, fact.sha256)))


@_apply.register
def _(fact: o.NumberReserved, state: OfficeState) -> OfficeState:
    made = Reservation(
        fact.reservation, fact.series, fact.number, fact.on, fact.purpose, fact.ordinal, fact.agency, fact.case
    )
    return replace(state, reservations=(*state.reservations, made))


@_apply.register
def _(fact: o.ReservationGivenUp, state: OfficeState) -> OfficeState:
    return replace(
        state,
        reservations=tuple(
            replace(one, given_up=fact.on, reason=fact.reason) if one.id == fact.reservation else one
            for one in state.reservations
        ),
    )


@_apply.register
def _(fact: o.AccountOpened, state: OfficeState) -> OfficeState:
    made = Account(fact.account, fact.name, fact.role, fact.secret, fact.lane)
    return replace(state, accounts=(*state.accounts, made))


def _account_changed(state: OfficeState, number: int, **changes: Any) -> OfficeState:
    accounts = tuple(replace(one, **changes) if one.id == number else one for one in state.accounts)
    return replace(state, accounts=accounts)


@_apply.register
def _(fact: o.PasswordChanged, state: OfficeState) -> OfficeState:
    return _account_changed(state, fact.account, secret=fact.secret)


@_apply.register
def _(fact: o.RoleChanged, state: OfficeState) -> OfficeState:
    return _account_changed(state, fact.account, role=fact.role, lane=fact.lane)


@_apply.register
def _(fact: o.AccountClosed, state: OfficeState) -> OfficeState:
    return _account_changed(state, fact.account, active=False)


@_apply.register
def _(fact: o.RecoveryCodeMade, state: OfficeState) -> OfficeState:
    return replace(state, recovery=fact.secret)
