"""The backups of the open register as the window sees them: made beside the work, told in the status bar."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from spl_desktop.domain.dates import WIB, short_date
from spl_desktop.domain.errors import UserError
from spl_desktop.ui import problems
from spl_desktop.ui.runner import Runner
from spl_desktop.ui.settings import SECOND_PLACE, Settings

if TYPE_CHECKING:
    from spl_desktop.services.backup import Backup, Outcome
    from spl_desktop.services.register import Register
    from spl_desktop.services.restore import Loss, Permit, Restored

_AFTER_MS: Final = 1500  # the first page is read before
_OLD_DAYS: Final = 7


class Backups(QObject):
    """Makes the backup of the day in a thread of its own, so that nobody waits for it.

    `told(words, place, detail, alarming)` is for the status bar, `changed()` for whoever shows the list;
    `loud(sentence)` when one failed. `leaving()` before a restore, when the window has to let go of the register;
    `reopen(path)` after it.
    """

    told = Signal(str, str, str, bool)
    changed = Signal()
    loud = Signal(str)
    leaving = Signal()
    reopen = Signal(Path)

    def __init__(self, window: QWidget, worker: Runner, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._worker, self._settings = window, worker, settings
        self.runner = Runner(window)
        self.register: Register | None = None
        self.found: tuple[Backup, ...] = ()
        self.problem = ""
        self.begin_timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self.begin_timer.timeout.connect(self.daily)

    def begin(self, register: "Register") -> None:
        """A register was opened: show what backups it has, and make the one of today a little later."""
        self.register, self.found, self.problem = register, (), ""
        self.refresh()
        if not register.read_only:
            self.begin_timer.start()

    def end(self) -> None:
        """The register was closed."""
        self.register, self.found, self.problem = None, (), ""
        self.begin_timer.stop()

    def close(self) -> None:
        """The window closes: a backup that is being made is given up, leaving nothing behind."""
        self.begin_timer.stop()
        self.runner.close()

    def second(self) -> Path | None:
        """The second place chosen on this computer."""
        chosen = self._settings.get(SECOND_PLACE)
        return Path(chosen) if chosen else None

    def set_second(self, place: Path | None) -> None:
        """Choose the second place, or none."""
        self._settings.set(SECOND_PLACE, str(place or ""))
        self._settings.save()
        self.problem = ""
        self.refresh()

    def refresh(self) -> None:
        """Read again which backups there are."""
        if self.register is not None:
            self.runner.run(
                _listed, self.register.path, self.second(), then=self._on_listed, failed=self._on_failed, quiet=True
            )

    def daily(self) -> None:
        """The backup of today, unless it is made already."""
        if self.register is not None:
            self.runner.run(
                _daily, self.register, self.second(), then=self._on_made, failed=self._on_failed, owner=self, quiet=True
            )

    def make(self, owner: QObject, then: Callable[[Any], object], failed: Callable[[UserError], object]) -> None:
        """A backup on request; `then(outcome)` or `failed(error)` after this object knows of it as well."""
        if self.register is None:
            return

        def made(outcome: "Outcome") -> None:
            self._on_made(outcome)
            then(outcome)

        def refused(error: UserError) -> None:
            self._on_failed(error)
            failed(error)

        register, title = self.register, "Membuat cadangan…"
        self.runner.run(_make, register, self.second(), then=made, failed=refused, owner=owner, title=title)

    def compare(self, backup: Path, owner: QObject, then: Callable[["Loss"], object]) -> None:
        """What would be lost by going back to `backup`."""
        if self.register is not None:
            title = "Membandingkan dengan register…"
            self.runner.run(_compare, backup, self.register.path, then=then, owner=owner, title=title)

    def restore(self, backup: Path) -> None:
        """Close the register, go back to `backup`, and open what stands there afterwards, whatever came of it."""
        if self.register is None:
            return
        register = self.register

        def permitted(permit: "Permit") -> None:
            self._exchange(backup, register, permit)

        self._worker.run(_permit, register, then=permitted, owner=self, quiet=True)

    def _exchange(self, backup: Path, register: "Register", permit: "Permit") -> None:
        path, clock = register.path, register.clock
        self.leaving.emit()
        self._worker.run(
            _restore,
            backup,
            path,
            clock,
            permit,
            then=self._on_restored,
            failed=lambda error: problems.refused(self._window, error.sentence),
            always=lambda _done: self.reopen.emit(path),
            owner=self,
            title="Memulihkan register…",
        )

    def tell(self) -> None:
        """Say again how old the newest backup is, because time has passed."""
        if self.register is None:
            return
        newest = self.found[0] if self.found else None
        now = self.register.now.astimezone(WIB)
        if self.problem:
            self.told.emit("⚠ Cadangan bermasalah", "", self.problem, True)
        elif newest is None:
            detail = "Register ini belum mempunyai cadangan; klik untuk membuatnya"
            self.told.emit("Belum ada cadangan", "", detail, True)
        else:
            age = age_words(newest.made.astimezone(WIB), now)
            places = [one for one in self.found if one.made == newest.made]
            where = " + ".join(dict.fromkeys(self._place_words(one) for one in places))
            detail = "\n".join(["Cadangan terakhir yang lolos pemeriksaan:", *(str(one.path) for one in places)])
            old = (now.date() - newest.made.astimezone(WIB).date()).days > _OLD_DAYS
            self.told.emit(f"{'⚠ ' if old else ''}Cadangan {age}", where, detail, old)

    def _place_words(self, one: "Backup") -> str:
        second = self.second()
        if not one.second or second is None:
            return "komputer ini"
        return second.name or str(second)

    # -- answers

    def _on_listed(self, answer: tuple[Path, "tuple[Backup, ...]"]) -> None:
        path, found = answer
        if self.register is not None and self.register.path == path:
            self.found = found
            self.tell()
            self.changed.emit()

    def _on_made(self, outcome: "Outcome | None") -> None:
        if outcome is not None:
            self.problem = outcome.problem
            if outcome.problem:
                self.loud.emit(outcome.problem)
        self.refresh()

    def _on_failed(self, error: UserError) -> None:
        self.problem = error.sentence
        self.loud.emit(error.sentence)
        self.tell()
        self.changed.emit()

    def _on_restored(self, done: "Restored") -> None:
        sentences = [f"Register dipulihkan dari cadangan {done.backup.path.name} dan lolos pemeriksaan."]
        if done.replaced is not None:
            sentences.append(f"Register yang diganti tetap disimpan: {done.replaced}")
        if done.problem:
            sentences.append(done.problem)
        problems.inform(self._window, "\n\n".join(sentences))


def age_words(made: datetime, now: datetime) -> str:
    """How old a backup is, both in WIB, as "hari ini 09.00" or "5 hari lalu"; its date where it lies in the future."""
    days = (now.date() - made.date()).days
    if days < 0:
        return f"bertanggal {short_date(made.date())}"
    return f"hari ini {made:%H.%M}" if days == 0 else "kemarin" if days == 1 else f"{days} hari lalu"


# In the worker thread. The database layer is imported here, after the window stands.


def _listed(path: Path, second: Path | None) -> tuple[Path, "tuple[Backup, ...]"]:
    from spl_desktop.services.backup import list_backups

    return path, list_backups(path, second)


def _daily(register: "Register", second: Path | None, progress: Callable[..., None]) -> "Outcome | None":
    from spl_desktop.services.backup import daily_backup

    return daily_backup(register, second, progress)


def _make(register: "Register", second: Path | None, progress: Callable[..., None]) -> "Outcome":
    from spl_desktop.services.backup import manual_backup

    return manual_backup(register, second, progress)


def _compare(backup: Path, register: Path) -> "Loss":
    from spl_desktop.services.restore import compare

    return compare(backup, register)


def _permit(register: "Register") -> "Permit":
    from spl_desktop.services.restore import permit_restore

    return permit_restore(register)


def _restore(backup: Path, register: Path, clock: Any, permit: "Permit", progress: Callable[..., None]) -> "Restored":
    from spl_desktop.services.restore import restore

    return restore(backup, register, clock, progress, permit)
