"""`spl-desktop forecast`: when open cases will likely be finished, from the office's own finished visits."""

import argparse
from dataclasses import asdict
from typing import Any

from spl_desktop.cli.output import say, say_json, table
from spl_desktop.cli.registers import opened
from spl_desktop.domain.dates import short_date
from spl_desktop.domain.forecast import Source
from spl_desktop.services.forecast import CaseForecast, case_forecast, forecasts


def run(arguments: argparse.Namespace) -> int:
    """Prints the forecast of the case named, otherwise of every open case."""
    from spl_desktop.services.queries import find_case

    with opened(arguments) as register:
        case = find_case(register, arguments.case) if arguments.case else 0
        found = (case_forecast(register, case),) if case else forecasts(register)
    if arguments.json:
        say_json([as_json(one) for one in found])
    elif arguments.case:
        _tell(found[0])
    else:
        _tell_all(found)
    return 0


def as_json(found: CaseForecast) -> dict[str, Any]:
    """The forecast as plain values, dates in ISO form and null where there is none.

    Where `outlasted` is not null, both dates are only the earliest possible.
    """
    made = found.forecast
    return {
        "agenda": found.agenda,
        "agency": found.agency,
        "system": found.system,
        "step": found.step,
        "step_number": found.step_number,
        "date": made.today.isoformat(),
        "held": made.held,
        "likely": made.likely.isoformat() if made.likely else None,
        "safe": made.safe.isoformat() if made.safe else None,
        "samples": made.samples,
        "outlasted": asdict(made.outlasted) if made.outlasted else None,
        "steps": [
            {
                "step": one.step,
                "number": one.number,
                "current": one.current,
                "source": one.source.value,
                "samples": one.samples,
                "likely_days": one.likely,
                "safe_days": one.safe,
                "visits": round(one.visits, 2),
                "returned": round(one.returned, 4),
            }
            for one in made.steps
        ],
        "warnings": list(found.warnings),
    }


def _tell(found: CaseForecast) -> None:
    made = found.forecast
    say(f"Kasus {found.agenda}, {found.agency}, langkah {found.step_number}")
    say(made.sentence)
    say(f"{made.basis}\n")
    rows = [
        (
            f"{one.number}{' (sisa)' if one.current else ''}",
            f"{one.samples} kunjungan" if one.source is Source.OFFICE else f"SOP ({one.samples} kunjungan)",
            *made.days_words(one),
            f"{one.returned:.0%}",
        )
        for one in made.steps
    ]
    say(table(("Langkah", "Dasar", "Hari kerja", "Aman", "Dikembalikan"), rows))
    for warning in found.warnings:
        say(f"\nPerhatian: {warning}")


def _tell_all(found: tuple[CaseForecast, ...]) -> None:
    if not found:
        say("Tidak ada kasus terbuka.")
        return
    rows = []
    for one in found:
        made = one.forecast
        days = tuple(short_date(day) if day else "-" for day in (made.likely, made.safe))
        if made.outlasted is not None:
            days = (f"paling awal {days[0]}" if made.likely else days[0], "-")
        rows.append((one.agenda, str(one.step_number), *days, str(made.samples), one.agency))
    say(table(("Agenda", "Langkah", "Perkiraan", "Aman", "Kunjungan", "OPD"), rows))
    for warning in dict.fromkeys(warning for one in found for warning in one.warnings):
        say(f"\nPerhatian: {warning}")
