"""What is being typed in a dialog, kept within a second and offered again."""

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from spl_desktop.domain.errors import UserError
from spl_desktop.services.drafts import drop_draft, load_draft, save_draft
from spl_desktop.ui import problems
from spl_desktop.ui.context import Context

Words = dict[str, Any]

PAUSE = 600
"""Milliseconds after the first key stroke that is not kept yet until the draft is written, however one types on."""
AGAIN = 5000
"""Milliseconds until a draft that the disk did not take is tried again."""


class DraftKeeper(QObject):
    """Keeps the words of a dialog under `key`; `collect` gives them, an empty dict where nothing was typed."""

    def __init__(self, context: Context, key: str, collect: Callable[[], Words], owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._key = key
        self._collect = collect
        self._kept: Words = {}
        self._off = self._refused = False
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._again = QTimer(self, singleShot=True, interval=AGAIN)
        for timer in (self._timer, self._again):
            timer.timeout.connect(self.keep)

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
        if words == self._kept and not self._refused:
            return
        self._kept = words

        def kept(_changes: object) -> None:
            if shiboken6.isValid(self):
                self._refused = False

        def refused(error: UserError) -> None:
            if shiboken6.isValid(self):
                self._try_again(error)
            else:
                problems.refused(None, f"Isian yang baru ditutup tidak tersimpan sebagai draf. {error.sentence}")

        # No owner: the words are kept although the dialog is gone by then.
        run, register = self._context.runner.run, self._context.register
        if words:
            run(save_draft, register, self._key, words, then=kept, failed=refused, quiet=True)
        else:
            run(drop_draft, register, self._key, then=kept, failed=refused, quiet=True)

    def _try_again(self, error: UserError) -> None:
        """What could not be kept is tried again until it is; that is said once, not at every key stroke."""
        if self._off:
            return
        told, self._refused = self._refused, True
        self._again.start()
        if not told:
            owner = self.parent()
            sentence = f"Isian ini belum tersimpan sebagai draf dan dicoba lagi sendiri. {error.sentence}"
            problems.refused(owner if isinstance(owner, QWidget) else None, sentence)

    def drop(self) -> None:
        """The words became a fact, or are not wanted: nothing of them is kept from now until the next key stroke."""
        self._timer.stop()
        self._again.stop()
        self._refused = False
        self._kept = {}
        self._context.runner.run(drop_draft, self._context.register, self._key, quiet=True)

    def close(self) -> None:
        """Nothing is kept any more: the dialog is done."""
        self.drop()
        self._off = True
