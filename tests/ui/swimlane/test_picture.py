"""The picture: what it shows without colour, on other SOPs, and as a file."""

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from spl_desktop import shipped
from spl_desktop.domain.chart import ChartStyle, Page, lay_out
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.services.queries import Standing, case_view
from spl_desktop.services.register import Register
from spl_desktop.ui.swimlane.lettering import line_width
from spl_desktop.ui.swimlane.marks import StepMark
from spl_desktop.ui.swimlane.palette import PRINT
from spl_desktop.ui.swimlane.picture import render, save_png, save_svg
from tests.builders import opened, walk_to

SECOND = Path(__file__).parents[2] / "data" / "sop" / "penanganan-insiden.toml"


@pytest.fixture(scope="module")
def sop() -> Sop:
    return parse_sop(shipped.read_text("sop/555-23-IX-2023.toml"), "555.toml")


@pytest.fixture(scope="module")
def second() -> Sop:
    return parse_sop(SECOND.read_text(encoding="utf-8"), SECOND.name)


def _grey(sop: Sop, step: str, standing: Standing, visits: int = 1) -> QImage:
    """The row of a step, printed in black and white."""
    chart = lay_out(sop)
    image = render(chart, {step: StepMark(standing, visits)}, scale=1.0, inks=PRINT)
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def _different(one: QImage, other: QImage) -> int:
    first, second = bytes(one.constBits()), bytes(other.constBits())
    return sum(abs(a - b) > 60 for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("symbol", ["koordinasi", "definisi_data", "skenario_integrasi"])
def test_every_two_standings_differ_without_colour(qapp: QApplication, sop: Sop, symbol: str) -> None:
    pictures = {standing: _grey(sop, symbol, standing) for standing in Standing}
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
