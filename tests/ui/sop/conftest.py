"""The page of the SOP over a register of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from spl_desktop.services.register import Register
from spl_desktop.ui.sop.page import SopPage
from tests.ui.in_window import Window


@pytest.fixture
def window(register: Register, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """A stand-in for the window."""
    window = Window(register, tmp_path, qtbot, monkeypatch)
    yield window
    window.runner.close()


@pytest.fixture
def page(window: Window) -> SopPage:
    """The page, shown and read."""
    page = SopPage(window.context)
    window.show(page)
    return page
