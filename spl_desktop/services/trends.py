"""The charts of a period: their figures, and each as a picture."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.period import Period
from spl_desktop.domain.trends import Chart, Trends
from spl_desktop.domain.trends import trends as reckoned
from spl_desktop.services.office import calendar
from spl_desktop.services.period import period
from spl_desktop.services.register import Register
from spl_desktop.services.saving import whole_file

if TYPE_CHECKING:
    from spl_desktop.reports.charts import Kind, Look

KINDS: "Final[dict[str, Kind]]" = {".png": "png", ".svg": "svg", ".pdf": "pdf"}
"""What a chart may be saved as."""


def trends(register: Register, start: date, end: date) -> Trends:
    """The figures of the charts from `start` to `end`; UserError where the period ends before it begins."""
    return trends_of(register, period(register, start, end))


def trends_of(register: Register, found: Period) -> Trends:
    """The figures of the charts of a period that was reckoned already."""
    return reckoned(found, calendar(register), register.today)


def draw_chart(shown: Trends, chart: Chart, look: "Look", pixels: tuple[int, int], ratio: float, scale: float) -> bytes:
    """The chart as PNG for a place of so many logical pixels; `ratio` device pixels to one, letters `scale` large.

    The plotting library is imported at the first call. The picture is higher where the bars need it.
    """
    from spl_desktop.reports.charts import SCREEN_DPI, draw

    width, height = (max(1, length) / SCREEN_DPI for length in pixels)
    return draw(shown, chart, "png", look=look, inches=(width, height), dpi=SCREEN_DPI * ratio, scale=scale)


def print_chart(shown: Trends, chart: Chart) -> bytes:
    """The chart as PNG as it is printed, to be pasted into a document."""
    from spl_desktop.reports.charts import draw

    return draw(shown, chart, "png")


def write_chart(shown: Trends, chart: Chart, target: Path) -> Path:
    """Writes the chart as it is printed, as .png, .svg or .pdf by the suffix of `target`, whole or not at all.

    UserError where the suffix is another or `target` cannot be written.
    """
    from spl_desktop.reports.charts import draw

    kind = KINDS.get(target.suffix.lower())
    if kind is None:
        raise UserError(f'Akhiran "{target.suffix}" tidak dikenal. Pakai .png, .svg, atau .pdf.')
    with whole_file(target) as unfinished:
        unfinished.write_bytes(draw(shown, chart, kind))
    return target
