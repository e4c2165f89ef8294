"""The demo register: cases in every state, made through the same services as a user's clicks."""

import heapq
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from spl_desktop.domain.errors import UserError
from spl_desktop.services import demo_office
from spl_desktop.services.clock import Clock, SystemClock
from spl_desktop.services.demo_case import Stage, live
from spl_desktop.services.demo_plan import back, plans
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.queries import count_cases
from spl_desktop.services.register import Register, close, create_register
from spl_desktop.services.sops import current_sop

SEED = 2026


class DemoClock:
    """A clock that is moved from day to day; within a day every question takes it on by some seconds."""

    _SECONDS = 97

    def __init__(self, day: date) -> None:
        self._day = day
        self._asked = 0

    def move(self, day: date) -> None:
        """It is the morning of `day` from now on, unless it is that day already."""
        if day != self._day:
            self._day, self._asked = day, 0

    def now(self) -> datetime:
        """Some moment of the office hours of that day, later at each question."""
        self._asked += 1
        morning = datetime(self._day.year, self._day.month, self._day.day, 1, tzinfo=UTC)
        return morning + timedelta(seconds=min(self._asked * self._SECONDS, 8 * 3600))

    def today(self) -> date:
        """That day."""
        return self._day


def create_demo(path: Path, *, seed: int = SEED, clock: Clock | None = None, progress: Progress = unheard) -> Register:
    """A new register at `path` with the demo in it; the same seed on the same day gives the same register.

    UserError where `path` cannot hold a new register; nothing is left behind when the work is broken off.
    """
    real = clock or SystemClock()
    # The first facts too are to be the same each time.
    register = create_register(path, clock=DemoClock(real.today()), recorder=demo_office.RECORDER)
    register.clock = real
    try:
        build_demo(register, seed=seed, progress=progress)
    except BaseException:
        close(register)
        path.unlink(missing_ok=True)
        raise
    return register


def build_demo(register: Register, seed: int = SEED, progress: Progress = unheard) -> None:
    """Fills a register that was just created with cases of real OPDs, with people who are marked as fictional.

    Every fact bears the time of the demo's own clock, so that the cases lie in the past: it moves through the days in
    order, and each case goes on when its next day has come. Clock and recorder are as before when it ends.
    UserError where the register holds cases already: fictional people have no place beside real ones.
    """
    if count_cases(register):
        raise UserError("Register ini sudah berisi kasus. Contoh hanya dibuat dalam register yang baru.")
    real, person = register.clock, register.recorder
    today = real.today()
    rng = Random(seed)
    clock = DemoClock(today)
    register.clock = clock
    try:
        register.recorder = demo_office.RECORDER
        demo_office.furnish(register, today)
        with tempfile.TemporaryDirectory(prefix="spl-demo-") as folder:
            calendar = demo_office.calendar(register)
            last = back(calendar, today, 1)
            stage = Stage(register, current_sop(register), calendar, last, Path(folder))
            _play(stage, clock, today, rng, progress)
    finally:
        register.clock, register.recorder = real, person


def _play(stage: Stage, clock: DemoClock, today: date, rng: Random, progress: Progress) -> None:
    """Lets all cases live at once, day by day, so that agenda numbers and times of entry rise together."""
    found = plans(stage.sop, stage.calendar, today, rng)
    waiting: list[tuple[date, int, Iterator[date]]] = []
    for number, plan in enumerate(found):
        waiting.append((plan.start, number, live(stage, plan, number, Random(rng.random()))))
    heapq.heapify(waiting)
    done = 0
    while waiting:
        day, number, story = heapq.heappop(waiting)
        clock.move(min(day, stage.last))
        following = next(story, None)
        if following is not None:
            heapq.heappush(waiting, (max(following, day), number, story))
        else:
            done += 1
            progress(done, len(found), "Menyusun kasus contoh")
