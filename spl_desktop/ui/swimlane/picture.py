"""The swimlane as a file, PNG, SVG or PDF, painted by the same code as in the window."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRect, QSize
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from spl_desktop.domain.chart import Chart, ChartStyle, Page, lay_out
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop import Sop
from spl_desktop.services.course import Course
from spl_desktop.services.saving import whole_file
from spl_desktop.ui.swimlane.marks import marks_of
from spl_desktop.ui.swimlane.paint import Marks, paint_chart, paint_header, paint_sheet, whole
from spl_desktop.ui.swimlane.palette import LIGHT, Inks

PAPERS: Mapping[str, QPageSize] = {
    "A4": QPageSize(QPageSize.PageSizeId.A4),
    "F4": QPageSize(QPageSize.PageSizeId.Folio),
}
"""The papers on which the table may be paged; they lie on their long side."""

_MARGIN = 12.0
_PAPER_MARGIN = 28.0
_FINE = 10
_PIXELS_A_POINT = 96 / 72


def save_png(sop: Sop, view: Course | None, path: Path, *, scale: float = 2.0, style: ChartStyle | None = None) -> None:
    """The table as PNG, with the case on it where one is given; `scale` 1 is the size on screen.

    Needs a QGuiApplication (offscreen will do). UserError where the file cannot be written.
    """
    image = render(lay_out(sop, style), None if view is None else marks_of(view), scale=scale)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    _write(path, bytes(buffer.data().data()))


def render(
    chart: Chart,
    marks: Marks | None,
    *,
    scale: float = 2.0,
    inks: Inks = LIGHT,
    chosen: str = "",
    over: Callable[[QPainter], None] | None = None,
) -> QImage:
    """The table as an image; `over` paints what lies on it, in points of the table."""
    _needs_application()
    pixels = scale * _PIXELS_A_POINT
    room = whole(chart).marginsAdded(_margins())
    image = QImage(round(room.width() * pixels), round(room.height() * pixels), QImage.Format.Format_RGB32)
    image.fill(inks.color("paper"))
    painter = QPainter(image)
    painter.scale(pixels, pixels)
    painter.translate(_MARGIN, _MARGIN)
    paint_chart(painter, chart, marks, inks, chosen=chosen)
    if over is not None:
        over(painter)
    painter.end()
    return image


def save_svg(sop: Sop, view: Course | None, path: Path, *, style: ChartStyle | None = None) -> None:
    """The table as SVG. UserError where the file cannot be written."""
    _needs_application()
    chart = lay_out(sop, style)
    room = whole(chart).marginsAdded(_margins())
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(72)  # a unit of the painter is then a point
    generator.setSize(QSize(round(room.width()), round(room.height())))
    generator.setViewBox(QRect(0, 0, round(room.width()), round(room.height())))
    generator.setTitle(sop.identity.name)
    generator.setDescription(f"SOP {sop.identity.number}")
    painter = QPainter(generator)
    painter.translate(_MARGIN, _MARGIN)
    paint_chart(painter, chart, None if view is None else marks_of(view), LIGHT)
    painter.end()
    _write(path, bytes(buffer.data().data()))


def save_pdf(sop: Sop, view: Course | None, path: Path, *, paper: str = "", style: ChartStyle | None = None) -> None:
    """The table as vector PDF: one page of its own size, or cut between rows into pages of `paper` ("A4", "F4").

    Needs a QGuiApplication. UserError where the file cannot be written.
    """
    _needs_application()
    chart = lay_out(sop, style)
    scale = 1.0
    size = QPageSize(whole(chart).marginsAdded(_margins()).size(), QPageSize.Unit.Point)
    if paper:
        size = QPageSize(PAPERS[paper].sizePoints().toSizeF().transposed(), QPageSize.Unit.Point)
        room = size.size(QPageSize.Unit.Point).shrunkBy(QMarginsF(*[_PAPER_MARGIN] * 4))
        scale = min(1.0, room.width() / chart.width)
        chart = lay_out(sop, style, Page(room.height() / scale))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(72 * _FINE)
    writer.setPageSize(size)
    writer.setPageMargins(QMarginsF())
    writer.setTitle(sop.identity.name)
    writer.setCreator("SPL Desktop")
    marks = None if view is None else marks_of(view)
    painter = QPainter(writer)
    painter.scale(_FINE * scale, _FINE * scale)
    margin = _PAPER_MARGIN / scale if paper else _MARGIN
    painter.translate(margin, margin)
    for number, sheet in enumerate(chart.pages):
        if number:
            writer.newPage()
        paint_sheet(painter, chart, sheet, marks, LIGHT)
        paint_header(painter, chart, LIGHT)
    painter.end()
    _write(path, bytes(buffer.data().data()))


def save_chart(sop: Sop, view: Course | None, path: Path, paper: str = "") -> None:
    """The table in the form that the suffix of `path` names; UserError for a suffix that is none of these."""
    match path.suffix.lower():
        case ".svg":
            save_svg(sop, view, path)
        case ".png":
            save_png(sop, view, path)
        case ".pdf":
            save_pdf(sop, view, path, paper=paper)
        case _:
            raise UserError(
                f'Bagan tidak dapat ditulis sebagai "{path.name}". Akhiri nama berkasnya dengan .svg, .png atau .pdf.'
            )


def _margins() -> QMarginsF:
    return QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)


def _needs_application() -> None:
    if QGuiApplication.instance() is None:
        raise RuntimeError("a picture needs a QGuiApplication, for its fonts")


def _write(path: Path, data: bytes) -> None:
    with whole_file(path) as unfinished:
        unfinished.write_bytes(data)
