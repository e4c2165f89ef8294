"""What a long run has found: growth in what the window holds, and faults in its log."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any, Final

LIMITS: Final = {"memory": 4.0, "handles": 2.0, "threads": 2.0, "widgets": 60.0, "objects": 150.0, "dialogs": 2.0}
"""How much more of it a warm window may hold after 1,000 things done: MB of memory, and numbers."""

_WARM: Final = 0.3  # of the measurements of the last window, before they count
_FEWEST: Final = 8  # measurements of a warm window; by fewer no slope is judged
_AS_EXPECTED: Final = (
    "This plugin does not support",  # what a platform without a screen cannot do
    "Keyboard event not accepted by receiving widget",  # a key that does nothing there
)


def warm_part(measures: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """The measurements of a window that has opened what it opens once."""
    return measures[int(len(measures) * _WARM) :]


def faults_in(logs: Path) -> list[str]:
    """What the log tells of faults, each once."""
    found: dict[str, None] = {}
    for log in sorted(logs.glob("*.log*")):
        for line in log.read_text(encoding="utf-8").splitlines():
            _, _, told = line.partition(",")[2].partition(" ")
            if told.startswith(("WARNING", "ERROR", "CRITICAL")) and not any(one in told for one in _AS_EXPECTED):
                found[told] = None
    return list(found)


def slopes(measures: Sequence[dict[str, Any]]) -> dict[str, float]:
    """What a warm window holds more after 1,000 things done: the median over all pairs of its measurements."""
    warm = warm_part(measures)
    if len(warm) < _FEWEST:
        return {}
    pairs = [(one, two) for one, two in combinations(warm, 2) if two["at"] > one["at"]]
    return {
        name: 1000 * median((two[name] - one[name]) / (two["at"] - one["at"]) for one, two in pairs) for name in LIMITS
    }


def too_much(measures: Sequence[dict[str, Any]]) -> list[str]:
    """What grows, with the kinds of widget that grew the most."""
    found = [
        f"{name} grows by {slope:.1f} per 1,000 things done"
        for name, slope in slopes(measures).items()
        if slope > LIMITS[name]
    ]
    if found:
        grown = Counter(measures[-1].get("kinds", {}))
        grown.subtract(warm_part(measures)[0].get("kinds", {}))
        found.append("more of them: " + ", ".join(f"{kind} {more}" for kind, more in grown.most_common(10) if more > 0))
    return found
