"""What the machine refuses (a full, closed or vanished disk, a locked file), told from faults of our own."""

import errno
import tempfile
from enum import Enum, auto
from pathlib import Path
from typing import Final

from spl_desktop.domain.errors import UserError

SAFE: Final = "Yang sudah tercatat di register tidak terganggu."


class Fault(Enum):
    """Why the machine did not read or write."""

    FULL = auto()
    CLOSED = auto()
    BUSY = auto()
    GONE = auto()
    LARGE = auto()


_WINDOWS: Final = {
    **dict.fromkeys((39, 112), Fault.FULL),
    **dict.fromkeys((19, 5), Fault.CLOSED),
    **dict.fromkeys((32, 33, 170), Fault.BUSY),
    223: Fault.LARGE,
    # Not ready, no path to a server, an error of the device, disconnected.
    **dict.fromkeys((15, 21, 22, 31, 53, 55, 59, 64, 67, 121, 433, 483, 1110, 1112, 1117, 1167, 1225), Fault.GONE),
}
_GONE: Final = (
    *("EIO", "ENODEV", "ENXIO", "ENOTCONN", "ESTALE", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN"),
    *("ENETUNREACH", "ENETRESET", "ECONNABORTED", "ECONNRESET", "ENOMEDIUM", "EREMOTEIO", "EREMCHG", "ESHUTDOWN"),
)
_NUMBERS: Final = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), Fault.FULL),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), Fault.CLOSED),
    **dict.fromkeys((errno.EBUSY, errno.ETXTBSY), Fault.BUSY),
    errno.EFBIG: Fault.LARGE,
    **{getattr(errno, name): Fault.GONE for name in _GONE if hasattr(errno, name)},
}


def fault_of(error: OSError, place: Path | None = None) -> Fault | None:
    """What the machine refused; None where the error may be one of ours.

    A name that is not there, or there as something else, is its doing only where the folder `place` itself is gone.
    """
    by_windows = _WINDOWS.get(getattr(error, "winerror", None) or 0)
    found = by_windows or _NUMBERS.get(error.errno or 0)
    if (
        found is None
        and isinstance(error, FileNotFoundError | NotADirectoryError | FileExistsError)
        and place is not None
    ):
        return None if is_folder(place) else Fault.GONE
    return found


def told(error: BaseException) -> UserError | None:
    """The refusal to be shown in place of an error of the machine that nobody has put into words; None for all others.

    For the doors, where it is not known any more what was to be written.
    """
    fault = fault_of(error) if isinstance(error, OSError) else None
    if fault is None or not isinstance(error, OSError):
        return None
    name = error.filename if isinstance(error.filename, str) else tempfile.gettempdir()
    return UserError(sentence(fault, "Pekerjaan ini tidak selesai", name))


def is_folder(path: Path) -> bool:
    """Whether there is a folder that can be reached; a disk that answers with an error has none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """Whether there is a file that can be reached; a disk that answers with an error has none."""
    try:
        return path.is_file()
    except OSError:
        return False


def sentence(fault: Fault, lead: str, place: str) -> str:
    """What happened (`lead`, without a full stop), why and where, what is safe, and what to do."""
    match fault:
        case Fault.FULL:
            return f'{lead}: tempat pada disk "{place}" habis. {SAFE} Kosongkan sebagian disk itu, lalu ulangi.'
        case Fault.CLOSED:
            return (
                f'{lead}: "{place}" tidak boleh ditulisi. {SAFE} Ubah izinnya, cabut kunci tulis pada flash disk, atau '
                "pilih tempat lain, lalu ulangi."
            )
        case Fault.BUSY:
            return (
                f'{lead}: "{place}" sedang dibuka di program lain atau terkunci. {SAFE} Tutup program itu, lalu ulangi.'
            )
        case Fault.GONE:
            return (
                f'{lead}: "{place}" tidak dapat dijangkau, misalnya karena flash disk dicabut atau jaringannya putus. '
                f"{SAFE} Pasang lagi atau pilih tempat lain, lalu ulangi."
            )
        case Fault.LARGE:
            return (
                f'{lead}: disk "{place}" tidak menerima berkas sebesar itu; disk FAT32 paling besar 4 GB. {SAFE} '
                "Pilih disk lain, lalu ulangi."
            )
