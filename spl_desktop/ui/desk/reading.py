"""What the morning desk reads in one go, in the worker thread."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spl_desktop.domain.desk import Waiting
from spl_desktop.services.desk import Desk, desk, desk_cases, lane_choices
from spl_desktop.services.queries import CaseRow

if TYPE_CHECKING:
    from spl_desktop.services.register import Register


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page reads in one go: the counters, and the list of the chosen one or of all open cases."""

    desk: Desk
    counter: Waiting | None
    rows: tuple[CaseRow, ...]


def read(register: "Register", counter: Waiting | None, lane: str, waiting_days: int) -> Shown:
    """Everything that the page shows; runs in the worker thread."""
    known = lane if lane in dict(lane_choices(register)) else ""
    now = desk(register, lane=known, waiting_days=waiting_days)
    rows = desk_cases(register, counter, today=now.today, lane=known, waiting_days=waiting_days)
    return Shown(now, counter, rows)
