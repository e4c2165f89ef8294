"""`spl-desktop template`: the Word templates listed, exported, examined, and the office's own put to use."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from spl_desktop.cli.output import say, say_json, table, warn
from spl_desktop.cli.registers import opened, register_path
from spl_desktop.domain.dates import short_date
from spl_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from spl_desktop.services.register import Register


def run(arguments: argparse.Namespace) -> int:
    """The sub-command."""
    commands = {
        "list": run_list,
        "export": run_export,
        "check": run_check,
        "fields": run_fields,
        "adopt": run_adopt,
        "withdraw": run_withdraw,
    }
    return commands[arguments.what](arguments)


def run_list(arguments: argparse.Namespace) -> int:
    """Every document with the template that makes it."""
    from spl_desktop.services.templates import list_templates

    with _if_there(arguments) as register:
        rows = list_templates(register)
    if arguments.json:
        told = [
            {
                "name": row.name,
                "title": row.title,
                "own": row.own is not None,
                "file": row.own.file.name if row.own is not None else "",
                "since": row.own.since.isoformat() if row.own is not None else "",
            }
            for row in rows
        ]
        say_json({"templates": told})
        return 0
    shown = [
        (row.name, row.title, f"milik kantor sejak {short_date(row.own.since)}" if row.own is not None else "bawaan")
        for row in rows
    ]
    say(table(("Nama", "Dokumen", "Templat"), shown))
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Writes the template in use, with --original the shipped one, to be edited in Word."""
    from spl_desktop.services.templates import export_template

    target: Path = arguments.out
    if target.suffix.lower() != ".docx":
        raise UserError(f'Akhiran "{target.suffix}" tidak dikenal. Tulis nama berkas dengan .docx.')
    with _if_there(arguments) as register:
        export_template(register, arguments.name, target, original=arguments.original)
    if arguments.json:
        say_json({"name": arguments.name, "file": str(target)})
    else:
        say(f"Templat {arguments.name} ditulis ke {target}")
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """What the template doctor finds; 0 where the template can be used, otherwise 1."""
    from spl_desktop.services.templates import check_template, is_usable

    name = _named(arguments)
    findings = check_template(name, arguments.file)
    sound = is_usable(findings)
    if arguments.json:
        told = [asdict(one) for one in findings]
        say_json({"file": str(arguments.file), "name": name, "usable": sound, "findings": told})
        return 0 if sound else 1
    for one in findings:
        say(f"{one.severity}: {one}")
    say(f"Templat dapat dipakai untuk {name}." if sound else f"Templat belum dapat dipakai untuk {name}.")
    return 0 if sound else 1


def run_fields(arguments: argparse.Namespace) -> int:
    """Every field that the template may name, with meaning and example."""
    from spl_desktop.services.templates import field_lines

    lines = field_lines(arguments.name)
    if arguments.json:
        say_json({"name": arguments.name, "fields": [asdict(line) for line in lines]})
    else:
        say(table(("Isian", "Arti", "Contoh"), [(line.tag, line.meaning, line.example) for line in lines]))
    return 0


def run_adopt(arguments: argparse.Namespace) -> int:
    """The file is the office's template from now on; what it had better print is told on standard error."""
    from spl_desktop.services.templates import adopt_template, check_template

    name = _named(arguments)
    with opened(arguments) as register:
        adopt_template(register, name, arguments.file)
        advice = check_template(name, arguments.file)
    for one in advice:
        warn(f"{one.severity}: {one}")
    if arguments.json:
        say_json({"name": name, "file": str(arguments.file)})
    else:
        say(f"Templat kantor {arguments.file.name} dipakai untuk {name}.")
    return 0


def run_withdraw(arguments: argparse.Namespace) -> int:
    """The shipped template is used again."""
    from spl_desktop.services.templates import withdraw_template

    with opened(arguments) as register:
        withdraw_template(register, arguments.name)
    if arguments.json:
        say_json({"name": arguments.name})
    else:
        say(f"Templat bawaan dipakai lagi untuk {arguments.name}.")
    return 0


def _named(arguments: argparse.Namespace) -> str:
    """The template that the file is for: as said, otherwise as the file is called."""
    from spl_desktop.services.templates import names

    name: str = arguments.as_name or arguments.file.stem
    if not arguments.as_name and name not in names():
        raise UserError(
            f'Dari nama berkas "{arguments.file.name}" tidak tampak untuk dokumen apa templat itu. '
            f"Tambahkan --as NAMA; pilih salah satu: {', '.join(names())}."
        )
    return name


@contextmanager
def _if_there(arguments: argparse.Namespace) -> "Iterator[Register | None]":
    """The register that is named or this user's; None where this user has none yet: the shipped templates are there."""
    if getattr(arguments, "register", None) is None and not register_path(arguments).exists():
        yield None
        return
    with opened(arguments) as register:
        yield register
