"""`spl-desktop recap`: what happened in a period, as numbers, as Word or as Excel."""

import argparse
from dataclasses import asdict

from spl_desktop.cli.output import Progress, say, say_json
from spl_desktop.cli.registers import opened


def run(arguments: argparse.Namespace) -> int:
    """Tells the figures of the period, and writes them where a file is named."""
    from spl_desktop.services.period import period, write_period

    with opened(arguments) as register:
        if arguments.out is not None:
            found = write_period(register, arguments.start, arguments.end, arguments.out, progress=Progress())
        else:
            found = period(register, arguments.start, arguments.end)
        today = register.today
    if arguments.json:
        figures = asdict(found)
        figures["start"], figures["end"] = found.start.isoformat(), found.end.isoformat()
        for case in figures["cases"]:
            case["received"] = case["received"].isoformat()
            case["ended"] = case["ended"].isoformat() if case["ended"] else None
        say_json({**figures, "file": str(arguments.out) if arguments.out else ""})
        return 0
    for sentence in found.summary(today):
        say(sentence)
    if arguments.out is not None:
        say(f"Rekap ditulis ke {arguments.out}")
    return 0
