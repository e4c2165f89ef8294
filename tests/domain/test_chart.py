"""The SOP table as geometry: nothing crosses, nothing overlaps, nothing leaves its page, whatever the SOP."""

from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spl_desktop import shipped
from spl_desktop.domain.chart import Arrow, Chart, ChartStyle, Page, Rect, Sheet, lay_out
from spl_desktop.domain.chart_sheet import ends_on
from spl_desktop.domain.chart_text import text_width, wrap, wrap_all
from spl_desktop.domain.sop import Sop, Symbol
from spl_desktop.domain.sop_checks import flow_problems
from spl_desktop.domain.sop_file import parse_sop
from tests.strategies import sops

DATA = Path(__file__).parent.parent / "data" / "sop"


@pytest.fixture(scope="module", params=["decree", "incident"])
def sop(request: pytest.FixtureRequest) -> Sop:
    if request.param == "decree":
        return parse_sop(shipped.read_text("sop/555-23-IX-2023.toml"), "keputusan.toml")
    return parse_sop((DATA / "penanganan-insiden.toml").read_text(encoding="utf-8"), "insiden.toml")


def _box(one: tuple[float, float], other: tuple[float, float]) -> Rect:
    return Rect(
        min(one[0], other[0]), min(one[1], other[1]), abs(one[0] - other[0]), abs(one[1] - other[1])
    )  # fmt: skip


def _inside(segment: Rect, symbol: Rect) -> bool:
    """Whether a segment runs through the inner of a symbol (bounding box, half a point of border left out)."""
    return (
        segment.x < symbol.right - 0.5
        and segment.right > symbol.x + 0.5
        and segment.y < symbol.bottom - 0.5
        and segment.bottom > symbol.y + 0.5
    )


def _own(arrow: Arrow, sheet: Sheet) -> tuple[int, int]:
    """How many symbols or connectors the arrow's two ends lie on."""
    ends = []
    for point in (arrow.points[0], arrow.points[-1]):
        on = sum(ends_on(node.rect, node.symbol, point) for row in sheet.rows for node in row.symbols)
        ends.append(on + sum(ends_on(connector.rect, None, point) for connector in sheet.connectors))
    return ends[0], ends[1]


def check(sop: Sop, chart: Chart, page: Page | None) -> None:
    assert [row.step for row in chart.rows] == [step.id for step in sop.steps]
    for sheet in chart.pages:
        solids = [(node.rect, node.symbol) for row in sheet.rows for node in row.symbols]
        everything = [rect for rect, _ in solids] + [connector.rect for connector in sheet.connectors]
        for one, other in combinations(everything, 2):
            assert not one.meets(other)
        if page is not None and len(sheet.rows) > 1:
            assert sheet.height <= page.height + 0.01
        for row in sheet.rows:
            assert row.rect.bottom <= sheet.height + 0.01
            for rect in everything:
                assert (
                    rect.bottom <= row.rect.y + 0.01
                    or rect.y >= row.rect.bottom - 0.01
                    or (rect.y >= row.rect.y and rect.bottom <= row.rect.bottom)
                )
        for arrow in sheet.arrows:
            assert _own(arrow, sheet) == (1, 1), arrow
            for one, other in pairwise(arrow.points):
                assert one[0] == other[0] or one[1] == other[1], arrow
                assert 0 <= other[0] <= chart.width
                assert 0 <= other[1] <= sheet.height
                segment = _box(one, other)
                for rect, symbol in solids:
                    # A diamond's corners are free: an arrow may end on a slanting side.
                    ends = ends_on(rect, symbol, one) or ends_on(rect, symbol, other)
                    assert not _inside(segment, rect) or (symbol is Symbol.DIAMOND and ends), (arrow, rect)
                for connector in sheet.connectors:
                    assert not _inside(segment, connector.rect)
    wanted = {(step.id, outcome.id) for step, outcome in sop.arrows() if outcome.to is not None}
    assert {(arrow.source, arrow.outcome) for arrow in chart.arrows if arrow.outcome is not None} == wanted
    within = sum(len(step.symbols) - 1 for step in sop.steps)
    assert sum(1 for arrow in chart.arrows if arrow.outcome is None) == within


@pytest.mark.parametrize("page", [None, Page(430), Page(430, first=300), Page(10)])
def test_real_procedures_are_drawn_cleanly(sop: Sop, page: Page | None) -> None:
    check(sop, lay_out(sop, page=page), page)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(sop=sops(), page=st.sampled_from((None, None, Page(420), Page(700, first=350))))
def test_any_procedure_is_drawn_cleanly(sop: Sop, page: Page | None) -> None:
    assert flow_problems(sop) == []
    check(sop, lay_out(sop, page=page), page)


def _pieces(sheet: Sheet) -> list[tuple[Arrow, Rect]]:
    return [(arrow, _box(one, other)) for arrow in sheet.arrows for one, other in pairwise(arrow.points)]


def test_no_two_arrows_share_a_track(sop: Sop) -> None:
    for page in (None, Page(430)):
        for sheet in lay_out(sop, page=page).pages:
            for (one, a), (other, b) in combinations(_pieces(sheet), 2):
                if one is other or one.target == other.target:
                    continue
                across = min(a.right, b.right) - max(a.x, b.x)
                down = min(a.bottom, b.bottom) - max(a.y, b.y)
                assert max(across, down) < 0.5 or min(across, down) < 0, (one, other)


def test_labels_stand_clear_of_symbols_arrows_and_each_other(sop: Sop) -> None:
    for page in (None, Page(430)):
        for sheet in lay_out(sop, page=page).pages:
            labels = [arrow.label_rect for arrow in sheet.arrows if arrow.label_rect]
            assert all(not one.meets(other) for one, other in combinations(labels, 2))
            for label in labels:
                assert not any(label.meets(segment) for _, segment in _pieces(sheet))
                assert not any(label.meets(connector.rect) for connector in sheet.connectors)
                for row in sheet.rows:
                    for node in row.symbols:
                        if node.symbol is not Symbol.DIAMOND:
                            assert not label.meets(node.rect)


def test_every_decision_prints_its_words_once(sop: Sop) -> None:
    for page in (None, Page(430)):
        told = [arrow.label for arrow in lay_out(sop, page=page).arrows if arrow.label]
        assert sorted(told) == sorted(outcome.label for _, outcome in sop.arrows() if outcome.label)
        for arrow in lay_out(sop, page=page).arrows:
            assert " ".join(arrow.label_lines) == arrow.label


def test_an_arrow_to_another_page_ends_in_a_numbered_pair(sop: Sop) -> None:
    chart = lay_out(sop, page=Page(430))
    assert len(chart.pages) > 1
    entering = {connector.number: connector for connector in chart.connectors if connector.entering}
    leaving = [connector for connector in chart.connectors if not connector.entering]
    assert leaving and sorted(entering) == list(range(1, len(entering) + 1))
    assert {connector.number for connector in leaving} == set(entering)
    for connector in leaving:
        assert connector.other_page == entering[connector.number].page != connector.page


def test_without_a_page_there_is_one_sheet_and_no_connector(sop: Sop) -> None:
    chart = lay_out(sop)
    assert len(chart.pages) == 1
    assert chart.connectors == ()
    assert chart.height == chart.pages[0].height


def test_symbols_to_the_right_stand_level_and_others_below() -> None:
    decree = parse_sop(shipped.read_text("sop/555-23-IX-2023.toml"), "keputusan.toml")
    rows = {row.step: row.symbols for row in lay_out(decree).rows}
    first, second, third = rows["penyampaian_dokumen"]
    assert first.rect.center[1] == second.rect.center[1] < third.rect.y
    assert second.rect.center[0] == third.rect.center[0]
    joint = rows["skenario_integrasi"][0]
    assert joint.lanes == ("opd", "tim_teknis")
    assert joint.rect.width > 2 * first.rect.width
    assert joint.lines == ("Sepakat?",)


def test_the_inferred_returns_are_marked() -> None:
    decree = parse_sop(shipped.read_text("sop/555-23-IX-2023.toml"), "keputusan.toml")
    returns = {(arrow.source, arrow.target): arrow.inferred for arrow in lay_out(decree).arrows if arrow.returns}
    assert returns == {
        ("skenario_integrasi", "definisi_data"): True,
        ("penyampaian_dokumen", "penyampaian_dokumen"): True,
        ("dashboard", "skenario_integrasi"): False,
    }


def test_header_names_the_form_and_every_lane(sop: Sop) -> None:
    words = [" ".join(cell.lines) for cell in lay_out(sop).header]
    assert set(words) >= {"No", "Uraian Kegiatan", "Pelaksana", "Mutu Baku", "Kelengkapan", "Waktu", "Output", "Ket."}
    assert {lane.name for lane in sop.lanes} <= {word.replace("/ ", "/") for word in words}


def test_all_text_stays_within_its_cell(sop: Sop) -> None:
    style = ChartStyle()
    chart = lay_out(sop, style)
    for cell in [*chart.header, *(cell for row in chart.rows for cell in row.cells)]:
        assert len(cell.lines) * style.font_size * style.leading <= cell.rect.height
        for line in cell.lines:
            assert text_width(line, style.font_size, cell.bold) <= cell.rect.width


def test_the_same_sop_gives_the_same_geometry(sop: Sop) -> None:
    assert lay_out(sop, page=Page(430)) == lay_out(sop, page=Page(430))


def test_many_lanes_make_a_wider_table() -> None:
    few = parse_sop(shipped.read_text("sop/555-23-IX-2023.toml"), "keputusan.toml")
    assert lay_out(few).width == pytest.approx(ChartStyle().width)
    narrow = ChartStyle(width=300)
    lanes = [node.rect for row in lay_out(few, narrow).rows for node in row.symbols]
    assert min(rect.width for rect in lanes) >= narrow.least_lane * narrow.symbol_share - 0.01


def test_text_widths_are_those_of_helvetica() -> None:
    assert text_width("No", 10) == pytest.approx((722 + 556) / 100)
    assert text_width("é", 10) == text_width("e", 10)
    assert text_width("Output", 10, bold=True) > text_width("Output", 10)
    assert text_width("字", 10) == 10


def test_wrapping_keeps_words_and_cuts_only_what_is_too_wide() -> None:
    assert wrap("satu dua tiga", 40, 8) == ("satu dua", "tiga")
    assert "".join(wrap("a" * 50, 40, 8)) == "a" * 50
    assert all(text_width(line, 8) <= 40 for line in wrap("a" * 50, 40, 8))
    assert wrap("", 40, 8) == ()
    assert wrap_all(["satu", "dua"], 100, 8) == ("- satu", "- dua")
