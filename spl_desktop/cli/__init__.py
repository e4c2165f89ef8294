"""The command line: parses, runs one command, and turns every failure into a sentence and an exit code."""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from logging.handlers import RotatingFileHandler

from spl_desktop import paths
from spl_desktop.cli.output import say, say_json, use_utf8, warn
from spl_desktop.cli.parser import USAGE, UsageError, parse, version
from spl_desktop.domain.errors import UserError

REFUSED = 1

_logger = logging.getLogger(__name__)


def main(argv: Sequence[str]) -> int:
    """Runs the command line; 0 done, 1 refused with a sentence on standard error, 2 wrongly written."""
    use_utf8()
    wants_json = "--json" in argv
    try:
        return _run(argv)
    except UsageError as refusal:
        warn(refusal.usage)
        return _refused(refusal.sentence, wants_json, USAGE)
    except UserError as refusal:
        return _refused(refusal.sentence, wants_json)
    except KeyboardInterrupt:
        return _refused("Dihentikan. Pekerjaan yang belum selesai tidak disimpan.", wants_json)
    except BrokenPipeError:
        # The reader went away (| head); Python would complain again when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except OSError as error:
        return _refused(_of_the_machine(error), wants_json)
    except Exception:  # noqa: BLE001  # the door: whatever else went wrong is our fault
        return _refused(_our_fault(), wants_json)


def _run(argv: Sequence[str]) -> int:
    try:
        arguments = parse(argv)
    except SystemExit as end:  # --help has been printed
        return int(end.code or 0)
    if arguments.version:
        say(version())
        return 0
    return _command(arguments.command)(arguments)


def _command(name: str | None) -> Callable[[argparse.Namespace], int]:
    """The function behind a command; each is imported when it is asked for."""
    match name:
        case "schedule":
            from spl_desktop.cli import schedule

            return schedule.run
        case "demo":
            from spl_desktop.cli import demo

            return demo.run
        case "desk":
            from spl_desktop.cli import desk

            return desk.run
        case "heat":
            from spl_desktop.cli import heat

            return heat.run
        case "forecast":
            from spl_desktop.cli import forecast

            return forecast.run
        case "ledger":
            from spl_desktop.cli import ledger

            return ledger.run
        case "export":
            from spl_desktop.cli import exchange

            return exchange.run_export
        case "import":
            from spl_desktop.cli import exchange

            return exchange.run_import
        case "document":
            from spl_desktop.cli import document

            return document.run
        case "check":
            from spl_desktop.cli import upkeep

            return upkeep.run_check
        case "rebuild":
            from spl_desktop.cli import upkeep

            return upkeep.run_rebuild
        case "backup":
            from spl_desktop.cli import backups

            return backups.run_backup
        case "restore":
            from spl_desktop.cli import backups

            return backups.run_restore
        case "account":
            from spl_desktop.cli import account

            return account.run
        case "recap":
            from spl_desktop.cli import recap

            return recap.run
        case "conformance":
            from spl_desktop.cli import conformance

            return conformance.run
        case "chart":
            from spl_desktop.cli import chart

            return chart.run
        case "packet":
            from spl_desktop.cli import packet

            return packet.run
        case "template":
            from spl_desktop.cli import template

            return template.run
        case "sop":
            from spl_desktop.cli import sop

            return sop.run_print
        case _:
            from spl_desktop.cli import window

            return window.run


def _refused(sentence: str, wants_json: bool, code: int = REFUSED) -> int:
    if wants_json:
        say_json({"error": sentence})
    warn(sentence)
    return code


def _of_the_machine(error: OSError) -> str:
    from spl_desktop.services.machine import Fault, fault_of, told

    if fault_of(error) in (Fault.FULL, Fault.GONE, Fault.LARGE, Fault.BUSY) and (refusal := told(error)) is not None:
        return refusal.sentence
    reasons: dict[type[OSError], str] = {
        PermissionError: "Anda tidak mempunyai izin, atau berkasnya sedang dibuka program lain",
        FileNotFoundError: "berkas atau mapnya tidak ada",
        FileExistsError: "berkas itu sudah ada",
        IsADirectoryError: "itu map, bukan berkas",
        NotADirectoryError: "itu berkas, bukan map",
    }
    reason = next((words for kind, words in reasons.items() if isinstance(error, kind)), error.strerror or str(error))
    named = f" {error.filename}" if error.filename else ""
    return f"Berkas{named} tidak dapat dibaca atau ditulis: {reason}. Periksa tempat itu, lalu ulangi."


def _our_fault() -> str:
    """Logs the error that is being handled and says where."""
    log = paths.log_file()
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    except OSError:
        handler = None
    if handler is not None:
        from spl_desktop.services.faults import Redacted

        handler.setFormatter(Redacted("%(asctime)s %(levelname)s %(name)s %(message)s"))
        _logger.addHandler(handler)
    _logger.error("unexpected error", exc_info=True)
    if handler is None:
        return "Terjadi kesalahan pada program ini, bukan pada Anda. Ulangi; bila tetap terjadi, hubungi pengembang."
    _logger.removeHandler(handler)
    handler.close()
    return (
        "Terjadi kesalahan pada program ini, bukan pada Anda. Ulangi; bila tetap terjadi, kirimkan berkas "
        f"{log} kepada pengembang."
    )
