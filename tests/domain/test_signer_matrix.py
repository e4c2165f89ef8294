"""Who may sign on which day and how: every office, day by day, against a second reckoning that shares no code."""

from datetime import date, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.office import OfficeState, Official, Position
from spl_desktop.domain.signing import gaps, signer_on, ways_to_sign

FIRST = date(2026, 11, 16)
DAYS = [FIRST + timedelta(days=number) for number in range(12)]
TITLES = {
    "Kepala Dinas": ("kepala", 0),
    "Sekretaris": ("sekretaris", 1),
    "Kepala Bidang A": ("kabid", 1),
    "Kepala Bidang B": ("kabid", 1),
    "Kepala Seksi": ("kasi", 2),
    "Pranata Komputer": ("tim_teknis", 3),
    "Staf Ahli": ("lainnya", None),
}
PEOPLE = tuple(Official(number, f"Nama {number}", nip=str(number)) for number in range(1, 5))
SHOWN = {"definitif": "", "plt": "Plt. ", "plh": "Plh. "}


@st.composite
def offices(draw: st.DrawFn) -> OfficeState:
    """Officials in positions with any dates: gaps, overlaps, several appointments of one day, one person in several."""
    positions = []
    for number in range(1, draw(st.integers(1, 9)) + 1):
        title = draw(st.sampled_from(sorted(TITLES)))
        start = draw(st.integers(0, 10))
        end = draw(st.one_of(st.none(), st.integers(start, 11)))
        positions.append(
            Position(
                number,
                draw(st.sampled_from(PEOPLE)).id,
                title,
                TITLES[title][0],
                DAYS[start],
                DAYS[end] if end is not None else None,
                appointment=draw(st.sampled_from(sorted(SHOWN))),
            )
        )
    return OfficeState(officials=PEOPLE, positions=tuple(positions))


def days_of(position: Position) -> set[date]:
    """Every day of the calendar on which it is held, one by one."""
    last = position.end or DAYS[-1]
    return {day for day in DAYS if position.start <= day <= last}


def exercises(position: Position, here: list[Position]) -> bool:
    """Whether nobody with a newer appointment to the same position stands beside him."""
    weight = {"definitif": 0, "plt": 1, "plh": 2}
    rivals = [one for one in here if one.title == position.title]
    newest = max(rivals, key=lambda one: (one.start, weight[one.appointment], one.id))
    return newest is position


def expected(office: OfficeState, day: date) -> set[tuple[int, tuple[int, ...]]]:
    """Every way by trying all of them: one, two or three different positions in a row, and asking what is wrong."""
    here = [one for one in office.positions if day in days_of(one)]
    found: set[tuple[int, tuple[int, ...]]] = {(one.id, ()) for one in here}
    for size in (2, 3):
        for row in permutations(here, size):
            levels = [TITLES[one.title][1] for one in row]
            people = {one.official for one in row}
            steps = all(a is not None and b is not None and b - a == 1 for a, b in pairwise(levels))
            if steps and len(people) == size and all(exercises(one, here) for one in row):
                found.add((row[-1].id, tuple(one.id for one in row[:-1])))
    return found


@given(offices(), st.sampled_from(DAYS))
@settings(max_examples=300)
def test_the_ways_to_sign_are_those_of_the_second_reckoning(office: OfficeState, day: date) -> None:
    ways = ways_to_sign(office, day)
    assert len({(way.position, way.above) for way in ways}) == len(ways)
    assert {(way.position, way.above) for way in ways} == expected(office, day)


@given(offices(), st.sampled_from(DAYS))
@settings(max_examples=200)
def test_every_way_that_is_offered_can_be_signed_and_says_what_it_prints(office: OfficeState, day: date) -> None:
    here = [one for one in office.positions if day in days_of(one)]
    by_id = {one.id: one for one in office.positions}
    for way in ways_to_sign(office, day):
        signer = signer_on(office, day, way.position, way.above)
        own = by_id[way.position]
        assert (signer.name, signer.title) == (way.name, way.lines)
        assert way.lines[-1] == f"{SHOWN[own.appointment]}{own.title}"
        assert (len(way.lines), way.lines[0].startswith("a.n. ")) == {0: (1, False), 1: (2, True), 2: (4, True)}[
            len(way.above)
        ]
        assert ("u.b." in way.lines) == (len(way.above) == 2)
        assert way.acting == exercises(own, here)
        assert bool(way.note) == (not way.acting)


@given(offices(), st.sampled_from(DAYS), st.integers(1, 9))
def test_nobody_signs_on_a_day_on_which_he_does_not_hold_the_position(
    office: OfficeState, day: date, number: int
) -> None:
    position = office.position(number)
    if position is not None and day in days_of(position):
        assert signer_on(office, day, number).name == f"Nama {position.official}"
        return
    with pytest.raises(UserError) as refused:
        signer_on(office, day, number)
    words = "tidak dijabat oleh pejabat itu" if position is not None else "Jabatan penandatangan belum dipilih"
    assert words in refused.value.sentence


@given(offices(), st.sampled_from(DAYS))
@settings(max_examples=200)
def test_what_nobody_holds_any_more_is_missing(office: OfficeState, day: date) -> None:
    held: dict[str, set[date]] = {}
    for position in office.positions:
        held.setdefault(position.title, set()).update(days_of(position))
    wanted = {
        title: max(one for one in days if one < day)
        for title, days in held.items()
        if day not in days and any(one < day for one in days)
    }
    assert {gap.title: gap.until for gap in gaps(office, day)} == wanted
    for gap in gaps(office, day):
        later = [one for one in held[gap.title] if one > day]
        assert gap.following == min(later, default=None)
