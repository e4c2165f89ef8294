"""The template doctor: what is wrong with a Word template, in which part and paragraph, and how to mend it."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree

from spl_desktop.reports import rendering
from spl_desktop.reports.catalogue import TemplateField, catalogue_of, example_context
from spl_desktop.reports.doctor_file import Finding, refusal_of
from spl_desktop.reports.views import Letterhead

if TYPE_CHECKING:
    from jinja2 import nodes

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS: Final = (
    (re.compile(r"word/document\.xml"), "isi"),
    (re.compile(r"word/header\d*\.xml"), "kop halaman"),
    (re.compile(r"word/footer\d*\.xml"), "kaki halaman"),
    (re.compile(r"word/footnotes\.xml"), "catatan kaki"),
)
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_STATEMENT = re.compile(r"\{%-?\s*(?:(p|tr|tc|r)\s+)?(\w+)(.*?)-?%\}", re.DOTALL)
_EXPRESSION = re.compile(r"\{\{-?\s*(?:r\s+)?(.*?)-?\}\}", re.DOTALL)
_TYPOGRAPHIC = "“”„‘’‚«»"
_STRAIGHT: Final = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’‚", "'"))
_ENDS: Final = {"endfor": "for", "endif": "if"}
_MIDDLES: Final = {"else": ("if", "for"), "elif": ("if",)}
_ESSENTIAL: Final = ("nomor", "baris_tanda_tangan")
_FILTERS: Final = ("join", "upper", "lower", "title", "capitalize", "length", "default", "first", "last", "trim")


_UNFILLED: Final = "Templat tidak dapat diisi. Simpan ulang sebagai .docx dari Word, atau mulai dari templat bawaan."


@dataclass(frozen=True, slots=True)
class _Spot:
    part: str
    paragraph: int
    place: str
    text: str
    table: int = 0
    row: str = ""
    """All that stands in the row of the table."""


@dataclass
class _Open:
    word: str
    tag: str
    spot: _Spot
    kind: str
    variable: str = ""
    fields: tuple[TemplateField, ...] = ()


@dataclass
class _Reading:
    """What is open and known while the paragraphs of a part are read in order."""

    known: Mapping[str, TemplateField]
    findings: list[Finding] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def amiss(self, spot: _Spot, tag: str, sentence: str) -> None:
        """Something is wrong there."""
        self.findings.append(Finding("salah", sentence, spot.part, spot.paragraph, spot.place, tag))


def examine(data: bytes, name: str) -> tuple[Finding, ...]:
    """Everything that is wrong with the template of that document; without a `salah` it can be used.

    KeyError for a name that is none of ours.
    """
    if refusal := refusal_of(data):
        return (refusal,)
    known = {one.name: one for one in catalogue_of(name)}
    reading = _Reading(known)
    with zipfile.ZipFile(BytesIO(data)) as packed:
        for part, entry in _parts(packed):
            _read(part, packed.read(entry), reading)
    if not usable(reading.findings):  # no advice yet: a mistyped field looks like a missing one
        return tuple(reading.findings)
    reading.findings += _tried(data, name)
    reading.findings += [
        Finding("saran", f"Templat ini tidak mencetak {{{{ {one} }}}} ({known[one].meaning}).", tag=one)
        for one in _ESSENTIAL
        if one in known and one not in reading.used
    ]
    return tuple(reading.findings)


def usable(findings: Sequence[Finding]) -> bool:
    """Whether a template with these findings may be used."""
    return all(one.severity != "salah" for one in findings)


def _parts(packed: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for pattern, words in _PARTS:
        for name in sorted(packed.namelist()):
            if pattern.fullmatch(name):
                yield words, name


# --- its paragraphs ---------------------------------------------------------------------------------------------------


def _read(part: str, data: bytes, reading: _Reading) -> None:
    reading.open = []
    for spot in _spots(part, ElementTree.fromstring(data)):
        _read_paragraph(spot, reading)
    for left in reversed(reading.open):
        end = f"end{left.word}"
        closing = f"{{%{left.kind} {end} %}}"
        reading.amiss(
            left.spot,
            left.tag,
            f"{left.tag} tidak ditutup. Tambahkan {closing} setelah bagian yang diulang atau bersyarat.",
        )


def _spots(part: str, root: ElementTree.Element) -> Iterator[_Spot]:
    tables = 0
    number = 0

    def walk(element: ElementTree.Element, place: str = "", table: int = 0, row: str = "") -> Iterator[_Spot]:
        nonlocal tables, number
        for child in element:
            if child.tag == f"{_W}p":
                number += 1
                yield _Spot(part, number, place, _text(child), table, row)
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


def _read_paragraph(spot: _Spot, reading: _Reading) -> None:
    if not _BRACES.search(spot.text):
        return
    rest = _TAG.sub("", spot.text)
    if left := _BRACES.search(rest):
        whole = "Tulis satu isian utuh dalam satu paragraf, misalnya {{ nomor }}."
        reading.amiss(spot, left[0], f"Tanda {left[0]} tidak mempunyai pasangan pada paragraf ini. {whole}")
    for tag in _TAG.findall(spot.text):
        bent = next((letter for letter in tag if letter in _TYPOGRAPHIC), "")
        expression = _EXPRESSION.fullmatch(tag)
        if bent:  # what it opens or closes counts all the same
            reading.amiss(spot, tag, f"{tag} memakai tanda kutip melengkung ({bent}). Ganti dengan kutip lurus.")
            tag = tag.translate(_STRAIGHT)
            expression = _EXPRESSION.fullmatch(tag)
        if tag.startswith("{%"):
            _statement(tag, spot, rest, reading)
        elif expression is not None:
            _check_expression(expression[1], tag, spot, reading)


def _statement(tag: str, spot: _Spot, rest: str, reading: _Reading) -> None:
    found = _STATEMENT.fullmatch(tag)
    if found is None:
        reading.amiss(spot, tag, f"{tag} tidak dapat dibaca. Tulis misalnya {{% if nomor %}}.")
        return
    kind, word, more = found[1] or "", found[2], found[3].strip()
    if kind == "p" and rest.strip():
        reading.amiss(
            spot, tag, f"{tag} berbagi paragraf dengan tulisan lain, yang akan hilang. Taruh di paragraf sendiri."
        )
    if kind in ("tr", "tc") and not spot.table:
        reading.amiss(spot, tag, f"{tag} hanya untuk baris tabel. Di luar tabel pakai {{%p {word} … %}}.")
    if kind == "tr" and spot.table and spot.row.replace(tag, "", 1).strip():
        reading.amiss(
            spot,
            tag,
            f"{tag} berbagi baris tabel dengan isi lain, yang akan hilang. Taruh di baris tersendiri, di atas dan di "
            "bawah baris yang diulang.",
        )
    if word in _ENDS:
        _end(word, tag, kind, spot, reading)
    elif word in _MIDDLES:
        if not reading.open or reading.open[-1].word not in _MIDDLES[word]:
            reading.amiss(spot, tag, f"{tag} tidak berada di dalam {{% if … %}}. Hapus, atau tambahkan if-nya.")
        elif more:
            _check_expression(more, tag, spot, reading)
    elif word == "if":
        _check_expression(more, tag, spot, reading)
        reading.open.append(_Open("if", tag, spot, kind))
    elif word == "for":
        _for(more, tag, kind, spot, reading)
    else:
        reading.amiss(spot, tag, f"Perintah {word} pada {tag} tidak dikenal. Yang dapat dipakai: if, elif, else, for.")


def _end(word: str, tag: str, kind: str, spot: _Spot, reading: _Reading) -> None:
    wanted = _ENDS[word]
    if not reading.open or reading.open[-1].word != wanted:
        reading.amiss(spot, tag, f"{tag} menutup {wanted} yang tidak dibuka di sini. Hapus, atau perbaiki urutannya.")
        return
    opened = reading.open.pop()
    if opened.kind != kind:
        alike = f"{{%{opened.kind} {word} %}}"
        reading.amiss(spot, tag, f"{opened.tag} ditutup oleh {tag}. Keduanya harus sejenis: {alike}.")
    elif kind == "tr" and opened.spot.table != spot.table:
        reading.amiss(spot, tag, f"{opened.tag} dan {tag} berada pada tabel yang berbeda. Taruh dalam satu tabel.")


def _for(more: str, tag: str, kind: str, spot: _Spot, reading: _Reading) -> None:
    found = re.fullmatch(r"(\w+)\s+in\s+(.+)", more, re.DOTALL)
    opened = _Open("for", tag, spot, kind)
    if found is None:
        reading.amiss(spot, tag, f"{tag} tidak dapat dibaca. Tulis misalnya {{% for baris in butir %}}.")
    else:
        opened.variable, opened.fields = found[1], _check_expression(found[2], tag, spot, reading)
    reading.open.append(opened)


# --- its expressions ------------------------------------------------------------------------------------------------


def _check_expression(text: str, tag: str, spot: _Spot, reading: _Reading) -> tuple[TemplateField, ...]:
    """Judges an expression; gives what is in the list or group that it names."""
    from jinja2 import TemplateSyntaxError

    try:
        tree = rendering.environment().parse(f"{{{{ {text} }}}}")
    except (TemplateSyntaxError, RecursionError):
        reading.amiss(spot, tag, f"{tag} tidak dapat dibaca. Periksa kurung, kutip, dan ejaannya.")
        return ()
    return _judge(tree, tag, spot, reading)


def _judge(tree: "nodes.Template", tag: str, spot: _Spot, reading: _Reading) -> tuple[TemplateField, ...]:
    from jinja2 import nodes

    if any(tree.find_all((nodes.Mul, nodes.Pow))):
        reading.amiss(spot, tag, f"Perhitungan pada {tag} tidak dapat dipakai dalam templat. Hapus.")
        return ()
    for filtered in tree.find_all(nodes.Filter):
        if filtered.name not in _FILTERS:
            offered = ", ".join(_FILTERS)
            reading.amiss(spot, tag, f"Saringan {filtered.name} pada {tag} tidak dapat dipakai. Pilih dari: {offered}.")
    inside: tuple[TemplateField, ...] = ()
    for name in tree.find_all(nodes.Name):
        found = _named(name.name, reading)
        if found is None:
            near = _near(name.name, [*reading.known, *(one.variable for one in reading.open if one.variable)])
            reading.amiss(spot, tag, f"Isian {name.name} tidak dikenal.{near}")
        else:
            reading.used.add(name.name)
            inside = found
    for attribute in tree.find_all(nodes.Getattr):
        inside = _attribute(attribute, tag, spot, reading) or inside
    return inside


def _named(name: str, reading: _Reading) -> tuple[TemplateField, ...] | None:
    """What is in the field of that name, a loop's variable first; None where nothing is called so."""
    for opened in reversed(reading.open):
        if opened.variable == name:
            return opened.fields
    if name == "loop" and any(one.word == "for" for one in reading.open):
        return ()
    known = reading.known.get(name)
    return known.children if known is not None else None


def _attribute(node: "nodes.Getattr", tag: str, spot: _Spot, reading: _Reading) -> tuple[TemplateField, ...]:
    group = _resolve(node.node, reading)
    if not group:
        return ()
    child = next((one for one in group if one.name == node.attr), None)
    if child is None:
        near = _near(node.attr, [one.name for one in group])
        reading.amiss(spot, tag, f"Isian {node.attr} pada {tag} tidak dikenal.{near}")
        return ()
    return child.children


def _resolve(node: "nodes.Node", reading: _Reading) -> tuple[TemplateField, ...]:
    """What is in the list or group that the expression stands for."""
    from jinja2 import nodes

    match node:
        case nodes.Name():
            return _named(node.name, reading) or ()
        case nodes.Getattr():
            group = _resolve(node.node, reading)
            return next((one.children for one in group if one.name == node.attr), ())
        case nodes.Getitem():
            return _resolve(node.node, reading)
        case _:
            return ()


def _near(name: str, known: Sequence[str]) -> str:
    found = get_close_matches(name, known, 1, 0.6)
    return f" Mungkin maksudnya {found[0]}." if found else " Lihat daftar isian."


def _tried(data: bytes, name: str) -> list[Finding]:
    """What only shows when the template is really filled."""
    head = Letterhead(government="PEMERINTAH KABUPATEN KARANGANYAR", office="DINAS KOMUNIKASI DAN INFORMATIKA")
    try:
        filled = rendering.render_own(data, example_context(name), head, "A4", "Uji", date(2026, 11, 23))
        with zipfile.ZipFile(BytesIO(filled)) as packed:
            ElementTree.fromstring(packed.read("word/document.xml"))
    except (rendering.TemplateFault, ElementTree.ParseError) as fault:
        return [Finding("salah", f"{_UNFILLED} Keterangan teknis: {fault}")]
    return []
