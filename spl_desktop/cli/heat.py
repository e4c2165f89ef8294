"""`spl-desktop heat`: where the open cases stand on the SOP, and how its steps were worked in a period."""

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from spl_desktop.cli.output import say, say_json, table
from spl_desktop.cli.registers import opened
from spl_desktop.domain.dates import letter_date, long_date
from spl_desktop.domain.heat import Heat, Tokens
from spl_desktop.domain.heat_text import heat_summary, per_cent, return_words, tokens_summary
from spl_desktop.domain.percentiles import METHOD, SLOW_PER_CENT
from spl_desktop.domain.period import year_to
from spl_desktop.domain.text import number_text
from spl_desktop.services.heat import heat, tokens
from spl_desktop.services.office_replay import tokens_on


def run(arguments: argparse.Namespace) -> int:
    """Prints both; without a first or a last day the period is the year up to today, and cases stand as they do now."""
    with opened(arguments) as register:
        today = register.today
        start, end = year_to(today)
        start, end = arguments.start or start, arguments.end or end
        standing = tokens(register, today=today) if arguments.at is None else tokens_on(register, arguments.at)
        worked = heat(register, start, end)
    if arguments.json:
        say_json(as_json(standing, worked, arguments.at or today, start, end))
    else:
        _tell(standing, worked, arguments.at or today, start, end)
    return 0


def as_json(standing: Sequence[Tokens], worked: Sequence[Heat], today: date, start: date, end: date) -> dict[str, Any]:
    """Both as plain values, version by version of the SOP."""
    return {
        "date": today.isoformat(),
        "start": start.isoformat(),
        "end": end.isoformat(),
        "percentile": SLOW_PER_CENT,
        "method": METHOD,
        "tokens": [
            {"sop": one.sop, "open": one.open, "overdue": one.overdue, "steps": [asdict(step) for step in one.steps]}
            for one in standing
        ],
        "heat": [
            {
                "sop": one.sop,
                "ended": one.ended,
                "steps": [asdict(step) | {"share": step.share} for step in one.steps],
                "returns": [asdict(back) | {"share": back.share} for back in one.returns],
            }
            for one in worked
        ],
    }


def _tell(standing: Sequence[Tokens], worked: Sequence[Heat], today: date, start: date, end: date) -> None:
    say(f"Kasus pada langkah SOP, {long_date(today)}")
    if not standing:
        say("Tidak ada kasus terbuka.")
    for one in standing:
        lines = [
            (
                str(step.number),
                str(step.open),
                str(step.overdue),
                str(step.held),
                f"{step.oldest_agenda} ({step.oldest_days} hari kerja)",
            )
            for step in one.steps
            if step.open
        ]
        say(f"\nSOP {one.sop}: {tokens_summary(one)}")
        say(table(("Langkah", "Kasus", "Terlambat", "Ditunda", "Paling lama"), lines))
    if not worked:
        say(f"\nTidak ada kunjungan langkah yang berakhir pada {letter_date(start)} sampai {letter_date(end)}.")
    for heated in worked:
        say(f"\nSOP {heated.sop}: {heat_summary(heated)}")
        say(table(("Langkah", "Berakhir", "Median", f"{SLOW_PER_CENT}%", "Tepat waktu"), _lines(heated)))
        say(f"Hari kerja bersih tanpa jeda; persentil dengan {METHOD}.")
        for back in heated.returns:
            if back.count:
                say(return_words(back))


def _lines(heated: Heat) -> list[tuple[str, ...]]:
    return [
        (str(step.number), str(step.ended), number_text(step.median), number_text(step.slow), per_cent(step.share))
        for step in heated.steps
        if step.median is not None and step.slow is not None and step.share is not None
    ]
