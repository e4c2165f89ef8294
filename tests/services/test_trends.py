"""Charts from a register, as files and for the screen."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.trends import Chart
from spl_desktop.reports.charts import PRINT
from spl_desktop.services.period import period
from spl_desktop.services.register import Register
from spl_desktop.services.trends import draw_chart, print_chart, trends, trends_of, write_chart
from tests.builders import finish, opened

START, END = date(2026, 1, 1), date(2026, 12, 31)


def test_the_figures_are_those_of_the_recap(register: Register) -> None:
    finish(register, opened(register))
    shown = trends(register, START, END)
    assert shown == trends_of(register, period(register, START, END))
    assert (shown.as_of, shown.running, shown.spans[0].received, len(shown.steps)) == (register.today, 1, 1, 1)
    with pytest.raises(UserError, match="sebelum mulai"):
        trends(register, END, START)


def test_a_chart_is_as_large_as_its_place_and_as_sharp_as_the_screen(register: Register) -> None:
    opened(register)
    shown = trends(register, START, END)
    for ratio in (1.0, 1.5, 2.0):
        data = draw_chart(shown, Chart.FLOW, PRINT, (600, 400), ratio, 1.0)
        with Image.open(BytesIO(data)) as picture:
            assert picture.size == (600 * ratio, 400 * ratio)
    with Image.open(BytesIO(draw_chart(shown, Chart.AGE, PRINT, (500, 0), 1.0, 1.0))) as low:
        assert low.height > 90


def test_what_is_no_picture_is_refused_and_leaves_nothing(register: Register, tmp_path: Path) -> None:
    shown = trends(register, START, END)
    with pytest.raises(UserError, match=r"Pakai \.png, \.svg, atau \.pdf"):
        write_chart(shown, Chart.FLOW, tmp_path / "grafik.gif")
    with pytest.raises(UserError, match="tidak ada"):
        write_chart(shown, Chart.FLOW, tmp_path / "tidak" / "grafik.png")
    assert list(tmp_path.glob("grafik*")) == []
    assert write_chart(shown, Chart.FLOW, tmp_path / "grafik.PNG").read_bytes() == print_chart(shown, Chart.FLOW)
