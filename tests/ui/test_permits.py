"""What the account may not do is off everywhere, with the reason: every bound control is compared with the table."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from spl_desktop.domain.rights import RIGHTS, Role, UseCase
from spl_desktop.domain.rules import Action
from spl_desktop.services import accounts
from spl_desktop.services.register import Register, open_register
from spl_desktop.ui import pages
from spl_desktop.ui.backup_dialog import BackupDialog
from spl_desktop.ui.case.page import CasePage
from spl_desktop.ui.case.reopen import NoteDialog
from spl_desktop.ui.import_dialog import ImportDialog
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.office.check_dialog import CheckDialog
from spl_desktop.ui.permits import USE, Permits
from spl_desktop.ui.runner import Runner
from spl_desktop.ui.settings import Settings
from tests.builders import opened

PASSWORD = "kopi pahit pagi"
DAY = date(2026, 1, 5)
NAMES = {Role.PENGELOLA: "Siti", Role.PETUGAS: "Budi", Role.PEJABAT: "Agus", Role.PEMBACA: "Rina"}
READING = {
    # What only shows, copies, saves outside the register, or leads elsewhere.
    *("Salin ringkasan", "Simpan kalender…", "Ekspor ke Excel…", "Bersihkan saringan", "Cetak", "Hitungan hari…"),
    *("Buka", "Pratinjau", "Cetak…", "Simpan salinan…", "Cetak lembar…", "Tampilkan semua tenggat"),
    *("Batal", "Ekspor…", "Daftar isian…", "Lihat versi ini", "Ekspor berkas SOP…", "Cetak SOP ke Word…"),
    *("Kasus pertama, langkah demi langkah", "Ganti sandi sendiri…", "Tampilkan versi yang berlaku"),
}


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same argon2id with the least cost."""
    import argon2
    from argon2._password_hasher import PasswordHasher

    monkeypatch.setattr(argon2, "PasswordHasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def window(
    qtbot: QtBot, dressed: QApplication, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """A window without a register yet."""
    monkeypatch.setenv("SPL_DESKTOP_HOME", str(tmp_path / "home"))
    made = MainWindow(settings, tmp_path)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def with_everyone(register: Register) -> None:
    """One case, and then an account of each role."""
    opened(register)
    accounts.begin_accounts(register, name="Siti", password=PASSWORD)
    for role in (Role.PETUGAS, Role.PEJABAT, Role.PEMBACA):
        lane = "pejabat_pengawas" if role is Role.PEJABAT else ""
        accounts.open_account(register, name=NAMES[role], role=role, password=PASSWORD, lane=lane)


def shown_to(window: MainWindow, register: Register, role: Role, qtbot: QtBot) -> Register:
    """The register as somebody of that role has it in the window."""
    mine = open_register(register.path, clock=register.clock)
    accounts.sign_in(mine, name=NAMES[role], password=PASSWORD)
    window.set_register(mine)
    settle(window, qtbot)
    return mine


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Everything that was asked is answered."""
    qtbot.waitUntil(window.runner.idle, timeout=10_000)


def walk(window: MainWindow, qtbot: QtBot) -> list[QWidget]:
    """Every page of the window with every tab, and dialogs that stand on their own."""
    for page in pages.PAGES:
        window.go_to(page.id)
        settle(window, qtbot)
        for tabs in window.stack.currentWidget().findChildren(QTabWidget):
            for number in range(tabs.count()):
                tabs.setCurrentIndex(number)
                settle(window, qtbot)
    window.open_case(1)
    settle(window, qtbot)
    assert window.context is not None
    context = window.context
    dialogs: list[QWidget] = [ImportDialog(context, window), CheckDialog(context, window)]
    dialogs.append(BackupDialog(window.backups, context, window))
    settle(window, qtbot)
    qtbot.waitUntil(window.backups.runner.idle, timeout=10_000)
    return dialogs


def bound(window: MainWindow) -> list[tuple[QAction | QWidget, UseCase]]:
    """Every control of the window that is bound to a use case."""
    found: list[QAction | QWidget] = [*window.findChildren(QAction), *window.findChildren(QWidget)]
    return [(one, UseCase[one.property(USE)]) for one in found if one.property(USE)]


@pytest.mark.parametrize("role", Role)
def test_every_bound_control_stands_as_the_table_says(
    window: MainWindow, register: Register, role: Role, qtbot: QtBot
) -> None:
    with_everyone(register)
    shown_to(window, register, role, qtbot)
    dialogs = walk(window, qtbot)
    controls = bound(window)
    assert {use for _, use in controls} >= set(UseCase) - {UseCase.DRAFT}
    for control, use in controls:
        control.setEnabled(True)  # whatever the data say, the right has the last word
        may = role in RIGHTS[use]
        closed = isinstance(control, QWidget) and control.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled)
        on = control.isEnabled() if isinstance(control, QAction) else not closed
        assert on == may, (control, use)
        sentence = f"Akun {NAMES[role]} ({role}) tidak berhak {use}."
        assert control.toolTip().startswith(sentence) == (not may), (control.toolTip(), use)
        assert control.statusTip().startswith(sentence) == (not may)
        if isinstance(control, QWidget):
            assert control.accessibleDescription().startswith(sentence) == (not may)
    for dialog in dialogs:
        dialog.deleteLater()


def test_a_reader_can_press_nothing_that_is_not_known_to_read(
    window: MainWindow, register: Register, qtbot: QtBot
) -> None:
    with_everyone(register)
    shown_to(window, register, Role.PEMBACA, qtbot)
    pressable: set[str] = set()
    for page in (*pages.PAGES, None):
        if page is None:
            window.open_case(1)
        else:
            window.go_to(page.id)
        settle(window, qtbot)
        for one in window.stack.currentWidget().findChildren(QPushButton):
            if one.isEnabled() and not one.isHidden() and one.text() and not _inner(one):
                pressable.add(one.text().replace("&", ""))
    links = {text for text in pressable if text.startswith(("Jatuh tempo", "Perkiraan selesai", "Lihat "))}
    assert pressable - links <= READING


def _inner(button: QAbstractButton) -> bool:
    """Whether it belongs to a widget that only filters or shows, such as a calendar or a counter."""
    names = {type(one).__name__ for one in _ancestors(button)}
    return bool(names & {"DateEdit", "Counters", "FilterBar", "PeriodChoice", "MultiChoice", "ChartsView", "OfficeTab"})


def _ancestors(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


def test_a_reader_finishes_nothing_by_keys_and_drops_nothing(
    window: MainWindow, register: Register, tmp_path: Path, qtbot: QtBot
) -> None:
    with_everyone(register)
    shown_to(window, register, Role.PEMBACA, qtbot)
    window.open_case(1)
    settle(window, qtbot)
    page = window.page()
    assert isinstance(page, CasePage)
    assert page.view is not None
    page.ask(Action.FINISH)
    page.step_tab.write("laporan")
    assert QApplication.activeModalWidget() is None
    assert "tidak berhak menerbitkan dokumen" in window.toast._label.text()
    entry = next(one for one in page.swimlane.entries if one.text.startswith("Selesaikan"))
    assert "tidak berhak mengerjakan langkah" in entry.why_not()
    assert not _takes(page.documents_tab, tmp_path / "surat.pdf")
    assert not any(_takes(row, tmp_path / "surat.pdf") for row in page.step_tab.outputs._rows.values())


def _takes(widget: QWidget, path: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.ignore()
    widget.dragEnterEvent(event)
    return event.isAccepted()


def test_a_pejabat_of_another_lane_reads_whose_step_it_is(window: MainWindow, register: Register, qtbot: QtBot) -> None:
    with_everyone(register)
    shown_to(window, register, Role.PEJABAT, qtbot)
    window.open_case(1)
    settle(window, qtbot)
    page = window.page()
    assert isinstance(page, CasePage)
    finish = page.header.buttons[Action.FINISH]
    assert not finish.isEnabled()
    assert "Langkah ini milik" in finish.toolTip()
    assert page.step_tab.outputs._rows
    assert all("Langkah ini milik" in row.waive.toolTip() for row in page.step_tab.outputs._rows.values())


def test_a_role_that_changes_elsewhere_changes_every_control_at_once(
    window: MainWindow, register: Register, qtbot: QtBot
) -> None:
    with_everyone(register)
    shown_to(window, register, Role.PETUGAS, qtbot)
    window.open_case(1)
    settle(window, qtbot)
    page = window.page()
    assert isinstance(page, CasePage)
    assert window.context is not None
    assert page.view is not None
    dialog = NoteDialog(window.context, page.view, page)
    dialog.open()
    dialog.text.setPlainText("Sudah ditelepon.")
    settle(window, qtbot)
    assert window.actions_["new_case"].isEnabled()
    assert dialog.agree.isEnabled()
    accounts.change_role(register, account=2, role="pembaca")  # by the pengelola, in another program
    window.watcher.look()
    settle(window, qtbot)
    assert not window.actions_["new_case"].isEnabled()
    assert "tidak berhak mendaftarkan permohonan" in window.actions_["new_case"].toolTip()
    assert not page.header.buttons[Action.FINISH].isEnabled()
    assert not dialog.agree.isEnabled()
    assert "tidak berhak menambah catatan kasus" in dialog.agree.toolTip()
    assert dialog.text.text() == "Sudah ditelepon."
    accounts.change_role(register, account=2, role="petugas")
    window.watcher.look()
    settle(window, qtbot)
    assert window.actions_["new_case"].isEnabled()
    assert window.actions_["new_case"].toolTip() == "Mendaftarkan surat permohonan baru (Ctrl+N)"
    assert dialog.agree.isEnabled()
    dialog.done(0)
    settle(window, qtbot)


def test_a_closed_register_leaves_no_name_behind(window: MainWindow, register: Register, qtbot: QtBot) -> None:
    with_everyone(register)
    shown_to(window, register, Role.PEMBACA, qtbot)
    window.close_register()
    assert "Rina" not in window.actions_["new_case"].toolTip()


def test_without_accounts_everything_is_possible(register: Register, runner: Runner, qtbot: QtBot) -> None:
    permits = Permits(register, runner)
    button = QPushButton("Catat")
    qtbot.addWidget(button)
    button.setToolTip("Mencatat")
    permits.bind(button, UseCase.NOTE)
    assert button.isEnabled()
    accounts.begin_accounts(register, name="Siti", password=PASSWORD)
    permits.changed.emit()
    assert not button.isEnabled()
    button.setToolTip("Mencatat lagi")
    assert (
        button.toolTip()
        == "Akun Siti (pengelola) tidak berhak menambah catatan kasus. Yang berhak: petugas atau pejabat."
    )
    Permits.loosen(button)
    assert button.isEnabled()
    assert button.toolTip() == "Mencatat lagi"
