"""`spl-desktop desk`: what waits today, the nearest deadlines, and the deadlines as a calendar file."""

import argparse
from typing import Any

from spl_desktop.cli.output import say, say_json, table
from spl_desktop.cli.registers import opened
from spl_desktop.domain.dates import long_date, short_date
from spl_desktop.domain.desk import WAITING_DAYS
from spl_desktop.services.desk import Desk, desk, desk_cases
from spl_desktop.services.desk_papers import days_words, write_calendar
from spl_desktop.services.listing import CaseRow


def run(arguments: argparse.Namespace) -> int:
    """Prints the desk, or writes its deadlines where a file is named."""
    waiting = WAITING_DAYS if arguments.waiting is None else arguments.waiting
    with opened(arguments) as register:
        if arguments.ics is not None:
            written = write_calendar(register, arguments.ics, lane=arguments.lane)
            if arguments.json:
                say_json({"file": str(arguments.ics), "deadlines": written})
            else:
                say(f"{written} tenggat ditulis ke {arguments.ics}")
            return 0
        shown = desk(register, lane=arguments.lane, waiting_days=waiting)
        day, lane = shown.today, shown.lane
        rows = desk_cases(register, today=day, lane=lane, waiting_days=waiting)
        behind = {
            one.id: desk_cases(register, one.id, today=day, lane=lane, waiting_days=waiting)
            for one in shown.counters
            if arguments.json
        }
    if arguments.json:
        say_json(as_json(shown, rows, behind))
    else:
        _tell(shown, rows)
    return 0


def as_json(shown: Desk, rows: tuple[CaseRow, ...], behind: dict[Any, tuple[CaseRow, ...]]) -> dict[str, Any]:
    """The desk as plain values: the counters with the agenda numbers behind each, and the deadlines in order."""
    return {
        "date": shown.today.isoformat(),
        "lane": shown.lane,
        "waiting_days": shown.waiting_days,
        "open": shown.open,
        "counters": [
            {
                "id": one.id.value,
                "words": one.words,
                "count": one.count,
                "cases": [row.agenda for row in behind[one.id]],
            }
            for one in shown.counters
        ],
        "deadlines": [
            {
                "agenda": row.agenda,
                "agency": row.agency,
                "system": row.system,
                "step": row.step,
                "step_number": row.step_number,
                "due": row.due.isoformat() if row.due else None,
                "days_left": row.days_left,
                "status": row.status.value,
            }
            for row in rows
        ],
    }


def _tell(shown: Desk, rows: tuple[CaseRow, ...]) -> None:
    whose = f", {shown.lane_name}" if shown.lane else ""
    say(f"Meja Kerja{whose}, {long_date(shown.today)}\n")
    say(table(("Yang menunggu", "Kasus"), [(one.words, str(one.count)) for one in shown.counters]))
    if not rows:
        say("\nTidak ada kasus terbuka.")
        return
    lines = [
        (short_date(row.due) if row.due else "-", days_words(row), row.agenda, str(row.step_number), row.agency)
        for row in rows
    ]
    say(f"\nTenggat terdekat ({shown.open} kasus terbuka)")
    say(table(("Jatuh tempo", "Sisa", "Agenda", "Langkah", "OPD"), lines))
