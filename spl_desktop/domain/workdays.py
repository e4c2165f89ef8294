"""The work calendar: which days count, and why the others do not."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from typing import Final

from spl_desktop.domain.dates import checked, shifted, weekday_name

# Cuti bersama began in 2002; the holidays library knows Indonesia from its first decree of 1946 to 2100.
FIRST_JOINT_LEAVE_YEAR: Final = 2002
FIRST_LISTED_YEAR: Final = 1946
LAST_LISTED_YEAR: Final = 2100

_JOINT_LEAVE_WORDS: Final = "Cuti Bersama "


class DayKind(StrEnum):
    """What a day is to the office; only WORKING and STRUCK days count as hari kerja."""

    WORKING = "kerja"
    WEEKEND = "akhir_pekan"
    PUBLIC_HOLIDAY = "libur_nasional"
    JOINT_LEAVE = "cuti_bersama"
    OFFICE_HOLIDAY = "libur_kantor"
    STRUCK = "kerja_khusus"


_COUNTING: Final = frozenset({DayKind.WORKING, DayKind.STRUCK})


class ChangeKind(StrEnum):
    """What the office may do to a day: add a holiday, add a cuti bersama, strike a day off so that it counts again."""

    HOLIDAY = "tambah_libur"
    JOINT_LEAVE = "tambah_cuti_bersama"
    STRIKE = "coret"


@dataclass(frozen=True, slots=True)
class DayChange:
    """One decision of the office about one day; `skb` is the number of the SKB it follows, empty where there is none.

    Of several changes to one date the last in order holds.
    """

    date: date
    kind: ChangeKind
    name: str
    reason: str
    skb: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One calendar day: its kind, the holiday's name (without the words Cuti Bersama), and whose decision it was."""

    date: date
    kind: DayKind
    name: str = ""
    reason: str = ""
    skb: str = ""

    @property
    def is_working(self) -> bool:
        """Whether the day counts as hari kerja."""
        return self.kind in _COUNTING

    @property
    def why(self) -> str:
        """Indonesian words for why the day counts or not, e.g. "libur nasional: Hari Raya Natal"."""
        source = f" ({_skb_words(self.skb)})" if self.skb else ""
        match self.kind:
            case DayKind.WORKING:
                return "hari kerja"
            case DayKind.WEEKEND:
                return f"akhir pekan ({weekday_name(self.date)})"
            case DayKind.STRUCK:
                return f"hari kerja, libur dicoret: {self.name}{source}" if self.name else f"hari kerja khusus{source}"
            case _:
                return f"{self.kind.value.replace('_', ' ')}: {self.name}{source}"


@dataclass(frozen=True, slots=True)
class _Year:
    off: Mapping[date, Day]  # every day that is not a plain working day
    counts: tuple[int, ...]  # working days from 1 January up to and including the day of that index


@dataclass(frozen=True)
class WorkCalendar:
    """Monday to Friday (Perpres 21/2023) minus national holidays and cuti bersama, as the office has changed them.

    Immutable; `version` tells which state of the office's changes this is. Years are worked out when first asked for.
    Every method raises UserError for days outside the years 1900 to 9999.
    """

    changes: tuple[DayChange, ...] = ()
    version: int = 0
    _years: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def words(self) -> str:
        """Which calendar this is: its version, and how many days the office has changed in the national list."""
        changed = f"dengan {len(self.changes)} hari yang diubah kantor" if self.changes else "tanpa perubahan kantor"
        return f"kalender kerja versi {self.version}: daftar nasional {changed}"

    def is_working(self, day: date) -> bool:
        """Whether the day counts as hari kerja."""
        return self.day(day).is_working

    def day(self, day: date) -> Day:
        """What the day is, and by whose decision."""
        return self._year(checked(day).year).off.get(day) or Day(day, DayKind.WORKING)

    def next_working(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add_working(day, 1)

    def roll_forward(self, day: date) -> date:
        """`day` itself where it is a working day, otherwise the first working day after it."""
        return day if self.is_working(day) else self.next_working(day)

    def add_working(self, day: date, n: int) -> date:
        """The n-th working day after `day` (day 1 is the first one after it); `day` itself for 0.

        ValueError for a negative number.
        """
        if n < 0:
            raise ValueError(f"cannot count {n} working days")
        year = checked(day).year
        if n == 0:
            return day
        shifted(day, n)  # refuses a number that no calendar reaches before years are worked out for it
        counts = self._year(year).counts
        wanted = counts[_index(day)] + n
        while wanted > counts[-1]:
            wanted -= counts[-1]
            year = shifted(date(year, 12, 31), 1).year  # refuses the year after 9999 with a sentence
            counts = self._year(year).counts
        return date(year, 1, 1) + timedelta(days=bisect_left(counts, wanted))

    def working_between(self, a: date, b: date) -> int:
        """The number of working days after `a` up to and including `b`; 0 where `b` is not after `a`."""
        first, last = checked(a), checked(b)
        if last <= first:
            return 0
        whole = sum(self._year(year).counts[-1] for year in range(first.year, last.year))
        return whole + self._year(last.year).counts[_index(last)] - self._year(first.year).counts[_index(first)]

    def undecided_years(self, a: date, b: date) -> tuple[int, ...]:
        """The years from `a` to `b` whose days off are not (all) known; `warning_for` has the sentence for each.

        A year counts as decided once the office has entered a cuti bersama for it.
        """
        years = range(checked(a).year, checked(b).year + 1)
        return tuple(year for year in years if self.warning_for(year))

    def warning_for(self, year: int) -> str:
        """The sentence to show beside dates in a year whose days off are not (all) known, otherwise ""."""
        if year < FIRST_LISTED_YEAR:
            return (
                f"Hari libur tahun {year} tidak ada dalam daftar; hanya Sabtu dan Minggu yang dilewati. "
                "Tambahkan hari liburnya pada kalender kerja bila diperlukan."
            )
        if year < FIRST_JOINT_LEAVE_YEAR or self._has_joint_leave(year):
            return ""
        if year > LAST_LISTED_YEAR:
            return (
                f"Hari libur nasional dan cuti bersama tahun {year} belum ditetapkan; hanya Sabtu dan Minggu yang "
                "dilewati. Tambahkan hari liburnya pada kalender kerja bila sudah ditetapkan."
            )
        return (
            f"Cuti bersama tahun {year} belum ditetapkan; jatuh tempo pada tahun itu dapat bergeser. "
            "Tambahkan harinya pada kalender kerja setelah SKB terbit."
        )

    def _has_joint_leave(self, year: int) -> bool:
        decided = any(kind is DayKind.JOINT_LEAVE for kind, _ in _national(year).values())
        return decided or any(
            change.kind is ChangeKind.JOINT_LEAVE and change.date.year == year for change in self.changes
        )

    def _year(self, year: int) -> _Year:
        known = self._years.get(year)
        if known is None:
            known = self._years[year] = self._worked_out(year)
        return known

    def _worked_out(self, year: int) -> _Year:
        first = date(year, 1, 1)
        days = [date.fromordinal(number) for number in range(first.toordinal(), date(year, 12, 31).toordinal() + 1)]
        off = {day: Day(day, DayKind.WEEKEND) for day in days if day.weekday() >= 5}
        # A holiday on a Saturday is shown as the holiday: it says more, and neither counts.
        off |= {day: Day(day, kind, name) for day, (kind, name) in _national(year).items()}
        for change in self.changes:
            if change.date.year == year:
                _apply(change, off)
        return _Year(off, tuple(accumulate(int(day not in off or off[day].is_working) for day in days)))


def _apply(change: DayChange, off: dict[date, Day]) -> None:
    before = off.get(change.date)
    if change.kind is not ChangeKind.STRIKE:
        kind = DayKind.JOINT_LEAVE if change.kind is ChangeKind.JOINT_LEAVE else DayKind.OFFICE_HOLIDAY
        name = change.name.removeprefix(_JOINT_LEAVE_WORDS)
        off[change.date] = Day(change.date, kind, name, change.reason, change.skb)
    elif change.date.weekday() >= 5:
        # Striking a holiday does not make a weekend work.
        off[change.date] = Day(change.date, DayKind.WEEKEND)
    elif before is not None:
        off[change.date] = Day(change.date, DayKind.STRUCK, change.name or before.name, change.reason, change.skb)


@lru_cache(maxsize=256)
def _national(year: int) -> Mapping[date, tuple[DayKind, str]]:
    if not FIRST_LISTED_YEAR <= year <= LAST_LISTED_YEAR:
        return {}
    from holidays import country_holidays  # slow to import, and most starts of the program need no deadline at once

    listed: dict[date, tuple[DayKind, str]] = {}
    # "government" is the library's word for cuti bersama. A day that is both is a national holiday: it comes last.
    for category, kind in (("government", DayKind.JOINT_LEAVE), ("public", DayKind.PUBLIC_HOLIDAY)):
        found = country_holidays("ID", years=year, categories=(category,), language="id")
        listed |= {day: (kind, name.removeprefix(_JOINT_LEAVE_WORDS)) for day, name in found.items()}
    return listed


def _index(day: date) -> int:
    return day.toordinal() - date(day.year, 1, 1).toordinal()


def _skb_words(number: str) -> str:
    return number if number.casefold().startswith("skb") else f"SKB {number}"
