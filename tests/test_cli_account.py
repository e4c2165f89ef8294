"""The headless accounts: begun, opened, changed and closed, and every other command behind the same wall."""

import io
import json
import sys

import pytest

from spl_desktop.__main__ import main
from spl_desktop.services.register import Register
from tests.builders import opened

Said = pytest.CaptureFixture[str]
PASSWORD = "kopi pahit pagi"
OTHER = "teh manis sore"


@pytest.fixture(autouse=True)
def _passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPL_PASSWORD", PASSWORD)
    monkeypatch.setenv("SPL_NEW_PASSWORD", PASSWORD)


def run(register: Register, *words: str) -> int:
    return main([*words, "--register", str(register.path)])


def test_from_the_first_account_to_the_last_closed_one(register: Register, capsys: Said) -> None:
    assert run(register, "account", "list") == 0
    assert "belum mempunyai akun" in capsys.readouterr().out
    assert run(register, "account", "begin", "Siti", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["recovery_code"]) == 29
    as_siti = ("--account", "siti")
    assert run(register, "account", "open", "Budi", "--role", "petugas", *as_siti) == 0
    assert "Akun Budi dibuka." in capsys.readouterr().out
    assert run(register, "account", "role", "Budi", "--role", "pejabat", "--lane", "pejabat_pengawas", *as_siti) == 0
    assert run(register, "account", "close", "Budi", "--reason", "pindah", *as_siti) == 0
    capsys.readouterr()
    assert run(register, "account", "list", "--json", *as_siti) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"name": "Siti", "role": "pengelola", "lane": "", "active": True},
        {"name": "Budi", "role": "pejabat", "lane": "pejabat_pengawas", "active": False},
    ]


def test_every_command_asks_for_an_account_and_meets_its_rights(register: Register, capsys: Said) -> None:
    opened(register)
    assert run(register, "backup", "--account", "Siti") == 1
    assert "belum mempunyai akun. Hapus --account" in capsys.readouterr().err
    run(register, "account", "begin", "Siti")
    run(register, "account", "open", "Budi", "--role", "petugas", "--account", "Siti")
    capsys.readouterr()
    assert run(register, "desk") == 1
    assert "Register ini memakai akun. Sebutkan --account NAMA" in capsys.readouterr().err
    assert run(register, "rebuild", "--account", "Budi") == 1
    assert "tidak berhak membangun ulang tabel register. Yang berhak: pengelola." in capsys.readouterr().err
    assert run(register, "backup", "--account", "Budi") == 1
    assert "tidak berhak membuat cadangan" in capsys.readouterr().err
    assert run(register, "rebuild", "--account", "Siti") == 0
    assert run(register, "account", "close", "Tidak Ada", "--reason", "x", "--account", "Siti") == 1
    assert 'Akun "Tidak Ada" tidak ada di register ini' in capsys.readouterr().err


def test_a_restore_wants_a_pengelola(register: Register, capsys: Said) -> None:
    run(register, "account", "begin", "Siti")
    run(register, "account", "open", "Budi", "--role", "petugas", "--account", "Siti")
    capsys.readouterr()
    assert run(register, "backup", "--account", "Siti", "--json") == 0
    made = json.loads(capsys.readouterr().out)["backups"][0]["file"]
    register.engine.dispose()
    assert run(register, "restore", made, "--yes") == 1
    assert "Masuk dahulu dengan akun Anda untuk memulihkan register." in capsys.readouterr().err
    assert run(register, "restore", made, "--yes", "--account", "Budi") == 1
    assert "tidak berhak memulihkan register" in capsys.readouterr().err
    assert run(register, "restore", made, "--yes", "--account", "Siti") == 0


def test_passwords_come_from_lines_where_no_variable_holds_them(
    register: Register, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(register, "account", "begin", "Siti", "--json")
    code = json.loads(capsys.readouterr().out)["recovery_code"]
    monkeypatch.delenv("SPL_PASSWORD")
    monkeypatch.delenv("SPL_NEW_PASSWORD")
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{code}\n{OTHER}\n"))
    assert run(register, "account", "recover", "Siti") == 0
    assert code not in capsys.readouterr().out
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{OTHER}\n{OTHER}\n{PASSWORD}\n"))
    assert run(register, "account", "password", "Siti", "--account", "Siti") == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{OTHER}\n"))
    assert run(register, "account", "list", "--account", "Siti") == 1
    assert "kata sandi salah" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run(register, "account", "list", "--account", "Siti") == 1
    assert "Kata sandi tidak diberikan. Jalankan di terminal, isi variabel SPL_PASSWORD" in capsys.readouterr().err
