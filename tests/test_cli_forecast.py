"""`spl-desktop forecast` and `ledger`: the numbers of the window on the command line."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from spl_desktop.__main__ import main
from spl_desktop.services.forecast import forecasts
from spl_desktop.services.ledgers import visit_ledger
from spl_desktop.services.register import close, create_register, open_register
from tests.builders import finish, opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A register with a case at its second step, and one that has just been opened."""
    made = create_register(tmp_path / "register.db", recorder="Penguji")
    finish(made, opened(made), date(2026, 1, 6))
    opened(made, agenda="2/2026")
    close(made)
    return made.path


def test_forecasts_as_json_are_those_of_the_service(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", "--register", str(file), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    register = open_register(file)
    found = forecasts(register)
    close(register)
    assert [(one["agenda"], one["likely"], one["safe"], one["samples"]) for one in said] == [
        (one.agenda, str(one.forecast.likely), str(one.forecast.safe), one.forecast.samples) for one in found
    ]
    for told, one in zip(said, found, strict=True):
        assert [(step["step"], step["source"], step["samples"], step["likely_days"]) for step in told["steps"]] == [
            (step.step, step.source.value, step.samples, step.likely) for step in one.forecast.steps
        ]
    assert main(["forecast", "--register", str(file), "--case", "2/2026", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [one for one in said if one["agenda"] == "2/2026"]


def test_forecasts_are_told_to_people(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", "--register", str(file)]) == 0
    assert "Perkiraan" in capsys.readouterr().out.splitlines()[0]
    assert main(["forecast", "--register", str(file), "--case", "1/2026"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("Perkiraan selesai: ")
    assert "11 langkah memakai waktu baku SOP karena kunjungannya kurang dari 8." in lines[2]
    assert any(line.split()[:3] == ["2", "(sisa)", "SOP"] for line in lines)


def test_a_step_longer_than_all_known_is_told_to_people_and_to_machines(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["forecast", "--register", str(file), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    late = {one["agenda"]: one["outlasted"] for one in said}["2/2026"]
    assert late["visits"] == 0
    assert late["used"] > late["longest"] == 1
    assert main(["forecast", "--register", str(file)]) == 0
    assert re.search(r"^2/2026 +1 +paling awal \d\d/\d\d/\d{4} +- ", capsys.readouterr().out, re.MULTILINE)
    assert main(["forecast", "--register", str(file), "--case", "2/2026"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("Perkiraan selesai: paling awal ")
    assert f"sudah berjalan {late['used']} hari kerja, lebih lama daripada waktu baku SOP" in lines[2]
    assert any(line.split()[-3:-1] == ["≥", "1"] for line in lines)


def test_a_ledger_as_json_is_that_of_the_service(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "--register", str(file), "--case", "1/2026", "--visit", "1", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    register = open_register(file)
    ledger = visit_ledger(register, 1, 1)
    close(register)
    assert (said["visit"], said["step"], said["unit"], said["least"], said["most"]) == (
        1,
        "koordinasi",
        "hari_kerja",
        1,
        1,
    )
    assert said["days"] == [{"date": "2026-01-06", "counts": True, "count": 1, "why": "hari kerja ke-1"}]
    assert (said["due_late"], said["calendar_version"], said["calendar"]) == ("2026-01-06", 0, ledger.judged_by)
    assert main(["ledger", "--register", str(file), "--case", "1/2026", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["visit"] == 2


def test_a_ledger_is_told_to_people(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "--register", str(file), "--case", "1/2026"]) == 0
    text = capsys.readouterr().out
    assert "Kunjungan 2, putaran 1, mulai Selasa, 6 Januari 2026" in text
    assert "Rabu, 7 Januari 2026  1         hari kerja ke-1 (jatuh tempo)" in text
    assert "Dihitung menurut kalender kerja versi 0" in text


@pytest.mark.parametrize(
    ("argv", "code", "sentence"),
    [
        (["forecast", "--case", "9/2026"], 1, 'Tidak ada kasus dengan nomor agenda "9/2026".'),
        (["ledger", "--case", "1/2026", "--visit", "7"], 1, "Kunjungan ke-7 tidak ada pada kasus 1/2026"),
        (["ledger"], 2, "Belum lengkap; yang harus disertakan: --case"),
        (["ledger", "--case", "1/2026", "--visit", "dua"], 2, '--visit: "dua" bukan nomor kunjungan.'),
    ],
)
def test_what_cannot_be_asked_is_refused(
    file: Path, argv: list[str], code: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*argv, "--register", str(file)]) == code
    assert sentence in capsys.readouterr().err
