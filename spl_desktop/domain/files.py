"""Files that people attach: the names under which they may be kept, and those that are refused."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath

MAX_NAME = 150
MAX_BYTES = 240
"""A little less than the 255 bytes of most systems, in UTF-8."""
_ILLEGAL = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])\s*(\..*)?", re.IGNORECASE)
_MB = 1024 * 1024

PROGRAMS = frozenset(
    {
        *("app", "bat", "cmd", "com", "cpl", "dll", "exe", "hta", "jar", "js", "jse", "lnk", "msc", "msi", "msp"),
        *("pif", "ps1", "psm1", "reg", "scr", "sh", "url", "vb", "vbe", "vbs", "wsf", "wsh"),
        *("appx", "chm", "command", "desktop", "inf", "msix", "py", "pyw", "scf", "ws", "wsc", "xll"),
    }
)
"""Suffixes of programs: opening one from the register would run it."""

_PROGRAM_STARTS = (
    *(b"MZ", b"\x7fELF", b"#!", b"L\0\0\0\x01\x14\x02\0", b"dex\n", b"\0asm", b"\xca\xfe\xba\xbe"),
    *(b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"\xfe\xed\xfa\xce"),
)
"""Windows, Linux, scripts with an interpreter, shortcuts, Android, WebAssembly, Java or macOS."""
_SCRIPT = re.compile(rb"(?:@echo\b|@?setlocal\b|<\?php|<script\b|<hta:|<job\b|<package>\s*<job\b)", re.IGNORECASE)
_HTML = re.compile(rb"<!doctype html|<html\b|<head\b|<body\b", re.IGNORECASE)
_PDF_WITHIN = 1024
"""Bytes within which readers look for the mark of a PDF."""

_PICTURE = "gambar"
_KINDS = (
    (b"PK\x03\x04", "arsip zip atau dokumen Office"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "dokumen Office lama"),
    *((start, _PICTURE) for start in (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")),
    (b"{\\rtf", "dokumen RTF"),
    (b"Rar!\x1a\x07", "arsip rar"),
    (b"7z\xbc\xaf\x27\x1c", "arsip 7z"),
)
_OFFICE = ("arsip zip atau dokumen Office", "dokumen Office lama")
# A locked .docx is wrapped as an old document, and an old name is often left on a new one; neither harms.
_PROMISED: Mapping[str, tuple[str, ...]] = {
    "pdf": ("PDF",),
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "tif", "tiff", "bmp", "webp"), (_PICTURE,)),
    **dict.fromkeys(("docx", "docm", "xlsx", "xlsm", "pptx", "pptm", "odt", "ods"), _OFFICE),
    **dict.fromkeys(("doc", "xls", "ppt"), (*_OFFICE, "dokumen RTF", "halaman web")),
    "zip": ("arsip zip atau dokumen Office",),
}
"""What a file of that suffix may hold, of the kinds that are told apart; what is none of them is let in as it is."""

MACRO_SUFFIXES = frozenset({"docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppam", "ppsm"})
"""Office documents that are made to carry macros."""


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
    suffix = _suffix(name)
    if suffix in PROGRAMS or _is_program(start):
        return f'Berkas "{name}" adalah program dan tidak dapat diberkaskan. Pilih dokumen, gambar, atau arsip zip.'
    promised, found = _PROMISED.get(suffix, ()), kind_of(start)
    if promised and found and found not in promised:
        return (
            f'Berkas "{name}" berakhiran .{suffix}, tetapi isinya {found}. Minta berkas yang asli, atau beri akhiran '
            "yang sesuai dengan isinya."
        )
    return ""


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def _plain(start: bytes) -> bytes:
    """The beginning as a text of single bytes, without byte order mark and blanks before it."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start[2:].replace(b"\0", b"")
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()


def _is_program(start: bytes) -> bool:
    text = _plain(start)
    return start.startswith(_PROGRAM_STARTS) or text.startswith(b"#!") or _SCRIPT.match(text) is not None


def kind_of(start: bytes) -> str:
    """What a file is by its first bytes, in words; empty where it is none of the kinds that are told apart."""
    for mark, words in _KINDS:
        if start.startswith(mark):
            return words
    if b"%PDF-" in start[:_PDF_WITHIN]:
        return "PDF"
    return "halaman web" if _HTML.match(_plain(start)) else ""


def macros_by_name(name: str) -> bool:
    """Whether a file of that name is made to carry macros."""
    return _suffix(name) in MACRO_SUFFIXES
