"""A short run of the whole program stays whole through kills; what grows, is lost or is logged is told."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from benchmarks.soak import Tally, judge, summary
from benchmarks.soak_findings import faults_in, slopes, too_much
from benchmarks.soak_user import User
from benchmarks.soak_window import measured
from spl_desktop.services.register import Register, close
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.settings import Settings
from tests.builders import TODAY, opened

ROOT = Path(__file__).parents[1]


def measures(many: int, **growth: float) -> list[dict[str, object]]:
    """So many measurements, 50 things apart; what is named grows by so much at each."""
    names = ("memory", "handles", "threads", "widgets", "objects", "dialogs")
    return [{"at": 50 * n, **{name: 100 + n * growth.get(name, 0) for name in names}} for n in range(many)]


def test_a_short_run_with_kills_leaves_everything_whole() -> None:
    # The same seed each time: what else there is, the long run finds.
    command = [sys.executable, "-m", "benchmarks.soak", "--minutes", "0.15", "--small", "--seed", "2026", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found["wrong"] == []
    assert found["kills"] >= 1
    assert found["windows"] == found["kills"] + 1
    assert found["things done"] >= 10
    assert found["measurements of the last window"] >= 1
    assert found["facts"] > 0


def test_what_stands_still_is_no_leak_and_what_grows_is_one() -> None:
    assert slopes(measures(40))["memory"] == 0
    assert slopes(measures(40, memory=0.5))["memory"] == pytest.approx(10)
    assert too_much(measures(40)) == []
    assert too_much(measures(40, memory=0.1)) == []  # 2 MB
    grown = measures(40, dialogs=1)
    grown[-1]["kinds"] = {"ImportDialog": 30, "QLabel": 4}
    grown[12]["kinds"] = {"ImportDialog": 3, "QLabel": 4}
    assert too_much(grown) == ["dialogs grows by 20.0 per 1,000 things done", "more of them: ImportDialog 27"]


def test_one_high_measurement_is_no_slope_and_few_are_not_judged() -> None:
    peak = measures(40)
    peak[35]["memory"] = 900
    assert too_much(peak) == []
    assert slopes(measures(9, memory=50)) == {}


def test_before_the_window_is_warm_it_may_grow() -> None:
    filling = measures(10, widgets=100) + [{**one, "at": 500 + int(str(one["at"]))} for one in measures(40)]
    assert too_much(filling) == []


def test_a_lost_fact_is_told(register: Register, tmp_path: Path) -> None:
    opened(register)
    close(register)
    tally = Tally(1, acknowledged={"abc"}, lives=[[]])
    judge(register.path, tmp_path, tally)
    assert tally.wrong == ["1 acknowledged facts are lost"]
    assert tally.cases == 1
    assert summary(tally)["wrong"] == tally.wrong


def test_the_log_is_asked_for_faults_each_once(tmp_path: Path) -> None:
    lines = [
        "2026-11-26 19:28:45,621 WARNING qt.default: This plugin does not support propagateSizeHints()",
        "2026-11-26 19:28:45,700 INFO spl_desktop.ui.runner: refused, but no one waits: case_view",
        "2026-11-26 19:28:46,621 ERROR spl_desktop.ui.runner: job failed: case_view",
        "2026-11-26 19:28:47,621 ERROR spl_desktop.ui.runner: job failed: case_view",
        "KeyError: 'x'",
    ]
    (tmp_path / "spl-desktop.log").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "spl-desktop.log.1").write_text("2026-11-26 19:20:00,001 WARNING qt.svg: bad", encoding="utf-8")
    assert faults_in(tmp_path) == ["ERROR spl_desktop.ui.runner: job failed: case_view", "WARNING qt.svg: bad"]


def test_the_user_never_goes_back_to_a_backup_nor_begins_accounts(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    window = MainWindow(Settings(tmp_path / "settings.ini"), tmp_path)
    qtbot.addWidget(window)
    box, pressed = QWidget(), []
    layout = QVBoxLayout(box)
    for words in ("Pulihkan…", "Buat akun pengelola pertama…", "&Simpan", "&Keluar"):
        button = QPushButton(words)
        button.clicked.connect(lambda _=False, words=words: pressed.append(words))
        layout.addWidget(button)
    qtbot.addWidget(box)
    box.show()
    user = User(window, random.Random(1), tmp_path, {}, TODAY)
    for _ in range(50):
        user.press_one_of(box.findChildren(QPushButton))
    assert set(pressed) == {"&Simpan"}
    assert user.come_home()
    window.close()


def test_what_a_process_holds_is_counted(qtbot: QtBot, qapp: QApplication) -> None:
    before = measured()
    held = [QPushButton() for _ in range(20)]
    for one in held:
        qtbot.addWidget(one)
    after = measured()
    assert after["widgets"] - before["widgets"] == 20
    assert after["kinds"]["QPushButton"] - before["kinds"].get("QPushButton", 0) == 20
