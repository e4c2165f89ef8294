"""Copies as a power cut leaves them hold every acknowledged fact, and a spoilt page is never passed over in silence."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_torn_and_spoilt_copies_cost_nothing_unseen() -> None:
    command = [sys.executable, "-m", "benchmarks.faults", "--copies", "16", "--flips", "12", "--seed", "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.match(r"seed \d+: 16 copies, (\d+) of them torn, (\d+) heads acknowledged; 12 flipped", done.stdout)
    assert found, done.stdout
    assert int(found[1]) >= 8
    assert int(found[2]) > 16
