"""What other programs have written to the register that is open here."""

from datetime import UTC, datetime

from sqlalchemy import String, func, select

from spl_desktop.domain import setback
from spl_desktop.domain.office import STREAM
from spl_desktop.models.log import FactRecord
from spl_desktop.services import log
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.register import Register

_CASE = log.case_stream(0)[:-1]


def newest(register: Register) -> int:
    """The id of the fact written last: what is read from now on is at least as new."""
    with register.reading() as session:
        return log.newest(session)


def written_elsewhere(register: Register, since: int) -> tuple[int, Changes | None]:
    """What another program wrote after the fact `since`, None where it was nobody; and from where to ask next time.

    UserError where the file is no longer in its place: the system would let us write on into a file without a name.
    """
    register.refuse_lost()
    with register.reading() as session:
        until = log.newest(session)
        if until == since:  # the usual answer, for which one row is read
            return until, None
        found = session.execute(select(FactRecord.id, FactRecord.stream).where(FactRecord.id > since)).all()
    streams = {stream for fact, stream in found if not register.is_own(fact)}
    if not streams:
        return until, None
    kinds = {Kind.CASE} if any(one.startswith(_CASE) for one in streams) else set()
    if STREAM in streams:
        kinds |= {Kind.OFFICE, Kind.CALENDAR, Kind.SOP}
    cases = frozenset(int(one.removeprefix(_CASE)) for one in streams if one.startswith(_CASE))
    return until, Changes(frozenset(kinds), cases)


def clock_problem(register: Register) -> str:
    """Why today may be a wrong day, empty where the clock agrees with what was recorded.

    The demo is let alone: its facts bear times of its own, some later on the day on which it was made.
    """
    if register.demo:
        return ""
    table = FactRecord.__table__
    with register.reading() as session:
        # Not the fact written last: it may be the first one of the wrong clock.
        latest = session.scalar(select(func.max(table.c.recorded_at.cast(String))))
    try:
        newest = None if latest is None else datetime.fromisoformat(latest).astimezone(UTC)
    except ValueError:  # changed from outside: the check names it
        return ""
    return setback.problem(register.now, newest)
