"""Hostile and broken input of every kind works or is refused; the made-up tricks are really made."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.hostile import KINDS, Input, Outcome, Tally, inputs

ROOT = Path(__file__).parents[1]


def test_one_of_every_kind() -> None:
    # The same inputs each time: what else there is, the long run finds.
    command = [sys.executable, "-m", "benchmarks.hostile", "--times", str(len(KINDS)), "--seed", "2026"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(rf"seed \d+: {len(KINDS)} inputs, 0 wrong", done.stdout)
    for kind in KINDS:
        assert f"{kind}: 1 (" in done.stdout


def test_a_long_run_tries_every_trick_and_the_same_seed_the_same() -> None:
    planned = list(inputs(600, 7))
    assert planned == list(inputs(600, 7))
    tricks = {(kind.name, one.trick) for kind in KINDS.values() for one in kind.crafted}
    assert {(one.kind, one.trick) for one in planned if one.trick} == tricks
    assert {one.kind for one in inputs(9, 7, "search")} == {"search"}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_tricks_have_names_of_their_own(kind: object) -> None:
    tricks = [one.trick for one in kind.crafted]  # type: ignore[attr-defined]
    assert len(set(tricks)) == len(tricks)


def test_what_is_wrong_is_counted_and_named() -> None:
    tally = Tally()
    tally.add(Input("search", "", 5), Outcome("wrong", "took longer", 10.0, 12.0))
    tally.add(Input("search", "", 6), Outcome("works", "", 1.0, 100.0))
    assert tally.wrong == ["search, by chance, seed 5: took longer"]
    assert tally.peak["search"] == 100.0
    assert tally.longest["search"] == 10.0
