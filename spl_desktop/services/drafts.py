"""Drafts: what is being typed but not yet a fact, kept through closing and crashes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import delete, select

from spl_desktop.domain.rights import UseCase
from spl_desktop.models.kept import DraftRecord
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.guarding import needs
from spl_desktop.services.register import Register

Json: TypeAlias = Any
"""Anything that JSON can hold."""

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
    with register.writing() as session:
        session.merge(
            DraftRecord(
                key=key,
                data=json.dumps(msgspec.to_builtins(data)),
                saved_at=register.now,
                saved_by=register.by().recorder,
            )
        )
    return _DRAFT


def load_draft(register: Register, key: str) -> dict[str, Json] | None:
    """What was kept under the key, None where nothing was."""
    with register.reading() as session:
        record = session.get(DraftRecord, key)
        return None if record is None else data_of(record)


@needs(UseCase.DRAFT)
def drop_draft(register: Register, key: str) -> Changes:
    """Nothing is kept under the key any more."""
    with register.writing() as session:
        session.execute(delete(DraftRecord).where(DraftRecord.key == key))
    return _DRAFT


def drafts(register: Register, prefix: str = "") -> tuple[DraftRow, ...]:
    """The drafts whose key begins with `prefix`, the newest first."""
    query = select(DraftRecord).order_by(DraftRecord.saved_at.desc(), DraftRecord.key)
    with register.reading() as session:
        return tuple(
            DraftRow(record.key, data_of(record), record.saved_at, record.saved_by)
            for record in session.scalars(query)
            if record.key.startswith(prefix)
        )


def data_of(record: DraftRecord) -> dict[str, Json]:
    """What a record of a draft holds."""
    found: dict[str, Json] = json.loads(record.data)
    return found
