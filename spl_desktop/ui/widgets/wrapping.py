"""Places to break a line inside words that are longer than any line, such as the number of a letter."""

import re
from typing import Final

_LONGEST: Final = 36
_PIECE: Final = 18
_WORD: Final = re.compile(rf"\S{{{_LONGEST + 1},}}")
_PLACE: Final = "\u200b"
_NATURAL: Final = re.compile(rf"[^/._\-]{{1,{_PIECE}}}[/._\-]*|[/._\-]+")


def breakable(text: str) -> str:
    """The text to show in a label; words of more than 36 letters may break, after a stroke or a dot where there is one.

    A label is never narrower than its longest word, so one long number would push the fields beside it out of sight.
    """
    return _WORD.sub(lambda word: _PLACE.join(_NATURAL.findall(word[0])), text)
