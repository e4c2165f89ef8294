"""The benchmark of documents and packets still measures every one of them."""

import re
import subprocess
import sys
from pathlib import Path

from spl_desktop.services import templates

ROOT = Path(__file__).parents[1]


def test_every_form_and_the_packet_are_measured_against_a_floor() -> None:
    command = [sys.executable, "-m", "benchmarks.documents", "--rounds", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    found = {row[0] for row in re.findall(r"^(\S.*?) {2,}[\d.]+ +[\d.]+ +([\d.]+)$", done.stdout, re.MULTILINE)}
    forms = {name for name in templates.names() if not name.startswith("lembar-disposisi")}
    assert found == forms | {"packet of 12"}
