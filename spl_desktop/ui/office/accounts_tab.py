"""The tab for accounts: opened, given another role or password, closed; before the first one, the offer to begin."""

from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from spl_desktop.domain.office import Account, OfficeState
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.sop import Sop
from spl_desktop.services import accounts
from spl_desktop.ui import asking, icons, theme
from spl_desktop.ui.accounts.dialogs import AccountDialog, BeginDialog, PasswordDialog, ResetDialog, RoleDialog
from spl_desktop.ui.context import Context
from spl_desktop.ui.modal import opened
from spl_desktop.ui.office.sorted_table import SortedTable, bar, button
from spl_desktop.ui.widgets.frozen_table import Column, Hints

_NOBODY = (
    "Register ini belum memakai akun: siapa pun yang membuka komputer ini dapat mencatat, dengan nama pencatat yang "
    "ditulisnya sendiri. Buat akun pengelola pertama supaya setiap orang masuk dengan kata sandi dan haknya sendiri."
)


def _quiet(account: Account) -> Hints | None:
    return None if account.active else Hints(color="muted", tip="Tidak dapat masuk lagi; catatannya tetap ada")


class AccountsTab(QWidget):
    """Who may sign in, and as what."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._state = OfficeState()
        self._sop: Sop | None = None
        self.words = QLabel(_NOBODY, wordWrap=True)
        self.words.setProperty("role", "muted")
        self.table = SortedTable(
            (
                Column[Account]("name", "Nama akun", lambda one: one.name, 260, sort="name", hints=_quiet),
                Column[Account]("role", "Peran", lambda one: one.role.capitalize(), 150, sort="role"),
                Column[Account]("lane", "Pelaksana", self._lane, 260),
                Column[Account]("active", "Status", lambda one: "Aktif" if one.active else "Ditutup", 110),
            ),
            "accounts",
            context.settings,
            key=lambda one: one.id,
            keys={"name": lambda one: one.name.casefold(), "role": lambda one: (one.role, one.name.casefold())},
            sort="name",
            title="Daftar akun",
        )
        self.table.picked.connect(lambda _row: self._enable())
        self.first = button("Buat akun pengelola pertama…", "add", self.begin)
        self.first.setProperty("kind", "primary")
        icons.put(self.first, "add", "accent_text")
        self.add_ = button("Akun baru…", "add", self.add)
        self.role = button("Ubah peran…", "edit", self.change_role)
        self.reset = button("Setel ulang sandi…", "refresh", self.reset_password)
        self.shut = button("Tutup akun…", "withdrawn", self.close_account)
        self.own = button("Ganti sandi sendiri…", "person", self.change_own)
        for one in (self.add_, self.role, self.reset, self.shut):
            context.permits.bind(one, UseCase.ACCOUNTS)
        context.permits.bind(self.own, UseCase.OWN_PASSWORD)
        self.tools = bar(self.own, self.add_, self.role, self.reset, self.shut)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.words)
        layout.addWidget(bar(before=(self.first,)))
        layout.addWidget(self.tools)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)
        self._enable()

    def show_state(self, state: OfficeState, sop: Sop) -> None:
        """Shows the accounts."""
        self._state, self._sop = state, sop
        self.table.show_rows(state.accounts)
        self._enable()

    def begin(self) -> None:
        """Asks for the first account."""
        opened(BeginDialog(self.context, self._state, self))

    def add(self) -> None:
        """Asks for a further account."""
        if self._sop is not None:
            opened(AccountDialog(self.context, self._state, self._sop, self))

    def change_role(self) -> None:
        """Asks for another role of the chosen account."""
        if (account := self.table.current()) is not None and self._sop is not None:
            opened(RoleDialog(self.context, self._state, account, self._sop, self))

    def reset_password(self) -> None:
        """Asks for another password of the chosen account."""
        if (account := self.table.current()) is not None:
            opened(ResetDialog(self.context, self._state, account, self))

    def change_own(self) -> None:
        """Asks for another password of whoever has signed in."""
        opened(PasswordDialog(self.context, self._state, self))

    def close_account(self) -> None:
        """Asks why the chosen account is closed."""
        account = self.table.current()
        if account is None:
            return
        label = f"Alasan menutup akun {account.name}. Akun yang ditutup tidak dapat dibuka lagi; catatannya tetap ada."
        if reason := asking.text(self, "Tutup akun", label, agree="Tutup akun"):
            work = partial(accounts.close_account, self.context.register, account=account.id, reason=reason)
            self.context.runner.run(work, owner=self)

    def _lane(self, account: Account) -> str:
        lanes = {lane.id: lane.name for lane in self._sop.lanes} if self._sop is not None else {}
        return lanes.get(account.lane, account.lane)

    def _enable(self) -> None:
        begun = bool(self._state.accounts)
        self.words.setVisible(not begun)
        self.first.setVisible(not begun)
        self.tools.setVisible(begun)
        self.table.setVisible(begun)
        chosen = self.table.current()
        open_one = chosen is not None and chosen.active
        for one in (self.role, self.reset, self.shut):
            one.setEnabled(open_one)
