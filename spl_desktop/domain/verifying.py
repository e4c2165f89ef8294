"""Whether a file says what the office issued: the answer in words, and the comparison of what stands in both."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_LINE_END_HYPHENS = re.compile("[\ufffe\x02]")  # what PDFium makes of them
# Dots to write on: some programs print a tab with a leader as text, others draw it.
_LEADERS = re.compile(r"\.{4,}")
_PAGE_NUMBER = re.compile(r"^[-–]\d+[-–]")
_SHOWN: Final = 5
_QUOTED: Final = 100
_TRIES: Final = 10_000

_Piece = str | tuple[str, ...]
"""Words that follow each other, or the cells of a row, which may break over a page beside each other."""


class Answer(StrEnum):
    """What may be said of a file."""

    SAME = "cocok"
    CODE = "kode cocok, isi belum dibandingkan"
    CHANGED = "berubah sejak diterbitkan"
    OLDER = "versi lama"
    UNKNOWN = "tidak dikenal"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer with its sentence, and what it is about: case, its agenda, document and version (0: none).

    `differences` name what stands in one and not in the other; None where the words were not compared. `signable`: the
    file may be filed as the signed copy.
    """

    answer: Answer
    sentence: str
    case: int = 0
    agenda: str = ""
    document: int = 0
    version: int = 0
    number: str = ""
    differences: tuple[str, ...] | None = None
    signable: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a Word file as they follow each other.

    `body` are its paragraphs in reading order, the cells of a table row by row; `margins` the paragraphs of headers and
    footers; `repeated` the rows that stand again on each page that their table reaches, all those of a table as one.
    `rows` are the rows of tables: the place of their first paragraph in `body`, and how many each cell has.
    """

    body: tuple[str, ...] = ()
    margins: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[int, ...]], ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Everything that is said, the body first."""
        return self.body + self.margins


def compact(text: str) -> str:
    """The text without what differs between two programs that show the same: blanks, breaks, forms of one letter."""
    normal = unicodedata.normalize("NFKC", text).replace("\ufffe", "-").replace("\x02", "-")
    return _LEADERS.sub("", _INVISIBLE.sub("", normal))


def differences(issued: Sequence[str], given: Sequence[str]) -> tuple[str, ...]:
    """What two lists of paragraphs of a Word file say differently, the first few of it."""
    was, now = [one for one in issued if compact(one)], [one for one in given if compact(one)]
    here, there = [compact(one) for one in was], [compact(one) for one in now]
    if here == there:
        return ()
    if Counter(here) == Counter(there):
        return ("Urutan isinya berbeda dengan yang diterbitkan.",)
    told: list[str] = []
    for kind, top, bottom, first, last in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if kind != "equal":
            told += _change(was[top:bottom], now[first:last])
    return tuple(dict.fromkeys(told))[:_SHOWN]


def _change(was: Sequence[str], now: Sequence[str]) -> Iterator[str]:
    """Paragraphs that stand in each other's place, and those that stand in none."""
    for one, other in zip(was, now, strict=False):
        start = _first_difference(one, other)
        yield f"Diterbitkan {_quoted(one, start)}, dalam berkas ini {_quoted(other, start)}"
    yield from (f"Tidak ada lagi: {_quoted(text)}" for text in was[len(now) :])
    yield from (f"Tidak diterbitkan: {_quoted(text)}" for text in now[len(was) :])


def _first_difference(one: str, other: str) -> int:
    """Where the two begin to differ, in letters of the texts with single blanks."""
    return _alike(" ".join(one.split()), " ".join(other.split()))


def differences_on_pages(issued: Wording, pages: Sequence[str]) -> tuple[str, ...]:
    """What the pages of a PDF say differently from the issued Word file, the first few of it.

    The words have to follow each other as they were issued: a row that changed places is a change. Page numbers,
    headers, footers, and heading rows that a table repeats on its next page, are no part of what follows each other;
    and of a row that goes over to the next page, each cell goes on there.
    """
    margins = sorted(filter(None, (compact(text) for text in issued.margins)), key=len, reverse=True)
    shown = [_without_margins(compact(page), margins) for page in pages]
    expected = "".join(compact(text) for text in issued.body)
    repeated = [row for text in issued.repeated if (row := compact(text))]
    if _follows(_pieces(issued), repeated, shown):
        return ()
    whole = "".join(shown[:1] + [_without_heading(page, repeated) for page in shown[1:]])
    told = [f"Tidak ditemukan: {_quoted(text)}" for text in issued.body if (key := compact(text)) and key not in whole]
    if told:
        return tuple(dict.fromkeys(told))[:_SHOWN]
    if Counter(whole) == Counter(expected):
        return ("Urutan isinya berbeda dengan yang diterbitkan.",)
    return ("Ada tulisan yang ditambahkan atau dihapus setelah diterbitkan.",)


def _without_margins(page: str, margins: Sequence[str]) -> str:
    """What stands on a page between its page number, header and footer."""
    page = _PAGE_NUMBER.sub("", page)
    while found := next((text for text in margins if page.startswith(text)), ""):
        page = page.removeprefix(found)
    while found := next((text for text in margins if page.endswith(text)), ""):
        page = page.removesuffix(found)
    return _PAGE_NUMBER.sub("", page)


def _pieces(wording: Wording) -> tuple[_Piece, ...]:
    """The body as compact text between the rows of tables, and rows as their cells."""
    body = [compact(text) for text in wording.body]
    pieces: list[_Piece] = []
    done = 0
    for first, counts in wording.rows:
        pieces.append("".join(body[done:first]))
        done, cells = first, []
        for count in counts:
            cells.append("".join(body[done : done + count]))
            done += count
        pieces.append(tuple(cells))
    pieces.append("".join(body[done:]))
    return tuple(piece for piece in pieces if "".join(piece))


def _follows(expected: tuple[_Piece, ...], repeated: Sequence[str], pages: Sequence[str]) -> bool:
    """Whether the pages in turn say just what is expected, but for heading rows that begin a page once more.

    Where a row may be broken in several ways, each is tried with the page that follows.
    """
    open_ways = [(0, expected)]
    for _ in range(_TRIES):
        if not open_ways:
            return False
        number, left = open_ways.pop()
        if number == len(pages):
            if not left:
                return True
            continue
        page = pages[number]
        for said in {page, _without_heading(page, repeated)} if number else {page}:
            open_ways += [(number + 1, after) for after in _after(left, said)]
    return False


def _after(left: tuple[_Piece, ...], page: str) -> Iterator[tuple[_Piece, ...]]:
    """What is still expected after a page has said this; nothing where it says something else."""
    for place, piece in enumerate(left):
        whole = "".join(piece)
        if page.startswith(whole):
            page = page.removeprefix(whole)
        elif not page:
            yield left[place:]
            return
        elif isinstance(piece, str):
            if piece.startswith(page):
                yield (piece.removeprefix(page), *left[place + 1 :])
            return
        else:
            yield from ((cells, *left[place + 1 :]) for cells in _broken(piece, page))
            return
    if not page:
        yield ()


def _broken(cells: tuple[str, ...], page: str) -> Iterator[tuple[str, ...]]:
    """What is left of the cells of a row of which this stood at the end of a page, the beginnings of all of them."""
    if not cells:
        if not page:
            yield ()
        return
    first, others = cells[0], cells[1:]
    for length in range(_alike(first, page), -1, -1):
        yield from ((first[length:], *rest) for rest in _broken(others, page[length:]))


def _alike(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _without_heading(page: str, repeated: Sequence[str]) -> str:
    """The page without the heading rows with which it begins."""
    return page.removeprefix(next((row for row in repeated if page.startswith(row)), ""))


def _quoted(text: str, about: int = 0) -> str:
    """The text between quotation marks; of a long one the part around the letter `about`."""
    one = " ".join(text.split())
    if len(one) <= _QUOTED:
        return f"“{one}”"
    start = max(0, min(about - _QUOTED // 2, len(one) - _QUOTED))
    return f"“{'…' * (start > 0)}{one[start : start + _QUOTED].strip()}{'…' * (start + _QUOTED < len(one))}”"
