"""A clock that was set back: told by what was recorded last, because everything due is counted from its today."""

from datetime import datetime, timedelta
from typing import Final

from spl_desktop.domain.dates import wib_text

TOLERANCE: Final = timedelta(minutes=10)
"""So much two clocks may differ, and the clock of one computer when it is put right over the network."""


def set_back_by(now: datetime, newest: datetime | None) -> timedelta:
    """How far the clock stands behind the fact recorded last, both in UTC; nothing within the tolerance."""
    if newest is None or newest - now <= TOLERANCE:
        return timedelta(0)
    return newest - now


def problem(now: datetime, newest: datetime | None) -> str:
    """What is wrong with the clock, what is safe and what to do, in a sentence; empty where nothing is."""
    back = set_back_by(now, newest)
    if newest is None or not back:
        return ""
    return (
        f"Jam komputer ini {wib_text(now)}, {_length(back)} lebih awal daripada catatan terakhir "
        f"({wib_text(newest)}). Jatuh tempo dan keterlambatan yang tampil mungkin salah; yang sudah tercatat dan "
        "urutannya aman. Betulkan tanggal dan jam komputer, lalu muat ulang (F5); bila jam ini sudah benar, catatan "
        "itu yang ditulis dengan jam salah."
    )


def _length(back: timedelta) -> str:
    if back.days:
        return f"{back.days} hari"
    hours, minutes = divmod(back.seconds // 60, 60)
    return f"{hours} jam {minutes} menit" if hours else f"{minutes} menit"
