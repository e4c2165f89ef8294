"""The page of the guide that names every key, made from the actions of the window and the declared keys."""

from collections.abc import Iterable, Iterator

from PySide6.QtGui import QAction, QKeySequence

from spl_desktop.ui.actions import MENUS, SPECS, Actions
from spl_desktop.ui.keys import SECTIONS, keys_text

_HEAD = """# Peta papan ketik

Semua tombol pintasan program ini. Huruf bergaris bawah pada menu dan tombol ditekan bersama Alt; Tab pindah ke isian
berikutnya, spasi menekan tombol yang terpilih.
"""


def keys_page(actions: Actions) -> str:
    """The map as Markdown: the menus first, then what works inside a place."""
    parts = [_HEAD]
    for menu, title in MENUS.items():
        parts += _table(title.replace("&", ""), _of_menu(actions[name] for name in SPECS if SPECS[name].menu == menu))
    for title, lines in SECTIONS:
        parts += _table(title, ((one.words, one.keys) for one in lines))
    return "\n".join(parts)


def _of_menu(actions: Iterable[QAction]) -> Iterator[tuple[str, tuple[str, ...]]]:
    portable = QKeySequence.SequenceFormat.PortableText
    for action in actions:
        if keys := tuple(one.toString(portable) for one in action.shortcuts()):
            yield action.text().replace("&", "").rstrip("…"), keys


def _table(title: str, lines: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
    rows = [f"| {words} | {keys_text(keys)} |" for words, keys in lines]
    return [f"\n## {title}\n", "| Tindakan | Tombol |", "|---|---|", *rows] if rows else []
