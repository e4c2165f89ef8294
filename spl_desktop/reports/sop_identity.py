"""The identity page of the SOP AP form: the office on the left, the values on the right, the lists below in pairs."""

from typing import TYPE_CHECKING, Final

from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_words import LEGEND, identity_label, identity_values, inferred
from spl_desktop.reports import pieces
from spl_desktop.reports.sop_marks import signed

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

SIZE: Final = 10.0
SMALL: Final = 7.5
LOGO_CM: Final = (2.2, 2.5)
_VALUES: Final = ("number", "made", "revised", "effective", "signatory", "name")
_LISTS: Final = (("legal_basis", "qualifications"), ("related", "equipment"), ("warning", "recording"))
_SHARES: Final = (0.5, 0.16, 0.34)
_ROOM_TO_SIGN: Final = 3


def add_identity(document: "Document", sop: Sop, width_cm: float, logo: bytes | None, marks: bool) -> None:
    """The identity block across `width_cm`, with what was inferred listed below it if `marks`.

    UserError where the logo is no picture that Word can show.
    """
    values = dict(identity_values(sop.identity))
    signs = {mark.partition(".")[2] for mark in sop.inferred if mark.startswith("identity.")} if marks else set()
    decree = document.add_paragraph(signed(values["decree"]) if "decree" in signs else values["decree"])
    decree.paragraph_format.space_after = _points(4)
    grid = pieces.add_grid(document, len(_VALUES) + len(_LISTS), [share * width_cm for share in _SHARES], margin_cm=0.2)
    _values(grid, values, signs, logo)
    for row, pair in zip(grid.rows[len(_VALUES) :], _LISTS, strict=True):
        left, middle, right = row.cells
        for cell, key in ((left, pair[0]), (middle.merge(right), pair[1])):
            _list(cell, identity_label(key), values[key].split("\n"), key in signs)
            pieces.outline([cell])
    if marks and inferred(sop):
        _legend(document, sop)


def _values(grid: "Table", values: dict[str, str], signs: set[str], logo: bytes | None) -> None:
    rows = grid.rows[: len(_VALUES)]
    for row, key in zip(rows, _VALUES, strict=True):
        pieces.keep_whole(row)
        office, label, value = row.cells
        label.paragraphs[0].add_run(signed(identity_label(key)) if key in signs else identity_label(key))
        lines = values[key].split("\n")
        if key == "signatory" and len(lines) > 1:
            lines[1:1] = [""] * _ROOM_TO_SIGN
        _lines(value, lines, bold=key in ("number", "name"))
        for cell in (label, value):
            cell.paragraphs[0].paragraph_format.space_before = _points(1.5)
            cell.paragraphs[-1].paragraph_format.space_after = _points(1.5)
        # Each of the cells that become one keeps its own lines.
        pieces.outline([office], "left right top" if row is rows[0] else "left right")
        pieces.outline([label, value])
    _office(rows[0].cells[0].merge(rows[-1].cells[0]), values, signs, logo)


def _office(cell: "_Cell", values: dict[str, str], signs: set[str], logo: bytes | None) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    # Merging left one empty paragraph for each cell.
    for spare in cell.paragraphs[1:]:
        spare._p.getparent().remove(spare._p)
    first = cell.paragraphs[0]
    if logo:
        pieces.add_picture(first.add_run(), logo, LOGO_CM)
        first.paragraph_format.space_after = _points(8)
        first.alignment = WD_ALIGN_PARAGRAPH.CENTER
        first = cell.add_paragraph()
    for index, key in enumerate(("government", "office", "unit")):
        paragraph = cell.add_paragraph() if index else first
        run = paragraph.add_run(signed(values[key]) if key in signs else values[key])
        run.bold, run.font.size = True, _points(12)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = _points(4)


def _list(cell: "_Cell", label: str, lines: list[str], marked: bool) -> None:
    heading = cell.paragraphs[0]
    heading.add_run(signed(label) if marked else label).bold = True
    heading.paragraph_format.space_before = _points(2)
    shown = [line for line in lines if line]
    for number, line in enumerate(shown, 1):
        if len(shown) > 1:
            pieces.hanging(cell.add_paragraph(f"{number}.\t{line}"), 0.6)
        else:
            cell.add_paragraph(line)
    if not shown:
        cell.add_paragraph("-")
    cell.paragraphs[-1].paragraph_format.space_after = _points(3)


def _lines(cell: "_Cell", lines: list[str], *, bold: bool) -> None:
    for index, line in enumerate(lines):
        paragraph = cell.add_paragraph() if index else cell.paragraphs[0]
        paragraph.add_run(line).bold = bold


def _legend(document: "Document", sop: Sop) -> None:
    """What was inferred, place by place, in small print."""
    first = small(document.add_paragraph(f"{LEGEND}:"))
    first.paragraph_format.space_before = _points(4)
    small(document.add_paragraph(" ".join(f"{place.place}: {', '.join(place.values)}." for place in inferred(sop))))


def small(paragraph: "Paragraph") -> "Paragraph":
    """The paragraph in small print."""
    for run in paragraph.runs:
        run.font.size = _points(SMALL)
    return paragraph


def _points(points: float) -> "int":
    from docx.shared import Pt

    return Pt(points)
