"""The office from its history: where the cases of an SOP version stood on each day."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from spl_desktop.domain.case import CaseState
from spl_desktop.domain.events import Recorded
from spl_desktop.domain.facts_text import case_sentence
from spl_desktop.domain.fold import corrected, states
from spl_desktop.domain.heat import OpenIn, Tokens, tokens_of
from spl_desktop.domain.replay import Moment, days, has_come
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.timing import due
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.models.projections import CaseRecord
from spl_desktop.services import log as logs
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.register import Register

_TOLD: Final = 3
"""Facts of a day that are told one by one; of more, the rest is counted."""


@dataclass(frozen=True, slots=True)
class _Track:
    """A case: the days on which its place changed, and where it stood from then on (None: it was not open)."""

    days: tuple[date, ...]
    stood: tuple[OpenIn | None, ...]

    def on(self, day: date) -> OpenIn | None:
        place = bisect_right(self.days, day) - 1
        return self.stood[place] if place >= 0 else None


@dataclass(frozen=True, slots=True)
class OfficeReplay:
    """The days of all cases of a version, a `Film`; open visits are measured by the newest calendar."""

    sop: Sop
    moments: tuple[Moment, ...]
    facts: int
    _tracks: tuple[_Track, ...]
    _told: Mapping[date, tuple[str, ...]]
    _calendar: WorkCalendar

    @property
    def key(self) -> str:
        """Whose history it is."""
        return f"office:{self.sop.id}"

    def frame(self, place: int) -> Tokens:
        """Where the cases stood at the end of that day."""
        return self.on(self.moments[place].on)

    def on(self, day: date) -> Tokens:
        """Where the cases stood at the end of a day, also of one before the first or behind the last fact."""
        standing = (track.on(day) for track in self._tracks)
        return tokens_of(self.sop, (case for case in standing if case is not None), day, self._calendar)

    def sentence(self, place: int) -> str:
        """What came on that day, with the agenda number of its case."""
        told = self._told.get(self.moments[place].on, ())
        more = f" Dan {len(told) - _TOLD} catatan lain." if len(told) > _TOLD else ""
        return " ".join(told[:_TOLD]) + more


def office_replay(register: Register, sop: str, *, progress: Progress = unheard) -> OfficeReplay:
    """The history of every case that follows this version, cancelled ones as long as they were open.

    `progress` may raise to cancel. UserError where the facts of a case cannot be read any more.
    """
    with register.reading() as session:
        procedure = register.sop(session, sop)
        calendar = register.calendar(register.office(session))
        numbers = session.scalars(select(CaseRecord.id).where(CaseRecord.sop == sop).order_by(CaseRecord.id)).all()
        tracks: list[_Track] = []
        told: dict[date, list[str]] = {}
        for done, case in enumerate(numbers):
            progress(done, len(numbers), "Membaca riwayat kasus")
            log = logs.load(session, logs.case_stream(case))
            try:
                track, state = _track(case, log, procedure, calendar)
            except logs.UNREADABLE as error:
                raise logs.unreadable(logs.case_stream(case)) from error
            tracks.append(track)
            for day, link in zip(_days(log), corrected(log), strict=True):
                sentence = case_sentence(link.fact, procedure, state)  # type: ignore[arg-type]  # a case's own facts
                told.setdefault(day, []).append(f"{state.agenda}: {sentence}")
    happened = [day for day, sentences in told.items() for _ in sentences]
    found = {day: tuple(sentences) for day, sentences in told.items()}
    return OfficeReplay(procedure, days(happened, register.today), len(happened), tuple(tracks), found, calendar)


def _days(log: Sequence[Recorded]) -> list[date]:
    """The day of each fact; one that was entered late comes where it stands in the log."""
    found: list[date] = []
    for link in log:
        found.append(max(link.happened_on, found[-1]) if found else link.happened_on)
    return found


def _track(case: int, log: Sequence[Recorded], sop: Sop, calendar: WorkCalendar) -> tuple[_Track, CaseState]:
    when: list[date] = []
    stood: list[OpenIn | None] = []
    for day, state in zip(_days(log), states(log), strict=True):
        place = _standing(case, state, sop, calendar)
        if when and when[-1] == day:
            stood[-1] = place
        elif not stood or stood[-1] != place:
            when.append(day)
            stood.append(place)
    return _Track(tuple(when), tuple(stood)), state


def _standing(case: int, state: CaseState, sop: Sop, calendar: WorkCalendar) -> OpenIn | None:
    visit = state.visit
    if visit is None:
        return None
    held = visit.holds[-1].start if visit.held else None
    asked = max(visit.entered, held or visit.entered)
    late = due(visit.entered, sop.step(visit.step).time, calendar, visit.holds, asked).late
    return OpenIn(case, state.agenda, visit.step, visit.entered, late, held)


def tokens_on(register: Register, on: date) -> tuple[Tokens, ...]:
    """Where the cases stood at the end of a day, for every version of the SOP that any of them followed then.

    UserError for a day that has not come.
    """
    has_come(on, register.today)
    with register.reading() as session:
        versions = session.scalars(select(CaseRecord.sop).distinct().order_by(CaseRecord.sop)).all()
    found = (office_replay(register, sop).on(on) for sop in versions)
    return tuple(one for one in found if one.open)
