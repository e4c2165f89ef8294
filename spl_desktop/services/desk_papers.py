"""What is taken along from the morning desk: a summary for a chat, and the deadlines as a calendar file."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import String, and_, cast, literal, select

from spl_desktop.domain.case import Status
from spl_desktop.domain.dates import long_date, short_date
from spl_desktop.models.log import FactRecord
from spl_desktop.models.projections import CaseRecord
from spl_desktop.reports.ics import Event, calendar_file
from spl_desktop.services.desk import Desk, desk, desk_cases
from spl_desktop.services.listing import OPEN, CaseRow
from spl_desktop.services.register import Register
from spl_desktop.services.saving import whole_file

NEAREST = 10
"""How many deadlines the summary names."""


def days_words(row: CaseRow) -> str:
    """How far the deadline is, e.g. "2 hari kerja lagi"; the words of a case on hold say so."""
    left = row.days_left
    if left is None:
        return ""
    if left < 0:
        return f"terlambat {-left} hari kerja"
    if row.status is Status.HELD:
        return "ditunda"
    return "hari ini" if left == 0 else f"{left} hari kerja lagi"


def summary(shown: Desk, rows: Sequence[CaseRow]) -> str:
    """The desk as short plain text to paste into a chat; `rows` are all open cases, the nearest deadline first."""
    whose = f" ({shown.lane_name})" if shown.lane else ""
    lines = [f"Meja Kerja SPL{whose}, {long_date(shown.today)}"]
    counted = [f"- {one.words}: {one.count}" for one in shown.counters if one.count]
    lines += counted or ["Tidak ada yang menunggu hari ini."]
    if rows:
        lines += ["", "Tenggat terdekat:"]
        for number, row in enumerate(rows[:NEAREST], 1):
            due = f", jatuh tempo {short_date(row.due)}" if row.due else ""
            place = f"langkah {row.step_number}{due} ({days_words(row)})"
            lines.append(f"{number}. {row.agenda} {row.agency}, {row.system}: {place}")
        if len(rows) > NEAREST:
            lines.append(f"... dan {len(rows) - NEAREST} kasus lain.")
    return "\n".join(lines)


def write_summary(register: Register, *, today: date | None = None, lane: str = "", waiting_days: int) -> str:
    """The summary of the desk as it stands."""
    shown = desk(register, today=today, lane=lane, waiting_days=waiting_days)
    return summary(shown, desk_cases(register, today=today, lane=lane, waiting_days=waiting_days))


def write_calendar(register: Register, target: Path, *, today: date | None = None, lane: str = "") -> int:
    """Writes the deadlines of the open cases as .ics, and gives their number; UserError where it cannot be written.

    A case keeps its event through all its steps: taken in again, the calendar moves it to the new deadline.
    """
    shown = desk(register, today=today, lane=lane)  # refuses an unknown lane
    rows = desk_cases(register, today=today, lane=lane)
    with register.reading() as session:
        calendar = register.office(session).calendar
        beginning = and_(FactRecord.stream == literal("case:") + cast(CaseRecord.id, String), FactRecord.seq == 1)
        query = select(CaseRecord.id, CaseRecord.seq, FactRecord.hash).join(FactRecord, beginning)
        known = {
            case: (digest, facts) for case, facts, digest in session.execute(query.where(CaseRecord.status.in_(OPEN)))
        }
    # The first fact names the case for ever and everywhere; a further fact or a change of the calendar is a revision.
    events = [
        _event(row, f"{digest[:32]}@spl-desktop", facts + calendar)
        for row in rows
        if row.due is not None and row.id in known
        for digest, facts in (known[row.id],)
    ]
    with whole_file(target) as unfinished:
        unfinished.write_bytes(calendar_file(events, f"Tenggat SPL {shown.lane_name}".strip(), register.now))
    return len(events)


def _event(row: CaseRow, uid: str, revision: int) -> Event:
    assert row.due is not None
    held = row.status is Status.HELD
    waits = f"\nKasus ditunda, jadi tanggal ini masih bergeser. Menunggu: {row.held_for}" if held else ""
    return Event(
        uid=uid,
        day=row.due,
        title=f"Jatuh tempo {row.agenda}: langkah {row.step_number}, {row.agency} ({row.system})",
        text=f"Langkah {row.step_number}. {row.step_text}\nOPD: {row.agency}\nSistem: {row.system}\n"
        f"Hal: {row.subject}{waits}",
        revision=revision,
        tentative=held,
    )
