"""The figures of the charts: what came and went, steps against their standard, load of the agencies, age of the cases.

All are reckoned from the recap of a period, so that chart, table and recap never differ.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from spl_desktop.domain.case import Status
from spl_desktop.domain.dates import MONTHS, letter_date
from spl_desktop.domain.period import AgencyFigures, CaseFigures, Period, StepFigures, period_words
from spl_desktop.domain.workdays import WorkCalendar

MOST_SPANS: Final = 24
"""More months than that are told year by year, more years decade by decade."""
AGE_LIMITS: Final = (5, 10, 20, 40, 60)
"""The oldest age of each band in hari kerja; the last band has no end."""

_GONE: Final = frozenset({Status.CANCELLED.value, Status.WITHDRAWN.value})


class Chart(StrEnum):
    """The charts, in the order in which they are shown and printed."""

    FLOW = "keluar_masuk"
    TIMELINESS = "ketepatan"
    LOAD = "beban"
    AGE = "umur"


class Unit(StrEnum):
    """What one bar of the flow stands for."""

    MONTH = "bulan"
    YEAR = "tahun"
    DECADE = "dasawarsa"


_SIZES: Final = {Unit.MONTH: 1, Unit.YEAR: 12, Unit.DECADE: 120}


@dataclass(frozen=True, slots=True)
class Span:
    """What came and went in a month, year or decade; `words` name it, e.g. "Jan 2026"."""

    words: str
    received: int
    finished: int
    gone: int


@dataclass(frozen=True, slots=True)
class Band:
    """How many running cases are that old; `words` name the ages in hari kerja, e.g. "6–10"."""

    words: str
    cases: int


@dataclass(frozen=True, slots=True)
class Trends:
    """The figures of all charts; running cases are those of `as_of`, the end of the period or today before it.

    `steps` are those that were judged, `agencies` those with running cases, the one with most of them first.
    """

    start: date
    end: date
    as_of: date
    unit: Unit
    spans: tuple[Span, ...]
    steps: tuple[StepFigures, ...]
    agencies: tuple[AgencyFigures, ...]
    ages: tuple[Band, ...]

    @property
    def running(self) -> int:
        """The running cases."""
        return sum(one.open for one in self.agencies)

    def empty(self, chart: Chart) -> bool:
        """Whether the period has nothing to be drawn."""
        match chart:
            case Chart.FLOW:
                return not self.spans
            case Chart.TIMELINESS:
                return not self.steps
            case _:
                return not self.running

    def title(self, chart: Chart) -> str:
        """What the chart shows, of which days."""
        days = period_words(self.start, self.end, self.as_of)
        match chart:
            case Chart.FLOW:
                return f"Permohonan masuk dan kasus keluar per {self.unit.value}, {days}"
            case Chart.TIMELINESS:
                return f"Ketepatan waktu per langkah, {days}"
            case Chart.LOAD:
                return f"Kasus berjalan per OPD pada {letter_date(self.as_of)}"
            case Chart.AGE:
                return f"Umur kasus berjalan pada {letter_date(self.as_of)}"

    def summary(self, chart: Chart) -> str:
        """What the chart shows in one sentence."""
        if self.empty(chart):
            return _NOTHING[chart]
        match chart:
            case Chart.FLOW:
                received, finished, gone = (sum(column) for column in zip(*map(_counts, self.spans), strict=True))
                return f"Masuk {received} permohonan; keluar {finished + gone} kasus: {_left(finished, gone)}."
            case Chart.TIMELINESS:
                within, judged = sum(step.within for step in self.steps), sum(map(judged_of, self.steps))
                return (
                    f"Dari {judged} langkah yang dinilai, {within} ({percent(within, judged)}) memenuhi waktu bakunya."
                )
            case Chart.LOAD:
                return f"{self.running} kasus berjalan pada {len(self.agencies)} OPD, {self._most()}."
            case Chart.AGE:
                old = self.ages[-1].cases
                return f"{self.running} kasus berjalan, {old} di antaranya lebih dari {AGE_LIMITS[-1]} hari kerja."

    def told(self, chart: Chart) -> str:
        """The summary and every figure of the chart, for who cannot see the picture."""
        if self.empty(chart):
            return _NOTHING[chart]
        match chart:
            case Chart.FLOW:
                parts = [
                    f"{one.words}: masuk {one.received}, {_left(one.finished, one.gone)}"
                    for one in self.spans
                    if any(_counts(one))
                ]
            case Chart.TIMELINESS:
                parts = [
                    f"langkah {one.number} {one.text}: {one.within} dari {judged_of(one)} sesuai waktu baku"
                    for one in self.steps
                ]
            case Chart.LOAD:
                parts = [f"{one.agency}: {one.open}" for one in self.agencies]
            case Chart.AGE:
                parts = [f"{one.words} hari kerja: {one.cases}" for one in self.ages]
        return f"{self.summary(chart)} Rinciannya: {'; '.join(parts)}."

    def _most(self) -> str:
        """Which agency has most running cases; where several have as many, how many they are."""
        first = self.agencies[0]
        level = sum(one.open == first.open for one in self.agencies)
        if level == len(self.agencies) > 1:
            return f"masing-masing {first.open}"
        return f"terbanyak {f'{level} OPD, masing-masing' if level > 1 else f'{first.agency}:'} {first.open}"


_NOTHING: Final = {
    Chart.FLOW: "Tidak ada permohonan masuk atau kasus keluar pada periode ini.",
    Chart.TIMELINESS: "Tidak ada langkah yang berakhir dan dinilai pada periode ini.",
    Chart.LOAD: "Tidak ada kasus berjalan pada periode ini.",
    Chart.AGE: "Tidak ada kasus berjalan pada periode ini.",
}


def trends(found: Period, calendar: WorkCalendar, today: date) -> Trends:
    """The figures of the charts of that period; the age of a case is in hari kerja after the day it was received."""
    as_of = min(found.end, today)
    unit, spans = _flow(found, as_of)
    loaded = [one for one in found.agencies if one.open]
    return Trends(
        start=found.start,
        end=found.end,
        as_of=as_of,
        unit=unit,
        spans=spans,
        steps=tuple(step for step in found.steps if judged_of(step)),
        agencies=tuple(sorted(loaded, key=lambda one: (-one.open, one.agency.casefold()))),
        ages=_ages([calendar.working_between(case.received, as_of) for case in found.cases if case.ended is None]),
    )


def judged_of(step: StepFigures) -> int:
    """The visits of the step that were held against its standard."""
    return step.within + step.late


def percent(part: int, whole: int) -> str:
    """A share as it is written, "67%" or "66,7%": a decimal only where the whole is large enough to give it meaning.

    Nearly all is never called 100%, nor next to nothing 0%.
    """
    digits = 1 if whole >= 200 and 0 < part < whole else 0
    least = 10.0**-digits if 0 < part < whole else 0.0
    return f"{min(max(100 * part / whole, least), 100 - least):.{digits}f}%".replace(".", ",")


def _counts(one: Span) -> tuple[int, int, int]:
    return one.received, one.finished, one.gone


def _left(finished: int, gone: int) -> str:
    return f"selesai {finished}, dibatalkan atau dicabut {gone}"


def _flow(found: Period, as_of: date) -> tuple[Unit, tuple[Span, ...]]:
    """Span after span, those without anything included; a long silence before the first fact is left out."""
    came = [case.received for case in found.cases if case.received >= found.start]
    left = [(case.ended, case) for case in found.cases if case.ended is not None]
    days = [*came, *(day for day, _ in left)]
    if not days:
        return Unit.MONTH, ()
    first, last = found.start, max(as_of, *days)
    if _month(last) - _month(first) >= MOST_SPANS:
        first = min(days)
    fitting = (unit for unit, size in _SIZES.items() if _place(last, size) - _place(first, size) < MOST_SPANS)
    unit = next(fitting, Unit.DECADE)
    size = _SIZES[unit]
    received = Counter(_place(day, size) for day in came)
    gone = Counter(_place(day, size) for day, case in left if _is_gone(case))
    finished = Counter(_place(day, size) for day, case in left if not _is_gone(case))
    places = range(_place(first, size), _place(last, size) + 1)
    return unit, tuple(Span(_name(at, unit), received[at], finished[at], gone[at]) for at in places)


def _is_gone(case: CaseFigures) -> bool:
    return case.standing in _GONE


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _place(day: date, size: int) -> int:
    return _month(day) // size


def _name(place: int, unit: Unit) -> str:
    match unit:
        case Unit.MONTH:
            return f"{MONTHS[place % 12][:3]} {place // 12}"
        case Unit.YEAR:
            return str(place)
        case Unit.DECADE:
            return f"{place * 10}–{place * 10 + 9}"


def _ages(ages: Sequence[int]) -> tuple[Band, ...]:
    bands, least = [], 0
    for limit in AGE_LIMITS:
        bands.append(Band(f"{least}–{limit}", sum(least <= age <= limit for age in ages)))
        least = limit + 1
    return (*bands, Band(f"lebih dari {AGE_LIMITS[-1]}", sum(age >= least for age in ages)))
