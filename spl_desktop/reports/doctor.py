"""The template doctor: what is wrong with a Word template, in which part and paragraph, and how to mend it."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree

from spl_desktop.reports import rendering
from spl_desktop.reports.catalogue import TemplateField, catalogue_of
from spl_desktop.reports.doctor_carries import missing
from spl_desktop.reports.doctor_expressions import LOOP, is_method, refusals
from spl_desktop.reports.doctor_file import Finding, refusal_of
from spl_desktop.reports.doctor_spots import (
    BRACES,
    EXPRESSION,
    FOR,
    STATEMENT,
    TAG,
    Spot,
    hidden_of,
    parts_of,
    spots_of,
)
from spl_desktop.reports.doctor_trial import tried

if TYPE_CHECKING:
    from jinja2 import nodes

_TYPOGRAPHIC = "“”„‘’‚«»"
_STRAIGHT: Final = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’‚", "'"))
_ENDS: Final = {"endfor": "for", "endif": "if"}
_MIDDLES: Final = {"else": ("if", "for"), "elif": ("if",)}
_DEEPEST: Final = 3
"""Repetitions within one another: each multiplies what is printed."""
_LOOP: Final = tuple(TemplateField(one, "", "1") for one in LOOP)
_HIDDEN: Final = (
    "{tag} berada di luar tulisan halaman: pada teks alternatif gambar, kode bidang, atau teks yang dihapus dengan "
    "Lacak Perubahan. Hapus, atau terima perubahannya."
)
_UNKNOWN: Final = (TemplateField("", "", ""),)
"""What is in something that was refused already: it is not refused a second time."""


@dataclass
class _Open:
    word: str
    tag: str
    spot: Spot
    kind: str
    variable: str = ""
    fields: tuple[TemplateField, ...] = _UNKNOWN


@dataclass
class _Reading:
    """What is open and known while the paragraphs of a part are read in order."""

    known: Mapping[str, TemplateField]
    findings: list[Finding] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    printed: set[str] = field(default_factory=set)
    """The fields that are written or repeated, not only asked for."""

    def amiss(self, spot: Spot, tag: str, sentence: str) -> None:
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
    spots: list[Spot] = []
    with zipfile.ZipFile(BytesIO(data)) as packed:
        for part, entry in parts_of(packed):
            root = ElementTree.fromstring(packed.read(entry))
            spots += (here := tuple(spots_of(part, root)))
            _read(here, reading)
            reading.findings += [Finding("salah", _HIDDEN.format(tag=tag), part, tag=tag) for tag in hidden_of(root)]
    if not usable(reading.findings):  # no advice yet: a mistyped field looks like a missing one
        return tuple(reading.findings)
    return (*tried(data, name, spots), *missing(name, known, reading.printed))


def usable(findings: Sequence[Finding]) -> bool:
    """Whether a template with these findings may be used."""
    return all(one.severity != "salah" for one in findings)


# --- its paragraphs ---------------------------------------------------------------------------------------------------


def _read(spots: Sequence[Spot], reading: _Reading) -> None:
    reading.open = []
    for spot in spots:
        _read_paragraph(spot, reading)
    for left in reversed(reading.open):
        end = f"end{left.word}"
        closing = f"{{%{left.kind} {end} %}}"
        reading.amiss(
            left.spot,
            left.tag,
            f"{left.tag} tidak ditutup. Tambahkan {closing} setelah bagian yang diulang atau bersyarat.",
        )


def _read_paragraph(spot: Spot, reading: _Reading) -> None:
    if not BRACES.search(spot.text):
        return
    rest = TAG.sub("", spot.text)
    if left := BRACES.search(rest):
        whole = "Tulis satu isian utuh dalam satu paragraf, misalnya {{ nomor }}."
        reading.amiss(spot, left[0], f"Tanda {left[0]} tidak mempunyai pasangan pada paragraf ini. {whole}")
    for tag in TAG.findall(spot.text):
        bent = next((letter for letter in tag if letter in _TYPOGRAPHIC), "")
        expression = EXPRESSION.fullmatch(tag)
        if bent:  # what it opens or closes counts all the same
            reading.amiss(spot, tag, f"{tag} memakai tanda kutip melengkung ({bent}). Ganti dengan kutip lurus.")
            tag = tag.translate(_STRAIGHT)
            expression = EXPRESSION.fullmatch(tag)
        if tag.startswith("{%"):
            _statement(tag, spot, rest, reading)
        elif expression is not None:
            _check_expression(expression[1], tag, spot, reading, prints=True)


def _statement(tag: str, spot: Spot, rest: str, reading: _Reading) -> None:
    found = STATEMENT.fullmatch(tag)
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


def _end(word: str, tag: str, kind: str, spot: Spot, reading: _Reading) -> None:
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


def _for(more: str, tag: str, kind: str, spot: Spot, reading: _Reading) -> None:
    found = FOR.fullmatch(more)
    opened = _Open("for", tag, spot, kind)
    if found is None:
        reading.amiss(spot, tag, f"{tag} tidak dapat dibaca. Tulis misalnya {{% for baris in butir %}}.")
    else:
        opened.variable, opened.fields = found[1], _check_expression(found[2], tag, spot, reading, prints=True)
    reading.open.append(opened)
    if sum(one.word == "for" for one in reading.open) > _DEEPEST:
        reading.amiss(spot, tag, f"{tag} adalah ulangan tingkat keempat. Paling banyak {_DEEPEST} ulangan bersarang.")


# --- its expressions ------------------------------------------------------------------------------------------------


def _check_expression(
    text: str, tag: str, spot: Spot, reading: _Reading, *, prints: bool = False
) -> tuple[TemplateField, ...]:
    """Judges an expression; gives what is in the list or group that it stands for."""
    from jinja2 import TemplateSyntaxError, nodes

    try:
        tree = rendering.environment().parse(f"{{{{ {text} }}}}")
        output = tree.body[0]
        assert isinstance(output, nodes.Output)
    except (TemplateSyntaxError, RecursionError):
        reading.amiss(spot, tag, f"{tag} tidak dapat dibaca. Periksa kurung, kutip, dan ejaannya.")
        return _UNKNOWN
    sentences = [*refusals(tree, tag), *_strangers(tree, tag, reading)]
    for sentence in dict.fromkeys(sentences):
        reading.amiss(spot, tag, sentence)
    if prints:
        reading.printed |= {name.name for name in tree.find_all(nodes.Name)}
    return _UNKNOWN if sentences else _inside(output.nodes[0], reading)


def _strangers(tree: "nodes.Template", tag: str, reading: _Reading) -> Iterator[str]:
    """The names and attributes that are no fields."""
    from jinja2 import nodes

    for name in tree.find_all(nodes.Name):
        if not name.name.startswith("_") and _named(name.name, reading) is None:
            near = _near(name.name, [*reading.known, *(one.variable for one in reading.open if one.variable)])
            yield f"Isian {name.name} tidak dikenal.{near}"
    called = {id(call.node) for call in tree.find_all(nodes.Call) if is_method(call)}
    for attribute in tree.find_all((nodes.Getattr, nodes.Getitem)):
        key = _key(attribute)
        if not key or key.startswith("_") or id(attribute) in called:
            continue
        group = _inside(attribute.node, reading)  # type: ignore[attr-defined]  # both have it
        if group is not _UNKNOWN and all(one.name != key for one in group):
            near = _near(key, [one.name for one in group])
            yield f"Isian {key} pada {tag} tidak dikenal.{near}"


def _key(node: "nodes.Node") -> str:
    """What is asked of a group by name, by a dot or in brackets; empty where it is a place in a list."""
    from jinja2 import nodes

    match node:
        case nodes.Getattr():
            return node.attr
        case nodes.Getitem(arg=nodes.Const(value=str(key))):
            return key
        case _:
            return ""


def _named(name: str, reading: _Reading) -> tuple[TemplateField, ...] | None:
    """What is in the field of that name, a loop's variable first; None where nothing is called so."""
    for opened in reversed(reading.open):
        if opened.variable == name:
            return opened.fields
    if name == "loop" and any(one.word == "for" for one in reading.open):
        return _LOOP
    known = reading.known.get(name)
    return _children(known) if known is not None else None


def _children(field: TemplateField) -> tuple[TemplateField, ...]:
    """What is in it; what is empty in the example (the signature in the middle) may be a group all the same."""
    return field.children or (() if field.example else _UNKNOWN)


def _inside(node: "nodes.Node", reading: _Reading) -> tuple[TemplateField, ...]:
    """What is in the list or group that the expression stands for."""
    from jinja2 import nodes

    match node:
        case nodes.Name():
            named = _named(node.name, reading)
            return _UNKNOWN if named is None else named
        case nodes.Getattr() | nodes.Getitem():
            group, key = _inside(node.node, reading), _key(node)
            if not key or group is _UNKNOWN:
                return group
            found = next((one for one in group if one.name == key), None)
            return _UNKNOWN if found is None else _children(found)
        case nodes.Or() | nodes.And():
            return _inside(node.left, reading) or _inside(node.right, reading)
        case nodes.CondExpr():
            return _inside(node.expr1, reading) or (_inside(node.expr2, reading) if node.expr2 is not None else ())
        case nodes.Filter() if node.node is not None and node.name in ("first", "last", "default"):
            return _inside(node.node, reading)
        case _:
            return ()


def _near(name: str, known: Sequence[str]) -> str:
    found = get_close_matches(name, known, 1, 0.6)
    return f" Mungkin maksudnya {found[0]}." if found else " Lihat daftar isian."
