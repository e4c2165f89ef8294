"""`spl-desktop ledger`: the days that lead to a deadline of a case, with why each counts or not."""

import argparse
from typing import Any

from spl_desktop.cli.output import say, say_json, table
from spl_desktop.cli.registers import opened
from spl_desktop.domain.dates import letter_date, long_date
from spl_desktop.services.ledgers import VisitLedger, visit_ledger


def run(arguments: argparse.Namespace) -> int:
    """Prints the ledger of the visit, of the newest one where none is named."""
    from spl_desktop.services.queries import find_case

    with opened(arguments) as register:
        shown = visit_ledger(register, find_case(register, arguments.case), arguments.visit)
    if arguments.json:
        say_json(as_json(shown))
        return 0
    say(f"Kasus {shown.agenda}, langkah {shown.step.number}: {shown.step.text}")
    say(f"Kunjungan {shown.visit}, putaran {shown.round}, mulai {long_date(shown.entered)}")
    say(shown.rule)
    held = f", mundur {shown.due.held_days} hari karena ditunda" if shown.due.held_days else ""
    say(f"Sasaran {letter_date(shown.due.early)}, jatuh tempo {letter_date(shown.due.late)}{held}")
    say(f"{shown.judged_by}\n")
    rows = [(long_date(day.date), str(day.count) if day.counts else "-", shown.why(day)) for day in shown.days]
    say(table(("Hari", "Hitungan", "Alasan"), rows))
    return 0


def as_json(shown: VisitLedger) -> dict[str, Any]:
    """The ledger as plain values, dates in ISO form."""
    time = shown.step.time
    return {
        "agenda": shown.agenda,
        "visit": shown.visit,
        "round": shown.round,
        "step": shown.step.id,
        "step_number": shown.step.number,
        "entered": shown.entered.isoformat(),
        "ended": shown.ended.isoformat() if shown.ended else None,
        "unit": time.unit.value,
        "least": time.least,
        "most": time.most,
        "rule": shown.rule,
        "due_early": shown.due.early.isoformat(),
        "due_late": shown.due.late.isoformat(),
        "held_days": shown.due.held_days,
        "calendar_version": shown.calendar.version,
        "calendar": shown.judged_by,
        "days": [
            {"date": day.date.isoformat(), "counts": day.counts, "count": day.count, "why": day.why}
            for day in shown.days
        ],
    }
