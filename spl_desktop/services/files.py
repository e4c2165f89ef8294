"""Files in the register: taken in by streaming, stored once by their hash, given out as copies."""

import contextlib
import hashlib
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.files import clean_name, refusal
from spl_desktop.domain.office_rules import SETTINGS
from spl_desktop.domain.values import FileRef
from spl_desktop.models.kept import FileChunk, FileRecord
from spl_desktop.services.machine import Fault, fault_of, sentence
from spl_desktop.services.macros import carries_macros
from spl_desktop.services.private import folder_in, private_folder, telling
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.register import Register, refuse_own
from spl_desktop.services.saving import whole_file

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that has been read and hashed but is not in the register yet; `copy` disappears with the stage."""

    ref: FileRef
    copy: Path


def limit_mb(register: Register) -> int:
    """The size limit of the office, in MB."""
    with register.reading() as session:
        settings = register.office(session).settings
    return int(settings.get("batas_berkas_mb", SETTINGS["batas_berkas_mb"].default))


@contextlib.contextmanager
def staged(register: Register, *paths: Path, progress: Progress = unheard) -> Iterator[tuple[Staged, ...]]:
    """Reads the files into a private folder, before any transaction: a slow flash disk must not hold the register.

    UserError where one cannot be read, is empty, too large, or a program. `progress` may raise to cancel.
    """
    refuse_own(register, *paths)
    limit = limit_mb(register)
    total = 0
    for path in paths:
        with contextlib.suppress(OSError):
            total += path.stat().st_size
    done = 0
    with private_folder() as folder, telling("Salinan kerja berkas"):
        taken: list[Staged] = []
        for number, path in enumerate(paths):

            def advance(size: int) -> None:
                nonlocal done
                done += size
                progress(done, max(done, total), "Menyalin berkas")

            taken.append(_take(path, folder / str(number), limit, advance))
        yield tuple(taken)


def _take(path: Path, copy: Path, limit: int, advance: Callable[[int], None]) -> Staged:
    name = clean_name(path.name)
    digest = hashlib.sha256()
    size = 0
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UserError(
                f'"{name}" adalah folder. Pilih berkas di dalamnya, atau jadikan folder itu satu berkas zip.'
            )
        if not stat.S_ISREG(found.st_mode):  # a pipe would be waited for without end
            raise UserError(
                f'"{name}" bukan berkas biasa. Salin dahulu isinya ke sebuah berkas, lalu pilih berkas itu.'
            )
        known = found.st_size
        with path.open("rb") as source, copy.open("wb") as target:
            start = source.read(CHUNK)
            if problem := refusal(name, start, known, limit):
                raise UserError(problem)
            while start:
                digest.update(start)
                target.write(start)
                size += len(start)
                if problem := refusal(name, b"", size, limit):
                    raise UserError(problem)  # it grew while it was read
                advance(len(start))
                start = source.read(CHUNK)
    except OSError as error:
        if fault_of(error) is Fault.FULL:
            told = sentence(Fault.FULL, f'"{name}" tidak jadi dilampirkan', str(copy.parent.parent))
            raise UserError(told) from error
        raise UserError(
            f'Berkas "{name}" tidak dapat dibaca. Periksa apakah masih ada dan tidak terkunci, lalu ulangi.'
        ) from error
    if not size:
        raise UserError(refusal(name, b"", 0, limit))
    macros = carries_macros(copy, name)
    return Staged(FileRef(sha256=digest.hexdigest(), name=name, size=size, macros=macros), copy)


def keep(session: Session, taken: Staged) -> FileRef:
    """Puts a staged file into the register, where it is not in it already."""
    if session.get(FileRecord, taken.ref.sha256) is None:
        session.execute(insert(FileRecord), {"sha256": taken.ref.sha256, "size": taken.ref.size})
        with taken.copy.open("rb") as source:
            for ordinal, data in enumerate(iter(lambda: source.read(CHUNK), b"")):
                session.execute(insert(FileChunk), {"sha256": taken.ref.sha256, "ordinal": ordinal, "data": data})
    return taken.ref


def chunks(session: Session, sha256: str) -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    ordinal = 0
    while True:
        data = session.scalar(select(FileChunk.data).where(FileChunk.sha256 == sha256, FileChunk.ordinal == ordinal))
        if data is None:
            return
        yield data
        ordinal += 1


def write(session: Session, file: FileRef, target: IO[bytes]) -> None:
    """Writes the bytes of a file to an open one; UserError where they are damaged or gone."""
    digest = hashlib.sha256()
    for data in chunks(session, file.sha256):
        digest.update(data)
        target.write(data)
    if digest.hexdigest() != file.sha256:
        raise UserError(
            f'Berkas "{file.name}" di dalam register rusak atau hilang. Jalankan Periksa Register, '
            "dan ambil berkasnya dari cadangan."
        )


def open_copy(register: Register, file: FileRef) -> Path:
    """A read-only copy in a private folder, for the system's program to open; the register's own stays untouched.

    UserError where the file is damaged or the disk is full.
    """
    folder = folder_in(register.private_folder(), file.sha256[:16])
    target = folder / clean_name(file.name)
    if not target.exists():
        save_copy(register, file, target)
        target.chmod(0o400)
    return target


def save_copy(register: Register, file: FileRef, target: Path) -> None:
    """Saves a copy where the user wants it, whole or not at all.

    UserError where the target cannot be written, for instance because it is open in another program.
    """
    with whole_file(target) as unfinished, unfinished.open("wb") as out, register.reading() as session:
        write(session, file, out)
