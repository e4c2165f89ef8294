"""The one way in which a register file is opened."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

APPLICATION_ID = 0x53504C44
"""Stands in the header of the file ("SPLD"), so that any other database is told from a register."""

_BUSY_MS = 15_000


def engine_for(path: Path, *, read_only: bool = False) -> Engine:
    """An engine on the register file: foreign keys on, WAL, synchronous FULL, transactions begun explicitly.

    With `read_only` SQLite itself refuses every write, and not even the mode of the file is changed.

    A connection with the execution option `writing` begins IMMEDIATE: it owns the right to write from its first
    statement, because two readers that both want to write later would lose one of the updates.
    """
    database, query = (f"{path.absolute().as_uri()}", {"mode": "ro", "uri": "true"}) if read_only else (str(path), {})
    url = URL.create("sqlite+pysqlite", database=database, query=query)
    engine = create_engine(url, connect_args={"timeout": _BUSY_MS / 1000})
    event.listen(engine, "connect", _connected_to_read if read_only else _connected)
    event.listen(engine, "begin", _begin)
    return engine


def writing_engine(engine: Engine) -> Engine:
    """The same engine for transactions that write."""
    return engine.execution_options(writing=True)


def _connected(connection: sqlite3.Connection, _record: Any) -> None:
    _set(connection, "foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL")


def _connected_to_read(connection: sqlite3.Connection, _record: Any) -> None:
    _set(connection, "query_only = ON")


def _set(connection: sqlite3.Connection, *pragmas: str) -> None:
    connection.isolation_level = None  # the driver would begin too late and only for some statements
    cursor = connection.cursor()
    for pragma in (f"busy_timeout = {_BUSY_MS}", "trusted_schema = OFF", *pragmas):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
