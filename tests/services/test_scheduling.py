"""The simulated schedule: by the shipped SOP, or by the register's own SOP and calendar."""

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.services import office
from spl_desktop.services.register import Register, close, create_register
from spl_desktop.services.scheduling import ledger_of, plan, plan_for


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = create_register(tmp_path / "register.db")
    yield made
    close(made)


def test_without_a_register_the_shipped_sop_holds() -> None:
    made = plan(None, date(2026, 11, 23))
    assert made.planned[-1].late == date(2027, 4, 1)
    assert made.warnings == ()


def test_the_office_calendar_moves_the_schedule(register: Register) -> None:
    before = plan(register, date(2026, 11, 23)).planned[0].late
    office.change_day(
        register, day=before, change="tambah_libur", name="Libur setempat", reason="surat edaran", skb="1/2026"
    )
    after = plan(register, date(2026, 11, 23)).planned[0]
    assert (before, after.late) == (date(2026, 11, 24), date(2026, 11, 25))
    assert "Libur setempat" in after.ledger[0].why


def test_undecided_years_are_told_once_each() -> None:
    warnings = plan(None, date(2028, 11, 1)).warnings
    assert [warning[:30] for warning in warnings] == [
        "Cuti bersama tahun 2028 belum ",
        "Cuti bersama tahun 2029 belum ",
    ]


def test_a_step_has_its_ledger_or_there_is_none() -> None:
    made = plan(None, date(2026, 11, 23))
    assert ledger_of(made, 3).ledger[-1].date == date(2026, 12, 28)
    with pytest.raises(UserError) as refusal:
        ledger_of(made, 13)
    assert "Langkah 13 tidak ada dalam jadwal ini." in refusal.value.sentence


def test_any_sop_is_scheduled() -> None:
    path = Path(__file__).parent.parent / "data" / "sop" / "penanganan-insiden.toml"
    sop = parse_sop(path.read_text(encoding="utf-8"), path.name)
    planned = plan_for(sop, date(2026, 1, 5), WorkCalendar()).planned
    assert len(planned) > 12
    assert all(later.entered == earlier.late for earlier, later in itertools.pairwise(planned))
