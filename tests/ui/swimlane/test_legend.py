"""The legend under the swimlane of a case: it names every sign, and draws each of them in every theme."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spl_desktop.domain.standing import Standing
from spl_desktop.ui import theme
from spl_desktop.ui.swimlane import legend as legend_module
from spl_desktop.ui.swimlane.legend import WORDS, Legend
from spl_desktop.ui.swimlane.marks import _OPEN_SIGNS, _VERDICT_SIGNS
from spl_desktop.ui.swimlane.marks import WORDS as STANDINGS
from spl_desktop.ui.swimlane.signs import SIGNS

SMALLEST = 150
"""Pixels of Qt that the strip leaves for it where 1366 x 768 are shown at 150 %."""


def test_every_sign_that_the_picture_can_bear_is_named() -> None:
    named = {sign for sign, _ in WORDS}
    of_steps = {sign for signs in SIGNS.values() for sign in signs}
    assert of_steps | set(_OPEN_SIGNS.values()) | set(_VERDICT_SIGNS.values()) | {"run", "sheet", "mail"} == named


@pytest.mark.parametrize("standing", [Standing.FINISHED, Standing.RETURNED, Standing.HELD, Standing.BROKEN_OFF])
def test_a_sign_has_the_word_that_the_step_has(standing: Standing) -> None:
    assert dict(WORDS)[SIGNS[standing][0]] == STANDINGS[standing].lower()


def test_all_words_are_told_where_the_line_has_no_room_for_them(qtbot: QtBot, dressed: QApplication) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.resize(legend.minimumSizeHint())
    for _, words in WORDS:
        assert words in legend.toolTip()
        assert words in legend.accessibleName()


def test_more_room_shows_more_words_in_both_themes(qtbot: QtBot, dressed: QApplication) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.resize(legend.sizeHint())
    pictures = []
    for choice in (theme.LIGHT, theme.DARK):
        theme.apply(dressed, choice, 100)
        pictures.append(legend.grab().toImage())
    theme.apply(dressed, theme.LIGHT, 100)
    assert pictures[0] != pictures[1]
    legend.resize(legend.minimumSizeHint().width(), legend.height())
    assert legend.grab().toImage() != pictures[0].copy(legend.rect())


def test_all_signs_fit_beside_the_buttons_on_the_smallest_screen(qtbot: QtBot, dressed: QApplication) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    assert legend.minimumSizeHint().width() <= SMALLEST


@pytest.mark.parametrize("spare", [0, 1, 30, 60, 200])
def test_the_last_sign_is_drawn_whole_however_narrow_the_line(
    qtbot: QtBot, dressed: QApplication, monkeypatch: pytest.MonkeyPatch, spare: int
) -> None:
    drawn: list[QRectF] = []
    monkeypatch.setattr(legend_module, "draw_sign", lambda _painter, rect, *_more: drawn.append(rect))
    legend = Legend()
    qtbot.addWidget(legend)
    legend.resize(legend.minimumSizeHint().width() + spare, legend.sizeHint().height())
    legend.grab()
    assert len(drawn) == len(WORDS)
    assert drawn[-1].right() <= legend.width()
    assert all(one.right() < other.left() for one, other in pairwise(drawn))
