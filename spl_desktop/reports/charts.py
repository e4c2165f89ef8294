"""The charts of a period as pictures: PNG, SVG or PDF, alike on the screen and on paper, and readable without colour.

Importing this module is cheap; matplotlib is imported when the first chart is drawn.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, Literal

from spl_desktop.domain.trends import Chart, Span, Trends, Unit, percent
from spl_desktop.reports.chart_words import Lettering
from spl_desktop.reports.rendering import clean

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Kind = Literal["png", "svg", "pdf"]
Fill = dict[str, Any]
"""Fill, line and hatching, as matplotlib names them; its stubs want each keyword by itself."""

SCREEN_DPI: Final = 96
"""The logical pixels of an inch."""
PRINT_DPI: Final = 200
PRINT_INCHES: Final = {
    Chart.FLOW: (9.0, 3.0),
    Chart.TIMELINESS: (9.0, 1.0),
    Chart.LOAD: (9.0, 1.0),
    Chart.AGE: (9.0, 3.0),
}
"""Width and least height on paper; bars that lie take the height that they need."""
MOST_BARS: Final = 15
"""Bars that lie one below the other; what is beyond is gathered at the end."""

_POINTS: Final = 8.5
_SMALL: Final = 7.5
_TITLE: Final = 10.0
_MARGIN: Final = 6.0
_LEGEND: Final = {
    Chart.FLOW: ("Masuk", "Keluar: selesai", "Keluar: dibatalkan atau dicabut"),
    Chart.TIMELINESS: ("Sesuai waktu baku", "Terlambat"),
}
_RC: Final = {
    "svg.fonttype": "path",
    "svg.hashsalt": "spl-desktop",  # otherwise no two files of one chart are alike
    "pdf.fonttype": 42,
    "hatch.linewidth": 0.7,
    "axes.linewidth": 0.7,
}


@dataclass(frozen=True, slots=True)
class Look:
    """The colours; each pair of neighbours is told apart by lightness and hatching as well."""

    paper: str
    text: str
    muted: str
    line: str
    main: str
    soft: str
    late: str
    late_soft: str


PRINT: Final = Look(
    paper="#ffffff",
    text="#1b2430",
    muted="#566273",
    line="#d3d9e0",
    main="#1f5582",
    soft="#dbe8f3",
    late="#a3211b",
    late_soft="#f9e4e2",
)


def draw(
    shown: Trends,
    chart: Chart,
    kind: Kind,
    *,
    look: Look = PRINT,
    inches: tuple[float, float] | None = None,
    dpi: float = PRINT_DPI,
    scale: float = 1.0,
    titled: bool = True,
) -> bytes:
    """The chart as the bytes of a file; higher than `inches` where it has more bars than fit into them.

    `scale` enlarges the letters, `titled` puts the title above.
    """
    stream = BytesIO()
    with _own_settings():
        picture = figure(shown, chart, look=look, inches=inches or PRINT_INCHES[chart], scale=scale, titled=titled)
        words = {"Title": shown.title(chart)}
        if kind == "pdf":
            words |= {"Subject": clean(shown.summary(chart))}
            picture.savefig(stream, format=kind, metadata={**words, "CreationDate": None})
        elif kind == "svg":
            words |= {"Description": clean(shown.told(chart))}
            picture.savefig(stream, format=kind, metadata={**words, "Date": None})
        else:
            picture.savefig(stream, format=kind, dpi=dpi, metadata=words)
    return stream.getvalue()


@contextmanager
def _own_settings() -> Iterator[None]:
    """Drawn by our settings alone, whatever the user has in a matplotlibrc of his own."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it would tell the user of its font cache, in English
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_RC)  # type: ignore[arg-type]  # its keys are literals
        yield


def figure(
    shown: Trends, chart: Chart, *, look: Look, inches: tuple[float, float], scale: float = 1.0, titled: bool = True
) -> "Figure":
    """The chart, laid out and not yet drawn."""
    page = _Page(shown, chart, look, inches, scale, titled)
    if shown.empty(chart):
        page.say(shown.summary(chart))
    elif chart is Chart.FLOW:
        _flow(page, shown.spans, shown.unit)
    elif chart is Chart.TIMELINESS:
        _timeliness(page, shown)
    elif chart is Chart.LOAD:
        _load(page, shown)
    else:
        _ages(page, shown)
    return page.figure


class _Page:
    """The paper of one chart, measured in points from its lower left corner; `top` is where the plot may begin."""

    def __init__(
        self, shown: Trends, chart: Chart, look: Look, inches: tuple[float, float], scale: float, titled: bool
    ) -> None:
        from matplotlib.figure import Figure

        self.look, self.scale, self.letters = look, scale, Lettering()
        self.width, self.height = inches[0] * 72, inches[1] * 72
        self.figure = Figure(figsize=inches, facecolor=look.paper)
        self._titled, self._title = titled, shown.title(chart)
        self._legend = () if shown.empty(chart) else _LEGEND.get(chart, ())
        self.top = 0.0

    @property
    def fills(self) -> tuple[Fill, Fill, Fill, Fill]:
        """Main, second, third, and what is late: fill, line and hatching."""
        look = self.look
        return (
            {"facecolor": look.main, "edgecolor": look.main},
            {"facecolor": look.soft, "edgecolor": look.main, "hatch": "////"},
            {"facecolor": look.paper, "edgecolor": look.muted, "hatch": "...."},
            {"facecolor": look.late_soft, "edgecolor": look.late, "hatch": "\\\\\\\\"},
        )

    def begin(self, chart: Chart, needed: float) -> None:
        """Writes title and legend on a paper that has at least `needed` points of height below them."""
        title = self.letters.wrapped(self._title, self.width - 2 * _MARGIN, _TITLE * self.scale, 3)
        title = title if self._titled else []
        line = 1.45 * _TITLE * self.scale
        keys = self._keys()
        rows = 1 + max((row for row, _, _ in keys), default=-1)
        step = 1.7 * _POINTS * self.scale
        above = len(title) * line + rows * step + 2 * _MARGIN
        self.height = max(self.height, above + needed)
        self.figure.set_size_inches(self.width / 72, self.height / 72)
        for number, words in enumerate(title):
            self.write(_MARGIN, self.height - _MARGIN - number * line, words, _TITLE, weight="bold", va="top")
        below = self.height - _MARGIN - len(title) * line - step / 2
        fills = (self.fills[0], self.fills[3]) if chart is Chart.TIMELINESS else self.fills
        for (row, at, words), fill in zip(keys, fills, strict=False):
            self._key(at, below - row * step, words, fill)
        self.top = self.height - above

    def _keys(self) -> list[tuple[int, float, str]]:
        """Row and place of each word of the legend; what does not fit beside the others goes below them."""
        row, at, found = 0, _MARGIN, []
        for words in self._legend:
            wide = (26 + self.letters.width(words, _POINTS)) * self.scale
            if at > _MARGIN and at + wide > self.width - _MARGIN:
                row, at = row + 1, _MARGIN
            found.append((row, at, words))
            at += wide + 10 * self.scale
        return found

    def _key(self, at: float, middle: float, words: str, fill: Fill) -> None:
        from matplotlib.patches import Rectangle

        high = 8 * self.scale
        corner = (at / self.width, (middle - high / 2) / self.height)
        size = (18 * self.scale / self.width, high / self.height)
        self.figure.add_artist(Rectangle(corner, *size, transform=self.figure.transFigure, **fill))
        self.write(at + 23 * self.scale, middle, words, _POINTS, va="center")

    def write(self, at: float, up: float, words: str, points: float, *, va: str, **more: Any) -> None:
        """Words from there to the right."""
        self.figure.text(
            at / self.width,
            up / self.height,
            self.letters.drawable(words),
            fontproperties=self.letters.font(points * self.scale, more.pop("weight", "normal")),
            color=self.look.text,
            va=va,
            parse_math=False,
            **more,
        )

    def say(self, sentence: str) -> None:
        """A sentence in the middle, where there is nothing to draw."""
        self.begin(Chart.LOAD, 40 * self.scale)
        lines = self.letters.wrapped(sentence, self.width - 8 * _MARGIN, _POINTS * self.scale, 4)
        self.write(self.width / 2, self.top / 2, "\n".join(lines), _POINTS, va="center", ha="center")

    def axes(self, left: float, bottom: float, right: float, top: float) -> "Axes":
        """A plot with these borders in points, without a frame but for its base."""
        across, high = max(right - left, 1.0), max(top - bottom, 1.0)
        rect = (left / self.width, bottom / self.height, across / self.width, high / self.height)
        axes = self.figure.add_axes(rect, facecolor=self.look.paper)
        for side in ("top", "right", "left", "bottom"):
            axes.spines[side].set_visible(False)
        axes.tick_params(length=0, pad=3, colors=self.look.muted)
        axes.set_axisbelow(True)
        return axes

    def label(self, axes: "Axes", x: float, y: float, words: str, offset: tuple[float, float], **more: Any) -> None:
        """A value beside its bar."""
        axes.annotate(
            words,
            (x, y),
            offset,
            textcoords="offset points",
            fontproperties=self.letters.font(_SMALL * self.scale),
            color=self.look.text,
            parse_math=False,
            annotation_clip=False,
            **more,
        )


def _upright(page: _Page, chart: Chart, names: Sequence[str], highest: int, under: str = "") -> "tuple[Axes, float]":
    """A plot for bars that stand beside each other, and the width of one place in points."""
    from matplotlib.ticker import MaxNLocator

    small = _SMALL * page.scale
    lines = 1 + max(name.count("\n") for name in names)
    bottom = _MARGIN + lines * 1.35 * small + (1.6 * small if under else 0)
    page.begin(chart, bottom + 90 * page.scale)
    ticks = [int(tick) for tick in MaxNLocator(5, integer=True).tick_values(0, max(highest, 1)) if tick >= 0]
    widest = max(page.letters.width(line, small) for name in names for line in name.split("\n")) + 4
    left = _MARGIN + page.letters.width(str(ticks[-1]), small) + 6
    # A name that is wider than its place must not reach below the numbers at the left.
    spare = max(0.0, (widest - (page.width - _MARGIN - left) / len(names)) / 2)
    left += spare
    axes = page.axes(left, bottom, page.width - _MARGIN, page.top)
    place = (page.width - _MARGIN - left) / len(names)
    axes.set_xlim(-0.5, len(names) - 0.5)
    # The values above the bars need room of their own.
    room = 1 - min(0.35, (2.4 if highest > 999 else 1.8) * small / max(page.top - bottom, 1))
    axes.set_ylim(0, max(highest, 1) / room)
    axes.set_yticks([tick for tick in ticks if tick <= max(highest, 1) / room])
    axes.grid(axis="y", color=page.look.line, linewidth=0.7)
    axes.spines["bottom"].set_visible(True)
    axes.spines["bottom"].set_color(page.look.muted)
    axes.tick_params(axis="y", pad=3 + spare)
    every = max(1, -(-int(widest) // max(int(place), 1)))
    axes.set_xticks(range(0, len(names), every), list(names)[::every], parse_math=False)
    for text in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        text.set_fontproperties(page.letters.font(small))
    if under:
        page.write(left + (page.width - _MARGIN - left) / 2, _MARGIN / 2, under, _SMALL, va="bottom", ha="center")
    return axes, place


def _values(page: _Page, axes: "Axes", values: Sequence[tuple[float, int]], room: float) -> None:
    """The values above bars that stand, upright themselves where one is wider than its `room` in points.

    Where not even that fits they are left to the table.
    """
    small = _SMALL * page.scale
    across = all(page.letters.width(str(value), small) <= room + 2 for _, value in values if value)
    if not across and 1.2 * small > room + 2:
        return
    for at, value in values:
        if value:
            page.label(axes, at, value, str(value), (0, 2), ha="center", va="bottom", rotation=0 if across else 90)


def _flow(page: _Page, spans: Sequence[Span], unit: Unit) -> None:
    names = [one.words for one in spans]
    if unit is Unit.MONTH:  # the year stands once, below its first month
        parts = [name.split() for name in names]
        first = {year: at for at, (_, year) in reversed(list(enumerate(parts)))}
        # All have two lines, so that they stand at one height.
        names = [f"{month}\n{year if first[year] == at else ' '}" for at, (month, year) in enumerate(parts)]
    highest = max(max(one.received, one.finished + one.gone) for one in spans)
    axes, place = _upright(page, Chart.FLOW, names, highest)
    wide = min(0.42, 26 * page.scale / place)
    main, second, third, _ = page.fills
    here = range(len(spans))
    apart = wide / 2 + page.scale / place
    left, right = [at - apart for at in here], [at + apart for at in here]
    for places, counts, below, fill in (
        (left, [one.received for one in spans], [0] * len(spans), main),
        (right, [one.finished for one in spans], [0] * len(spans), second),
        (right, [one.gone for one in spans], [one.finished for one in spans], third),
    ):
        # A bar of nothing would still be a line.
        drawn = [bar for bar in zip(places, counts, below, strict=True) if bar[1]]
        for at, count, base in drawn:
            axes.bar(at, count, wide, bottom=base, **fill)
    values = [*zip(left, (one.received for one in spans), strict=True)]
    values += zip(right, (one.finished + one.gone for one in spans), strict=True)
    _values(page, axes, values, place * wide)


def _ages(page: _Page, shown: Trends) -> None:
    room = (page.width - 40) / (len(shown.ages) + 0.5)
    names = ["\n".join(page.letters.wrapped(one.words, room, _SMALL * page.scale, 2)) for one in shown.ages]
    highest = max(one.cases for one in shown.ages)
    axes, place = _upright(page, Chart.AGE, names, highest, "umur dalam hari kerja sejak diterima")
    wide = min(0.62, 60 * page.scale / place)
    axes.bar(range(len(names)), [one.cases for one in shown.ages], wide, **page.fills[0])
    _values(page, axes, [(at, one.cases) for at, one in enumerate(shown.ages)], place)


def _lying(page: _Page, chart: Chart, names: Sequence[str], right: float, under: str = "") -> "tuple[Axes, float]":
    """A plot for bars that lie below each other, the first on top, and how thick each is."""
    points = _POINTS * page.scale
    room = min(0.42 * page.width, 260 * page.scale)
    wrapped = [page.letters.wrapped(name, room, points, 2) for name in names]
    lines = max(len(name) for name in wrapped)
    row = lines * 1.25 * points + 4
    bottom = _MARGIN + (1.6 * points if under else 0)
    page.begin(chart, len(names) * row + bottom)
    row = min(max(row, (page.top - bottom) / len(names)), max(row, 34 * page.scale))
    widest = max(page.letters.width(line, points) for name in wrapped for line in name)
    left = _MARGIN + widest + 6
    axes = page.axes(left, page.top - len(names) * row, page.width - _MARGIN - right * page.scale, page.top)
    if under:
        page.write(_MARGIN, page.top - len(names) * row - _MARGIN / 2, under, _SMALL, va="top")
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xticks([])
    axes.set_yticks(range(len(names)), ["\n".join(name) for name in wrapped], parse_math=False)
    for text in axes.get_yticklabels():
        text.set_fontproperties(page.letters.font(points))
        text.set_color(page.look.text)
    axes.spines["left"].set_visible(True)
    axes.spines["left"].set_color(page.look.muted)
    return axes, min(0.66, 18 * page.scale / row)


def _timeliness(page: _Page, shown: Trends) -> None:
    rows = [(f"{one.number}. {one.text}", one.within, one.late) for one in shown.steps]
    if len(rows) > MOST_BARS:
        rest = rows[MOST_BARS - 1 :]
        rows = [*rows[: MOST_BARS - 1], (f"{len(rest)} langkah lain", sum(r[1] for r in rest), sum(r[2] for r in rest))]
    labels = [f"{percent(within, within + late)} ({within} dari {within + late})" for _, within, late in rows]
    right = max(page.letters.width(words, _SMALL) for words in labels) + 8
    axes, thick = _lying(page, Chart.TIMELINESS, [name for name, _, _ in rows], right)
    axes.set_xlim(0, 1)
    shares = [within / (within + late) for _, within, late in rows]
    main, _, _, overdue = page.fills
    here = range(len(rows))
    axes.barh(here, shares, thick, **main)
    axes.barh(here, [1 - share for share in shares], thick, left=shares, **overdue)
    for at, words in enumerate(labels):
        page.label(axes, 1, at, words, (5, 0), ha="left", va="center")


def _load(page: _Page, shown: Trends) -> None:
    rows = [(one.agency, one.open) for one in shown.agencies]
    rest, rows = rows[MOST_BARS:], rows[:MOST_BARS]
    right = page.letters.width(str(max(count for _, count in rows)), _SMALL) + 8
    # One bar for all others would dwarf the rest.
    note = f"dan {len(rest)} OPD lain: {sum(count for _, count in rest)} kasus" if rest else ""
    axes, thick = _lying(page, Chart.LOAD, [name for name, _ in rows], right, note)
    axes.set_xlim(0, max(count for _, count in rows))
    axes.barh(range(len(rows)), [count for _, count in rows], thick, **page.fills[0])
    for at, (_, count) in enumerate(rows):
        page.label(axes, count, at, str(count), (4, 0), ha="left", va="center")
