"""The schema of a register file: which version it has, the first one, and the way to the newest."""

import contextlib
import sqlite3
from pathlib import Path

from sqlalchemy import Engine, text

from spl_desktop.models import kept, log, projections, search
from spl_desktop.models.base import Base
from spl_desktop.models.engine import APPLICATION_ID

REVISIONS = ("0001", "0002")
"""Every version of the schema, the oldest first; each has its script in migrations/versions."""

SCRIPTS = "spl_desktop.models:migrations"
"""Where Alembic finds them."""

TABLES = (log.FactRecord, kept.FileRecord, projections.CaseRecord)
CREATE_SEARCH = search.CREATE_SEARCH


def file_version(path: Path) -> str | None:
    """The schema version of a register file, None where the file is no register.

    PermissionError where SQLite may not open it; a register in WAL also needs a folder that may be written.
    Reads without the engine: a file that is none of ours must not be changed, not even into WAL.
    """
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            if application != APPLICATION_ID:
                return None
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
            raise PermissionError(str(error)) from error
        return None
    except UnicodeDecodeError:  # what SQLite says of a spoilt schema quotes its letters
        return None
    return None if row is None else str(row[0])


def create(engine: Engine) -> None:
    """The newest schema in an empty file. Alembic is not needed for it; a test compares with what it would make."""
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        Base.metadata.create_all(connection)
        connection.execute(
            text(
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
                "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
            )
        )
        connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:v)"), {"v": REVISIONS[-1]})


def migrate(engine: Engine, target: str = "head") -> None:
    """Brings an older file to the newest schema, all of it or nothing."""
    from alembic import command  # slow to import, and due only after an update of the program
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, target)
