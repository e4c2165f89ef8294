"""What every test may use: Qt without a screen, real outside programs, and a closing list of what was skipped."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings

# Widgets of this process are never shown; a test of the real window gives its child the environment of `xvfb`.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Shared and slow machines make a time limit per example a lottery.
settings.register_profile("project", deadline=None)
settings.load_profile("project")

PROGRAMS = ("soffice", "Xvfb", "xdotool", "pdftotext")
NEEDED_BY = {"office": ("soffice",), "desktop": ("Xvfb", "xdotool")}


def need(*programs: str) -> None:
    """Skip the running test, naming the program, when one of them is not installed."""
    for program in programs:
        if shutil.which(program) is None:
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
def xvfb() -> Iterator[dict[str, str]]:
    """The environment of a child process that gets a screen of its own: 1366x768, with a window manager if any."""
    need("Xvfb", "xdotool")
    with ExitStack() as running:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
        running.enter_context(_running(subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)))
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()  # written when the screen is ready
        assert number, "Xvfb ended before its screen was ready"
        env = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
        env |= {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        if shutil.which("openbox"):
            manager = subprocess.Popen(["openbox"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            running.enter_context(_running(manager))
            _await_manager(env)
        yield env


class _running:  # noqa: N801 (read as a word: with _running(...))
    """Ends a process at the end of a block, whatever happened in it."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _await_manager(env: dict[str, str]) -> None:
    """Ask until the window manager answers: keys typed before that would reach no window."""
    until = time.monotonic() + 20
    while subprocess.run(["xdotool", "get_num_desktops"], env=env, capture_output=True).returncode:
        assert time.monotonic() < until, "the window manager did not start"
