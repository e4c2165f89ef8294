"""`spl-desktop template`: the Word templates of documents listed, exported, examined, put into use and withdrawn."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from spl_desktop.cli.output import say, say_json, table
from spl_desktop.cli.registers import maybe_opened, opened
from spl_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from spl_desktop.reports.doctor_file import Finding


def run(arguments: argparse.Namespace) -> int:
    """The sub-command."""
    return {
        "list": run_list,
        "export": run_export,
        "check": run_check,
        "fields": run_fields,
        "adopt": run_adopt,
        "withdraw": run_withdraw,
    }[arguments.what](arguments)


def run_list(arguments: argparse.Namespace) -> int:
    """Every template, and whether the office has one of its own."""
    from spl_desktop.services.templates import list_templates

    with maybe_opened(arguments) as register:
        rows = list_templates(register)
    if arguments.json:
        say_json([{"name": row.name, "title": row.title, "own": row.own.name if row.own else ""} for row in rows])
        return 0
    shown = [(row.name, row.title, row.own.name if row.own else "bawaan") for row in rows]
    say(table(("Nama", "Dokumen", "Templat"), shown))
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Writes a template where it can be opened in Word."""
    from spl_desktop.services.templates import export_template

    target: Path = arguments.out
    if target.suffix.lower() != ".docx":
        raise UserError(f'Akhiran "{target.suffix}" tidak dikenal. Tulis nama berkas dengan .docx.')
    with maybe_opened(arguments) as register:
        export_template(register, arguments.name, target, original=arguments.original)
    _answer(arguments, f"Templat {arguments.name} ditulis ke {target}", template=arguments.name, file=str(target))
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """What the template doctor finds; 1 where the file cannot be used."""
    from spl_desktop.reports.doctor import usable
    from spl_desktop.services.templates import check_template

    name = arguments.name or _name_of(arguments.file)
    findings = check_template(name, arguments.file)
    good = usable(findings)
    if arguments.json:
        say_json({"template": name, "usable": good, "findings": [_told(one) for one in findings]})
    else:
        for finding in findings:
            say(f"{finding.severity}: {finding}")
        say(f"Templat {name} dapat dipakai." if good else f"Templat {name} belum dapat dipakai.")
    return 0 if good else 1


def run_fields(arguments: argparse.Namespace) -> int:
    """Every field of a template with meaning and example."""
    from spl_desktop.services.templates import field_lines

    lines = field_lines(arguments.name)
    if arguments.json:
        say_json([{"tag": tag, "meaning": meaning, "example": example} for tag, meaning, example in lines])
    else:
        say(table(("Isian", "Arti", "Contoh"), lines))
    return 0


def run_adopt(arguments: argparse.Namespace) -> int:
    """The file is the office's template from now on; refused with what is wrong."""
    from spl_desktop.services.templates import adopt_template

    name = arguments.name or _name_of(arguments.file)
    with opened(arguments) as register:
        adopt_template(register, name, arguments.file)
    _answer(
        arguments, f"{arguments.file.name} dipakai sebagai templat {name}.", template=name, file=str(arguments.file)
    )
    return 0


def run_withdraw(arguments: argparse.Namespace) -> int:
    """The shipped template is used again."""
    from spl_desktop.services.templates import withdraw_template

    with opened(arguments) as register:
        withdraw_template(register, arguments.name, reason=arguments.reason)
    _answer(arguments, f"Templat bawaan {arguments.name} dipakai lagi.", template=arguments.name)
    return 0


def _answer(arguments: argparse.Namespace, sentence: str, **said: str) -> None:
    if arguments.json:
        say_json(said)
    else:
        say(sentence)


def _name_of(path: Path) -> str:
    """The template that a file is named after, as it is exported."""
    from spl_desktop.services.templates import names

    if path.stem in names():
        return path.stem
    raise UserError(f'Sebutkan templatnya dengan --as; nama berkas "{path.name}" bukan nama templat.')


def _told(finding: "Finding") -> dict[str, str | int]:
    return {
        "severity": finding.severity,
        "part": finding.part,
        "paragraph": finding.paragraph,
        "place": finding.place,
        "tag": finding.tag,
        "sentence": finding.sentence,
    }
