"""What happened in a period: cases that came, ended and ran, the steps against their standard, agency by agency."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from spl_desktop.domain.case import Ending, Status
from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.percentiles import percentile
from spl_desktop.domain.text import number_text
from spl_desktop.domain.timing import Verdict

_GONE: Final = frozenset({Status.CANCELLED, Status.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class CaseIn:
    """A case as it stands now; `ended` None while it is open, `overdue` where its deadline has passed."""

    id: int
    agenda: str
    agency: str
    system: str
    received: date
    ended: date | None
    status: Status
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class VisitIn:
    """A visit to a step; `net` in hari kerja without pauses, `verdict` empty where it was not judged."""

    case: int
    number: int
    text: str
    ended: date | None
    ending: str
    verdict: str
    net: int


@dataclass(frozen=True, slots=True)
class StepFigures:
    """The visits of a step that ended in the period; `median` of their net hari kerja, however they ended."""

    number: int
    text: str
    ended: int
    median: float
    within: int
    late: int
    returned: int


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """The cases of an agency in the period; `late` of its visits that ended late."""

    agency: str
    received: int
    finished: int
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """A case that the period saw; `late` of its visits that ended late in the period, `returned` that went back."""

    agenda: str
    agency: str
    system: str
    received: date
    ended: date | None
    standing: str
    late: int
    returned: int


@dataclass(frozen=True, slots=True)
class Period:
    """The recap of the days from `start` to `end`, both included; `as_of` is the last day of which it can know."""

    start: date
    end: date
    received: int
    finished: int
    gone: int
    open: int
    overdue: int
    steps: tuple[StepFigures, ...]
    agencies: tuple[AgencyFigures, ...]
    cases: tuple[CaseFigures, ...]
    as_of: date = date.max

    @property
    def words(self) -> str:
        """The period in words, up to the day of which it can know: a paper tells nothing of days to come."""
        return period_words(self.start, self.end, self.as_of)

    @property
    def judged(self) -> int:
        """The visits that ended in the period and were held against their standard."""
        return sum(step.within + step.late for step in self.steps)

    def summary(self, today: date) -> tuple[str, ...]:
        """The period in a few sentences; where its end is still to come, they tell of what is known by `today`."""
        if not self.cases:
            return (f"Tidak ada kasus yang diterima, berjalan, atau berakhir pada {self.words}.",)
        until = f"Sampai {letter_date(today)}," if self.end > today else "Pada akhir periode"
        late = f", {self.overdue} di antaranya melewati tenggat" if self.overdue else ""
        told = [
            f"Pada {self.words} diterima {number_text(self.received)} permohonan, {number_text(self.finished)} kasus "
            f"selesai, dan {number_text(self.gone)} dibatalkan atau dicabut. {until} "
            f"{number_text(self.open)} kasus masih terbuka{late}."
        ]
        if self.judged:
            within = sum(step.within for step in self.steps)
            share = round(100 * within / self.judged)
            kept = f"{number_text(within)} ({share}%) memenuhi waktu bakunya"
            told.append(f"Dari {number_text(self.judged)} langkah yang dinilai, {kept}.")
        if back := sum(step.returned for step in self.steps):
            told.append(f"Pekerjaan dikembalikan {back} kali.")
        return tuple(told)


def period_words(start: date, end: date, as_of: date) -> str:
    """The days in words, no further than `as_of`; one that begins after it is named as it was asked for."""
    return f"{letter_date(start)} sampai {letter_date(min(end, as_of) if start <= as_of else end)}"


def check_period(start: date, end: date) -> None:
    """UserError where the period ends before it begins."""
    if end < start:
        raise UserError(
            f"Periode berakhir ({letter_date(end)}) sebelum mulai ({letter_date(start)}). Perbaiki tanggalnya."
        )


def seen_in(received: date, ended: date | None, start: date, end: date) -> bool:
    """Whether a case came, ran or ended in the period."""
    return received <= end and (ended is None or ended >= start)


def recap(start: date, end: date, cases: Iterable[CaseIn], visits: Iterable[VisitIn], as_of: date = date.max) -> Period:
    """The recap of the period, as it is known on the day `as_of`; UserError where it ends before it begins.

    A case counts by its days as they stand now: one that was reopened since counts as open from when it was received.
    """
    check_period(start, end)
    met = (case for case in cases if seen_in(case.received, case.ended, start, end))
    seen = sorted(met, key=lambda case: (case.received, case.id))
    known = {case.id for case in seen}
    ended = [
        visit for visit in visits if visit.case in known and visit.ended is not None and start <= visit.ended <= end
    ]
    ended_by: dict[int, list[VisitIn]] = {case.id: [] for case in seen}
    for visit in ended:
        ended_by[visit.case].append(visit)
    over = [case for case in seen if case.ended is not None and case.ended <= end]
    return Period(
        start=start,
        end=end,
        received=sum(start <= case.received for case in seen),
        finished=sum(case.status not in _GONE for case in over),
        gone=sum(case.status in _GONE for case in over),
        open=len(seen) - len(over),
        overdue=sum(case.overdue for case in seen if case not in over),
        steps=_steps(ended),
        agencies=_agencies(seen, ended_by, start, end),
        cases=tuple(
            _case(case, ended_by[case.id], end) for case in sorted(seen, key=lambda one: (one.received, one.id))
        ),
        as_of=as_of,
    )


def _late(visits: Sequence[VisitIn]) -> int:
    return sum(visit.verdict == Verdict.LATE for visit in visits)


def _returned(visits: Sequence[VisitIn]) -> int:
    return sum(visit.ending == Ending.RETURNED for visit in visits)


def _steps(ended: Sequence[VisitIn]) -> tuple[StepFigures, ...]:
    """Step by step; visits that a cancelled case broke off are no measure of a step."""
    measured = [visit for visit in ended if visit.ending != Ending.BROKEN_OFF]
    found = []
    for number, text in sorted({(visit.number, visit.text) for visit in measured}):
        here = [visit for visit in measured if (visit.number, visit.text) == (number, text)]
        judged = sum(bool(visit.verdict) for visit in here)
        late = _late(here)
        middle = percentile([visit.net for visit in here], 50)
        found.append(StepFigures(number, text, len(here), middle, judged - late, late, _returned(here)))
    return tuple(found)


def _agencies(
    seen: Sequence[CaseIn], ended_by: dict[int, list[VisitIn]], start: date, end: date
) -> tuple[AgencyFigures, ...]:
    found = []
    for agency in sorted({case.agency for case in seen}, key=str.casefold):
        here = [case for case in seen if case.agency == agency]
        over = [case for case in here if case.ended is not None and case.ended <= end]
        found.append(
            AgencyFigures(
                agency,
                received=sum(start <= case.received for case in here),
                finished=sum(case.status not in _GONE for case in over),
                open=len(here) - len(over),
                late=sum(_late(ended_by[case.id]) for case in here),
            )
        )
    return tuple(found)


def _case(case: CaseIn, ended: Sequence[VisitIn], end: date) -> CaseFigures:
    over = case.ended is not None and case.ended <= end
    standing = case.status.value if over else "berjalan, terlambat" if case.overdue else "berjalan"
    day = case.ended if over else None
    return CaseFigures(
        case.agenda, case.agency, case.system, case.received, day, standing, _late(ended), _returned(ended)
    )


def usual_periods(today: date) -> tuple[tuple[str, date, date], ...]:
    """The periods that are asked for most: words, first and last day."""
    month = today.replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    quarter = 3 * ((today.month - 1) // 3) + 1
    half = 6 * ((today.month - 1) // 6) + 1
    year = today.year
    return (
        ("Bulan ini", month, _last(month, 1)),
        ("Bulan lalu", before, _last(before, 1)),
        ("Triwulan ini", date(year, quarter, 1), _last(date(year, quarter, 1), 3)),
        ("Semester ini", date(year, half, 1), _last(date(year, half, 1), 6)),
        ("Tahun ini", date(year, 1, 1), date(year, 12, 31)),
        ("Tahun lalu", date(year - 1, 1, 1), date(year - 1, 12, 31)),
    )


def year_to(today: date) -> tuple[date, date]:
    """The year of that day, up to and with the day."""
    return today.replace(month=1, day=1), today


def _last(first: date, months: int) -> date:
    """The last day of so many months from that first day on, within its year."""
    month = first.month + months - 1
    return date(first.year, month, calendar.monthrange(first.year, month)[1])
