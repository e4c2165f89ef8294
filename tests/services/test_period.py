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
from spl_desktop.domain.trends import Chart
from spl_desktop.reports.trend_tables import COLUMNS, rows_of
from spl_desktop.services import cases, office
from spl_desktop.services.period import period, write_period
from spl_desktop.services.register import Register
from spl_desktop.services.trends import trends
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
    figures, listed, steps, agencies, signature = document.tables
    assert [cell.text for cell in listed.rows[1].cells][1:4:2] == ["1/2026", "SIMRS"]
    assert (len(listed.rows), len(steps.rows), len(agencies.rows)) == (3, 4, 3)
    assert "Gambar 1. Permohonan masuk" in figures.rows[0].cells[0].text
    assert "Gambar 4. Kasus berjalan per OPD pada 31 Januari 2026" in words
    pictures = document.element.body.xpath(".//wp:docPr/@descr")
    shown = trends(two, START, END)
    assert [one for one in pictures if "Rinciannya" in one] == [
        f"{shown.title(chart)}. {shown.told(chart)}" for chart in (Chart.FLOW, Chart.AGE, Chart.TIMELINESS, Chart.LOAD)
    ]
    head = signature.rows[0].cells[1].text
    assert head.startswith("Karanganyar, 23 November 2026\nKepala Dinas") and head.endswith(",")
    assert "NIP. " in signature.rows[2].cells[1].text


def test_an_office_without_a_head_prints_no_signature(two: Register, tmp_path: Path) -> None:
    for holder in office.positions_on(two, two.today, "kepala"):
        one = holder.position
        office.record_position(
            two, position=one.id, official=one.official, title=one.title, role=one.role, start=one.start, removed=True
        )
    write_period(two, START, END, tmp_path / "rekap.docx")
    assert len(Document(str(tmp_path / "rekap.docx")).tables) == 4


def test_whoever_stands_in_for_the_head_today_signs(two: Register, tmp_path: Path) -> None:
    (head,) = (holder.position for holder in office.positions_on(two, two.today, "kepala"))
    other = office.record_official(two, name="DWI LESTARI", nip="198001012005012001", rank="Pembina").made
    office.record_position(
        two, official=other, title=head.title, role=head.role, start=two.today, end=two.today, appointment="plh"
    )
    write_period(two, START, END, tmp_path / "rekap.docx")
    signature = Document(str(tmp_path / "rekap.docx")).tables[-1]
    assert signature.rows[0].cells[1].text.splitlines()[1].startswith("Plh. Kepala Dinas")
    assert signature.rows[2].cells[1].text.startswith("DWI LESTARI\nPembina\nNIP. ")


def test_more_than_a_year_of_months_takes_the_whole_width(two: Register, tmp_path: Path) -> None:
    write_period(two, date(2025, 1, 1), date(2026, 6, 30), tmp_path / "rekap.docx")
    document = Document(str(tmp_path / "rekap.docx"))
    widths = [int(width) for width in document.element.body.xpath(".//wp:extent/@cx")]
    assert {width // 36_000 for width in widths[-4:]} == {228}  # millimetres


def test_an_empty_period_is_a_document_with_one_sentence(register: Register, tmp_path: Path) -> None:
    write_period(register, START, END, tmp_path / "rekap.docx")
    document = Document(str(tmp_path / "rekap.docx"))
    (signature,) = document.tables
    assert "Kepala Dinas" in signature.rows[0].cells[1].text
    assert any("Tidak ada kasus yang diterima" in paragraph.text for paragraph in document.paragraphs)
    assert not document.element.body.xpath(".//wp:docPr[contains(@descr, 'Rinciannya')]")


def test_the_workbook_has_a_sheet_each_and_runs_nothing(two: Register, tmp_path: Path) -> None:
    write_period(two, START, END, tmp_path / "rekap.xlsx")
    book = openpyxl.load_workbook(tmp_path / "rekap.xlsx")
    assert book.sheetnames == ["Kasus", "Langkah", "OPD", "Grafik"]
    rows = list(book["Kasus"].iter_rows(min_row=6))
    cells = [cell for row in rows for cell in row if cell.value == "=SUM(1)"]
    assert [cell.data_type for cell in cells] == ["s"]
    assert any(row[4].value and row[7].value == 0 for row in rows)


def test_the_sheet_of_charts_has_the_figures_of_the_window(two: Register, tmp_path: Path) -> None:
    write_period(two, START, END, tmp_path / "rekap.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "rekap.xlsx")["Grafik"]
    lines = [tuple(value for value in row if value is not None) for row in sheet.iter_rows(values_only=True)]
    shown = trends(two, START, END)
    for chart in Chart:
        at = lines.index((shown.title(chart),))
        rows = rows_of(shown, chart)
        assert [line[1:] for line in lines[at + 2 : at + 2 + len(rows)]] == rows
        assert lines[at + 1][1:] == tuple(column.heading for column in COLUMNS[chart])
    assert len(sheet._charts) == 4
    assert [(one.type, one.grouping, len(one.series)) for one in sheet._charts] == [
        ("col", "clustered", 3),
        ("bar", "percentStacked", 2),
        ("bar", "clustered", 1),
        ("col", "clustered", 1),
    ]


def test_charts_without_figures_are_a_sentence(register: Register, tmp_path: Path) -> None:
    write_period(register, START, END, tmp_path / "rekap.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "rekap.xlsx")["Grafik"]
    words = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {trends(register, START, END).summary(chart) for chart in Chart} <= words
    assert sheet._charts == []


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
    assert "charts" not in said
    shown = trends(two, START, END)
    assert cli.main([*asked, "--json", "--charts"]) == 0
    charts = json.loads(capsys.readouterr().out)["charts"]
    assert charts.pop("as_of") == "2026-01-31"
    assert {name: [tuple(row) for row in one["rows"]] for name, one in charts.items()} == {
        chart.value: rows_of(shown, chart) for chart in Chart
    }
    assert cli.main([*asked, "--charts"]) == 0
    told = capsys.readouterr().out
    assert all(f"{shown.title(chart)}\n{shown.told(chart)}" in told for chart in Chart)
    assert cli.main([*asked, "--out", str(tmp_path / "r.xlsx")]) == 0
    assert "Rekap ditulis ke" in capsys.readouterr().out
    assert cli.main(["recap", "--from", "2026-02-01", "--to", "2026-01-01", "--register", str(two.path)]) == 1
