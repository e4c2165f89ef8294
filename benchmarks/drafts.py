"""Kills the program while somebody types into a form: `python -m benchmarks.drafts [--times N] [--seed N]`.

A process of its own shows the form of a new case (without a screen) and types on and on; it is killed at a random
instant. Then the draft in the register is asked how old its words are: what was typed after them is what a power cut
costs. Ends with 1 where that was ever more than two seconds, or where the draft is none of what was typed.
"""

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from spl_desktop.services.checking import check
from spl_desktop.services.drafts import drop_draft, load_draft
from spl_desktop.services.register import close, create_register, open_register

LIMIT = 2.0
"""Seconds that may be lost."""
_EVERY_MS = 25  # a quick typist writes ten letters a second
DRAFT = "case:new"
"""The key of the draft of that form."""
_ROUND = 900  # letters after which the field begins anew, so that its length is not what is measured


@dataclass
class Tally:
    """What was seen; `ages` in seconds, of the newest words that were kept at each kill."""

    ages: list[float] = field(default_factory=list)
    typed: int = 0
    wrong: list[str] = field(default_factory=list)


def words(number: int) -> str:
    """What stands in the field after so many key strokes; the number of strokes is in it."""
    return f"{number} {'x' * (number % _ROUND)}"


def type_on(path: Path, said: Connection) -> None:
    """Types until it is killed; says the number of each stroke and when it was, once it stands in the field."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from spl_desktop.ui.case.new_case import NewCaseDialog
    from spl_desktop.ui.context import Context
    from spl_desktop.ui.runner import Runner
    from spl_desktop.ui.settings import Settings

    app = QApplication([])
    runner = Runner()
    context = Context(
        register=open_register(path, recorder="Pengetik"),
        runner=runner,
        settings=Settings(path.with_name("pengaturan.ini")),
        announce=runner.announce,
        open_case=lambda *_: None,
        go_to=lambda *_: None,
        say=lambda *_: None,
    )
    dialog = NewCaseDialog(context)
    dialog.show()
    number = 0

    def stroke() -> None:
        nonlocal number
        if not runner.idle() and not number:
            return  # the form still reads what it proposes
        number += 1
        dialog.subject.setPlainText(words(number))
        said.send((number, time.monotonic()))

    timer = QTimer(interval=_EVERY_MS)
    timer.timeout.connect(stroke)
    timer.start()
    app.exec()


def kill(path: Path, after: float, tally: Tally) -> None:
    """One kill, so many seconds after the first stroke."""
    context = multiprocessing.get_context("spawn")  # Qt does not live through a fork
    heard, said = context.Pipe(duplex=False)
    process = context.Process(target=type_on, args=(path, said), daemon=True)
    process.start()
    said.close()
    strokes: list[tuple[int, float]] = []
    try:
        strokes.append(heard.recv())
        while time.monotonic() < strokes[0][1] + after:
            if heard.poll(0.005):
                strokes.append(heard.recv())
        process.kill()
        killed = time.monotonic()
        while True:
            strokes.append(heard.recv())
    except (EOFError, OSError):
        pass  # the last word was cut off with its process
    finally:
        process.kill()
        process.join()
        heard.close()
    _judge(path, strokes, killed, tally)


def _judge(path: Path, strokes: list[tuple[int, float]], killed: float, tally: Tally) -> None:
    tally.typed += len(strokes)
    register = open_register(path)
    kept = str((load_draft(register, DRAFT) or {}).get("subject", ""))
    tally.wrong += [f"{one.place}: {one.sentence}" for one in check(register).problems]
    close(register)
    number = int(kept.split(" ")[0]) if kept else 0
    if kept and kept != words(number):
        tally.wrong.append(f"the draft is none of what was typed: {kept[:60]}")
    # What came after the kept words is lost; the oldest of it is how much.
    lost = [at for stroke, at in strokes if stroke > number]
    age = killed - lost[0] if lost else 0.0
    tally.ages.append(age)
    if age > LIMIT:
        tally.wrong.append(f"{age:.2f} s of typing are lost ({len(lost)} strokes)")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50, help="kills")
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if asked.seed is None else asked.seed
    chance, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "register.db"
        close(create_register(path))
        for _ in range(asked.times):
            register = open_register(path)

            drop_draft(register, DRAFT)

            close(register)
            kill(path, chance.uniform(0.05, 4.0), tally)
    ages = sorted(tally.ages)
    print(
        f"seed {seed}: {len(ages)} kills after {tally.typed} strokes; lost at most {ages[-1]:.2f} s of typing, half of "
        f"the time under {ages[len(ages) // 2]:.2f} s; {len(tally.wrong)} wrong"
    )
    for one in tally.wrong:
        print(one)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
