"""The inks of the SOP table, for paper, a light screen and a dark one."""

from dataclasses import dataclass

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Inks:
    """What each part of the picture is drawn with; meaning never rests on these alone."""

    paper: str
    header: str
    grid: str
    text: str
    faint: str
    symbol: str
    fill: str
    hatch: str
    accent: str
    chosen: str
    current: str
    late: str

    def color(self, name: str) -> QColor:
        """The named ink."""
        return QColor(str(getattr(self, name)))


LIGHT = Inks(
    paper="#ffffff",
    header="#eef1f5",
    grid="#c3cad4",
    text="#1b2430",
    faint="#6a7585",
    symbol="#3b4656",
    fill="#ffffff",
    hatch="#7b8797",
    accent="#0b5cad",
    chosen="#dbe9f8",
    current="#f3f8fd",
    late="#a3230f",
)

DARK = Inks(
    paper="#1b1f26",
    header="#272d37",
    grid="#434c5a",
    text="#e8ecf2",
    faint="#9aa6b6",
    symbol="#b9c4d2",
    fill="#222831",
    hatch="#7c8899",
    accent="#6db3ff",
    chosen="#243c57",
    current="#20303f",
    late="#ff9783",
)

PRINT = Inks(
    paper="#ffffff",
    header="#f0f0f0",
    grid="#000000",
    text="#000000",
    faint="#444444",
    symbol="#000000",
    fill="#ffffff",
    hatch="#858585",
    accent="#000000",
    chosen="#ffffff",
    current="#f4f4f4",
    late="#000000",
)
