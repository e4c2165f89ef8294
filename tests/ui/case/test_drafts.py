"""A draft is written while one types on; one that the disk does not take is told once and tried until it is taken."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from spl_desktop.domain.errors import UserError
from spl_desktop.services.drafts import load_draft, save_draft
from spl_desktop.services.register import Register
from spl_desktop.ui import problems
from spl_desktop.ui.case import drafts
from spl_desktop.ui.case.drafts import AGAIN, PAUSE, DraftKeeper
from spl_desktop.ui.context import Context

FULL = "Tempat pada disk habis, jadi tidak ada yang disimpan; yang sudah tercatat tetap utuh."


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The refusals that were shown."""
    found: list[str] = []
    monkeypatch.setattr(problems, "refused", lambda _parent, sentence: found.append(sentence))
    return found


@pytest.fixture
def words() -> dict[str, str]:
    """What stands in the form."""
    return {}


@pytest.fixture
def keeper(qtbot: QtBot, context: Context, words: dict[str, str]) -> Iterator[DraftKeeper]:
    form = QWidget()
    qtbot.addWidget(form)
    yield DraftKeeper(context, "case:new", lambda: dict(words), form)
    assert form.isHidden()  # it lives as long as its keeper


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The disk is full until it is called."""

    def refuse(*_args: object) -> None:
        raise UserError(FULL)

    monkeypatch.setattr(drafts, "save_draft", refuse)
    return lambda: monkeypatch.setattr(drafts, "save_draft", save_draft)


def test_going_on_typing_does_not_put_the_draft_off(keeper: DraftKeeper, words: dict[str, str]) -> None:
    assert PAUSE < 2000
    words["subject"] = "P"
    keeper.touched()
    left = keeper._timer.remainingTime()
    for letter in "ermohonan":
        words["subject"] += letter
        keeper.touched()
        assert 0 <= keeper._timer.remainingTime() <= left


def test_a_draft_that_was_not_taken_is_told_once_and_tried_again(
    keeper: DraftKeeper,
    words: dict[str, str],
    register: Register,
    settled: Callable[[], None],
    told: list[str],
    full: Callable[[], None],
) -> None:
    for subject in ("Permohonan", "Permohonan integrasi"):
        words["subject"] = subject
        keeper.keep()
        settled()
    assert told == [f"Isian ini belum tersimpan sebagai draf dan dicoba lagi sendiri. {FULL}"]
    assert load_draft(register, "case:new") is None
    assert keeper._again.isActive() and keeper._again.interval() == AGAIN
    full()
    keeper._again.timeout.emit()
    settled()
    assert load_draft(register, "case:new") == {"subject": "Permohonan integrasi"}
    assert len(told) == 1


def test_the_next_trouble_is_told_again(
    keeper: DraftKeeper,
    words: dict[str, str],
    settled: Callable[[], None],
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
    full: Callable[[], None],
) -> None:
    words["subject"] = "satu"
    keeper.keep()
    settled()
    full()
    keeper.keep()
    settled()

    def refuse(*_args: object) -> None:
        raise UserError(FULL)

    monkeypatch.setattr(drafts, "save_draft", refuse)
    words["subject"] = "dua"
    keeper.keep()
    settled()
    assert len(told) == 2


def test_words_that_became_a_fact_are_not_tried_again(
    keeper: DraftKeeper,
    words: dict[str, str],
    settled: Callable[[], None],
    told: list[str],
    full: Callable[[], None],
) -> None:
    words["subject"] = "satu"
    keeper.keep()
    settled()
    keeper.close()
    settled()
    assert not keeper._again.isActive()
    assert len(told) == 1
