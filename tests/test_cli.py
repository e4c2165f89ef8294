"""The command line: what it prints, what it refuses and with which exit code."""

import json
import os
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from spl_desktop import __version__, cli
from spl_desktop.__main__ import main

FROM_JANUARY = (
    "2026-01-06 2026-01-07 2026-02-09 2026-03-09 2026-04-09 2026-04-14 "
    "2026-04-16 2026-04-20 2026-04-21 2026-04-22 2026-04-27 2026-04-30"
)
FROM_NOVEMBER = (
    "2026-11-24 2026-11-25 2026-12-28 2027-01-28 2027-03-01 2027-03-04 "
    "2027-03-16 2027-03-18 2027-03-19 2027-03-22 2027-03-29 2027-04-01"
)


@pytest.mark.parametrize(
    ("start", "expected"),
    [("2026-01-05", FROM_JANUARY), ("2026-11-23", FROM_NOVEMBER), ("23/11/2026", FROM_NOVEMBER)],
)
def test_schedule_gives_the_worked_examples(start: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schedule", "--from", start, "--json"]) == 0
    steps = json.loads(capsys.readouterr().out)
    assert [step["due_late"] for step in steps] == expected.split()
    assert [step["number"] for step in steps] == list(range(1, len(steps) + 1))
    for before, after in pairwise(steps):
        assert after["entered"] == before["due_late"]


def test_schedule_ledger_leads_to_the_deadline(capsys: pytest.CaptureFixture[str]) -> None:
    main(["schedule", "--from", "2026-03-16", "--json"])
    steps = json.loads(capsys.readouterr().out)
    for step in steps:
        days = step["ledger"]
        assert days[-1]["date"] == step["due_late"]
        assert date.fromisoformat(days[0]["date"]).toordinal() == date.fromisoformat(step["entered"]).toordinal() + 1
        assert [day["count"] for day in days if day["counts"]] == list(range(1, sum(day["counts"] for day in days) + 1))
        assert all(day["why"] for day in days)
    assert steps[1]["entered"] == "2026-03-17"
    assert steps[1]["due_late"] == "2026-03-25"
    assert "cuti bersama: Hari Suci Nyepi" in steps[1]["ledger"][0]["why"]


def test_schedule_warns_of_undecided_joint_leave_beside_the_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schedule", "--from", "2027-12-20", "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)
    assert "Cuti bersama tahun 2028 belum ditetapkan" in said.err


def test_schedule_table_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schedule", "--from", "2026-11-23", "--ledger", "3"]) == 0
    text = capsys.readouterr().out
    assert "Mulai Senin, 23 November 2026" in text
    assert "28/12/2026" in text
    assert "libur nasional: Hari Raya Natal" in text


def test_schedule_refuses_a_step_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schedule", "--from", "2026-11-23", "--ledger", "99"]) == 1
    assert "Langkah 99 tidak ada" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["schedule"], "Belum lengkap; yang harus disertakan: --from"),
        (["schedule", "--from", "23/11/26"], 'Tahun pada "23/11/26" harus ditulis empat angka'),
        (["schedule", "--from", "2026-02-30"], "Februari 2026 hanya memiliki tanggal 1 sampai 28"),
        (["schedule", "--from"], "--from: nilainya belum ditulis"),
        (["jadwal"], "'jadwal' tidak dikenal"),
        (["check", "--cepat"], "Tidak dikenal: --cepat"),
        (["export", "semua", "x.xlsx"], "ISI: 'semua' tidak dikenal"),
        (["import"], "Sebutkan berkas yang dimasukkan"),
        (["import", "a.xlsx", "--template", "b.xlsx"], "Sebutkan berkas yang dimasukkan"),
        (["import", "--template", "b.xlsx", "--dry-run"], "--template hanya menulis templat"),
    ],
)
def test_usage_is_refused_in_indonesian(argv: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.err.startswith("pemakaian: ")
    assert said.out == ""


def test_usage_errors_are_json_where_a_machine_reads(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schedule", "--json"]) == 2
    assert "--from" in json.loads(capsys.readouterr().out)["error"]


ENGLISH = ("usage", "options", "positional", "show this", "error", "required", "optional")


@pytest.mark.parametrize("command", [[], ["schedule"], ["demo"], ["export"], ["import"], ["check"], ["rebuild"]])
def test_help_has_no_english_of_argparse(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--help"]) == 0
    text = capsys.readouterr().out
    assert "pilihan:" in text
    assert not [word for word in ENGLISH if word in text.replace("[options]", "")]


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"SPL Desktop {__version__}\n"


def test_our_own_fault_is_logged_and_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("planted")

    log = tmp_path / "folder with spaces" / "spl.log"
    monkeypatch.setattr(cli.paths, "log_file", lambda: log)
    monkeypatch.setattr("spl_desktop.cli.schedule.plan", broken)
    assert main(["schedule", "--from", "2026-01-05", "--json"]) == 1
    said = capsys.readouterr()
    assert str(log) in json.loads(said.out)["error"]
    assert "bukan pada Anda" in said.err
    assert "ZeroDivisionError: planted" in log.read_text(encoding="utf-8")


def test_a_process_writes_utf8_whatever_the_console(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "spl_desktop", "schedule", "--from", "2026-01-05"],
        capture_output=True,
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "XDG_DATA_HOME": str(tmp_path)},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert "…" in done.stdout.decode("utf-8")
    assert done.stderr == b""


def test_scheduling_needs_neither_window_nor_database() -> None:
    heavy = "import sys; from spl_desktop.__main__ import main; main(['schedule', '--from', '2026-01-05']); "
    heavy += "print([name for name in ('PySide6', 'sqlalchemy', 'openpyxl', 'docx') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", heavy],
        capture_output=True,
        cwd=Path(__file__).parent.parent,
        timeout=60,
        check=True,
    )
    assert done.stdout.decode().splitlines()[-1] == "[]"
