"""`spl-desktop demo`: a register of examples, the documents made from it, and a picture of its swimlane."""

import argparse
import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from spl_desktop.cli.output import Progress, say, say_json
from spl_desktop.domain.errors import UserError

REGISTER = "register.db"
PICTURE = "bagan-alur.png"


def run(arguments: argparse.Namespace) -> int:
    """Makes the demo in the folder that was named."""
    files = walk(arguments.out, quiet=arguments.json)
    if arguments.json:
        say_json({"folder": str(arguments.out.absolute()), "files": [file.name for file in files]})
    return 0


def walk(folder: Path, *, quiet: bool = False) -> tuple[Path, ...]:
    """The files of the demo in `folder`, which is made where it is missing; UserError where something lies in it.

    All of them or none appear.
    """
    with _room(folder) as room:
        _make(room)
        names = sorted(file.name for file in room.iterdir())
        for name in names:
            (room / name).replace(folder / name)
    files = tuple(folder / name for name in names)
    if not quiet:
        say(f"Contoh selesai dibuat di {folder.absolute()}:")
        for file in files:
            say(f"  {file.name}")
    return files


@contextlib.contextmanager
def _room(folder: Path) -> Iterator[Path]:
    """A place beside the finished files to make them in, gone again afterwards; so is a new folder left empty."""
    is_new = not folder.exists()
    if not is_new and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f'"{folder}" sudah berisi. Sebutkan map yang baru atau kosong, supaya tidak ada yang tertimpa.')
    try:
        folder.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=".contoh-", dir=folder))
    except OSError as error:
        raise UserError(f'Map "{folder}" tidak dapat ditulisi. Pilih map lain, misalnya di Dokumen.') from error
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
        if is_new:
            with contextlib.suppress(OSError):  # refused as soon as it holds the finished files
                folder.rmdir()


def _make(room: Path) -> None:
    from spl_desktop.services.demo import create_demo
    from spl_desktop.services.demo_papers import write_papers
    from spl_desktop.services.queries import case_view
    from spl_desktop.services.register import close
    from spl_desktop.ui.swimlane.offscreen import draw

    register = create_demo(room / REGISTER, progress=Progress())
    try:
        case = write_papers(register, room)
        draw(case_view(register, case), room / PICTURE)
    finally:
        close(register)
