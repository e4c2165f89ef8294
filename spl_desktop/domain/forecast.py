"""When a running case will likely be finished, from what the office's own visits took, over the arrows of the SOP."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import accumulate
from typing import Final, TypeAlias

from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.sop import Outcome, Sop, Step, TimeStandard, Unit
from spl_desktop.domain.timing import due
from spl_desktop.domain.workdays import WorkCalendar

LEAST_SAMPLES: Final = 8
"""With fewer finished visits than this a step is forecast by the range and the main way of the SOP."""

LIKELY: Final = 0.50
SAFE: Final = 0.85

_HORIZON: Final = 2_600
"""Working days (ten years) after which a case that still goes round is given up."""

_PASSES: Final = 100
"""How often a case may go on within one day, by steps that took no day at all."""

_NEGLIGIBLE: Final = 1e-12
_ENOUGH: Final = 1 - 1e-4
_ROUNDING: Final = 1e-6
_WORTH_TELLING: Final = 0.005
_NEVER: Final = "belum dapat disusun"

_Draw: TypeAlias = tuple[int, Outcome, float]  # hari kerja, the way on, probability


class Source(StrEnum):
    """Where the days of a step come from."""

    OFFICE = "kantor"
    SOP = "sop"


@dataclass(frozen=True, slots=True)
class Seen:
    """So many finished or returned visits of a step took `days` net hari kerja and ended by this outcome."""

    step: str
    days: int
    outcome: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """The visit being worked: `used` net hari kerja up to today; `held` while the case is on hold."""

    step: str
    entered: date
    used: int
    held: bool = False


@dataclass(frozen=True, slots=True)
class StepForecast:
    """A step that is still to do. `likely` and `safe` in hari kerja a visit; of the `current` visit what remains.

    `samples`: the office's finished visits, used where there are at least LEAST_SAMPLES (`source`). `visits`: how often
    the case is expected to enter the step, loops included. `returned`: the share of visits that end by a way back.
    """

    step: str
    number: int
    current: bool
    source: Source
    samples: int
    likely: int
    safe: int
    visits: float
    returned: float


@dataclass(frozen=True, slots=True)
class Outlasted:
    """The open visit has taken `used` hari kerja, and nothing known took longer than that.

    `longest` (hari kerja) is the longest of the office's `visits`, or of the standard of the SOP where `visits` is 0.
    """

    used: int
    longest: int
    visits: int

    @property
    def sentence(self) -> str:
        """How long it runs already, beside what is known."""
        known = f"semua {self.visits} kunjungan yang diketahui" if self.visits else "waktu baku SOP"
        than = f"lebih lama daripada {known} (paling lama {self.longest} hari kerja)"
        if self.used == self.longest:
            than = f"sama dengan yang terlama dari {known}" if self.visits else f"selama-lamanya {known}"
        return f"Langkah ini sudah berjalan {self.used} hari kerja, {than}; tanggalnya hanya yang paling awal mungkin."


@dataclass(frozen=True, slots=True)
class Forecast:
    """The day by which a case is finished with a chance of 50 % (`likely`) and of 85 % (`safe`), and why.

    A date is None where the chance is not reached within ten years. `samples` counts the office's visits relied on.
    Where the open visit `outlasted` all that is known, nobody can say when it ends: it is taken to end on the next
    working day, and both days are the earliest that these chances may be reached, not days that they are.
    """

    today: date
    held: bool
    likely: date | None
    safe: date | None
    samples: int
    steps: tuple[StepForecast, ...]
    outlasted: Outlasted | None = None

    @property
    def sentence(self) -> str:
        """The two dates in words."""
        if self.likely is None:
            return f"Perkiraan selesai: {_NEVER}"
        if self.outlasted is not None:
            return f"Perkiraan selesai: paling awal {letter_date(self.likely)}"
        safe = letter_date(self.safe) if self.safe is not None else _NEVER
        return f"Perkiraan selesai: {letter_date(self.likely)} (aman: {safe})"

    def days_words(self, one: StepForecast) -> tuple[str, str]:
        """The likely and the safe days of one of the steps, "≥ 1" where only the least is known."""
        least = "≥ " if one.current and self.outlasted is not None else ""
        return f"{least}{one.likely}", f"{least}{one.safe}"

    @property
    def basis(self) -> str:
        """What the dates rest on, in sentences."""
        said = [self._chances()]
        if self.held:
            said.append("Kasus sedang ditunda; perkiraan dihitung seolah-olah dilanjutkan hari ini.")
        if self.samples:
            said.append(f"Dasarnya {self.samples} kunjungan langkah yang sudah selesai di kantor ini.")
        elif self.outlasted is None:
            said.append("Belum ada langkah yang cukup sering selesai di kantor ini.")
        by_sop = len({one.step for one in self.steps if one.source is Source.SOP})
        if by_sop:
            said.append(f"{by_sop} langkah memakai waktu baku SOP karena kunjungannya kurang dari {LEAST_SAMPLES}.")
        if self.safe is None:
            said.append("Menurut riwayat itu kasus terlalu sering dikembalikan untuk sampai ke akhir.")
        return " ".join(said)

    def _chances(self) -> str:
        if self.outlasted is None:
            return (
                f"Kemungkinan selesai paling lambat pada tanggal perkiraan {LIKELY:.0%}, pada tanggal aman {SAFE:.0%}."
            )
        days = (letter_date(day) if day is not None else _NEVER for day in (self.likely, self.safe))
        likely, safe = days
        return (
            f"{self.outlasted.sentence} Seandainya langkah ini selesai pada hari kerja berikutnya, kemungkinan selesai "
            f"{LIKELY:.0%} pada {likely} dan {SAFE:.0%} pada {safe}; "
            "kapan langkah ini selesai tidak dapat diperkirakan."
        )


def forecast(sop: Sop, visit: OpenVisit, seen: Iterable[Seen], calendar: WorkCalendar, today: date) -> Forecast:
    """The forecast of a case that stands in `visit` at the end of `today`.

    Each step takes as many net hari kerja, and leads where, as one of the office's visits of that step, all equally
    probable; with fewer than LEAST_SAMPLES as the SOP has it: any whole number of its range, and the main way. The
    open visit is one of those that took longer than it has taken so far, or ends on the next working day where none
    did. What follows is exact, not drawn by lot: each day's probability of entering each step is carried onwards.
    """
    model = _Model(sop, calendar, today, _by_step(sop, seen))
    spread = _Spread()
    spread.take(visit.step, 0, 1.0, model.rest(sop.step(visit.step), visit.entered, visit.used), current=True)
    for day in range(_HORIZON):
        for _ in range(_PASSES):
            if (entering := spread.pending.pop(day, None)) is None:
                break
            for step, chance in entering.items():
                if chance > _NEGLIGIBLE:
                    spread.take(step, day, chance, model.draws(sop.step(step), day))
        if sum(spread.finished.values()) > _ENOUGH:
            break
    steps = tuple(
        _told(sop.step(step), current, spread, model)
        for step, current in sorted(spread.spent, key=lambda key: (not key[1], sop.step(key[0]).number))
        if sum(spread.spent[step, current].values()) >= _WORTH_TELLING
    )
    outlasted = model.outlasted(sop.step(visit.step), visit.entered, visit.used)
    relied = {
        one.step: one.samples
        for one in steps
        if one.source is Source.OFFICE and not (one.current and outlasted is not None)
    }
    return Forecast(
        today,
        visit.held,
        _reached(spread.finished, LIKELY, model),
        _reached(spread.finished, SAFE, model),
        sum(relied.values()),
        steps,
        outlasted,
    )


@dataclass(slots=True)
class _Spread:
    """Probabilities, by working days after today: of entering a step, of being finished; and of the days of a visit."""

    pending: dict[int, dict[str, float]] = field(default_factory=dict)
    finished: dict[int, float] = field(default_factory=dict)
    spent: dict[tuple[str, bool], dict[int, float]] = field(default_factory=dict)
    back: dict[tuple[str, bool], float] = field(default_factory=dict)

    def take(self, step: str, day: int, chance: float, draws: Iterable[_Draw], current: bool = False) -> None:
        """The step is entered on that day with that chance, and left in each of the ways it may be."""
        spent = self.spent.setdefault((step, current), {})
        for days, way, share in draws:
            part, end = chance * share, day + days
            spent[days] = spent.get(days, 0.0) + part
            if way.returns:
                self.back[step, current] = self.back.get((step, current), 0.0) + part
            if way.to is None:
                self.finished[end] = self.finished.get(end, 0.0) + part
            else:
                entering = self.pending.setdefault(end, {})
                entering[way.to] = entering.get(way.to, 0.0) + part


@dataclass(slots=True)
class _Model:
    """What a visit of each step takes and where it leads."""

    sop: Sop
    calendar: WorkCalendar
    today: date
    seen: Mapping[str, tuple[Seen, ...]]
    _known: dict[tuple[str, int], tuple[_Draw, ...]] = field(default_factory=dict)

    def samples(self, step: Step) -> int:
        return sum(one.times for one in self.seen.get(step.id, ()))

    def source(self, step: Step) -> Source:
        return Source.OFFICE if self.samples(step) >= LEAST_SAMPLES else Source.SOP

    def date_of(self, day: int) -> date:
        return self.calendar.add_working(self.today, day)

    def draws(self, step: Step, day: int) -> tuple[_Draw, ...]:
        """What a visit entered so many working days after today takes; a month is as long as it is from that day."""
        counted = step.time.unit is Unit.WORKING_DAYS or self.source(step) is Source.OFFICE
        key = (step.id, 0 if counted else day)
        if key not in self._known:
            self._known[key] = self._entered(step, self.date_of(day))
        return self._known[key]

    def rest(self, step: Step, entered: date, used: int) -> tuple[_Draw, ...]:
        """What the open visit may still take."""
        whole = self._entered(step, entered)
        longer = [(days - used, way, share) for days, way, share in whole if days > used]
        left = longer or [(1, way, share) for _, way, share in whole]
        total = sum(share for _, _, share in left)
        return tuple((days, way, share / total) for days, way, share in left)

    def outlasted(self, step: Step, entered: date, used: int) -> Outlasted | None:
        """Whether the open visit took so long that `rest` had nothing left to draw from; None on its first day."""
        longest = max(days for days, _, _ in self._entered(step, entered))
        if not used or used < longest:
            return None
        return Outlasted(used, longest, self.samples(step) if self.source(step) is Source.OFFICE else 0)

    def _entered(self, step: Step, on: date) -> tuple[_Draw, ...]:
        if self.source(step) is Source.SOP:
            return self._standard(step, on)
        number = self.samples(step)
        ways = {way.id: way for way in step.outcomes}
        return tuple((one.days, ways[one.outcome], one.times / number) for one in self.seen[step.id])

    def _standard(self, step: Step, on: date) -> tuple[_Draw, ...]:
        time = step.time
        way = next((one for one in step.outcomes if not one.returns), step.outcomes[0])
        amounts = range(time.least, time.most + 1)
        ends = (due(on, TimeStandard(time.unit, n, n, ""), self.calendar).late for n in amounts)
        return tuple((self.calendar.working_between(on, end), way, 1 / len(amounts)) for end in ends)


def _by_step(sop: Sop, seen: Iterable[Seen]) -> dict[str, tuple[Seen, ...]]:
    """The visits that ended by a way which this SOP still has."""
    ways = {step.id: {way.id for way in step.outcomes} for step in sop.steps}
    found: dict[str, tuple[Seen, ...]] = {}
    for one in seen:
        if one.outcome in ways.get(one.step, ()):
            found[one.step] = (*found.get(one.step, ()), one)
    return found


def _told(step: Step, current: bool, spread: _Spread, model: _Model) -> StepForecast:
    spent = spread.spent[step.id, current]
    visits = sum(spent.values())
    return StepForecast(
        step=step.id,
        number=step.number,
        current=current,
        source=model.source(step),
        samples=model.samples(step),
        likely=_quantile(spent, LIKELY * visits) or 0,
        safe=_quantile(spent, SAFE * visits) or 0,
        visits=visits,
        returned=spread.back.get((step.id, current), 0.0) / visits,
    )


def _reached(finished: Mapping[int, float], share: float, model: _Model) -> date | None:
    day = _quantile(finished, share)
    return None if day is None else model.date_of(day)


def _quantile(chances: Mapping[int, float], share: float) -> int | None:
    """The first number of days by which the chances add up to the share."""
    days = sorted(chances)
    for day, sum_so_far in zip(days, accumulate(chances[day] for day in days), strict=True):
        if sum_so_far >= share - _ROUNDING:
            return day
    return None
