"""Files that people attach: the names under which they may be kept, and those that are refused."""

import re
import unicodedata
from pathlib import PurePosixPath

MAX_NAME = 150
MAX_BYTES = 240
"""A little less than the 255 bytes of most systems, in UTF-8."""
_ILLEGAL = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_MB = 1024 * 1024

PROGRAMS = frozenset(
    {
        *("app", "bat", "cmd", "com", "cpl", "dll", "exe", "hta", "jar", "js", "jse", "lnk", "msc", "msi", "msp"),
        *("pif", "ps1", "psm1", "reg", "scr", "sh", "url", "vb", "vbe", "vbs", "wsf", "wsh"),
        *("appx", "chm", "command", "desktop", "inf", "msix", "py", "pyw", "scf", "ws", "wsc", "xll"),
    }
)
"""Suffixes of programs: opening one from the register would run it."""

_PROGRAM_STARTS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"#!")


def clean_name(name: str) -> str:
    """A name that every system can keep: no folders, no control or direction characters, not too long.

    That is at most 150 characters and 240 bytes. The suffix is kept, because the system chooses the program by it.
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    safe = _ILLEGAL.sub("_", unicodedata.normalize("NFC", " ".join(shown.split()))).strip(" .")
    if not safe:
        return "berkas"
    if _RESERVED.fullmatch(safe):
        safe = f"_{safe}"
    return safe if _fits(safe) else _shortened(safe)


def _fits(name: str) -> bool:
    return len(name) <= MAX_NAME and len(name.encode()) <= MAX_BYTES


def _shortened(name: str) -> str:
    suffix = PurePosixPath(name).suffix
    suffix = suffix if len(suffix) <= 10 else ""
    stem = name[: MAX_NAME - len(suffix)]
    while not _fits(stem + suffix):
        stem = stem[:-1]
    return stem.rstrip(" .") + suffix


def refusal(name: str, start: bytes, size: int, limit_mb: int) -> str:
    """Why a file cannot be kept, empty where it can; `start` its first bytes, `size` in bytes, `limit_mb` in MB."""
    if size == 0:
        return f'Berkas "{name}" kosong (0 byte). Periksa berkasnya, lalu pilih lagi.'
    if size > limit_mb * _MB:
        shown = f"{size / _MB:.1f}".replace(".", ",")
        return (
            f'Berkas "{name}" terlalu besar: {shown} MB, paling besar {limit_mb} MB. '
            "Perkecil pindaiannya, atau ubah batasnya di Pengaturan."
        )
    suffix = PurePosixPath(name).suffix.lower().removeprefix(".")
    if suffix in PROGRAMS or start.startswith(_PROGRAM_STARTS):
        return f'Berkas "{name}" adalah program dan tidak dapat diberkaskan. Pilih dokumen, gambar, atau arsip zip.'
    return ""
