"""The seal of an issued document: a short mark over what it says, printed on it and found again in the register."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import msgspec

from spl_desktop.domain.forms import Content
from spl_desktop.domain.text import line
from spl_desktop.domain.values import Signer

LENGTH: Final = 16
"""Hexadecimal digits of a seal: 64 bits, enough to notice a change, short enough to be typed from the page."""
_MARK: Final = "SPL1"
_PARTS: Final = re.compile(rf"{_MARK}:(?P<number>.+):(?P<on>\d{{4}}-\d\d-\d\d):(?P<seal>[0-9A-F]{{{LENGTH}}})")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the QR on a page says: number and date of the document, and its seal. It is no electronic signature."""

    number: str
    on: date
    seal: str

    def text(self) -> str:
        """What is written into the QR: capitals, because a QR of capitals and digits is coarser and reads better."""
        return f"{_MARK}:{self.number}:{self.on.isoformat()}:{self.seal.upper()}"


def read_stamp(text: str) -> Stamp | None:
    """What a QR says, None where it is none of ours."""
    found = _PARTS.fullmatch(line(text))
    if found is None:
        return None
    try:
        on = date.fromisoformat(found["on"])
    except ValueError:
        return None
    return Stamp(found["number"], on, found["seal"].lower())


def seal_of(agenda: str, report: str, number: str, on: date, signers: Sequence[Signer], content: Content) -> str:
    """The seal over everything that the document says of its own: the same words always give the same seal."""
    said = [agenda, report, number, on.isoformat(), list(signers), dict(content)]
    return hashlib.sha256(msgspec.json.encode(said, order="deterministic")).hexdigest()[:LENGTH]
