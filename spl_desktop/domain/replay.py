"""The moments of a history: each fact of a case as it came, and each day on which nothing was recorded."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from spl_desktop.domain.dates import letter_date, wib_day, wib_text
from spl_desktop.domain.errors import UserError


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and how many facts had come by then; `told` where a fact came at this very moment."""

    on: date
    facts: int
    told: bool


def moments(happened: Sequence[date], until: date) -> tuple[Moment, ...]:
    """The moments of facts that happened on these days, in the order of the log, to the end of the day `until`.

    A fact that was entered late comes where it stands in the log: time never goes back.
    """
    found: list[Moment] = []
    day = happened[0] if happened else until
    for number, on in enumerate(happened, 1):
        while day < on:
            day += timedelta(days=1)
            if day < on:
                found.append(Moment(day, number - 1, told=False))
        found.append(Moment(day, number, told=True))
    while day < until:
        day += timedelta(days=1)
        found.append(Moment(day, len(happened), told=False))
    return tuple(found)


def days(happened: Sequence[date], until: date) -> tuple[Moment, ...]:
    """The days from the first of these to the end of the day `until`, each once, however many facts it had.

    The days may come in any order: they are those of several logs.
    """
    ordered = sorted(happened)
    if not ordered:
        return ()
    found: list[Moment] = []
    come, day = 0, ordered[0]
    while day <= max(until, ordered[-1]):
        before = come
        while come < len(ordered) and ordered[come] == day:
            come += 1
        found.append(Moment(day, come, told=come > before))
        day += timedelta(days=1)
    return tuple(found)


def place_of(moments: Sequence[Moment], on: date) -> int:
    """The place of the last moment of that day; the last of all where it lies behind them.

    UserError where the case did not exist yet.
    """
    place = bisect_right(moments, on, key=lambda moment: moment.on) - 1
    if place < 0:
        since = f" Kasus mulai {letter_date(moments[0].on)}." if moments else ""
        raise UserError(f"Pada {letter_date(on)} kasus ini belum ada.{since} Pilih tanggal sesudahnya.")
    return place


def moment_at(moments: Sequence[Moment], recorded: Sequence[datetime], at: datetime) -> Moment:
    """The moment at that instant: what came on earlier days, and of its own day what was recorded by then.

    `recorded` tells when each fact was, aware. The hour of a fact that was entered on a later day is not known: it
    counts from the end of its day. UserError where the case did not exist yet.
    """
    day = wib_day(at)
    last = moments[place_of(moments, day)]
    later = (one.facts for one in moments if one.told and one.on == day and recorded[one.facts - 1] > at)
    if (first := next(later, None)) is None:
        return last
    if first == 1:
        raise UserError(f"Pada {wib_text(at)} kasus ini belum ada. Pilih waktu sesudah pendaftarannya.")
    return Moment(day, first - 1, told=False)


def has_come(on: date, today: date) -> None:
    """UserError for a day that lies ahead: nobody knows how anything stands on it."""
    if on > today:
        raise UserError(f"{letter_date(on)} belum tiba. Pilih tanggal sampai hari ini.")


def next_fact(moments: Sequence[Moment], place: int) -> int | None:
    """The place of the next moment at which a fact came; None behind the last."""
    return next((at for at in range(place + 1, len(moments)) if moments[at].told), None)


def fact_before(moments: Sequence[Moment], place: int) -> int | None:
    """The place of the moment before at which a fact came; None before the first."""
    return next((at for at in range(place - 1, -1, -1) if moments[at].told), None)
