"""A long run of the whole program: `python -m benchmarks.soak [--minutes N | --hours N] [--seed N] [--json]`.

The window of the program (no screen is needed) under a user who does anything, driven by a seeded chance; beside it
headless commands on the same register: import, backup, check, desk, recap. In the first half of the run the window is
killed at random instants and started again; in the second half it stays up, and what it holds (memory, handles,
threads, widgets) is measured from its warm-up to its end. Afterwards `check` finds nothing amiss, every fact that was
acknowledged stands, the log tells of no fault, and no dialog is left. Ends with 1, and the seed, where that was not so.
"""

import argparse
import json
import os
import queue
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks import hostile_files
from benchmarks.soak_findings import LIMITS, faults_in, slopes, too_much, warm_part
from spl_desktop.models import copying
from spl_desktop.services.checking import check
from spl_desktop.services.demo import create_demo
from spl_desktop.services.importing import import_cases
from spl_desktop.services.register import close, create_register, open_register

ROOT: Final = Path(__file__).parents[1]
_SILENT: Final = 180.0  # seconds without a word after which the window counts as hung
_BETWEEN_KILLS: Final = 120.0  # seconds, more or less
_TABLE: Final = "CREATE TABLE pasien (id INT PRIMARY KEY, nama VARCHAR(100) NOT NULL, lahir DATE);\n"


@dataclass
class Tally:
    """What was seen. `lives` holds the measurements of each window, from its start to its end."""

    seed: int
    acted: int = 0
    kills: int = 0
    done: Counter[str] = field(default_factory=Counter)
    commands: Counter[str] = field(default_factory=Counter)
    acknowledged: set[str] = field(default_factory=set)
    lives: list[list[dict[str, Any]]] = field(default_factory=list)
    facts: int = 0
    cases: int = 0
    wrong: list[str] = field(default_factory=list)


class Window:
    """One life of the window: its process, and what it says."""

    def __init__(self, register: Path, folder: Path, seed: int, tally: Tally) -> None:
        self._tally, self.finished, self.began_at = tally, False, 0.0
        self.measures: list[dict[str, Any]] = []
        tally.lives.append(self.measures)
        self._lately: deque[str] = deque(maxlen=12)
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._errors = folder / f"jendela-{len(tally.lives)}.txt"
        with self._errors.open("w", encoding="utf-8") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.soak_window", str(register), str(folder), str(seed)],
                cwd=ROOT,
                env=environment(folder),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._heard_at = time.monotonic()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def hear(self, seconds: float) -> None:
        """Takes in what it says within that time."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                self._take(self._lines.get(timeout=left))
            except queue.Empty:
                return

    def _take(self, line: str) -> None:
        try:
            said = json.loads(line)
        except ValueError:
            return  # the last line of a window that was killed: cut off, so nothing was acknowledged by it
        self._heard_at = time.monotonic()
        self.began_at = self.began_at or self._heard_at
        match said["kind"]:
            case "did":
                self._tally.acted += 1
                self._tally.done[said["what"]] += 1
                self._lately.append(said["what"])
            case "heads":
                self._tally.acknowledged |= set(said["heads"])
            case "measure":
                self.measures.append(said)
            case "wrong":
                self._tally.wrong.append(f"{said['what']} (after {', '.join(self._lately)})")
            case "done":
                self.finished = True

    def age(self) -> float:
        """The seconds since its user began."""
        return time.monotonic() - self.began_at

    def amiss(self) -> str:
        """Why it is not up any more, or hangs; empty where all is well."""
        if (code := self.process.poll()) is not None:
            return f"the window ended with {code}, after {', '.join(self._lately)}: {self._last_words()}"
        if time.monotonic() - self._heard_at > _SILENT:
            return f"the window said nothing for {_SILENT:.0f} s, after {', '.join(self._lately)}"
        return ""

    def _last_words(self) -> str:
        return self._errors.read_text(encoding="utf-8")[-800:]

    def kill(self) -> None:
        """Ends it in the middle of whatever it does; what it said before then counts."""
        self.process.kill()
        self._close()

    def end(self) -> None:
        """Lets it come to rest and close."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write("end\n")
            self.process.stdin.flush()
        except OSError:
            pass  # it is gone; said below
        while not self.finished and not (why := self.amiss()):
            self.hear(0.5)
        if not self.finished and self.process.poll() is not None:
            self.hear(0.5)  # its last word came with its end
        if not self.finished:
            self._tally.wrong.append(why)
            self.process.kill()
        try:
            code = self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self._tally.wrong.append("the window was closed, but its process did not end within 60 s")
        else:
            if self.finished and code != 0:
                self._tally.wrong.append(f"the window was closed, but ended with {code}: {self._last_words()}")
        self._close()

    def _close(self) -> None:
        self.process.wait()
        self._reader.join()
        self.hear(0.05)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()


class Beside:
    """Headless commands on the same register, one after another with a pause between."""

    def __init__(self, register: Path, folder: Path, chance: random.Random, tally: Tally) -> None:
        self._register, self._folder, self._chance, self._tally = register, folder, chance, tally
        self._process: subprocess.Popen[str] | None = None
        self._name, self._next, self._number = "", time.monotonic(), 0

    def go_on(self) -> None:
        """Judges what has ended, and starts the next."""
        if self._process is not None:
            if self._process.poll() is not None:
                self._judge()
        elif time.monotonic() > self._next:
            self._start()

    def end(self) -> None:
        """Waits for what is running."""
        if self._process is not None:
            self._judge()

    def _start(self) -> None:
        self._number += 1
        book, out = self._folder / f"buku-{self._number}.xlsx", self._folder / "tulisan" / "rekap.docx"
        year = ("--from", "2026-01-01", "--to", "2026-12-31")
        words: dict[str, tuple[str, ...]] = {
            "import": ("import", str(book)),
            "backup": ("backup",),
            "check": ("check", "--json"),
            "desk": ("desk", "--json"),
            "recap": ("recap", *year, "--out", str(out)),
        }
        self._name = self._chance.choice(tuple(words))
        if self._name == "import":
            book.write_bytes(hostile_files.workbook(f"soak-{self._number}"))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "spl_desktop", *words[self._name], "--register", str(self._register)],
            cwd=ROOT,
            env=environment(self._folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def _judge(self) -> None:
        assert self._process is not None
        try:
            said, errors = self._process.communicate(timeout=_SILENT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            said, errors = self._process.communicate()
        code, self._process = self._process.returncode, None
        self._next = time.monotonic() + self._chance.uniform(0.5, 6)
        self._tally.commands[self._name if code == 0 else f"{self._name} refused"] += 1
        # An import may be refused with a sentence: the user of the window changes the office as he likes.
        told = code == 1 and self._name == "import" and "Traceback" not in errors
        if code != 0 and not told:
            self._tally.wrong.append(f"{self._name} ended with {code}: {errors.strip() or said.strip()}"[:800])
        elif code == 0 and self._name in ("check", "desk"):
            json.loads(said)
        if code == 0 and self._name == "import":
            self._tally.acknowledged |= {hashed for _, _, hashed in copying.count(self._register).heads}


def environment(folder: Path) -> dict[str, str]:
    """Settings and log of nobody else, no screen, and nothing that opens a file in another program."""
    programs = folder / "bin"
    return {
        **os.environ,
        "SPL_DESKTOP_HOME": str(folder / "rumah"),
        "QT_QPA_PLATFORM": "offscreen",
        "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", "")))),
    }


def prepare(folder: Path, *, small: bool) -> Path:
    """A register, and what the user brings along."""
    for name in ("bawaan", "tulisan", "bin"):
        (folder / name).mkdir()
    opener = folder / "bin" / "xdg-open"
    opener.write_text("#!/bin/sh\n", encoding="utf-8")
    opener.chmod(0o755)
    brought = {
        "surat.pdf": hostile_files.pdf(),
        "buku.xlsx": hostile_files.workbook("dibawa"),
        "templat.docx": hostile_files.template(),
        "sop.toml": hostile_files.sop(),
        "cap.png": hostile_files.picture(),
        "tabel.sql": _TABLE.encode(),
    }
    for name, data in brought.items():
        (folder / "bawaan" / name).write_bytes(data)
    path = folder / "register.db"
    if small:
        register = create_register(path)
        import_cases(register, folder / "bawaan" / "buku.xlsx")
    else:
        register = create_demo(path)
    close(register)
    return path


def run(folder: Path, seconds: float, seed: int, *, small: bool) -> Tally:
    """The run itself, and what is found after it."""
    tally, chance = Tally(seed), random.Random(seed)
    register = prepare(folder, small=small)
    pause = min(_BETWEEN_KILLS, seconds / 6)
    beside = Beside(register, folder, chance, tally)
    window = Window(register, folder, seed, tally)
    begun, lives_for = 0.0, pause * chance.uniform(0.5, 1.5)
    while not begun or time.monotonic() < begun + seconds:
        window.hear(0.2)
        beside.go_on()
        begun = begun or window.began_at
        killed = window.began_at and time.monotonic() < begun + seconds / 2 and window.age() > lives_for
        if why := window.amiss():
            tally.wrong.append(why)
        if killed or why:
            window.kill()
            tally.kills += bool(killed)
            lives_for = pause * chance.uniform(0.5, 1.5)
            window = Window(register, folder, seed + len(tally.lives), tally)
    window.end()
    beside.end()
    judge(register, folder / "rumah" / "log", tally)
    return tally


def judge(path: Path, logs: Path, tally: Tally) -> None:
    """What the register, the log and the measurements say afterwards."""
    register = open_register(path)
    with register.reading() as session:
        stored = set(session.connection().exec_driver_sql("SELECT hash FROM facts").scalars())
    report = check(register)
    close(register)
    tally.facts, tally.cases = report.facts, report.cases
    tally.wrong += [f"{one.place}: {one.sentence}" for one in report.problems]
    if lost := tally.acknowledged - stored:
        tally.wrong.append(f"{len(lost)} acknowledged facts are lost")
    tally.wrong += [f"log: {line}" for line in faults_in(logs)]
    tally.wrong += too_much(tally.lives[-1])


def summary(tally: Tally) -> dict[str, Any]:
    """The numbers of the run."""
    last = tally.lives[-1]
    warm = warm_part(last)
    held = {name: [warm[0][name], warm[-1][name]] for name in LIMITS} if warm else {}
    return {
        "seed": tally.seed,
        "things done": tally.acted,
        "kills": tally.kills,
        "windows": len(tally.lives),
        "commands": dict(sorted(tally.commands.items())),
        "heads acknowledged": len(tally.acknowledged),
        "facts": tally.facts,
        "cases": tally.cases,
        "measurements of the last window": len(last),
        "warm and at the end": held,
        "more per 1,000": {name: round(slope, 2) for name, slope in slopes(last).items()},
        "done": dict(tally.done.most_common()),
        "wrong": tally.wrong,
    }


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--minutes", type=float, default=5.0)
    length.add_argument("--hours", type=float, default=None)
    parser.add_argument("--seed", type=int, default=None, help="what the user does; instants differ from run to run")
    parser.add_argument("--small", action="store_true", help="begin with three imported cases instead of the demo")
    parser.add_argument("--keep", type=Path, default=None, help="a new folder in which register and log are left")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    seconds = 60 * (asked.minutes if asked.hours is None else 60 * asked.hours)
    seed = random.SystemRandom().randrange(10**6) if asked.seed is None else asked.seed
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) if asked.keep is None else asked.keep.absolute()
        folder.mkdir(parents=True, exist_ok=asked.keep is None)
        tally = run(folder, seconds, seed, small=asked.small)
    found = summary(tally)
    if asked.json:
        print(json.dumps(found, indent=2))
    else:
        for what, value in found.items():
            told = ", ".join(f"{key} {one}" for key, one in value.items()) if isinstance(value, dict) else value
            print(f"{what}: {told}" if what != "wrong" else f"wrong: {len(tally.wrong)}")
        for one in tally.wrong:
            print(one)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
