"""The pinned PySide6 survives what made 6.12 on Python 3.11 abort: many calls that return nothing."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"

# 6.12.0 on 3.11 ends here with "none_dealloc: deallocating None" after some 5,000 rounds.
CHILD = """
from PySide6.QtCore import QEvent, QObject, QCoreApplication, Signal

class Talker(QObject):
    said = Signal()
    heard = 0

    def listen(self):
        self.heard += 1

    def customEvent(self, event):
        self.heard += 1

app = QCoreApplication([])
talker = Talker()
talker.said.connect(talker.listen)
for _ in range(100_000):
    talker.setObjectName("x")
    talker.said.emit()
    QCoreApplication.sendEvent(talker, QEvent(QEvent.Type.User))
print(talker.heard)
"""


def test_100_000_calls_that_return_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout.strip()) == (0, "200000"), done.stderr


@pytest.mark.parametrize(
    ("python", "version", "allowed"),
    [("3.11", "6.12.0", False), ("3.11", "6.11.3", True), ("3.12", "6.12.0", True), ("3.13", "6.12.0", True)],
)
def test_the_pin_never_pairs_6_12_with_python_3_11(python: str, version: str, allowed: bool) -> None:
    declared = [Requirement(line) for line in tomllib.loads(PYPROJECT.read_text())["project"]["dependencies"]]
    applying = [
        requirement
        for requirement in declared
        if requirement.name == "PySide6-Essentials"
        and (requirement.marker is None or requirement.marker.evaluate({"python_version": python}))
    ]
    assert len(applying) == 1
    assert applying[0].specifier.contains(version) is allowed
