"""The window with accounts: let in, locked with what was typed, changed, and told what it may not do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from spl_desktop.app import build_window
from spl_desktop.services import accounts, drafts
from spl_desktop.services.register import Register, open_register
from spl_desktop.ui import asking, pages
from spl_desktop.ui.accounts.dialogs import AccountDialog, BeginDialog, CodeDialog, PasswordDialog
from spl_desktop.ui.accounts.sign_in import RecoverDialog, SignInDialog
from spl_desktop.ui.case.new_case import DRAFT as NEW_CASE
from spl_desktop.ui.case.new_case import NewCaseDialog
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.office.page import OfficePage
from spl_desktop.ui.opening import Opening
from spl_desktop.ui.settings import Settings
from tests.ui.in_window import Window

PASSWORD = "kopi pahit pagi"


@pytest.fixture
def parts(
    qtbot: QtBot, dressed: QApplication, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[MainWindow, Opening]]:
    """The window as the program builds it."""
    monkeypatch.setenv("SPL_DESKTOP_HOME", str(tmp_path / "home"))
    window, opening = build_window(settings, tmp_path)
    qtbot.addWidget(window)
    window.show()
    yield window, opening
    window.close()


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The recovery codes that were shown."""
    shown: list[str] = []
    monkeypatch.setattr(CodeDialog, "exec", lambda self: shown.append(self.code.text()))
    return shown


def begun(register: Register) -> str:
    """Siti manages, Budi works, Rina reads; nobody is signed in."""
    code = accounts.begin_accounts(register, name="Siti", password=PASSWORD).code
    for name, role in (("Budi", "petugas"), ("Rina", "pembaca")):
        accounts.open_account(register, name=name, role=role, password=PASSWORD)
    return code


def entrance(window: MainWindow, qtbot: QtBot) -> SignInDialog:
    """The log-in that stands before the window."""
    qtbot.waitUntil(lambda: isinstance(window.entrance.dialog, SignInDialog), timeout=10_000)
    assert isinstance(window.entrance.dialog, SignInDialog)
    return window.entrance.dialog


def enter(window: MainWindow, qtbot: QtBot, name: str, password: str = PASSWORD) -> SignInDialog:
    """Somebody types name and password."""
    dialog = entrance(window, qtbot)
    if not dialog.name.isReadOnly():
        dialog.name.setText(name)
    dialog.password.setText(password)
    dialog.agree.click()
    qtbot.waitUntil(window.runner.idle, timeout=10_000)
    return dialog


def test_nobody_sees_the_register_before_the_password(
    parts: tuple[MainWindow, Opening], register: Register, qtbot: QtBot
) -> None:
    begun(register)
    window, opening = parts
    opening.open(register.path)
    dialog = enter(window, qtbot, "Rina", "salah salah salah")
    assert window.context is None
    assert "Nama akun atau kata sandi salah" in dialog.refusal.text()
    assert dialog.password.text() == ""
    enter(window, qtbot, "Rina")
    assert window.context is not None
    assert window.status._recorder.text() == "Akun: Rina (pembaca)"
    new = window.actions_["new_case"]
    assert not new.isEnabled()
    assert new.toolTip() == "Akun Rina (pembaca) tidak berhak mendaftarkan permohonan. Yang berhak: petugas."


def test_turning_back_leads_to_the_welcome(parts: tuple[MainWindow, Opening], register: Register, qtbot: QtBot) -> None:
    begun(register)
    window, opening = parts
    opening.open(register.path)
    entrance(window, qtbot).back.click()
    qtbot.waitUntil(window.runner.idle, timeout=10_000)
    assert window.context is None
    assert window.stack.currentWidget() is window.welcome


def test_a_locked_window_shows_nothing_and_opens_for_the_same_person(
    parts: tuple[MainWindow, Opening], register: Register, qtbot: QtBot
) -> None:
    begun(register)
    window, opening = parts
    opening.open(register.path)
    enter(window, qtbot, "Siti")
    assert window.entrance.idle.interval() == 15 * 60_000
    window.go_to(pages.OFFICE)
    qtbot.waitUntil(window.runner.idle, timeout=10_000)
    page = window.page()
    assert isinstance(page, OfficePage)
    city = page.general.fields["kota"]
    assert isinstance(city, QLineEdit)
    city.setText("Solo")
    window.actions_["lock"].trigger()
    dialog = entrance(window, qtbot)
    assert dialog.windowTitle() == "Jendela terkunci"
    assert dialog.name.text() == "Siti"
    assert not dialog.forgotten.isVisible()  # in a locked window it would lead nowhere
    middle = window.childAt(window.rect().center())
    assert type(middle).__name__ == "_Curtain"
    enter(window, qtbot, "", "salah salah salah")
    assert window.entrance.dialog is dialog
    enter(window, qtbot, "")
    assert window.entrance.dialog is None
    assert type(window.childAt(window.rect().center())).__name__ != "_Curtain"
    assert city.text() == "Solo"


def test_another_account_takes_over_without_a_restart(
    parts: tuple[MainWindow, Opening], register: Register, qtbot: QtBot
) -> None:
    begun(register)
    window, opening = parts
    opening.open(register.path)
    enter(window, qtbot, "Siti")
    assert window.actions_["recorder"].text() == "&Ganti akun…"
    window.toast.say("Pengaturan disimpan.", lambda: None)
    window.actions_["recorder"].trigger()
    entrance(window, qtbot)
    assert not window.status._recorder.isVisible()
    assert not window.toast.isVisible()
    enter(window, qtbot, "Budi")
    assert window.status._recorder.text() == "Akun: Budi (petugas)"
    assert window.actions_["new_case"].isEnabled()


def test_a_forgotten_password_and_the_recovery_code(
    parts: tuple[MainWindow, Opening], register: Register, qtbot: QtBot
) -> None:
    code = begun(register)
    accounts.sign_out(register)
    window, _ = parts
    dialog = RecoverDialog(register, window.runner, "Siti", window)
    dialog.typed.setText(code)
    dialog.password.setText("teh manis sore")
    dialog.again.setText("teh manis pagi")
    dialog.agree.click()
    assert "Kedua kata sandi tidak sama" in dialog.form.problem("again")
    dialog.again.setText("teh manis sore")
    dialog.agree.click()
    qtbot.waitUntil(window.runner.idle, timeout=10_000)
    assert dialog.code not in ("", code)
    assert accounts.sign_in(register, name="Siti", password="teh manis sore").id == 1


def test_the_tab_begins_opens_and_closes_accounts(
    register: Register, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, codes: list[str]
) -> None:
    window = Window(register, tmp_path, qtbot, monkeypatch)
    page = OfficePage(window.context)
    window.show(page)
    tab = page.accounts
    page.tabs.setCurrentWidget(tab)
    assert tab.first.isVisible()
    assert not tab.table.isVisible()
    tab.begin()
    first = _opened(page, BeginDialog)
    first.name.setText("Siti")
    first.password.setText(PASSWORD)
    first.again.setText(PASSWORD)
    first.saver.click()
    window.settle()
    assert [len(code) for code in codes] == [29]
    assert tab.table.isVisible()
    tab.add()
    further = _opened(page, AccountDialog)
    further.name.setText("siti")
    further.saver.click()
    assert 'Akun "Siti" sudah ada' in further.form.problem("name")
    further.name.setText("Budi")
    further.password.setText(PASSWORD)
    further.again.setText(PASSWORD)
    further.saver.click()
    window.settle()
    assert [(one.name, one.role) for one in tab.table.rows.rows] == [("Budi", "petugas"), ("Siti", "pengelola")]
    monkeypatch.setattr(asking, "text", lambda *_args, **_more: "pindah tugas")
    tab.table.selectRow(0)
    tab.close_account()
    window.settle()
    assert not accounts.accounts(register)[1].active
    tab.change_own()
    own = _opened(page, PasswordDialog)
    own.old.setText("bukan yang ini")
    own.password.setText("teh manis sore")
    own.again.setText("teh manis sore")
    own.saver.click()
    window.settle()
    window.qtbot.waitUntil(lambda: "Kata sandi lama salah" in own.form.problem("old"), timeout=10_000)
    window.runner.close()


def test_who_may_not_manage_reads_why(
    register: Register, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(register)
    mine = open_register(register.path, clock=register.clock)
    accounts.sign_in(mine, name="Budi", password=PASSWORD)
    window = Window(mine, tmp_path, qtbot, monkeypatch)
    page = OfficePage(window.context)
    window.show(page)
    assert "tidak berhak mengubah pengaturan kantor. Yang berhak: pengelola." in page.refusal.text()
    assert not page.general.form.isEnabled()
    assert not page.accounts.add_.isEnabled()
    assert "tidak berhak mengelola akun" in page.accounts.add_.toolTip()
    window.runner.close()


def _opened(page: OfficePage, kind: Any) -> Any:
    return next(one for one in page.findChildren(kind) if one.isVisible())


def test_a_window_that_went_away_is_no_longer_asked_for_input(parts: tuple[MainWindow, Opening]) -> None:
    window, _ = parts
    gone = QWindow()
    window.entrance._watch(gone)
    shiboken6.delete(gone)
    window.entrance._watch(window.windowHandle())
    assert window.entrance._watched is not None
    assert shiboken6.isValid(window.entrance._watched)


def _typing(window: MainWindow, qtbot: QtBot) -> NewCaseDialog:
    """The form for a new case stands open with something in it."""
    assert window.context is not None
    form = NewCaseDialog(window.context, window)
    form.open()
    qtbot.waitUntil(window.runner.idle, timeout=10_000)
    form.letter_number.setText("800/12/RAHASIA")
    return form


def test_a_form_under_the_lock_keeps_its_words_and_shows_neither_them_nor_its_title(
    parts: tuple[MainWindow, Opening], register: Register, qtbot: QtBot
) -> None:
    begun(register)
    window, opening = parts
    opening.open(register.path)
    enter(window, qtbot, "Budi")
    form = _typing(window, qtbot)
    before = (window.windowTitle(), form.windowTitle())
    window.entrance.lock()
    dialog = entrance(window, qtbot)
    assert dialog.windowModality() == Qt.WindowModality.ApplicationModal
    assert {one.windowTitle() for one in (window, form)} == {"SPL Desktop (terkunci)"}
    assert type(form.childAt(form.rect().center())).__name__ == "_Curtain"
    assert not dialog.back.isVisible()  # what Budi types is Budi's
    for keys in (Qt.Key.Key_N, Qt.Key.Key_2, Qt.Key.Key_G):
        QTest.keyClick(window.windowHandle(), keys, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.activeModalWidget() is dialog
    enter(window, qtbot, "")
    assert (window.windowTitle(), form.windowTitle()) == before
    assert form.letter_number.text() == "800/12/RAHASIA"
    form.done(0)
    qtbot.waitUntil(window.runner.idle, timeout=10_000)


def test_a_window_that_opens_while_locked_is_covered_too(
    parts: tuple[MainWindow, Opening], register: Register, qtbot: QtBot
) -> None:
    begun(register)
    window, opening = parts
    opening.open(register.path)
    enter(window, qtbot, "Budi")
    window.entrance.lock()
    late = QWidget(windowTitle="Pratinjau surat")
    qtbot.addWidget(late)
    late.show()
    window.entrance._watch(late.windowHandle())
    assert late.windowTitle() == "SPL Desktop (terkunci)"
    enter(window, qtbot, "")
    assert late.windowTitle() == "Pratinjau surat"


def test_a_closed_account_locks_its_window_and_another_takes_over_with_the_draft_kept(
    parts: tuple[MainWindow, Opening], register: Register, qtbot: QtBot
) -> None:
    begun(register)
    window, opening = parts
    opening.open(register.path)
    enter(window, qtbot, "Budi")
    form = _typing(window, qtbot)
    assert form.draft is not None
    form.draft.keep()
    qtbot.waitUntil(window.runner.idle, timeout=10_000)
    accounts.close_account(register, account=2, reason="pindah tugas")  # by Siti, in another program
    window.watcher.look()
    dialog = entrance(window, qtbot)
    qtbot.waitUntil(window.runner.idle, timeout=10_000)
    assert "Akun Budi sudah ditutup oleh pengelola. Pakai Ganti akun" in dialog.refusal.text()
    assert not dialog.agree.isEnabled()
    dialog.back.click()
    enter(window, qtbot, "Rina")
    assert window.status._recorder.text() == "Akun: Rina (pembaca)"
    kept = drafts.drafts(register, NEW_CASE)
    assert [row.saved_by for row in kept] == ["Budi"]
    assert window.context is not None
    assert drafts.load_draft(window.context.register, kept[0].key.partition("@")[0]) is None


def test_letters_are_shown_on_request_only_and_caps_lock_is_told(
    parts: tuple[MainWindow, Opening], register: Register, qtbot: QtBot
) -> None:
    begun(register)
    window, opening = parts
    opening.open(register.path)
    dialog = entrance(window, qtbot)
    QTest.keyClick(dialog.password, "K")  # a capital without Shift
    assert dialog.look.capitals.isVisible()
    QTest.keyClick(dialog.password, "k")
    assert not dialog.look.capitals.isVisible()
    assert dialog.password.echoMode() == QLineEdit.EchoMode.Password
    dialog.look.shown.click()
    assert dialog.password.echoMode() == QLineEdit.EchoMode.Normal
    enter(window, qtbot, "Siti", "salah salah salah")
    assert dialog.password.echoMode() == QLineEdit.EchoMode.Password
    enter(window, qtbot, "Siti")


def test_signing_in_by_keys_alone_and_the_last_name_is_remembered(
    parts: tuple[MainWindow, Opening], register: Register, qtbot: QtBot
) -> None:
    begun(register)
    window, opening = parts
    opening.open(register.path)
    dialog = entrance(window, qtbot)
    assert dialog.focusWidget() is dialog.name
    QTest.keyClicks(dialog.name, "Budi")
    QTest.keyClick(dialog.name, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.password
    QTest.keyClicks(dialog.password, PASSWORD)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.context is not None, timeout=10_000)
    qtbot.waitUntil(window.runner.idle, timeout=10_000)
    window.actions_["recorder"].trigger()
    again = entrance(window, qtbot)
    assert again.name.text() == "Budi"
    assert again.focusWidget() is again.password
    again.back.click()


def test_the_code_is_not_lost_by_a_hasty_key(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = CodeDialog("ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2")
    qtbot.addWidget(dialog)
    dialog.open()
    asked: list[str] = []
    monkeypatch.setattr(asking, "yes_no", lambda _parent, question, **_more: bool(asked.append(question)))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert asked == ["Kode pemulihan sudah ditulis?"]
    assert dialog.isVisible()
    dialog.accept()
