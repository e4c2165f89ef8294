"""Files for the user appear whole or not at all."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from spl_desktop.domain.errors import UserError
from spl_desktop.services.machine import Fault, fault_of, is_folder, sentence


@contextlib.contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A path beside `target` to write to; it takes the place of `target` when the block ends without an error.

    UserError where the folder is missing or closed to this user, the disk is full or gone, or `target` is open
    elsewhere. Whatever else happens in the block, `target` stays as it was.
    """
    target = target.absolute()
    with telling(target):
        _check_place(target)
        _check_unlocked(target)
        # The suffix stays, because writers choose the form by it.
        handle, name = _begin(target)
        unfinished = Path(name)
        try:
            os.close(handle)
            yield unfinished
            settle(unfinished)
            _replace(unfinished, target)
        finally:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)


@contextlib.contextmanager
def telling(target: Path) -> Iterator[None]:
    """What the machine refuses while `target` is being made is a UserError; a fault of ours stays one."""
    try:
        yield
    except OSError as error:
        fault = fault_of(error, target.absolute().parent)
        if fault is None:
            raise
        told = sentence(fault, f'"{target.name}" tidak jadi ditulis', str(target.absolute().parent))
        raise UserError(told) from error


@contextlib.contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A folder beside `target` to fill; it becomes `target` when the block ends without an error, else it goes.

    UserError where there is something of that name already, and as for folder_beside.
    """
    with telling(target):
        if target.exists():
            raise UserError(taken(target))
        with folder_beside(target) as unfinished:
            yield unfinished
            if os.name != "nt":
                unfinished.chmod(0o777 & ~_mask())
            unfinished.rename(target.absolute())


@contextlib.contextmanager
def folder_beside(target: Path) -> Iterator[Path]:
    """A folder on the disk of `target`, for work on what will be there; it is gone when the block ends.

    UserError where the folder around it is missing or closed to this user, or the disk is full.
    """
    target = target.absolute()
    if not is_folder(target.parent):
        raise UserError(f'Folder "{target.parent}" tidak ada. Buat foldernya dahulu, atau pilih tempat lain.')
    try:
        unfinished = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}-", dir=target.parent))
    except OSError as error:
        raise UserError(_not_begun(error, target)) from error
    try:
        with telling(target):
            yield unfinished
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def copy_whole(source: Path, target: Path) -> None:
    """The file once more at `target`, whole or not at all; UserError where it cannot be written."""
    with whole_file(target) as unfinished:
        shutil.copyfile(source, unfinished)


def _check_place(target: Path) -> None:
    try:
        if target.is_dir():
            raise UserError(
                f'"{target}" adalah folder. Sebutkan nama berkasnya juga, misalnya {target / "rekap.xlsx"}.'
            )
        if not target.parent.is_dir():
            raise UserError(f'Folder "{target.parent}" tidak ada. Buat foldernya dahulu, atau pilih tempat lain.')
    except OSError as error:  # a name or a path that this system does not know
        raise UserError(_no_file(target)) from error


def taken(target: Path) -> str:
    """What is said where something of that name must not be replaced."""
    return f'"{target}" sudah ada. Pilih nama yang belum ada.'


def _not_begun(error: OSError, target: Path) -> str:
    if isinstance(error, PermissionError):
        return _no_right(target)
    if fault_of(error) is Fault.FULL:
        return sentence(Fault.FULL, f'"{target.name}" tidak jadi ditulis', str(target.parent))
    return _no_file(target)


def _no_right(target: Path) -> str:
    return f'Anda tidak boleh menulis di folder "{target.parent}". Pilih folder lain, misalnya Dokumen.'


def _no_file(target: Path) -> str:
    return (
        f'Berkas tidak dapat dibuat di folder "{target.parent}". Periksa apakah disknya terpasang dan boleh ditulisi, '
        "atau pilih nama yang lebih pendek."
    )


def _check_unlocked(target: Path) -> None:
    """Asks before the work, not after it: Windows refuses to write to a file that Word or Excel has open."""
    try:
        if target.exists():
            with target.open("r+b"):
                pass
    except PermissionError as error:
        raise UserError(_in_use(target)) from error


def _in_use(target: Path) -> str:
    return (
        f'Berkas "{target.name}" sedang dibuka di program lain atau terkunci. '
        "Tutup berkas itu lalu ulangi, atau simpan dengan nama lain."
    )


def _begin(target: Path) -> tuple[int, str]:
    try:
        return tempfile.mkstemp(prefix=f".{target.stem[:40]}-", suffix=target.suffix, dir=target.parent)
    except OSError as error:
        raise UserError(_not_begun(error, target)) from error


def settle(path: Path) -> None:
    """The bytes of a file are on the disk afterwards, and it has the rights that this user's files have."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    if os.name != "nt":
        # mkstemp keeps the file to its owner; the finished one follows the user's own habit.
        path.chmod(0o666 & ~_mask())


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _replace(unfinished: Path, target: Path) -> None:
    try:
        unfinished.replace(target)
    except PermissionError as error:
        raise UserError(_in_use(target)) from error
