"""What the tests of the real window share: a screen that speaks to screen readers, and the program started on it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import need
from tests.e2e.person import Person
from tools.desktop import Screen, accessible, running
from tools.screenreader import App

ROOT = Path(__file__).parents[2]


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where photographs of the screen go: the folder named by SPL_SCREENSHOTS, or one that goes with the test."""
    named = os.environ.get("SPL_SCREENSHOTS", "")
    folder = Path(named) if named else tmp_path / "layar"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def opened(tmp_path: Path) -> Path:
    """The list of files that the program gave to the system to open, one a line; nothing is really opened."""
    folder = tmp_path / "bin"
    folder.mkdir()
    listed = tmp_path / "opened.txt"
    listed.touch()
    opener = folder / "xdg-open"
    opener.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{listed}"\n', encoding="utf-8")
    opener.chmod(0o755)
    return listed


@pytest.fixture
def starts(screen: Screen, tmp_path: Path, pictures: Path, opened: Path) -> Iterator[Callable[[Path], Person]]:
    """`starts(register)` starts the program in a process of its own, with settings of its own, and sits before it."""
    need("openbox", "dbus-daemon", "at-spi2-registryd")
    home, desk = tmp_path / "home", tmp_path / "meja"
    for folder in (home, desk):
        folder.mkdir()
    path = f"{opened.parent / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    own = {"HOME": str(home), "SPL_DESKTOP_HOME": str(home / "spl"), "PATH": path}
    with ExitStack() as open_here:
        spoken = open_here.enter_context(accessible(screen))
        spoken = replace(spoken, env={**spoken.env, **own})

        def start(register: Path) -> Person:
            command = [sys.executable, "-m", "spl_desktop", "--register", str(register), "--recorder", "Siti Aminah"]
            process = open_here.enter_context(running(command, env=dict(spoken.env), cwd=ROOT))
            begun.append(process)
            return Person(App(spoken, process), pictures, desk)

        begun: list[subprocess.Popen[bytes]] = []
        yield start
        if any(process.poll() is None for process in begun):
            spoken.picture(pictures / "ketika-gagal.png")
