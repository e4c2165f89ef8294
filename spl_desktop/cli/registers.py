"""Opens the register that a command works on."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from spl_desktop import paths
from spl_desktop.cli.output import warn
from spl_desktop.cli.signing_in import sign_in
from spl_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from spl_desktop.services.register import Register


def register_path(arguments: argparse.Namespace) -> Path:
    """The register named on the command line, otherwise this user's."""
    named: Path | None = getattr(arguments, "register", None)
    return paths.default_register() if named is None else named


@contextmanager
def opened(arguments: argparse.Namespace) -> "Iterator[Register]":
    """The register, signed in to where it has accounts, closed again afterwards; UserError where that fails."""
    with opened_by_nobody(arguments) as register:
        sign_in(arguments, register)
        yield register


@contextmanager
def opened_by_nobody(arguments: argparse.Namespace) -> "Iterator[Register]":
    """The register before anybody has signed in; UserError where it cannot be opened."""
    from spl_desktop.services.register import close, open_register

    register = open_register(register_path(arguments), recorder=getattr(arguments, "recorder", ""))
    if register.read_only:
        warn(register.read_only)
    _warn_of_clock(register)
    try:
        yield register
    finally:
        close(register)


def _warn_of_clock(register: "Register") -> None:
    """Numbers that are counted from today are not given without a word where today may be a wrong day."""
    from spl_desktop.services.watching import clock_problem

    with suppress(UserError):  # of a register that cannot be read the command itself will tell
        if sentence := clock_problem(register):
            warn(sentence)


@contextmanager
def maybe_opened(arguments: argparse.Namespace) -> "Iterator[Register | None]":
    """The register where one is named, otherwise None: the work can be done without."""
    if getattr(arguments, "register", None) is None:
        yield None
        return
    with opened(arguments) as register:
        yield register
