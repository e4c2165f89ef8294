"""`spl-desktop check` and `rebuild`: is the register whole, and its derived tables made anew."""

import argparse

from spl_desktop.cli.output import say, say_json, warn
from spl_desktop.cli.registers import opened


def run_check(arguments: argparse.Namespace) -> int:
    """Says what was checked; 1 where something is amiss, each problem with its place."""
    from spl_desktop.services.checking import check

    with opened(arguments) as register:
        report = check(register)
        where = register.path
    if arguments.json:
        problems = [{"place": one.place, "sentence": one.sentence} for one in report.problems]
        counts = {"cases": report.cases, "facts": report.facts, "files": report.files}
        say_json({"register": str(where), **counts, "problems": problems})
    else:
        say(f"{where}: {report.cases} kasus, {report.facts} catatan, {report.files} berkas diperiksa.")
        if not report.problems:
            say("Register utuh.")
    for problem in report.problems:
        warn(f"{problem.place}: {problem.sentence}")
    if any(problem.mendable for problem in report.problems):
        warn(f'Bangun Ulang dari sini: spl-desktop rebuild --register "{where}"')
    return 1 if report.problems else 0


def run_rebuild(arguments: argparse.Namespace) -> int:
    """Makes the derived tables anew from the log."""
    from spl_desktop.services.checking import rebuild

    with opened(arguments) as register:
        rebuild(register)
        where = register.path
    if arguments.json:
        say_json({"register": str(where), "rebuilt": True})
    else:
        say(f"Tabel turunan {where} sudah dibangun ulang dari catatannya.")
    return 0
