"""The bench runs, whatever its figures are, and what it prints and writes says what it measured."""

import json
import math
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.__main__ import bars, document, line, main, plain, run
from benchmarks.measuring import Bar, Bench, Measured, Result, alternate

ROOT = Path(__file__).parents[1]


def _bar(limit: float = 2.0, *, least: bool = False, needs: str = "") -> Bar:
    return Bar("contoh", "lantai", limit, lambda _bench: Measured(10.0, 15.0, "catatan"), least=least, needs=needs)


@pytest.mark.parametrize(("limit", "least", "ok"), [(2.0, False, True), (1.4, False, False), (1.4, True, True)])
def test_a_bar_is_held_or_not(tmp_path: Path, limit: float, least: bool, ok: bool) -> None:
    found = run(_bar(limit, least=least), Bench(tmp_path))
    assert (found.ratio, found.ok, found.skipped) == (1.5, ok, "")
    assert ("yes" if ok else "NO") in line(found).split()
    assert plain(found)["ok"] is ok


def test_what_cannot_be_measured_is_told_and_is_not_held(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    away = run(_bar(needs="there_is_no_such_module"), Bench(tmp_path))
    assert not away.ok and "there_is_no_such_module is not installed" in line(away)
    broken = run(Bar("rusak", "lantai", 1.0, lambda _bench: 1 / 0), Bench(tmp_path))  # type: ignore[arg-type, return-value]
    assert broken.skipped.startswith("broken: ZeroDivisionError")
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert plain(broken)["ours"] is None and not broken.ok
    nothing = Result(_bar(), Measured(0.0, math.inf))
    assert not nothing.ok


def test_floor_and_ours_are_run_in_turn(tmp_path: Path) -> None:
    order: list[str] = []
    alternate(lambda: order.append("floor"), lambda: order.append("ours"), 2)
    assert order == ["floor", "ours"] * 3


def test_the_document_says_machine_versions_date_and_every_bar(tmp_path: Path) -> None:
    results = [run(_bar(), Bench(tmp_path)), run(_bar(needs="there_is_no_such_module"), Bench(tmp_path))]
    text = document(results, datetime(2026, 11, 26, tzinfo=UTC), 1_000)
    for said in ("Date: 2026-11-26", "Machine: ", "Python 3", "SQLite 3", "1,000 cases", "Held: 1 of 2 bars"):
        assert said in text, said
    assert "| contoh | lantai | 10.00 | 15.00 | ms | 1.50 | ≤ 2 | yes | catatan |" in text
    assert "| – | – | ms | – | ≤ 2 | **no** | not measured" in text


def test_every_bar_has_a_name_of_its_own_and_an_unknown_one_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    names = [bar.name for bar in bars()]
    assert len(set(names)) == len(names) >= 20
    with pytest.raises(SystemExit):
        main(["tidak ada"])
    assert "no bar has such a name" in capsys.readouterr().err


def test_the_quick_bench_measures_every_bar() -> None:
    command = [sys.executable, "-m", "benchmarks", "--quick", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    found = [json.loads(said) for said in done.stdout.splitlines()]
    assert [one["name"] for one in found] == [bar.name for bar in bars()]
    for one in found:
        assert one["ours"] is not None or "is not installed" in one["note"], one
    paint = next(one for one in found if one["name"] == "first paint")
    assert paint["note"] == "none of the heavy modules is loaded"
    kept = next(one for one in found if one["name"] == "two writers, facts kept")
    assert kept["ok"], kept
