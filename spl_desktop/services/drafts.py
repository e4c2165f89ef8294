"""Drafts: what is being typed but not yet a fact, kept through closing and crashes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import delete, select

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.rights import UseCase
from spl_desktop.models.kept import DraftRecord
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.guarding import allow, needs
from spl_desktop.services.register import Register

Json: TypeAlias = Any
"""Anything that JSON can hold."""

_SHARED = "form:"
"""What a document is going to say is the work of the office; every other draft is seen by whoever typed it only."""
_KEPT = "akun/"
"""Beside the drafts lie the hashes of passwords: no verb of drafts comes near them."""

_DRAFT = Changes(frozenset({Kind.DRAFT}))


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft; `saved_at` in UTC."""

    key: str
    data: dict[str, Json]
    saved_at: datetime
    saved_by: str


@needs(UseCase.DRAFT)
def save_draft(register: Register, key: str, data: Mapping[str, Json]) -> Changes:
    """Keeps what stands in a form under its key, in place of what was kept before, and to the letter.

    Also half a character that somebody has pasted: what is typed is cleaned only when it becomes a fact.
    """
    _refuse_strangers(register, key)
    with register.writing() as session:
        session.merge(
            DraftRecord(
                key=_own(register, key),
                data=json.dumps(msgspec.to_builtins(data)),
                saved_at=register.now,
                saved_by=register.by().recorder,
            )
        )
    return _DRAFT


def load_draft(register: Register, key: str) -> dict[str, Json] | None:
    """What was kept under the key, None where nothing was."""
    with register.reading() as session:
        # What was typed before there were accounts belongs to whoever finds it.
        record = session.get(DraftRecord, _own(register, key)) or session.get(DraftRecord, key)
        return None if record is None else data_of(record)


@needs(UseCase.DRAFT)
def drop_draft(register: Register, key: str) -> Changes:
    """Nothing is kept under the key any more."""
    _refuse_strangers(register, key)
    with register.writing() as session:
        session.execute(delete(DraftRecord).where(DraftRecord.key.in_((key, _own(register, key)))))
    return _DRAFT


def drafts(register: Register, prefix: str = "") -> tuple[DraftRow, ...]:
    """The drafts whose key begins with `prefix`, the newest first."""
    query = select(DraftRecord).order_by(DraftRecord.saved_at.desc(), DraftRecord.key)
    with register.reading() as session:
        return tuple(
            DraftRow(record.key, data_of(record), record.saved_at, record.saved_by)
            for record in session.scalars(query)
            if record.key.startswith(prefix) and not record.key.startswith(_KEPT)
        )


def _own(register: Register, key: str) -> str:
    """The key under which the draft of this account lies."""
    return key if not register.account or key.startswith(_SHARED) else f"{key}@{register.account}"


def _refuse_strangers(register: Register, key: str) -> None:
    """A draft of a document is changed by whoever may issue it; what is no draft by nobody."""
    if key.startswith(_SHARED):
        allow(register, UseCase.ISSUE)
    elif key.startswith(_KEPT):
        raise UserError("Yang disimpan di situ bukan draf. Kata sandi diganti lewat Pengaturan, Akun.")


def data_of(record: DraftRecord) -> dict[str, Json]:
    """What a record of a draft holds."""
    found: dict[str, Json] = json.loads(record.data)
    return found
