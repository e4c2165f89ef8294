"""Numbers handed out before their document: reserving, giving up, spending, and the list of what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from spl_desktop.domain import numbers
from spl_desktop.domain import reservations as rules
from spl_desktop.domain.errors import Invalid
from spl_desktop.domain.office import OfficeState, Reservation
from spl_desktop.domain.office_events import OfficeFact
from spl_desktop.domain.reservations import Standing
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.text import line
from spl_desktop.models.projections import CaseRecord, DocumentRecord, NumberRecord
from spl_desktop.services.acting import Situation
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.guarding import needs
from spl_desktop.services.numbering import suggestion, template_of
from spl_desktop.services.office import append_fact
from spl_desktop.services.register import Register

__all__ = [
    "NumberOffer",
    "ReservationRow",
    "Standing",
    "give_up_reservation",
    "number_offer",
    "refuse_reserved",
    "reservations",
    "reserve_number",
]

_DOCUMENT = "dokumen"


@dataclass(frozen=True, slots=True)
class ReservationRow:
    """A number that was handed out and what became of it.

    `days` (calendar) since it was handed out, `stale` where it has waited too long; `agency` (short name) and `agenda`
    say for whom it is, `used_by` and `used_case` which document bears the number now, whoever issued it.
    """

    reservation: Reservation
    standing: Standing
    days: int
    stale: bool
    agency: str = ""
    agenda: str = ""
    used_by: str = ""
    used_case: int = 0


@dataclass(frozen=True, slots=True)
class NumberOffer:
    """Which numbers a document may bear: the one that comes next, and the `reserved` ones that it could spend.

    `last` is the last one used in the series and year (empty: none yet); `known` are all that were ever handed out.
    """

    proposed: str
    last: str
    reserved: tuple[Reservation, ...] = ()
    known: tuple[Reservation, ...] = ()

    def remark(self, number: str) -> str:
        """What is known of a number that was handed out and given up; empty for any other."""
        return rules.given_up_before(self.known, number)


@needs(UseCase.RESERVE)
def reserve_number(
    register: Register,
    *,
    series: str,
    on: date | None,
    purpose: str,
    number: str = "",
    agency: int = 0,
    agenda: str = "",
) -> Changes:
    """A number is handed out on day `on`, the one that comes next unless `number` names another; `made` is its id.

    `agenda` is the agenda number of the case that it is for, where that is known. Invalid where the number is taken,
    held for something else, or anything is missing.
    """
    series = line(series)
    with register.writing() as session:
        office = register.office(session)
        case = _case_of(session, agenda)
        known = office.agency(agency)
        short = (known.short or known.name) if known else ""
        if not line(number) and series and on is not None:
            number, _ = suggestion(session, office, series, on, short)
        fact = rules.reserve(
            office,
            series=series,
            number=number,
            on=on,
            purpose=purpose,
            today=register.today,
            ordinal=template_of(office, series).ordinal_of(number, on.year) or 0 if on is not None else 0,
            agency=agency,
            case=case,
            taken=_borne_by(session, number),
        )
        after = append_fact(session, register, office, fact)
    register.remember(after)
    return Changes(frozenset({Kind.OFFICE}), made=fact.reservation)


def _case_of(session: Session, agenda: str) -> int:
    if not line(agenda):
        return 0
    case = session.scalar(select(CaseRecord.id).where(CaseRecord.agenda_key == numbers.key(agenda)))
    if case is None:
        raise Invalid({"agenda": f"Tidak ada kasus bernomor agenda {line(agenda)}. Periksa nomornya, atau kosongkan."})
    return case


@needs(UseCase.RESERVE)
def give_up_reservation(register: Register, *, reservation: int, reason: str, on: date | None = None) -> Changes:
    """A number that was handed out will not be used, from day `on` (today). Invalid where a document bears it."""
    with register.writing() as session:
        office = register.office(session)
        one = office.reservation(reservation)
        fact: OfficeFact = rules.give_up(
            office,
            reservation=reservation,
            reason=reason,
            on=on or register.today,
            today=register.today,
            taken=_borne_by(session, one.number) if one is not None else "",
        )
        after = append_fact(session, register, office, fact)
    register.remember(after)
    return Changes(frozenset({Kind.OFFICE}), made=reservation)


def reservations(register: Register, year: int | None = None) -> tuple[ReservationRow, ...]:
    """Every number that was handed out (in that year), the newest first: held, spent and given up alike."""
    with register.reading() as session:
        office, today = register.office(session), register.today
        wanted = [one for one in office.reservations if year in (None, one.on.year)]
        borne = _borne(session, [one.number for one in wanted])
        known = select(CaseRecord.id, CaseRecord.agenda).where(CaseRecord.id.in_([one.case for one in wanted]))
        agendas = {row.id: row.agenda for row in session.execute(known)}
        ordered = sorted(wanted, key=lambda one: (one.on, one.id), reverse=True)
        return tuple(
            _row(office, one, today, borne.get(numbers.key(one.number), ("", 0)), agendas.get(one.case, ""))
            for one in ordered
        )


def _row(office: OfficeState, one: Reservation, today: date, borne: tuple[str, int], agenda: str) -> ReservationRow:
    words, case = borne
    stands = rules.standing(one, bool(words))
    agency = office.agency(one.agency)
    return ReservationRow(
        one,
        stands,
        (today - one.on).days,
        stands is Standing.OPEN and rules.is_stale(one, today),
        (agency.short or agency.name) if agency else "",
        agenda,
        words,
        case,
    )


def _borne_by(session: Session, number: str) -> str:
    """Which document bears the number, in words; empty where none does."""
    return _borne(session, [number]).get(numbers.key(number), ("", 0))[0]


def _borne(session: Session, wanted: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Of these numbers those that a document bears, by their keys: which one, in words, and its case."""
    row, document = NumberRecord, DocumentRecord
    same = (document.case_id == row.case_id) & (document.number == row.document)
    query = select(row.number_key, row.case_id, CaseRecord.agenda, document.title)
    query = query.join(CaseRecord, CaseRecord.id == row.case_id).join(document, same, isouter=True)
    query = query.where(row.kind == _DOCUMENT, row.number_key.in_({numbers.key(number) for number in wanted}))
    return {
        key: (f"{title or 'dokumen'} (agenda {agenda})", case) for key, case, agenda, title in session.execute(query)
    }


def number_offer(register: Register, series: str, on: date, *, case: int = 0, agency: int = 0) -> NumberOffer:
    """The number that comes next for a document of that date and case, and what was handed out ahead for it."""
    with register.reading() as session:
        office = register.office(session)
        known = office.agency(agency)
        short = (known.short or known.name) if known else ""
        proposed, last = suggestion(session, office, series, on, short)
        fitting = [one for one in office.reservations if rules.fits(one, series, on, case)]
        spent = _borne(session, [one.number for one in fitting])
        held = tuple(one for one in fitting if numbers.key(one.number) not in spent)
        return NumberOffer(proposed, last, held, office.reservations)


def refuse_reserved(session: Session, now: Situation, series: str, number: str, on: date, *, chosen: bool) -> None:
    """Invalid (`number`) where the number is held for something else, or was `chosen` and is held no longer.

    A number that is borne already was judged before this (`refuse_taken`): a new version keeps what it has spent.
    """
    if session.get(NumberRecord, (_DOCUMENT, numbers.key(number))) is not None:
        return
    if problem := rules.spending_problem(now.office, number, series, on, now.case, chosen=chosen):
        raise Invalid({"number": problem})
