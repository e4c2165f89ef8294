"""The wall before every use case that writes: the window, a command and a script meet it alike."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.rights import UseCase, refusal

if TYPE_CHECKING:
    from spl_desktop.domain.office import Account
    from spl_desktop.services.register import Register

P = ParamSpec("P")
R = TypeVar("R")

GUARDED: dict[str, UseCase] = {}
"""Every verb that is guarded, as "module.verb", with its use case."""


def needs(
    use: UseCase, *, when: str = ""
) -> "Callable[[Callable[Concatenate[Register, P], R]], Callable[Concatenate[Register, P], R]]":
    """Only who has the right may call the verb; with `when` only where that argument is given.

    UserError that names who may. A register without accounts lets everybody do everything.
    """

    def guard(verb: "Callable[Concatenate[Register, P], R]") -> "Callable[Concatenate[Register, P], R]":
        GUARDED[f"{verb.__module__.rpartition('.')[2]}.{verb.__name__}"] = use

        @wraps(verb)
        def guarded(register: "Register", /, *args: P.args, **kwargs: P.kwargs) -> R:
            given: dict[str, Any] = kwargs
            if not when or given.get(when) is not None:
                allow(register, use)
            return verb(register, *args, **kwargs)

        return guarded

    return guard


def allow(register: "Register", use: UseCase) -> None:
    """UserError, naming who may, where the account that has signed in may not do this."""
    with register.reading() as session:
        office = register.office(session)
    if office.accounts and (sentence := refusal(office.account(register.account), use)):
        raise UserError(sentence)


def may(accounts: "tuple[Account, ...]", account: int, use: UseCase) -> str:
    """Why a button is not to be pressed, empty where it may; what `allow` would say."""
    return refusal(next((one for one in accounts if one.id == account), None), use) if accounts else ""
