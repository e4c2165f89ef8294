"""`spl-desktop account`: who may sign in to the register, opened, changed and closed."""

import argparse
from typing import TYPE_CHECKING

from spl_desktop.cli.output import say, say_json, table
from spl_desktop.cli.registers import opened, opened_by_nobody
from spl_desktop.cli.signing_in import NEW_PASSWORD, PASSWORD, password
from spl_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from spl_desktop.domain.office import Account
    from spl_desktop.services.accounts import Begun
    from spl_desktop.services.register import Register

_NEW = "Kata sandi baru"


def run(arguments: argparse.Namespace) -> int:
    """Does what was asked with accounts, and says it."""
    match arguments.what:
        case "list":
            return _list(arguments)
        case "begin" | "recover":
            return _way_in(arguments)
        case _:
            return _change(arguments)


def _list(arguments: argparse.Namespace) -> int:
    from spl_desktop.services.accounts import accounts

    with opened(arguments) as register:
        found = accounts(register)
    if arguments.json:
        say_json([_row(one) for one in found])
    elif not found:
        say("Register ini belum mempunyai akun. Mulai dengan: spl-desktop account begin NAMA")
    else:
        rows = [(one.name, one.role, one.lane, "aktif" if one.active else "ditutup") for one in found]
        say(table(("Akun", "Peran", "Pelaksana", "Status"), rows))
    return 0


def _way_in(arguments: argparse.Namespace) -> int:
    from spl_desktop.services import accounts

    with opened_by_nobody(arguments) as register:
        begun: Begun
        if arguments.what == "begin":
            begun = accounts.begin_accounts(register, name=arguments.name, password=password(_NEW, NEW_PASSWORD))
        else:
            code = password("Kode pemulihan", PASSWORD)
            begun = accounts.recover(register, name=arguments.name, code=code, password=password(_NEW, NEW_PASSWORD))
        name = register.recorder
    if arguments.json:
        say_json({"account": name, "recovery_code": begun.code})
        return 0
    say(f"Akun pengelola {name} siap dipakai.")
    say(f"Kode pemulihan: {begun.code}")
    say("Tulis kode ini di kertas dan simpan di tempat terkunci; kode ini tidak ditampilkan lagi.")
    return 0


def _change(arguments: argparse.Namespace) -> int:
    from spl_desktop.services import accounts

    with opened(arguments) as register:
        name: str = arguments.name
        match arguments.what:
            case "open":
                accounts.open_account(
                    register,
                    name=name,
                    role=arguments.role,
                    lane=arguments.lane,
                    password=password(_NEW, NEW_PASSWORD),
                )
            case "role":
                number = _named(register, name).id
                accounts.change_role(register, account=number, role=arguments.role, lane=arguments.lane)
            case "close":
                accounts.close_account(register, account=_named(register, name).id, reason=arguments.reason)
            case _:
                _password(register, name)
        row = _row(_named(register, name))
    if arguments.json:
        say_json(row)
    else:
        said = {"open": "dibuka", "role": "diubah perannya", "close": "ditutup", "password": "diganti kata sandinya"}
        say(f"Akun {row['name']} {said[arguments.what]}.")
    return 0


def _password(register: "Register", name: str) -> None:
    """One's own password, or that of another account where a pengelola asks."""
    from spl_desktop.services import accounts

    known, me = _named(register, name), accounts.signed_in(register)
    if me is not None and me.id == known.id:
        old = password("Kata sandi lama", PASSWORD)
        accounts.change_password(register, old=old, password=password(_NEW, NEW_PASSWORD))
    else:
        accounts.reset_password(register, account=known.id, password=password(_NEW, NEW_PASSWORD))


def _named(register: "Register", name: str) -> "Account":
    from spl_desktop.services.accounts import accounts

    for one in accounts(register):
        if one.name.casefold() == name.casefold():
            return one
    raise UserError(f'Akun "{name}" tidak ada di register ini. Lihat daftarnya: spl-desktop account list')


def _row(one: "Account") -> dict[str, str | bool]:
    return {"name": one.name, "role": one.role, "lane": one.lane, "active": one.active}
