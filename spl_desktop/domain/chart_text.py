"""How wide a text is in Helvetica or Arial and where its lines break, so that every output breaks them alike."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_FIRST = 32
_PLAIN = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 "
    "278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 "
    "611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 "
    "556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 "
    "333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 "
    "611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 "
    "611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584"
)
_TABLES = {False: tuple(map(int, _PLAIN.split())), True: tuple(map(int, _BOLD.split()))}
_OTHER = {"–": 556, "—": 1000, "‘": 222, "’": 222, "“": 333, "”": 333, "•": 350, "…": 1000, "\u00a0": 278}


@lru_cache(maxsize=4096)
def _advance(letter: str, bold: bool) -> int:
    """Advance width in thousandths of the font size (Helvetica font metrics)."""
    table = _TABLES[bold]
    if 0 <= ord(letter) - _FIRST < len(table):
        return table[ord(letter) - _FIRST]
    if letter in _OTHER:
        return _OTHER[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    if base != letter:
        return _advance(base, bold)
    return 1000 if unicodedata.east_asian_width(letter) in "WF" else 600


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line in points at a font size in points."""
    return sum(_advance(letter, bold) for letter in text) * size / 1000


def wrap(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """The lines of `text` within `width` points; a word that is wider alone is cut, so that nothing leaves its cell."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for part in _cut(word, width, size, bold):
            longer = f"{line} {part}" if line else part
            if line and text_width(longer, size, bold) > width:
                lines.append(line)
                line = part
            else:
                line = longer
    return (*lines, line) if line else tuple(lines)


def wrap_all(texts: Iterable[str], width: float, size: float) -> tuple[str, ...]:
    """The lines of several texts one below the other; each begins with a dash where there is more than one."""
    items = tuple(texts)
    if len(items) < 2:
        return tuple(line for item in items for line in wrap(item, width, size))
    indent = text_width("- ", size)
    return tuple(
        ("- " if index == 0 else "\u00a0\u00a0") + line
        for item in items
        for index, line in enumerate(wrap(item, width - indent, size))
    )


def _cut(word: str, width: float, size: float, bold: bool) -> list[str]:
    if text_width(word, size, bold) <= width:
        return [word]
    parts = [""]
    for letter in word:
        if parts[-1] and text_width(parts[-1] + letter, size, bold) > width:
            parts.append("")
        parts[-1] += letter
        # A slash or hyphen is a better place to break than the middle of a syllable.
        if letter in "/-" and text_width(parts[-1], size, bold) > width / 3:
            parts.append("")
    return [part for part in parts if part]
