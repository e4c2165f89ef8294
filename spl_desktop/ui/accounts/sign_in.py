"""The dialogs in front of a register: signing in, unlocking, and the way back by the recovery code."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.account_rules import password_problem
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.ui import asking, theme
from spl_desktop.ui.office.editing import Refusal, line_edit
from spl_desktop.ui.runner import Runner
from spl_desktop.ui.widgets.fields import Form
from spl_desktop.ui.widgets.sizing import GrowingDialog

if TYPE_CHECKING:
    from spl_desktop.services.register import Register


class SecretEdit(QLineEdit):
    """A line whose letters are not shown; `capitals` tells whether Caps Lock seems to be on."""

    capitals = Signal(bool)

    def __init__(self) -> None:
        super().__init__(echoMode=QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if len(letter) == 1 and letter.isalpha():  # no system tells it, but its letters do
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(letter.isupper() != shift)
        super().keyPressEvent(event)


class SecretLook(QWidget):
    """Shows the letters of secret lines on request, and says when Caps Lock seems to be on."""

    def __init__(self, *edits: SecretEdit) -> None:
        super().__init__()
        self.shown = QCheckBox("&Perlihatkan kata sandi")
        self.shown.toggled.connect(lambda on: _show_letters(edits, on))
        self.capitals = QLabel("▲ Caps Lock tampaknya menyala.")
        self.capitals.setProperty("role", "problem")
        self.capitals.hide()
        for edit in edits:
            edit.capitals.connect(self.capitals.setVisible)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP // 2)
        layout.addWidget(self.shown)
        layout.addWidget(self.capitals)


def _show_letters(edits: tuple[SecretEdit, ...], on: bool) -> None:
    for edit in edits:
        edit.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)


class _Entrance(GrowingDialog):
    """Fields, a refusal that stays beneath them, and one button that asks the register."""

    def __init__(self, register: "Register", runner: Runner, title: str, agree: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.register, self.runner = register, runner
        self.words = QLabel(wordWrap=True)
        self.words.setProperty("role", "muted")
        self.form, self.refusal = Form(), Refusal()
        self.agree = QPushButton(agree, default=True)
        self.agree.setProperty("kind", "primary")
        self.agree.clicked.connect(self.send)
        self.back = QPushButton("Batal", autoDefault=False)
        self.back.clicked.connect(self.reject)
        self.buttons = QDialogButtonBox()
        self.buttons.addButton(self.agree, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.back, QDialogButtonBox.ButtonRole.RejectRole)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        self.rows.setSpacing(theme.GAP)
        for widget in (self.words, self.form, self.refusal):
            self.rows.addWidget(widget)
        self.rows.addSpacing(theme.GAP)
        self.rows.addWidget(self.buttons)
        self.setMinimumWidth(theme.scaled(460))

    def send(self) -> None:
        """Asks the register."""
        raise NotImplementedError

    def ask(self, service: Callable[..., Any], **values: Any) -> None:
        """Runs a service with the register; its refusal is shown here."""
        self.refusal.say("")
        self.runner.run(
            service, self.register, then=self.let_in, failed=self.refused, lock=self.buttons, quiet=True, **values
        )

    def let_in(self, _answer: Any) -> None:
        """The register has agreed."""
        self.accept()

    def refused(self, error: UserError) -> None:
        """The sentence of the register; nothing that was typed is lost, but the password."""
        rest = self.form.show_problems(error.problems) if isinstance(error, Invalid) else (error.sentence,)
        self.refusal.say(" ".join(rest))


class SignInDialog(_Entrance):
    """Name and password."""

    recover_asked = Signal()

    def __init__(
        self,
        register: "Register",
        runner: Runner,
        name: str = "",
        *,
        locked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            register, runner, "Jendela terkunci" if locked else "Masuk", "Buka" if locked else "Masuk", parent
        )
        self.words.setText(
            "Jendela dikunci. Isian yang belum disimpan tetap ada."
            if locked
            else f"Register {register.path.name} memakai akun. Masuk dengan akun Anda."
        )
        self.name = line_edit("nama akun Anda", name)
        self.password = SecretEdit()
        self.look = SecretLook(self.password)
        self.form.add("name", "Nama akun", self.name)
        self.form.add("password", "Kata sandi", self.password)
        self.form.add("look", "", self.look)
        self.name.setReadOnly(locked)
        self.forgotten = QPushButton("Lupa kata sandi…", self, autoDefault=False)
        self.forgotten.setProperty("kind", "link")
        self.forgotten.clicked.connect(self.recover_asked)
        if locked:  # whoever forgot his password is let in by another account
            self.forgotten.hide()
            self.back.setText("Ganti akun…")
        else:
            self.buttons.addButton(self.forgotten, QDialogButtonBox.ButtonRole.ResetRole)
        (self.password if name else self.name).setFocus()

    def send(self) -> None:
        """Signs in."""
        from spl_desktop.services.accounts import sign_in

        self.ask(sign_in, name=self.name.text(), password=self.password.text())

    def refused(self, error: UserError) -> None:
        """A wrong password is typed anew, and not shown any more."""
        self.look.shown.setChecked(False)
        self.password.clear()
        self.password.setFocus()
        super().refused(error)


class RecoverDialog(_Entrance):
    """The recovery code gives a pengelola a new password; `code` is the new code afterwards."""

    def __init__(self, register: "Register", runner: Runner, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(register, runner, "Pakai kode pemulihan", "Setel kata sandi", parent)
        self.words.setText(
            "Kode pemulihan ditampilkan ketika akun pertama dibuat, dan hanya berlaku bagi pengelola. "
            "Akun lain: minta pengelola menyetel ulang kata sandi Anda di Pengaturan, Akun."
        )
        self.code = ""
        self.name = line_edit("nama akun pengelola", name)
        self.typed = line_edit("ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2")
        self.password, self.again = SecretEdit(), SecretEdit()
        self.form.add("name", "Nama akun", self.name)
        self.form.add("code", "Kode pemulihan", self.typed)
        self.form.add("password", "Kata sandi baru", self.password)
        self.form.add("again", "Ulangi", self.again)
        self.form.add("look", "", SecretLook(self.password, self.again))
        (self.typed if name else self.name).setFocus()

    def send(self) -> None:
        """Asks for the new password."""
        from spl_desktop.services.accounts import recover

        problems = new_password_problems(self.password.text(), self.again.text(), self.name.text())
        self.form.show_problems(problems)
        if not problems:
            self.ask(recover, name=self.name.text(), code=self.typed.text(), password=self.password.text())

    def let_in(self, answer: Any) -> None:
        """Remembers the new code, to be shown once."""
        self.code = answer.code
        super().let_in(answer)


class CodeDialog(GrowingDialog):
    """The recovery code, shown once."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Kode pemulihan")
        words = QLabel(
            "Tulis kode ini di kertas dan simpan di tempat terkunci. Dengan kode ini pengelola yang lupa kata sandi "
            "dapat masuk lagi. Kode tidak ditampilkan lagi, dan berganti setiap kali dipakai.",
            wordWrap=True,
        )
        self.code = QLabel(code, alignment=Qt.AlignmentFlag.AlignCenter)
        self.code.setProperty("role", "title")
        self.code.setAccessibleName(f"Kode pemulihan: {' '.join(code)}")
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        copy = QPushButton("Salin", autoDefault=False)
        copy.clicked.connect(lambda: QApplication.clipboard().setText(code))
        done = QPushButton("Sudah saya tulis", default=True)
        done.setProperty("kind", "primary")
        done.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(2 * theme.GAP)
        buttons = QDialogButtonBox()
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(done, QDialogButtonBox.ButtonRole.AcceptRole)
        for widget in (words, self.code, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(theme.scaled(480))

    def reject(self) -> None:
        """Esc and closing ask first: the code is never shown again."""
        if asking.yes_no(
            self,
            "Kode pemulihan sudah ditulis?",
            yes="Sudah",
            no="Belum",
            detail="Kode ini tidak ditampilkan lagi.",
            danger=True,
        ):
            super().reject()


def new_password_problems(password: str, again: str, name: str = "") -> dict[str, str]:
    """What is amiss with a new password that was typed twice: field -> sentence."""
    if wrong := password_problem(password, name):
        return {"password": wrong}
    return {} if password == again else {"again": "Kedua kata sandi tidak sama. Ketik ulang."}
