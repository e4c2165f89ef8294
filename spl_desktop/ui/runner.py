"""The one door through which the window asks for work: off the UI thread, one job at a time, answered in it."""

import inspect
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from spl_desktop.domain.errors import UserError
from spl_desktop.services import machine
from spl_desktop.services.changes import Changes
from spl_desktop.ui import problems
from spl_desktop.ui.collecting import Collector
from spl_desktop.ui.widgets.progress import ProgressDialog

SHOW_AFTER_MS: Final = 1000
_log = logging.getLogger(__name__)


class Cancelled(Exception):
    """Raised inside a service by its `progress` when the user cancels; its transaction is rolled back by it."""


@dataclass(eq=False)
class _Job:
    fn: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    then: Callable[[Any], object] | None
    failed: Callable[[UserError], object] | None
    always: Callable[[bool], object] | None
    owner: QObject | None
    owned: bool
    lock: QWidget | None
    title: str
    quiet: bool
    beside: bool
    cancellable: bool
    focus: QWidget | None = None
    cancel: threading.Event = field(default_factory=threading.Event)
    result: Any = None
    error: BaseException | None = None


class Runner(QObject):
    """Runs services in one worker thread, which owns the work on the register; what needs none, `beside` it in another.

    The result comes back into the UI thread: as `then(result)`; a UserError as `failed(error)` or, without it, as a
    calm message; anything else as an error report. An answer whose owner is gone is dropped. A result that is
    `Changes` is announced once, by `changed`, before `then`, whether or not anyone still waits for the answer.
    """

    changed = Signal(object)
    busy = Signal(bool)
    _reported = Signal(object, int, int, str)
    _done = Signal(object)

    def __init__(self, window: QWidget | None = None, *, show_after_ms: int = SHOW_AFTER_MS) -> None:
        super().__init__(window)
        self._window = window
        self.around = problems.Around()
        self._queue: queue.Queue[_Job | None] = queue.Queue()
        self._beside: queue.Queue[_Job | None] = queue.Queue()
        self._waiting: list[_Job] = []
        self._dialog: ProgressDialog | None = None
        self._closed = False
        self._timer = QTimer(self, singleShot=True, interval=show_after_ms)
        self._timer.timeout.connect(self._show_progress)
        self._done.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._report, Qt.ConnectionType.QueuedConnection)
        self._collector = Collector(self)
        self._threads = [threading.Thread(target=self._work, args=(self._queue,), name="register", daemon=True)]
        self._threads[0].start()

    def run(
        self,
        fn: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        always: Callable[[bool], object] | None = None,
        owner: QObject | None = None,
        lock: QWidget | None = None,
        title: str = "Sedang bekerja…",
        quiet: bool = False,
        beside: bool = False,
        **kwargs: Any,
    ) -> None:
        """Do `fn(*args, **kwargs)` in the worker thread.

        With `beside` the work on the register goes on meanwhile: for a `fn` that waits for another program.

        `owner` defaults to the object whose method `then` or `failed` is. `lock` is disabled until the answer.
        `title` stands in the progress dialog, which appears after a second unless `quiet`. A `fn` that takes
        `progress` gets `progress(done, total, sentence)` and can be cancelled by it. `always(done)` comes last, with
        False after a refusal, a fault or a cancellation.
        """
        if self._closed:
            return
        owner = owner or _bound_to(then) or _bound_to(failed)
        job = _Job(
            fn=fn,
            args=args,
            kwargs=kwargs,
            then=then,
            failed=failed,
            always=always,
            owner=owner,
            owned=owner is not None,
            lock=lock,
            title=title,
            quiet=quiet,
            beside=beside,
            cancellable=_takes_progress(fn, kwargs),
        )
        if lock is not None:
            focused = QApplication.focusWidget()
            held = focused is not None and (focused is lock or lock.isAncestorOf(focused))
            job.focus = focused if held else None
            if job.focus is not None:
                job.focus.clearFocus()  # otherwise Qt gives the keyboard to whatever stands next, and keys go astray
            lock.setEnabled(False)
        self._waiting.append(job)
        if len(self._waiting) == 1:
            self.busy.emit(True)
        if beside and len(self._threads) == 1:
            self._threads.append(threading.Thread(target=self._work, args=(self._beside,), name="beside", daemon=True))
            self._threads[1].start()
        (self._beside if beside else self._queue).put(job)
        if not quiet and not self._timer.isActive() and self._shown() is None:
            self._timer.start()

    def announce(self, changes: Changes) -> None:
        """Tell all pages of a change that did not come through `run`."""
        self.changed.emit(changes)

    def idle(self) -> bool:
        """Whether nothing is waiting or running."""
        return not self._waiting

    def run_last(self, fn: Callable[..., Any], *args: Any) -> None:
        """Do `fn(*args)` quietly in the worker thread when the work beside it has ended, which is cancelled."""
        for job in self._waiting:
            if job.beside:
                job.cancel.set()

        def last() -> None:
            self._beside.join()
            fn(*args)

        self.run(last, quiet=True)

    def close(self) -> None:
        """Let the running job end (a cancellable one is cancelled), drop all answers, and end the thread."""
        if self._closed:
            return
        self._closed = True
        self._timer.stop()
        for job in self._waiting:
            if job.cancellable:
                job.cancel.set()
        for waiting, thread in zip((self._queue, self._beside), self._threads, strict=False):
            waiting.put(None)
            thread.join()
        self._collector.end()
        self._waiting.clear()
        self._hide_progress()

    # -- in the worker threads

    def _work(self, jobs: "queue.Queue[_Job | None]") -> None:
        while (job := jobs.get()) is not None:
            self._do(job)
            jobs.task_done()

    def _do(self, job: _Job) -> None:
        try:
            if job.cancel.is_set():
                raise Cancelled
            if job.cancellable:
                job.kwargs["progress"] = self._progress_of(job)
            job.result = job.fn(*job.args, **job.kwargs)
        except Exception as error:  # noqa: BLE001  # the door: nothing below may end the worker thread
            job.error = error
        if self._closed:
            if job.error is not None and not isinstance(job.error, (Cancelled, UserError)):
                _log.error("failed while closing", exc_info=job.error)
            return
        self._done.emit(job)

    def _progress_of(self, job: _Job) -> Callable[..., None]:
        def progress(done: int = 0, total: int = 0, sentence: str = "") -> None:
            if job.cancel.is_set():
                raise Cancelled
            self._reported.emit(job, done, total, sentence)

        return progress

    # -- in the UI thread

    def _answer(self, job: _Job) -> None:
        if job not in self._waiting:
            return
        self._waiting.remove(job)
        self._settle_progress()
        if not self._waiting:
            self.busy.emit(False)
        if job.lock is not None and shiboken6.isValid(job.lock):
            job.lock.setEnabled(True)
            self._give_focus_back(job)
        if isinstance(job.result, Changes):
            self.changed.emit(job.result)
        wanted = not job.owned or (job.owner is not None and shiboken6.isValid(job.owner))
        if job.error is not None:
            self._fail(job, job.error, wanted)
        elif wanted and job.then is not None:
            job.then(job.result)
        if wanted and job.always is not None:
            job.always(job.error is None)

    def _give_focus_back(self, job: _Job) -> None:
        """The button that was pressed has the keyboard again, unless the user went into another window meanwhile."""
        if job.focus is None or not shiboken6.isValid(job.focus) or not job.focus.isEnabled():
            return
        if QApplication.activeWindow() is job.focus.window():
            job.focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fail(self, job: _Job, error: BaseException, wanted: bool) -> None:
        if isinstance(error, Cancelled):
            return
        if (refusal := machine.told(error)) is not None:
            _log.warning("the machine refused: %s", getattr(job.fn, "__qualname__", job.fn), exc_info=error)
            error = refusal
        if isinstance(error, UserError):
            if not wanted:
                _log.info("refused, but no one waits: %s", getattr(job.fn, "__qualname__", job.fn))
            elif job.failed is not None:
                job.failed(error)
            else:
                problems.refused(self._parent_of(job), error.sentence)
            return
        _log.error("job failed: %s", getattr(job.fn, "__qualname__", job.fn), exc_info=error)
        problems.crashed(self._parent_of(job), error, self.around)

    def _parent_of(self, job: _Job) -> QWidget | None:
        if isinstance(job.owner, QWidget) and shiboken6.isValid(job.owner):
            return job.owner
        return self._window if self._window is not None and shiboken6.isValid(self._window) else None

    def _loud(self) -> _Job | None:
        return next((job for job in self._waiting if not job.quiet), None)

    def _show_progress(self) -> None:
        job = self._loud()
        if job is None or self._shown() is not None:
            return
        self._dialog = ProgressDialog(self._parent_of(job))
        self._dialog.cancelled.connect(self._cancel_shown)
        self._dialog.show_job(job.title, job.cancellable)
        self._dialog.open()

    def _shown(self) -> ProgressDialog | None:
        """The progress dialog. It may have gone with the dialog that it stood before: it then comes again later."""
        if self._dialog is not None and not shiboken6.isValid(self._dialog):
            self._dialog = None
            self._timer.start()
        return self._dialog

    def _report(self, job: _Job, done: int, total: int, sentence: str) -> None:
        if (dialog := self._shown()) is not None and job is self._loud():
            dialog.show_state(done, total, sentence)

    def _cancel_shown(self) -> None:
        job = self._loud()
        if job is not None:
            job.cancel.set()

    def _settle_progress(self) -> None:
        job = self._loud()
        if job is None:
            self._timer.stop()
            self._hide_progress()
        elif (dialog := self._shown()) is not None:
            dialog.show_job(job.title, job.cancellable)

    def _hide_progress(self) -> None:
        if self._dialog is not None and shiboken6.isValid(self._dialog):
            self._dialog.hide()
            self._dialog.deleteLater()
        self._dialog = None


def _bound_to(callback: Callable[..., object] | None) -> QObject | None:
    target = getattr(callback, "__self__", None)
    return target if isinstance(target, QObject) else None


def _takes_progress(fn: Callable[..., Any], kwargs: dict[str, Any]) -> bool:
    if "progress" in kwargs:
        return False
    try:
        return "progress" in inspect.signature(fn).parameters
    except (TypeError, ValueError):
        return False
