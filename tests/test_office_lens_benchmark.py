"""The benchmark of the office lens still paints every frame of lens, table and bare scene."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_pan_and_zoom_are_measured_against_a_bare_scene_of_as_many_items() -> None:
    command = [sys.executable, "-m", "benchmarks.office_lens", "--frames", "3", "--tokens", "40"]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = re.findall(r"^(\d+ steps, \w+) {2,}(.+)$", done.stdout, re.MULTILINE)
    assert [name for name, _ in rows] == ["12 steps, pan", "12 steps, zoom", "10 steps, pan", "10 steps, zoom"]
    for _, figures in rows:
        bare, table, lens, slow, *ratios = map(float, figures.split())
        assert min(bare, table, lens, slow, *ratios) > 0
