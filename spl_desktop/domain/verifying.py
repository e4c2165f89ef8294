"""Whether a file says what the office issued: the answer in words, and the comparison of what stands in both."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
# Dots to write on: some programs print a tab with a leader as text, others draw it.
_LEADERS = re.compile(r"\.{4,}")
_PAGE_NUMBER = re.compile(r"^[-–]\d+[-–]")
_SHOWN: Final = 5


class Answer(StrEnum):
    """What may be said of a file."""

    SAME = "cocok"
    CHANGED = "berubah sejak diterbitkan"
    OLDER = "versi lama"
    UNKNOWN = "tidak dikenal"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer with its sentence, and what it is about: case, its agenda, document and version (0: none).

    `differences` name what stands in one and not in the other. `signable`: the file may be filed as the signed copy.
    """

    answer: Answer
    sentence: str
    case: int = 0
    agenda: str = ""
    document: int = 0
    version: int = 0
    number: str = ""
    differences: tuple[str, ...] = ()
    signable: bool = False


def compact(text: str) -> str:
    """The text without what differs between two programs that show the same: blanks, breaks, forms of one letter."""
    return _LEADERS.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


def differences(issued: Sequence[str], given: Sequence[str]) -> tuple[str, ...]:
    """What two lists of paragraphs of a Word file say differently, the first few of it."""
    here, there = [compact(one) for one in issued], [compact(one) for one in given]
    if here == there:
        return ()
    missing = Counter(here) - Counter(there)
    added = Counter(there) - Counter(here)
    told = [f"Tidak ada lagi: {_quoted(text)}" for text, key in zip(issued, here, strict=True) if key and missing[key]]
    told += [
        f"Tidak diterbitkan: {_quoted(text)}" for text, key in zip(given, there, strict=True) if key and added[key]
    ]
    return tuple(dict.fromkeys(told))[:_SHOWN] or ("Urutan isinya berbeda dengan yang diterbitkan.",)


def differences_on_pages(issued: Sequence[str], pages: Sequence[str]) -> tuple[str, ...]:
    """What the pages of a PDF say differently from the paragraphs of the issued Word file, the first few of it.

    A paragraph may go over to the next page. Page numbers are no part of what was issued.
    """
    shown = [_PAGE_NUMBER.sub("", compact(page)) for page in pages]
    whole = "".join(shown)
    told = [
        f"Tidak ditemukan: {_quoted(text)}"
        for text in issued
        if (key := compact(text)) and not _PAGE_NUMBER.fullmatch(key) and key not in whole and not _broken(key, shown)
    ]
    if told:
        return tuple(dict.fromkeys(told))[:_SHOWN]
    letters = Counter(whole)
    expected = Counter("".join(key for one in issued if not _PAGE_NUMBER.fullmatch(key := compact(one))))
    extra = letters - expected
    if sum(extra.values()) or sum((expected - letters).values()):
        return ("Ada tulisan yang ditambahkan atau dihapus setelah diterbitkan.",)
    return ()


def _broken(key: str, pages: Sequence[str]) -> bool:
    """Whether the paragraph begins on one page and ends on the next."""
    return any(
        key[:cut] in first and key[cut:] in second for first, second in pairwise(pages) for cut in range(1, len(key))
    )


def _quoted(text: str) -> str:
    one = " ".join(text.split())
    return f"“{one if len(one) <= 100 else one[:100] + '…'}”"
