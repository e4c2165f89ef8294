"""`chart`: the SOP table as a picture without a window."""

import json
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from spl_desktop import cli
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import close, create_register
from tests import builders


def test_a_case_is_drawn_in_the_form_that_the_suffix_names(
    qapp: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = create_register(tmp_path / "register.db", recorder="Penguji")
    case = builders.opened(register)
    builders.walk_to(register, case, "skenario_integrasi")
    standings = {one.step.id: str(one.standing) for one in case_view(register, case).steps}
    close(register)
    where = ["--register", str(tmp_path / "register.db")]
    for suffix, head in (("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF-")):
        out = tmp_path / f"bagan.{suffix}"
        assert cli.main(["chart", "--case", "1/2026", "--out", str(out), "--json", *where]) == 0
        said = json.loads(capsys.readouterr().out)
        assert said == {"file": str(out), "sop": "555-23-IX-2023", "case": "1/2026", "at": "", "steps": standings}
        assert out.read_bytes().startswith(head)
    assert cli.main(["chart", "--case", "9/2026", "--out", str(tmp_path / "x.svg"), *where]) == 1
    assert 'Tidak ada kasus dengan nomor agenda "9/2026"' in capsys.readouterr().err


def test_without_a_case_it_is_the_procedure_itself(
    qapp: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "sop.svg"
    assert cli.main(["chart", "--out", str(out)]) == 0
    assert "Bagan SOP 555/23/IX/2023 ditulis ke" in capsys.readouterr().out
    assert "Uraian Kegiatan" in out.read_text(encoding="utf-8")
    assert cli.main(["chart", "--out", str(tmp_path / "sop.doc")]) == 1
    assert "Akhiri nama berkasnya dengan .svg, .png atau .pdf." in capsys.readouterr().err


def test_a_case_is_drawn_as_it_stood_on_a_day(qapp: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = create_register(tmp_path / "register.db", recorder="Penguji")
    case = builders.opened(register)
    received = case_view(register, case).state.received
    builders.walk_to(register, case, "skenario_integrasi", received + timedelta(days=8))
    first = case_view(register, case).sop.first.id
    close(register)
    where = ["--register", str(tmp_path / "register.db"), "--out", str(tmp_path / "dulu.png")]
    stood = {}
    for days in (0, 8):
        at = (received + timedelta(days=days)).isoformat()
        assert cli.main(["chart", "--case", "1/2026", "--at", at, "--json", *where]) == 0
        stood[days] = json.loads(capsys.readouterr().out)["steps"][first]
    assert stood == {0: "sedang dikerjakan", 8: "selesai terlambat"}
    assert cli.main(["chart", "--case", "1/2026", "--at", "2020-01-01", *where]) == 1
    assert "kasus ini belum ada" in capsys.readouterr().err
    assert cli.main(["chart", "--case", "1/2026", "--at", "9999-12-31", *where]) == 1
    assert "31 Desember 9999 belum tiba. Pilih tanggal sampai hari ini." in capsys.readouterr().err
    assert cli.main(["chart", "--case", "1/2026", "--at", "9999-12-31T10:00", *where]) == 1
    assert "pukul 10.00 WIB belum tiba. Pilih waktu sampai sekarang." in capsys.readouterr().err


def test_two_facts_of_one_day_are_told_apart_by_the_hour(
    qapp: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = builders.StandingClock(date(2026, 1, 5))
    register = create_register(tmp_path / "register.db", clock=clock, recorder="Uji")
    case = builders.opened(register, received=date(2026, 1, 5))
    clock.at = time(14)
    builders.finish(register, case, date(2026, 1, 5))
    steps = [step.id for step in case_view(register, case).sop.steps]
    close(register)

    def current(at: str) -> list[str]:
        out = str(tmp_path / "jam.svg")
        where = ["--register", str(tmp_path / "register.db"), "--out", out, "--json"]
        assert cli.main(["chart", "--case", "1/2026", "--at", at, *where]) == 0
        said = json.loads(capsys.readouterr().out)
        assert said["at"].startswith("2026-01-05")
        return [step for step, standing in said["steps"].items() if "sedang dikerjakan" in standing]

    assert current("2026-01-05T10:00") == steps[:1]
    assert current("2026-01-05 14:01") == steps[1:2]
    assert current("2026-01-05T05:00+00:00") == steps[:1]  # 12.00 WIB
    assert current("2026-01-05") == steps[1:2]
    where = ["--register", str(tmp_path / "register.db"), "--out", str(tmp_path / "x.svg")]
    assert cli.main(["chart", "--case", "1/2026", "--at", "2026-01-05T08:59", *where]) == 1
    assert "pukul 08.59 WIB kasus ini belum ada" in capsys.readouterr().err
    for unreadable in ("2026-01-05T25:00", "2026-02-30T10:00", "2026-01-05T10:00:00+99:00"):
        assert cli.main(["chart", "--case", "1/2026", "--at", unreadable, *where]) == 2
        assert "tidak terbaca; tulis 2026-11-23T10:00" in capsys.readouterr().err
