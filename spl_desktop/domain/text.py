"""What is typed, made fit to be kept."""

import re
import unicodedata

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)

SHORT = 300
LONG = 20_000


def clean(text: str) -> str:
    """The text in NFC without blanks at the ends and without what only a machine sees or no file may hold.

    That is control and direction characters, lone surrogates, and the two that XML (Word, Excel) does not know.
    """
    kept = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return unicodedata.normalize("NFC", kept).strip()


def line(text: str) -> str:
    """The text as one line, with single blanks."""
    return " ".join(clean(text).split())


def too_long(text: str, limit: int, name: str) -> str:
    """The refusal of a text over `limit` characters, empty where it fits."""
    if len(text) <= limit:
        return ""
    return f"{name} terlalu panjang: {len(text)} huruf, paling banyak {limit}. Ringkas isinya."
