"""The office on the table: where the numbers stand, what they say, and what is seen of the classes in grey."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spl_desktop import shipped
from spl_desktop.domain.chart import lay_out
from spl_desktop.domain.heat import EndedIn, OpenIn, Warmth, heat_of, tokens_of
from spl_desktop.domain.heat_text import return_words
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.ui import theme
from spl_desktop.ui.swimlane.heat_scale import HeatInk, heat_inks
from spl_desktop.ui.swimlane.office_legend import OfficeLegend
from spl_desktop.ui.swimlane.office_paint import paint_office
from spl_desktop.ui.swimlane.office_pieces import OfficePicture, Piece, What, pieces_of
from spl_desktop.ui.swimlane.office_view import OfficeView
from spl_desktop.ui.swimlane.paint import box, paint_chart
from spl_desktop.ui.swimlane.palette import DARK, LIGHT, Inks
from tests.strategies import sops

TODAY = date(2026, 2, 16)
START, END = date(2026, 1, 1), date(2026, 12, 31)
BUSY = "skenario_integrasi"


@pytest.fixture(scope="module")
def sop() -> Sop:
    return parse_sop(shipped.read_text("sop/555-23-IX-2023.toml"), "555.toml")


def picture(sop: Sop, *, heat: bool = False, step: str = BUSY, kept: int = 1) -> OfficePicture:
    """Three open cases at a step (one late, one held), and four visits to it, one of them sent back."""
    late, day = date(2026, 2, 9), date(2026, 1, 7)
    cases = [
        OpenIn(1, "1/2026", step, day, late, None),
        OpenIn(2, "2/2026", step, TODAY, TODAY, None),
        OpenIn(3, "3/2026", step, TODAY, TODAY, TODAY),
    ]
    ways = sop.step(step).outcomes
    back = next((way for way in ways if way.returns), ways[0])
    on = next(way for way in ways if not way.returns)
    verdicts = ["sesuai"] * kept + ["terlambat"] * (4 - kept)
    visits = [
        EndedIn(step, "dikembalikan" if way.returns else "selesai", way.id, verdict, net)
        for way, verdict, net in zip((back, on, on, on), verdicts, (4, 9, 12, 30), strict=True)
    ]
    tokens = tokens_of(sop, cases, TODAY, WorkCalendar())
    return OfficePicture(sop, tokens, heat_of(sop, visits, START, END) if heat else None)


def _luminance(color: QColor) -> float:
    """Relative luminance from its definition (WCAG 2.2)."""
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _ratio(one: float, other: float) -> float:
    """The contrast of two luminances."""
    dark, light = sorted((one, other))
    return (light + 0.05) / (dark + 0.05)


def _contrast(one: str, other: str) -> float:
    return _ratio(_luminance(QColor(one)), _luminance(QColor(other)))


def _hatched(ink: HeatInk) -> float:
    """The mean luminance of an area in that class, its hatching counted in."""
    side = 64
    image = QImage(side, side, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.fillRect(image.rect(), QColor(ink.fill))
    painter.fillRect(image.rect(), QBrush(QColor(ink.hatch), ink.pattern))
    painter.end()
    return sum(_luminance(image.pixelColor(x, y)) for x in range(side) for y in range(side)) / side**2


@pytest.mark.parametrize("inks", [LIGHT, DARK])
def test_neighbouring_classes_stand_three_to_one_apart_and_can_be_written_on(qapp: QApplication, inks: Inks) -> None:
    scale: list[HeatInk] = [heat_inks(inks)[warmth] for warmth in Warmth]
    for one, other in pairwise(scale):
        assert _contrast(one.fill, other.fill) >= 3.0
        assert _ratio(_hatched(one), _hatched(other)) >= 3.0
    for ink in scale:
        assert _contrast(ink.fill, ink.text) >= 4.5
    assert len({ink.pattern for ink in scale}) == len(scale)
    for ground, letters in (("accent", "paper"), ("symbol", "paper"), ("paper", "text")):
        assert _contrast(getattr(inks, ground), getattr(inks, letters)) >= 4.5


def _painted(shown: OfficePicture, inks: Inks = LIGHT) -> QImage:
    chart = lay_out(shown.sop)
    image = QImage(round(chart.width), round(chart.height), QImage.Format.Format_RGB32)
    image.fill(inks.color("paper"))
    painter = QPainter(image)
    paint_chart(painter, chart, None, inks)
    paint_office(painter, chart, shown, pieces_of(chart, shown), inks)
    painter.end()
    return image


def _grey_of(image: QImage, sop: Sop, step: str) -> int:
    """The grey that fills the symbol of a step."""
    row = next(row for row in lay_out(sop).rows if row.step == step)
    area = box(row.symbols[0].rect).adjusted(6, 6, -6, -6).toRect()
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8).copy(area)
    seen = Counter(QColor(grey.pixel(x, y)).red() for x in range(grey.width()) for y in range(grey.height()))
    return seen.most_common(1)[0][0]


@pytest.mark.parametrize("inks", [LIGHT, DARK])
def test_the_three_classes_differ_without_colour(qapp: QApplication, sop: Sop, inks: Inks) -> None:
    step = "definisi_data"
    greys = [_grey_of(_painted(picture(sop, heat=True, step=step, kept=kept), inks), sop, step) for kept in (4, 3, 1)]
    unmeasured = _grey_of(_painted(picture(sop, heat=True, step="koordinasi"), inks), sop, step)
    for one, other in pairwise(greys):
        assert abs(one - other) > 50
    assert unmeasured not in greys


def _by_what(pieces: tuple[Piece, ...]) -> dict[What, Piece]:
    return {piece.what: piece for piece in pieces}


def test_tokens_show_count_late_held_and_oldest(qapp: QApplication, sop: Sop) -> None:
    found = _by_what(pieces_of(lay_out(sop), picture(sop)))
    assert {what: piece.text for what, piece in found.items()} == {
        What.OPEN: "3",
        What.OVERDUE: "1",
        What.HELD: "1",
        What.OLDEST: "terlama 26 hari",
    }
    assert found[What.OVERDUE].sentence == "1 kasus terlambat di langkah 3."
    assert "nomor agenda 1/2026, 26 hari kerja" in found[What.OLDEST].sentence
    assert {piece.step for piece in found.values()} == {BUSY}


def test_heat_shows_share_times_and_the_way_back(qapp: QApplication, sop: Sop) -> None:
    shown = picture(sop, heat=True)
    found = _by_what(pieces_of(lay_out(sop), shown))
    assert {what: piece.text for what, piece in found.items()} == {
        What.ENDED: "25% dari 4",
        What.TIMES: "10,5 / 21,9 hari",
        What.RETURNED: "1 (25%)",
    }
    assert shown.heat is not None
    assert found[What.RETURNED].sentence == return_words(shown.heat.returns_of(BUSY)[0])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_numbers_stand_apart_within_the_table_on_any_sop(qapp: QApplication, data: st.DataObject) -> None:
    sop = data.draw(sops(max_steps=6, max_lanes=4))
    step = data.draw(st.sampled_from(sop.steps)).id
    chart = lay_out(sop)
    for shown in (picture(sop, step=step), picture(sop, step=step, heat=True)):
        pieces = pieces_of(chart, shown)
        assert pieces
        for number, piece in enumerate(pieces):
            assert piece.rect.left() >= 0 and piece.rect.right() <= chart.width
            assert all(not piece.rect.intersects(other.rect) for other in pieces[number + 1 :])


@pytest.fixture
def view(qtbot: QtBot, dressed: QApplication, sop: Sop) -> OfficeView:
    made = OfficeView()
    qtbot.addWidget(made)
    made.resize(900, 560)
    made.show_office(picture(sop))
    made.show()
    qtbot.waitExposed(made)
    return made


def _at(view: OfficeView, piece: Piece) -> QPoint:
    return view.mapFromScene(piece.rect.center())


def test_a_click_on_a_number_asks_for_its_list_and_one_on_a_symbol_for_the_step(
    qtbot: QtBot, view: OfficeView, sop: Sop
) -> None:
    asked: list[Piece] = []
    steps: list[str] = []
    view.asked.connect(asked.append)
    view.activated.connect(steps.append)
    for what, piece in _by_what(view.pieces()).items():
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_at(view, piece))
        assert (asked[-1].what, asked[-1].step, view.chosen_step) == (what, BUSY, BUSY)
    assert steps == []
    row = next(row for row in view.chart.rows if row.step == BUSY) if view.chart else None
    assert row is not None
    symbol = view.mapFromScene(box(row.symbols[0].rect).center())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=symbol)
    assert steps == [BUSY] and len(asked) == 4
    words = view.mapFromScene(box(row.cells[1].rect).center())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=words)
    assert steps == [BUSY] and len(asked) == 4
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=words)
    assert steps == [BUSY, BUSY]


def test_a_drag_that_ends_on_a_number_asks_nothing(qtbot: QtBot, view: OfficeView) -> None:
    asked: list[Piece] = []
    view.asked.connect(asked.append)
    place = _at(view, view.pieces()[0])
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=place + QPoint(0, 60))
    qtbot.mouseMove(view.viewport(), place)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == []


def test_a_number_under_the_header_is_not_there(view: OfficeView) -> None:
    piece = view.pieces()[0]
    bar = view.verticalScrollBar()
    bar.setValue(round(piece.rect.center().y() * view.transform().m11()) - 10)
    assert view.piece_at(_at(view, piece)) is None


def test_keys_walk_and_enter_opens(qtbot: QtBot, view: OfficeView) -> None:
    steps: list[str] = []
    view.activated.connect(steps.append)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert steps == [BUSY]
    assert "3 kasus berada di langkah ini, 1 terlambat, 1 ditunda." in view.accessibleName()


def test_the_numbers_follow_the_table_when_it_is_laid_out_anew(qtbot: QtBot, view: OfficeView, sop: Sop) -> None:
    before = view.pieces()
    assert view.pieces() is before
    view.resize(1240, 560)
    qtbot.waitUntil(lambda: view.pieces() is not before, timeout=3000)
    view.show_office(picture(sop, heat=True))
    assert What.RETURNED in _by_what(view.pieces())


def test_the_legend_names_every_sign_in_both_themes(qtbot: QtBot, dressed: QApplication) -> None:
    legend = OfficeLegend()
    qtbot.addWidget(legend)
    legend.resize(1200, 60)
    assert "ditunda" in legend.accessibleName()
    light = legend.grab().toImage()
    legend.show_heat(True)
    for warmth in Warmth:
        assert warmth.words in legend.accessibleName()
    assert "dikembalikan" in legend.toolTip()
    theme.apply(dressed, theme.DARK, 100)
    assert legend.grab().toImage() != light
