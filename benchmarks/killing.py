"""Kills a process in the middle of its work at random instants: `python -m benchmarks.killing [--times N] [--seed N]`.

Two kinds of round, in turn. A writer adds facts, files and drafts and says of each fact when it was acknowledged; after
the kill every one of them is in the register, and `check` finds nothing amiss. A restorer goes back to a backup and
forth again; after the kill there is the one register or the other, whole. Ends with 1 where that was ever not so.
"""

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from spl_desktop.domain.values import Contact
from spl_desktop.models import copying
from spl_desktop.services import cases, drafts
from spl_desktop.services.backup import Kind, back_up
from spl_desktop.services.cases import NewCase
from spl_desktop.services.checking import check
from spl_desktop.services.clock import SystemClock
from spl_desktop.services.register import Register, close, create_register, open_register
from spl_desktop.services.restore import restore

_ROUNDS_PER_REGISTER = 25  # a check of everything after each kill would otherwise take longer and longer
_LONGEST = 0.25  # seconds until the kill


@dataclass
class Tally:
    """What was seen."""

    rounds: int = 0
    acknowledged: int = 0
    exchanged: int = 0
    wrong: list[str] = field(default_factory=list)


def forked() -> multiprocessing.context.BaseContext:
    """How the working processes are begun: by fork where the system can, which is quicker."""
    return multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")


def write(path: Path, seed: int, said: Connection) -> None:
    """Adds facts until it is killed; says the head of every stream after each transaction that was acknowledged."""
    register, chance, number = open_register(path), random.Random(seed), 0
    while True:
        number += 1
        what = chance.random()
        if what < 0.3:
            paper = path.with_name(f"surat-{seed}-{number}.pdf")
            paper.write_bytes(b"%PDF-1.4 " + chance.randbytes(chance.randrange(1, 60_000)))
            cases.open_case(register, letter(f"{seed}.{number}/2026", paper))
            drafts.drop_draft(register, "baru")
        elif what < 0.8:
            cases.add_note(register, 1, text=f"catatan {seed}.{number}", on=date(2026, 1, 6))
        else:
            drafts.save_draft(register, "baru", {"hal": f"draf {number}"})
        said.send_bytes(newest(register).encode())


def newest(register: Register) -> str:
    """The heads of all streams, in one line."""
    held = copying.count(register.path)
    return " ".join(hashed for _stream, _seq, hashed in held.heads)


def letter(agenda: str, paper: Path) -> NewCase:
    """A letter to register."""
    return NewCase(
        agenda=agenda,
        letter_number=f"445/{agenda}",
        letter_date=date(2026, 1, 2),
        received=date(2026, 1, 5),
        subject="Permohonan integrasi data pasien",
        agency=5,
        system="SIMRS",
        contacts=(Contact(role="teknis", name="Sri Wahyuni", phone="0812 000 111"),),
        files=(paper,),
    )


def exchange(path: Path, backups: tuple[Path, ...], _seed: int, said: Connection) -> None:
    """Goes back to one backup and to the other until it is killed; says after each that it is done."""
    while True:
        for one in backups:
            restore(one, path, SystemClock())
            said.send_bytes(one.name.encode())


def _killed(work: Callable[..., None], *words: object, after: float) -> list[str]:
    """Starts it, kills it so many seconds after its first word, and gives back what it had said until then."""
    context = forked()
    heard, said = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(*words, said), daemon=True)  # type: ignore[attr-defined]  # every start method has it, the stub does not
    process.start()
    said.close()
    words_heard: list[str] = []
    try:
        words_heard.append(heard.recv_bytes().decode())
        time.sleep(after)
        process.kill()
        while True:
            words_heard.append(heard.recv_bytes().decode())
    except (EOFError, OSError):
        pass  # the last word was cut off with its process: not acknowledged
    finally:
        process.kill()
        process.join()
        heard.close()
    return words_heard


def kill_writers(folder: Path, times: int, chance: random.Random, tally: Tally) -> None:
    """So many kills of a writing process."""
    path = folder / "register.db"
    for number in range(times):
        if number % _ROUNDS_PER_REGISTER == 0:
            path = folder / f"menulis-{number}" / "register.db"
            path.parent.mkdir()
            first = create_register(path)
            paper = path.with_name("surat.pdf")
            paper.write_bytes(b"%PDF-1.4 isi")
            cases.open_case(first, letter("1/2026", paper))
            close(first)
        heard = _killed(write, path, chance.randrange(10**6), after=chance.uniform(0, _LONGEST))
        acknowledged = {hashed for one in heard for hashed in one.split()}
        register = open_register(path)
        with register.reading() as session:
            stored = set(session.connection().exec_driver_sql("SELECT hash FROM facts").scalars())
        report = check(register)
        close(register)
        tally.rounds += 1
        tally.acknowledged += len(acknowledged)
        if lost := acknowledged - stored:
            tally.wrong.append(f"round {number}: {len(lost)} acknowledged facts are lost")
        tally.wrong += [f"round {number}: {one.place}: {one.sentence}" for one in report.problems]


def kill_restorers(folder: Path, times: int, chance: random.Random, tally: Tally) -> None:
    """So many kills of a process that exchanges the register for a backup."""
    path = folder / "memulihkan" / "register.db"
    path.parent.mkdir()
    register, clock = create_register(path), SystemClock()
    paper = path.with_name("surat.pdf")
    paper.write_bytes(b"%PDF-1.4 isi")
    backups = []
    for number in (1, 2):
        cases.open_case(register, letter(f"{number}/2026", paper))
        backups.append(back_up(path, Kind.MANUAL, clock).backup.path)
    close(register)
    wanted = {copying.inspect(one).heads for one in backups}
    for number in range(times):
        tally.exchanged += len(_killed(exchange, path, tuple(backups), 0, after=chance.uniform(0, _LONGEST)))
        tally.rounds += 1
        if not path.is_file():
            tally.wrong.append(f"restore {number}: there is no register")
            return
        again = open_register(path)
        report = check(again)
        close(again)
        tally.wrong += [f"restore {number}: {one.place}: {one.sentence}" for one in report.problems]
        if copying.inspect(path).heads not in wanted:
            tally.wrong.append(f"restore {number}: neither the one register nor the other")
        for replaced in path.parent.glob("*.diganti-*"):
            if copying.inspect(replaced).heads not in wanted:
                tally.wrong.append(f"restore {number}: {replaced.name} is not whole")
            replaced.unlink()


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=500, help="kills of a writing process")
    parser.add_argument("--restores", type=int, default=None, help="kills of a restoring process (a fifth of it)")
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if asked.seed is None else asked.seed
    chance, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory() as name:
        kill_writers(Path(name), asked.times, chance, tally)
        kill_restorers(Path(name), asked.times // 5 if asked.restores is None else asked.restores, chance, tally)
    print(
        f"seed {seed}: {tally.rounds} kills, {tally.acknowledged} heads acknowledged before them, "
        f"{tally.exchanged} restores done, {len(tally.wrong)} wrong"
    )
    for one in tally.wrong:
        print(one)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
