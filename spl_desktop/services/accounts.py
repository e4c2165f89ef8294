"""Accounts: the first one, signing in and out, passwords, roles, and the way back by the recovery code."""

from collections.abc import Callable
from dataclasses import dataclass

from spl_desktop.domain import account_rules as rules
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.office import Account, OfficeState
from spl_desktop.domain.office_events import OfficeFact, RecoveryCodeMade
from spl_desktop.domain.rights import Role, UseCase
from spl_desktop.domain.text import line
from spl_desktop.services import passwords
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.guarding import needs
from spl_desktop.services.office import append_fact, office
from spl_desktop.services.register import Register

_OFFICE = Changes(frozenset({Kind.OFFICE}))
_WRONG = "Nama akun atau kata sandi salah. Periksa huruf besar-kecilnya, lalu ulangi."


@dataclass(frozen=True, slots=True)
class Begun:
    """The recovery code, to be shown once and kept on paper."""

    code: str
    changes: Changes = _OFFICE


def accounts(register: Register) -> tuple[Account, ...]:
    """Every account, closed ones included, in the order in which they were opened."""
    return office(register).accounts


def signed_in(register: Register) -> Account | None:
    """Whose account is in use, None while nobody has signed in or the account was closed meanwhile."""
    known = office(register).account(register.account)
    return known if known is not None and known.active else None


def begin_accounts(register: Register, *, name: str, password: str) -> Begun:
    """Opens the first account, a pengelola, and signs it in; from now on everybody has to sign in.

    UserError where there are accounts already, Invalid where name or password will not do.
    """
    text, code = passwords.hashed(password), passwords.new_code()
    code_hash = passwords.hashed(code)
    with register.writing() as session:
        state = register.office(session)
        if state.accounts:
            raise UserError("Register ini sudah mempunyai akun. Masuk dengan akun Anda, atau pakai kode pemulihan.")
        opened = rules.open_account(
            state, name=name, role=Role.PENGELOLA, password=password, secret=passwords.secret_of(text)
        )
        register.recorder = opened.name
        passwords.keep_hash(session, register, text)
        passwords.keep_hash(session, register, code_hash)
        after = append_fact(session, register, state, opened)
        after = append_fact(session, register, after, RecoveryCodeMade(secret=passwords.secret_of(code_hash)))
    register.remember(after)
    register.account = opened.account
    return Begun(code)


def sign_in(register: Register, *, name: str, password: str) -> Account:
    """Whoever gives the right password is who records from now on.

    UserError otherwise, in the same words whether or not the name exists; after some wrong ones in a row it has to be
    waited, longer each time, also after a restart.
    """
    account = _proved(register, name, password, lambda state, known: known.secret if known else "")
    register.account, register.recorder = account.id, account.name
    return account


def sign_out(register: Register) -> None:
    """Nobody is signed in any more."""
    register.account = 0


def _proved(
    register: Register, name: str, password: str, secret: Callable[[OfficeState, Account | None], str]
) -> Account:
    with register.writing() as session:
        state = register.office(session)
        known = state.account_named(line(name))
        known = known if known is not None and known.active else None
        number = known.id if known is not None else passwords.number_of_unknown(name)
        left = passwords.begin_attempt(session, register, number)
    if left:
        raise UserError(f"Terlalu sering salah. Tunggu {_span(left)}, lalu coba lagi.")
    with register.reading() as session:
        right = passwords.fits(session, secret(state, known), password)
    if known is None or not right:
        raise UserError(_WRONG)
    with register.writing() as session:
        passwords.forget_attempts(session, number)
    return known


def _span(seconds: int) -> str:
    return f"{seconds} detik" if seconds < 60 else f"{-(-seconds // 60)} menit"


@needs(UseCase.ACCOUNTS)
def open_account(register: Register, *, name: str, role: str, password: str, lane: str = "") -> Changes:
    """An account is opened; `made` is its number. The first one of a register is opened by `begin_accounts`."""
    text = passwords.hashed(password)
    return _record(
        register,
        lambda state: rules.open_account(
            _begun(state), name=name, role=role, password=password, lane=lane, secret=passwords.secret_of(text)
        ),
        text,
    )


@needs(UseCase.ACCOUNTS)
def change_role(register: Register, *, account: int, role: str, lane: str = "") -> Changes:
    """An account has another role; the last pengelola stays one."""
    return _record(register, lambda state: rules.change_role(state, account=account, role=role, lane=lane))


@needs(UseCase.ACCOUNTS)
def close_account(register: Register, *, account: int, reason: str) -> Changes:
    """An account is closed for good; what it recorded stays."""
    return _record(register, lambda state: rules.close_account(state, account=account, reason=reason))


@needs(UseCase.ACCOUNTS)
def reset_password(register: Register, *, account: int, password: str) -> Changes:
    """A pengelola gives an account another password, because its owner has forgotten it."""
    return _set_password(register, account, password, "pengelola")


@needs(UseCase.OWN_PASSWORD)
def change_password(register: Register, *, old: str, password: str) -> Changes:
    """Whoever has signed in changes his own password. UserError where the old one is wrong."""
    account = signed_in(register)
    if account is None:
        raise UserError("Masuk dahulu dengan akun Anda untuk mengganti kata sandi.")
    if wrong := rules.password_problem(password, account.name):
        raise Invalid({"password": wrong})
    try:
        _proved(register, account.name, old, lambda _, known: known.secret if known else "")
    except UserError as refused:
        sentence = "Kata sandi lama salah. Ketik ulang." if refused.sentence == _WRONG else refused.sentence
        raise Invalid({"old": sentence}) from None
    return _set_password(register, account.id, password, "sendiri")


def recover(register: Register, *, name: str, code: str, password: str) -> Begun:
    """The recovery code gives a pengelola a new password and signs him in; a new code takes the place of the old.

    UserError where the code or the name is wrong, Invalid where the password will not do.
    """
    if wrong := rules.password_problem(password, line(name)):
        raise Invalid({"password": wrong})
    account = _proved(register, name, passwords.plain_code(code), lambda state, _: state.recovery)
    if account.role != Role.PENGELOLA:
        raise UserError("Kode pemulihan hanya berlaku bagi pengelola. Minta pengelola menyetel ulang kata sandi Anda.")
    text, new = passwords.hashed(password), passwords.new_code()
    code_hash = passwords.hashed(new)
    with register.writing() as session:
        state = register.office(session)
        known = rules.active_account(state, account.id)
        fact = rules.change_password(
            state, account=known.id, password=password, how="pemulihan", secret=passwords.secret_of(text)
        )
        register.recorder = known.name
        passwords.keep_hash(session, register, text, known.secret)
        passwords.keep_hash(session, register, code_hash, state.recovery)
        after = append_fact(session, register, state, fact)
        after = append_fact(session, register, after, RecoveryCodeMade(secret=passwords.secret_of(code_hash)))
    register.remember(after)
    register.account = known.id
    return Begun(new)


def _begun(state: OfficeState) -> OfficeState:
    if not state.accounts:
        raise UserError("Buat akun pengelola yang pertama dahulu: Pengaturan, Akun, atau spl-desktop account begin.")
    return state


def _set_password(register: Register, account: int, password: str, how: str) -> Changes:
    text = passwords.hashed(password)
    secret = passwords.secret_of(text)
    return _record(
        register,
        lambda state: rules.change_password(state, account=account, password=password, how=how, secret=secret),
        text,
        account,
    )


def _record(
    register: Register, decide: Callable[[OfficeState], OfficeFact], text: str = "", account: int = 0
) -> Changes:
    """Appends what the rules give, and keeps the hash that belongs to it in place of that of `account`."""
    with register.writing() as session:
        state = register.office(session)
        fact = decide(state)
        before = state.account(account)
        if text:
            passwords.keep_hash(session, register, text, before.secret if before is not None else "")
        after = append_fact(session, register, state, fact)
    register.remember(after)
    return Changes(frozenset({Kind.OFFICE}), made=len(after.accounts))
