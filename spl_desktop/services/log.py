"""Reading and appending the log, the one way in which anything becomes true."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, cast

import msgspec
from sqlalchemy import BindParameter, Table, bindparam, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from spl_desktop.domain.errors import Conflict, UserError
from spl_desktop.domain.events import GENESIS, By, Fact, Recorded, chain, decode, encode, kind_of
from spl_desktop.models.log import FactRecord

MOVED_ON = (
    "Data ini baru saja diubah orang lain, jadi isian Anda belum disimpan. "
    "Muat ulang, periksa perubahannya, lalu simpan lagi."
)

UNREADABLE = (ValueError, KeyError, IndexError, TypeError, msgspec.MsgspecError)
"""What reading or folding facts raises where somebody has changed them from outside."""


def unreadable(stream: str) -> UserError:
    """The refusal of a stream whose facts cannot be read as what they were."""
    whose = "kantor" if stream == "office" else f"kasus {stream.rpartition(':')[2]}"
    return UserError(
        f"Catatan {whose} di register ini tidak dapat dibaca: diubah dari luar program, atau ditulis versi yang lebih "
        "baru. Jalankan Periksa Register, lalu ambil register dari cadangan atau perbarui program ini."
    )


# Built once: they are asked at every fact, and building one takes longer than asking it.
_TABLE = cast(Table, FactRecord.__table__)
_STREAM: BindParameter[str] = bindparam("stream")
_LAST_SEQ = select(func.max(_TABLE.c.seq)).where(_TABLE.c.stream == _STREAM)
_NEWEST = select(func.max(_TABLE.c.id))
_LOG = select(_TABLE).where(_TABLE.c.stream == _STREAM, _TABLE.c.seq > bindparam("after")).order_by(_TABLE.c.seq)


def case_stream(case: int) -> str:
    """The name of a case's stream."""
    return f"case:{case}"


def instant(text: str) -> datetime:
    """The UTC instant that is stored as this text; ValueError where it is none."""
    return datetime.fromisoformat(text)


def last_seq(session: Session, stream: str) -> int:
    """The number of the newest fact of a stream, 0 where it has none."""
    return session.connection().execute(_LAST_SEQ, {"stream": stream}).scalar() or 0


def first_recorder(session: Session, stream: str) -> str:
    """Who recorded the first fact of a stream, empty where it has none."""
    table = FactRecord.__table__
    query = select(table.c.recorded_by).where(table.c.stream == stream, table.c.seq == 1)
    return session.scalar(query) or ""


def newest(session: Session) -> int:
    """The id of the fact written last, of whatever stream; 0 in an empty register."""
    return session.connection().execute(_NEWEST).scalar() or 0


def load(session: Session, stream: str, *, after: int = 0) -> tuple[Recorded, ...]:
    """The facts of a stream in order, those after the given one; UserError where one cannot be read any more."""
    try:
        found = session.connection().execute(_LOG, {"stream": stream, "after": after})
        return tuple(_recorded(row) for row in found)
    except UNREADABLE as error:
        raise unreadable(stream) from error


def _recorded(row: Any) -> Recorded:
    return Recorded(
        stream=row.stream,
        seq=row.seq,
        fact=decode(row.payload),
        happened_on=row.happened_on,
        recorded_at=row.recorded_at,
        acted_lane=row.acted_lane,
        acted_by=row.acted_by,
        recorded_by=row.recorded_by,
        previous=row.previous,
        hash=row.hash,
    )


def row_of(link: Recorded) -> dict[str, Any]:
    """The fact as the log keeps it."""
    return {
        "stream": link.stream,
        "seq": link.seq,
        "kind": kind_of(link.fact),
        "payload": encode(link.fact),
        "happened_on": link.happened_on,
        "recorded_at": link.recorded_at,
        "acted_lane": link.acted_lane,
        "acted_by": link.acted_by,
        "recorded_by": link.recorded_by,
        "previous": link.previous,
        "hash": link.hash,
    }


def append(
    session: Session,
    log: Sequence[Recorded],
    stream: str,
    facts: Iterable[Fact],
    *,
    on: date,
    at: datetime,
    by: By,
) -> tuple[Recorded, ...]:
    """The log with these facts at its end, written. Conflict where somebody else has written the same place."""
    links = chain(
        stream,
        facts,
        after_seq=log[-1].seq if log else 0,
        after_hash=log[-1].hash if log else GENESIS,
        happened_on=on,
        recorded_at=at,
        by=by,
    )
    rows = [row_of(link) for link in links]
    if rows:
        try:
            session.connection().execute(insert(_TABLE), rows)
        except IntegrityError as error:
            raise Conflict(MOVED_ON) from error
    return (*log, *links)
