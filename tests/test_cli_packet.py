"""`packet`: a case's whole file without a window."""

import json
from pathlib import Path

import bagit
import pytest

from spl_desktop import cli
from spl_desktop.services.register import close, create_register
from tests import builders


def test_the_packet_of_a_case_is_written_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = create_register(tmp_path / "register.db", recorder="Penguji")
    builders.opened(register)
    close(register)
    where = ["--register", str(tmp_path / "register.db")]
    assert cli.main(["packet", "--case", "1/2026", "--out", str(tmp_path / "paket"), "--json", *where]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["case"], said["files"], said["path"]) == ("1/2026", 5, str(tmp_path / "paket"))
    assert bagit.Bag(said["path"]).is_valid()
    assert cli.main(["packet", "--case", "1/2026", "--out", str(tmp_path / "paket"), *where]) == 1
    assert "sudah ada" in capsys.readouterr().err
    assert cli.main(["packet", "--case", "9/2026", "--out", str(tmp_path / "lain"), *where]) == 1
    assert not (tmp_path / "lain").exists()
    for name in ("berkas.txt", "berkas.rar", "berkas.7z"):
        assert cli.main(["packet", "--case", "1/2026", "--out", str(tmp_path / name), *where]) == 1
        assert "tidak dikenal. Tulis nama berkas dengan .zip" in capsys.readouterr().err
        assert not (tmp_path / name).exists()
    assert cli.main(["packet", "--case", "1/2026", "--out", str(tmp_path / "kasus 1.2026"), *where]) == 0
