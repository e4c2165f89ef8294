"""The schema: the same by either way, append-only, told from other files."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from spl_desktop.models import schema
from spl_desktop.models.base import Base
from spl_desktop.models.engine import engine_for, writing_engine
from spl_desktop.services.register import Register


def _objects(path: Path) -> set[tuple[str, str, frozenset[str]]]:
    """Everything in the file; the blanks and the order of a table's constraints make no difference."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
    return {(kind, name, frozenset(_parts(sql))) for kind, name, sql in rows}


def _parts(sql: str) -> list[str]:
    flat = re.sub(r"\s*([(),])\s*", r"\1", re.sub(r"[\s\"]+", " ", sql)).removesuffix(")")
    return re.split(r",(?=CONSTRAINT)", flat)


def _mapped(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or not (name or "").startswith("search")


# What an index over lower(...) says is compared below, as text.
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_the_migrations_make_the_schema_that_a_new_file_gets(tmp_path: Path) -> None:
    made, migrated = tmp_path / "made.db", tmp_path / "migrated.db"
    for path, make in ((made, schema.create), (migrated, schema.migrate)):
        engine = engine_for(path)
        make(engine)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"include_name": _mapped})
            assert compare_metadata(context, Base.metadata) == []
        engine.dispose()
    assert _objects(made) == _objects(migrated)
    assert schema.file_version(made) == schema.REVISIONS[-1]


def test_a_file_that_is_no_register_is_told_without_changing_it(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
        connection.commit()
    before = other.read_bytes()
    assert schema.file_version(other) is None
    assert other.read_bytes() == before
    (tmp_path / "text.db").write_text("ini bukan basis data, hanya teks biasa yang cukup panjang" * 20)
    assert schema.file_version(tmp_path / "text.db") is None


def test_every_connection_is_opened_in_the_one_way(register: Register) -> None:
    with register.reading() as session:
        wanted = {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "trusted_schema": 0}
        for pragma, value in wanted.items():
            assert session.scalar(text(f"PRAGMA {pragma}")) == value


def test_a_path_with_odd_letters_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "reg ister % ? #&.db"
    engine = engine_for(path)
    schema.create(engine)
    engine.dispose()
    assert path.exists()
    assert schema.file_version(path) == schema.REVISIONS[-1]


@pytest.mark.parametrize("statement", ["UPDATE facts SET kind = 'x' WHERE id = 1", "DELETE FROM facts WHERE id = 1"])
def test_facts_are_append_only(register: Register, statement: str) -> None:
    with writing_engine(register.engine).connect() as connection, pytest.raises(IntegrityError, match="append-only"):
        connection.execute(text(statement))


def test_a_second_fact_in_the_same_place_is_refused(register: Register) -> None:
    with writing_engine(register.engine).connect() as connection, pytest.raises(IntegrityError, match="UNIQUE"):
        connection.execute(
            text(
                "INSERT INTO facts (stream, seq, kind, payload, happened_on, recorded_at, acted_lane, acted_by, "
                "recorded_by, previous, hash) SELECT stream, seq, kind, payload, happened_on, recorded_at, acted_lane, "
                "acted_by, recorded_by, previous, hash FROM facts WHERE id = 1"
            )
        )


def test_a_migration_that_fails_leaves_nothing_of_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import op

    path = tmp_path / "half.db"
    engine = engine_for(path)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("halfway")

    monkeypatch.setattr(op, "create_index", fail)
    with pytest.raises(RuntimeError, match="halfway"):
        schema.migrate(engine)
    engine.dispose()
    assert _objects(path) == set()


def test_opening_a_register_does_not_wait_for_alembic(register: Register) -> None:
    program = (
        "import sys; from pathlib import Path; from spl_desktop.services.register import close, open_register; "
        "close(open_register(Path(sys.argv[1]))); print('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(register.path)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.stderr) == ("False", "")
