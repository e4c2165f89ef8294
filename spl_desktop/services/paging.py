"""The register page by page: what a page costs does not grow with the cases before it, nor with those behind it.

A page goes on from the place of its last row (keyset), never by counting rows over. The order comes from an index:
each sort of the window has one (models/projections.py). What matches only some cases is found first and then ordered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import merge
from itertools import islice
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Float, Table, UnaryExpression, func, literal, literal_column, select, tuple_
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import custom_op

from spl_desktop.domain.case import Status
from spl_desktop.models.projections import HELD_LEFT, CaseRecord, VisitRecord
from spl_desktop.models.search import count_matches
from spl_desktop.services.listing import (
    OPEN,
    SORTS,
    CaseFilter,
    CaseRow,
    case_row,
    cases_in,
    chosen,
)
from spl_desktop.services.register import Register

PAGE: Final = 100
"""Rows of a page."""

WHOLE: Final = 1_000
"""A list of up to so many cases comes in one piece, by the deadlines that it shows."""

COUNTED: Final = 10_000
"""Cases are counted up to here; beyond it, counting would take as long as the register is large."""

_C = CaseRecord
_TABLE = cast(Table, CaseRecord.__table__)
_DATED: Final = frozenset({"due", "early", "days_left"})
"""What only an open case has."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list goes on: behind the case `id`, whose sort values are `values`, in a part of the list."""

    part: int
    values: tuple[Any, ...]
    id: int


@dataclass(frozen=True, slots=True)
class CasePage:
    """Rows in their order, and the place where the next page goes on, None at the end."""

    rows: tuple[CaseRow, ...]
    after: Place | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases there are at all, how many the filter asks for, and how many of these are overdue.

    The two last are exact up to COUNTED; COUNTED + 1 means more.
    """

    total: int
    chosen: int
    overdue: int


def page_of_cases(
    register: Register,
    wanted: CaseFilter,
    *,
    after: Place | None = None,
    limit: int = PAGE,
    today: date | None = None,
) -> CasePage:
    """The cases that the filter asks for, in its order, from the first one or `after` a place on."""
    day = today or register.today
    with register.reading() as session:
        many = _counted(session, wanted, day)
        if after is None and many <= max(limit, WHOLE):
            return CasePage(cases_in(session, register, wanted, day), None)
        found = list(islice(_records(session, wanted, day, after, limit + 1, few=many <= COUNTED), limit + 1))
        place = found[limit - 1][0] if len(found) > limit else None
        records = [record for _, record in found[:limit]]
        calendar = register.calendar(register.office(session))
        held = _holds(session, [record.id for record in records if record.held_since is not None])
        rows = tuple(case_row(session, register, calendar, record, day, held.get(record.id)) for record in records)
        return CasePage(rows, place)


def count_up(register: Register, wanted: CaseFilter, *, today: date | None = None) -> Counts:
    """What the line over the list says."""
    day = today or register.today
    with register.reading() as session:
        # Cases are numbered one after the other and none ever goes.
        total = session.connection().execute(select(func.max(_TABLE.c.id))).scalar() or 0
        many = _counted(session, wanted, day)
        late = many if wanted.overdue else _counted(session, _overdue(wanted), day)
    return Counts(total, many, late)


def _overdue(wanted: CaseFilter) -> CaseFilter:
    return replace(wanted, overdue=True)


def _counted(session: Session, wanted: CaseFilter, today: date) -> int:
    if replace(wanted, sort="", descending=False) == CaseFilter(text=wanted.text, sort=""):
        known = count_matches(session.connection(), wanted.text, COUNTED + 1)
        if known is not None:
            return known
    some = select(_TABLE.c.id).where(chosen(wanted, today)).limit(COUNTED + 1).subquery()
    return session.connection().execute(select(func.count()).select_from(some)).scalar() or 0


def _holds(session: Session, cases: Sequence[int]) -> dict[int, str]:
    """The pauses of the open visits of these cases, as they are kept."""
    if not cases:
        return {}
    visit = VisitRecord.__table__
    query = select(visit.c.case_id, visit.c.holds).where(visit.c.case_id.in_(cases), visit.c.ended.is_(None))
    return {row.case_id: row.holds for row in session.connection().execute(query)}


# --- the parts of a list, one after the other ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """Some of the cases, all of which stand before those of the next part; `columns` order them."""

    only: tuple[ColumnElement[bool], ...]
    columns: tuple[Any, ...]
    dated: bool = False


def _parts(wanted: CaseFilter) -> list[_Part]:
    """Cases without the date that is sorted by stand last, both ways; a sort by status goes status by status."""
    columns = tuple(SORTS.get(wanted.sort, SORTS["due"]))
    if wanted.sort == "status":
        statuses = sorted(status.value for status in wanted.statuses or Status)
        return [_Part((_C.status == status,), ()) for status in (reversed(statuses) if wanted.descending else statuses)]
    if wanted.sort not in _DATED and wanted.sort in SORTS:
        return [_Part((), columns)]
    open_ones = _Part((_C.due_late.is_not(None),), columns, dated=True)
    ended = _Part((_C.due_late.is_(None),), ())
    if wanted.overdue or (wanted.statuses and wanted.statuses <= {Status(one) for one in OPEN}):
        return [open_ones]
    if wanted.statuses and not wanted.statuses & {Status(one) for one in OPEN}:
        return [ended]
    return [open_ones, ended]


def _records(
    session: Session, wanted: CaseFilter, today: date, after: Place | None, limit: int, *, few: bool
) -> Iterator[tuple[Place, Any]]:
    """Each case with its place. `few`: what is asked for is found by its own index and then ordered."""
    parts = _parts(wanted)
    for number, part in enumerate(parts):
        if after is not None and number < after.part:
            continue
        start = after if after is not None and after.part == number else None
        read = _by_days_left if wanted.sort == "days_left" and part.dated else _of_part
        yield from read(session, wanted, today, number, part, start, limit, few)


def _of_part(
    session: Session,
    wanted: CaseFilter,
    today: date,
    number: int,
    part: _Part,
    after: Place | None,
    limit: int,
    few: bool,
) -> Iterator[tuple[Place, Any]]:
    keys: list[Any] = [*part.columns, _C.id]
    if few:
        keys = [_aside(key) for key in keys]
    condition = chosen(wanted, today) if few else chosen(wanted, today, _aside)
    query = select(_TABLE, *(key.label(f"key_{place}") for place, key in enumerate(keys))).where(condition, *part.only)
    if after is not None:
        here = tuple_(*keys)
        there = tuple_(*(literal(value, key.type) for value, key in zip((*after.values, after.id), keys, strict=True)))
        query = query.where(here < there if wanted.descending else here > there)
    query = query.order_by(*(key.desc() if wanted.descending else key.asc() for key in keys)).limit(limit)
    width = len(_TABLE.c)
    for record in session.connection().execute(query):
        yield Place(number, tuple(record[width:-1]), record.id), record


def _aside(column: Any) -> ColumnElement[Any]:
    """The same value, by which SQLite does not look for an index: +column."""
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def _by_days_left(
    session: Session,
    wanted: CaseFilter,
    today: date,
    number: int,
    part: _Part,
    after: Place | None,
    limit: int,
    few: bool,
) -> Iterator[tuple[Place, Any]]:
    """What runs and what is on hold, each in an order that an index has, by the days that are left of both.

    On hold the rest of the time stands still at what it was when the hold began.
    """
    running = _Part((*part.only, _C.held_since.is_(None)), (_C.due_late,))
    held = _Part((*part.only, _C.held_since.is_not(None)), (literal_column(HELD_LEFT, Float),))
    behind = after and Place(number, (today + timedelta(days=after.values[0]),), after.id)
    one = (
        (Place(number, ((record.due_late - today).days,), record.id), record)
        for _, record in _of_part(session, wanted, today, number, running, behind, limit, few)
    )
    other = (
        (Place(number, (round(place.values[0]),), record.id), record)
        for place, record in _of_part(session, wanted, today, number, held, after, limit, few)
    )
    return merge(one, other, key=lambda found: (found[0].values, found[0].id), reverse=wanted.descending)
