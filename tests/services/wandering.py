"""A register whose cases have gone any way that the rules allow."""

import random
from collections.abc import Iterable
from pathlib import Path

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.events import CaseFact
from spl_desktop.domain.fold import fold
from spl_desktop.services.acting import Situation, act
from spl_desktop.services.log import case_stream, load
from spl_desktop.services.register import Register
from tests.builders import opened, paper
from tests.domain.logs import CONTENT, Walk
from tests.domain.test_walks import COMMANDS_OF_A_WALK, day_near


def wander(register: Register, folder: Path, chance: random.Random, *, cases: int = 8, commands: int = 300) -> None:
    """Opens so many cases and tries so many commands on them; those that the rules refuse are left out."""
    letter = paper(folder, content=CONTENT)
    numbers = [opened(register, agenda=f"{n}/2026", files=(letter,)) for n in range(1, cases + 1)]
    for _ in range(commands):
        case, command, shift = chance.choice(numbers), chance.choice(COMMANDS_OF_A_WALK), chance.random()

        def decide(now: Situation, shift: float = shift, command: object = command) -> Iterable[CaseFact]:
            walk = Walk(now.sop, now.today, list(now.log))
            return command(random.Random(shift), walk, day_near(random.Random(shift), now.state))  # type: ignore[operator]

        with register.reading() as session:
            on = day_near(random.Random(shift), fold(load(session, case_stream(case))))
        try:
            act(register, case, decide, on=on)
        except UserError:
            continue
