"""The dialogs of accounts: the first one, further ones, roles, passwords, and the recovery code shown once."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from spl_desktop.domain import account_rules
from spl_desktop.domain.office import Account, OfficeState
from spl_desktop.domain.rights import ROLE_WORDS, Role, UseCase
from spl_desktop.domain.sop import Sop
from spl_desktop.services import accounts
from spl_desktop.ui.accounts.sign_in import CodeDialog, SecretEdit, SecretLook, new_password_problems
from spl_desktop.ui.context import Context
from spl_desktop.ui.modal import answered
from spl_desktop.ui.office.editing import EditDialog, Saving, Values, choice, line_edit, problems_of


class _PasswordFields(EditDialog):
    """A dialog with a new password, typed twice."""

    use: UseCase | None = UseCase.ACCOUNTS

    def add_password(self, label: str = "Kata sandi") -> None:
        """The two lines."""
        self.password, self.again = SecretEdit(), SecretEdit()
        hint = f"Sedikitnya {account_rules.LEAST} huruf; beberapa kata lebih mudah diingat."
        self.add("password", label, self.password, required=True, hint=hint)
        self.add("again", "Ulangi", self.again, required=True)
        self.form.add("look", "", SecretLook(self.password, self.again))


class BeginDialog(_PasswordFields):
    """The first pengelola of a register."""

    use = None
    agree = "Buat akun"
    intro = (
        "Sejak akun pertama ada, setiap orang harus masuk dengan akunnya sendiri. Akun ini menjadi pengelola: ia "
        "mengatur kantor, membuka akun orang lain, dan memulihkan cadangan."
    )

    def __init__(self, context: Context, state: OfficeState, parent: QWidget | None = None) -> None:
        super().__init__(context, state, "Akun pengelola pertama", parent)
        self.name = line_edit("misalnya Siti Aminah", context.register.recorder)
        self.add("name", "Nama akun", self.name, required=True, hint="Tercatat pada setiap isian dari akun ini.")
        self.add_password()
        self.ready()

    def judge(self, values: Values) -> Mapping[str, str]:
        """As the rules have it."""
        given = {"name": values["name"], "password": values["password"]}
        found = problems_of(account_rules.open_account, self.state, role=Role.PENGELOLA, **given)
        return new_password_problems(values["password"], values["again"]) | found

    def saving(self, values: Values) -> Saving:
        """The first account."""
        return accounts.begin_accounts, {"name": values["name"], "password": values["password"]}

    def _saved(self, begun: Any) -> None:
        self.context.announce(begun.changes)
        super()._saved(begun)
        answered(CodeDialog(begun.code, self.parentWidget()))


class AccountDialog(_PasswordFields):
    """A further account."""

    agree = "Buka akun"

    def __init__(self, context: Context, state: OfficeState, sop: Sop, parent: QWidget | None = None) -> None:
        super().__init__(context, state, "Akun baru", parent)
        self.name = line_edit("misalnya Budi Santoso")
        self.add("name", "Nama akun", self.name, required=True, hint="Tercatat pada setiap isian dari akun ini.")
        self.role, self.lane = _role_fields(self, Account(0, "", Role.PETUGAS, ""), sop)
        self.add_password("Kata sandi awal")
        self.ready()

    def judge(self, values: Values) -> Mapping[str, str]:
        """As the rules have it."""
        given = {name: values[name] for name in ("name", "role", "lane", "password")}
        found = problems_of(account_rules.open_account, self.state, **given)
        return new_password_problems(values["password"], values["again"]) | found

    def saving(self, values: Values) -> Saving:
        """One more account."""
        return accounts.open_account, {name: values[name] for name in ("name", "role", "lane", "password")}


class RoleDialog(EditDialog):
    """Another role for an account."""

    use = UseCase.ACCOUNTS

    def __init__(
        self, context: Context, state: OfficeState, account: Account, sop: Sop, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, state, f"Peran {account.name}", parent)
        self._id = account.id
        self.role, self.lane = _role_fields(self, account, sop)
        self.ready()

    def judge(self, values: Values) -> Mapping[str, str]:
        """As the rules have it."""
        return problems_of(account_rules.change_role, self.state, account=self._id, **values)

    def saving(self, values: Values) -> Saving:
        """The other role."""
        return accounts.change_role, {"account": self._id, **values}


def _role_fields(dialog: EditDialog, account: Account, sop: Sop) -> tuple[QWidget, QWidget]:
    role = choice({str(one): words for one, words in ROLE_WORDS.items()}, account.role)
    lane = choice({"": "Pilih pelaksana", **{one.id: one.name for one in sop.lanes}}, account.lane)
    dialog.add("role", "Peran", role, required=True)
    dialog.add("lane", "Pelaksana", lane)

    def follow() -> None:
        dialog.form.set_row_visible("lane", role.currentData() == Role.PEJABAT)

    role.currentIndexChanged.connect(lambda _place: follow())
    follow()
    return role, lane


class ResetDialog(_PasswordFields):
    """A pengelola gives an account another password."""

    def __init__(self, context: Context, state: OfficeState, account: Account, parent: QWidget | None = None) -> None:
        super().__init__(context, state, f"Setel ulang kata sandi {account.name}", parent)
        self._account = account
        self.add_password("Kata sandi baru")
        self.ready()

    def judge(self, values: Values) -> Mapping[str, str]:
        """As the rules have it."""
        return new_password_problems(values["password"], values["again"], self._account.name)

    def saving(self, values: Values) -> Saving:
        """The other password."""
        return accounts.reset_password, {"account": self._account.id, "password": values["password"]}


class PasswordDialog(_PasswordFields):
    """One's own password."""

    use = UseCase.OWN_PASSWORD

    def __init__(self, context: Context, state: OfficeState, parent: QWidget | None = None) -> None:
        super().__init__(context, state, "Ganti kata sandi sendiri", parent)
        self.old = SecretEdit()
        self.add("old", "Kata sandi lama", self.old, required=True)
        self.add_password("Kata sandi baru")
        self.ready()

    def judge(self, values: Values) -> Mapping[str, str]:
        """As the rules have it."""
        missing = {} if values["old"] else {"old": "Kata sandi lama belum diisi."}
        return missing | new_password_problems(values["password"], values["again"], self.context.register.recorder)

    def saving(self, values: Values) -> Saving:
        """The other password."""
        return accounts.change_password, {"old": values["old"], "password": values["password"]}
