"""What may happen to accounts and passwords: every command gives the fact to append, or Invalid with sentences."""

import unicodedata
from datetime import datetime, timedelta
from typing import Final

from spl_desktop.domain import office_events as o
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.office import Account, OfficeState
from spl_desktop.domain.rights import Role
from spl_desktop.domain.text import LONG, SHORT, clean, line, too_long

LEAST: Final = 10
"""Letters of the shortest password."""
MOST: Final = 200
FREE: Final = 3
"""Wrong passwords that cost no time."""
_FIRST_DELAY: Final = 5
_ALIKE: Final = str.maketrans("01|ıi", "ollll")
_LONGEST_DELAY: Final = 15 * 60


def password_problem(password: str, name: str = "") -> str:
    """What is amiss with a new password, empty where nothing is."""
    letters = len(normal(password))
    if letters < LEAST:
        return f"Kata sandi terlalu pendek: {letters} huruf, sedikitnya {LEAST}. Pakai beberapa kata."
    if letters > MOST:
        return f"Kata sandi terlalu panjang: {letters} huruf, paling banyak {MOST}."
    if name and normal(password).casefold() == name.casefold():
        return "Kata sandi sama dengan nama akun. Pakai kata sandi lain."
    return ""


def normal(password: str) -> str:
    """A password as it is hashed: the same letters, however the keyboard composes them."""
    return unicodedata.normalize("NFC", password)


def delay(wrong: int) -> int:
    """The seconds to wait after so many wrong passwords in a row: none at first, then twice as long each time."""
    return 0 if wrong <= FREE else min(_FIRST_DELAY * 2 ** min(wrong - FREE - 1, 16), _LONGEST_DELAY)


def wait_left(wrong: int, last: datetime, now: datetime) -> int:
    """The whole seconds that are left of the delay; a clock that was set back does not make it longer."""
    over = max(now - last, timedelta(0))
    return max(0, delay(wrong) - int(over.total_seconds()))


def open_account(
    state: OfficeState, *, name: str, role: str, password: str, lane: str = "", secret: str = ""
) -> o.AccountOpened:
    """An account is opened; the very first one is a pengelola. Names are never given twice."""
    name, problems = line(name), {}
    if not name:
        problems["name"] = "Nama akun belum diisi."
    elif long := too_long(name, SHORT, "Nama akun"):
        problems["name"] = long
    elif (known := state.account_named(name)) is not None:
        problems["name"] = (
            f'Akun "{known.name}" sudah ada. Pilih nama lain.'
            if known.active
            else f'Nama "{known.name}" pernah dipakai akun yang sudah ditutup. Pilih nama lain.'
        )
    elif strange := foreign_letter(name):
        problems["name"] = f'Nama akun memuat "{strange}", yang bukan huruf Latin. Ketik ulang namanya.'
    elif (like := next((one for one in state.accounts if _shape(one.name) == _shape(name)), None)) is not None:
        problems["name"] = f'Nama itu tampak sama dengan akun "{like.name}". Pilih nama lain, misalnya nama lengkap.'
    problems |= _role_problems(role, lane)
    if not state.accounts and role != Role.PENGELOLA:
        problems["role"] = "Akun pertama harus pengelola, supaya ada yang dapat membuka akun lain."
    if wrong := password_problem(password, name):
        problems["password"] = wrong
    if problems:
        raise Invalid(problems)
    return o.AccountOpened(
        account=len(state.accounts) + 1, name=name, role=role, secret=secret, lane=_lane_of(role, lane)
    )


def foreign_letter(name: str) -> str:
    """The first letter that only looks like one of ours, such as those of Cyrillic; empty where there is none."""
    strange = (one for one in name if one.isalpha() and not unicodedata.name(one, "").startswith("LATIN"))
    return next(strange, "")


def _shape(name: str) -> str:
    """A name as it looks to a hurried eye: without accents and capitals, and with the digits that pass for letters."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(one))
    return bare.translate(_ALIKE)


def change_role(state: OfficeState, *, account: int, role: str, lane: str = "") -> o.RoleChanged:
    """An account has another role; the last pengelola stays one."""
    known = active_account(state, account)
    if problems := _role_problems(role, lane):
        raise Invalid(problems)
    if role != Role.PENGELOLA:
        _keep_one(state, known)
    return o.RoleChanged(account=known.id, name=known.name, role=role, lane=_lane_of(role, lane))


def close_account(state: OfficeState, *, account: int, reason: str) -> o.AccountClosed:
    """An account is closed, with the reason; the last pengelola stays."""
    known = active_account(state, account)
    reason = clean(reason)
    if not reason:
        raise Invalid({"reason": "Alasan penutupan belum diisi."})
    if long := too_long(reason, LONG, "Alasan"):
        raise Invalid({"reason": long})
    _keep_one(state, known)
    return o.AccountClosed(account=known.id, name=known.name, reason=reason)


def change_password(
    state: OfficeState, *, account: int, password: str, how: str, secret: str = ""
) -> o.PasswordChanged:
    """The password of an account is another one."""
    known = active_account(state, account)
    if wrong := password_problem(password, known.name):
        raise Invalid({"password": wrong})
    return o.PasswordChanged(account=known.id, name=known.name, secret=secret, how=how)


def active_account(state: OfficeState, account: int) -> Account:
    """The account of that number; UserError where there is none that is open."""
    known = state.account(account)
    if known is None:
        raise UserError("Akun itu tidak ada di register ini. Muat ulang daftarnya.")
    if not known.active:
        raise UserError(f"Akun {known.name} sudah ditutup dan tidak dapat diubah lagi. Buka akun baru.")
    return known


def _keep_one(state: OfficeState, leaving: Account) -> None:
    others = (one for one in state.accounts if one.active and one.id != leaving.id and one.role == Role.PENGELOLA)
    if leaving.role == Role.PENGELOLA and next(others, None) is None:
        raise UserError(
            f"{leaving.name} satu-satunya pengelola. Jadikan akun lain pengelola dahulu, supaya kantor tetap "
            "dapat mengatur register ini."
        )


def _role_problems(role: str, lane: str) -> dict[str, str]:
    if role not in tuple(Role):
        return {"role": f"Peran belum dipilih. Pilih salah satu: {', '.join(Role)}."}
    if role == Role.PEJABAT and not lane:
        return {"lane": "Pelaksana yang diwakili pejabat ini belum dipilih."}
    return {}


def _lane_of(role: str, lane: str) -> str:
    return lane if role == Role.PEJABAT else ""
