"""`spl-desktop export` and `import`: rows out to files, cases in from the old paper register."""

import argparse
from typing import TYPE_CHECKING

from spl_desktop.cli.output import Progress, say, say_json, warn
from spl_desktop.cli.registers import maybe_opened, opened

if TYPE_CHECKING:
    from spl_desktop.services.importing import ImportReport


def run_export(arguments: argparse.Namespace) -> int:
    """Writes the file and says how many rows it holds."""
    from spl_desktop.domain.case import Status
    from spl_desktop.services.exporting import VERIFIER, export
    from spl_desktop.services.queries import CaseFilter

    chosen = CaseFilter(
        text=arguments.text,
        statuses=frozenset(Status(status) for status in arguments.status),
        overdue=arguments.overdue,
        sort="agenda",
    )
    with opened(arguments) as register:
        rows = export(register, arguments.what, arguments.file, filter=chosen, progress=Progress())
    if arguments.json:
        say_json({"file": str(arguments.file), "rows": rows})
    else:
        say(f"{rows} baris ditulis ke {arguments.file}")
        if arguments.what == "events" and arguments.file.suffix.lower() == ".jsonl":
            say(f"Pemeriksanya di sampingnya: python3 {VERIFIER} {arguments.file.name}")
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """Writes the template, or takes the workbook in; 1 where bad rows kept everything out."""
    from spl_desktop.services.importing import import_cases, write_template

    if arguments.template is not None:
        with maybe_opened(arguments) as register:
            write_template(arguments.template, register)
        if arguments.json:
            say_json({"template": str(arguments.template)})
        else:
            say(f"Templat ditulis ke {arguments.template}. Baca lembar Petunjuk di dalamnya.")
        return 0
    with opened(arguments) as register:
        report = import_cases(
            register, arguments.file, dry_run=arguments.dry_run, skip_bad=arguments.skip_bad, progress=Progress()
        )
    return _tell(report, arguments)


def _tell(report: "ImportReport", arguments: argparse.Namespace) -> int:
    refused = bool(report.bad) and not arguments.skip_bad
    sentence = report.sentence(dry_run=arguments.dry_run)
    if arguments.json:
        bad = [
            {"sheet": one.sheet, "row": one.row, "column": one.column, "sentence": one.sentence} for one in report.bad
        ]
        counts = {"cases": report.cases, "imported": report.imported, "skipped": report.skipped}
        say_json({**counts, "bad": bad} | ({"error": sentence} if refused else {}))
    for one in report.bad:
        warn(str(one))
    if refused:
        warn(sentence)
    elif not arguments.json:
        say(sentence)
    return 1 if refused else 0
