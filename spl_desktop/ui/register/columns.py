"""The columns of the register: what each says of a case, and what stands out without colour."""

from typing import Final

from spl_desktop.domain.case import Status
from spl_desktop.domain.dates import long_date, short_date
from spl_desktop.services.queries import CaseRow
from spl_desktop.ui.widgets.frozen_rows import Column, Hints

STATUS_WORDS: Final = {
    Status.RUNNING: "Berjalan",
    Status.HELD: "Ditunda",
    Status.FINISHED: "Selesai",
    Status.CANCELLED: "Dibatalkan",
    Status.WITHDRAWN: "Ditarik",
}
_STATUS_HINTS: Final = {
    Status.RUNNING: ("running", "accent"),
    Status.HELD: ("held", "warn"),
    Status.FINISHED: ("finished", "good"),
    Status.CANCELLED: ("cancelled", "muted"),
    Status.WITHDRAWN: ("withdrawn", "muted"),
}


def days_left_text(row: CaseRow) -> str:
    """What is left of the time in words (hari kerja); it stands still on hold, and a triangle marks what is overdue."""
    left = row.days_left
    if left is None:
        return "–"
    if left < 0:
        return f"▲ terlambat {-left} hari"
    if row.status is Status.HELD:
        return f"{left} hari, berhenti"
    return "hari ini" if left == 0 else f"{left} hari"


def step_text(row: CaseRow) -> str:
    """The step that the case stands at, with its number."""
    return f"{row.step_number}. {row.step_text}" if row.step else "–"


def round_text(row: CaseRow) -> str:
    """Round and visits of a case."""
    return f"putaran {row.round} / {row.visits} kunjungan" if row.round else f"{row.visits} kunjungan"


def _overdue_hints(row: CaseRow) -> Hints | None:
    if row.overdue:
        spoken = f"terlambat {-(row.days_left or 0)} hari kerja"
        return Hints(bold=True, color="danger", tip=_due_tip(row), spoken=spoken)
    return Hints(color="muted") if row.days_left is None else Hints(tip=_due_tip(row))


def _due_hints(row: CaseRow) -> Hints | None:
    if row.due is None:
        return Hints(color="muted")
    return Hints(bold=row.overdue, tip=f"{_due_tip(row)}\nKlik untuk hitungan harinya", link=True)


def _due_tip(row: CaseRow) -> str:
    if row.due is None:
        return ""
    early = f"\nTarget awal: {long_date(row.early)}" if row.early and row.early != row.due else ""
    return f"Jatuh tempo: {long_date(row.due)}{early}"


def _status_hints(row: CaseRow) -> Hints:
    icon, color = _STATUS_HINTS[row.status]
    tip = f"Menunggu: {row.held_for}" if row.status is Status.HELD and row.held_for else ""
    return Hints(icon=icon, color=color, tip=tip)


COLUMNS: Final[tuple[Column[CaseRow], ...]] = (
    Column("agenda", "Nomor agenda", lambda row: row.agenda, 122, sort="agenda", link=True),
    Column("agency", "OPD", lambda row: row.agency, 196, sort="agency", elastic=True),
    Column("system", "Sistem", lambda row: row.system, 140, sort="system", elastic=True),
    Column("step", "Langkah sekarang", step_text, 214, sort="step", elastic=True),
    Column("received", "Masuk", lambda row: short_date(row.received), 92, sort="received"),
    Column(
        "due", "Jatuh tempo", lambda row: short_date(row.due) if row.due else "–", 116, sort="due", hints=_due_hints
    ),
    Column("days_left", "Sisa hari", days_left_text, 158, sort="days_left", hints=_overdue_hints),
    Column("status", "Status", lambda row: STATUS_WORDS[row.status], 112, sort="status", hints=_status_hints),
    Column("subject", "Hal", lambda row: row.subject, 220, sort="subject", hidden=True),
    Column("letter_number", "Nomor surat", lambda row: row.letter_number, 160, sort="letter_number", hidden=True),
    Column("srikandi", "SRIKANDI", lambda row: row.srikandi, 130, sort="srikandi", hidden=True),
    Column("visits", "Putaran dan kunjungan", round_text, 180, sort="visits", hidden=True),
    Column("changed", "Pembaruan terakhir", lambda row: short_date(row.changed), 140, sort="changed", hidden=True),
)
