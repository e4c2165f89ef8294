"""Indonesian dates in words and figures, read and written without the machine's language settings."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from typing import Final

from spl_desktop.domain.errors import UserError

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 9999

WEEKDAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS: Final = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
ROMAN_MONTHS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

# WIB has had no daylight saving since 1964; a fixed offset needs no zone database, which Windows lacks.
WIB: Final = timezone(timedelta(hours=7), "WIB")

_OTHER_SPELLINGS: Final = {
    "jan": 1,
    "pebruari": 2,
    "feb": 2,
    "peb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "agt": 8,
    "agu": 8,
    "ags": 8,
    "sep": 9,
    "sept": 9,
    "okt": 10,
    "nopember": 11,
    "nov": 11,
    "nop": 11,
    "des": 12,
}
_MONTH_NUMBERS: Final = {name.casefold(): number for number, name in enumerate(MONTHS, 1)} | _OTHER_SPELLINGS
_DAY_NUMBERS: Final = {name.casefold(): number for number, name in enumerate(WEEKDAYS)} | {"jum'at": 4}

_FIGURES = re.compile(r"([0-9]{1,2})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]+)")
_WORDS = re.compile(r"([0-9]{1,2})[\s-]+([A-Za-z]+)\.?[\s-]+([0-9]+)")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_WEEKDAY = re.compile(r"([A-Za-z']+)\s*,\s*")


def weekday_name(day: date) -> str:
    """The name of its weekday, "Senin" to "Minggu"."""
    return WEEKDAYS[day.weekday()]


def month_name(month: int) -> str:
    """The name of a month, "Januari" to "Desember" for 1 to 12; ValueError otherwise."""
    return MONTHS[_month_index(month)]


def roman_month(month: int) -> str:
    """The month as letter numbers write it, "I" to "XII" for 1 to 12; ValueError otherwise."""
    return ROMAN_MONTHS[_month_index(month)]


def long_date(day: date) -> str:
    """The form of the screen, "Senin, 23 November 2026"."""
    return f"{weekday_name(day)}, {letter_date(day)}"


def letter_date(day: date) -> str:
    """The form of letters, "23 November 2026"."""
    return f"{day.day} {month_year(day)}"


def short_date(day: date) -> str:
    """The form of tables, "23/11/2026"; never a two-digit year."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def month_year(day: date) -> str:
    """Month and year, "November 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def spoken_date(day: date) -> str:
    """The date in words for a berita acara, "Senin tanggal dua puluh tiga bulan November tahun dua ribu ..."."""
    from num2words import num2words  # only official records need it, and it is slow to import

    day_words, year_words = (num2words(number, lang="id") for number in (day.day, day.year))
    return f"{weekday_name(day)} tanggal {day_words} bulan {MONTHS[day.month - 1]} tahun {year_words}"


def late_entry(happened: date, recorded_day: date) -> str:
    """The mark of back-dating, "dicatat 3 hari kemudian" (calendar days); empty for a fact entered on its own day."""
    days = (recorded_day - happened).days
    return f"dicatat {days} hari kemudian" if days > 0 else ""


def wib_day(utc: datetime) -> date:
    """The day in Jakarta at an aware moment; ValueError for a moment without a zone."""
    return _in_jakarta(utc).date()


def wib_text(utc: datetime) -> str:
    """A moment in Jakarta, "Senin, 23 November 2026 pukul 14.05 WIB"; ValueError for a moment without a zone."""
    moment = _in_jakarta(utc)
    return f"{long_date(moment.date())} pukul {moment:%H.%M} WIB"


def checked(day: date) -> date:
    """The same day; UserError where its year lies outside the years this program reckons with (1900 to 9999)."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _outside(day.year)
    return day


def shifted(day: date, days: int) -> date:
    """`day` plus calendar days; UserError where that leaves the years 1900 to 9999."""
    try:
        return checked(day + timedelta(days=days))
    except OverflowError:
        raise _outside(LAST_YEAR + 1 if days > 0 else 0) from None


def add_months(day: date, months: int) -> date:
    """The same date `months` later, clamped to the end of a shorter month (31 January + 1 = 28 or 29 February).

    UserError where that leaves the years 1900 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _outside(year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_LONGEST: Final = 60
"""More characters than any written form of a date has."""


def parse_date(text: str) -> date:
    """The date a person typed: 23/11/2026, 23-11-2026, 23.11.2026, 23 November 2026 or 2026-11-23.

    A weekday may stand before it ("Senin, 23 November 2026") and must then be the right one. UserError for anything
    else, in particular for a year of two digits (26 may be 1926 or 2026) and for a day that does not exist.
    """
    typed = " ".join(text.split())
    if len(typed) > _LONGEST:  # a whole text, pasted: the refusal shows its beginning only
        raise _unreadable(f"{typed[:_LONGEST]}...")
    if not typed:
        raise UserError("Tanggal belum diisi. Tuliskan misalnya 23/11/2026.")
    rest, weekday = typed, None
    if named := _WEEKDAY.match(typed):
        weekday = _DAY_NUMBERS.get(named[1].casefold())
        if weekday is None:
            raise _unreadable(typed)
        rest = typed[named.end() :]
    day = _read(rest, typed)
    if weekday is not None and day.weekday() != weekday:
        raise UserError(
            f"{letter_date(day)} jatuh pada hari {weekday_name(day)}, bukan {WEEKDAYS[weekday]}. "
            "Perbaiki nama hari atau tanggalnya."
        )
    return day


def _read(rest: str, typed: str) -> date:
    if iso := _ISO.fullmatch(rest):
        return _existing(iso[1], int(iso[2]), int(iso[3]), typed)
    if figures := _FIGURES.fullmatch(rest):
        return _existing(figures[4], int(figures[3]), int(figures[1]), typed)
    if words := _WORDS.fullmatch(rest):
        month = _MONTH_NUMBERS.get(words[2].casefold())
        if month is None:
            raise UserError(
                f'Nama bulan "{words[2]}" tidak dikenal. Tuliskan misalnya 23 November 2026 atau 23/11/2026.'
            )
        return _existing(words[3], month, int(words[1]), typed)
    raise _unreadable(typed)


def _existing(year_text: str, month: int, day: int, typed: str) -> date:
    if len(year_text) != 4:
        raise UserError(f'Tahun pada "{typed}" harus ditulis empat angka, misalnya 23/11/2026.')
    year = int(year_text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _outside(year)
    if not 1 <= month <= 12:
        raise UserError(f'Bulan pada "{typed}" harus 1 sampai 12. Urutannya tanggal/bulan/tahun, misalnya 23/11/2026.')
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise UserError(
            f'Tanggal "{typed}" tidak ada: {MONTHS[month - 1]} {year} hanya memiliki tanggal 1 sampai {last}. '
            "Perbaiki tanggalnya."
        )
    return date(year, month, day)


def _unreadable(typed: str) -> UserError:
    return UserError(f'Tanggal "{typed}" tidak terbaca. Tuliskan misalnya 23/11/2026 atau 23 November 2026.')


def _outside(year: int) -> UserError:
    reach = f"setelah tahun {LAST_YEAR}" if year > LAST_YEAR else f"sebelum tahun {FIRST_YEAR}"
    return UserError(
        f"Tanggal {reach} tidak dapat dihitung. Gunakan tanggal antara tahun {FIRST_YEAR} dan {LAST_YEAR}, "
        "dan periksa jumlah hari atau bulannya."
    )


def _month_index(month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(f"month out of range: {month}")
    return month - 1


def _in_jakarta(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(WIB)
