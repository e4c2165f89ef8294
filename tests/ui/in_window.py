"""What tests of pages need: a context around a real register, and waiting for the worker without sleeping."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from spl_desktop.services.changes import Changes
from spl_desktop.services.register import Register
from spl_desktop.ui import asking, problems
from spl_desktop.ui.context import Context, Page
from spl_desktop.ui.runner import Runner
from spl_desktop.ui.settings import Settings


@dataclass
class Heard:
    """What a page told the window."""

    said: list[str] = field(default_factory=list)
    undo: Callable[[], object] | None = None
    opened: list[int] = field(default_factory=list)
    changes: list[Changes] = field(default_factory=list)


class Window:
    """Stands for the window around one page: passes changes on, and waits for the worker."""

    def __init__(self, register: Register, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        # Questions are answered with yes and faults are raised: an open dialog would wait for ever.
        monkeypatch.setattr(asking, "yes_no", lambda *_args, **_more: True)
        monkeypatch.setattr(problems, "crashed", _raise)
        self.qtbot = qtbot
        self.heard = Heard()
        self.runner = Runner()
        self.page: Page | None = None
        self.context = Context(
            register,
            self.runner,
            Settings(folder / "settings.ini"),
            self.runner.announce,
            self.heard.opened.append,
            lambda _page: None,
            self._say,
        )
        self.runner.changed.connect(self._changed)

    def _say(self, sentence: str, undo: Callable[[], object] | None = None) -> None:
        self.heard.said.append(sentence)
        self.heard.undo = undo

    def show(self, page: Page) -> None:
        """Shows the page with what it reads."""
        self.page = page
        self.qtbot.addWidget(page)
        page.resize(1250, 640)
        page.show()
        page.refresh()
        self.settle()

    def settle(self) -> None:
        """Waits until nothing is asked of the register any more."""
        self.qtbot.waitUntil(self.runner.idle, timeout=10_000)

    def _changed(self, changes: Changes) -> None:
        self.heard.changes.append(changes)
        if self.page is not None and self.page.concerns(changes):
            self.page.refresh()


def _raise(_parent: object, error: BaseException) -> None:
    raise error
