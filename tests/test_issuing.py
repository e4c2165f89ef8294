"""Two processes that issue documents on one register: no number twice, none lost."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_two_processes_never_give_one_number_twice() -> None:
    command = [sys.executable, "-m", "benchmarks.issuing", "--each", "20"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.match(
        r"40 documents issued by two processes in .*, 10 of them with a reserved number, .* 0 wrong$", done.stdout
    )
    assert found, done.stdout + done.stderr
