"""The SOP is printed from the register or without one, whole or not at all, and by the command line too."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from spl_desktop.__main__ import main
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop import Sop
from spl_desktop.services import office, sops
from spl_desktop.services.register import Register
from spl_desktop.services.scheduling import shipped_sop
from spl_desktop.services.sop_printing import print_sop
from tests.reports import filled

OTHER = Path(__file__).parents[1] / "data" / "sop" / "penanganan-insiden.toml"


def page_mm(path: Path) -> tuple[int, int]:
    section = Document(BytesIO(path.read_bytes())).sections[0]
    return round(section.page_width.mm), round(section.page_height.mm)


def steps_in(path: Path, sop: Sop) -> list[int]:
    text = "".join(Document(BytesIO(path.read_bytes())).element.itertext())
    return [step.number for step in sop.steps if step.text in text]


def test_the_office_chooses_paper_and_logo(register: Register, tmp_path: Path) -> None:
    target = tmp_path / "sop.docx"
    sop = sops.current_sop(register)
    assert print_sop(register, sop, target) == target
    assert page_mm(target) == (297, 210)
    assert not Document(BytesIO(target.read_bytes())).inline_shapes
    logo = tmp_path / "logo.png"
    logo.write_bytes(filled.picture())
    office.set_setting(register, name="kertas", value="F4")
    office.set_letterhead(register, government="PEMERINTAH KABUPATEN", office="DINAS", logo=logo)
    print_sop(register, sop, target)
    assert page_mm(target) == (330, 210)
    assert len(Document(BytesIO(target.read_bytes())).inline_shapes) == 1
    print_sop(register, sop, target, "A4")
    assert page_mm(target) == (297, 210)


def test_without_a_register_the_bytes_are_the_same_each_time(tmp_path: Path) -> None:
    one, two = tmp_path / "satu.docx", tmp_path / "dua.docx"
    for target in (one, two):
        print_sop(None, shipped_sop(), target, "F4")
    assert one.read_bytes() == two.read_bytes()
    assert steps_in(one, shipped_sop()) == [step.number for step in shipped_sop().steps]


def test_a_refusal_leaves_what_stood_there(tmp_path: Path) -> None:
    target = tmp_path / "sop.docx"
    target.write_bytes(b"kemarin")
    with pytest.raises(UserError, match=r"Ukuran kertas tidak dikenal\. Pilih A4 atau F4\."):
        print_sop(None, shipped_sop(), target, "A3")
    with pytest.raises(UserError, match=r'"sop\.pdf" bukan nama berkas Word\. Beri nama yang berakhiran \.docx'):
        print_sop(None, shipped_sop(), tmp_path / "sop.pdf")
    with pytest.raises(UserError, match="Buat foldernya dahulu"):
        print_sop(None, shipped_sop(), tmp_path / "tiada" / "sop.docx")
    assert target.read_bytes() == b"kemarin"
    assert [path.name for path in tmp_path.iterdir()] == ["sop.docx"]


def test_the_command_prints_the_shipped_sop_or_that_of_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "sop.docx"
    assert main(["sop", "print", "--out", str(target)]) == 0
    assert f"{len(shipped_sop().steps)} langkah, ditulis ke {target}" in capsys.readouterr().out
    assert page_mm(target) == (297, 210)
    assert "*)" in "".join(Document(BytesIO(target.read_bytes())).element.itertext())
    assert main(["sop", "print", "--out", str(target), "--no-marks"]) == 0
    assert "*)" not in "".join(Document(BytesIO(target.read_bytes())).element.itertext())
    capsys.readouterr()

    assert main(["sop", "print", "--out", str(target), "--sop", str(OTHER), "--paper", "F4", "--json"]) == 0
    other = sops.read_sop(OTHER)
    said = json.loads(capsys.readouterr().out)
    assert said == {"file": str(target), "sop": other.id, "steps": len(other.steps)}
    assert page_mm(target) == (330, 210)
    assert steps_in(target, other) == [step.number for step in other.steps]


def test_the_command_prints_the_sop_in_force(register: Register, tmp_path: Path) -> None:
    sops.adopt_sop(register, OTHER)
    target = tmp_path / "sop.docx"
    assert main(["sop", "print", "--out", str(target), "--register", str(register.path)]) == 0
    assert len(steps_in(target, sops.read_sop(OTHER))) == len(sops.read_sop(OTHER).steps)


@pytest.mark.parametrize(
    ("more", "code", "sentence"),
    [
        (["sop"], 2, "Belum lengkap; yang harus disertakan: PERINTAH."),
        (["sop", "print"], 2, "Belum lengkap; yang harus disertakan: --out."),
        (["sop", "print", "--out", "x.docx", "--paper", "A3"], 2, "--paper: 'A3' tidak dikenal"),
        (["sop", "print", "--out", "x.docx", "--sop", "tiada.toml"], 1, 'Berkas SOP "tiada.toml" tidak dapat dibaca.'),
    ],
)
def test_the_command_refuses_with_a_sentence(
    more: list[str], code: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(more) == code
    assert sentence in capsys.readouterr().err
