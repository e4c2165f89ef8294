"""Copies of a register file that are whole, and the proof that a copy says what its source said."""

import contextlib
import hashlib
import marshal
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count as numbers
from pathlib import Path

from spl_desktop.models.engine import APPLICATION_ID

BROKEN = sqlite3.DatabaseError
"""What every function here raises where SQLite cannot do it; `code` tells why."""

_WAIT_SECONDS = 3.0
_TICK_ROWS = 2_000
_AT_ONCE = 16  # a row may hold a MiB of a file


class Damaged(Exception):
    """The file is no register or does not hold together any more."""


class InUse(Exception):
    """Another program has the register open."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a register holds: the end of every chain (stream, number, hash) and a digest of every row of every table.

    `identity` is the hash of the office's first fact, which no two registers share; `digest` is empty where only the
    facts were counted.
    """

    heads: tuple[tuple[str, int, str], ...]
    cases: int
    facts: int
    identity: str
    digest: str = ""


def code(error: sqlite3.Error) -> str:
    """The name of the SQLite error, as SQLITE_FULL."""
    return str(getattr(error, "sqlite_errorname", ""))


def copy_whole(source: Path, target: Path, tick: Callable[[], None] = lambda: None) -> Contents:
    """Copies a register that others may be writing to, and tells what it held at that very moment.

    One read transaction sees the source for both, and one step of the backup API copies it: in several steps it would
    begin again at every write. The copy needs no WAL: it is one file that may be moved.
    """
    with _open(source, "rw") as connection, contextlib.closing(sqlite3.connect(target)) as copy:
        connection.execute("BEGIN")
        held = _contents(connection, tick)
        connection.backup(copy, pages=-1)
        copy.execute("PRAGMA synchronous = FULL")
        copy.execute("PRAGMA journal_mode = DELETE")
    return held


def inspect(path: Path, tick: Callable[[], None] = lambda: None) -> Contents:
    """Reads a finished copy from end to end. Damaged where its pages do not fit together or it is no register."""
    with _open_still(path) as connection:
        try:
            _check_application(connection)
            tick()
            # Not only quick_check: an index that came out damaged would be seen by nothing else.
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if found not in (b"ok", "ok"):
                raise Damaged(str(found))
            return _contents(connection, tick)
        except sqlite3.DatabaseError as error:
            raise Damaged(str(error)) from error


def count(path: Path) -> Contents:
    """The facts of a register or a copy, without reading everything. Damaged where it is none."""
    with _open_still(path) as connection:
        try:
            _check_application(connection)
            return _counted(connection)
        except sqlite3.DatabaseError as error:
            raise Damaged(str(error)) from error


@dataclass(frozen=True, slots=True)
class Kept:
    """The fact written last (`stream` is empty where there is none), how many drafts there are, and the newest one.

    `recorded_at` and `draft_at` are UTC instants as they are stored.
    """

    stream: str
    seq: int
    recorded_at: str
    drafts: int
    draft_at: str


def last_kept(path: Path) -> Kept:
    """What a register that may be open holds for certain, by a connection of its own. Damaged where it is none."""
    with _open_still(path) as connection:
        connection.text_factory = str
        try:
            _check_application(connection)
            fact = connection.execute("SELECT stream, seq, recorded_at FROM facts ORDER BY id DESC LIMIT 1").fetchone()
            drafts, draft_at = connection.execute("SELECT count(*), max(saved_at) FROM drafts").fetchone()
        except sqlite3.DatabaseError as error:
            raise Damaged(str(error)) from error
    stream, seq, recorded_at = fact or ("", 0, "")
    return Kept(stream, seq, recorded_at, drafts, draft_at or "")


def holds(path: Path, kind: str) -> bool:
    """Whether a register holds a fact of that kind. Damaged where it cannot be read."""
    with _open(path, "ro") as connection:
        found = connection.execute("SELECT 1 FROM facts WHERE kind = ? LIMIT 1", (kind,)).fetchone()
    return found is not None


def close_for_all(path: Path) -> None:
    """Brings what stands in the WAL into the file, which is then the whole register.

    InUse where anybody else has it open: SQLite gives up the WAL only for the last one. Damaged where the file cannot
    be read.
    """
    try:
        with _open(path, "rw") as connection:
            (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.DatabaseError as error:
        if code(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise InUse(str(error)) from error
        if code(error).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise Damaged(str(error)) from error
        raise
    if mode not in (b"delete", "delete"):
        raise InUse(str(mode))


@dataclass(frozen=True, slots=True)
class Beyond:
    """What a register holds that a copy of it does not: facts, whole cases, cases that went on, and drafts."""

    facts: int
    cases: int
    agendas: tuple[str, ...]
    continued: int
    drafts: int


def beyond(register: Path, copy: Path) -> Beyond:
    """Compares by the hash of each fact. Damaged where one of the two cannot be read."""
    if not count(register).facts:
        return Beyond(0, 0, (), 0, 0)
    with _open(register, "ro") as connection:
        connection.text_factory = str
        try:
            connection.execute("ATTACH ? AS copy", (_uri(copy, _still_mode(copy)),))
            connection.execute("BEGIN")
            connection.execute(
                "CREATE TEMP TABLE lost AS SELECT stream FROM main.facts "
                "WHERE hash NOT IN (SELECT hash FROM copy.facts)"
            )
            (facts,) = connection.execute("SELECT count(*) FROM lost").fetchone()
            streams = {stream for (stream,) in connection.execute("SELECT DISTINCT stream FROM lost")}
            known = {stream for (stream,) in connection.execute("SELECT DISTINCT stream FROM copy.facts")}
            gone = sorted(int(one[5:]) for one in streams - known if one.startswith("case:"))
            agendas = [
                row[0]
                for case in gone
                for row in connection.execute("SELECT agenda FROM main.cases WHERE id = ?", (case,))
            ]
            (drafts,) = connection.execute(
                "SELECT count(*) FROM main.drafts AS d WHERE d.key NOT LIKE 'akun/%' AND NOT EXISTS "
                "(SELECT 1 FROM copy.drafts AS c WHERE c.key = d.key AND c.data = d.data)"
            ).fetchone()
        except sqlite3.DatabaseError as error:
            raise Damaged(str(error)) from error
        continued = sum(one.startswith("case:") for one in streams & known)
        return Beyond(facts, len(gone), tuple(agendas), continued, drafts)


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?{mode}"


def _still_mode(path: Path) -> str:
    # A file that nobody writes is read without the files that SQLite would lay beside it.
    return "mode=ro" if Path(f"{path}-wal").exists() else "mode=ro&immutable=1"


@contextlib.contextmanager
def _open(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(_uri(path, f"mode={mode}"), uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
    with contextlib.closing(connection):
        connection.text_factory = bytes  # compared as it is stored, whatever it is
        yield connection


@contextlib.contextmanager
def _open_still(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        connection = sqlite3.connect(_uri(path, _still_mode(path)), uri=True, timeout=_WAIT_SECONDS)
    except sqlite3.DatabaseError as error:
        if path.is_file() and os.access(path, os.R_OK):
            raise Damaged(str(error)) from error
        raise
    with contextlib.closing(connection):
        connection.text_factory = bytes
        yield connection


def _check_application(connection: sqlite3.Connection) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise Damaged("not a register")


def _counted(connection: sqlite3.Connection) -> Contents:
    found = connection.execute("SELECT stream, max(seq), hash, count(*) FROM facts GROUP BY stream ORDER BY stream")
    rows = [(stream.decode(), seq, hashed.decode(), number) for stream, seq, hashed, number in found]
    first = connection.execute("SELECT hash FROM facts WHERE stream = 'office' AND seq = 1").fetchone()
    return Contents(
        heads=tuple(row[:3] for row in rows),
        cases=sum(stream.startswith("case:") for stream, *_ in rows),
        facts=sum(number for *_, number in rows),
        identity=first[0].decode() if first else "",
    )


def _contents(connection: sqlite3.Connection, tick: Callable[[], None]) -> Contents:
    held = _counted(connection)
    return Contents(held.heads, held.cases, held.facts, held.identity, _digest(connection, tick))


def _digest(connection: sqlite3.Connection, tick: Callable[[], None]) -> str:
    digest = hashlib.sha256()
    # Virtual tables have no pages; what they hold stands in tables of their own.
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name")
    for (name,) in tables.fetchall():
        digest.update(name)
        quoted = name.decode().replace('"', '""')
        found = connection.execute(f'SELECT * FROM "{quoted}"')
        for number in numbers(0, _AT_ONCE):
            if not (some := found.fetchmany(_AT_ONCE)):
                break
            digest.update(marshal.dumps(some, 0))  # form 0: the same bytes for the same values
            if number % _TICK_ROWS == 0:
                tick()
    return digest.hexdigest()
