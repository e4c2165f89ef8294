"""`chart`: the SOP table as a picture without a window."""

import json
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
        assert said == {"file": str(out), "sop": "555-23-IX-2023", "case": "1/2026", "steps": standings}
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
