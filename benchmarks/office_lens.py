"""Frame times of the office lens beside a bare scene: `python -m benchmarks.office_lens [--frames N] [--tokens N]`.

Panned and zoomed alike, in a view of 1,200 x 640 pixels: the lens with the tokens of so many open cases on the shipped
SOP, the same on an SOP so long that there are as many numbers as tokens, and for each of them the table without numbers
and a bare QGraphicsScene with that many plain rectangles over the same area. Medians in milliseconds; the ratios of the
medians count. No screen is needed.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView

from spl_desktop import shipped
from spl_desktop.domain.heat import OpenIn, tokens_of
from spl_desktop.domain.percentiles import percentile
from spl_desktop.domain.sop import Outcome, Sop
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.ui import theme
from spl_desktop.ui.swimlane.office_pieces import OfficePicture
from spl_desktop.ui.swimlane.office_view import OfficeView

TODAY = date(2026, 11, 23)
WIDTH, HEIGHT = 1200, 640
NUMBERS_A_STEP = 4


@dataclass(frozen=True)
class Frames:
    """Frame times in nanoseconds: of the bare scene, of the table without numbers, and of the lens."""

    name: str
    floor: list[int]
    table: list[int]
    ours: list[int]

    def line(self) -> str:
        """Name, the three medians, our 95th percentile, and our ratio to the bare scene and to the table."""
        floor, table, ours = (median(one) for one in (self.floor, self.table, self.ours))
        figures = [value / 1e6 for value in (floor, table, ours, percentile(self.ours, 95))]
        ratios = (ours / floor, ours / table)
        return f"{self.name:<20}" + "".join(f"{value:>9.2f}" for value in (*figures, *ratios))


def shipped_sop() -> Sop:
    """The SOP of the decree."""
    name = "sop/555-23-IX-2023.toml"
    return parse_sop(shipped.read_text(name), name)


def long_sop(steps: int) -> Sop:
    """An SOP of so many steps, each like the second one of the decree, one after the other."""
    plain = shipped_sop()
    made = tuple(
        replace(
            plain.steps[1],
            id=f"langkah_{number}",
            number=number,
            outcomes=(Outcome("lanjut", "", f"langkah_{number + 1}" if number < steps else None),),
        )
        for number in range(1, steps + 1)
    )
    return replace(plain, id="panjang", steps=made)


def busy(sop: Sop, tokens: int) -> OfficePicture:
    """So many open cases, spread over the steps; a third of them late, a fifth on hold."""
    cases = [
        OpenIn(
            number,
            f"{number}/2026",
            sop.steps[number % len(sop.steps)].id,
            TODAY - timedelta(days=number % 90),
            TODAY + timedelta(days=1 if number // len(sop.steps) % 3 else -1),
            None if (number // len(sop.steps) + 1) % 5 % 4 else TODAY,
        )
        for number in range(tokens)
    ]
    return OfficePicture(sop, tokens_of(sop, cases, TODAY, WorkCalendar()))


def lens_view(picture: OfficePicture) -> OfficeView:
    """The lens as the window shows it."""
    view = OfficeView()
    view.resize(WIDTH, HEIGHT)
    view.show()
    view.show_office(picture)
    return view


def bare_view(area: QRectF, items: int) -> QGraphicsView:
    """As many plain rectangles, spread over the same area."""
    scene = QGraphicsScene()
    scene.setSceneRect(area)
    across = max(1, round((items * area.width() / area.height()) ** 0.5))
    down = -(-items // across)
    for number in range(items):
        x, y = area.width() * (number % across) / across, area.height() * (number // across) / down
        scene.addRect(QRectF(x, y, 40, 12))
    view = QGraphicsView(scene)
    scene.setParent(view)
    view.resize(WIDTH, HEIGHT)
    view.show()
    return view


def moves(view: QGraphicsView, frames: int) -> Iterator[tuple[str, Callable[[], None]]]:
    """Pan down in so many frames, then zoom in and out again in as many."""

    def pan(frame: int) -> None:
        bar = view.verticalScrollBar()
        bar.setValue(bar.minimum() + (bar.maximum() - bar.minimum()) * frame // max(1, frames - 1))

    def zoom(frame: int) -> None:
        scale = 1.0 + 1.5 * (frame if frame < frames / 2 else frames - frame) / frames
        view.resetTransform()
        view.scale(scale, scale)

    for frame in range(frames):
        yield "pan", lambda frame=frame: pan(frame)  # type: ignore[misc]  # the frame is bound
    for frame in range(frames):
        yield "zoom", lambda frame=frame: zoom(frame)  # type: ignore[misc]  # the frame is bound


def timed(view: QGraphicsView, frames: int) -> dict[str, list[int]]:
    """The time of each frame, from the move until it is painted; one round before warms up."""
    while not view.windowHandle().isExposed():  # a window that is not seen paints nothing
        QApplication.processEvents()
    took: dict[str, list[int]] = {"pan": [], "zoom": []}
    for counted in (False, True):
        for name, move in moves(view, frames):
            begun = time.perf_counter_ns()
            move()
            view.viewport().repaint()
            if counted:
                took[name].append(time.perf_counter_ns() - begun)
    return took


def compare(name: str, picture: OfficePicture, tokens: int, frames: int) -> list[Frames]:
    """The lens, the table alone, and the bare scene with as many items as there are tokens."""
    ours = lens_view(picture)
    floor = bare_view(ours.sceneRect(), tokens)
    try:
        lens, bare = timed(ours, frames), timed(floor, frames)
        ours.picture = None
        table = timed(ours, frames)
    finally:
        ours.close()
        floor.close()
    return [Frames(f"{name}, {move}", bare[move], table[move], lens[move]) for move in lens]


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--frames", type=int, default=120, help="frames of each pan and each zoom")
    parser.add_argument("--tokens", type=int, default=1000, help="open cases, and items of the bare scene")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    theme.apply(application, theme.LIGHT, 100)
    short, long = shipped_sop(), long_sop(max(1, asked.tokens // NUMBERS_A_STEP))
    heads = ("bare", "table", "lens", "lens 95%", ": bare", ": table")
    print(f"{'ms a frame':<20}" + "".join(f"{head:>9}" for head in heads))
    for name, sop in ((f"{len(short.steps)} steps", short), (f"{len(long.steps)} steps", long)):
        for figure in compare(name, busy(sop, asked.tokens), asked.tokens, asked.frames):
            print(figure.line())
    return 0


if __name__ == "__main__":
    sys.exit(main())
