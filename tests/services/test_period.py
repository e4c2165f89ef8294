"""The recap of a period from a register, as Word and as Excel, and from the command line."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from spl_desktop import cli
from spl_desktop.domain.errors import UserError
from spl_desktop.services import cases
from spl_desktop.services.period import period, write_period
from spl_desktop.services.register import Register
from tests import builders

START, END = date(2026, 1, 1), date(2026, 1, 31)


@pytest.fixture
def two(register: Register) -> Register:
    """A register with a running case that went back once, and one that was cancelled."""
    first = builders.opened(register)
    builders.finish(register, first)
    builders.finish(register, first)
    builders.send_back(register, first)
    second = builders.opened(register, agenda="2/2026", letter_number="9/2026", system="=SUM(1)", agency=6)
    cases.cancel(register, second, on=date(2026, 1, 7), reason="dicabut", by_agency=True)
    return register


def test_the_figures_come_from_the_cases_themselves(two: Register) -> None:
    found = period(two, START, END)
    assert (found.received, found.finished, found.gone, found.open) == (2, 0, 1, 1)
    assert [(one.number, one.ended, one.returned) for one in found.steps] == [(1, 1, 0), (2, 1, 0), (3, 1, 1)]
    assert period(two, date(2025, 1, 1), date(2025, 12, 31)).cases == ()


def test_the_word_document_holds_summary_and_tables(two: Register, tmp_path: Path) -> None:
    write_period(two, START, END, tmp_path / "rekap.docx")
    document = Document(str(tmp_path / "rekap.docx"))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "1 JANUARI 2026 SAMPAI 31 JANUARI 2026" in words
    assert "diterima 2 permohonan" in words
    listed, steps, agencies = document.tables
    assert [cell.text for cell in listed.rows[1].cells][1:4:2] == ["1/2026", "SIMRS"]
    assert (len(listed.rows), len(steps.rows), len(agencies.rows)) == (3, 4, 3)


def test_an_empty_period_is_a_document_with_one_sentence(register: Register, tmp_path: Path) -> None:
    write_period(register, START, END, tmp_path / "rekap.docx")
    document = Document(str(tmp_path / "rekap.docx"))
    assert document.tables == []
    assert "Tidak ada kasus" in document.paragraphs[-1].text


def test_the_workbook_has_a_sheet_each_and_runs_nothing(two: Register, tmp_path: Path) -> None:
    write_period(two, START, END, tmp_path / "rekap.xlsx")
    book = openpyxl.load_workbook(tmp_path / "rekap.xlsx")
    assert book.sheetnames == ["Kasus", "Langkah", "OPD"]
    rows = list(book["Kasus"].iter_rows(min_row=6))
    cells = [cell for row in rows for cell in row if cell.value == "=SUM(1)"]
    assert [cell.data_type for cell in cells] == ["s"]
    assert any(row[4].value and row[7].value == 0 for row in rows)


def test_what_cannot_be_written_is_refused_and_leaves_nothing(register: Register, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"Pakai \.docx atau \.xlsx"):
        write_period(register, START, END, tmp_path / "rekap.pdf")
    with pytest.raises(UserError, match="Periode berakhir"):
        write_period(register, END, START, tmp_path / "rekap.docx")
    assert not list(tmp_path.glob("rekap*"))


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_libreoffice_opens_what_was_written(
    two: Register, tmp_path: Path, soffice: Callable[..., list[Path]], suffix: str
) -> None:
    target = tmp_path / f"rekap.{suffix}"
    write_period(two, START, END, target)
    (pdf,) = soffice(target)
    assert pdf.stat().st_size > 1000


def test_the_command_tells_the_figures_and_writes_the_file(
    two: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["recap", "--from", "2026-01-01", "--to", "31/01/2026", "--register", str(two.path)]
    assert cli.main([*asked, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["received"], said["gone"], said["cases"][0]["received"]) == (2, 1, "2026-01-05")
    assert cli.main([*asked, "--out", str(tmp_path / "r.xlsx")]) == 0
    assert "Rekap ditulis ke" in capsys.readouterr().out
    assert cli.main(["recap", "--from", "2026-02-01", "--to", "2026-01-01", "--register", str(two.path)]) == 1
