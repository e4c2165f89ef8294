"""The ledger of a visit: for each calendar day to its deadline, whether it counts and why."""

from dataclasses import dataclass

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.timing import Due, LedgerDay, due, ledger
from spl_desktop.services.acting import situation
from spl_desktop.services.register import Register


@dataclass(frozen=True, slots=True)
class VisitLedger:
    """The days from the one after entry to the deadline, and the deadline itself."""

    due: Due
    days: tuple[LedgerDay, ...]


def visit_ledger(register: Register, case: int, visit: int) -> VisitLedger:
    """The ledger of that visit, by the calendar that judges it; UserError where the case has none of that number."""
    with register.reading() as session:
        now = situation(session, register, case)
        found = next((one for one in now.state.visits if one.number == visit), None)
        if found is None:
            raise UserError("Kunjungan langkah itu tidak ada pada kasus ini. Muat ulang halaman kasus.")
        calendar = register.calendar(now.office, None if found.open else found.calendar)
        standard = now.sop.step(found.step).time
        until = max(found.ended or now.today, found.entered)
        return VisitLedger(
            due(found.entered, standard, calendar, found.holds, until),
            ledger(found.entered, standard, calendar, found.holds, today=until),
        )
