"""The letters of the charts: one font that comes with the plotting library, measured before anything is placed."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font

_UNKNOWN: Final = "□"
_CUT: Final = "…"


class Lettering:
    """Measures words in points and breaks them into lines."""

    def font(self, points: float, weight: str = "normal") -> "FontProperties":
        """The font in that size."""
        from matplotlib.font_manager import FontProperties

        return FontProperties(fname=_path(weight == "bold"), size=points)

    def drawable(self, words: str) -> str:
        """The words with a box for every letter that the font lacks; the lines stay."""
        known = _letters()
        return "".join(letter if letter == "\n" or ord(letter) in known else _UNKNOWN for letter in words)

    def width(self, words: str, points: float) -> float:
        """The width of one line in points."""
        return _measured(self.drawable(words)) * points

    def wrapped(self, words: str, room: float, points: float, most: int) -> list[str]:
        """The words in at most so many lines of `room` points; what is left over is cut off and marked."""
        lines, line = [], ""
        for word in self.drawable(" ".join(words.split())).split(" "):
            trial = f"{line} {word}".strip()
            if self.width(trial, points) <= room:
                line = trial
                continue
            if line:
                lines.append(line)
            line = word
            while self.width(line, points) > room and len(line) > 1:  # a word that is wider than the room
                fits = self._fitting(line, room, points)
                lines.append(line[:fits])
                line = line[fits:]
        lines.append(line)
        if len(lines) <= most:
            return lines
        last = " ".join(lines[most - 1 : most + 1])
        while last and self.width(f"{last}{_CUT}", points) > room:
            last = last[:-1].rstrip()
        return [*lines[: most - 1], f"{last}{_CUT}"]

    def _fitting(self, word: str, room: float, points: float) -> int:
        return max((n for n in range(1, len(word)) if self.width(word[:n], points) <= room), default=1)


@lru_cache(maxsize=2)
def _path(bold: bool) -> Path:
    import matplotlib

    return Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")


@lru_cache(maxsize=1)
def _loaded() -> "FT2Font":
    from matplotlib.ft2font import FT2Font

    # The bold letters are the wider ones: what is measured by them fits in either.
    font = FT2Font(str(_path(bold=True)))
    font.set_size(100, 72)
    return font


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    return frozenset(_loaded().get_charmap())


@lru_cache(maxsize=4096)
def _measured(words: str) -> float:
    """The width of a line in a font of one point."""
    font = _loaded()
    font.set_text(words)
    return font.get_width_height()[0] / 64 / 100
