"""The SOP in Word: every symbol, arrow and connector a native shape at the place of the geometry, over exact rows."""

import html
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from spl_desktop.domain.chart import Rect
from spl_desktop.domain.chart_sheet import ends_on
from spl_desktop.domain.chart_text import text_width
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop import Lane, Sop, Symbol
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.domain.sop_words import identity_values
from spl_desktop.reports.pieces import PAPER_MM
from spl_desktop.reports.shapes import EMU, NAMESPACES, emu
from spl_desktop.reports.sop_document import arranged, sop_document
from spl_desktop.reports.sop_sheet import CONNECTOR, FORMS, LEAD, Drawing
from spl_desktop.reports.views import Paper
from tests.conftest import need
from tests.reports import filled

ROOT = Path(__file__).parents[2]
FILES = {
    "shipped": ROOT / "resources" / "sop" / "555-23-IX-2023.toml",
    "other": ROOT / "tests" / "data" / "sop" / "penanganan-insiden.toml",
}
EVERY = pytest.mark.parametrize(("name", "paper"), [(name, paper) for name in FILES for paper in ("A4", "F4")])
MARGINS_MM = {"top": 20, "bottom": 25, "left": 30, "right": 20}
W = f"{{{NAMESPACES['w']}}}"
TWIPS = 20


@cache
def sop(name: str) -> Sop:
    return parse_sop(FILES[name].read_text(encoding="utf-8"), name)


def chart_of(one: Sop, paper: Paper, marks: bool = True) -> Drawing:
    """The chart in the room between the margins, as the document has it."""
    section = Document(BytesIO(sop_document(sop("other"), paper=paper))).sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    return arranged(one, width / EMU, height / EMU - 2 * LEAD - 4, marks)


@dataclass
class Placed:
    """A drawing of the document; places in points from the corner of its paragraph."""

    name: str
    says: str
    form: str
    rect: Rect
    points: list[tuple[float, float]]
    text: str
    dashed: bool


@dataclass
class Lembar:
    """A page of the flowchart as it stands in the file."""

    shapes: list[Placed]
    table: etree._Element


def find(element: etree._Element, path: str) -> list[etree._Element]:
    return element.findall(path, NAMESPACES)


def placed(anchor: etree._Element) -> Placed:
    at = [int(one.text or "") / EMU for one in find(anchor, "*/wp:posOffset")]
    size = find(anchor, "wp:extent")[0]
    rect = Rect(at[0], at[1], int(size.get("cx", "")) / EMU, int(size.get("cy", "")) / EMU)
    shape = find(anchor, ".//wps:wsp")[0]
    preset = [one.get("prst", "") for one in find(shape, "wps:spPr/a:prstGeom")]
    form = preset[0] if preset else "freeform"
    if find(shape, "wps:cNvSpPr[@txBox]"):
        form = "text"
    frame = find(shape, "wps:spPr/a:xfrm")[0]
    points = [
        (rect.x + int(one.get("x", "")) / EMU, rect.y + int(one.get("y", "")) / EMU) for one in find(shape, ".//a:pt")
    ]
    if form == "straightConnector1":
        xs, ys = [rect.x, rect.right], [rect.y, rect.bottom]
        if frame.get("flipH"):
            xs.reverse()
        if frame.get("flipV"):
            ys.reverse()
        points = list(zip(xs, ys, strict=True))
    text = " ".join(one.text or "" for one in find(anchor, ".//w:t"))
    named = find(anchor, "wp:docPr")[0]
    dashed = bool(find(shape, ".//a:prstDash"))
    return Placed(named.get("name", ""), named.get("descr", ""), form, rect, points, text, dashed)


def sheets(docx: bytes) -> list[Lembar]:
    """Each page of the flowchart: the paragraph with its shapes, and the table right below it."""
    body = Document(BytesIO(docx)).element.body
    found = []
    for paragraph, table in pairwise(body):
        if find(paragraph, "w:pPr/w:pageBreakBefore"):
            assert table.tag == f"{W}tbl"
            found.append(Lembar([placed(one) for one in find(paragraph, ".//wp:anchor")], table))
    return found


def arrows(sheet: Lembar) -> list[Placed]:
    return [one for one in sheet.shapes if one.points]


@EVERY
def test_each_part_of_the_chart_is_one_native_shape(name: str, paper: Paper) -> None:
    drawing = chart_of(sop(name), paper)
    made = sheets(sop_document(sop(name), paper=paper))
    assert len(made) == len(drawing.chart.pages) > 2
    for sheet, page in zip(made, drawing.chart.pages, strict=True):
        forms = Counter("arrow" if one.points else one.form for one in sheet.shapes)
        wanted = Counter(FORMS[node.symbol] for row in page.rows for node in row.symbols)
        wanted += Counter({CONNECTOR: len(page.connectors), "arrow": len(page.arrows)})
        wanted += Counter({"text": sum(1 for arrow in page.arrows if arrow.label)})
        assert forms == wanted


@EVERY
def test_shapes_stand_where_the_geometry_has_them(name: str, paper: Paper) -> None:
    drawing = chart_of(sop(name), paper)
    assert drawing.scale == 1
    for sheet, page in zip(sheets(sop_document(sop(name), paper=paper)), drawing.chart.pages, strict=True):
        wanted = [node.rect for row in page.rows for node in row.symbols]
        wanted += [connector.rect for connector in page.connectors]
        wanted += [arrow.label_rect for arrow in page.arrows if arrow.label_rect]
        got = [one.rect for one in sheet.shapes if not one.points]
        for rect, shape in zip(wanted, got, strict=True):
            sides = (rect.x, rect.y + LEAD, rect.width, rect.height)
            assert [emu(side) for side in sides] == [
                round(side * EMU) for side in (shape.x, shape.y, shape.width, shape.height)
            ]
        for arrow, drawn in zip(page.arrows, arrows(sheet), strict=True):
            lowered = [(x, y + LEAD) for x, y in arrow.points]
            assert drawn.points == [pytest.approx(point, abs=0.001) for point in lowered]


@EVERY
def test_arrows_begin_and_end_on_symbols_of_the_file(name: str, paper: Paper) -> None:
    symbols = {form: symbol for symbol, form in FORMS.items()} | {CONNECTOR: None}
    for sheet in sheets(sop_document(sop(name), paper=paper)):
        bodies = [one for one in sheet.shapes if one.form in symbols]
        for arrow in arrows(sheet):
            for end in (arrow.points[0], arrow.points[-1]):
                assert any(ends_on(one.rect, symbols[one.form], end) for one in bodies), arrow.says


@EVERY
def test_rows_are_exact_and_whole_and_the_header_repeats(name: str, paper: Paper) -> None:
    drawing = chart_of(sop(name), paper)
    for sheet, page in zip(sheets(sop_document(sop(name), paper=paper)), drawing.chart.pages, strict=True):
        rows = find(sheet.table, "w:tr")
        assert len(rows) == len(page.rows) + 2
        assert all(find(row, "w:trPr/w:cantSplit") for row in rows)
        heights = [find(row, "w:trPr/w:trHeight")[0] for row in rows]
        assert {height.get(f"{W}hRule") for height in heights} == {"exact"}
        assert [bool(find(row, "w:trPr/w:tblHeader")) for row in rows] == [True, True] + [False] * len(page.rows)
        ends = [sum(int(one.get(f"{W}val", "")) for one in heights[: place + 1]) for place in range(len(heights))]
        assert ends[1:] == [round(page.rows[0].rect.y * TWIPS), *(round(row.rect.bottom * TWIPS) for row in page.rows)]
        widths = [int(one.get(f"{W}w", "")) for one in find(sheet.table, "w:tblGrid/w:gridCol")]
        assert len(widths) == len(sop(name).lanes) + 6
        assert sum(widths) == round(drawing.chart.width * TWIPS)


@EVERY
def test_the_page_is_landscape_with_official_margins(name: str, paper: Paper) -> None:
    (section,) = Document(BytesIO(sop_document(sop(name), paper=paper))).sections
    short, long = PAPER_MM[paper]
    assert (section.page_width.mm, section.page_height.mm) == (
        pytest.approx(long, abs=0.1),
        pytest.approx(short, abs=0.1),
    )
    assert section._sectPr.find(f"{W}pgSz").get(f"{W}orient") == "landscape"
    for side, millimetres in MARGINS_MM.items():
        assert getattr(section, f"{side}_margin").mm == pytest.approx(millimetres, abs=0.1)


def test_shapes_say_what_they_are_and_bear_numbers_of_their_own() -> None:
    data = sop_document(sop("shipped"))
    body = Document(BytesIO(data)).element.body
    numbers = [one.get("id") for one in body.iter(f"{{{NAMESPACES['wp']}}}docPr", f"{{{NAMESPACES['wps']}}}cNvPr")]
    assert len(set(numbers)) == len(numbers)
    said = [one.says for sheet in sheets(data) for one in sheet.shapes]
    assert all(said)
    step = sop("shipped").step("cek_dan_updating")
    assert f"Kotak langkah {step.number}, OPD: {step.text}" in said
    assert "Belah ketupat langkah 3, OPD dan Tim Teknis Administrator Jaringan dan Pengelola TI: Sepakat? *)" in said
    assert "Panah dari langkah 3 ke langkah 2: Tidak sepakat *)" in said
    assert "Penghubung halaman 1: alur ke halaman lain dari langkah 5" in said
    assert "Penghubung halaman 1: alur dari halaman lain masuk ke langkah 6" in said


@pytest.mark.parametrize("name", FILES)
def test_connectors_come_in_numbered_pairs(name: str) -> None:
    ways: dict[str, set[bool]] = {}
    for sheet in sheets(sop_document(sop(name))):
        for one in sheet.shapes:
            if one.form == CONNECTOR:
                assert one.name == f"Penghubung halaman {one.text}"
                ways.setdefault(one.text, set()).add("masuk" in one.says)
    assert sorted(map(int, ways)) == list(range(1, len(ways) + 1))
    assert all(way == {True, False} for way in ways.values())


def test_what_was_inferred_is_signed_unless_unwanted() -> None:
    one = sop("shipped")
    signed, plain = (Document(BytesIO(sop_document(one, marks=marks))) for marks in (True, False))
    texts = ["".join(document.element.itertext()) for document in (signed, plain)]
    foot = [signed.sections[0].footer.paragraphs, plain.sections[0].footer.paragraphs]
    assert foot[0][0].text == "*) dan panah putus-putus: ditafsirkan, tidak tertulis di keputusan"
    assert len(foot[1]) == 1
    assert "Langkah 10: satuan waktu, jalan “Tidak: kembali ke langkah 10, pada Pejabat Pengawas”." in texts[0]
    assert "1-3 hari *)" in texts[0]
    assert "*)" not in texts[1]
    assert "Tidak sepakat" in texts[1]
    dashed = {
        marks: [
            shape.says for sheet in sheets(sop_document(one, marks=marks)) for shape in sheet.shapes if shape.dashed
        ]
        for marks in (True, False)
    }
    inferred = [outcome for _, outcome in one.arrows() if outcome.inferred]
    assert len(dashed[True]) == len(inferred) > 0
    assert dashed[False] == []


def test_an_sop_without_inferred_values_has_no_legend() -> None:
    document = Document(BytesIO(sop_document(sop("other"))))
    assert "ditafsirkan" not in "".join(document.element.itertext()) + document.sections[0].footer.paragraphs[0].text


@pytest.mark.parametrize("name", FILES)
def test_the_identity_holds_every_value(name: str) -> None:
    document = Document(BytesIO(sop_document(sop(name))))
    texts = {paragraph.text for paragraph in document.paragraphs}
    table = document.tables[0]
    texts |= {paragraph.text for row in table.rows for cell in row.cells for paragraph in cell.paragraphs}
    bare = {re.sub(r"^\d+\.\t", "", text) for text in texts}
    for key, value in identity_values(sop(name).identity):
        assert set(value.split("\n")) - {""} <= bare, key


def test_the_same_sop_gives_the_same_parts() -> None:
    first, second = (Document(BytesIO(sop_document(sop("shipped")))) for _ in range(2))
    assert etree.tostring(first.element) == etree.tostring(second.element)
    assert first.core_properties.created == second.core_properties.created
    assert first.core_properties.title == f"SOP {sop('shipped').identity.name}"


def test_the_logo_of_the_office_stands_in_its_cell() -> None:
    document = Document(BytesIO(sop_document(sop("shipped"), logo=filled.picture())))
    (picture,) = document.inline_shapes
    assert picture.height.cm <= 2.51
    assert picture._inline.docPr.get("descr") == "Logo"
    with pytest.raises(UserError, match="Logo pada kop tidak dapat dibaca"):
        sop_document(sop("shipped"), logo=b"GIF89a")


def test_more_lanes_than_the_paper_is_wide_are_made_smaller() -> None:
    one = sop("other")
    more = tuple(Lane(f"lane_{number}", f"Pelaksana tambahan {number}", f"P{number}") for number in range(15))
    drawing = chart_of(replace(one, lanes=(*one.lanes, *more)), "A4")
    assert 0.2 < drawing.scale < 1
    assert drawing.chart.width * drawing.scale <= 247 / 25.4 * 72 + 0.01
    made = sheets(sop_document(drawing.sop))
    for sheet in made:
        assert max(one.rect.right for one in sheet.shapes) < 247 / 25.4 * 72
        assert sum(int(width.get(f"{W}w", "")) for width in find(sheet.table, "w:tblGrid/w:gridCol")) <= 14004


def test_a_row_higher_than_a_page_is_made_smaller_not_cut() -> None:
    one = sop("shipped")
    long = replace(one.steps[3], text="kata demi kata " * 260)
    steps = (*one.steps[:3], long, *one.steps[4:])
    made = sheets(sop_document(replace(one, steps=steps)))
    for sheet in made:
        heights = [int(row.get(f"{W}val", "")) for row in sheet.table.iter(f"{W}trHeight")]
        assert sum(heights) / TWIPS <= 165 / 25.4 * 72


def test_numbers_of_three_digits_stand_in_one_line() -> None:
    one = sop("other")
    steps = tuple(replace(step, number=step.number + 400) for step in one.steps)
    drawing = chart_of(replace(one, steps=steps), "A4")
    style = drawing.chart.style
    for row, step in zip(drawing.chart.rows, steps, strict=True):
        room = row.cells[0].rect.width - 2 * style.padding
        assert row.cells[0].lines == (f"{step.number}.",)
        assert text_width(f"{step.number}.", style.font_size) < room


def text_boxes(pdf: Path, page: int) -> list[tuple[str, float, float]]:
    """Every word of a page with its middle, in points from the upper left corner."""
    need("pdftotext")
    command = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(pdf), "-"]
    shown = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode("utf-8")
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', shown)
    return [
        (word, (float(left) + float(right)) / 2, (float(top) + float(bottom)) / 2)
        for left, top, right, bottom, word in found
    ]


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.office
def test_the_office_shows_every_step_in_its_row_on_its_page(
    soffice: Callable[..., list[Path]], pdftotext: Callable[[Path], str], tmp_path: Path
) -> None:
    papers: tuple[Paper, ...] = ("A4", "F4")
    kinds = [(name, paper) for name in FILES for paper in papers]
    for name, paper in kinds:
        (tmp_path / f"{name}-{paper}.docx").write_bytes(sop_document(sop(name), paper=paper))
    pdfs = soffice(*(tmp_path / f"{name}-{paper}.docx" for name, paper in kinds))
    for (name, paper), pdf in zip(kinds, pdfs, strict=True):
        one, drawing = sop(name), chart_of(sop(name), paper)
        pages = pdftotext(pdf).rstrip("\f").split("\f")
        assert len(pages) == 1 + len(drawing.chart.pages)
        assert bare(one.identity.number) in bare(pages[0])
        raw = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, timeout=60).stdout
        everything = [bare(text) for text in raw.decode("utf-8").split("\f")]
        for place, page in enumerate(drawing.chart.pages, 1):
            assert "UraianKegiatan" in everything[place]
            assert "MutuBaku" in everything[place]
            assert f"Halaman{place + 1}dari{len(pages)}" in everything[place]
            words = text_boxes(pdf, place + 1)
            bare_words = {html.unescape(word) for word, _, _ in words}
            for row in page.rows:
                step = one.step(row.step)
                names = (one.document(kind).name for kind in (*step.requirements, *step.outputs))
                for text in (step.text, step.note, *names):
                    assert all(word in bare_words for word in text.split()), (name, paper, step.number, text)
                assert bare(step.text) in everything[place]
                # The number stands in the middle of its row: the rows are where the shapes believe them to be.
                x, y = row.cells[0].rect.center
                middle = (85.04 + x, 56.69 + LEAD + y)
                near = [(left, top) for word, left, top in words if word == f"{step.number}." and left < 120]
                assert near == [pytest.approx(middle, abs=2)], (name, paper, step.number)
            for node in (node for row in page.rows for node in row.symbols if node.lines):
                assert bare("".join(node.lines)) in everything[place]


def test_symbols_have_forms_of_their_own() -> None:
    assert len(set(FORMS.values())) == len(Symbol)
