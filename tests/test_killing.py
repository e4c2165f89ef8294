"""A process killed at a random instant costs no acknowledged fact, and a restore is whole or not at all."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_kills_at_random_instants_cost_nothing() -> None:
    command = [sys.executable, "-m", "benchmarks.killing", "--times", "20", "--restores", "6"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.match(
        r"seed \d+: 26 kills, (\d+) heads acknowledged before them, (\d+) restores done, 0 wrong", done.stdout
    )
    assert found, done.stdout + done.stderr
    assert int(found[1]) >= 20
