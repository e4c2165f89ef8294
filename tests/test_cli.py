"""The command line: what it prints, what it refuses and with which exit code."""

import json
import os
import sqlite3
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from spl_desktop import __version__, cli
from spl_desktop.__main__ import main
from spl_desktop.cli.window import has_screen, new_folder
from spl_desktop.services import office
from spl_desktop.services.clock import SystemClock
from spl_desktop.services.register import close, create_register, open_register

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


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """An empty register."""
    path = tmp_path / "kantor kami.db"
    close(create_register(path))
    return path


def test_check_says_that_the_register_is_whole(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--register", str(register)]) == 0
    assert "Register utuh." in capsys.readouterr().out
    assert main(["--register", str(register), "check", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["problems"], report["cases"]) == ([], 0)


def test_check_names_what_is_amiss(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(register) as connection:
        connection.execute("DROP TRIGGER facts_never_change")
        connection.execute("UPDATE facts SET payload = replace(payload, 'KARANGANYAR', 'KARANGANJAR') WHERE seq = 2")
    connection.close()
    assert main(["check", "--json", "--register", str(register)]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["problems"]
    assert "office" in said.err or "kantor" in said.err.lower()


def test_rebuild_makes_the_lists_anew(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rebuild", "--register", str(register), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rebuilt"] is True


@pytest.mark.parametrize("command", [["check"], ["export", "register", "x.csv"], ["import", "x.xlsx"], ["rebuild"]])
def test_a_missing_register_is_refused(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*command, "--register", "tidak ada.db", "--json"]) == 1
    said = capsys.readouterr()
    assert "tidak ditemukan" in json.loads(said.out)["error"]
    assert "tidak ditemukan" in said.err
    assert list(tmp_path.iterdir()) == []


def test_schedule_by_the_register_follows_its_calendar(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened = open_register(register)
    office.change_day(
        opened, day=date(2026, 11, 24), change="tambah_libur", name="Libur setempat", reason="surat edaran"
    )
    close(opened)
    assert main(["schedule", "--from", "2026-11-23", "--json", "--register", str(register)]) == 0
    assert json.loads(capsys.readouterr().out)[0]["due_late"] == "2026-11-25"


def test_import_and_export_go_together(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = tmp_path / "templat.xlsx"
    assert main(["import", "--template", str(template)]) == 0
    assert "lembar Petunjuk" in capsys.readouterr().out
    book = openpyxl.load_workbook(template)
    for name in ("Kasus", "Riwayat langkah"):
        for row in book[name].iter_rows(min_row=2, max_col=1):
            row[0].value = None
    book.save(template)
    arguments = ["import", str(template), "--register", str(register)]
    assert main([*arguments, "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("1 kasus dapat dimasukkan.")
    assert main([*arguments, "--json", "--recorder", "Sri"]) == 0
    assert json.loads(capsys.readouterr().out) == {"cases": 1, "imported": 1, "skipped": 0, "bad": []}

    assert main(arguments) == 1
    refused = capsys.readouterr()
    assert 'Kasus, baris 2, kolom "Nomor agenda": Nomor agenda "CONTOH/1/2024" sudah ada dalam register.' in refused.err
    assert main([*arguments, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["bad"][0]["sheet"], told["bad"][0]["row"]) == ("Kasus", 2)
    assert "tidak ada yang dimasukkan" in told["error"]
    assert main([*arguments, "--skip-bad"]) == 0
    assert "1 kasus dilewati" in capsys.readouterr().out

    target = tmp_path / "catatan.jsonl"
    assert main(["export", "events", str(target), "--register", str(register), "--text", "CONTOH"]) == 0
    assert "baris ditulis ke" in capsys.readouterr().out
    facts = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert {fact["recorded_by"] for fact in facts} == {"Sri (impor)"}
    nothing = ["export", "register", str(tmp_path / "a.csv"), "--status", "selesai", "--json"]
    assert main([*nothing, "--register", str(register)]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == 0


def run_in(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The program on a machine without a screen, in that folder."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    env |= {"PYTHONPATH": str(Path(__file__).parent.parent), "SPL_DESKTOP_HOME": str(folder / "rumah")}
    return subprocess.run(
        [sys.executable, "-m", "spl_desktop", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=env,
        timeout=300,
        check=False,
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux is ever without a screen")
def test_without_a_screen_the_demo_is_walked_and_its_folder_named(tmp_path: Path) -> None:
    taken = new_folder(tmp_path, SystemClock().today())
    taken.mkdir()
    done = run_in(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    folder = new_folder(tmp_path, SystemClock().today()).with_name(f"{taken.name}-2")
    assert "tidak mempunyai layar" in done.stdout
    assert str(folder) in done.stdout
    names = {path.name for path in folder.iterdir()}
    assert {"register.db", "bagan-alur.png", "rekap-register.xlsx", "lembar-disposisi.docx"} <= names
    assert (folder / "bagan-alur.png").read_bytes().startswith(b"\x89PNG")
    assert list(taken.iterdir()) == []
    assert main(["check", "--register", str(folder / "register.db")]) == 0

    full = run_in(tmp_path, "demo", "--out", str(folder), "--json")
    assert full.returncode == 1
    assert "sudah berisi" in json.loads(full.stdout)["error"]
    assert {path.name for path in folder.iterdir()} == names


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux is ever without a screen")
def test_a_register_is_not_opened_without_a_screen(tmp_path: Path) -> None:
    done = run_in(tmp_path, "--register", "register.db")
    assert done.returncode == 1
    assert "tidak mempunyai layar" in done.stderr


def test_a_screen_is_where_qt_finds_one() -> None:
    assert has_screen("win32", {})
    assert has_screen("linux", {"DISPLAY": ":0"})
    assert has_screen("linux", {"WAYLAND_DISPLAY": "wayland-0"})
    assert not has_screen("linux", {"DISPLAY": ""})
