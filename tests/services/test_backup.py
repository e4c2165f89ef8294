"""Backups: verified before they count, rotated over years, loud when they fail, and never in the way of the work."""

import errno
import os
import shutil
import sqlite3
import stat
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from spl_desktop.domain.dates import WIB
from spl_desktop.domain.errors import UserError
from spl_desktop.models import copying, schema
from spl_desktop.services import backup, backup_files, cases, office
from spl_desktop.services.backup import Kind, back_up, daily_backup, list_backups
from spl_desktop.services.checking import check
from spl_desktop.services.register import Register, close, create_register, open_register
from tests.builders import TODAY, StandingClock, opened, paper, walk_to


def flip(path: Path, place: int, bits: int = 0x55) -> None:
    """Spoils one byte of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= bits
    path.write_bytes(data)


def test_a_backup_says_what_the_register_says(register: Register, clock: StandingClock) -> None:
    walk_to(register, opened(register), "dokumen_interchange")
    made = back_up(register.path, Kind.MANUAL, clock).backup
    assert made.path == register.path.parent / "register-cadangan" / "register.20261123-090000.manual.db"
    assert copying.inspect(made.path) == copying.inspect(register.path)
    assert (made.cases, made.size) == (1, made.path.stat().st_size)
    assert list_backups(register.path) == (made,)
    copy = open_register(made.path, clock=clock)
    report = check(copy)
    close(copy)
    assert (report.problems, report.facts) == ((), made.facts)


def test_a_backup_is_one_file_that_needs_no_other(register: Register, clock: StandingClock) -> None:
    opened(register)
    assert Path(f"{register.path}-wal").stat().st_size > 0
    made = back_up(register.path, Kind.MANUAL, clock).backup
    names = {path.name for path in made.path.parent.iterdir()}
    assert names == {made.path.name, f"{made.path.name}.json"}
    if os.name != "nt":
        assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700


def test_backups_of_one_second_do_not_replace_each_other(register: Register, clock: StandingClock) -> None:
    paths = {back_up(register.path, Kind.MANUAL, clock).backup.path for _ in range(3)}
    assert len(paths) == len(list_backups(register.path)) == 3


@pytest.mark.parametrize("where", ["facts", "files", "anywhere"])
def test_a_copy_that_came_out_damaged_never_counts(
    register: Register, clock: StandingClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    mark = b"x-penanda-x" * 500
    opened(register, files=(paper(tmp_path, content=mark),))
    back_up(register.path, Kind.MANUAL, clock)
    before = list_backups(register.path)
    true_copy = copying.copy_whole
    needles = {"facts": b"Permohonan integrasi data pasien", "files": b"x-penanda-x"}

    def spoiling(source: Path, target: Path, tick: Callable[[], None]) -> copying.Contents:
        held = true_copy(source, target, tick)
        place = target.read_bytes().find(needles[where]) if where in needles else 4096 * 3
        assert place > 0
        flip(target, place)
        return held

    monkeypatch.setattr(copying, "copy_whole", spoiling)
    with pytest.raises(UserError, match=r"tidak lolos pemeriksaan, jadi dibuang.*tetap dapat dipakai"):
        back_up(register.path, Kind.MANUAL, clock)
    assert list_backups(register.path) == before
    assert len(list(before[0].path.parent.iterdir())) == 2


def test_every_flipped_byte_of_the_content_is_seen(register: Register, clock: StandingClock) -> None:
    opened(register)
    made = back_up(register.path, Kind.MANUAL, clock).backup
    whole, held = made.path.read_bytes(), copying.inspect(made.path)
    seen = 0
    places = [place for place in range(100, len(whole)) if whole[place]][:: len(whole) // 400]
    for place in places:
        flip(made.path, place)
        assert backup_files.sha256_of(made.path) != made.sha256
        try:
            seen += copying.inspect(made.path) != held
        except copying.Damaged:
            seen += 1
        made.path.write_bytes(whole)
    assert seen > 0.9 * len(places)  # the others lie in room that no table uses


def test_a_backup_that_was_cut_short_is_not_listed(register: Register, clock: StandingClock) -> None:
    made = back_up(register.path, Kind.MANUAL, clock).backup
    made.path.write_bytes(made.path.read_bytes()[:-4096])
    assert list_backups(register.path) == ()


def test_a_backup_whose_note_is_gone_is_still_known(register: Register, clock: StandingClock) -> None:
    opened(register)
    made = back_up(register.path, Kind.DAILY, clock).backup
    backup_files.note_of(made.path).unlink()
    (found,) = list_backups(register.path)
    assert (found.kind, found.made, found.cases, found.facts) == (made.kind, made.made, made.cases, made.facts)


def years(first: date, number: int) -> list[date]:
    return [day for n in range(365 * number) if (day := first + timedelta(n)).weekday() < 5]


def test_rotation_over_three_years(tmp_path: Path) -> None:
    register, folder = tmp_path / "register.db", tmp_path / "register-cadangan"
    folder.mkdir()
    known: list[backup.Backup] = []
    for day in years(date(2026, 1, 1), 3):
        made = datetime(day.year, day.month, day.day, 8, 30, tzinfo=WIB).astimezone(UTC)
        kind = Kind.MANUAL if day.day == 17 else Kind.DAILY
        path = folder / backup_files.file_name(register, kind, made)
        known.append(backup.Backup(path, kind, made, 1, 1, 1))
        gone = backup_files.expired(known)
        known = [one for one in known if one not in gone]
        assert known[-1].path == path
    manual = [one for one in known if one.kind is Kind.MANUAL]
    daily = [one.made.astimezone(WIB).date() for one in known if one.kind is Kind.DAILY]
    assert len(manual) == sum(day.day == 17 for day in years(date(2026, 1, 1), 3))
    automatic = [day for day in years(date(2026, 1, 1), 3) if day.day != 17]
    assert daily[-7:] == automatic[-7:]
    months = {(day.year, day.month): day for day in automatic}  # the last of each month
    assert set(list(months.values())[-12:]) <= set(daily)
    weeks = {day.isocalendar()[:2]: day for day in automatic}
    assert set(list(weeks.values())[-5:]) <= set(daily)
    assert len(daily) <= 7 + 5 + 12


def test_rotation_removes_the_files_and_their_notes(register: Register, clock: StandingClock) -> None:
    for day in (date(2026, 1, 5) + timedelta(n) for n in range(20)):
        clock.go_to(day)
        back_up(register.path, Kind.DAILY, clock)
    back_up(register.path, Kind.MANUAL, clock)
    found = list_backups(register.path)
    assert Counter(one.kind for one in found) == {Kind.DAILY: 8, Kind.MANUAL: 1}  # 7 days, and a week before them
    assert len(list(backup_files.folder_of(register.path).iterdir())) == 18


def test_a_clock_set_back_by_a_year_costs_no_new_backup(register: Register, clock: StandingClock) -> None:
    for _ in range(9):
        clock.pass_days(31)
        back_up(register.path, Kind.DAILY, clock)
    clock.pass_days(-3 * 365)
    made = back_up(register.path, Kind.DAILY, clock).backup
    assert made.path.is_file()
    assert made in list_backups(register.path)


def test_a_working_day_gets_one_backup(register: Register, clock: StandingClock) -> None:
    first = daily_backup(register)
    assert first is not None and first.backup.kind is Kind.DAILY
    assert daily_backup(register) is None
    clock.pass_days(1)
    assert daily_backup(register) is not None
    clock.go_to(date(2026, 11, 28))  # a Saturday
    assert daily_backup(register) is None
    clock.go_to(date(2026, 12, 25))
    assert daily_backup(register) is None
    clock.go_to(date(2026, 12, 28))
    assert daily_backup(register) is not None


def test_a_register_without_any_backup_gets_one_on_a_sunday(register: Register, clock: StandingClock) -> None:
    clock.go_to(date(2026, 11, 29))
    assert daily_backup(register) is not None


def test_the_second_place_holds_the_same_bytes(register: Register, clock: StandingClock, tmp_path: Path) -> None:
    opened(register)
    second = tmp_path / "flashdisk"
    second.mkdir()
    made = back_up(register.path, Kind.MANUAL, clock, second=second)
    assert made.second is not None and made.problem == ""
    assert made.second.path.read_bytes() == made.backup.path.read_bytes()
    assert made.second.path.is_relative_to(second)
    assert list_backups(register.path, second) == (made.backup, made.second)


def test_a_second_place_that_was_away_gets_the_newest_backup_later(
    register: Register, clock: StandingClock, tmp_path: Path
) -> None:
    second = tmp_path / "flashdisk"
    away = daily_backup(register, second)
    assert away is not None and away.backup.path.is_file()
    assert "tidak ditemukan, jadi cadangan hanya ada di komputer ini. Pasang flash disk" in away.problem
    second.mkdir()
    back = daily_backup(register, second)
    assert back is not None and back.second is not None
    assert back.second.sha256 == away.backup.sha256
    assert daily_backup(register, second) is None


def test_a_second_copy_with_other_bytes_never_counts(
    register: Register, clock: StandingClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = tmp_path / "flashdisk"
    second.mkdir()
    true_flush = backup.flush

    def spoiling(path: Path) -> None:
        true_flush(path)
        if second in path.parents:
            flip(path, 5000)

    monkeypatch.setattr(backup, "flush", spoiling)
    made = back_up(register.path, Kind.MANUAL, clock, second=second)
    assert made.second is None
    assert "tidak lolos pemeriksaan" in made.problem
    assert [path for path in second.rglob("*") if path.is_file()] == []
    assert list_backups(register.path, second) == (made.backup,)


def test_a_flash_disk_pulled_out_in_the_middle_leaves_the_first_backup(
    register: Register, clock: StandingClock, tmp_path: Path
) -> None:
    second = tmp_path / "flashdisk"
    second.mkdir()

    def pulled(done: int = 0, total: int = 0, sentence: str = "") -> None:
        if sentence == "Menyalin ke tempat kedua":
            raise OSError(errno.EIO, "Input/output error", str(second))

    made = back_up(register.path, Kind.MANUAL, clock, second=second, progress=pulled)
    assert made.backup.path.is_file()
    assert made.second is None
    assert made.problem.startswith(
        "Cadangan di komputer ini selesai, tetapi salinannya di tempat kedua tidak jadi dibuat"
    )
    assert "tidak dapat dijangkau" in made.problem and "masih terpasang" in made.problem


def test_a_full_disk_is_told_and_the_register_goes_on(
    register: Register, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(register.path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=100_000))
    with pytest.raises(UserError, match=r"tempat pada disk .* habis.*tetap dapat dipakai.*Kosongkan sebagian disk"):
        back_up(register.path, Kind.DAILY, clock)
    assert opened(register)
    assert list_backups(register.path) == ()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("SQLITE_FULL", "tempat pada disk"),
        ("SQLITE_READONLY", "tidak boleh ditulisi"),
        ("SQLITE_IOERR_WRITE", "tidak dapat dijangkau"),
        ("SQLITE_BUSY", "dipakai program lain"),
        ("SQLITE_CORRUPT", "register ini rusak"),
    ],
)
def test_what_sqlite_refuses_is_a_sentence(
    register: Register, clock: StandingClock, monkeypatch: pytest.MonkeyPatch, code: str, words: str
) -> None:
    def refusing(*_args: object) -> None:
        error = sqlite3.OperationalError("refused")
        error.sqlite_errorname = code
        raise error

    monkeypatch.setattr(copying, "copy_whole", refusing)
    with pytest.raises(UserError, match=words):
        back_up(register.path, Kind.DAILY, clock)
    assert list(backup_files.folder_of(register.path).iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps nobody out by these bits")
def test_a_folder_that_may_not_be_written_is_told(clock: StandingClock) -> None:
    with tempfile.TemporaryDirectory() as name:  # not below tmp_path, where another account sees nothing at all
        path = Path(name) / "register.db"
        close(create_register(path, clock=clock))
        Path(name).chmod(0o777)
        path.chmod(0o666)
        folder = backup_files.folder_of(path)
        folder.mkdir(mode=0o555)
        is_root = os.geteuid() == 0  # to whom no folder is closed
        try:
            if is_root:
                os.seteuid(65534)
            with pytest.raises(UserError, match=r"tidak boleh ditulisi.*tetap dapat dipakai.*Ubah izin foldernya"):
                back_up(path, Kind.DAILY, clock)
        finally:
            if is_root:
                os.seteuid(0)
            folder.chmod(0o700)
        assert back_up(path, Kind.DAILY, clock).backup.path.is_file()


def test_a_closed_folder_is_told_to_anybody(
    register: Register, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_args: object, **_kw: object) -> None:
        raise PermissionError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "open", closed)
    with pytest.raises(UserError, match=r"tidak boleh ditulisi.*kunci tulis pada flash disk"):
        back_up(register.path, Kind.DAILY, clock)


def test_a_register_that_was_moved_away_is_told(register: Register, clock: StandingClock) -> None:
    with pytest.raises(UserError, match=r"tidak ada lagi di tempatnya"):
        back_up(register.path.with_name("tiada.db"), Kind.DAILY, clock)


def test_what_an_ended_program_left_is_cleared(register: Register, clock: StandingClock) -> None:
    folder = backup_files.folder_of(register.path)
    folder.mkdir()
    (folder / ".register.db.99.baru").write_bytes(b"setengah")
    back_up(register.path, Kind.DAILY, clock)
    assert not [path for path in folder.iterdir() if path.name.endswith(".baru")]


def test_a_backup_beside_a_writer_is_consistent_and_ends(register: Register, clock: StandingClock) -> None:
    case, stop = opened(register), threading.Event()
    written: list[int] = []

    def write() -> None:
        while not stop.is_set():
            cases.add_note(register, case, text=f"catatan {len(written)}", on=date(2026, 1, 6))
            written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [back_up(register.path, Kind.MANUAL, clock).backup for _ in range(5)]
    finally:
        stop.set()
        writer.join()
    assert len(written) > 5
    assert [one.facts for one in made] == sorted(one.facts for one in made)
    for one in made:
        copy = open_register(one.path, clock=clock)
        report = check(copy)
        close(copy)
        assert (report.problems, report.facts) == ((), one.facts)


def test_an_older_register_is_not_migrated_without_its_backup(
    register: Register, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(register)
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9998"))
    monkeypatch.setattr(schema, "migrate", lambda _engine: pytest.fail("migrated without a backup"))
    usage = shutil.disk_usage(register.path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=0))
    with pytest.raises(UserError, match=r"^Register belum diperbarui untuk versi program ini\. Cadangan tidak jadi"):
        open_register(register.path, clock=clock)


def test_cancelling_leaves_nothing_behind(register: Register, clock: StandingClock) -> None:
    class Stop(Exception):
        pass

    def cancelled(done: int = 0, total: int = 0, sentence: str = "") -> None:
        if sentence == "Memeriksa salinan":
            raise Stop

    with pytest.raises(Stop):
        back_up(register.path, Kind.MANUAL, clock, progress=cancelled)
    assert list(backup_files.folder_of(register.path).iterdir()) == []
    assert office.office(register) is not None
    assert register.today == TODAY
