"""What was closed is gone: dialogs and menus do not pile up in the window that they belong to."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from spl_desktop.app import build_window
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.register import open_register
from spl_desktop.ui import asking, pages, problems
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.modal import answered, opened
from spl_desktop.ui.office.page import OfficePage
from spl_desktop.ui.register.page import RegisterPage
from spl_desktop.ui.settings import Settings
from tests.builders import opened as a_case

if TYPE_CHECKING:
    from spl_desktop.services.register import Register


@pytest.fixture
def parent(qtbot: QtBot, dressed: QApplication) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def window(
    qtbot: QtBot,
    dressed: QApplication,
    settings: Settings,
    tmp_path: Path,
    register: "Register",
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    """The window as the program builds it, over a register with a case."""
    monkeypatch.setenv("SPL_DESKTOP_HOME", str(tmp_path / "home"))
    a_case(register)
    made, _opening = build_window(settings, tmp_path)
    qtbot.addWidget(made)
    made.show()
    made.set_register(open_register(register.path, clock=register.clock, recorder="Penguji"))
    qtbot.waitUntil(made.runner.idle, timeout=10_000)
    yield made
    made.close()


def close_what_opens() -> None:
    """Closes whatever dialog stands in front as soon as it runs."""

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.reject()
        else:
            QTimer.singleShot(0, close)

    QTimer.singleShot(0, close)


def left(parent: QWidget, kind: type[QWidget] = QDialog) -> list[str]:
    """The dialogs that a window still has, after Qt has cleaned up."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [type(one).__name__ for one in parent.findChildren(kind)]


def test_a_dialog_is_read_and_then_gone(parent: QWidget) -> None:
    dialog = asking.TextDialog(parent, "Alasan", "Alasan", "dicabut", True, False, "Simpan")
    QTimer.singleShot(0, dialog.accept)
    assert answered(dialog) == QDialog.DialogCode.Accepted
    assert dialog.value() == "dicabut"
    assert left(parent) == []
    assert not shiboken6.isValid(dialog)


def test_a_dialog_that_goes_with_its_window_is_no_fault(qtbot: QtBot, dressed: QApplication) -> None:
    owner = QWidget()
    dialog = QDialog(owner)
    QTimer.singleShot(0, lambda: shiboken6.delete(owner))
    assert answered(dialog) == QDialog.DialogCode.Rejected


def test_an_opened_dialog_is_gone_once_it_is_closed(parent: QWidget) -> None:
    dialog = QDialog(parent)
    opened(dialog)
    assert left(parent) == ["QDialog"]
    dialog.reject()
    assert left(parent) == []


@pytest.mark.parametrize(
    "ask",
    [
        lambda parent: asking.yes_no(parent, "Hapus?"),
        lambda parent: asking.choose(parent, "Yang mana?", {"a": "Yang ini"}),
        lambda parent: asking.text(parent, "Alasan", "Alasan"),
        lambda parent: problems.refused(parent, "Belum dapat."),
        lambda parent: problems.inform(parent, "Sudah."),
        lambda parent: problems.crashed(parent, KeyError("x")),
    ],
)
def test_questions_and_tidings_do_not_pile_up(parent: QWidget, ask: Callable[[QWidget], object]) -> None:
    close_what_opens()
    ask(parent)
    assert left(parent) == []


@pytest.mark.parametrize(
    "action",
    ["new_case", "go_to_case", "import", "period", "conformance", "schedule", "check", "backup", "recorder", "about"],
)
def test_dialogs_of_the_menu_do_not_pile_up(qtbot: QtBot, window: MainWindow, action: str) -> None:
    close_what_opens()
    window.actions_[action].trigger()
    qtbot.waitUntil(window.runner.idle, timeout=10_000)
    assert left(window) == []
    window.backups.refresh()  # what tells of itself must not call a dialog that is gone
    window.runner.announce(Changes(frozenset(Kind)))
    qtbot.waitUntil(lambda: window.backups.runner.idle() and window.runner.idle(), timeout=10_000)


def test_dialogs_of_the_settings_and_the_sop_do_not_pile_up(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to(pages.OFFICE)
    office = window.page()
    assert isinstance(office, OfficePage)
    qtbot.waitUntil(window.runner.idle, timeout=10_000)
    for ask in (office.people.add_official, office.agencies.add, office.workdays.add, office.accounts.begin):
        ask()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        dialog.reject()
    window.actions_["page_sop"].trigger()
    qtbot.waitUntil(window.runner.idle, timeout=10_000)
    window.page().versions.adopt()  # type: ignore[union-attr]  # the page of the SOP
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    dialog.reject()
    qtbot.waitUntil(window.runner.idle, timeout=10_000)
    assert left(window) == []


def test_menus_of_the_table_do_not_pile_up(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to(pages.REGISTER)
    page = window.page()
    assert isinstance(page, RegisterPage)
    qtbot.waitUntil(window.runner.idle, timeout=10_000)
    before = left(page, QMenu)
    for _ in range(3):
        page.table.column_menu().popup(page.mapToGlobal(QPoint(5, 5)))
        menu = QApplication.activePopupWidget()
        assert menu is not None
        menu.close()
    assert left(page, QMenu) == before
