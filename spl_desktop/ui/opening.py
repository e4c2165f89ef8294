"""Beginning, opening and trying out a register, and remembering which."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from spl_desktop.domain.errors import UserError
from spl_desktop.ui import asking, problems
from spl_desktop.ui.runner import Runner
from spl_desktop.ui.settings import LAST_REGISTER, RECENT_REGISTERS, RECORDER, Settings

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

KINDS: Final = (("Register SPL Desktop", ("db",)),)
_REMEMBERED: Final = 5


class Places(Protocol):
    """Where registers are proposed; `spl_desktop.paths` is one."""

    def default_register(self) -> Path:
        """The place of a first register."""
        ...

    def demo_register(self) -> Path:
        """A free place for the demo register."""
        ...


class Opening(QObject):
    """Asks, runs the service, and emits `opened(register)`; `refused` when it did not come to that."""

    opened = Signal(object)
    waiting = Signal(str)
    refused = Signal()

    def __init__(self, window: QWidget, runner: Runner, settings: Settings, places: Places) -> None:
        super().__init__(window)
        self._window, self._runner, self._settings, self._places = window, runner, settings, places
        self.recorder = ""  # a name given for this run only; it is not remembered
        self.open_elsewhere: Callable[[Path], str] = lambda _path: ""  # why another window has it, as a sentence

    def new(self) -> None:
        """Begin an empty register at a place that the user chooses."""
        path = asking.save_file(self._window, "Mulai register baru", self._places.default_register(), KINDS)
        if path is not None:
            self._run(_create, path, "Membuat register baru…")

    def ask(self) -> None:
        """Open a register that the user chooses."""
        start = Path(self._settings.get(LAST_REGISTER) or self._places.default_register()).parent
        path = asking.open_file(self._window, "Buka register", KINDS, start)
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Open the register at `path`, unless another window has it open."""
        if sentence := self.open_elsewhere(path):
            problems.refused(self._window, sentence)
            self.refused.emit()
            return
        self._run(_open, path, "Membuka register…")

    def demo(self) -> None:
        """Make a register of example cases and open it."""
        self._run(_demo, self._places.demo_register(), "Menyiapkan register contoh…")

    def last(self) -> Path | None:
        """The register that was open last, if it is still there."""
        return last_register(self._settings)

    def recent(self) -> list[Path]:
        """The registers opened lately that are still there, the newest first."""
        known = self._settings.get(RECENT_REGISTERS)
        return [path for path in map(Path, known) if path.is_file()]

    def _run(self, service: Callable[..., Any], path: Path, title: str) -> None:
        self.waiting.emit(title)
        self._runner.run(
            service,
            path,
            self.recorder or self._settings.get(RECORDER),
            then=self._on_opened,
            failed=self._on_failed,
            always=self._on_settled,
            owner=self,
            title=title,
        )

    def _on_opened(self, register: "Register") -> None:
        known = [str(path) for path in self.recent() if path != register.path]
        self._settings.set(RECENT_REGISTERS, [str(register.path), *known][:_REMEMBERED])
        self._settings.set(LAST_REGISTER, str(register.path))
        self._settings.save()
        self.opened.emit(register)

    def _on_failed(self, error: UserError) -> None:
        problems.refused(self._window, error.sentence)

    def _on_settled(self, done: bool) -> None:
        if not done:
            self.refused.emit()


def last_register(settings: Settings) -> Path | None:
    """The register that was open last on this computer, if it is still there."""
    path = Path(settings.get(LAST_REGISTER) or "")
    return path if path.is_file() else None


# In the worker thread. The database layer is imported here, after the window stands.


def _create(path: Path, recorder: str) -> "Register":
    from spl_desktop.services.register import create_register

    return create_register(path, recorder=recorder)


def _open(path: Path, recorder: str) -> "Register":
    from spl_desktop.services.accounts import accounts
    from spl_desktop.services.register import open_register

    register = open_register(path, recorder=recorder)
    with contextlib.suppress(UserError):  # where the office cannot be read, the check must still open
        accounts(register)
    return register


def _demo(path: Path, recorder: str, progress: Callable[..., None]) -> "Register":
    from spl_desktop.services.demo import create_demo
    from spl_desktop.services.register import default_recorder

    register = create_demo(path, progress=progress)
    register.recorder = recorder or default_recorder()
    return register
