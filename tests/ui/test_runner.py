"""The runner: off the UI thread, the right door for each error, no answer for those who have gone."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.ui import problems
from spl_desktop.ui.runner import Cancelled, Runner
from spl_desktop.ui.widgets.progress import ProgressDialog

Settled = Callable[[], None]


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What was shown, and through which door."""
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(problems, "refused", lambda _parent, sentence: shown.append(("refused", sentence)))
    monkeypatch.setattr(problems, "crashed", lambda _parent, error, _around: shown.append(("crashed", repr(error))))
    return shown


def raising(error: Exception) -> Callable[[], None]:
    def service() -> None:
        raise error

    return service


def test_work_is_done_off_the_ui_thread_and_answered_in_it(runner: Runner, settled: Settled) -> None:
    seen: list[Any] = []
    runner.run(threading.current_thread, then=lambda where: seen.extend([where, threading.current_thread()]))
    settled()
    worked, answered = seen
    assert worked is not threading.main_thread()
    assert answered is threading.main_thread()


def test_jobs_are_done_one_after_the_other_in_one_thread(runner: Runner, settled: Settled) -> None:
    threads: list[object] = []
    order: list[int] = []
    for number in range(20):
        runner.run(lambda n=number: (threads.append(threading.current_thread()), order.append(n)))
    settled()
    assert order == list(range(20))
    assert len(set(threads)) == 1


def test_an_answer_is_dropped_when_its_owner_is_gone(runner: Runner, settled: Settled) -> None:
    gate, answers = threading.Event(), []
    owner = QWidget()
    runner.run(gate.wait, then=answers.append, owner=owner)
    shiboken6.delete(owner)
    gate.set()
    settled()
    assert answers == []


def test_the_owner_is_taken_from_a_bound_method(runner: Runner, settled: Settled) -> None:
    class Asker(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.answers: list[object] = []

        def on_answer(self, answer: object) -> None:
            self.answers.append(answer)

    gone, here = Asker(), Asker()
    gate = threading.Event()
    runner.run(gate.wait, then=gone.on_answer)
    runner.run(lambda: 7, then=here.on_answer)
    shiboken6.delete(gone)
    gate.set()
    settled()
    assert (gone.answers, here.answers) == ([], [7])


def test_a_refusal_without_an_own_door_is_shown_calmly(
    runner: Runner, settled: Settled, doors: list[tuple[str, str]]
) -> None:
    runner.run(raising(UserError("Register sedang dipakai. Tunggu sebentar.")))
    settled()
    assert doors == [("refused", "Register sedang dipakai. Tunggu sebentar.")]


def test_invalid_input_goes_back_to_the_dialog_and_nowhere_else(
    runner: Runner, settled: Settled, doors: list[tuple[str, str]]
) -> None:
    errors: list[UserError] = []
    runner.run(raising(Invalid({"agenda": "Isi nomor agenda."})), failed=errors.append)
    settled()
    assert isinstance(errors[0], Invalid)
    assert errors[0].problems == {"agenda": "Isi nomor agenda."}
    assert doors == []


def test_a_fault_of_the_program_is_reported_even_when_the_caller_takes_refusals(
    runner: Runner, settled: Settled, doors: list[tuple[str, str]]
) -> None:
    errors: list[UserError] = []
    runner.run(raising(ZeroDivisionError("oh")), failed=errors.append)
    settled()
    assert doors == [("crashed", "ZeroDivisionError('oh')")]
    assert errors == []


def test_the_runner_goes_on_after_a_fault(runner: Runner, settled: Settled, doors: list[tuple[str, str]]) -> None:
    answers: list[int] = []
    runner.run(raising(ZeroDivisionError()))
    runner.run(lambda: 1, then=answers.append)
    settled()
    assert answers == [1]


def test_changes_are_announced_once_before_the_answer_and_without_an_owner(runner: Runner, settled: Settled) -> None:
    order: list[object] = []
    runner.changed.connect(order.append)
    changes = Changes(frozenset({Kind.CASE}), frozenset({3}))
    runner.run(lambda: changes, then=lambda _result: order.append("answer"))
    settled()
    assert order == [changes, "answer"]
    gate, owner = threading.Event(), QWidget()

    def written() -> Changes:
        gate.wait()
        return changes

    runner.run(written, then=lambda _result: order.append("dropped"), owner=owner)
    shiboken6.delete(owner)
    gate.set()
    settled()
    assert order == [changes, "answer", changes]


def test_the_lock_is_disabled_until_the_answer_also_after_a_refusal(runner: Runner, settled: Settled) -> None:
    button, gate = QPushButton("Simpan"), threading.Event()
    runner.run(gate.wait, lock=button)
    assert not button.isEnabled()
    gate.set()
    settled()
    assert button.isEnabled()
    runner.run(raising(UserError("Tidak bisa.")), failed=lambda _error: None, lock=button)
    settled()
    assert button.isEnabled()


def test_the_button_that_was_pressed_has_the_keyboard_again(runner: Runner, settled: Settled, qtbot: QtBot) -> None:
    window, gate = QWidget(), threading.Event()
    row = QHBoxLayout(window)
    other, bar, button = QPushButton("Lain"), QWidget(), QPushButton("Simpan")
    for widget in (other, bar):
        row.addWidget(widget)
    QHBoxLayout(bar).addWidget(button)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    button.setFocus()
    assert QApplication.focusWidget() is button
    runner.run(gate.wait, lock=bar)
    assert QApplication.focusWidget() is not button
    gate.set()
    settled()
    assert QApplication.focusWidget() is button


def progressing(gate: threading.Event, progress: Callable[..., None]) -> str:
    progress(1, 4, "Kasus 1 dari 4")
    while not gate.is_set():
        progress(2, 4, "Kasus 2 dari 4")
        gate.wait(0.005)
    return "selesai"


@pytest.fixture
def hasty(dressed: QApplication) -> Any:
    """A runner whose progress dialog appears at once."""
    made = Runner(show_after_ms=0)
    yield made
    made.close()


def shown_dialog() -> ProgressDialog | None:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, ProgressDialog) and w.isVisible()]
    return found[0] if found else None


def test_long_work_shows_its_progress_and_the_dialog_goes_with_it(hasty: Runner, qtbot: QtBot) -> None:
    gate, answers = threading.Event(), []
    hasty.run(progressing, gate, then=answers.append, title="Menulis berkas…")
    qtbot.waitUntil(lambda: (d := shown_dialog()) is not None and d._state.text() == "Kasus 2 dari 4")
    dialog = shown_dialog()
    assert dialog is not None
    assert (dialog._title.text(), dialog._bar.value(), dialog._bar.maximum()) == ("Menulis berkas…", 2, 4)
    gate.set()
    qtbot.waitUntil(hasty.idle)
    assert answers == ["selesai"]
    assert shown_dialog() is None


def test_progress_that_went_with_the_dialog_before_it_comes_again(hasty: Runner, qtbot: QtBot) -> None:
    owner = QWidget()
    told, gate = threading.Event(), threading.Event()

    def work(progress: Callable[..., None]) -> None:
        told.wait(10)
        progress(3, 4, "Kasus 3 dari 4")
        while not gate.wait(0.01):
            progress(3, 4, "Kasus 3 dari 4")

    hasty.run(work, owner=owner)
    qtbot.waitUntil(lambda: shown_dialog() is not None)
    shiboken6.delete(owner)
    assert shown_dialog() is None
    told.set()
    qtbot.waitUntil(lambda: (d := shown_dialog()) is not None and d._state.text() == "Kasus 3 dari 4")
    gate.set()
    qtbot.waitUntil(hasty.idle)
    assert shown_dialog() is None


def test_cancelling_ends_the_work_without_an_answer_or_a_message(
    hasty: Runner, qtbot: QtBot, doors: list[tuple[str, str]]
) -> None:
    answers: list[object] = []
    ends: list[bool] = []
    hasty.run(progressing, threading.Event(), then=answers.append, always=ends.append)
    qtbot.waitUntil(lambda: shown_dialog() is not None)
    dialog = shown_dialog()
    assert dialog is not None
    dialog._cancel.click()
    qtbot.waitUntil(hasty.idle)
    assert (answers, doors, ends) == ([], [], [False])


def test_work_that_cannot_be_cancelled_offers_no_button(hasty: Runner, qtbot: QtBot) -> None:
    gate = threading.Event()
    hasty.run(gate.wait)
    qtbot.waitUntil(lambda: shown_dialog() is not None)
    dialog = shown_dialog()
    assert dialog is not None
    assert not dialog._cancel.isVisible()
    gate.set()
    qtbot.waitUntil(hasty.idle)


def test_quiet_work_never_shows_a_dialog(hasty: Runner, qtbot: QtBot) -> None:
    gate = threading.Event()
    hasty.run(gate.wait, quiet=True)
    assert not hasty._timer.isActive()
    gate.set()
    qtbot.waitUntil(hasty.idle)


def test_closing_cancels_what_can_be_cancelled_and_drops_the_answers(dressed: QApplication) -> None:
    runner = Runner()
    answers: list[object] = []
    ended: list[type[BaseException] | str] = []

    def watched(progress: Callable[..., None]) -> None:
        try:
            progressing(threading.Event(), progress)
        except Cancelled:
            ended.append("cancelled")
            raise

    runner.run(watched, then=answers.append)
    runner.close()
    dressed.processEvents()
    assert answers == []
    assert ended in ([], ["cancelled"])
    runner.run(lambda: answers.append("late"))
    assert answers == []


def test_work_beside_holds_up_no_work_on_the_register(runner: Runner, settled: Settled) -> None:
    gate, order = threading.Event(), list[str]()
    threads: list[threading.Thread] = []

    def convert() -> None:
        threads.append(threading.current_thread())
        gate.wait()
        order.append("converted")

    def read() -> None:
        threads.append(threading.current_thread())
        order.append("read")
        gate.set()

    runner.run(convert, beside=True)
    runner.run(read)
    settled()
    assert order == ["read", "converted"]
    assert len({*threads, threading.main_thread()}) == 3


def test_work_beside_is_cancelled_and_over_before_the_last(
    runner: Runner, settled: Settled, doors: list[tuple[str, str]]
) -> None:
    begun, order = threading.Event(), list[str]()

    def convert(progress: Callable[..., None]) -> None:
        begun.set()
        try:
            while True:
                progress()
        finally:
            order.append("stopped")

    runner.run(convert, beside=True)
    runner.run(convert, beside=True)  # one that has not begun is not begun any more
    assert begun.wait(5)
    runner.run_last(order.append, "closed")
    settled()
    assert order == ["stopped", "closed"]
    assert doors == []
