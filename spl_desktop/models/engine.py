"""The one way in which a register file is opened."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

APPLICATION_ID = 0x53504C44
"""Stands in the header of the file ("SPLD"), so that any other database is told from a register."""

_BUSY_MS = 15_000


def engine_for(path: Path) -> Engine:
    """An engine on the register file: foreign keys on, WAL, synchronous FULL, transactions begun explicitly.

    A connection with the execution option `writing` begins IMMEDIATE: it owns the right to write from its first
    statement, because two readers that both want to write later would lose one of the updates.
    """
    engine = create_engine(URL.create("sqlite+pysqlite", database=str(path)), connect_args={"timeout": _BUSY_MS / 1000})
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begin)
    return engine


def writing_engine(engine: Engine) -> Engine:
    """The same engine for transactions that write."""
    return engine.execution_options(writing=True)


def _connected(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # the driver would begin too late and only for some statements
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys = ON",
        f"busy_timeout = {_BUSY_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "trusted_schema = OFF",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
