"""Where the words of a Word template stand: its paragraphs by part and cell, and the tags in them."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS: Final = (
    (re.compile(r"word/document\.xml"), "isi"),
    (re.compile(r"word/header\d*\.xml"), "kop halaman"),
    (re.compile(r"word/footer\d*\.xml"), "kaki halaman"),
    (re.compile(r"word/footnotes\.xml"), "catatan kaki"),
)
TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
BRACES: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
STATEMENT: Final = re.compile(r"\{%-?\s*(?:(p|tr|tc|r)\s+)?(\w+)(.*?)-?%\}", re.DOTALL)
EXPRESSION: Final = re.compile(r"\{\{-?\s*(?:r\s+)?(.*?)-?\}\}", re.DOTALL)
FOR: Final = re.compile(r"(\w+)\s+in\s+(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph: the part it stands in, its number there from 1, the cell of a table, and its text."""

    part: str
    paragraph: int
    place: str
    text: str
    table: int = 0
    row: str = ""
    """All that stands in the row of the table."""


def parts_of(packed: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The parts that are printed, in words and as the package names them."""
    for pattern, words in _PARTS:
        for name in sorted(packed.namelist()):
            if pattern.fullmatch(name):
                yield words, name


def spots_of(part: str, root: ElementTree.Element) -> Iterator[Spot]:
    """The paragraphs of a part in order."""
    tables = 0
    number = 0

    def walk(element: ElementTree.Element, place: str = "", table: int = 0, row: str = "") -> Iterator[Spot]:
        nonlocal tables, number
        for child in element:
            if child.tag == f"{_W}p":
                number += 1
                yield Spot(part, number, place, _text(child), table, row)
            elif child.tag == f"{_W}tbl":
                tables += 1
                this = tables
                for line, cells in enumerate(child.findall(f"{_W}tr"), 1):
                    whole = _text(cells)
                    for column, cell in enumerate(cells.findall(f"{_W}tc"), 1):
                        yield from walk(cell, f"tabel {this}, baris {line}, kolom {column}", this, whole)
            else:
                yield from walk(child, place, table, row)

    yield from walk(root)


def _text(paragraph: ElementTree.Element) -> str:
    return "".join(
        (piece.text or "") if piece.tag == f"{_W}t" else "\t"
        for piece in paragraph.iter()
        if piece.tag in (f"{_W}t", f"{_W}tab", f"{_W}br")
    )


def hidden_of(root: ElementTree.Element) -> Iterator[str]:
    """What has braces of a tag and is no text of a page: alternative text, codes of fields, deleted text."""
    for element in root.iter():
        written = "" if element.tag == f"{_W}t" else element.text or ""
        for text in (*element.attrib.values(), written, element.tail or ""):
            if found := TAG.search(text) or BRACES.search(text):
                yield found[0]
