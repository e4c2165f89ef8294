"""Going back to a backup: what would be lost is told, nothing is lost, and a refusal leaves everything as it was."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from spl_desktop.domain.errors import UserError
from spl_desktop.models import copying
from spl_desktop.services import backup_files, cases, drafts, restore
from spl_desktop.services.backup import Kind, back_up, list_backups
from spl_desktop.services.checking import check
from spl_desktop.services.queries import case_view, list_cases
from spl_desktop.services.register import Register, close, create_register, open_register
from spl_desktop.services.restore import compare
from tests.builders import StandingClock, opened, walk_to


@pytest.fixture
def saved(register: Register, clock: StandingClock) -> Path:
    """A backup with one case, after which a second case was opened and the first went on."""
    case = opened(register)
    made = back_up(register.path, Kind.MANUAL, clock).backup
    opened(register, agenda="2/2026", letter_number="446/1/2026")
    cases.add_note(register, case, text="dicatat sesudah cadangan", on=date(2026, 1, 6))
    return made.path


def facts(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {hashed for (hashed,) in connection.execute("SELECT hash FROM facts")}


def test_what_would_be_lost_is_told_and_nothing_is_done(register: Register, saved: Path) -> None:
    before = copying.inspect(register.path)
    loss = compare(saved, register.path)
    assert (loss.cases, loss.agendas, loss.continued, loss.other) == (1, ("2/2026",), 1, False)
    assert loss.facts == len(facts(register.path) - facts(saved))
    assert loss.sentence() == (
        f"Yang dicatat sesudah cadangan ini tidak ada lagi di register: {loss.facts} catatan, "
        "1 kasus baru (agenda 2/2026), kelanjutan 1 kasus."
    )
    assert copying.inspect(register.path) == before


def test_nothing_to_lose_is_told_as_well(register: Register, clock: StandingClock) -> None:
    opened(register)
    made = back_up(register.path, Kind.MANUAL, clock).backup
    assert compare(made.path, register.path).sentence().startswith("Tidak ada yang hilang")
    drafts.save_draft(register, "baru", {"hal": "sedang diketik"})
    assert "1 draf" in compare(made.path, register.path).sentence()


def test_the_register_goes_back_and_the_replaced_one_is_kept(
    register: Register, saved: Path, clock: StandingClock
) -> None:
    before = facts(register.path)
    close(register)
    done = restore.restore(saved, register.path, clock)
    assert done.problem == ""
    assert done.replaced == register.path.with_name("register.diganti-20261123-090000.db")
    again = open_register(register.path, clock=clock)
    assert [row.agenda for row in list_cases(again)] == ["1/2026"]
    assert check(again).problems == ()
    close(again)
    kept = open_register(done.replaced, clock=clock)
    assert {row.agenda for row in list_cases(kept)} == {"1/2026", "2/2026"}
    assert check(kept).problems == ()
    close(kept)
    assert facts(done.replaced) == before
    newest = list_backups(register.path)[0]
    assert newest.kind is Kind.RESTORE
    assert facts(newest.path) == before
    assert {path.name for path in register.path.parent.iterdir() if path.is_file()} == {
        "register.db",
        done.replaced.name,
    }


def test_a_register_that_is_open_is_not_exchanged(register: Register, saved: Path, clock: StandingClock) -> None:
    before = copying.inspect(register.path)
    with pytest.raises(UserError, match=r"sedang dibuka jendela atau program lain.*Tutup semua jendela"):
        restore.restore(saved, register.path, clock)
    assert copying.inspect(register.path) == before
    assert opened(register, agenda="3/2026", letter_number="447/1/2026")
    assert not list(register.path.parent.glob("*.diganti-*"))


def test_a_damaged_backup_is_not_used(register: Register, saved: Path, clock: StandingClock) -> None:
    close(register)
    before = copying.inspect(register.path)
    data = bytearray(saved.read_bytes())
    data[len(data) // 2] ^= 0xFF
    saved.write_bytes(data)
    with pytest.raises(UserError, match=r"rusak, jadi tidak dipakai.*tetap seperti semula.*Pilih cadangan lain"):
        restore.restore(saved, register.path, clock)
    assert copying.inspect(register.path) == before


def test_a_backup_whose_history_was_changed_is_not_used(register: Register, saved: Path, clock: StandingClock) -> None:
    close(register)
    backup_files.note_of(saved).unlink()
    with closing(sqlite3.connect(saved)) as connection:
        connection.execute("DROP TRIGGER facts_never_change")
        connection.execute("UPDATE facts SET happened_on = '2020-01-01' WHERE stream = 'case:1' AND seq = 1")
        connection.commit()
    with pytest.raises(UserError, match=r"riwayat di dalamnya tidak utuh \(kasus 1, catatan 1\)"):
        restore.restore(saved, register.path, clock)
    assert len(list(register.path.parent.glob("*.db"))) == 1


def test_a_file_that_is_no_backup(register: Register, clock: StandingClock, tmp_path: Path) -> None:
    close(register)
    other = tmp_path / "surat.db"
    other.write_bytes(b"PK\x03\x04" + bytes(9000))
    for verb in (lambda: compare(other, register.path), lambda: restore.restore(other, register.path, clock)):
        with pytest.raises(UserError, match="bukan cadangan register, atau rusak"):
            verb()
    with pytest.raises(UserError, match=r"tidak ditemukan\. Pasang disknya"):
        compare(tmp_path / "tiada.db", register.path)


def test_a_register_that_cannot_be_read_any_more_comes_back(
    register: Register, saved: Path, clock: StandingClock
) -> None:
    close(register)
    broken = b"\x5a" * register.path.stat().st_size
    register.path.write_bytes(broken)
    Path(f"{register.path}-wal").write_bytes(b"sisa")
    assert "tidak dapat dibaca" in compare(saved, register.path).sentence()
    done = restore.restore(saved, register.path, clock)
    assert done.replaced is not None
    assert done.replaced.read_bytes() == broken
    assert Path(f"{done.replaced}-wal").read_bytes() == b"sisa"
    assert "disimpan apa adanya" in done.problem
    again = open_register(register.path, clock=clock)
    assert check(again).problems == ()
    close(again)


def test_a_register_that_is_gone_comes_back(register: Register, saved: Path, clock: StandingClock) -> None:
    close(register)
    register.path.unlink()
    assert compare(saved, register.path).facts == 0
    assert restore.restore(saved, register.path, clock).replaced is None
    close(open_register(register.path, clock=clock))


def test_the_backup_of_another_register_is_told(
    register: Register, saved: Path, clock: StandingClock, tmp_path: Path
) -> None:
    other = create_register(tmp_path / "lain.db", clock=clock)
    loss = compare(saved, other.path)
    close(other)
    assert loss.other
    assert "berasal dari register lain" in loss.sentence()


def test_an_exchange_that_came_out_wrong_is_taken_back(
    register: Register, saved: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(register)
    before = copying.inspect(register.path)
    true_inspect = copying.inspect

    def failing(path: Path, *more: object) -> copying.Contents:
        if path == register.path:
            raise copying.Damaged("bad disk")
        return true_inspect(path)

    monkeypatch.setattr(copying, "inspect", failing)
    with pytest.raises(UserError, match=r"register semula dikembalikan"):
        restore.restore(saved, register.path, clock)
    monkeypatch.undo()
    assert copying.inspect(register.path) == before


def test_a_disk_that_refuses_leaves_the_register(
    register: Register, saved: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(register)
    before = copying.inspect(register.path)

    def refusing(_self: Path, _target: Path) -> None:
        raise PermissionError("closed")

    monkeypatch.setattr(Path, "replace", refusing)
    with pytest.raises(UserError, match=r"tidak jadi dipulihkan.*tetap seperti semula"):
        restore.restore(saved, register.path, clock)
    monkeypatch.undo()
    assert copying.inspect(register.path) == before
    assert not list(register.path.parent.glob(".*"))


def test_a_replaced_register_can_be_gone_back_to(register: Register, saved: Path, clock: StandingClock) -> None:
    case = 1
    walk_to(register, case, "dokumen_interchange")
    before = case_view(register, case)
    close(register)
    done = restore.restore(saved, register.path, clock)
    assert done.replaced is not None
    restore.restore(done.replaced, register.path, clock)
    again = open_register(register.path, clock=clock)
    assert case_view(again, case) == before
    close(again)
