"""`spl-desktop heat`: the numbers of the office lens on the command line."""

import json
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from spl_desktop.__main__ import main
from spl_desktop.services.heat import heat, tokens
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import close, create_register, open_register
from tests.builders import finish, opened, send_back

START, END = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A register with a case that stands at the first step, and one that went back once."""
    made = create_register(tmp_path / "register.db", recorder="Penguji")
    opened(made)
    second = opened(made, agenda="2/2026")
    for _ in range(2):
        finish(made, second)
    send_back(made, second)
    close(made)
    return made.path


def test_json_says_what_the_services_say(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = open_register(file)
    standing, worked = tokens(register), heat(register, START, END)
    close(register)
    assert main(["heat", "--register", str(file), "--from", "2026-01-01", "--to", "31/12/2026", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["start"], said["end"], said["percentile"]) == ("2026-01-01", "2026-12-31", 85)
    [told], [heated] = said["tokens"], said["heat"]
    assert (told["sop"], told["open"]) == (standing[0].sop, 2)
    assert told["steps"] == [asdict(one) for one in standing[0].steps]
    assert [one | {"share": None} for one in heated["steps"]] == [
        asdict(one) | {"share": None} for one in worked[0].steps
    ]
    assert [one["share"] for one in heated["steps"]] == [one.share for one in worked[0].steps]
    assert [(one["source_number"], one["target_number"], one["count"]) for one in heated["returns"]] == [
        (one.source_number, one.target_number, one.count) for one in worked[0].returns
    ]


def test_the_text_tells_steps_and_returns(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["heat", "--register", str(file), "--from", "2026-01-01", "--to", "2026-12-31"]) == 0
    said = capsys.readouterr().out
    assert "2 kasus terbuka, 2 terlambat." in said
    assert "3 kunjungan berakhir pada 1 Januari 2026 sampai 31 Desember 2026, 100% memenuhi waktu baku" in said
    assert "Dari langkah 3 kembali ke langkah 2 (" in said
    assert "interpolasi linear inklusif" in said


def test_an_empty_register_and_a_wrong_period_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = create_register(tmp_path / "kosong.db", recorder="Penguji")
    close(made)
    assert main(["heat", "--register", str(made.path)]) == 0
    said = capsys.readouterr().out
    assert "Tidak ada kasus terbuka." in said
    assert "Tidak ada kunjungan langkah yang berakhir pada 1 Januari " in said
    assert main(["heat", "--register", str(made.path), "--from", "2026-02-01", "--to", "2026-01-01"]) == 1
    assert "Periode berakhir" in capsys.readouterr().err


def test_where_the_cases_stood_on_a_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = create_register(tmp_path / "register.db", recorder="Penguji")
    case = opened(register)
    received = case_view(register, case).state.received
    finish(register, case, received + timedelta(days=5))
    steps = [step.id for step in case_view(register, case).sop.steps]
    close(register)
    where = ["--register", str(tmp_path / "register.db"), "--json"]
    stood = {}
    for days in (-1, 4, 5):
        assert main(["heat", "--at", (received + timedelta(days=days)).isoformat(), *where]) == 0
        said = json.loads(capsys.readouterr().out)
        assert said["date"] == (received + timedelta(days=days)).isoformat()
        stood[days] = [step["step"] for one in said["tokens"] for step in one["steps"] if step["open"]]
    assert stood == {-1: [], 4: steps[:1], 5: steps[1:2]}
    assert main(["heat", "--at", "2999-01-01", *where]) == 1
    assert "1 Januari 2999 belum tiba" in capsys.readouterr().err
