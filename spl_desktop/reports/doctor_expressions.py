"""What an expression of a template may be made of: whatever is not named here is refused before anything is filled."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jinja2 import nodes

FILTERS: Final = ("join", "upper", "lower", "title", "capitalize", "length", "default", "first", "last", "trim")
TESTS: Final = ("defined", "undefined", "none", "even", "odd", "string", "number", "in")
# Methods whose answer is never longer than what they were given.
METHODS: Final = ("strip", "lstrip", "rstrip", "startswith", "endswith", "removeprefix", "removesuffix")
LOOP: Final = ("index", "index0", "revindex", "revindex0", "first", "last", "length")
"""What `loop` knows inside a repetition."""

_PLAIN: Final = frozenset(
    ("Template", "Output", "TemplateData", "Name", "Const", "List", "Tuple", "Or", "And", "Not", "CondExpr")
) | {"Compare", "Operand", "Slice", "Concat", "Add", "Sub", "Neg", "Keyword", "If", "For"}
_SUMS: Final = frozenset(("Mul", "Div", "FloorDiv", "Mod", "Pow", "Pos"))


def refusals(tree: "nodes.Node", what: str) -> Iterator[str]:
    """A sentence for everything in the expression that a template may not hold; `what` names the tag or the part."""
    from jinja2 import nodes

    if any(type(node).__name__ in _SUMS for node in tree.find_all(nodes.BinExpr)) or any(tree.find_all(nodes.Pos)):
        yield f"Perhitungan pada {what} tidak dapat dipakai dalam templat. Hapus."
    for node in _all(tree):
        if sentence := _refusal(node, what):
            yield sentence


def _all(tree: "nodes.Node") -> "Iterator[nodes.Node]":
    yield tree
    for child in tree.iter_child_nodes():
        yield from _all(child)


def _refusal(node: "nodes.Node", what: str) -> str:
    from jinja2 import nodes

    match node:
        case nodes.Getattr() if node.attr.startswith("_"):
            return _inward(node.attr, what)
        case nodes.Getitem(arg=nodes.Const(value=str(key))) if key.startswith("_"):
            return _inward(key, what)
        case nodes.Name() if node.name.startswith("_"):
            return _inward(node.name, what)
        case nodes.Getitem(arg=key) if not _is_fixed(key):
            return f"Kurung siku pada {what} hanya boleh berisi angka atau nama isian dalam kutip. Ganti."
        case nodes.Filter() if node.name not in FILTERS:
            offered = ", ".join(FILTERS)
            return f"Saringan {node.name} pada {what} tidak dapat dipakai. Pilih dari: {offered}."
        case nodes.Test() if node.name not in TESTS:
            return f"Pengujian is {node.name} pada {what} tidak dapat dipakai. Pilih dari: {', '.join(TESTS)}."
        case nodes.Call() if not is_method(node):
            return f"Pemanggilan fungsi pada {what} tidak dapat dipakai. Yang dapat: {', '.join(METHODS)}."
        case nodes.Getattr() | nodes.Getitem() | nodes.Filter() | nodes.Test() | nodes.Call():
            return ""
        case nodes.Stmt() if type(node).__name__ not in _PLAIN:
            return f"Perintah pada {what} tidak dikenal. Yang dapat dipakai: if, elif, else, for."
        case _ if type(node).__name__ in _PLAIN | _SUMS:
            return ""
        case _:
            return f"Susunan {what} tidak dapat dipakai dalam templat. Tulis satu nama dari daftar isian."


def _inward(name: str, what: str) -> str:
    return f'"{name}" pada {what} merujuk ke dalam program, bukan ke isian. Hapus; pakai nama dari daftar isian.'


def _is_fixed(key: "nodes.Node") -> bool:
    from jinja2 import nodes

    return isinstance(key, nodes.Const | nodes.Slice) or (
        isinstance(key, nodes.Neg) and isinstance(key.node, nodes.Const)
    )


def is_method(call: "nodes.Call") -> bool:
    """Whether it calls one of the methods of a text that are allowed."""
    from jinja2 import nodes

    return isinstance(call.node, nodes.Getattr) and call.node.attr in METHODS
