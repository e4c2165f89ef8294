"""Words and chips for how a case and its steps stand."""

from spl_desktop.domain.case import Status
from spl_desktop.services.queries import CaseRow, Standing

STATUS_CHIPS = {
    Status.RUNNING: "running",
    Status.HELD: "held",
    Status.FINISHED: "finished",
    Status.CANCELLED: "cancelled",
    Status.WITHDRAWN: "withdrawn",
}
STANDING_CHIPS = {
    Standing.NOT_REACHED: "plain",
    Standing.CURRENT: "running",
    Standing.HELD: "held",
    Standing.FINISHED: "finished",
    Standing.FINISHED_LATE: "finished_late",
    Standing.RETURNED: "returned",
    Standing.BROKEN_OFF: "cancelled",
    Standing.OVERDUE: "overdue",
}


def status_chip(row: CaseRow) -> tuple[str, str]:
    """Kind and word of the chip of a case."""
    if row.overdue:
        return "overdue", "Terlambat"
    return STATUS_CHIPS[row.status], row.status.value.capitalize()


def days_left(days: int, *, held: bool = False) -> str:
    """How much time is left, in working days; on hold it stands still."""
    if held:
        return f"ditunda, {f'terlambat {-days}' if days < 0 else f'sisa {days}'} hari kerja"
    if days < 0:
        return f"terlambat {-days} hari kerja"
    return "hari ini" if days == 0 else f"sisa {days} hari kerja"
