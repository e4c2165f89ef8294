"""`spl-desktop schedule`: the dates of every step from a day on."""

import argparse
from typing import Any

from spl_desktop.cli.output import say, say_json, table, warn
from spl_desktop.cli.registers import maybe_opened
from spl_desktop.domain.dates import letter_date, long_date, short_date
from spl_desktop.services.scheduling import Plan, ledger_of, plan

_WIDTH = 60


def run(arguments: argparse.Namespace) -> int:
    """Prints the schedule; warnings about undecided years stand below the table, with --json on standard error."""
    with maybe_opened(arguments) as register:
        made = plan(register, arguments.start)
    if arguments.json:
        say_json(as_json(made))
        for warning in made.warnings:
            warn(f"Perhatian: {warning}")
        return 0
    ledger = _ledger(made, arguments.ledger) if arguments.ledger is not None else ""  # refused before anything is said
    say(f"{made.sop.identity.name} ({made.sop.identity.number})")
    say(f"Mulai {long_date(arguments.start)}\n")
    say(_overview(made))
    if ledger:
        say(f"\n{ledger}")
    for warning in made.warnings:
        say(f"\nPerhatian: {warning}")
    return 0


def as_json(made: Plan) -> list[dict[str, Any]]:
    """The plan as plain values, dates in ISO form."""
    return [
        {
            "number": one.number,
            "step": one.step,
            "activity": step.text,
            "entered": one.entered.isoformat(),
            "due_early": one.early.isoformat(),
            "due_late": one.late.isoformat(),
            "unit": str(step.time.unit),
            "least": step.time.least,
            "most": step.time.most,
            "ledger": [
                {"date": day.date.isoformat(), "counts": day.counts, "count": day.count, "why": day.why}
                for day in one.ledger
            ],
        }
        for one in made.planned
        for step in (made.sop.step(one.step),)
    ]


def _overview(made: Plan) -> str:
    rows = []
    for one in made.planned:
        step = made.sop.step(one.step)
        text = step.text if len(step.text) <= _WIDTH else f"{step.text[: _WIDTH - 1].rstrip()}…"
        dates = (short_date(one.entered), short_date(one.early), short_date(one.late))
        rows.append((str(one.number), text, step.time.text, *dates))
    return table(("No", "Kegiatan", "Waktu", "Mulai", "Target awal", "Jatuh tempo"), rows)


def _ledger(made: Plan, number: int) -> str:
    one = ledger_of(made, number)
    rows = [(long_date(day.date), str(day.count) if day.counts else "-", day.why) for day in one.ledger]
    head = f"Rincian hari langkah {number}, jatuh tempo {letter_date(one.late)}"
    return f"{head}\n{table(('Hari', 'Hitungan', 'Alasan'), rows)}"
