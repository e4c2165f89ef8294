"""The clock of the program: the only place where the present is asked for."""

from datetime import UTC, date, datetime
from typing import Protocol

from spl_desktop.domain.dates import wib_day


class Clock(Protocol):
    """Tells the present; tests bring their own."""

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        ...

    def today(self) -> date:
        """This day in Jakarta (WIB)."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """This day in Jakarta (WIB)."""
        return wib_day(self.now())
