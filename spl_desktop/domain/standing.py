"""How a step of a case stands at a day, for the table, the panel and the reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spl_desktop.domain.case import CaseState, Ending, Status, Visit
from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.sop import Step
from spl_desktop.domain.text import ended
from spl_desktop.domain.timing import Due, Used, Verdict, due, remaining, used, verdict
from spl_desktop.domain.workdays import WorkCalendar


class Standing(StrEnum):
    """How a step stands, by its latest visit."""

    NOT_REACHED = "belum dicapai"
    CURRENT = "sedang dikerjakan"
    HELD = "ditunda"
    OVERDUE = "terlambat"
    FINISHED = "selesai"
    FINISHED_LATE = "selesai terlambat"
    RETURNED = "dikembalikan"
    BROKEN_OFF = "dihentikan"


@dataclass(frozen=True, slots=True)
class Timed:
    """A visit measured against its standard as of a day; `days_left` in hari kerja (below zero: overdue) while open.

    `used` counts to the end of the visit, or to that day while it is open.
    """

    due: Due
    verdict: Verdict | None
    used: Used
    days_left: int | None

    @property
    def overdue(self) -> int:
        """The hari kerja by which an open visit is over its deadline."""
        return max(0, -(self.days_left or 0))


def timed(visit: Visit, step: Step, calendar: WorkCalendar, today: date) -> Timed:
    """The measure of a visit by that calendar; a pause that still lasts moves the deadline up to today.

    What is left of the time stands still at what it was when that pause began, as it does in the register.
    """
    until = visit.ended or max(today, visit.entered)
    deadline = due(visit.entered, step.time, calendar, visit.holds, until)
    took = used(visit.entered, until, calendar, visit.holds)
    if visit.ended is None:
        return Timed(deadline, None, took, _left(visit, step, calendar, until))
    judged = None if visit.ending is Ending.BROKEN_OFF else verdict(visit.ended, deadline)
    return Timed(deadline, judged, took, None)


def _left(visit: Visit, step: Step, calendar: WorkCalendar, until: date) -> int:
    held = visit.holds[-1] if visit.held else None
    asked = until if held is None else max(visit.entered, min(until, held.start))
    return remaining(due(visit.entered, step.time, calendar, visit.holds, asked).late, asked, calendar)


def standing(state: CaseState, visits: Sequence[tuple[Visit, Timed]]) -> Standing:
    """How the step of these visits (the newest last) stands; those that are still to come have none."""
    if not visits:
        return Standing.NOT_REACHED
    visit, measure = visits[-1]
    if visit.open:
        if state.status is Status.HELD:
            return Standing.HELD
        return Standing.OVERDUE if (measure.days_left or 0) < 0 else Standing.CURRENT
    if visit.ending is Ending.RETURNED:
        return Standing.RETURNED
    if visit.ending is Ending.BROKEN_OFF:
        return Standing.BROKEN_OFF
    return Standing.FINISHED_LATE if measure.verdict is Verdict.LATE else Standing.FINISHED


def days_left_words(days: int | None) -> str:
    """The rest of the time as words, "sisa 3 hari kerja" or "terlambat 2 hari kerja"; empty for None."""
    if days is None:
        return ""
    if days < 0:
        return f"terlambat {-days} hari kerja"
    return f"sisa {days} hari kerja" if days else "jatuh tempo hari ini"


def countdown(days: int | None, *, held: bool = False) -> str:
    """The rest of the time as it stands on the chart: "3 hari lagi", "terlambat 2 hari"; empty for None.

    In hari kerja like all of them; on hold the clock stands.
    """
    if days is None:
        return ""
    if days < 0:
        return f"terlambat {-days} hari"
    if held:
        return "ditunda"
    return f"{days} hari lagi" if days else "hari ini"


def visit_sentence(visit: Visit, measure: Timed) -> str:
    """One visit told in a sentence."""
    begun = f"Putaran {visit.round}: mulai {letter_date(visit.entered)}, jatuh tempo {letter_date(measure.due.late)}"
    if measure.due.held_days:
        begun += f" (mundur {measure.due.held_days} hari karena ditunda)"
    if visit.ended is None:
        rest = "ditunda" if visit.held else days_left_words(measure.days_left)
        return f"{begun}; {rest}."
    how = visit.ending.value if visit.ending is not None else ""
    told = f"{begun}; {how} {letter_date(visit.ended)} setelah {measure.used.net} hari kerja"
    if measure.verdict is not None:
        told += f" ({measure.verdict.words})"
    return ended(f"{told}: {visit.reason}" if visit.reason else told)
