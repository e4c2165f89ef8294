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

from sqlalchemy import ColumnElement, Float, Table, UnaryExpression, func, literal, literal_column, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import custom_op

from spl_desktop.domain.case import Status
from spl_desktop.models.projections import HELD_LEFT, CaseRecord, VisitRecord
from spl_desktop.models.search import count_matches
from spl_desktop.services.listing import (
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
_BY_STEP: Final = frozenset({"step", "step_number"})


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
class Part:
    """Some of the cases, all of which stand before those of the next part; `columns` order them."""

    only: tuple[ColumnElement[bool], ...]
    columns: tuple[Any, ...]
    dated: bool = False


def parts_of(wanted: CaseFilter) -> list[Part]:
    """Cases without the date that is sorted by stand last, both ways; a sort by status goes status by status."""
    columns = tuple(SORTS.get(wanted.sort, SORTS["due"]))
    statuses = _statuses(wanted)
    if wanted.sort == "status":
        names = sorted((status.value for status in statuses), reverse=wanted.descending)
        return [Part((_C.status == name,), ()) for name in names]
    if wanted.sort in _BY_STEP:  # one that has ended stands at no step, which is the lowest of all
        open_ones, ended = Part((_C.step_number > 0,), columns), Part((_C.step_number == 0,), (_C.round,))
        parts = [(open_ones, True), (ended, False)] if wanted.descending else [(ended, False), (open_ones, True)]
    elif wanted.sort in _DATED or wanted.sort not in SORTS:
        open_ones, ended = Part((_C.due_late.is_not(None),), columns, dated=True), Part((_C.due_late.is_(None),), ())
        parts = [(open_ones, True), (ended, False)]
    else:
        return [Part((), columns)]
    return [part for part, stands in parts if any(status.open == stands for status in statuses)]


def _statuses(wanted: CaseFilter) -> frozenset[Status]:
    """The statuses that a case may have to be among what is asked for."""
    some = wanted.statuses or frozenset(Status)
    return frozenset(status for status in some if status.open) if wanted.overdue or wanted.step else some


def _records(
    session: Session, wanted: CaseFilter, today: date, after: Place | None, limit: int, *, few: bool
) -> Iterator[tuple[Place, Any]]:
    """Each case with its place. `few`: what is asked for is found by its own index and then ordered."""
    parts = parts_of(wanted)
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
    part: Part,
    after: Place | None,
    limit: int,
    few: bool,
) -> Iterator[tuple[Place, Any]]:
    keys: list[Any] = [*part.columns, _C.id]
    if few:
        keys = [_aside(key) for key in keys]
    condition = chosen(wanted, today) if few else chosen(wanted, today, _aside)
    query = select(_TABLE, *(key.label(f"key_{place}") for place, key in enumerate(keys))).where(condition, *part.only)
    width = len(_TABLE.c)
    for behind, open_keys in _behind(keys, after, wanted.descending):
        order = (key.desc() if wanted.descending else key.asc() for key in open_keys)
        for record in session.connection().execute(query.where(*behind).order_by(*order).limit(limit)):
            limit -= 1
            yield Place(number, tuple(record[width:-1]), record.id), record
        if limit <= 0:
            return


def _behind(
    keys: Sequence[Any], after: Place | None, descending: bool
) -> Iterator[tuple[list[ColumnElement[bool]], Sequence[Any]]]:
    """What stands behind a place, in ranges that an index over the keys can enter directly, and what still orders each.

    First those that are alike but for the last key, then those alike but for the last two, and so on. One comparison of
    rows, (a, b) > (x, y), would say it at once, but SQLite enters no index over an expression by it.
    """
    if after is None:
        yield [], keys
        return
    values = [literal(value, key.type) for value, key in zip((*after.values, after.id), keys, strict=True)]
    for alike in reversed(range(len(keys))):
        same = [key == value for key, value in zip(keys[:alike], values[:alike], strict=True)]
        key, value = keys[alike], values[alike]
        yield [*same, key < value if descending else key > value], keys[alike:]


def _aside(column: Any) -> ColumnElement[Any]:
    """The same value, by which SQLite does not look for an index: +column."""
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def _by_days_left(
    session: Session,
    wanted: CaseFilter,
    today: date,
    number: int,
    part: Part,
    after: Place | None,
    limit: int,
    few: bool,
) -> Iterator[tuple[Place, Any]]:
    """What runs and what is on hold, each in an order that an index has, by the days that are left of both.

    On hold the rest of the time stands still at what it was when the hold began.
    """
    running = Part((*part.only, _C.held_since.is_(None)), (_C.due_late,))
    left = literal_column(HELD_LEFT, Float)
    late = (left < 0,) if wanted.overdue else ()
    held = Part((*part.only, _C.held_since.is_not(None), *late), (left,))
    behind = after and Place(number, (today + timedelta(days=after.values[0]),), after.id)
    statuses = _statuses(wanted)
    one: Iterator[tuple[Place, Any]] = iter(())
    other: Iterator[tuple[Place, Any]] = iter(())
    if Status.RUNNING in statuses:
        one = (
            (Place(number, ((record.due_late - today).days,), record.id), record)
            for _, record in _of_part(session, wanted, today, number, running, behind, limit, few)
        )
    if Status.HELD in statuses:
        other = (
            (Place(number, (round(place.values[0]),), record.id), record)
            for place, record in _of_part(session, wanted, today, number, held, after, limit, few)
        )
    return merge(one, other, key=lambda found: (found[0].values, found[0].id), reverse=wanted.descending)
