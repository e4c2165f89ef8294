"""The ledger of a visit: for each calendar day to its deadline, whether it counts and why."""

from dataclasses import dataclass
from datetime import date

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop import Step
from spl_desktop.domain.timing import Due, LedgerDay, due, ledger, rule_sentence
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.services.acting import situation
from spl_desktop.services.register import Register


@dataclass(frozen=True, slots=True)
class VisitLedger:
    """The days from the one after entry to the deadline, the deadline itself, and what both are judged by.

    `newest` tells that `calendar` is the work calendar in force: so it is for every open visit.
    """

    agenda: str
    step: Step
    visit: int
    round: int
    entered: date
    ended: date | None
    due: Due
    days: tuple[LedgerDay, ...]
    calendar: WorkCalendar
    newest: bool

    @property
    def rule(self) -> str:
        """The standard as the SOP words it, its range, and how its unit is counted."""
        return rule_sentence(self.step.time)

    @property
    def judged_by(self) -> str:
        """The version of the work calendar that holds for this visit, and why that one."""
        why = "yang berlaku sekarang" if self.newest else "yang berlaku ketika langkah ini berakhir"
        return f"Dihitung menurut {self.calendar.words}, {why}."

    def why(self, day: LedgerDay) -> str:
        """Why the day counts or not, and whether it is the early target or the deadline."""
        if day.date == self.due.late:
            return f"{day.why} (jatuh tempo)"
        return f"{day.why} (sasaran)" if day.date == self.due.early else day.why


def visit_ledger(register: Register, case: int, visit: int = 0) -> VisitLedger:
    """The ledger of that visit, 0 for the newest, by the calendar that judges it.

    UserError where the case has no visit of that number.
    """
    with register.reading() as session:
        now = situation(session, register, case)
        found = next((one for one in reversed(now.state.visits) if visit in (0, one.number)), None)
        if found is None:
            last = len(now.state.visits)
            raise UserError(
                f"Kunjungan ke-{visit} tidak ada pada kasus {now.state.agenda}, yang terakhir ke-{last}. "
                "Pilih salah satu kunjungannya."
            )
        calendar = register.calendar(now.office, None if found.open else found.calendar)
        step = now.sop.step(found.step)
        until = max(found.ended or now.today, found.entered)
        return VisitLedger(
            agenda=now.state.agenda,
            step=step,
            visit=found.number,
            round=found.round,
            entered=found.entered,
            ended=found.ended,
            due=due(found.entered, step.time, calendar, found.holds, until),
            days=ledger(found.entered, step.time, calendar, found.holds, today=until),
            calendar=calendar,
            newest=calendar.version == now.office.calendar,
        )
