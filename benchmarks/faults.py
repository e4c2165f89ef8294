"""Opens registers as power cuts and bad disks leave them: `python -m benchmarks.faults [--copies N] [--flips N]`.

Half of the copies are taken of database and WAL while a writer, stopped at a random instant, has them open; the other
half is put together as a disk may hold them: the WAL cut anywhere, followed by nothing, zeros or rubbish, and any pages
of a checkpoint that had begun. In every one of them each acknowledged fact stands, and `check` finds nothing amiss.
In the flipped ones random bytes of a page are others: the register is refused or `check` names it, in a sentence, or it
says what it said before; and the file is not touched. Ends with 1 where that was ever not so.
"""

import argparse
import contextlib
import os
import random
import shutil
import signal
import sqlite3
import struct
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks.killing import forked, letter, newest, write
from spl_desktop.domain.errors import UserError
from spl_desktop.models import copying
from spl_desktop.services import cases, drafts
from spl_desktop.services.checking import check
from spl_desktop.services.register import close, create_register, open_register

_WAL_HEADER, _FRAME_HEADER, _PAGE = 32, 24, 4096  # bytes
_LONGEST = 0.03  # seconds between two copies of a running writer
_PER_REGISTER = 60  # copies, so that a check of everything does not take longer and longer


@dataclass
class Tally:
    """What was seen."""

    copies: int = 0
    acknowledged: int = 0
    torn: int = 0
    flips: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def stopped_copies(folder: Path, times: int, chance: random.Random, tally: Tally) -> None:
    """Copies of a register whose writer stands still for a moment."""
    while times > 0:
        part, times = min(times, _PER_REGISTER), times - _PER_REGISTER
        path = folder / f"berjalan-{times}" / "register.db"
        path.parent.mkdir()
        _begun(path)
        context = forked()
        heard, said = context.Pipe(duplex=False)
        process = context.Process(target=write, args=(path, chance.randrange(10**6), said), daemon=True)  # type: ignore[attr-defined]  # every start method has it, the stub does not
        process.start()
        said.close()
        acknowledged: set[str] = set(heard.recv_bytes().decode().split())
        try:
            for number in range(part):
                time.sleep(chance.uniform(0, _LONGEST))
                while heard.poll():  # before it stops: it could stop in the middle of a word
                    acknowledged |= set(heard.recv_bytes().decode().split())
                os.kill(process.pid, signal.SIGSTOP)
                os.waitpid(process.pid, os.WUNTRACED)
                copy = folder / f"salinan-{times}-{number}" / "register.db"
                copy.parent.mkdir()
                for end in ("", "-wal"):
                    shutil.copyfile(f"{path}{end}", f"{copy}{end}")
                os.kill(process.pid, signal.SIGCONT)
                tail = chance.choice((b"", bytes(_PAGE), chance.randbytes(chance.randrange(1, 3 * _PAGE))))
                with Path(f"{copy}-wal").open("ab") as wal:
                    wal.write(tail)
                tally.torn += bool(tail)
                _judge(copy, acknowledged, f"copy {times}-{number}", tally)
        finally:
            process.kill()
            process.join()
            heard.close()


def torn_copies(folder: Path, times: int, chance: random.Random, tally: Tally) -> None:
    """Copies as a disk may hold them at a moment that nobody could stop."""
    while times > 0:
        part, times = min(times, _PER_REGISTER), times - _PER_REGISTER
        path = folder / f"robek-{times}" / "register.db"
        path.parent.mkdir()
        _begun(path)
        database = path.read_bytes()
        marks = _written(path, chance)
        wal = Path(f"{path}-wal.tetap").read_bytes()
        for number in range(part):
            end = chance.randrange(_WAL_HEADER, len(wal) + 1)
            acknowledged = next((heads for size, heads in reversed(marks) if size <= end), set())
            begun = chance.choice([0, *(size for size, _ in marks if size <= end)])
            copy = folder / f"salinan-r{times}-{number}" / "register.db"
            copy.parent.mkdir()
            copy.write_bytes(_checkpointing(database, wal[:begun], chance))
            tail = chance.choice((b"", bytes(2 * _PAGE), chance.randbytes(chance.randrange(1, 3 * _PAGE))))
            Path(f"{copy}-wal").write_bytes(wal[:end] + tail)
            tally.torn += 1
            _judge(copy, acknowledged, f"torn {times}-{number} at {end}", tally)


def _begun(path: Path) -> None:
    register = create_register(path)
    paper = path.with_name("surat.pdf")
    paper.write_bytes(b"%PDF-1.4 isi")
    cases.open_case(register, letter("1/2026", paper))
    close(register)


def _written(path: Path, chance: random.Random) -> list[tuple[int, set[str]]]:
    """Writes for a while; after each transaction the size of the WAL and the heads that were acknowledged by then."""
    wal, marks = Path(f"{path}-wal"), []
    register = open_register(path)
    with contextlib.closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM facts").fetchone()  # while it reads, no page goes from the WAL to the file
        for number in range(2, 14):
            match chance.randrange(4):
                case 0:
                    paper = path.with_name(f"surat-{number}.pdf")
                    paper.write_bytes(b"%PDF-1.4 " + chance.randbytes(chance.randrange(1, 20_000)))
                    cases.open_case(register, letter(f"{number}/2026", paper))
                case 1:
                    drafts.save_draft(register, "baru", {"hal": f"draf {number}"})
                case _:
                    cases.add_note(register, 1, text=f"catatan {number}", on=date(2026, 1, 6))
            marks.append((wal.stat().st_size, set(newest(register).split())))
        shutil.copyfile(wal, f"{wal}.tetap")
    close(register)
    return marks


def _checkpointing(database: bytes, wal: bytes, chance: random.Random) -> bytes:
    """The database while the transactions of that WAL go into it: any of their pages, each whole, are there already."""
    newest_pages: dict[int, bytes] = {}
    for at in range(_WAL_HEADER, len(wal) - _PAGE, _FRAME_HEADER + _PAGE):
        (page,) = struct.unpack(">I", wal[at : at + 4])
        newest_pages[page] = wal[at + _FRAME_HEADER : at + _FRAME_HEADER + _PAGE]
    made = bytearray(database)
    for page, data in newest_pages.items():
        if chance.random() < 0.5:
            start = (page - 1) * _PAGE
            made.extend(bytes(max(0, start + _PAGE - len(made))))
            made[start : start + _PAGE] = data
    return bytes(made)


def _judge(copy: Path, acknowledged: set[str], name: str, tally: Tally) -> None:
    tally.copies += 1
    tally.acknowledged += len(acknowledged)
    try:
        register = open_register(copy)
        with register.reading() as session:
            stored = set(session.connection().exec_driver_sql("SELECT hash FROM facts").scalars())
        report = check(register)
        close(register)
    except UserError as error:
        tally.wrong.append(f"{name}: {error.sentence}")
        return
    if lost := acknowledged - stored:
        tally.wrong.append(f"{name}: {len(lost)} acknowledged facts are lost")
    tally.wrong += [f"{name}: {one.place}: {one.sentence}" for one in report.problems]
    shutil.rmtree(copy.parent)


def flipped_copies(folder: Path, times: int, chance: random.Random, tally: Tally) -> None:
    """Copies some bytes of which are others."""
    path = folder / "utuh" / "register.db"
    path.parent.mkdir()
    _begun(path)
    whole, held = path.read_bytes(), copying.inspect(path)
    for number in range(times):
        data = bytearray(whole)
        page = chance.randrange(len(data) // _PAGE)
        for _ in range(chance.choice((1, 4, 64))):
            data[page * _PAGE + chance.randrange(_PAGE)] ^= chance.randrange(1, 256)
        copy = folder / f"rusak-{number}.db"
        copy.write_bytes(data)
        outcome = _answer(copy)
        if outcome == "silent":
            with contextlib.suppress(copying.Damaged):
                outcome = "harmless" if copying.inspect(copy).digest == held.digest else "silent"
        tally.flips[outcome] += 1
        if outcome == "silent":
            tally.wrong.append(f"flip {number} in page {page + 1}: nobody was told")
        if copy.read_bytes() != bytes(data):
            tally.wrong.append(f"flip {number} in page {page + 1}: the file was changed")
        copy.unlink()


def _answer(copy: Path) -> str:
    try:
        register = open_register(copy)
    except UserError:
        return "refused"
    try:
        return "named" if check(register).problems else "silent"
    except UserError:
        return "named"
    finally:
        close(register)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=1000, help="copies of database and WAL")
    parser.add_argument("--flips", type=int, default=200, help="copies with other bytes")
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if asked.seed is None else asked.seed
    chance, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory() as name:
        stopped_copies(Path(name), asked.copies // 2 if hasattr(signal, "SIGSTOP") else 0, chance, tally)
        torn_copies(Path(name), asked.copies - tally.copies, chance, tally)
        flipped_copies(Path(name), asked.flips, chance, tally)
    told = ", ".join(f"{count} {name}" for name, count in sorted(tally.flips.items()))
    print(
        f"seed {seed}: {tally.copies} copies, {tally.torn} of them torn, {tally.acknowledged} heads acknowledged; "
        f"{asked.flips} flipped ({told}), {len(tally.wrong)} wrong"
    )
    for one in tally.wrong:
        print(one)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
