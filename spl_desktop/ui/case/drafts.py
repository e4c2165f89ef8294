"""What is being typed in a dialog, kept within a second and offered again."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from spl_desktop.services.drafts import drop_draft, load_draft, save_draft
from spl_desktop.ui.context import Context

Words = dict[str, Any]

PAUSE = 600
"""Milliseconds of rest after a key stroke before the draft is written."""


class DraftKeeper(QObject):
    """Keeps the words of a dialog under `key`; `collect` gives them, an empty dict where nothing was typed."""

    def __init__(self, context: Context, key: str, collect: Callable[[], Words], owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._key = key
        self._collect = collect
        self._kept: Words = {}
        self._off = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.keep)

    def start(self, found: Callable[[Words], object]) -> None:
        """Reads the words kept the last time; `found` is called with them, and not where there are none."""

        def show(words: Words | None) -> None:
            if words and not self._off:
                self._kept = words
                found(words)

        self._context.runner.run(
            load_draft, self._context.register, self._key, then=show, owner=self.parent(), quiet=True
        )

    def begin(self, words: Words) -> None:
        """These words are kept already; whoever read them elsewhere need not start."""
        self._kept = words

    def touched(self) -> None:
        """Something was typed."""
        if not self._off and not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Writes the words now, where they differ from those kept."""
        self._timer.stop()
        if self._off:
            return
        words = self._collect()
        if words == self._kept:
            return
        self._kept = words
        # No owner: the words are kept although the dialog is gone by then.
        if words:
            self._context.runner.run(save_draft, self._context.register, self._key, words, quiet=True)
        else:
            self._context.runner.run(drop_draft, self._context.register, self._key, quiet=True)

    def drop(self) -> None:
        """The words became a fact, or are not wanted: nothing of them is kept from now until the next key stroke."""
        self._timer.stop()
        self._kept = {}
        self._context.runner.run(drop_draft, self._context.register, self._key, quiet=True)

    def close(self) -> None:
        """Nothing is kept any more: the dialog is done."""
        self.drop()
        self._off = True
