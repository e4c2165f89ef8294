"""What is typed, made fit to be kept."""

import re
import unicodedata

_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad"  # of machines, and the hyphen that is not there
    "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # unseen, directions, tags
    "\ud800-\udfff\ufffe\uffff]"
)
_NEW_LINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

_INDONESIAN = str.maketrans(",.", ".,")

SHORT = 300
LONG = 20_000


def clean(text: str) -> str:
    """The text in NFC without blanks at the ends and without what only a machine sees or no file may hold.

    That is control, direction and tag characters, lone surrogates, and the two that XML (Word, Excel) does not know.
    Every kind of new line becomes the one. Every text passes here on its way into the register.
    """
    if text.isascii() and text.isprintable():  # most texts of an import: nothing in them could be taken out
        return text.strip()
    kept = _CONTROL.sub("", _NEW_LINE.sub("\n", text).replace("\t", " "))
    return unicodedata.normalize("NFC", kept).strip()


def line(text: str) -> str:
    """The text as one line, with single blanks."""
    return " ".join(clean(text).split())


def ended(sentence: str) -> str:
    """The sentence with one full stop at its end, however many its last words brought along; "?" and "!" stay."""
    told = sentence.rstrip(". \n")
    return f"{told}." if told and told[-1] not in "?!…" else told


def number_text(value: float) -> str:
    """A number as people read it: 1.207, and 2,5 with at most one decimal."""
    return f"{value:,.1f}".removesuffix(".0").translate(_INDONESIAN)


def too_long(text: str, limit: int, name: str) -> str:
    """The refusal of a text over `limit` characters, empty where it fits."""
    if len(text) <= limit:
        return ""
    return f"{name} terlalu panjang: {len(text)} huruf, paling banyak {limit}. Ringkas isinya."


def grouped(number: int) -> str:
    """A whole number as it is written in Indonesian, its thousands parted by dots: 10.000."""
    return f"{number:,}".replace(",", ".")
