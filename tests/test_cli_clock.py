"""A headless command says on standard error when the clock was set back, and gives its numbers all the same."""

import json
from datetime import date, timedelta

import pytest

from spl_desktop.cli import main
from spl_desktop.services.clock import SystemClock
from spl_desktop.services.register import Register
from tests.builders import StandingClock, opened


@pytest.mark.parametrize(("days", "told"), [(-400, True), (0, False), (40, False)])
def test_numbers_of_a_wrong_today_are_not_given_without_a_word(
    register: Register,
    clock: StandingClock,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    days: int,
    told: bool,
) -> None:
    opened(register, letter_date=date(2025, 1, 2), received=date(2025, 1, 6))
    moved = StandingClock(clock.day + timedelta(days=days))
    monkeypatch.setattr(SystemClock, "now", lambda _self: moved.now())
    monkeypatch.setattr(SystemClock, "today", lambda _self: moved.today())
    assert main(["check", "--register", str(register.path), "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["problems"] == []
    assert ("400 hari lebih awal daripada catatan terakhir" in said.err) is told
    assert bool(said.err) is told
