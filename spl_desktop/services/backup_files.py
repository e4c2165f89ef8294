"""The files of backups: where they lie, how they are named, what is known of each, and which have had their time."""

import contextlib
import glob
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from spl_desktop.domain.dates import WIB
from spl_desktop.domain.errors import UserError
from spl_desktop.models import copying

DAILY, WEEKLY, MONTHLY = 7, 5, 12
"""How many days, weeks and months keep their newest automatic backup (issue: 7 daily, 5 weekly, 12 monthly)."""

_PIECE = 1 << 20


class Kind(StrEnum):
    """Why a backup was made; the words stand in the file's name."""

    DAILY = "harian"
    MANUAL = "manual"
    UPGRADE = "sebelum-pembaruan"
    RESTORE = "sebelum-pulih"


WORDS = {
    Kind.DAILY: "Otomatis harian",
    Kind.MANUAL: "Dibuat sendiri",
    Kind.UPGRADE: "Sebelum pembaruan program",
    Kind.RESTORE: "Sebelum pemulihan",
}


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was verified when it was made. `made` in UTC, `size` in bytes; `sha256` empty where unknown."""

    path: Path
    kind: Kind
    made: datetime
    size: int
    cases: int
    facts: int
    sha256: str = ""
    second: bool = False


def folder_of(register: Path) -> Path:
    """The folder of backups beside a register."""
    return register.with_name(f"{register.stem}-cadangan")


def second_folder(second: Path, register: Path, identity: str) -> Path:
    """The folder of this register in the second place, where other registers of the same name may lie as well."""
    return second / f"{register.stem}-cadangan-{identity[:8]}"


def file_name(register: Path, kind: Kind, made: datetime, number: int = 1) -> str:
    """The name of a backup; `number` above 1 tells those of the same second apart."""
    more = f"-{number}" if number > 1 else ""
    return f"{register.stem}.{made.astimezone(WIB):%Y%m%d-%H%M%S}{more}.{kind}{register.suffix}"


def free_path(folder: Path, register: Path, kind: Kind, made: datetime) -> Path:
    """A path for a new backup that is not taken."""
    names = (folder / file_name(register, kind, made, number) for number in range(1, 10_000))
    return next(path for path in names if not path.exists())


def list_backups(register: Path, second: Path | None = None) -> tuple[Backup, ...]:
    """The backups of a register, the newest first, those of the second place as well where it can be reached."""
    found = list(_in_folder(folder_of(register), register, second=False))
    if second is not None:
        for folder in _second_folders(second, register):
            found += _in_folder(folder, register, second=True)
    return tuple(sorted(found, key=lambda one: (one.made, not one.second, one.path.name), reverse=True))


def describe(path: Path) -> Backup:
    """What is known of one file that somebody points at. UserError where it is no backup."""
    path = path.absolute()
    if not path.is_file():
        raise UserError(f'Cadangan "{path}" tidak ditemukan. Pasang disknya, atau pilih cadangan lain.')
    try:
        with contextlib.suppress(ValueError, KeyError, OSError, TypeError):
            return _noted(path, second=False)
        held = copying.count(path)
    except (copying.Damaged, copying.BROKEN) as error:
        raise UserError(f'Berkas "{path.name}" bukan cadangan register, atau rusak. Pilih cadangan lain.') from error
    state = path.stat()
    return Backup(path, Kind.MANUAL, datetime.fromtimestamp(state.st_mtime, UTC), state.st_size, held.cases, held.facts)


def write_note(backup: Backup, held: copying.Contents) -> None:
    """Lays what is known of a backup beside it, so that a list of backups need not open them all."""
    note = {
        "kind": str(backup.kind),
        "made": backup.made.isoformat(),
        "size": backup.size,
        "cases": backup.cases,
        "facts": backup.facts,
        "sha256": backup.sha256,
        "identity": held.identity,
    }
    target = note_of(backup.path)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with unfinished.open("w", encoding="utf-8") as file:
            json.dump(note, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def note_of(path: Path) -> Path:
    """The file with what is known of a backup."""
    return path.with_name(f"{path.name}.json")


def sha256_of(path: Path, tick: Callable[[], None] = lambda: None) -> str:
    """The SHA-256 of a file as it is read back."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            tick()
    return digest.hexdigest()


def expired(backups: Iterable[Backup]) -> tuple[Backup, ...]:
    """The automatic backups that no day, week or month keeps; each kind is counted by itself, manual ones stay.

    Days, weeks and months without a backup do not count, so that a long holiday costs nothing.
    """
    by_kind: dict[Kind, list[Backup]] = {}
    for one in sorted(backups, key=lambda one: (one.made, one.path.name), reverse=True):
        if one.kind is not Kind.MANUAL:
            by_kind.setdefault(one.kind, []).append(one)
    return tuple(one for group in by_kind.values() for one in group if one not in _kept(group))


def _kept(newest_first: Sequence[Backup]) -> set[Backup]:
    kept: set[Backup] = set()
    spans: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
        (DAILY, lambda made: (made.toordinal(),)),
        (WEEKLY, lambda made: made.isocalendar()[:2]),
        (MONTHLY, lambda made: (made.year, made.month)),
    )
    for limit, span in spans:
        seen: dict[tuple[int, ...], Backup] = {}
        for one in newest_first:
            seen.setdefault(span(one.made.astimezone(WIB)), one)
        kept.update(list(seen.values())[:limit])
    return kept


def rotate(folder: Path, register: Path, keep: Path) -> tuple[Backup, ...]:
    """Removes what has had its time, never `keep`: a clock that was set back must not cost the newest backup."""
    gone = tuple(one for one in expired(_in_folder(folder, register, second=False)) if one.path != keep)
    for one in gone:
        with contextlib.suppress(OSError):  # in use, or the disk has become read-only: the next time will do
            one.path.unlink()
            note_of(one.path).unlink(missing_ok=True)
    return gone


def _second_folders(second: Path, register: Path) -> list[Path]:
    try:
        identity = copying.count(register).identity
    except (copying.Damaged, copying.BROKEN, OSError):
        identity = ""  # where the register is lost, every candidate is of interest
    if identity:
        return [second_folder(second, register, identity)]
    try:
        return sorted(second.glob(f"{glob.escape(register.stem)}-cadangan-*"))
    except OSError:
        return []


def _in_folder(folder: Path, register: Path, *, second: bool) -> Iterable[Backup]:
    shape = re.compile(
        rf"{re.escape(register.stem)}\.(\d{{8}}-\d{{6}})(?:-\d+)?\.({'|'.join(Kind)}){re.escape(register.suffix)}"
    )
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return
    for name in names:
        if found := shape.fullmatch(name):
            one = _known(folder / name, found[1], Kind(found[2]), second=second)
            if one is not None:
                yield one


def _known(path: Path, moment: str, kind: Kind, *, second: bool) -> Backup | None:
    with contextlib.suppress(ValueError, KeyError, OSError, TypeError):
        try:
            return _noted(path, second=second)
        except copying.Damaged:
            return None
    try:  # the note is gone: the file itself says it, more slowly
        made = datetime.strptime(moment, "%Y%m%d-%H%M%S").replace(tzinfo=WIB).astimezone(UTC)
        held = copying.count(path)
        return Backup(path, kind, made, path.stat().st_size, held.cases, held.facts, second=second)
    except (ValueError, OSError, copying.Damaged, copying.BROKEN):
        return None  # what cannot be read is no backup


def _noted(path: Path, *, second: bool) -> Backup:
    note: dict[str, Any] = json.loads(note_of(path).read_text(encoding="utf-8"))
    size = path.stat().st_size
    if size != note["size"]:
        raise copying.Damaged("another size than when it was made")
    return Backup(
        path=path,
        kind=Kind(note["kind"]),
        made=datetime.fromisoformat(note["made"]).astimezone(UTC),
        size=size,
        cases=int(note["cases"]),
        facts=int(note["facts"]),
        sha256=str(note["sha256"]),
        second=second,
    )
