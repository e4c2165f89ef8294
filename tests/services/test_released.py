"""A register of every released schema opens with this program, migrated after a verified backup, or stays as it was."""

import gzip
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from spl_desktop.domain.errors import UserError
from spl_desktop.models import copying, schema
from spl_desktop.services import cases, drafts
from spl_desktop.services.backup import Kind, list_backups
from spl_desktop.services.checking import check
from spl_desktop.services.queries import list_cases
from spl_desktop.services.register import close, open_register
from tests.builders import StandingClock

KEPT = Path(__file__).parents[1] / "data" / "registers"
MIGRATIONS = Path(schema.__file__).parent / "migrations"
NEXT = """
from alembic import op
revision, down_revision, branch_labels, depends_on = "next", "{last}", None, None
def upgrade():
    op.execute("ALTER TABLE drafts ADD COLUMN colour TEXT")
    op.execute("UPDATE alembic_version SET version_num = 'half'")
    {end}
"""


def unpacked(version: str, folder: Path) -> Path:
    """The register of that schema, ready to be opened."""
    path = folder / "register.db"
    path.write_bytes(gzip.decompress((KEPT / f"{version}.db.gz").read_bytes()))
    return path


def test_every_released_schema_is_kept() -> None:
    kept = {path.name.removesuffix(".db.gz") for path in KEPT.iterdir()}
    assert set(schema.REVISIONS[:-1]) | {"0001"} <= kept <= set(schema.REVISIONS)


@pytest.mark.parametrize("version", sorted(path.name.removesuffix(".db.gz") for path in KEPT.iterdir()))
def test_a_register_of_each_schema_opens_whole_and_goes_on(version: str, tmp_path: Path, clock: StandingClock) -> None:
    path = unpacked(version, tmp_path)
    before = copying.count(path)
    register = open_register(path, clock=clock, recorder="Petugas")
    try:
        report = check(register)
        assert (report.problems, report.cases, report.files) == ((), 2, 1)
        assert copying.count(path).heads == before.heads
        assert [row.agenda for row in list_cases(register)] == ["1/2026", "2/2026"]
        assert drafts.load_draft(register, "baru") == {"hal": "draf yang belum jadi"}
        cases.add_note(register, 1, text="dilanjutkan", on=clock.today())
        assert check(register).problems == ()
    finally:
        close(register)
    assert schema.file_version(path) == schema.REVISIONS[-1]
    saved = [one for one in list_backups(path) if one.kind is Kind.UPGRADE]
    assert len(saved) == (version != schema.REVISIONS[-1])
    assert all(copying.inspect(one.path).heads == before.heads for one in saved)


@pytest.fixture
def next_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes this program one of a later schema, whose migration ends with the given statement."""

    def make(end: str) -> None:
        scripts = tmp_path / "migrations"
        shutil.copytree(MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
        (scripts / "versions" / "v_next.py").write_text(NEXT.format(last=schema.REVISIONS[-1], end=end))
        monkeypatch.setattr(schema, "SCRIPTS", str(scripts))
        monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "next"))

    return make


@pytest.mark.parametrize(
    "end",
    [
        'op.execute("UPDATE there_is_none SET a = 1")',
        'raise RuntimeError("a fault of ours")',
        # No page more than there are: as on a full disk.
        'op.execute("PRAGMA max_page_count = 1"); op.execute("CREATE TABLE big AS SELECT zeroblob(9000000) AS big")',
    ],
    ids=["refused", "a fault", "full"],
)
def test_a_migration_that_breaks_in_the_middle_leaves_the_register_as_it_was(
    tmp_path: Path, clock: StandingClock, next_schema: Callable[[str], None], end: str
) -> None:
    version = schema.REVISIONS[-1]
    path = unpacked(sorted(KEPT.iterdir())[-1].name.removesuffix(".db.gz"), tmp_path)
    close(open_register(path, clock=clock))
    before = copying.inspect(path)
    next_schema(end)
    with pytest.raises((UserError, RuntimeError)) as caught:
        open_register(path, clock=clock)
    if isinstance(caught.value, UserError):
        assert "tidak dapat diperbarui untuk versi program ini dan tetap seperti semula" in caught.value.sentence
        assert str(list_backups(path)[0].path) in caught.value.sentence
    assert copying.inspect(path) == before
    assert schema.file_version(path) == version
    with closing(sqlite3.connect(path)) as connection:
        assert "colour" not in {row[1] for row in connection.execute("PRAGMA table_info(drafts)")}
    assert [one.kind for one in list_backups(path)].count(Kind.UPGRADE) == 1


def test_a_migration_that_goes_through_keeps_every_fact(
    tmp_path: Path, clock: StandingClock, next_schema: Callable[[str], None]
) -> None:
    path = unpacked(sorted(KEPT.iterdir())[-1].name.removesuffix(".db.gz"), tmp_path)
    close(open_register(path, clock=clock))
    before = copying.count(path)
    next_schema(f"op.execute(\"UPDATE alembic_version SET version_num = '{schema.REVISIONS[-1]}'\")")
    close(open_register(path, clock=clock))
    assert schema.file_version(path) == "next"
    assert copying.count(path).heads == before.heads
