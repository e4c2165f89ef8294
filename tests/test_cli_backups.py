"""The headless backup and restore: what they print, what they refuse and with which exit code."""

import json
from pathlib import Path

import pytest

from spl_desktop.__main__ import main
from spl_desktop.services.queries import list_cases
from spl_desktop.services.register import Register, close, open_register
from tests.builders import opened

Said = pytest.CaptureFixture[str]


def run(register: Register, *words: str) -> int:
    return main([*words, "--register", str(register.path)])


def test_a_backup_beside_an_open_register(register: Register, capsys: Said, tmp_path: Path) -> None:
    opened(register)
    out = tmp_path / "flashdisk"
    out.mkdir()
    assert run(register, "backup", "--out", str(out), "--json") == 0
    made = json.loads(capsys.readouterr().out)["backups"]
    assert [(one["cases"], one["kind"], one["second_place"]) for one in made] == [
        (1, "manual", False),
        (1, "manual", True),
    ]
    assert Path(made[1]["file"]).is_relative_to(out)
    assert run(register, "backup", "--list", "--json") == 0
    assert [one["file"] for one in json.loads(capsys.readouterr().out)] == [made[0]["file"]]
    assert run(register, "backup", "--list") == 0
    assert "Dibuat sendiri" in capsys.readouterr().out


def test_a_list_without_backups_says_how_to_make_one(register: Register, capsys: Said) -> None:
    assert run(register, "backup", "--list") == 0
    assert "Belum ada cadangan" in capsys.readouterr().out


def test_a_second_place_that_is_away_is_told_and_the_first_backup_stands(
    register: Register, capsys: Said, tmp_path: Path
) -> None:
    assert run(register, "backup", "--out", str(tmp_path / "tiada")) == 1
    said = capsys.readouterr()
    assert "Cadangan selesai dan sudah diperiksa" in said.out
    assert "Pasang flash disk" in said.err


def test_restore_says_what_would_be_lost_and_does_it_only_when_told(register: Register, capsys: Said) -> None:
    run(register, "backup", "--json")
    file = json.loads(capsys.readouterr().out)["backups"][0]["file"]
    opened(register)
    close(register)
    assert run(register, "restore", file) == 1
    said = capsys.readouterr()
    assert "1 kasus baru (agenda 1/2026)" in said.out
    assert "Belum ada yang diubah. Tambahkan --yes" in said.err
    assert run(register, "restore", file, "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["restored"], told["lost"]["agendas"]) == (False, ["1/2026"])
    assert run(register, "restore", file, "--yes", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["restored"] and Path(told["replaced"]).is_file()
    again = open_register(register.path)
    assert list_cases(again) == ()
    close(again)


def test_restore_is_refused_while_the_register_is_open(register: Register, capsys: Said) -> None:
    run(register, "backup", "--json")
    file = json.loads(capsys.readouterr().out)["backups"][0]["file"]
    assert run(register, "restore", file, "--yes") == 1
    assert "sedang dibuka jendela atau program lain" in capsys.readouterr().err


def test_restore_refuses_what_is_no_backup(register: Register, capsys: Said, tmp_path: Path) -> None:
    close(register)
    assert run(register, "restore", str(tmp_path / "tiada.db"), "--yes") == 1
    assert "tidak ditemukan" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_help_is_indonesian(command: str, capsys: Said) -> None:
    assert main([command, "--help"]) == 0
    text = capsys.readouterr().out
    assert "pilihan:" in text
    assert "usage" not in text
