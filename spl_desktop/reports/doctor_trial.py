"""What only shows when a template is really filled with the example: in which paragraph it fails."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any, Final
from xml.etree import ElementTree

from spl_desktop.reports import rendering
from spl_desktop.reports.catalogue import example_context
from spl_desktop.reports.doctor_expressions import refusals
from spl_desktop.reports.doctor_file import Finding
from spl_desktop.reports.doctor_spots import BRACES, EXPRESSION, FOR, STATEMENT, TAG, Spot
from spl_desktop.reports.views import Letterhead

_UNFILLED: Final = "Templat tidak dapat diisi. Simpan ulang sebagai .docx dari Word, atau mulai dari templat bawaan."
_ODD: Final = "Isian pada {part} tersusun tidak lazim. Hapus, lalu ketik ulang setiap isian dalam satu paragraf."
_PROPERTIES: Final = "Properti berkas (judul, penulis, komentar) memuat {tag}. Kosongkan di Word: Berkas, Info."
_HEAD: Final = Letterhead(government="PEMERINTAH KABUPATEN KARANGANYAR", office="DINAS KOMUNIKASI DAN INFORMATIKA")
_LOOP: Final = {"index": 1, "index0": 0, "revindex": 1, "revindex0": 0, "first": True, "last": True, "length": 1}


def tried(data: bytes, name: str, spots: Sequence[Spot]) -> list[Finding]:
    """What is wrong with a template whose paragraphs read well; `spots` are those paragraphs."""
    if hidden := _hidden(data):
        return hidden
    try:
        filled = rendering.render_own(data, example_context(name), _HEAD, "A4", "Uji", date(2026, 11, 23))
        with zipfile.ZipFile(BytesIO(filled)) as packed:
            ElementTree.fromstring(packed.read("word/document.xml"))
    except (rendering.TemplateFault, ElementTree.ParseError):  # its words are English and know no paragraph
        return [_failing(name, spots) or Finding("salah", _UNFILLED)]
    return []


# --- what the paragraphs do not show ----------------------------------------------------------------------------------


def _hidden(data: bytes) -> list[Finding]:
    """Whatever jinja would see that the paragraphs do not show, refused by the same rules: docxtpl joins much."""
    from jinja2 import TemplateSyntaxError

    try:
        parts = rendering.sources_of(data)
    except rendering.TemplateFault:
        return [Finding("salah", _UNFILLED)]
    found = []
    for part, source in parts:
        if part == rendering.PROPERTIES and (tag := BRACES.search(source)):
            found.append(Finding("salah", _PROPERTIES.format(tag=tag[0]), part))
            continue
        try:
            tree = rendering.environment().parse(source)
        except (TemplateSyntaxError, RecursionError):
            found.append(Finding("salah", _ODD.format(part=part), part))
        else:
            found += [Finding("salah", sentence, part) for sentence in refusals(tree, f"bagian {part}")]
    return found


# --- where it fails ---------------------------------------------------------------------------------------------------


@dataclass
class _Block:
    """An open `if` or `for` while the tags are walked: whether what stands now in it is filled."""

    live: bool
    done: bool = False
    """A branch of it was filled already."""
    variable: str = ""
    value: object = None


def _failing(name: str, spots: Sequence[Spot]) -> Finding | None:
    """The first tag that cannot be filled with the example, its loops walked once."""
    blocks: list[_Block] = []
    known = example_context(name)
    for spot in spots:
        for tag in TAG.findall(spot.text):
            try:
                _walk(tag, blocks, known)
            except rendering.TemplateFault:
                sentence = f"{tag} tidak dapat diisi. Periksa apakah isiannya teks, daftar, atau kelompok isian."
                return Finding("salah", sentence, spot.part, spot.paragraph, spot.place, tag)
    return None


def _walk(tag: str, blocks: list[_Block], known: dict[str, Any]) -> None:
    values: dict[str, Any] = known | {one.variable: one.value for one in blocks if one.variable}
    if any(one.variable for one in blocks):
        values["loop"] = _LOOP
    live = all(one.live for one in blocks)
    statement = STATEMENT.fullmatch(tag)
    if statement is None:
        expression = EXPRESSION.fullmatch(tag)
        if live and expression is not None:
            rendering.evaluated(f"{{{{ {expression[1]} }}}}", values)
        return
    word, more = statement[2], statement[3].strip()
    if word == "if":
        truth = live and _holds(more, values)
        blocks.append(_Block(truth, truth))
    elif word == "for" and (found := FOR.fullmatch(more)):
        first = _first(found[2], values) if live else None
        blocks.append(_Block(first is not None, True, found[1], first))
    elif word in ("elif", "else"):
        block = blocks[-1]
        outside = all(one.live for one in blocks[:-1])
        block.live = outside and not block.done and (word == "else" or _holds(more, values))
        block.done = block.done or block.live
    else:
        blocks.pop()


def _holds(expression: str, values: dict[str, Any]) -> bool:
    source = f"{{% if {expression} %}}x{{% endif %}}"
    return rendering.evaluated(source, values) == "x"


def _first(expression: str, values: dict[str, Any]) -> object:
    """What a repetition begins with; None where it has nothing to repeat."""
    found: list[object] = []
    source = f"{{% for one in {expression} %}}{{{{ keep(one) }}}}{{% endfor %}}"
    rendering.evaluated(source, values | {"keep": found.append})
    return found[0] if found else None
