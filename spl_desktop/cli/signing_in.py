"""Asks for passwords without a window: from the environment, from a prompt, or from the lines of standard input."""

import argparse
import getpass
import os
import sys
from typing import TYPE_CHECKING, Final

from spl_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

PASSWORD: Final = "SPL_PASSWORD"  # the name of a variable
NEW_PASSWORD: Final = "SPL_NEW_PASSWORD"  # likewise


def password(words: str, variable: str) -> str:
    """A password, never from the command line, where every user of the machine could read it."""
    if (given := os.environ.get(variable)) is not None:
        return given
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass(f"{words}: ")
    line = "" if sys.stdin is None else sys.stdin.readline()
    if not line:
        raise UserError(
            f"{words} tidak diberikan. Jalankan di terminal, isi variabel {variable}, atau tulis ke masukan standar."
        )
    return line.rstrip("\r\n")


def sign_in(arguments: argparse.Namespace, register: "Register") -> None:
    """Signs in by --account, where the register has accounts; UserError where that fails or is left out."""
    from spl_desktop.services import accounts

    name: str = getattr(arguments, "account", "")
    if accounts.accounts(register):
        if not name:
            raise UserError(
                "Register ini memakai akun. Sebutkan --account NAMA; kata sandinya ditanyakan, "
                f"atau diambil dari variabel {PASSWORD}."
            )
        accounts.sign_in(register, name=name, password=password("Kata sandi", PASSWORD))
    elif name:
        raise UserError("Register ini belum mempunyai akun. Hapus --account, atau mulai dengan: account begin NAMA")
