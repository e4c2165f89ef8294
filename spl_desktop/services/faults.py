"""The report of a fault of the program: where in the code and with what around it, and nothing of what people wrote."""

import contextlib
import linecache
import logging
import os
import platform
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final

import spl_desktop
from spl_desktop.domain.dates import WIB, wib_text

_OF_CODE: Final = (AttributeError, NameError, ImportError, TypeError, ZeroDivisionError, RecursionError, MemoryError)
"""Faults whose message Python itself makes of names in the code; all other messages may quote a letter or a person."""
_FRAMES: Final = 20
_TAIL_LINES: Final = 40
_TAIL_BYTES: Final = 16_384
_KEPT: Final = 20
_NAME: Final = "laporan-kesalahan"


class Redacted(logging.Formatter):
    """Writes faults into the log as the report tells them."""

    def formatException(  # noqa: N802  # the name that logging calls
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The fault without what its messages quote."""
        return "" if ei[1] is None else trace_of(ei[1])


def trace_of(error: BaseException) -> str:
    """Kinds of error and places in the code, the causes first; of the messages only those that Python made itself."""
    return "\n".join(_told(error, set()))


def _told(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _told(before, seen)
        yield "lalu:"
    places = list(_places(error.__traceback__))
    if len(places) > 2 * _FRAMES:
        places[_FRAMES:-_FRAMES] = [f"  … {len(places) - 2 * _FRAMES} tempat lagi"]
    yield from places
    yield f"{type(error).__module__}.{type(error).__qualname__}: {_message(error)}"
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield "di dalamnya:"
            yield from _told(one, seen)


def _places(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        name = code.co_filename.replace("\\", "/")
        # A template is code to its engine, and its lines are those of a letter.
        source = linecache.getline(code.co_filename, trace.tb_lineno).strip() if name.endswith(".py") else ""
        place = f"  {'/'.join(name.split('/')[-3:])}:{trace.tb_lineno} {code.co_name}"
        yield f"{place}  | {source}" if source else place
        trace = trace.tb_next


def _message(error: BaseException) -> str:
    origin = getattr(error, "orig", None)
    sqlite = getattr(origin if origin is not None else error, "sqlite_errorname", "")
    if sqlite:
        return str(sqlite)
    if isinstance(error, OSError):
        return f"errno {error.errno} {os.strerror(error.errno)}" if error.errno else "tanpa nomor"
    if type(error) in _OF_CODE:
        return str(error)
    return "(pesan disembunyikan)"


def saved_so_far(register: Path | None) -> str:
    """What the register holds for certain, asked of the file itself; empty where none is open."""
    from spl_desktop.models import copying  # not before a fault: the log is there before the database layer

    if register is None:
        return ""
    try:
        kept = copying.last_kept(register)
    except (copying.Damaged, copying.BROKEN, OSError, ValueError):
        return "Register tidak menjawab saat ini. Yang sudah tercatat ada di berkasnya; jalankan Periksa register."
    words = "Register belum memuat catatan."
    if kept.stream:
        whose = "kantor" if kept.stream == "office" else f"kasus {kept.stream.rpartition(':')[2]}"
        at = wib_text(datetime.fromisoformat(kept.recorded_at))
        words = f"Yang terakhir tercatat: {whose}, catatan {kept.seq}, {at}."
    if kept.drafts:
        at = wib_text(datetime.fromisoformat(kept.draft_at))
        return f"{words} {kept.drafts} draf tersimpan, yang terbaru {at}; draf itu muncul lagi di formulirnya."
    return f"{words} Tidak ada draf yang tersimpan."


def report_text(error: BaseException, *, versions: str = "", saved: str = "", log: Path | None = None) -> str:
    """The whole report, to be copied: versions, what is saved, the place in the code, and the end of the log."""
    lines = [
        f"SPL Desktop {spl_desktop.__version__}",
        f"Python {platform.python_version()}, {f'{versions}, ' if versions else ''}{platform.platform()}",
        *([saved] if saved else []),
        "Nama orang, isi surat, dan pesan yang dapat memuatnya tidak disertakan.",
        "",
        trace_of(error),
    ]
    if log is not None and (tail := _tail(log)):
        lines += ["", "Akhir catatan program:", *tail]
    return "\n".join(lines)


def _tail(log: Path) -> list[str]:
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _TAIL_BYTES))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return []
    home = re.escape(str(Path.home()))
    return [re.sub(home, "~", line) for line in text.splitlines()[-_TAIL_LINES:]]


def keep_report(text: str, folder: Path, now: datetime) -> Path | None:
    """Writes the report beside the log, the newest few of which are kept; None where the disk does not take it."""
    path = folder / f"{_NAME}-{now.astimezone(WIB):%Y%m%d-%H%M%S-%f}.txt"
    try:
        path.write_text(text, encoding="utf-8", errors="replace")
        if os.name != "nt":
            path.chmod(0o600)
        for old in sorted(folder.glob(f"{_NAME}-*.txt"))[:-_KEPT]:
            with contextlib.suppress(OSError):
                old.unlink()
    except OSError:
        return None
    return path
