"""From the click to the first picture and to the first fact, and what the window costs while nothing is done."""

import json
import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from statistics import median

from benchmarks.measuring import Bar, Bench, Measured

ROOT = Path(__file__).parents[2]
_CASES = 300
Told = dict[str, dict[str, object]]


def _run(bench: Bench, *what: str) -> Told:
    """What one window told, each time in milliseconds since its process was started."""
    own = bench.folder / "own"
    own.mkdir(exist_ok=True)
    environment = os.environ | {"SPL_DESKTOP_HOME": str(own), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.started", *what],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    told: Told = {}
    for line in done.stdout.splitlines():
        said = json.loads(line)
        said["ms"] = 1000 * (said["at"] - begun)
        told[said["event"]] = said
    if "rest" not in told:
        raise RuntimeError(f"the window did not come to rest: {done.stderr[-2000:]}")
    return told


@cache
def _starts(bench: Bench) -> tuple[list[Told], list[Told]]:
    """Bare windows and ours, started in turn; the first of each only warms the disk up."""
    register = bench.register(bench.size(_CASES, 30))
    bare, ours = [], []
    for _ in range(bench.size(7, 1) + 1):
        bare.append(_run(bench, "bare"))
        ours.append(_run(bench, "ours", str(register)))
    return bare[1:], ours[1:]


def _figure(told: list[Told], event: str, what: str = "ms") -> float:
    found = [one[event][what] for one in told]
    return median(float(value) for value in found if isinstance(value, int | float))


def first_paint(bench: Bench) -> Measured:
    """The first picture; a module that it does not need makes the figure worthless."""
    bare, ours = _starts(bench)
    loaded = sorted({str(name) for one in ours for name in one["painted"]["modules"]})  # type: ignore[attr-defined]
    took = _figure(ours, "painted")
    note = f"loaded too early: {', '.join(loaded)}" if loaded else "none of the heavy modules is loaded"
    return Measured(_figure(bare, "painted"), float("inf") if loaded else took, note)


def filled(bench: Bench) -> Measured:
    """The desk shows its cases, so that the first fact can be entered."""
    bare, ours = _starts(bench)
    return Measured(_figure(bare, "painted"), _figure(ours, "filled"))


def idle_memory(bench: Bench) -> Measured:
    """Mebibytes in memory once nothing moves any more."""
    bare, ours = _starts(bench)
    mebi = 1 << 20
    return Measured(_figure(bare, "rest", "memory") / mebi, _figure(ours, "rest", "memory") / mebi)


BARS = (
    Bar("first paint", "a bare QMainWindow's first paint", 2.0, first_paint),
    Bar("register filled", "a bare QMainWindow's first paint", 4.0, filled),
    Bar("idle memory", "a bare QMainWindow", 2.2, idle_memory, unit="MiB"),
)
