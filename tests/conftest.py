"""What every test may use: Qt without a screen, real outside programs, and a closing list of what was skipped."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from spl_desktop.services.register import Register
    from tests.builders import StandingClock
    from tools.desktop import Screen

# Widgets of this process are never shown; a test of the real window gives its child the environment of `xvfb`.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Shared and slow machines make a time limit per example a lottery.
settings.register_profile("project", deadline=None)
settings.load_profile("project")

PROGRAMS = ("soffice", "Xvfb", "xdotool", "openbox", "pdftotext", "dbus-daemon", "at-spi2-registryd", "zbarimg")
NEEDED_BY = {
    "office": ("soffice",),
    "desktop": ("Xvfb", "xdotool"),
    "e2e": ("Xvfb", "xdotool", "openbox", "dbus-daemon", "at-spi2-registryd", "soffice"),
}
# The accessibility registry stands among the programs that nobody types.
FOLDERS = f"{os.environ.get('PATH', '')}{os.pathsep}/usr/libexec"


def need(*programs: str) -> None:
    """Skip the running test, naming the program, when one of them is not installed."""
    for program in programs:
        if shutil.which(program, path=FOLDERS) is None:
            pytest.skip(f"needs {program}, which is not installed")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A marker is enough to need its programs."""
    for marker, programs in NEEDED_BY.items():
        if item.get_closest_marker(marker):
            need(*programs)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name every test that was skipped for want of a program, just above pytest's closing line."""
    skipped = []
    for report in terminalreporter.getreports("skipped"):
        reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)
        absent = [name for name in PROGRAMS if re.search(rf"\b{name}\b", reason, re.IGNORECASE)]
        if absent:
            skipped.append(f"{report.nodeid} ({', '.join(absent)})")
    if skipped:
        terminalreporter.section("skipped: a program is not installed", sep="=", yellow=True)
        for line in sorted(set(skipped)):
            terminalreporter.line(line)


@pytest.fixture
def clock() -> "StandingClock":
    """A clock that stands until the test moves it."""
    from tests.builders import StandingClock

    return StandingClock()


@pytest.fixture
def register(tmp_path: Path, clock: "StandingClock") -> "Iterator[Register]":
    """A new register in a file of its own, recorded by "Penguji"."""
    from spl_desktop.services.register import close, create_register

    made = create_register(tmp_path / "register.db", clock=clock, recorder="Penguji")
    yield made
    close(made)


@pytest.fixture
def pdftotext() -> Callable[[Path], str]:
    """The text of a PDF as laid out on its pages (pages are separated by form feeds)."""
    need("pdftotext")

    def read(pdf: Path) -> str:
        command = ["pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-"]
        return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode("utf-8")

    return read


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Path]]:
    """`soffice(*files, to="pdf")` converts them by LibreOffice in one call and returns the new files, in order.

    The profile is this session's own: a running office would swallow the call, and two runs at once on one profile
    write nothing.
    """
    need("soffice")
    profile = tmp_path_factory.mktemp("office-profile").as_uri()

    def convert(*files: Path, to: str = "pdf") -> list[Path]:
        out = tmp_path_factory.mktemp("converted")
        command = [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(out),
        ]
        done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, timeout=240)
        made = [out / (file.stem + "." + to.split(":")[0]) for file in files]
        absent = [path.name for path in made if not path.exists()]
        assert not absent, f"LibreOffice did not write {absent}: {done.stdout}{done.stderr}"
        return made

    return convert


@pytest.fixture
def screen() -> "Iterator[Screen]":
    """A screen of its own, of the size of an office PC."""
    need("Xvfb", "xdotool")
    from tools.desktop import screen

    with screen(1366, 768) as made:
        yield made


@pytest.fixture
def xvfb(screen: "Screen") -> dict[str, str]:
    """The environment of a child process that gets that screen, with a window manager if any."""
    return dict(screen.env)
