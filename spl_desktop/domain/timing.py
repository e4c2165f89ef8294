"""Deadlines of steps: when one is due, which days led there, and how the time used compares with the standard."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal, TypeAlias

from spl_desktop.domain.dates import add_months, checked, shifted, short_date
from spl_desktop.domain.errors import SopError, UserError
from spl_desktop.domain.sop import Sop, Step, TimeStandard, Unit
from spl_desktop.domain.sop_words import UNITS
from spl_desktop.domain.workdays import Day, DayKind, WorkCalendar

_Pause: TypeAlias = tuple[date, date]
_Explain: TypeAlias = Callable[[date, int, str], tuple[bool, str]]  # day, next number, hold -> whether it counts, why


@dataclass(frozen=True, slots=True)
class Hold:
    """A pause of the clock: the days after `start` up to and including `end` do not count.

    The day of the hold is still a day of work and the clock runs again on the day after the resumption, just as day 1
    of a step is the day after it was entered; held and resumed on one day is no pause. `end` is None while it lasts.
    UserError where it would end before it began.
    """

    start: date
    end: date | None
    reason: str = ""

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise UserError(
                f"Penundaan tidak dapat berakhir ({short_date(self.end)}) sebelum dimulai "
                f"({short_date(self.start)}). Periksa kedua tanggalnya."
            )


@dataclass(frozen=True, slots=True)
class Due:
    """The early target and the deadline of a step.

    `held_days`: by how many days on hold the deadline was pushed, in working days (calendar days for hari_kalender).
    """

    early: date
    late: date
    held_days: int = 0


class Verdict(StrEnum):
    """How a finished step compares with its standard."""

    EARLY = "lebih_awal"
    ON_TIME = "sesuai"
    LATE = "terlambat"

    @property
    def words(self) -> str:
        """The words for the screen and for reports."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Used:
    """Working days from the day after entry to the day of finishing: `total` = `net` + `held`."""

    total: int
    net: int
    held: int


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """One calendar day on the way to a deadline: whether it counts, its running number (0 if not), and why."""

    date: date
    counts: bool
    count: int
    why: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One step of a schedule; `ledger` leads to the deadline `late`."""

    step: str
    number: int
    entered: date
    early: date
    late: date
    ledger: tuple[LedgerDay, ...]


def rule_sentence(standard: TimeStandard) -> str:
    """The standard as the SOP words it, its range in its unit, and how that unit is counted."""
    least = f"{standard.least} sampai " if standard.least != standard.most else ""
    amount = f"{least}{standard.most} {UNITS[standard.unit]}"
    said = amount if amount == standard.text else f"{standard.text}, yaitu {amount}"
    return f"Waktu baku {said}: {_RULES[standard.unit]}."


_RULES = {
    Unit.WORKING_DAYS: "hari ke-1 adalah hari kerja pertama sesudah langkah dimulai, hari libur tidak dihitung",
    Unit.CALENDAR_DAYS: "setiap hari sesudah langkah dimulai dihitung, juga hari libur",
    Unit.MONTHS: "tanggal yang sama pada bulan berikutnya, digeser ke hari kerja berikutnya bila jatuh pada hari libur",
}


def due(
    entered: date,
    standard: TimeStandard,
    calendar: WorkCalendar,
    holds: Sequence[Hold] = (),
    today: date | None = None,
) -> Due:
    """When a step entered on that day is due.

    hari_kerja: the n-th working day after `entered` that is not on hold. hari_kalender: the n-th calendar day that is
    not on hold, whatever day it falls on. bulan: the same date n months later, clamped, rolled forward to a working
    day, then pushed by one working day for each working day on hold until then.
    A hold that begins on the deadline's own day found the step in time, so its days push as well: the step is then due
    on the last day that the hold took (hari_kalender: the day of resuming; else the last working day until then). Only
    a hold that begins later pushes nothing.
    An open hold lasts until `today`, ValueError without it. UserError beyond the year 9999.
    """
    pauses = _pauses(holds, today)
    early, _ = _target(entered, standard.unit, standard.least, calendar, pauses)
    late, held = _target(entered, standard.unit, standard.most, calendar, pauses)
    return Due(early, late, held)


def verdict(finished: date, deadline: Due) -> Verdict:
    """Early before the early target, late after the deadline, on time on either day and between them."""
    if finished > deadline.late:
        return Verdict.LATE
    return Verdict.EARLY if finished < deadline.early else Verdict.ON_TIME


def used(entered: date, finished: date, calendar: WorkCalendar, holds: Sequence[Hold] = ()) -> Used:
    """The working days a step took, with and without those on hold; an open hold lasts until `finished`.

    UserError where the step finished before it was entered.
    """
    if finished < entered:
        raise UserError(
            f"Langkah tidak dapat selesai ({short_date(finished)}) sebelum dimulai ({short_date(entered)}). "
            "Periksa kedua tanggalnya."
        )
    total = calendar.working_between(entered, finished)
    held = _held(_pauses(holds, finished), entered, finished, calendar.working_between)
    return Used(total, total - held, held)


def remaining(deadline: date, today: date, calendar: WorkCalendar) -> int:
    """Working days left until the deadline, or minus the working days since it.

    At least one is overdue from the first day after the deadline, also where that is a Saturday: below zero is late.
    Zero is on time: either due today, or only days off are left.
    """
    if today > deadline:
        return -max(1, calendar.working_between(deadline, today))
    return calendar.working_between(today, deadline)


def ledger(
    entered: date,
    standard: TimeStandard,
    calendar: WorkCalendar,
    holds: Sequence[Hold] = (),
    which: Literal["early", "late"] = "late",
    today: date | None = None,
) -> tuple[LedgerDay, ...]:
    """Every calendar day from the day after `entered` to the deadline (or the early target) with why it counts or not.

    Empty for a standard of 0. An open hold lasts until `today`, ValueError without it.
    """
    amount = standard.most if which == "late" else standard.least
    last, _ = _target(entered, standard.unit, amount, calendar, _pauses(holds, today))
    on_hold = _hold_words(holds, today)
    explain = _explainer(entered, standard.unit, amount, calendar)
    days: list[LedgerDay] = []
    count = 0
    for number in range(1, (last - entered).days + 1):
        day = entered + timedelta(days=number)
        counts, why = explain(day, count + 1, on_hold(day))
        count += counts
        days.append(LedgerDay(day, counts, count if counts else 0, why))
    return tuple(days)


def schedule(sop: Sop, start: date, calendar: WorkCalendar) -> tuple[Planned, ...]:
    """The steps of the main way through the SOP, each entered when the one before was due late (maximum times).

    The main way takes the first outcome of each step that does not return. SopError where it never ends.
    """
    planned: list[Planned] = []
    entered = checked(start)
    for step in _main_way(sop):
        deadline = due(entered, step.time, calendar)
        days = ledger(entered, step.time, calendar)
        planned.append(Planned(step.id, step.number, entered, deadline.early, deadline.late, days))
        entered = deadline.late
    return tuple(planned)


def _main_way(sop: Sop) -> Iterable[Step]:
    seen: set[str] = set()
    step: Step | None = sop.first
    while step is not None:
        onward = next((outcome for outcome in step.outcomes if not outcome.returns), None)
        if step.id in seen or onward is None:
            raise SopError(
                f"Alur utama SOP {sop.identity.number} tidak pernah sampai ke akhir (langkah {step.number}). "
                "Perbaiki arah panahnya pada berkas SOP."
            )
        seen.add(step.id)
        yield step
        step = None if onward.to is None else sop.step(onward.to)


def _pauses(holds: Iterable[Hold], until: date | None) -> list[_Pause]:
    """The holds as disjoint spans in order, each the days after its first date up to its second."""
    spans: list[_Pause] = []
    for start, end in sorted((hold.start, _end(hold, until)) for hold in holds):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


def _end(hold: Hold, until: date | None) -> date:
    if hold.end is not None:
        return hold.end
    if until is None:
        raise ValueError("an open hold needs to know today")
    return max(hold.start, until)


def _held(pauses: Iterable[_Pause], after: date, until: date, between: Callable[[date, date], int]) -> int:
    """How many of the days after `after` up to `until` are on hold, counted by `between`."""
    clipped = ((max(start, after), min(end, until)) for start, end in pauses)
    return sum(between(start, end) for start, end in clipped if start < end)


def _pushing(pauses: Iterable[_Pause], after: date, due: date, between: Callable[[date, date], int]) -> int:
    """How many days after `after` are on hold by a pause that begins on `due` or earlier, counted by `between`."""
    begun = ((max(start, after), end) for start, end in pauses if start <= due)
    return sum(between(start, end) for start, end in begun if start < end)


def _target(
    entered: date, unit: Unit, amount: int, calendar: WorkCalendar, pauses: Sequence[_Pause]
) -> tuple[date, int]:
    """The day that is due, and the days on hold (counted as `unit` counts them) that pushed it there."""
    checked(entered)
    between = _calendar_days if unit is Unit.CALENDAR_DAYS else calendar.working_between
    if unit is Unit.MONTHS:
        nominal = add_months(entered, amount)
        base = nominal if amount == 0 else calendar.roll_forward(nominal)
    else:
        base = entered

    def pushed(held: int) -> date:
        match unit:
            case Unit.WORKING_DAYS:
                return calendar.add_working(base, amount + held)
            case Unit.CALENDAR_DAYS:
                return shifted(base, amount + held)
            case Unit.MONTHS:
                return calendar.add_working(base, held)

    # A pushed deadline may reach a further hold, so push until no hold that has begun by then is left to count.
    held, day = 0, pushed(0)
    while (now := _pushing(pauses, entered, day, between)) != held:
        held, day = now, pushed(now)
    return day, held


def _calendar_days(after: date, until: date) -> int:
    return (until - after).days


def _hold_words(holds: Sequence[Hold], today: date | None) -> Callable[[date], str]:
    spans = [(hold.start, _end(hold, today), hold.reason.strip()) for hold in holds]

    def words(day: date) -> str:
        for start, end, reason in spans:
            if start < day <= end:
                return f"ditunda: {reason}" if reason else "ditunda"
        return ""

    return words


def _explainer(entered: date, unit: Unit, amount: int, calendar: WorkCalendar) -> _Explain:
    match unit:
        case Unit.WORKING_DAYS:
            return _explain_working_days(calendar)
        case Unit.CALENDAR_DAYS:
            return _explain_calendar_days(calendar)
        case Unit.MONTHS:
            return _explain_months(entered, amount, calendar)


def _explain_working_days(calendar: WorkCalendar) -> _Explain:
    def explain(day: date, number: int, held: str) -> tuple[bool, str]:
        kind = calendar.day(day)
        if not kind.is_working:
            return False, kind.why
        if held:
            return False, held
        return True, f"hari kerja ke-{number}{kind.why.removeprefix('hari kerja')}"

    return explain


def _explain_calendar_days(calendar: WorkCalendar) -> _Explain:
    def explain(day: date, number: int, held: str) -> tuple[bool, str]:
        return (False, held) if held else (True, f"hari kalender ke-{number}{_not_plain(calendar.day(day))}")

    return explain


def _not_plain(kind: Day) -> str:
    """What a day that counts all the same is, where it is no plain working day."""
    return "" if kind.kind is DayKind.WORKING else f"; {kind.why}"


def _explain_months(entered: date, amount: int, calendar: WorkCalendar) -> _Explain:
    ends = [add_months(entered, month) for month in range(1, amount + 1)]
    nominal = ends[-1] if ends else entered
    base = calendar.roll_forward(nominal)
    replaced = 0

    def within(day: date, kind: Day, held: str) -> tuple[bool, str]:
        month = bisect_left(ends, day) + 1
        if day not in ends:
            return not held, held or f"bulan ke-{month} berjalan{_not_plain(kind)}"
        moved = f", digeser karena {kind.why}" if day == nominal and not kind.is_working else _not_plain(kind)
        return not held, f"bulan ke-{month} jatuh pada {short_date(day)}{moved}" + (f"; {held}" if held else "")

    def explain(day: date, number: int, held: str) -> tuple[bool, str]:
        nonlocal replaced
        kind = calendar.day(day)
        if day <= nominal:
            # A hold pushes by working days only, so a day off on hold is part of the month as ever.
            return within(day, kind, held if kind.is_working else "")
        if not kind.is_working:
            return False, f"digeser karena {kind.why}" if day < base else kind.why
        if held:
            return False, held
        if day == base:
            return True, f"digeser dari {short_date(nominal)} ke hari kerja berikutnya"
        replaced += 1
        return True, f"pengganti hari yang ditunda ke-{replaced}"

    return explain
