"""Reads Office packages that somebody else made, without believing what they say of their own size."""

import zipfile
import zlib
from typing import Final
from xml.parsers import expat

_PIECE: Final = 256 * 1024
_DEEPEST: Final = 250
"""Elements within each other; Word refuses more than some 256."""


DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What reading a damaged, locked or made-up archive may raise, besides OSError."""


class TooLarge(Exception):
    """The package unpacks to more than it may."""


class TooDeep(ValueError):
    """Elements of an XML part stand within each other more deeply than any program writes them."""


def check_unpacked(packed: zipfile.ZipFile, most: int) -> None:
    """TooLarge where all parts together are really more than `most` bytes; zipfile.BadZipFile where one is damaged.

    The sizes in the list of contents may be made up, and reading a part at once would unpack all that it holds.
    """
    if sum(entry.file_size for entry in packed.infolist()) > most:
        raise TooLarge
    left = most
    for entry in packed.infolist():
        with packed.open(entry) as part:
            while piece := part.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise TooLarge


def check_depth(data: bytes) -> None:
    """TooDeep where an XML part is nested more than a Word file ever is; ValueError where it is broken."""
    depth = 0

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise TooDeep

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
