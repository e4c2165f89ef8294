"""The picture: what it shows without colour, on other SOPs, and as a file."""

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from spl_desktop.domain.chart import ChartStyle, Page, lay_out
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.services.queries import CaseView, Standing, case_view
from spl_desktop.services.register import Register
from spl_desktop.ui.swimlane.lettering import line_width
from spl_desktop.ui.swimlane.marks import CaseMarks, StepMark, marks_of
from spl_desktop.ui.swimlane.palette import DARK, LIGHT, PRINT, Inks
from spl_desktop.ui.swimlane.picture import render, save_chart, save_pdf, save_png, save_svg
from spl_desktop.ui.swimlane.signs import draw_sign
from tests.builders import opened, walk_to
from tests.ui.swimlane.conftest import SECOND


@pytest.fixture(scope="module")
def second() -> Sop:
    return parse_sop(SECOND.read_text(encoding="utf-8"), SECOND.name)


def _grey(sop: Sop, step: str, standing: Standing, visits: int = 1, inks: Inks = PRINT) -> QImage:
    """The row of a step, in black and white."""
    chart = lay_out(sop)
    image = render(chart, {step: StepMark(standing, visits)}, scale=1.0, inks=inks)
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def _different(one: QImage, other: QImage) -> int:
    first, second = bytes(one.constBits()), bytes(other.constBits())
    return sum(abs(a - b) > 60 for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize(
    ("symbol", "inks"),
    [("koordinasi", PRINT), ("definisi_data", PRINT), ("skenario_integrasi", PRINT), ("definisi_data", LIGHT),
     ("definisi_data", DARK)],
)  # fmt: skip
def test_every_two_standings_differ_without_colour(qapp: QApplication, sop: Sop, symbol: str, inks: Inks) -> None:
    pictures = {standing: _grey(sop, symbol, standing, inks=inks) for standing in Standing}
    for one, other in combinations(Standing, 2):
        assert _different(pictures[one], pictures[other]) > 25, (one, other)


def test_a_loop_bears_its_count(qapp: QApplication, sop: Sop) -> None:
    once = _grey(sop, "definisi_data", Standing.FINISHED)
    twice = _grey(sop, "definisi_data", Standing.FINISHED, 2)
    thrice = _grey(sop, "definisi_data", Standing.FINISHED, 3)
    assert _different(once, twice) > 25
    assert _different(twice, thrice) > 3


def test_another_sop_draws_every_row(qapp: QApplication, second: Sop) -> None:
    chart = lay_out(second)
    empty = render(chart, None, scale=1.0, inks=PRINT)
    assert [row.step for row in chart.rows] == [step.id for step in second.steps]
    for step in second.steps:
        marked = render(chart, {step.id: StepMark(Standing.CURRENT, 1)}, scale=1.0, inks=PRINT)
        assert marked != empty


def test_sheets_stand_below_each_other(qapp: QApplication, second: Sop) -> None:
    chart = lay_out(second, ChartStyle(), Page(height=420.0))
    image = render(chart, None, scale=1.0)
    assert len(chart.pages) > 1
    assert image.height() * 72 / 96 > sum(sheet.height for sheet in chart.pages)


def test_no_line_of_text_is_wider_than_its_cell(qapp: QApplication, second: Sop, sop: Sop) -> None:
    for one in (sop, second):
        chart = lay_out(one)
        for row in chart.rows:
            for cell in row.cells:
                for line in cell.lines:
                    # What a font makes wider than the table of widths is squeezed; it must never be by much.
                    assert line_width(line, chart.style.font_size, cell.bold) < cell.rect.width * 1.08, line


def test_png_and_svg_hold_the_case(qapp: QApplication, register: Register, tmp_path: Path) -> None:
    case = opened(register)
    walk_to(register, case, "skenario_integrasi")
    view = case_view(register, case)
    png, plain, svg = tmp_path / "kasus.png", tmp_path / "sop.png", tmp_path / "kasus.svg"
    save_png(view.sop, view, png)
    save_png(view.sop, None, plain)
    save_svg(view.sop, view, svg)
    assert QImage(str(png)).width() > 1500
    assert QImage(str(png)) != QImage(str(plain))
    assert QSvgRenderer(str(svg)).isValid()
    assert b"Struktur" in svg.read_bytes()


def test_a_picture_that_cannot_be_written_says_so(qapp: QApplication, sop: Sop, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="tidak ada"):
        save_png(sop, None, tmp_path / "tidak-ada" / "bagan.png")


@pytest.mark.parametrize("inks", [LIGHT, DARK, PRINT])
def test_every_sign_differs_from_every_other_without_colour(qapp: QApplication, inks: Inks) -> None:
    def drawn(sign: str) -> QImage:
        image = QImage(40, 40, QImage.Format.Format_RGB32)
        image.fill(inks.color("paper"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_sign(painter, QRectF(2, 2, 36, 36), sign, inks)
        painter.end()
        return image.convertToFormat(QImage.Format.Format_Grayscale8)

    for one, other in combinations(("check", "early", "late", "back", "stop", "pause", "run", "mail", "sheet"), 2):
        assert _different(drawn(one), drawn(other)) > 25, (one, other)


def test_the_way_really_gone_is_stronger(qapp: QApplication, sop: Sop, returned: CaseView) -> None:
    chart = lay_out(sop)
    marks = marks_of(returned)
    never = CaseMarks(marks.steps, {})
    once = CaseMarks(marks.steps, dict.fromkeys(marks.walked, 1))
    pictures = [render(chart, one, scale=1.0, inks=PRINT) for one in (never, once, marks)]
    greys = [one.convertToFormat(QImage.Format.Format_Grayscale8) for one in pictures]
    assert _different(greys[0], greys[1]) > 300, "a walked arrow looks like one that was not"
    assert _different(greys[1], greys[2]) > 60, "the number of times is not written"


def test_a_pdf_is_vector_on_one_page_or_on_pages(
    qapp: QApplication, returned: CaseView, tmp_path: Path, pdftotext: Callable[[Path], str]
) -> None:
    whole, paged = tmp_path / "satu.pdf", tmp_path / "banyak.pdf"
    save_pdf(returned.sop, returned, whole)
    save_pdf(returned.sop, returned, paged, paper="A4")
    for path in (whole, paged):
        text = pdftotext(path)
        assert "Uraian Kegiatan" in text
        assert "Sepakat?" in text
    assert pdftotext(whole).count("Uraian Kegiatan") == 1
    assert pdftotext(paged).count("Uraian Kegiatan") == 2


def test_the_suffix_names_the_form(qapp: QApplication, sop: Sop, tmp_path: Path) -> None:
    heads = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF-"}
    for suffix, head in heads.items():
        save_chart(sop, None, tmp_path / f"bagan.{suffix}")
        assert (tmp_path / f"bagan.{suffix}").read_bytes().startswith(head)
    with pytest.raises(UserError, match=r"Akhiri nama berkasnya dengan \.svg, \.png atau \.pdf"):
        save_chart(sop, None, tmp_path / "bagan.docx")
    assert not (tmp_path / "bagan.docx").exists()
