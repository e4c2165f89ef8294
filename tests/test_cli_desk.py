"""`spl-desktop desk`: the numbers of the window on the command line, and the calendar file."""

import json
from pathlib import Path

import pytest
from icalendar import Calendar

from spl_desktop.__main__ import main
from spl_desktop.domain.desk import Waiting
from spl_desktop.services.desk import desk, desk_cases
from spl_desktop.services.register import close, create_register, open_register
from tests.builders import opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A register with two cases that are long overdue."""
    made = create_register(tmp_path / "register.db", recorder="Penguji")
    for number in (1, 2):
        opened(made, agenda=f"{number}/2026")
    close(made)
    return made.path


def test_json_says_what_the_services_say(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = open_register(file)
    lane, name = desk(register).lanes[0]
    shown = desk(register, lane=lane, waiting_days=3)
    behind = {one: [row.agenda for row in desk_cases(register, one, lane=lane, waiting_days=3)] for one in Waiting}
    close(register)
    assert main(["desk", "--register", str(file), "--lane", lane, "--waiting", "3", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["lane"], said["open"], said["waiting_days"]) == (lane, 2, 3)
    assert {one["id"]: (one["count"], one["cases"]) for one in said["counters"]} == {
        one.id.value: (one.count, behind[one.id]) for one in shown.counters
    }
    assert [one["agenda"] for one in said["deadlines"]] == ["1/2026", "2/2026"]
    assert said["deadlines"][0]["due"] == "2026-01-06"
    assert main(["desk", "--register", str(file), "--lane", lane]) == 0
    assert f"Meja Kerja, {name}, " in capsys.readouterr().out


def test_the_table_is_for_people(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["desk", "--register", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.split() == ["Terlambat", "2"] for line in lines)
    assert any(line.startswith("06/01/2026   terlambat ") and "1/2026" in line for line in lines)


def test_a_calendar_file_is_written(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "tenggat.ics"
    assert main(["desk", "--register", str(file), "--ics", str(target)]) == 0
    assert capsys.readouterr().out == f"2 tenggat ditulis ke {target}\n"
    assert len(Calendar.from_ical(target.read_bytes()).walk("VEVENT")) == 2
    assert main(["desk", "--register", str(file), "--ics", str(target), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": str(target), "deadlines": 2}


@pytest.mark.parametrize(
    ("more", "code", "sentence"),
    [
        (["--lane", "camat"], 1, 'Pelaksana "camat" tidak dikenal.'),
        (["--waiting", "0"], 1, "paling sedikit 1"),
        (["--waiting", "seminggu"], 2, '--waiting: "seminggu" bukan jumlah hari.'),
    ],
)
def test_what_cannot_be_asked_is_refused(
    file: Path, more: list[str], code: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["desk", "--register", str(file), *more]) == code
    assert sentence in capsys.readouterr().err
