"""Passwords and recovery codes: hashed by argon2id, kept outside the history, and slow to be guessed."""

import hashlib
import json
import secrets
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from spl_desktop.domain.account_rules import normal, wait_left
from spl_desktop.domain.text import line
from spl_desktop.models.kept import DraftRecord
from spl_desktop.services.register import Register

_HASH: Final = "akun/sandi/"
_WRONG: Final = "akun/salah/"
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_GROUPS: Final = 5
_NOBODY: Final = "$argon2id$v=19$m=65536,t=3,p=4$vfBsudcw3CzjT0Tkq91MFw$NQUUyv1V706RAyNYpkJ1Qbn4Gq5K3kJd7FZmJEiXEwY"
"""A hash of the usual cost that belongs to nobody: a name that does not exist takes as long as one that does."""


def hashed(password: str) -> str:
    """The argon2id hash of a password, with its salt and cost."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(normal(password))


def secret_of(text: str) -> str:
    """What the history says of a hash: so that another one put in its place is noticed, and none can be guessed."""
    return hashlib.sha256(text.encode()).hexdigest()


def keep_hash(session: Session, register: Register, text: str, instead_of: str = "") -> None:
    """Keeps a hash under its secret, and forgets the one before it."""
    _put(session, register, _HASH + secret_of(text), {"hash": text})
    if instead_of and (old := session.get(DraftRecord, _HASH + instead_of)) is not None:
        session.delete(old)


def fits(session: Session, secret: str, password: str) -> bool:
    """Whether it is the password; takes as long where there is no hash to compare it with."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    record = session.get(DraftRecord, _HASH + secret)
    text = str(json.loads(record.data)["hash"]) if record is not None else ""
    known = bool(text) and secret_of(text) == secret
    try:
        PasswordHasher().verify(text if known else _NOBODY, normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return known


def new_code() -> str:
    """A recovery code, 25 letters in groups of five; those that look alike are left out."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(_GROUPS))


def plain_code(typed: str) -> str:
    """A recovery code as it is hashed, however it was typed."""
    letters = "".join(letter for letter in typed.upper() if letter in _LETTERS)
    return "-".join(letters[at : at + 5] for at in range(0, len(letters), 5))


def number_of_unknown(name: str) -> int:
    """Under which number attempts with a name that nobody has are counted: each for itself, as those of an account.

    Counted together they would tell which names exist. There are 65,536 of them, so that guessing fills no disk.
    """
    return -1 - int(hashlib.sha256(line(name).casefold().encode()).hexdigest()[:4], 16)


def begin_attempt(session: Session, register: Register, account: int) -> int:
    """Counts an attempt as wrong before it is judged, so that guessing in parallel gains nothing.

    The seconds that have to be waited first; then nothing is counted.
    """
    record = session.get(DraftRecord, f"{_WRONG}{account}")
    now = register.now
    wrong = 0
    if record is not None:
        known = json.loads(record.data)
        wrong, last = int(known["wrong"]), datetime.fromisoformat(known["last"])
        if last > now:  # the clock was set back: waiting begins here
            last = now
            _put(session, register, f"{_WRONG}{account}", {"wrong": wrong, "last": now.isoformat()})
        if left := wait_left(wrong, last, now):
            return left
    _put(session, register, f"{_WRONG}{account}", {"wrong": wrong + 1, "last": now.isoformat()})
    return 0


def forget_attempts(session: Session, account: int) -> None:
    """The right password was given."""
    if (record := session.get(DraftRecord, f"{_WRONG}{account}")) is not None:
        session.delete(record)


def _put(session: Session, register: Register, key: str, data: dict[str, str | int]) -> None:
    written = json.dumps(data)
    session.merge(DraftRecord(key=key, data=written, saved_at=register.now, saved_by=register.by().recorder))
