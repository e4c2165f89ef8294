#!/usr/bin/env python3
"""The one command: make the environment on first use, then open the program (or run every check with `test`).

Standard library only, and it must at least parse on an old Python so that it can look for a newer one.
Everything it says goes to stderr: the output of a command such as `schedule --json` stays clean.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

TYPE_CHECKING = False  # written out, because importing typing would slow every start
if TYPE_CHECKING:
    from typing import IO

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
NEWER = ("3.13", "3.12", "3.11")
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "spl-ready.json"
UNFINISHED = ROOT / ".venv.unfinished"  # beside it: making .venv anew empties the folder

# What Qt loads at start, then what a real window under X11 loads; the font is for a bare machine that has none.
QT_LIBRARIES = (
    "libegl1",
    "libgl1",
    "libxkbcommon0",
    "libdbus-1-3",
    "libfontconfig1",
    "libglib2.0-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xinerama0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libgssapi-krb5-2",
    "libbrotli1",
    "fonts-liberation",
)
# Debian 13 and Ubuntu 24.04 gave this library a new name when time became 64 bits wide.
RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}
# Package -> the program that shows that it is there (None: only the package manager knows).
TEST_PROGRAMS = {
    "xvfb": "Xvfb",
    "xdotool": "xdotool",
    "zbar-tools": "zbarimg",  # an independent reader of QR codes
    "libreoffice-writer": "soffice",
    "libreoffice-calc": "soffice",
    "poppler-utils": "pdftotext",
    "openbox": "openbox",
    "dbus": "dbus-daemon",
    "at-spi2-core": None,  # its programs stand where nobody types them
    "fonts-liberation": None,
}
# The checks before pytest: what the summary calls them, and the arguments of the environment's Python.
CHECKS = (
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy", ("-m", "mypy")),
    ("lint-imports", ("-c", "from importlinter.cli import lint_imports_command as main; main(['--no-logo'])")),
)
# The whole suite runs beside itself, a file of tests on one processor: alone it would take twice as long.
SIDE_BY_SIDE = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")
# Answers in one line of JSON: does Qt start at all, can it open a window under X11, how many fonts are there.
QT_PROBE = """
import ctypes, json, pathlib
answer = {"qt": "", "xcb": "", "fonts": 0}
try:
    import PySide6
    from PySide6.QtGui import QFontDatabase
    from PySide6.QtNetwork import QLocalServer
    from PySide6.QtWidgets import QApplication
    app = QApplication(["probe"])
    answer["fonts"] = len(QFontDatabase.families())
except ImportError as problem:
    answer["qt"] = str(problem)
else:
    plugin = pathlib.Path(PySide6.__file__).parent / "Qt/plugins/platforms/libqxcb.so"
    try:
        ctypes.CDLL(str(plugin))
    except OSError as problem:
        answer["xcb"] = str(problem)
print(json.dumps(answer))
"""


class SetupError(Exception):
    """The set-up cannot go on; the text says in Indonesian what is wrong and what to do."""


def say(text: str) -> None:
    """Show one line of progress on stderr, at once."""
    print(text, file=sys.stderr, flush=True)


# ---- which Python ------------------------------------------------------------------------------------------------


def newer_python() -> list[str] | None:
    """Return the command of a Python that is new enough, or None; a launcher that only pretends is passed over."""
    import shutil
    import subprocess

    commands = [[path] for path in (shutil.which("python" + version) for version in NEWER) if path]
    if shutil.which("py"):
        commands += [["py", "-" + version] for version in NEWER]
    probe = "import sys; sys.exit(sys.version_info < (%d, %d))" % OLDEST
    for command in commands:
        tried = subprocess.run([*command, "-c", probe], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if tried.returncode == 0:
            return command
    return None


def hand_over(command: list[str]) -> int:
    """Become `command` where the system can; elsewhere (Windows) run it and return its exit code."""
    if not WINDOWS:
        sys.stdout.flush()
        os.execv(command[0], command)
    import subprocess

    with subprocess.Popen(command) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:  # the console sends Ctrl-C to both: the child decides what it means
                continue


# ---- is anything to do -------------------------------------------------------------------------------------------


def place() -> str:
    """Return where the environment stands and which Python it really runs, "" when there is none that could run.

    A moved folder and an upgraded system Python both leave an environment behind that only looks whole.
    """
    if not PYTHON.exists():
        return ""
    try:
        made = (VENV / "pyvenv.cfg").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
    return os.fspath(ROOT) + " " + os.path.realpath(PYTHON) + " " + made


def declared() -> str:
    """Return a hash of the declared dependencies and packages."""
    import hashlib

    files = [ROOT / name for name in ("pyproject.toml", "setup.py")]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files if file.exists())).hexdigest()


def read_stamp() -> dict[str, str]:
    """Return what the last finished set-up left behind; nothing when it is absent or unreadable."""
    import json

    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in stamp.items()} if isinstance(stamp, dict) else {}


def write_stamp(stamp: dict[str, str]) -> None:
    """Keep the stamp whole or not at all: a half-written one would promise a set-up that never finished."""
    import json

    beside = STAMP.with_suffix(".new")
    beside.write_text(json.dumps(stamp), encoding="utf-8")
    beside.replace(STAMP)


def has_screen() -> bool:
    """Tell whether a window could open here; only Linux starts without a screen."""
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return not sys.platform.startswith("linux") or bool(screen)


def missing_steps(stamp: dict[str, str], *, test: bool, screen: bool) -> list[str]:
    """Return what is still to do, in order: "venv", "test" (its packages), "libraries", "programs"."""
    fits = stamp.get("declared") == declared() and stamp.get("place") == (place() or None)
    current = stamp if fits and not UNFINISHED.exists() else {}
    steps = [] if current else ["venv"]
    if test and current.get("test") != "yes":
        steps.append("test")
    if current.get("qt") != "window" and (screen or test or current.get("qt") != "offscreen"):
        steps.append("libraries")
    if test and current.get("programs") != "yes":
        steps.append("programs")
    return steps


# ---- Debian and Ubuntu -------------------------------------------------------------------------------------------


def is_root() -> bool:
    """Tell whether system packages may be installed from here."""
    return not WINDOWS and os.geteuid() == 0


def has_apt() -> bool:
    """Tell whether this is Debian, Ubuntu or one of their kin."""
    import shutil

    return bool(shutil.which("apt-get") and shutil.which("dpkg-query"))


def installed(names: list[str]) -> set[str]:
    """Return those of the Debian packages that are fully installed."""
    import subprocess

    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\\n", *names]
    lines = subprocess.run(query, capture_output=True, text=True).stdout.splitlines()
    return {line.split()[0] for line in lines if line.endswith(" installed")}


def knows(name: str) -> bool:
    """Tell whether the package lists of this system have a package of that very name."""
    import subprocess

    return subprocess.run(["apt-cache", "show", name], capture_output=True).returncode == 0


def packages_to_install(names: tuple[str, ...]) -> list[str]:
    """Return the names, as this release spells them, of the packages that are not installed."""
    there = installed([*names, *RENAMED.values()])
    absent = [name for name in names if name not in there and RENAMED.get(name) not in there]
    return [RENAMED[name] if name in RENAMED and knows(RENAMED[name]) else name for name in absent]


def install_line(packages: list[str]) -> str:
    """Return the line an administrator types."""
    return "sudo apt-get install --no-install-recommends " + " ".join(packages)


def apt_install(names: tuple[str, ...], why: str) -> list[str]:
    """Install as root what is absent of `names` and return [], or return the packages that somebody else must."""
    import subprocess

    if not has_apt():
        return []
    if not is_root():
        return packages_to_install(names)
    if not packages_to_install(names):
        return []
    say("Memasang paket sistem untuk " + why + " (bisa beberapa menit) ...")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-y", "-q", "-o", "DPkg::Lock::Timeout=120"]
    said = ""
    for tail in (["update"], ["install", "--no-install-recommends"]):
        # Names are asked for again after the update: without package lists nothing is known of a new name.
        extra = packages_to_install(names) if tail[0] == "install" else []
        done = subprocess.run(apt + tail + extra, env=env, capture_output=True, text=True)
        said += done.stdout + done.stderr
    left = packages_to_install(names)
    if left:
        say("\n".join(said.splitlines()[-8:]))
    return left


def report_missing(packages: list[str], why: str) -> None:
    """Print the exact line that installs what is missing."""
    if packages:
        say("Belum ada paket sistem untuk " + why + ". Mintalah administrator menjalankan baris ini:")
        say("  " + install_line(packages))


# ---- the steps of the set-up -------------------------------------------------------------------------------------


def make_venv() -> None:
    """Make `.venv`, or take the one that is there when it works and no earlier set-up broke off in it."""
    import importlib.util
    import subprocess

    # Made by hand, as developers do, or from an earlier state of this very project: install into it.
    usable = place() and not UNFINISHED.exists() and read_stamp().get("place", place()) == place()
    asked = [str(PYTHON), "-c", "import pip, sys; sys.exit(sys.version_info < (%d, %d))" % OLDEST]
    if usable and subprocess.run(asked, capture_output=True).returncode == 0:
        return
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        package = "python%d.%d-venv" % sys.version_info[:2]
        if not has_apt():
            raise SetupError("Modul venv tidak ada pada Python ini. Pasang Python 3.11 atau lebih baru yang lengkap.")
        left = apt_install((package,), "lingkungan Python")
        if left:
            report_missing(left, "lingkungan Python")
            raise SetupError("Setelah itu jalankan perintah ini sekali lagi.")
    say("Membuat lingkungan Python (.venv) ...")
    UNFINISHED.touch()
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True)
    if done.returncode:
        raise SetupError("Lingkungan Python tidak dapat dibuat di " + str(VENV) + ":\n" + done.stdout + done.stderr)


def test_requirements() -> list[str]:
    """Return the requirements of the dependency group `test`, read here because an older pip knows no groups."""
    import tomllib

    with (ROOT / "pyproject.toml").open("rb") as file:
        return [str(line) for line in tomllib.load(file)["dependency-groups"]["test"]]


def pip_install(what: list[str]) -> None:
    """Let pip install into the environment, naming each package as it comes.

    Raises:
        SetupError: pip refused; its last lines are shown.
    """
    import subprocess

    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *what]
    env = {**os.environ, "PIP_USER": "0"}  # a user's own setting that no environment can obey
    said: list[str] = []
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            said.append(line.rstrip())
            if line.startswith("Collecting "):
                say("  mengambil " + line.split()[1])
            elif line.startswith("Installing collected"):
                say("  memasang semuanya ...")
    if pip.returncode:
        say("\n".join(said[-12:]))
        raise SetupError(
            "Pemasangan belum selesai. Periksa sambungan internet dan ruang disk, lalu jalankan lagi perintah ini."
        )


def check_qt(screen: bool) -> str:
    """Make sure that Qt loads; return "window", "offscreen" (no real window here) or "" (Qt does not load)."""
    answer = probe_qt()
    if answer.get("qt") or answer.get("xcb") or not answer.get("fonts"):
        left = apt_install(QT_LIBRARIES, "jendela program (Qt)")
        answer = probe_qt() if is_root() else answer
        problem = answer.get("qt") or (answer.get("xcb") if screen or is_root() else "")
        if problem:
            say("Qt tidak dapat dimuat: " + str(problem))
            if left:
                report_missing(left, "jendela program (Qt)")
            else:
                say("Pasang pustaka yang disebut itu dengan pengelola paket sistem Anda.")
    if answer.get("qt"):
        return ""
    return "offscreen" if answer.get("xcb") else "window"


def probe_qt() -> dict[str, object]:
    """Load Qt in a child of the environment's Python, because a missing library may also end the process."""
    import json
    import subprocess

    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([str(PYTHON), "-c", QT_PROBE], env=env, capture_output=True, text=True)
    try:
        answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        return {"qt": (done.stderr.strip().splitlines() or ["berhenti dengan kode %d" % done.returncode])[-1]}
    if not sys.platform.startswith("linux"):
        answer["xcb"] = ""
    return answer


def programs_to_install() -> tuple[str, ...]:
    """Return the Debian packages to look at: their program is absent, or is Debian's LibreOffice, which has parts."""
    import shutil

    paths = {name: shutil.which(program or "") for name, program in TEST_PROGRAMS.items()}
    return tuple(n for n, path in paths.items() if not path or "/usr/lib/libreoffice" in os.path.realpath(path))


def check_programs() -> bool:
    """Install what the tests use beside Python; tell whether all of it is there."""
    import shutil

    report_missing(apt_install(programs_to_install(), "pengujian"), "pengujian")
    absent = sorted({p for p in TEST_PROGRAMS.values() if p and not shutil.which(p)})
    if absent:
        say("Uji yang memerlukan " + ", ".join(absent) + " akan dilewati, dan disebut namanya pada baris akhir.")
    return not absent


def only_one() -> IO[str]:
    """Wait until no other start is setting up this folder; the lock ends with the process, so it is never stale."""
    lock = (ROOT / ".venv.lock").open("a")
    waiting = "Penyiapan lain sedang berjalan di folder ini; menunggu ..."
    if WINDOWS:
        import msvcrt

        while True:
            try:
                msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]  # Windows only
                return lock
            except OSError:  # it gives up by itself after ten seconds
                say(waiting)
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        say(waiting)
        fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def is_ready(*, test: bool) -> bool:
    """Tell whether there is nothing to set up; this is all that a second start does before the program."""
    return not missing_steps(read_stamp(), test=test, screen=has_screen())


def set_up(*, test: bool) -> None:
    """Bring the environment up to date.

    Raises:
        SetupError: it cannot be made here; the text says what to do.
    """
    try:
        lock = only_one()
    except OSError as problem:
        if place() and read_stamp().get("place") == place():
            return  # a folder that only an administrator may write, set up by them
        raise SetupError("Folder " + str(ROOT) + " tidak dapat ditulisi; salin ke folder milik Anda.") from problem
    with lock:
        stamp = read_stamp()
        take_steps(missing_steps(stamp, test=test, screen=has_screen()), stamp, test=test)


def take_steps(steps: list[str], stamp: dict[str, str], *, test: bool) -> None:
    """Do what `missing_steps` found, and keep after each part what is done, so that it is not done again."""
    new = not place() or UNFINISHED.exists()
    if "venv" in steps:
        say(
            "Menyiapkan SPL Desktop: sekali saja, 1 sampai 10 menit menurut kecepatan internet."
            if new
            else "Memperbarui."
        )
        make_venv()
        stamp = {"place": place(), "declared": declared()}
    if "venv" in steps or "test" in steps:
        say("Mengunduh dan memasang pustaka Python" + (" (sekitar 150 MB)" if new else "") + " ...")
        UNFINISHED.touch()
        pip_install(["--editable", ".", *(test_requirements() if test else [])])
        stamp["test"] = "yes" if test else ""
        write_stamp(stamp)
        UNFINISHED.unlink()
    if "libraries" in steps:
        stamp["qt"] = check_qt(has_screen())
    if "programs" in steps:
        stamp["programs"] = "yes" if check_programs() else ""
    write_stamp(stamp)
    if "venv" in steps:
        say("Siap.")


# ---- the two commands --------------------------------------------------------------------------------------------


def run_tests(arguments: list[str]) -> int:
    """Run every check and then pytest; with arguments only pytest, which gets them. Return 0 when all passed."""
    import subprocess

    failed = []
    for name, command in () if arguments else CHECKS:
        say("== " + name)
        if subprocess.run([str(PYTHON), *command], cwd=ROOT).returncode:
            failed.append(name)
    if not arguments:
        say("== pytest" + (" (sudah gagal: " + ", ".join(failed) + ")" if failed else ""))
    if subprocess.run([str(PYTHON), "-m", "pytest", *(arguments or SIDE_BY_SIDE)], cwd=ROOT).returncode:
        failed.append("pytest")
    if failed:
        say("FAILED: " + ", ".join(failed))
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    """Do what the command line says; see CONTRIBUTING.md."""
    test = arguments[:1] == ["test"]
    try:
        if not is_ready(test=test):
            if sys.version_info < OLDEST:
                command = newer_python()
                if command is None:
                    say("Perlu Python 3.11 atau lebih baru / Python 3.11 or newer is needed: " + sys.version.split()[0])
                    return 2
                return hand_over([*command, str(Path(__file__).resolve()), *arguments])
            set_up(test=test)
        if test:
            return run_tests(arguments[1:])
    except SetupError as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        say("Dihentikan. Jalankan perintah yang sama untuk melanjutkan.")
        return 130
    # -P: a file of the user's own folder must never stand in for a library.
    return hand_over([str(PYTHON), "-P", "-m", "spl_desktop", *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
