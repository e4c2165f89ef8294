"""Simulates the schedule of a case: when each step would be due if it began on a given day."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from spl_desktop import shipped
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.domain.timing import Planned, schedule
from spl_desktop.domain.workdays import WorkCalendar

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

SHIPPED_SOP = "sop/555-23-IX-2023.toml"


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of the main way with their dates, and a sentence for each year whose days off are not all known."""

    sop: Sop
    planned: tuple[Planned, ...]
    warnings: tuple[str, ...]


def shipped_sop() -> Sop:
    """The SOP that comes with the program."""
    return parse_sop(shipped.read_text(SHIPPED_SOP), SHIPPED_SOP.rpartition("/")[2])


def plan(register: "Register | None", start: date) -> Plan:
    """Each step entered when the one before was due late (maximum times), from `start` on.

    With a register its SOP in force and its work calendar hold, otherwise the shipped SOP and the national calendar.
    UserError for days outside the years 1900 to 9999.
    """
    if register is None:
        return plan_for(shipped_sop(), start, WorkCalendar())
    from spl_desktop.domain.office import work_calendar
    from spl_desktop.services.office import office
    from spl_desktop.services.sops import current_sop

    return plan_for(current_sop(register), start, work_calendar(office(register)))


def plan_for(sop: Sop, start: date, calendar: WorkCalendar) -> Plan:
    """The plan by this SOP and calendar."""
    planned = schedule(sop, start, calendar)
    years = calendar.undecided_years(start, planned[-1].late)
    return Plan(sop, planned, tuple(calendar.warning_for(year) for year in years))


def ledger_of(plan: Plan, number: int) -> Planned:
    """The planned step of that number; UserError where the plan has none."""
    for one in plan.planned:
        if one.number == number:
            return one
    known = ", ".join(str(one.number) for one in plan.planned)
    raise UserError(f"Langkah {number} tidak ada dalam jadwal ini. Pilih salah satu: {known}.")
