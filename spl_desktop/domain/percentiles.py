"""Percentiles of days, one way for every figure of the program."""

from collections.abc import Sequence
from typing import Final

SLOW_PER_CENT: Final = 85
"""The percentile that tells how long something takes when it takes long."""

METHOD: Final = "interpolasi linear inklusif"
"""How a percentile between two measured values is found, as NumPy and Excel (PERSENTIL.INC) do it."""


def percentile(values: Sequence[int], per_cent: int) -> float:
    """The percentile by inclusive linear interpolation between the two nearest values; ValueError without any.

    The smallest value is the 0th, the largest the 100th. Hyndman and Fan (1996), definition 7: NumPy's default.
    """
    if not values:
        raise ValueError("a percentile needs a value")
    ordered = sorted(values)
    place, rest = divmod((len(ordered) - 1) * per_cent, 100)
    below = ordered[place]
    above = ordered[min(place + 1, len(ordered) - 1)]
    return below + (above - below) * rest / 100
