"""The legend under the swimlane of a case: it names every sign, and draws each of them in every theme."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spl_desktop.domain.standing import Standing
from spl_desktop.ui import theme
from spl_desktop.ui.swimlane.legend import WORDS, Legend
from spl_desktop.ui.swimlane.marks import _OPEN_SIGNS, _VERDICT_SIGNS
from spl_desktop.ui.swimlane.marks import WORDS as STANDINGS
from spl_desktop.ui.swimlane.signs import SIGNS


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
