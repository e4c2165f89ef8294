"""The three classes of heat: told apart by lightness, by hatching and by the number that stands beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt

from spl_desktop.domain.heat import Warmth
from spl_desktop.ui.swimlane import palette
from spl_desktop.ui.swimlane.palette import Inks


@dataclass(frozen=True, slots=True)
class HeatInk:
    """How a class is filled, hatched and written on."""

    fill: str
    hatch: str
    text: str
    pattern: Qt.BrushStyle = Qt.BrushStyle.NoBrush


# Neighbours stand at least 3 : 1 apart in luminance, their hatching counted in; a fourth class would not fit between
# black and white.
ON_LIGHT: Final[Mapping[Warmth, HeatInk]] = {
    Warmth.KEPT: HeatInk("#e6f1ea", "#e6f1ea", "#000000"),
    Warmth.LAX: HeatInk("#ae802e", "#84601e", "#000000", Qt.BrushStyle.BDiagPattern),
    Warmth.BROKEN: HeatInk("#480f0c", "#86463e", "#ffffff", Qt.BrushStyle.DiagCrossPattern),
}
ON_DARK: Final[Mapping[Warmth, HeatInk]] = {
    Warmth.KEPT: HeatInk("#1b2d24", "#1b2d24", "#ffffff"),
    Warmth.LAX: HeatInk("#a87a2a", "#6d4a0c", "#000000", Qt.BrushStyle.BDiagPattern),
    Warmth.BROKEN: HeatInk("#ffeae1", "#dc9a8c", "#000000", Qt.BrushStyle.DiagCrossPattern),
}


def heat_inks(inks: Inks) -> Mapping[Warmth, HeatInk]:
    """The classes as they stand on the paper of these inks."""
    return ON_DARK if inks == palette.DARK else ON_LIGHT
