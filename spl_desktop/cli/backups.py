"""`spl-desktop backup` and `restore`: a verified copy of the register, and the way back to one."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spl_desktop.cli.output import Progress, say, say_json, table, warn
from spl_desktop.cli.registers import opened, register_path
from spl_desktop.domain.dates import wib_text

if TYPE_CHECKING:
    from spl_desktop.services.backup import Backup
    from spl_desktop.services.restore import Permit


def run_backup(arguments: argparse.Namespace) -> int:
    """Makes a backup, or lists them; 1 where the folder named by --out did not get its copy."""
    from spl_desktop.services.backup import list_backups, manual_backup

    out: Path | None = arguments.out
    if arguments.list:
        return _list(list_backups(register_path(arguments).absolute(), out), as_json=arguments.json)
    with opened(arguments) as register:
        done = manual_backup(register, out, Progress())
    made = [done.backup, *([done.second] if done.second else [])]
    if arguments.json:
        say_json({"backups": [_row(one) for one in made]} | ({"error": done.problem} if done.problem else {}))
    else:
        for one in made:
            say(f"Cadangan selesai dan sudah diperiksa: {one.path} ({one.cases} kasus, {one.facts} catatan)")
    if done.problem:
        warn(done.problem)
    return 1 if done.problem else 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Goes back to a backup with --yes; without it says what would be lost, does nothing, and is a refusal."""
    from spl_desktop.services.clock import SystemClock
    from spl_desktop.services.restore import compare, restore

    register = register_path(arguments).absolute()
    loss = compare(arguments.file, register)
    lost: dict[str, Any] = {
        "facts": loss.facts,
        "cases": loss.cases,
        "agendas": list(loss.agendas),
        "continued": loss.continued,
        "drafts": loss.drafts,
    }
    if not arguments.yes:
        refusal = "Belum ada yang diubah. Tambahkan --yes untuk memulihkan."
        if arguments.json:
            say_json({"backup": _row(loss.backup), "lost": lost, "restored": False, "error": refusal})
        else:
            say(loss.sentence())
        warn(refusal)
        return 1
    done = restore(arguments.file, register, SystemClock(), progress=Progress(), permit=_permit(arguments))
    replaced = None if done.replaced is None else str(done.replaced)
    if arguments.json:
        say_json({"backup": _row(done.backup), "lost": lost, "restored": True, "replaced": replaced})
    else:
        say(f"Register {register} dipulihkan dari {done.backup.path}.")
        if replaced is not None:
            say(f"Register yang diganti disimpan di {replaced}.")
    if done.problem:
        warn(done.problem)
    return 0


def _permit(arguments: argparse.Namespace) -> "Permit | None":
    """The right to restore, where the register that stands there has accounts to sign in to."""
    if not hasattr(arguments, "account"):
        return None
    from spl_desktop.services.restore import permit_restore

    with opened(arguments) as register:
        return permit_restore(register)


def _list(found: "tuple[Backup, ...]", *, as_json: bool) -> int:
    from spl_desktop.services.backup_files import WORDS

    if as_json:
        say_json([_row(one) for one in found])
    elif not found:
        say("Belum ada cadangan untuk register ini. Buat dengan: spl-desktop backup")
    else:
        head = ("Dibuat (WIB)", "Jenis", "Kasus", "Catatan", "Ukuran", "Berkas")
        lines = [
            (
                wib_text(one.made),
                WORDS[one.kind],
                str(one.cases),
                str(one.facts),
                f"{one.size / 1e6:.1f} MB".replace(".", ","),
                str(one.path),
            )
            for one in found
        ]
        say(table(head, lines))
    return 0


def _row(one: "Backup") -> dict[str, Any]:
    return {
        "file": str(one.path),
        "kind": str(one.kind),
        "made": one.made.isoformat(),
        "bytes": one.size,
        "cases": one.cases,
        "facts": one.facts,
        "sha256": one.sha256,
        "second_place": one.second,
    }
