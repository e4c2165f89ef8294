"""Hostile and broken input of every kind: `python -m benchmarks.hostile [--times N] [--seed N] [--only KIND]`.

Each is tried in a process of its own, on a copy of the register: it works, or it is refused with a sentence that names
the place. Ends with 1 where one failed in another way, took more than 10 s or 1 GB, or left another register behind.
"""

import argparse
import contextlib
import multiprocessing
import os
import random
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.hostile_texts import TEXTS
from benchmarks.hostile_tries import FILES, Given, Kind
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import Contact, Signer
from spl_desktop.models import copying
from spl_desktop.services import cases, printing
from spl_desktop.services.cases import NewCase
from spl_desktop.services.checking import check
from spl_desktop.services.printing import Issue, Print
from spl_desktop.services.register import Register, close, create_register, open_register

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (*FILES, *TEXTS)}

_LONGEST = 10.0  # seconds of processor time: what else the machine does is not the input's fault
_HANGS = 40.0  # seconds by the clock, after which nobody waits any more
_MOST = 1_000  # MB
_PREPARING = 120.0  # seconds to make the input, which nobody waits for in an office
_CEILING = 4_000_000_000  # bytes of address space: the machine is not to suffer from what is looked for
_PLACE = re.compile(
    r"berkas|baris|kolom|lembar|templat|logo|pola|isian|dokumen|paragraf|kunci|nomor|judul|perintah|--|\"|:",
    re.IGNORECASE,
)
"""A refusal names the file, or the place in it; that of a form has the place beside the sentence."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input: its kind, the trick (empty: spoilt by chance), and the seed that makes it again."""

    kind: str
    trick: str
    seed: int

    def __str__(self) -> str:
        return f"{self.kind}, {self.trick or 'by chance'}, seed {self.seed}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended: in words, the sentence or the error, seconds, and the highest memory in MB."""

    ended: str
    said: str
    seconds: float
    peak: float


@dataclass
class Tally:
    """What was seen: for each kind the outcomes, the longest time and the highest memory; and what was wrong."""

    ended: dict[str, Counter[str]] = field(default_factory=dict)
    longest: dict[str, float] = field(default_factory=dict)
    peak: dict[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, one: Input, found: Outcome) -> None:
        """Counts one."""
        self.ended.setdefault(one.kind, Counter())[found.ended] += 1
        self.longest[one.kind] = max(self.longest.get(one.kind, 0), found.seconds)
        self.peak[one.kind] = max(self.peak.get(one.kind, 0), found.peak)
        if found.ended == "wrong":
            self.wrong.append(f"{one}: {found.said}")


def inputs(times: int, seed: int, only: str = "") -> Iterator[Input]:
    """So many inputs, the kinds in turn; of each kind first every made-up file, then spoilt ones."""
    chance = random.Random(seed)
    kinds = [kind for name, kind in KINDS.items() if only in ("", name)]
    waiting = {kind.name: [one.trick for one in kind.crafted] for kind in kinds}
    if times < 500:
        for tricks in waiting.values():  # a short run takes any of them, not always the same
            chance.shuffle(tricks)
    for number in range(times):
        kind = kinds[number % len(kinds)]
        tricks = waiting[kind.name]
        yield Input(kind.name, tricks.pop(0) if tricks else "", chance.randrange(10**9))


def prepare(folder: Path) -> tuple[Path, bytes]:
    """A register with a case and an issued document, and the bytes of that document."""
    path = folder / "register.db"
    register = create_register(path)
    new = NewCase(
        agenda="1/2026",
        letter_number="445/12/2026",
        letter_date=date(2026, 1, 2),
        received=date(2026, 1, 5),
        subject="Permohonan integrasi data pasien",
        agency=5,
        system="SIMRS",
        contacts=(Contact(role="teknis", name="Sri Wahyuni", phone="0812 000 111"),),
    )
    case = cases.open_case(register, new).made
    signers = (Signer(name="Isnan", title=("Kepala",)),) * 2
    row = {"teks": "Data sama", "hasil": "sesuai"}
    target = folder / "terbit.docx"
    printing.print_form(
        register,
        case,
        report=Report.VALIDATION,
        content={"ringkasan": "Baik", "butir": [row], "kesimpulan": "Sesuai"},
        how=Print(date(2026, 1, 6), signers, target=target, number="555/1/I/2026"),
        issued=Issue(),
    )
    close(register)
    return path, target.read_bytes()


def attempt(one: Input, origin: Path, issued: bytes, folder: Path, said: Connection) -> None:
    """Tries one input in this process; says first that it is prepared, then the outcome."""
    os.environ["SPL_DESKTOP_HOME"] = str(folder)
    os.chdir(folder)
    tempfile.tempdir = str(folder)
    kind, chance = KINDS[one.kind], random.Random(one.seed)
    path = _written(kind, one, chance, issued, folder)
    register = open_register(Path(shutil.copyfile(origin, folder / "register.db")))
    before = copying.count(register.path).heads
    given = Given(register, folder, chance, path, issued)
    _bound()
    said.send(None)
    begun = time.process_time()
    try:
        ended, words = kind.attempt(given), ""
    except UserError as refusal:
        ended, words = "refused", refusal.sentence
        if not isinstance(refusal, Invalid) and not _PLACE.search(words):
            ended, words = "wrong", f"names no place: {words[:300]}"
    except BaseException:  # noqa: BLE001  # whatever it is, it is what is looked for
        ended, words = "wrong", traceback.format_exc()[-2500:]
    seconds = time.process_time() - begun
    if changed := _changed(register, before, kind.writes and ended not in ("refused", "wrong")):
        ended, words = "wrong", f"{changed} ({ended}) {words}"
    said.send(Outcome(ended, words, seconds, _peak()))


def _written(kind: Kind, one: Input, chance: random.Random, issued: bytes, folder: Path) -> Path:
    if kind.file is None:
        return folder / "tiada"
    crafted = next((known for known in kind.crafted if known.trick == one.trick), None)
    name, data = (crafted.name, crafted.make()) if crafted is not None else kind.file(chance, issued)
    path = folder / "masukan" / name
    path.parent.mkdir()
    path.write_bytes(data)
    return path


def _changed(register: Register, before: object, may_write: bool) -> str:
    """What is wrong with the register afterwards; empty where nothing is."""
    after = copying.count(register.path).heads
    if not may_write and after != before:
        return "the register was changed"
    if after == before:
        return ""
    report = check(register)
    return "; ".join(f"{one.place}: {one.sentence}" for one in report.problems)


def _bound() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_CEILING, _CEILING))


def _peak() -> float:
    """The highest memory of this process in MB; 0 where the system does not tell."""
    with contextlib.suppress(ImportError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return 0.0


def tried(one: Input, origin: Path, issued: bytes) -> Outcome:
    """The outcome of one input, tried in a process of its own that is ended when it takes too long."""
    context = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    heard, said = context.Pipe(duplex=False)
    with tempfile.TemporaryDirectory(prefix="spl-uji-", ignore_cleanup_errors=True) as name:
        process = context.Process(target=attempt, args=(one, origin, issued, Path(name), said), daemon=True)  # type: ignore[attr-defined]  # every start method has it, the stub does not
        process.start()
        said.close()
        try:
            if not heard.poll(_PREPARING):
                return Outcome("wrong", "the input was not made in time", _PREPARING, 0)
            heard.recv()
            if not heard.poll(_HANGS):
                return Outcome("wrong", f"took longer than {_HANGS:.0f} s by the clock", _HANGS, 0)
            found: Outcome = heard.recv()
        except EOFError:
            process.join(5)
            return Outcome("wrong", f"the process ended by itself with {process.exitcode}", 0, 0)
        finally:
            process.kill()
            process.join()
            heard.close()
    if found.seconds > _LONGEST:
        return Outcome("wrong", f"took {found.seconds:.0f} s", found.seconds, found.peak)
    if found.peak > _MOST:
        return Outcome("wrong", f"took {found.peak:.0f} MB", found.seconds, found.peak)
    return found


def warm() -> None:
    """Imports once what every process would import again."""
    for name in (
        *("docx", "docxtpl", "openpyxl", "pypdfium2", "python_calamine", "sqlglot", "zxingcpp", "PIL.Image"),
        *("spl_desktop.cli", "spl_desktop.reports.catalogue", "spl_desktop.reports.doctor"),
        *(
            f"spl_desktop.services.{one}"
            for one in ("exporting", "importing", "sops", "table_files", "templates", "verifying")
        ),
    ):
        import_module(name)


def run(times: int, seed: int, only: str = "") -> Tally:
    """Tries so many inputs."""
    tally = Tally()
    warm()
    with tempfile.TemporaryDirectory(prefix="spl-uji-") as name:
        origin, issued = prepare(Path(name))
        heads = copying.count(origin).heads
        for number, one in enumerate(inputs(times, seed, only), 1):
            found = tried(one, origin, issued)
            tally.add(one, found)
            if found.ended == "wrong":
                print(tally.wrong[-1], file=sys.stderr, flush=True)
            if number % 100 == 0:
                print(f"{number} of {times}, {len(tally.wrong)} wrong", file=sys.stderr, flush=True)
        if copying.count(origin).heads != heads:
            tally.wrong.append("the register that was copied has changed")
    return tally


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=2000, help="inputs")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", choices=tuple(KINDS), default="", help="one kind only")
    asked = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if asked.seed is None else asked.seed
    tally = run(asked.times, seed, asked.only)
    for kind, ended in tally.ended.items():
        counts = ", ".join(f"{count} {words}" for words, count in sorted(ended.items()))
        most = f"longest {tally.longest[kind]:.1f} s, peak {tally.peak[kind]:.0f} MB"
        print(f"{kind}: {sum(ended.values())} ({counts}); {most}")
    print(f"seed {seed}: {sum(sum(ended.values()) for ended in tally.ended.values())} inputs, {len(tally.wrong)} wrong")
    for one in tally.wrong:
        print(one)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
