"""`spl-desktop recap`: what happened in a period, as numbers, as Word or as Excel."""

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from spl_desktop.cli.output import Progress, say, say_json
from spl_desktop.cli.registers import opened

if TYPE_CHECKING:
    from spl_desktop.domain.trends import Trends


def run(arguments: argparse.Namespace) -> int:
    """Tells the figures of the period, and writes them where a file is named."""
    from spl_desktop.domain.trends import Chart
    from spl_desktop.services.period import period, write_period
    from spl_desktop.services.trends import trends_of

    with opened(arguments) as register:
        if arguments.out is not None:
            found = write_period(register, arguments.start, arguments.end, arguments.out, progress=Progress())
        else:
            found = period(register, arguments.start, arguments.end)
        today = register.today
        shown = trends_of(register, found) if arguments.charts else None
    if arguments.json:
        figures = asdict(found)
        figures["start"], figures["end"] = found.start.isoformat(), found.end.isoformat()
        figures["as_of"] = min(found.end, found.as_of).isoformat()
        for case in figures["cases"]:
            case["received"] = case["received"].isoformat()
            case["ended"] = case["ended"].isoformat() if case["ended"] else None
        charts = {"charts": charts_as_json(shown)} if shown is not None else {}
        say_json({**figures, **charts, "file": str(arguments.out) if arguments.out else ""})
        return 0
    for sentence in found.summary(today):
        say(sentence)
    if shown is not None:
        for chart in Chart:
            say(f"\n{shown.title(chart)}\n{shown.told(chart)}")
    if arguments.out is not None:
        say(f"Rekap ditulis ke {arguments.out}")
    return 0


def charts_as_json(shown: "Trends") -> dict[str, Any]:
    """The figures of the charts as plain values, each chart by its name with its title, headings and rows."""
    from spl_desktop.domain.trends import Chart
    from spl_desktop.reports.trend_tables import COLUMNS, rows_of

    return {
        "as_of": shown.as_of.isoformat(),
        **{
            chart.value: {
                "title": shown.title(chart),
                "columns": [column.key for column in COLUMNS[chart]],
                "rows": rows_of(shown, chart),
            }
            for chart in Chart
        },
    }
