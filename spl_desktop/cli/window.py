"""No command: the window, or the demo where there is no screen to show it on."""

import argparse
import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from spl_desktop.cli.output import say
from spl_desktop.domain.errors import UserError


def run(arguments: argparse.Namespace) -> int:
    """Opens the window; without a screen the demo is walked in a new folder below the current one."""
    register: Path | None = getattr(arguments, "register", None)
    if has_screen():
        from spl_desktop.app import run_window

        return run_window(register, recorder=getattr(arguments, "recorder", ""))
    if register is not None:
        raise UserError(
            "Komputer ini tidak mempunyai layar, jadi jendela untuk register itu tidak dapat dibuka. "
            "Pakai perintah tanpa jendela; lihat spl-desktop --help."
        )
    from spl_desktop.cli.demo import walk
    from spl_desktop.services.clock import SystemClock

    folder = new_folder(Path.cwd(), SystemClock().today())
    say("Komputer ini tidak mempunyai layar, jadi jendela tidak dapat dibuka.")
    say(f"Sebagai gantinya contoh dijalankan tanpa jendela; hasilnya di {folder}")
    walk(folder)
    return 0


def has_screen(platform: str = sys.platform, environ: Mapping[str, str] | None = None) -> bool:
    """Whether a window can be shown; a Qt platform that somebody chose himself counts as a screen."""
    known = os.environ if environ is None else environ
    return not platform.startswith("linux") or any(
        known.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )


def new_folder(where: Path, today: date) -> Path:
    """A folder below `where` that does not exist yet."""
    wanted = where / f"spl-demo-{today.isoformat()}"
    folder, number = wanted, 1
    while folder.exists():
        number += 1
        folder = wanted.with_name(f"{wanted.name}-{number}")
    return folder
