"""Beginning, opening and refusing registers."""

import os
import re
import sqlite3
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from spl_desktop import paths
from spl_desktop.domain.errors import UserError
from spl_desktop.models import schema
from spl_desktop.models.engine import engine_for, writing_engine
from spl_desktop.services import cases, office, sops
from spl_desktop.services.backup import Kind, list_backups
from spl_desktop.services.checking import check, rebuild
from spl_desktop.services.importing import import_cases
from spl_desktop.services.queries import case_view, list_cases
from spl_desktop.services.register import Register, close, create_register, open_register
from spl_desktop.services.verifying import verify
from tests.builders import StandingClock, new_case, opened, taken_over, walk_to


def test_a_new_register_knows_the_decree_and_the_agencies(register: Register) -> None:
    state = office.office(register)
    assert state.letterhead.government == "PEMERINTAH KABUPATEN KARANGANYAR"
    assert state.letterhead.postal_code == "57712"
    assert state.settings == {"kota": "Karanganyar", "kertas": "A4", "kode": "555", "batas_berkas_mb": "50"}
    assert len([one for one in state.agencies if one.name.startswith("Kecamatan ")]) == 17
    (head,) = office.positions_on(register, date(2023, 9, 25), "kepala")
    assert (head.official.name, head.official.nip) == ("ISNAN NUR AZIZ, S.Kom.", "19780210 200501 1 016")
    assert head.lines == ("Kepala Dinas Komunikasi dan Informatika Kabupaten Karanganyar",)
    assert office.positions_on(register, date(2023, 9, 24)) == ()
    assert sops.current_sop(register).identity.number == "555/23/IX/2023"


def test_what_was_recorded_is_there_after_closing(register: Register, clock: StandingClock) -> None:
    case = opened(register)
    walk_to(register, case, "dokumen_interchange")
    before, rows = case_view(register, case), list_cases(register)
    close(register)
    again = open_register(register.path, clock=clock, recorder="Orang lain")
    assert case_view(again, case) == before
    assert list_cases(again) == rows
    close(again)


def test_nothing_is_left_beside_a_new_register(register: Register, tmp_path: Path) -> None:
    close(register)
    assert {path.name for path in tmp_path.iterdir()} == {"register.db"}


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "ada.db"
    path.write_text("jangan ditimpa")
    with pytest.raises(UserError, match=r"sudah ada\. Beri nama lain"):
        create_register(path)
    assert path.read_text() == "jangan ditimpa"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"tidak ada\. Pilih folder yang ada"):
        create_register(tmp_path / "tiada" / "register.db")


def test_a_missing_register(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"tidak ditemukan\. Periksa letaknya"):
        open_register(tmp_path / "tiada.db")
    assert not (tmp_path / "tiada.db").exists()


def test_a_file_that_is_no_register(tmp_path: Path) -> None:
    path = tmp_path / "lain.db"
    path.write_bytes(b"PK\x03\x04" + bytes(5000))
    with pytest.raises(UserError, match="bukan register SPL Desktop"):
        open_register(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps nobody out by these bits")
@pytest.mark.parametrize("bits", [0o555, 0o000])
def test_a_folder_closed_to_this_account_is_no_broken_register(clock: StandingClock, bits: int) -> None:
    with tempfile.TemporaryDirectory() as name:  # not below tmp_path, where another account sees nothing at all
        folder = Path(name)
        close(create_register(folder / "register.db", clock=clock))
        folder.chmod(bits)
        is_root = os.geteuid() == 0  # to whom no folder is closed
        try:
            if is_root:
                os.seteuid(65534)
            with pytest.raises(UserError, match=r"tidak boleh dibuka dari akun ini.*ubah izinnya"):
                open_register(folder / "register.db", clock=clock)
        finally:
            if is_root:
                os.seteuid(0)
            folder.chmod(0o700)
        close(open_register(folder / "register.db", clock=clock))


def test_a_register_of_a_newer_program_can_only_be_read(register: Register) -> None:
    opened(register)
    close(register)
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = register.path.read_bytes()
    again = open_register(register.path)
    try:
        assert re.search(r"lebih baru, jadi di sini hanya dapat dibaca.*Perbarui program ini", again.read_only)
        assert [row.agenda for row in list_cases(again)] == ["1/2026"]
        for write in (lambda: opened(again, agenda="2/2026"), lambda: rebuild(again)):
            with pytest.raises(UserError, match="hanya dapat dibaca dan tidak ada yang dicatat"):
                write()
        with pytest.raises(UserError, match="tidak dapat diperiksa dengan versi program ini"):
            check(again)
    finally:
        close(again)
    assert register.path.read_bytes() == before


def test_what_a_newer_program_keeps_otherwise_is_told(register: Register) -> None:
    opened(register)
    close(register)
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("ALTER TABLE cases RENAME COLUMN subject TO perihal")
        connection.commit()
    again = open_register(register.path)
    try:
        with pytest.raises(UserError, match=r"versi program yang lebih baru.*Register tidak diubah"):
            list_cases(again)
    finally:
        close(again)


def test_sqlite_itself_refuses_to_write_what_can_only_be_read(register: Register) -> None:
    engine = engine_for(register.path, read_only=True)
    try:
        with writing_engine(engine).connect() as connection, pytest.raises(OperationalError, match="readonly"):
            connection.execute(text("DELETE FROM drafts"))
    finally:
        engine.dispose()


def test_nothing_is_written_into_a_register_that_was_moved_away(register: Register, tmp_path: Path) -> None:
    case = opened(register)
    before = check(register).facts
    register.path.rename(tmp_path / "dipindah.db")
    with pytest.raises(UserError, match=r"tidak ada lagi di tempatnya: dipindahkan.*Kembalikan berkasnya"):
        cases.add_note(register, case, text="hilang", on=register.today)
    (tmp_path / "dipindah.db").rename(register.path)
    assert check(register).facts == before
    cases.add_note(register, case, text="tidak hilang", on=register.today)
    assert check(register).problems == ()


@pytest.mark.skipif(os.name == "nt", reason="Windows lets no file be replaced that is open")
def test_nothing_is_written_where_another_file_has_taken_the_place(register: Register, tmp_path: Path) -> None:
    case = opened(register)
    facts = check(register).facts
    away = tmp_path / "semula.db"
    register.path.rename(away)
    register.path.write_bytes(away.read_bytes())
    with pytest.raises(UserError, match=r"sekarang ada berkas lain.*Tidak ada yang disimpan; yang sudah tercatat ada"):
        cases.add_note(register, case, text="hilang", on=register.today)
    away.replace(register.path)
    cases.add_note(register, case, text="tidak hilang", on=register.today)
    assert check(register).facts == facts + 1


def test_an_older_register_is_migrated_after_a_backup(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    close(register)
    done: list[str] = []
    newest = schema.REVISIONS[-1]
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9999"))
    monkeypatch.setattr(schema, "migrate", lambda engine: done.append("migrated"))
    close(open_register(register.path))
    close(open_register(register.path))
    assert done == ["migrated", "migrated"]
    backups = list_backups(register.path)
    assert [one.kind for one in backups] == [Kind.UPGRADE]  # of two on one day the newer is kept
    assert schema.file_version(backups[0].path) == newest


def test_a_damaged_file_is_told_in_a_sentence(register: Register, clock: StandingClock) -> None:
    opened(register)
    close(register)
    data = bytearray(register.path.read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    register.path.write_bytes(data)
    with pytest.raises(UserError, match="rusak"):
        open_register(register.path, clock=clock)


def test_a_disk_that_is_full_is_told_and_nothing_is_written(register: Register) -> None:
    case = opened(register)
    with register.writing() as session:
        pages = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(UserError, match="Tempat pada disk habis, jadi tidak ada yang disimpan"):
        for _ in range(20):
            cases.add_note(register, case, text="x" * 15_000, on=date(2026, 1, 6))
    notes = [row for row in case_view(register, case).history if row.kind == "note_added"]
    assert len(notes) < 20
    assert check(register).problems == ()


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
def test_the_open_register_is_no_file_that_could_be_taken_in_or_compared(
    register: Register, tmp_path: Path, end: str
) -> None:
    """Reading it beside SQLite would cost the locks on it: another process could then take it over."""
    with register.reading() as session:
        session.connection()
    file = tmp_path / "surat.pdf"
    file.symlink_to(f"{register.path}{end}")
    refused: list[str] = []
    for use in (
        lambda: cases.open_case(register, new_case(files=(file,))),
        lambda: verify(register, file),
        lambda: import_cases(register, file),
    ):
        with pytest.raises(UserError) as error:
            use()
        refused.append(error.value.sentence)
    assert refused == ['"surat.pdf" adalah register yang sedang dibuka, bukan dokumen. Pilih berkas lain.'] * 3
    assert not taken_over(register.path)


def test_a_register_that_is_closed_can_be_taken_over(register: Register) -> None:
    assert not taken_over(register.path)
    close(register)
    assert taken_over(register.path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights; the user's folder is his own there")
def test_nobody_else_reads_a_new_register_or_its_companions_even_with_an_open_mask(
    tmp_path: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = os.umask(0)
    try:
        monkeypatch.setenv("SPL_DESKTOP_HOME", str(tmp_path / "home"))
        made = create_register(paths.data_folder() / "register.db", clock=clock, recorder="Penguji")
        opened(made)
        found = {path.name: path.stat().st_mode & 0o777 for path in made.path.parent.glob("register.db*")}
        assert set(found.values()) == {0o600}, found
        assert len(found) > 1  # the companion that holds what was written last
        assert made.path.parent.stat().st_mode & 0o777 == 0o700
        assert paths.log_file().parent.stat().st_mode & 0o777 == 0o700
        close(made)
    finally:
        os.umask(before)
