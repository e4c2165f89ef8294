"""Lists: what is found, in which order, and what typed text may not do."""

from datetime import date
from pathlib import Path

import pytest

from spl_desktop.domain.case import Status
from spl_desktop.domain.values import Place, Recipient
from spl_desktop.services import cases, documents
from spl_desktop.services.dispositions import NewDisposition, dispose
from spl_desktop.services.queries import (
    SORTS,
    CaseFilter,
    case_view,
    count_cases,
    list_cases,
    list_visits,
    step_choices,
)
from spl_desktop.services.register import Register
from tests.builders import finish, opened, paper, walk_to


def _found(register: Register, text: str) -> list[int]:
    rows = list_cases(register, CaseFilter(text=text))
    assert len(rows) == count_cases(register, CaseFilter(text=text))
    return [row.id for row in rows]


def test_everything_written_in_a_case_is_found(register: Register, tmp_path: Path) -> None:
    case = opened(register, sender="Direktur RSUD", srikandi="SR-998")
    opened(register, agenda="2/2026", system="e-Arsip", subject="Lain", letter_number="x/1", contacts=(), agency=17)
    on = date(2026, 1, 5)
    documents.file_document(
        register, case, path=paper(tmp_path, "Notulén rapat.pdf"), on=on, note="dibahas ulang", place=Place(shelf="B7")
    )
    new = NewDisposition(giver="Isnan", recipients=(Recipient(name="Wahyu"),), instructions=("koordinasi",))
    dispose(register, case, new, on=on)
    cases.add_note(register, case, text="sudah ditelepon Pak Karno", on=on)
    cases.hold(register, case, on=on, reason="server mati", waiting_for="PLN")
    cases.resume(register, case, on=on, note="listrik pulih")
    cases.correct(register, case, seq=1, reason="salah ketik petugas", changes={"sender": "Direktur RSUD Karanganyar"})
    words = ["1/2026", "445/12", "permohonan", "RSUD", "sr-998", "wahyuni", "0812", "Notulen", "NOTULÉN", "dibahas"]
    for word in [
        *words,
        "B7",
        "listrik pulih",
        "ketik petugas",
        "wahyu koord",
        "karno ditelepon",
        "server",
        "pln",
        "Dinas Keseh",
    ]:
        assert _found(register, word) == [case], word
    assert _found(register, "tiada") == []
    assert len(_found(register, "2026")) == 2


@pytest.mark.parametrize(
    "hostile",
    [
        '"',
        "''",
        '"" OR ""',
        "NEAR(",
        "NEAR/2",
        "*",
        "**",
        "^",
        "words:",
        "AND",
        "OR NOT",
        "a:b",
        "(",
        "{a}",
        "+",
        "-",
        "😀",
        "%",
        "_",
        "!",
        "\\",
        "\0",
        "; DROP TABLE facts",
        "🇮🇩 \u202e",
        "'" * 50,
        "x" * 5000,
    ],
)
def test_what_is_typed_is_never_read_as_a_query(register: Register, hostile: str) -> None:
    opened(register)
    assert _found(register, hostile) in ([], [1])
    assert _found(register, f"simrs {hostile}") in ([], [1])
    assert _found(register, "simrs") == [1]


def test_signs_without_letters_are_found_as_they_stand(register: Register) -> None:
    opened(register)
    smiling = opened(register, agenda="2/2026", subject="Integrasi 😀 100%")
    assert _found(register, "😀") == [smiling]
    assert _found(register, "%") == [smiling]
    assert _found(register, "integrasi - 100%") == [smiling]
    assert _found(register, "_") == []


def _six(register: Register) -> None:
    for number, day in ((10, 12), (2, 5), (33, 19)):
        opened(register, agenda=f"{number}/2026", received=date(2026, 1, day), system=f"Sistem {number}")
    held = opened(register, agenda="4/2026", system="zeta")
    cases.hold(register, held, on=date(2026, 1, 5), reason="tunggu")
    ended = opened(register, agenda="5/2026", system="Alfa")
    cases.cancel(register, ended, on=date(2026, 1, 5), reason="batal", by_agency=False)
    walked = opened(register, agenda="6/2025", received=date(2026, 1, 2), system="beta")
    walk_to(register, walked, "dokumen_interchange")


def test_filters(register: Register) -> None:
    _six(register)

    def agendas(**wanted: object) -> set[str]:
        return {row.agenda for row in list_cases(register, CaseFilter(**wanted), today=date(2026, 1, 14))}  # type: ignore[arg-type]

    assert agendas(statuses=frozenset({Status.HELD})) == {"4/2026"}
    assert agendas(statuses=frozenset({Status.HELD, Status.CANCELLED})) == {"4/2026", "5/2026"}
    assert agendas(step="dokumen_interchange") == {"6/2025"}
    assert agendas(overdue=True) == {"10/2026", "2/2026"}
    assert agendas(agency=6) == set()
    assert agendas(text="sistem", overdue=True, agency=5) == {"10/2026", "2/2026"}


def test_overdue_in_the_list_is_overdue_in_the_row(register: Register) -> None:
    _six(register)
    for day in (date(2026, 1, 5), date(2026, 1, 14), date(2026, 2, 20)):
        rows = list_cases(register, today=day)
        chosen = list_cases(register, CaseFilter(overdue=True), today=day)
        assert {row.id for row in rows if row.overdue} == {row.id for row in chosen}


@pytest.mark.parametrize("sort", SORTS)
def test_every_sort_gives_the_same_cases_both_ways(register: Register, sort: str) -> None:
    _six(register)
    up = list_cases(register, CaseFilter(sort=sort))
    down = list_cases(register, CaseFilter(sort=sort, descending=True))
    assert {row.id for row in up} == {row.id for row in down}
    values = [getattr(row, sort, None) for row in up]
    assert None not in values[: len([one for one in values if one is not None])]


def test_agendas_sort_as_numbers_and_cases_without_a_date_come_last(register: Register) -> None:
    _six(register)
    by_agenda = [row.agenda for row in list_cases(register, CaseFilter(sort="agenda"))]
    assert by_agenda == ["6/2025", "2/2026", "4/2026", "5/2026", "10/2026", "33/2026"]
    for descending in (False, True):
        assert list_cases(register, CaseFilter(sort="due", descending=descending))[-1].agenda == "5/2026"


def test_pages_follow_each_other(register: Register) -> None:
    _six(register)
    whole = list_cases(register, CaseFilter(sort="status"))
    pages = [list_cases(register, CaseFilter(sort="status"), offset=offset, limit=2) for offset in (0, 2, 4)]
    assert tuple(row for page in pages for row in page) == whole


def test_visits_are_listed_with_what_they_took(register: Register) -> None:
    case = opened(register)
    finish(register, case, date(2026, 1, 7))
    first, second = list_visits(register, today=date(2026, 1, 12))
    assert (first.due_late, first.ended) == (date(2026, 1, 6), date(2026, 1, 7))
    assert (first.used, first.verdict) == (2, "terlambat")
    assert (second.entered, second.ended, second.used, second.verdict) == (date(2026, 1, 7), None, 3, "")


def test_steps_to_choose_from_are_those_of_the_sop(register: Register) -> None:
    choices = step_choices(register)
    steps = case_view(register, opened(register)).sop.steps
    assert [number for _, number, _ in choices] == [step.number for step in steps]


def test_a_held_case_stands_where_its_shown_deadline_belongs(register: Register) -> None:
    for number, received in enumerate((date(2026, 11, 20), date(2026, 11, 19), date(2026, 11, 18)), 1):
        opened(register, agenda=f"{number}/2026", received=received, letter_date=received)
    cases.hold(register, 3, on=date(2026, 11, 18), reason="Menunggu OPD")
    for descending in (False, True):
        rows = list_cases(register, CaseFilter(descending=descending))
        dues = [row.due for row in rows]
        assert dues == sorted(dues, reverse=descending)
    held = next(row for row in rows if row.held_for)
    assert held.due == date(2026, 11, 24) and held.days_left == 1


def test_a_held_step_has_as_much_time_left_on_its_page_as_in_the_register(register: Register) -> None:
    for day in (6, 9, 14):  # held before it was due, on the day, and after
        held = opened(register, agenda=f"{day}/2026", letter_number=f"x/{day}")
        walk_to(register, held, "penyimpanan_database")
        cases.hold(register, held, on=date(2026, 1, day), reason="menunggu data")
        for today in (date(2026, 1, day), date(2026, 1, 20), date(2026, 3, 2)):
            view = case_view(register, held, today=today)
            step = next(one for one in view.steps if one.step.id == "penyimpanan_database")
            assert step.visits[-1].days_left == view.row.days_left


@pytest.mark.parametrize("typed", ["[" * 100_000, "\U0001f600 " * 3000, "a " * 3000, "% _ ! %_!", '" OR *'])
def test_no_search_is_too_long_or_too_odd(register: Register, typed: str) -> None:
    case = opened(register, subject=f"hal {typed[:60]}")
    found = list_cases(register, CaseFilter(text=typed))
    assert len(found) == count_cases(register, CaseFilter(text=typed))
    assert {row.id for row in list_cases(register, CaseFilter(text=typed[:20]))} == {case}
