"""The register page by page: the pages together are the list, in every order and for every filter."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from benchmarks.register import LAST, make_register
from spl_desktop.domain.case import Status
from spl_desktop.services import cases, paging
from spl_desktop.services.demo import DemoClock
from spl_desktop.services.listing import SORTS, CaseFilter, CaseRow, list_cases
from spl_desktop.services.paging import COUNTED, Counts, count_up, page_of_cases
from spl_desktop.services.register import Register, close, open_register
from tests.builders import opened

FILTERS = (
    CaseFilter(),
    CaseFilter(statuses=frozenset({Status.HELD})),
    CaseFilter(statuses=frozenset({Status.FINISHED, Status.RUNNING, Status.WITHDRAWN})),
    CaseFilter(statuses=frozenset({Status.CANCELLED, Status.FINISHED})),
    CaseFilter(agency=7),
    CaseFilter(step="koordinasi"),
    CaseFilter(overdue=True),
    CaseFilter(text="integrasi"),
    CaseFilter(text="permohonan wa", statuses=frozenset({Status.RUNNING}), overdue=True),
    CaseFilter(sop="555-23-IX-2023", agency=3),
    CaseFilter(text="tiada"),
)


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """Some hundred cases in every state."""
    path = tmp_path_factory.mktemp("paging") / "besar.db"
    make_register(path, 260, whole=0.2)
    register = open_register(path, clock=DemoClock(LAST))
    yield register
    close(register)


@pytest.fixture(params=["few", "walked"])
def limits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Small lists come in pages too; `walked` takes every filter for one that matches too many to be ordered."""
    monkeypatch.setattr(paging, "WHOLE", 5)
    monkeypatch.setattr(paging, "COUNTED", 10_000 if request.param == "few" else 20)
    return str(request.param)


def _paged(register: Register, wanted: CaseFilter, limit: int) -> list[CaseRow]:
    rows: list[CaseRow] = []
    after = None
    while True:
        page = page_of_cases(register, wanted, after=after, limit=limit)
        assert len(page.rows) <= limit or page.after is None
        rows += page.rows
        after = page.after
        if after is None:
            return rows


def _in_order(rows: list[CaseRow], wanted: CaseFilter) -> list[tuple[Any, ...]]:
    """What the rows are sorted by, the dates of a case on hold as they were when its pause began."""
    value: dict[str, Any] = {
        "due": lambda row: row.due,
        "early": lambda row: row.early,
        "step": lambda row: (row.step_number, row.round),
        "step_number": lambda row: (row.step_number, row.round),
        "agenda": lambda row: tuple(int(part) for part in reversed(row.agenda.split("/"))),
    }
    by = value.get(wanted.sort, lambda row: getattr(row, wanted.sort))
    found = [(by(row), row.id) for row in rows]
    return [(one.lower() if isinstance(one, str) else one, number) for one, number in found]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("descending", [False, True])
def test_the_pages_are_the_list_in_its_order(big: Register, limits: str, sort: str, descending: bool) -> None:
    wanted = CaseFilter(sort=sort, descending=descending)
    paged = _paged(big, wanted, 17)
    assert sorted(row.id for row in paged) == list(range(1, 261))
    whole = {row.id: row for row in list_cases(big, wanted)}
    assert all(whole[row.id] == row for row in paged)
    shown = paged
    if sort in ("due", "early"):  # a pause moves what is shown day by day, and does not move the case in a long list
        shown = [row for row in paged if row.status is not Status.HELD]
    dated = [one for one in _in_order(shown, wanted) if one[0] is not None]
    if sort == "days_left":  # sorted by calendar days, shown in hari kerja: they never contradict each other
        lefts = [row.days_left for row in paged if row.days_left is not None and row.status is not Status.HELD]
        assert lefts == sorted(lefts, reverse=descending)
    else:
        assert dated == sorted(dated, reverse=descending)
    undated = [row for row in paged if sort in ("due", "early", "days_left") and row.due is None]
    assert undated == paged[len(paged) - len(undated) :]


@pytest.mark.parametrize("wanted", FILTERS, ids=range(len(FILTERS)))
@pytest.mark.parametrize("sort", ["due", "agency", "step", "status", "days_left", "changed"])
def test_a_filter_gives_the_same_cases_page_by_page(big: Register, limits: str, wanted: CaseFilter, sort: str) -> None:
    wanted = replace(wanted, sort=sort)
    paged = _paged(big, wanted, 9)
    listed = list_cases(big, wanted)
    assert len({row.id for row in paged}) == len(paged)
    assert {row.id for row in paged} == {row.id for row in listed}


def test_a_small_list_comes_whole_by_the_deadlines_that_it_shows(big: Register) -> None:
    page = page_of_cases(big, CaseFilter())
    assert page.after is None and len(page.rows) == 260
    assert page.rows == list_cases(big)


def test_a_case_that_comes_meanwhile_is_not_shown_twice_and_none_is_lost(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "WHOLE", 2)
    for number in range(1, 9):
        opened(register, agenda=f"{number}/2026")
    wanted = CaseFilter(sort="agenda")
    first = page_of_cases(register, wanted, limit=3)
    opened(register, agenda="0/2026")
    opened(register, agenda="5/2025")
    rest = page_of_cases(register, wanted, after=first.after, limit=100)
    assert [row.agenda for row in (*first.rows, *rest.rows)] == [f"{number}/2026" for number in range(1, 9)]


def test_what_the_line_over_the_list_says(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    assert count_up(register, CaseFilter()) == Counts(0, 0, 0)
    for number in range(1, 6):
        opened(register, agenda=f"{number}/2026", system="SIMRS" if number < 4 else "SIAK")
    cases.cancel(register, 1, on=date(2026, 1, 6), reason="ganda", by_agency=False)
    assert count_up(register, CaseFilter()) == Counts(5, 5, 4)
    assert count_up(register, CaseFilter(text="simrs")) == Counts(5, 3, 2)
    assert count_up(register, CaseFilter(overdue=True, text="siak")) == Counts(5, 2, 2)
    assert count_up(register, CaseFilter(), today=date(2026, 1, 5)) == Counts(5, 5, 0)
    monkeypatch.setattr(paging, "COUNTED", 2)
    assert count_up(register, CaseFilter()) == Counts(5, 3, 3)
    assert count_up(register, CaseFilter(text="simrs")) == Counts(5, 3, 2)
    assert COUNTED == 10_000


@pytest.mark.parametrize("sort", [one for one in SORTS if one not in ("early", "round", "held_for")])
@pytest.mark.parametrize("descending", [False, True])
def test_no_order_of_the_window_is_sorted_for_a_page(
    big: Register, monkeypatch: pytest.MonkeyPatch, sort: str, descending: bool
) -> None:
    monkeypatch.setattr(paging, "WHOLE", 5)
    monkeypatch.setattr(paging, "COUNTED", 20)
    wanted = CaseFilter(sort=sort, descending=descending)
    asked: list[tuple[str, Any]] = []

    def watch(_connection: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:
        if "ORDER BY" in statement and "FROM cases" in statement:
            asked.append((statement, parameters))

    event.listen(big.engine, "before_cursor_execute", watch)
    try:
        first = page_of_cases(big, wanted, limit=17)
        page_of_cases(big, wanted, after=first.after, limit=17)
    finally:
        event.remove(big.engine, "before_cursor_execute", watch)
    assert len(asked) >= 2
    with big.reading() as session:
        for statement, parameters in asked:
            plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            told = " / ".join(row[3] for row in plan)
            assert "TEMP B-TREE" not in told and ("INDEX" in told or "PRIMARY KEY" in told), told


def test_a_held_case_keeps_its_pauses_in_a_page(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "WHOLE", 1)
    for number in range(1, 6):
        opened(register, agenda=f"{number}/2026")
        cases.hold(register, number, on=date(2026, 1, 5) + timedelta(days=number % 2), reason="menunggu OPD")
    paged = _paged(register, CaseFilter(), 2)
    assert sorted(paged, key=lambda row: row.id) == sorted(list_cases(register), key=lambda row: row.id)
