"""The inks of the picture against each other: readable, and told apart by brightness alone."""

import pytest
from PySide6.QtGui import QColor

from spl_desktop.ui.swimlane.palette import DARK, LIGHT, PRINT, Inks

GROUNDS = ("paper", "header", "fill", "chosen", "current")
INKS = pytest.mark.parametrize("inks", [LIGHT, DARK, PRINT], ids=["terang", "gelap", "cetak"])


def brightness(color: QColor) -> float:
    """Relative luminance, WCAG 2."""
    parts = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(inks: Inks, one: str, other: str) -> float:
    """Contrast ratio, WCAG 2."""
    low, high = sorted(brightness(inks.color(name)) for name in (one, other))
    return (high + 0.05) / (low + 0.05)


@INKS
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_is_readable_wherever_it_stands(inks: Inks, ground: str) -> None:
    assert contrast(inks, "text", ground) >= 4.5
    # The time used stands in the row, in the ink of what is late.
    assert contrast(inks, "late", ground) >= 4.5


@INKS
@pytest.mark.parametrize("pill", ["accent", "late"])
def test_the_countdown_is_readable_on_its_pill(inks: Inks, pill: str) -> None:
    assert contrast(inks, "paper", pill) >= 4.5


@INKS
@pytest.mark.parametrize("ink", ["symbol", "accent", "late", "faint"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_outlines_arrows_and_signs_stand_out_from_their_neighbours(inks: Inks, ink: str, ground: str) -> None:
    assert contrast(inks, ink, ground) >= 3


@INKS
def test_the_hatching_stands_out_from_the_symbol_that_it_fills(inks: Inks) -> None:
    assert contrast(inks, "hatch", "header") >= 3
