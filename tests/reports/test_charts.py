"""The charts drawn for nothing, for one and for very many: nothing leaves the page, warns or is lost."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from spl_desktop.domain.period import AgencyFigures, StepFigures
from spl_desktop.domain.trends import Band, Chart, Span, Trends, Unit
from spl_desktop.reports.chart_words import Lettering
from spl_desktop.reports.charts import MOST_BARS, PRINT, PRINT_INCHES, draw, figure
from spl_desktop.reports.trend_tables import COLUMNS, rows_of

LONG = "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana $x^2$ \x07😀 _{a}"
SIZES = ((9.0, 3.0), (4.4, 2.4), (14.0, 7.0))


def shown(number: int, *, value: int = 3, text: str = LONG) -> Trends:
    """Charts of so many months (24 at most), steps and agencies."""
    words = f"{text} {'n' * 120}"[:120]
    count = max(number, 1) if number else 0
    return Trends(
        start=date(2025, 1, 1),
        end=date(2026, 12, 31),
        as_of=date(2026, 11, 23),
        unit=Unit.MONTH,
        spans=tuple(Span(f"Mei {2025 + n // 12}", n * value, n % 3, n % 2) for n in range(1, min(count, 24) + 1)),
        steps=tuple(StepFigures(n, words, 5, 2.0, n * value, n % 4, 0) for n in range(1, count + 1)),
        agencies=tuple(AgencyFigures(words, 1, 0, value + n, 0) for n in range(count, 0, -1)),
        ages=tuple(Band(name, count * value) for name in ("0–5", "6–10", "11–20", "21–40", "41–60", "lebih dari 60")),
    )


@pytest.mark.parametrize("chart", Chart)
@pytest.mark.parametrize("number", [0, 1, 50])
def test_every_kind_of_file_is_what_it_says(chart: Chart, number: int) -> None:
    drawn = shown(number)
    png = draw(drawn, chart, "png", dpi=96)
    with Image.open(BytesIO(png)) as picture:
        assert picture.format == "PNG"
        assert picture.width == round(PRINT_INCHES[chart][0] * 96)
        assert len(picture.convert("L").getcolors(256) or ()) > 2
    svg = ElementTree.fromstring(draw(drawn, chart, "svg"))
    assert svg.tag.endswith("}svg")
    told = "".join(svg.itertext())
    assert drawn.title(chart) in told
    pdf = draw(drawn, chart, "pdf")
    assert pdf.startswith(b"%PDF-")
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    assert draw(drawn, chart, "svg") == draw(drawn, chart, "svg")


@pytest.mark.parametrize("chart", Chart)
@pytest.mark.parametrize(("number", "value"), [(0, 0), (1, 1), (12, 40), (50, 999)])
@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_no_word_leaves_the_picture_or_covers_another(chart: Chart, number: int, value: int, scale: float) -> None:
    for wide, high in SIZES:
        inches = (wide * scale, high)  # the window keeps a place that grows with the letters
        made = figure(shown(number, value=value), chart, look=PRINT, inches=inches, scale=scale)
        texts = [one for one in texts_of(made) if one.get_visible() and one.get_text().strip()]
        page = made.bbox
        boxes = [one.get_window_extent() for one in texts]
        for text, box in zip(texts, boxes, strict=True):
            assert box.x0 >= page.x0 - 1 and box.x1 <= page.x1 + 1, (inches, text.get_text())
            assert box.y0 >= page.y0 - 1 and box.y1 <= page.y1 + 1, (inches, text.get_text())
        for at, one in enumerate(boxes):
            for other in range(at + 1, len(boxes)):
                over = boxes[other]
                across = min(one.x1, over.x1) - max(one.x0, over.x0)
                high = min(one.y1, over.y1) - max(one.y0, over.y0)
                assert across <= 2 or high <= 2, (inches, texts[at].get_text(), texts[other].get_text())


def texts_of(made):  # type: ignore[no-untyped-def]  # figures are typed by a library that is imported late
    from matplotlib.text import Text

    made.canvas.draw()
    return [one for one in made.findobj(Text) if one.get_window_extent().width > 0]


def test_values_and_names_are_written_beside_the_bars() -> None:
    made = figure(shown(2, text="Dinas Kesehatan"), Chart.TIMELINESS, look=PRINT, inches=(9, 3))
    words = {text.get_text() for text in texts_of(made)}
    assert {"Sesuai waktu baku", "Terlambat", "75% (3 dari 4)", "75% (6 dari 8)"} <= words
    made = figure(shown(30), Chart.LOAD, look=PRINT, inches=(9, 3))
    words = {text.get_text() for text in texts_of(made)}
    assert {str(3 + n) for n in range(30, 30 - MOST_BARS, -1)} <= words
    rest = sum(3 + n for n in range(1, 31 - MOST_BARS))
    assert f"dan {30 - MOST_BARS} OPD lain: {rest} kasus" in words
    made = figure(shown(40), Chart.TIMELINESS, look=PRINT, inches=(9, 3))
    assert any(text.get_text() == f"{41 - MOST_BARS} langkah lain" for text in texts_of(made))


def test_what_cannot_be_drawn_is_a_sentence() -> None:
    for chart in Chart:
        made = figure(shown(0), chart, look=PRINT, inches=(9, 3))
        assert shown(0).summary(chart) in " ".join(" ".join(text.get_text().split()) for text in texts_of(made))
        assert rows_of(shown(0), chart) == []


@pytest.mark.parametrize("chart", Chart)
def test_the_table_has_every_figure(chart: Chart) -> None:
    rows = rows_of(shown(20), chart)
    assert {len(row) for row in rows} == {len(COLUMNS[chart])}
    assert len(rows) == (6 if chart is Chart.AGE else 20)


def luminance(ink: str) -> float:
    parts = [int(ink[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_on_paper_neighbours_differ_without_colour() -> None:
    assert contrast(PRINT.main, PRINT.soft) >= 3
    assert contrast(PRINT.main, PRINT.late_soft) >= 3
    assert min(contrast(PRINT.text, PRINT.paper), contrast(PRINT.muted, PRINT.paper)) >= 4.5


@given(st.text(st.characters(exclude_categories=()), max_size=80), st.integers(20, 300), st.integers(1, 3))
@hypothesis_settings(max_examples=25)
def test_words_are_broken_into_lines_that_fit(words: str, room: int, most: int) -> None:
    letters = Lettering()
    lines = letters.wrapped(words, room, 8, most)
    assert 1 <= len(lines) <= most
    assert all(letters.width(line, 8) <= room or len(line) <= 1 for line in lines)
    if not any("…" in line for line in lines):
        assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", letters.drawable("".join(words.split())))


def test_one_name_that_is_a_formula_stays_a_name() -> None:
    made = figure(shown(1, text="$\\frac{1}{2}$"), Chart.LOAD, look=PRINT, inches=(9, 3))
    assert any("$\\frac{1}{2}$" in text.get_text() for text in texts_of(made))
    assert draw(replace(shown(1), agencies=()), Chart.LOAD, "png", dpi=50).startswith(b"\x89PNG")


def test_matplotlib_is_not_imported_before_a_chart_is_drawn() -> None:
    code = (
        "import sys, spl_desktop.reports.period_document, spl_desktop.reports.period_workbook;"
        "import spl_desktop.services.trends;"
        "print({'matplotlib', 'numpy'} & set(sys.modules) or 'none')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "none"
