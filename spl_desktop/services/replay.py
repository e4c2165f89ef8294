"""A case from its history: how it stood at each moment, as the fold of the facts that had come by then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from spl_desktop.domain.case import Visit
from spl_desktop.domain.dates import wib_text
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.events import Recorded
from spl_desktop.domain.fold import fold
from spl_desktop.domain.replay import Moment, has_come, moment_at, moments, place_of
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.services import log as logs
from spl_desktop.services.acting import situation
from spl_desktop.services.course import Course, course_of
from spl_desktop.services.queries import FactRow, history_of
from spl_desktop.services.register import Register


class Film(Protocol):
    """A history that can be shown moment by moment."""

    @property
    def key(self) -> str:
        """Whose history it is; of the same one a place stays where it is."""

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Its moments, in order."""

    @property
    def facts(self) -> int:
        """How many facts there are in all."""

    def sentence(self, place: int) -> str:
        """What came at a moment, empty where nothing did."""

    def frame(self, place: int) -> object:
        """What is to be shown at a moment."""


@dataclass(frozen=True, slots=True)
class Replay:
    """The moments of a case, a `Film`; `told` are its facts as sentences, in the order of the log.

    Visits are measured by the calendar that judged them when they ended, the open one by the newest.
    """

    case: int
    sop: Sop
    moments: tuple[Moment, ...]
    told: tuple[FactRow, ...]
    _log: tuple[Recorded, ...]
    _calendars: Mapping[int, WorkCalendar]
    _judging: Mapping[int, int]
    _shown: dict[Moment, Course] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Whose history it is."""
        return logs.case_stream(self.case)

    @property
    def facts(self) -> int:
        """How many facts there are."""
        return len(self.told)

    def frame(self, place: int) -> Course:
        """How the case stood at that moment, to be shown."""
        return self.course(place)

    def sentence(self, place: int) -> str:
        """The fact that came at that moment, who recorded it in whose name and how much later; empty for none."""
        fact = self.fact(place)
        if fact is None:
            return ""
        late = f", {fact.late.removeprefix('dicatat ')}" if fact.late else ""
        return f"{fact.sentence} (dicatat oleh {fact.who}{late})"

    def course(self, place: int) -> Course:
        """How the case stood at that moment."""
        return self._course(self.moments[place])

    def course_at(self, at: datetime) -> Course:
        """How the case stood at that instant; UserError where it did not exist yet."""
        return self._course(moment_at(self.moments, [link.recorded_at for link in self._log], at))

    def _course(self, moment: Moment) -> Course:
        if moment not in self._shown:
            state = fold(self._log[: moment.facts])
            open_visit = state.visits[-1].number if state.visits else 0
            newest = self._calendars[self._judging.get(open_visit, -1)]
            self._shown[moment] = course_of(
                state, self.sop, lambda version: newest if version is None else self._calendars[version], moment.on
            )
        return self._shown[moment]

    def fact(self, place: int) -> FactRow | None:
        """The fact that came at that moment, None where none did."""
        moment = self.moments[place]
        return self.told[moment.facts - 1] if moment.told else None


def replay(register: Register, case: int) -> Replay:
    """The history of a case to today, ready to be shown at any moment; UserError where there is no such case."""
    with register.reading() as session:
        now = situation(session, register, case)
        ended: list[Visit] = [visit for visit in now.state.visits if not visit.open]
        calendars = {visit.calendar: register.calendar(now.office, visit.calendar) for visit in ended}
        calendars[-1] = register.calendar(now.office)
        still_moving = now.state.visit is not None
        last = max(link.happened_on for link in now.log)
        return Replay(
            case,
            now.sop,
            moments([link.happened_on for link in now.log], max(last, now.today) if still_moving else last),
            history_of(now.log, now.sop, now.state),
            now.log,
            calendars,
            {visit.number: visit.calendar for visit in ended},
        )


def course_on(register: Register, case: int, at: date) -> Course:
    """How the case stood at the end of that day, or at that instant where `at` is an aware datetime.

    UserError where it did not exist yet, or where that time has not come.
    """
    found = replay(register, case)
    if not isinstance(at, datetime):
        has_come(at, register.today)
        return found.course(place_of(found.moments, at))
    if at > register.now:
        raise UserError(f"{wib_text(at)} belum tiba. Pilih waktu sampai sekarang.")
    return found.course_at(at)
