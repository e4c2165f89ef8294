"""Backups in the window: told in the status bar, loud when they fail, restored after asking, and never in the way."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spl_desktop.app import build_window
from spl_desktop.domain.dates import WIB
from spl_desktop.services.backup import Kind, back_up, list_backups
from spl_desktop.services.queries import list_cases
from spl_desktop.ui import asking, problems
from spl_desktop.ui.backup_dialog import BackupDialog
from spl_desktop.ui.backups import age_words
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.settings import SECOND_PLACE, Settings
from tests.builders import StandingClock, opened

if TYPE_CHECKING:
    from spl_desktop.services.register import Register


@pytest.fixture
def window(
    qtbot: QtBot,
    dressed: QApplication,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    register: "Register",
    clock: StandingClock,
) -> Iterator[MainWindow]:
    """The window over the register, whose first backup does not begin by itself."""
    from spl_desktop.services.register import open_register

    monkeypatch.setenv("SPL_DESKTOP_HOME", str(tmp_path / "home"))
    made, opening = build_window(settings, tmp_path)
    made.backups.begin_timer.setInterval(10_000_000)
    opening.recorder = "Penguji"
    monkeypatch.setattr(
        "spl_desktop.ui.opening._open", lambda path, who: open_register(path, clock=clock, recorder=who)
    )
    qtbot.addWidget(made)
    made.showNormal()
    made.resize(1200, 700)
    opening.open(register.path)
    qtbot.waitUntil(lambda: made.context is not None, timeout=10_000)
    yield made
    made.close()


@pytest.fixture
def settled(qtbot: QtBot, window: MainWindow) -> Callable[[], None]:
    """Waits until both threads have answered everything."""
    return lambda: qtbot.waitUntil(lambda: window.runner.idle() and window.backups.runner.idle(), timeout=10_000)


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, settled: Callable[[], None]) -> BackupDialog:
    """The dialog over the window."""
    assert window.context is not None
    made = BackupDialog(window.backups, window.context, window)
    qtbot.addWidget(made)
    made.show()
    settled()
    return made


def test_the_status_bar_tells_the_age_and_the_place(
    window: MainWindow, settled: Callable[[], None], clock: StandingClock, tmp_path: Path
) -> None:
    settled()
    assert window.status.backup.text() == "Belum ada cadangan"
    assert window.status.backup.property("state") == "problem"
    window.backups.daily()
    settled()
    assert window.status.backup.text() == "Cadangan hari ini 09.00 di komputer ini"
    assert window.status.backup.property("state") == ""
    assert "register-cadangan" in window.status.backup.toolTip()
    clock.pass_days(1)
    window.backups.tell()
    assert window.status.backup.text() == "Cadangan kemarin di komputer ini"
    clock.pass_days(9)
    window.backups.tell()
    assert window.status.backup.text() == "⚠ Cadangan 10 hari lalu di komputer ini"
    (tmp_path / "FLASHDISK").mkdir()
    window.backups.set_second(tmp_path / "FLASHDISK")
    window.backups.daily()
    settled()
    assert window.status.backup.text() == "Cadangan hari ini 09.00 di komputer ini + FLASHDISK"


def test_a_narrow_window_leaves_out_the_place(window: MainWindow, settled: Callable[[], None], qtbot: QtBot) -> None:
    window.backups.daily()
    settled()
    window.resize(720, 500)
    qtbot.waitUntil(lambda: window.status.backup.text() == "Cadangan hari ini 09.00", timeout=5000)
    assert window.width() == 720
    assert "register-cadangan" in window.status.backup.toolTip()
    window.resize(1200, 500)
    qtbot.waitUntil(lambda: window.status.backup.text().endswith(" di komputer ini"), timeout=5000)


def test_the_first_backup_of_the_day_begins_by_itself_after_the_first_page(
    window: MainWindow, settled: Callable[[], None], qtbot: QtBot
) -> None:
    window.backups.begin_timer.start(0)
    qtbot.waitUntil(lambda: bool(window.backups.found), timeout=10_000)
    settled()
    assert [one.kind for one in window.backups.found] == [Kind.DAILY]


def test_a_backup_that_failed_is_loud_and_the_work_goes_on(
    window: MainWindow, settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=0))
    window.backups.daily()
    settled()
    assert window.status.backup.text() == "⚠ Cadangan bermasalah"
    assert "tempat pada disk" in window.status.backup.toolTip()
    assert "Cadangan bermasalah" in window.toast.text()
    assert window.context is not None
    assert opened(window.context.register)
    monkeypatch.undo()
    window.backups.daily()
    settled()
    assert window.status.backup.text() == "Cadangan hari ini 09.00 di komputer ini"


def test_a_flash_disk_that_is_away_is_told_in_the_dialog(
    window: MainWindow, dialog: BackupDialog, settled: Callable[[], None], tmp_path: Path
) -> None:
    window.backups.set_second(tmp_path / "tiada")
    settled()
    dialog.making.click()
    settled()
    assert "Pasang flash disk" in dialog.problem.text()
    assert dialog.problem.isVisible()
    assert len(dialog.table.rows.rows) == 1
    assert "bermasalah" in window.status.backup.text()


def test_the_dialog_makes_and_lists_backups(
    window: MainWindow, dialog: BackupDialog, settled: Callable[[], None], register: "Register"
) -> None:
    assert dialog.nothing.isVisible()
    assert not dialog.restoring.isEnabled()
    dialog.making.click()
    settled()
    (row,) = dialog.table.rows.rows
    assert [column.value(row) for column in dialog.table.rows.columns][:4] == [
        "23/11/2026 09.00",
        "Dibuat sendiri",
        "0",
        str(list_backups(register.path)[0].facts),
    ]
    assert dialog.restoring.isEnabled()
    assert window.toast.text() == "Cadangan selesai dan lolos pemeriksaan."


def test_a_second_place_is_chosen_tried_at_once_and_remembered(
    dialog: BackupDialog,
    settled: Callable[[], None],
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = tmp_path / "FLASHDISK"
    place.mkdir()
    monkeypatch.setattr(asking, "open_folder", lambda *_args: place)
    dialog.choosing.click()
    settled()
    assert settings.get(SECOND_PLACE) == str(place)
    assert str(place) in dialog.place.text()
    assert {row.second for row in dialog.table.rows.rows} == {True, False}
    monkeypatch.setattr(asking, "choose", lambda *_args, **_kw: "none")
    dialog.choosing.click()
    settled()
    assert settings.get(SECOND_PLACE) == ""
    assert "Belum ada tempat kedua" in dialog.place.text()


def test_restoring_tells_what_would_be_lost_and_does_nothing_without_a_yes(
    window: MainWindow,
    dialog: BackupDialog,
    settled: Callable[[], None],
    register: "Register",
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, str]] = []

    def no(_parent: object, question: str, *, detail: str, danger: bool, **_words: str) -> bool:
        asked.append((question, detail))
        return False

    monkeypatch.setattr(asking, "yes_no", no)
    dialog.making.click()
    settled()
    opened(register)
    dialog.restoring.click()
    settled()
    ((question, detail),) = asked
    assert question == "Pulihkan register dari cadangan 23/11/2026 pukul 09.00?"
    assert "1 kasus baru (agenda 1/2026)" in detail
    assert "Register yang sekarang tidak dihapus" in detail
    assert dialog.isVisible()
    assert len(list_cases(register)) == 1


def test_restoring_opens_the_register_again_as_it_was(
    window: MainWindow,
    dialog: BackupDialog,
    settled: Callable[[], None],
    register: "Register",
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from spl_desktop.services.register import close

    told: list[str] = []
    monkeypatch.setattr(asking, "yes_no", lambda *_args, **_kw: True)
    monkeypatch.setattr(problems, "inform", lambda _parent, sentence: told.append(sentence))
    dialog.making.click()
    settled()
    opened(register)
    close(register)  # only the window has it now
    dialog.restoring.click()
    before = window.context
    qtbot.waitUntil(lambda: bool(told) and window.context is not None and window.context is not before, timeout=20_000)
    settled()
    assert "dipulihkan dari cadangan" in told[0] and "register.diganti-" in told[0]
    assert window.context is not None
    assert list_cases(window.context.register) == ()
    assert len(list(register.path.parent.glob("register.diganti-*.db"))) == 1
    assert {one.kind for one in window.backups.found} == {Kind.MANUAL, Kind.RESTORE}


def test_a_register_that_another_program_has_open_stays_and_comes_back(
    window: MainWindow,
    dialog: BackupDialog,
    settled: Callable[[], None],
    register: "Register",
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    monkeypatch.setattr(asking, "yes_no", lambda *_args, **_kw: True)
    monkeypatch.setattr(problems, "refused", lambda _parent, sentence: told.append(sentence))
    dialog.making.click()
    settled()
    opened(register)  # this object stands for the other program: it keeps its connection
    before = window.context
    dialog.restoring.click()
    qtbot.waitUntil(lambda: bool(told) and window.context is not None and window.context is not before, timeout=20_000)
    settled()
    assert "sedang dibuka jendela atau program lain" in told[0]
    assert window.context is not None
    assert len(list_cases(window.context.register)) == 1


def test_a_register_that_was_moved_away_is_told_once(
    window: MainWindow, settled: Callable[[], None], register: "Register", monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(problems, "refused", lambda _parent, sentence: told.append(sentence))
    settled()
    away = register.path.rename(register.path.with_name("dipindahkan.db"))
    for _ in range(3):
        window.watcher.look()
        settled()
    assert len(told) == 1
    assert "tidak ada lagi di tempatnya" in told[0] and "jangan mencatat apa pun" in told[0]
    away.rename(register.path)
    window.watcher.look()
    settled()
    assert len(told) == 1


def test_age_in_words() -> None:
    now = datetime(2026, 11, 23, 3, 0, tzinfo=UTC).astimezone(WIB)
    assert age_words(now, now) == "hari ini 10.00"
    assert age_words(now - timedelta(days=1), now) == "kemarin"
    assert age_words(now - timedelta(days=30), now) == "30 hari lalu"
    assert age_words(now + timedelta(days=365), now) == "bertanggal 23/11/2027"


def test_what_another_program_writes_is_shown_and_what_is_written_here_is_not_read_twice(
    window: MainWindow, settled: Callable[[], None], register: "Register"
) -> None:
    settled()
    assert window.context is not None
    heard: list[object] = []
    window.runner.changed.connect(heard.append)
    opened(window.context.register)  # by the window itself
    window.watcher.look()
    settled()
    assert heard == []
    case = opened(register, agenda="2/2026", letter_number="446/1/2026")
    window.watcher.look()
    settled()
    (changes,) = heard
    assert changes.cases == {case}  # type: ignore[attr-defined]
    window.watcher.look()
    settled()
    assert len(heard) == 1
    back_up(register.path, Kind.MANUAL, register.clock)
    window.watcher.look()
    settled()
    assert len(heard) == 1
