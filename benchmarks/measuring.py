"""What every bar of the bench is made of: a floor or peer measured in the same run, ours, and how far they may part."""

import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.register import make_register


@dataclass(frozen=True, slots=True)
class Measured:
    """The medians of floor and ours in the unit of their bar, and what else is worth a word."""

    floor: float
    ours: float
    note: str = ""


@dataclass(eq=False, slots=True)
class Bench:
    """What a run gives its bars: a folder, sizes, and registers that are made once and shared.

    `quick` asks for tiny sizes: then the figures mean nothing, but everything that is measured has run.
    """

    folder: Path
    quick: bool = False
    cases: int = 1_000_000
    large: Path | None = None
    _made: dict[tuple[int, float], Path] = field(default_factory=dict)

    def size(self, full: int, tiny: int) -> int:
        """So many in a full run, so few in a quick one."""
        return tiny if self.quick else full

    def register(self, cases: int, whole: float = 1.0) -> Path:
        """A register of that many cases, not to be written to; `large` stands for the largest where it is given."""
        if self.large is not None and cases == self.cases:
            return self.large
        if (cases, whole) not in self._made:
            path = self.folder / f"register-{cases}-{whole}.db"
            make_register(path, cases, whole=whole)
            self._made[cases, whole] = path
        return self._made[cases, whole]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what stands for the floor, how many times the floor ours may be, and how both are measured.

    With `least`, ours must be at least `limit` times the floor. `needs` names a module without which the bar is passed
    over and says so.
    """

    name: str
    floor: str
    limit: float
    measure: Callable[[Bench], Measured]
    unit: str = "ms"
    least: bool = False
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What was found for a bar; `skipped` says why nothing was."""

    bar: Bar
    measured: Measured
    skipped: str = ""

    @property
    def ratio(self) -> float:
        """Ours to the floor; 0 where both are nothing."""
        if not self.measured.floor:
            return 0.0 if not self.measured.ours else float("inf")
        return self.measured.ours / self.measured.floor

    @property
    def ok(self) -> bool:
        """Whether the bar is held; one that was passed over is not."""
        if self.skipped:
            return False
        return self.ratio >= self.bar.limit if self.bar.least else self.ratio <= self.bar.limit


def timed(work: Callable[[], object]) -> float:
    """How long it takes, in milliseconds."""
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


def alternate(floor: Callable[[], object], ours: Callable[[], object], rounds: int, note: str = "") -> Measured:
    """The medians of both in milliseconds, run in turn after one round that warms them up."""
    took: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    for number in range(rounds + 1):
        for work, times in zip((floor, ours), took, strict=True):
            passed = timed(work)
            if number:
                times.append(passed)
    return Measured(median(took[0]), median(took[1]), note)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="spl-bench-") as name:
        yield Path(name)
