"""The conformance of a case and of a period from a register, as Word and as Excel, and from the command line."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles

import openpyxl
import pytest
from docx import Document

from spl_desktop import cli
from spl_desktop.domain.conformance_sheet import Course
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.services import cases
from spl_desktop.services.conformance import (
    case_account,
    case_conformance,
    period_account,
    period_conformance,
    this_year,
    write_case_conformance,
    write_period_conformance,
)
from spl_desktop.services.period import period
from spl_desktop.services.queries import list_visits
from spl_desktop.services.register import Register
from tests import builders

START, END = date(2026, 1, 1), date(2026, 12, 31)
LATE, SECOND = date(2026, 1, 9), date(2026, 1, 12)


@pytest.fixture
def kept(register: Register) -> Register:
    """A case that was late, held and sent back, and one with a name that Excel would take for a formula."""
    first = builders.opened(register)
    builders.finish(register, first, LATE)
    cases.hold(register, first, on=LATE, reason="Menunggu OPD")
    cases.resume(register, first, on=SECOND)
    builders.finish(register, first, date(2026, 1, 13))
    builders.send_back(register, first, date(2026, 1, 20), reason="=SUM(1) belum lengkap")
    second = builders.opened(register, agenda="2/2026", letter_number="9/2026", agency=6)
    builders.finish(register, second, date(2026, 1, 7))
    return register


def test_the_sheet_comes_from_the_history_of_the_case(kept: Register) -> None:
    sheet = case_conformance(kept, 1)
    assert sheet.agenda == "1/2026"
    assert [sheet.count(course) for course in Course] == [0, 2, 1, 9]
    late = [(visit.step_number, visit.late, visit.plain_late) for visit in sheet.visits if visit.plain_late]
    assert late == [(1, 3, 3), (2, 0, 1)]
    assert [(hold.start, hold.end, hold.days) for hold in sheet.holds] == [(LATE, SECOND, 1)]
    with pytest.raises(UserError, match="Kasus itu tidak ada"):
        case_conformance(kept, 99)


def test_the_period_equals_the_recap_and_an_independent_count(kept: Register) -> None:
    found = period_conformance(kept, START, END)
    assert found.recap == period(kept, START, END)
    calendar = WorkCalendar()
    rows = [row for row in list_visits(kept) if row.ended is not None]
    for step in found.steps:
        here = [row for row in rows if row.step_number == step.number]
        net = [row.net for row in here]
        over = [
            sum(
                calendar.is_working(row.due_late + timedelta(days=n + 1))
                for n in range((row.ended - row.due_late).days)
            )
            for row in here
            if row.ended is not None and row.ended > row.due_late
        ]
        assert (step.judged, step.late, step.lost) == (len(here), len(over), sum(over))
        assert step.median == median(net)
        if len(net) > 1:
            assert step.upper == pytest.approx(quantiles(net, n=100, method="inclusive")[84])
    assert found.step is not None and found.lane is not None
    assert (found.step.number, found.step.lost, found.lane.name) == (1, 4, "OPD")
    assert [(one.step_number, one.to, one.count) for one in found.arrows] == [(3, 2, 1)]
    assert [(one.reason, one.count, one.days) for one in found.holds] == [("Menunggu OPD", 1, 1)]
    assert {one.agenda for one in found.late_records} == {"1/2026", "2/2026"}
    assert len(found.waivers) == 4
    assert period_conformance(kept, date(2025, 1, 1), date(2025, 12, 31)).steps == ()


def test_a_backward_period_or_an_unknown_suffix_is_refused_and_leaves_nothing(kept: Register, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"Periode berakhir .* sebelum mulai"):
        period_conformance(kept, END, START)
    with pytest.raises(UserError, match="Periode berakhir"):
        write_period_conformance(kept, END, START, tmp_path / "k.docx")
    for write in (
        lambda target: write_period_conformance(kept, START, END, target),
        lambda target: write_case_conformance(kept, 1, target),
    ):
        with pytest.raises(UserError, match=r"Pakai \.docx atau \.xlsx"):
            write(tmp_path / "k.pdf")
    assert not list(tmp_path.glob("k*"))


def test_the_word_sheet_of_a_case_holds_the_verdict_and_every_table(kept: Register, tmp_path: Path) -> None:
    target = tmp_path / "lembar.docx"
    account = case_account(write_case_conformance(kept, 1, target, paper="F4"))
    document = Document(str(target))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert "LEMBAR KESESUAIAN KASUS 1/2026" in words
    assert [sentence for sentence in account.sentences if sentence not in words] == []
    identity, *tables = document.tables
    assert [cell.text for cell in identity.rows[0].cells] == ["Nomor agenda", ": 1/2026"]
    filled = [table for table in account.tables if table.rows]
    for made, wanted in zip(tables, filled, strict=True):
        read = [tuple(cell.text for cell in row.cells) for row in made.rows]
        headings = tuple(column.heading for column in wanted.columns)
        # Rows that are the steps in their order bear one number, not two.
        numbered = [line[0] for line in wanted.lines] == [str(n) for n in range(1, len(wanted.lines) + 1)]
        assert read[0] == (headings if numbered else ("No", *headings))
        assert [line if numbered else line[1:] for line in read[1:]] == list(wanted.lines)
    assert len([table for table in tables if table.rows[0].cells[0].text == "Langkah"]) >= 1
    assert words[-1].split() == ["Diperiksa", "tanggal", "Nama", "Paraf"]
    assert round(document.sections[0].page_width.mm) == 330  # type: ignore[union-attr]  # our pages have a size


def test_the_word_document_of_a_period_names_the_bottleneck_and_its_rule(kept: Register, tmp_path: Path) -> None:
    account = period_account(write_period_conformance(kept, START, END, tmp_path / "k.docx"))
    document = Document(str(tmp_path / "k.docx"))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert "KESESUAIAN TERHADAP SOP" in words
    assert any(line.startswith("Langkah dengan hambatan terbesar: langkah 1 (") for line in words)
    assert sum(line.startswith("Hambatan terbesar adalah") for line in words) == 1
    assert len(document.tables) == sum(bool(table.rows) for table in account.tables)
    empty = [table.empty for table in account.tables if not table.rows]
    assert [sentence for sentence in empty if sentence not in words] == []


def test_the_workbook_has_the_summary_and_a_sheet_each_and_runs_nothing(kept: Register, tmp_path: Path) -> None:
    account = case_account(write_case_conformance(kept, 1, tmp_path / "k.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "k.xlsx")
    assert book.sheetnames == ["Ringkasan", *(table.name for table in account.tables)]
    told = [row[1] for row in book["Ringkasan"].iter_rows(min_row=6, values_only=True)]
    assert [sentence for sentence in account.sentences if sentence not in told] == []
    (reason,) = [cell for row in book["Pengembalian"].iter_rows(min_row=6) for cell in row if "SUM" in str(cell.value)]
    assert reason.data_type == "s"
    for table in account.tables:
        rows = list(book[table.name].iter_rows(min_row=6, values_only=True))
        assert len(rows) == len(table.rows)
    write_period_conformance(kept, START, END, tmp_path / "p.xlsx")
    steps = openpyxl.load_workbook(tmp_path / "p.xlsx")["Langkah"]
    found = period_conformance(kept, START, END)
    read = [(row[1], row[4], row[7]) for row in steps.iter_rows(min_row=6, values_only=True)]
    assert read == [(one.number, one.judged, one.lost) for one in found.steps]


def test_an_empty_year_is_told_calmly(register: Register, tmp_path: Path) -> None:
    write_period_conformance(register, *this_year(register), tmp_path / "k.docx")
    document = Document(str(tmp_path / "k.docx"))
    assert document.tables == []
    assert any("Tidak ada kunjungan langkah" in paragraph.text for paragraph in document.paragraphs)


@pytest.mark.office
def test_libreoffice_opens_what_was_written(kept: Register, tmp_path: Path, soffice: Callable[..., list[Path]]) -> None:
    write_case_conformance(kept, 1, tmp_path / "lembar.docx")
    write_period_conformance(kept, START, END, tmp_path / "tahun.docx")
    for pdf in soffice(tmp_path / "lembar.docx", tmp_path / "tahun.docx"):
        assert pdf.stat().st_size > 1000


def test_the_command_tells_the_same_numbers_as_the_service(
    kept: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases.cancel(
        kept, 1, on=date(2026, 1, 21), reason="Tidak jadi", by_agency=True
    )  # so that no figure waits for today
    where, days = ["--register", str(kept.path)], ["--from", "2026-01-01", "--to", "31/12/2026"]
    assert cli.main(["conformance", "--case", "1/2026", "--json", *where]) == 0
    said, sheet = json.loads(capsys.readouterr().out), case_conformance(kept, 1)
    assert said["summary"] == list(sheet.summary())
    assert [(one["step_number"], one["late"], one["plain"]) for one in said["visits"]] == [
        (one.step_number, one.late, one.plain) for one in sheet.visits
    ]
    assert (said["judged"], said["late"], said["total"], said["net"]) == (3, 1, sheet.total, sheet.net)
    assert cli.main(["conformance", "--json", *days, *where, "--out", str(tmp_path / "k.xlsx")]) == 0
    said, found = json.loads(capsys.readouterr().out), period_conformance(kept, START, END)
    assert (said["recap"]["start"], said["recap"]["end"]) == ("2026-01-01", "2026-12-31")
    assert (said["judged"], said["within"], said["share"]) == (4, found.within, found.share)
    assert (said["step"]["number"], said["step"]["lost"], said["lane"]["name"]) == (1, 4, "OPD")
    assert said["file"] == str(tmp_path / "k.xlsx")
    assert cli.main(["conformance", "--json", *where]) == 0
    year = json.loads(capsys.readouterr().out)["recap"]
    assert (year["start"][4:], year["end"][4:]) == ("-01-01", "-12-31")
    assert cli.main(["conformance", *days, *where]) == 0
    told = capsys.readouterr().out
    assert "Langkah dengan hambatan terbesar: langkah 1" in told
    assert "Persentil 85" in told


@pytest.mark.parametrize(
    ("more", "code", "sentence"),
    [
        (["--case", "77/2026"], 1, 'Tidak ada kasus dengan nomor agenda "77/2026".'),
        (["--from", "2026-02-01", "--to", "2026-01-01"], 1, "sebelum mulai"),
        (["--case", "1/2026", "--from", "2026-01-01"], 2, "hapus --from dan --to"),
        (["--from", "kemarin"], 2, "kemarin"),
        (["--case", "1/2026", "--out", "k.pdf"], 1, "Pakai .docx atau .xlsx"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    kept: Register, more: list[str], code: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["conformance", *more, "--register", str(kept.path)]) == code
    assert sentence in capsys.readouterr().err
