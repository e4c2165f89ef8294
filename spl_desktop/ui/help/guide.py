"""The guide as it is shipped: its pages in their order, their sections, and the search over all of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spl_desktop import shipped
from spl_desktop.ui.help.places import HOME, KEYS

FOLDER: Final = "panduan"
PICTURES: Final = f"{FOLDER}/gambar"
ORDER: Final = (
    HOME,
    "meja-kerja",
    "register",
    "kasus",
    "formulir",
    "pratinjau",
    "verifikasi",
    "templat",
    "sop",
    "kantor",
    "impor",
    "rekap",
    "cadangan",
    "tanya-jawab",
    KEYS,
)
_MARKS: Final = re.compile(r"!\[[^\]]*\]\([^)]*\)|\[([^\]]*)\]\([^)]*\)|[*|#`]|\s-{3,}(?=\s)")
_NO_WORD: Final = re.compile(r"[^\w\s-]")
_BEFORE, _AFTER = 30, 90


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; `text` is without marks, `anchor` empty for the head of a page."""

    page: str
    heading: str
    anchor: str
    text: str

    @property
    def place(self) -> str:
        """Where it is: "page" or "page#section"."""
        return f"{self.page}#{self.anchor}" if self.anchor else self.page


@dataclass(frozen=True, slots=True)
class Hit:
    """A section in which all the words stand, and the words around the first of them."""

    section: Section
    excerpt: str


@dataclass(frozen=True, slots=True)
class Guide:
    """All pages by their id, as Markdown."""

    pages: dict[str, str]

    def title(self, page: str) -> str:
        """The heading of a page."""
        return self.sections(page)[0].heading

    def sections(self, page: str) -> tuple[Section, ...]:
        """The head of the page and its sections, in their order."""
        return tuple(_sections(page, self.pages[page]))

    def has(self, place: str) -> bool:
        """Whether there is such a page or section."""
        page = place.partition("#")[0]
        return page in self.pages and place in (page, *(one.place for one in self.sections(page)))

    def find(self, words: str) -> tuple[Hit, ...]:
        """The sections in which all the words stand; those with them in the heading first."""
        wanted = words.casefold().split()
        if not wanted:
            return ()
        found = list[tuple[bool, int, Hit]]()
        for page in self.pages:
            for section in self.sections(page):
                heading = section.heading.casefold()
                everything = f"{heading} {section.text.casefold()}"
                if all(word in everything for word in wanted):
                    in_heading = all(word in heading for word in wanted)
                    found.append((not in_heading, len(found), Hit(section, _excerpt(section.text, wanted))))
        return tuple(hit for _, _, hit in sorted(found, key=lambda one: one[:2]))


def load(keys_page: str) -> Guide:
    """The guide with the map of the keys, which no file holds, as its last page."""
    written = {page: shipped.read_text(f"{FOLDER}/{page}.md") for page in ORDER if page != KEYS}
    return Guide({**written, KEYS: keys_page})


def slug(heading: str) -> str:
    """The anchor of a heading, the same that a repository's viewer gives it."""
    return _NO_WORD.sub("", heading.casefold()).strip().replace(" ", "-")


def _sections(page: str, markdown: str) -> Iterator[Section]:
    heading, anchor, lines = "", "", list[str]()
    for line in markdown.splitlines():
        if line.startswith(("# ", "## ")):
            if heading:
                yield Section(page, heading, anchor, _plain(lines))
            heading = line.lstrip("#").strip()
            anchor, lines = slug(heading) if line.startswith("## ") else "", []
        else:
            lines.append(line)
    yield Section(page, heading, anchor, _plain(lines))


def _plain(lines: list[str]) -> str:
    return " ".join(_MARKS.sub(lambda found: found[1] or "", "\n".join(lines)).split())


def _excerpt(text: str, wanted: list[str]) -> str:
    folded = text.casefold()
    at = min((place for word in wanted if (place := folded.find(word)) >= 0), default=0)
    begin = text.rfind(" ", 0, max(0, at - _BEFORE)) + 1
    end = begin + _BEFORE + _AFTER
    return f"{'… ' if begin else ''}{text[begin:end].strip()}{' …' if end < len(text) else ''}"
