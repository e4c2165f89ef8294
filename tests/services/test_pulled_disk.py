"""A disk that fails or is pulled out in the middle of a run: a sentence, no lost fact, nothing half-written.

Some calls of each run are struck here; `python -m benchmarks.pulled` strikes every one.
"""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.pulled import WORKS, Tally, stage_in, walk
from spl_desktop.services.checking import check
from spl_desktop.services.register import close

STRUCK = {"cadangan": 19, "paket": 89, "zip": 181, "excel": 53, "dokumen": 47, "lampiran": 23}
"""Between two calls that are struck; each work has its own number of calls."""


@pytest.fixture(autouse=True)
def unheard() -> Iterator[None]:
    """Libraries tell of each struck call."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("pulling", [False, True], ids=["failing", "pulled out"])
@pytest.mark.parametrize("work", WORKS)
def test_nothing_is_lost_and_nothing_half_written_counts(tmp_path: Path, work: str, pulling: bool) -> None:
    stage, tally = stage_in(tmp_path), Tally()
    try:
        walk(stage, work, pulling, STRUCK[work], 7, tally)
        assert tally.wrong == []
        assert tally.struck >= 3
        assert tally.refused or any(tally.sentences)
        assert check(stage.register).problems == ()
    finally:
        close(stage.register)
