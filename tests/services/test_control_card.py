"""The kartu kendali as a Word document: the sheet, its repeated heading, and every word on paper."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

from spl_desktop import cli
from spl_desktop.services.control_card import write_control_card
from spl_desktop.services.register import Register
from tests import builders


@pytest.mark.parametrize(("paper", "size"), [("A4", (297, 210)), ("F4", (330, 210))])
def test_the_sheet_lies_across_and_its_heading_comes_again(
    register: Register, tmp_path: Path, paper: str, size: tuple[int, int]
) -> None:
    case = builders.opened(register)
    document = Document(str(write_control_card(register, case, tmp_path / "kartu.docx", paper=paper)))
    (section,) = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size  # type: ignore[union-attr]  # our pages have a size
    identity, table = document.tables
    assert [cell.text for cell in identity.rows[0].cells] == ["Nomor agenda", ": 1/2026"]
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert len(table.rows) == 13
    room = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]  # and margins
    assert abs(sum(cell.width for cell in table.rows[0].cells) - room) < 36_000  # type: ignore[misc]  # cells have a width; 1 mm


def test_the_same_case_gives_the_same_file(register: Register, tmp_path: Path) -> None:
    case = builders.opened(register)
    first, second = (write_control_card(register, case, tmp_path / f"{name}.docx") for name in "ab")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.office
def test_long_words_stay_on_the_sheet(register: Register, tmp_path: Path, soffice: Callable[..., list[Path]]) -> None:
    case = builders.opened(register, subject="Permohonan " + "sangatpanjang" * 12, system="S" * 120)
    builders.finish(register, case)
    builders.finish(register, case)
    builders.send_back(register, case, reason="alasan yang panjang sekali " * 30)
    (pdf,) = soffice(write_control_card(register, case, tmp_path / "kartu.docx"))
    with pypdfium2.PdfDocument(str(pdf)) as pages:
        assert len(pages) <= 3
        said = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "".join(said.split()).count("alasanyangpanjangsekali") == 30


def test_the_command_writes_the_card_and_issues_nothing(
    tmp_path: Path, register: Register, capsys: pytest.CaptureFixture[str]
) -> None:
    builders.opened(register)
    target = tmp_path / "kartu.docx"
    where = ["--register", str(register.path)]
    assert cli.main(["document", "make", "kartu_kendali", "--case", "1/2026", "--out", str(target), *where]) == 0
    assert Document(str(target)).tables
    assert cli.main(["document", "list", "--case", "1/2026", *where]) == 0
    told = capsys.readouterr().out
    assert "Belum ada dokumen." in told
    assert "Kartu kendali kasus" in told
