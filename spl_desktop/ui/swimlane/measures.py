"""How large the table is laid out, shown and zoomed in the window."""

from spl_desktop.domain.chart import ChartStyle

SCREEN_STYLE = ChartStyle(
    width=680.0,
    font_size=8.5,
    label_size=7.5,
    padding=3.5,
    number_column=28.0,
    lane_column=92.0,
    time_column=56.0,
    note_column=36.0,
    least_lane=64.0,
)
"""Narrower than on paper, with larger letters: a table that fits beside the panel on 1366 pixels."""

NARROWEST, WIDEST, WIDTH_STEP = 600.0, 900.0, 40.0
"""The table is laid out anew for the width of the view, in points and in steps, so that the letters stay readable."""

COMFORTABLE = 0.92
READABLE = 0.58
"""The zoom for which the table is laid out, and the least at which it is shown unasked; below, it scrolls sideways."""

LOW, COMFORTABLE_IF_LOW = 260.0, 0.72
"""Below that height of the view, in points, it is laid out for a smaller zoom: otherwise two steps would fill it."""

WIDEST_FIT = 1.5
"""The zoom beyond which a wide window is not filled: letters as on a poster help nobody."""

SMALLEST, LARGEST = 0.4, 4.0
STEP = 1.15
DRAG = 6
"""Pixels by which the pressed mouse moves before it is a drag."""
