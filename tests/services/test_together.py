"""Several writers on one file: nothing is lost, nobody waits for ever, both see the same history."""

import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from spl_desktop.domain.errors import Conflict, UserError
from spl_desktop.models import engine
from spl_desktop.services import cases
from spl_desktop.services.checking import check
from spl_desktop.services.queries import case_view, count_cases
from spl_desktop.services.register import Register, close, open_register
from tests.builders import StandingClock, new_case, opened

ROOT = Path(__file__).parents[2]
EACH = 12
WRITER = """
import sys
from datetime import date
from pathlib import Path
from spl_desktop.services import cases
from spl_desktop.services.register import close, open_register
from tests.builders import StandingClock, new_case

path, name, each = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
register = open_register(path, clock=StandingClock(), recorder=name)
for number in range(each):
    cases.add_note(register, 1, text=f"{name} {number}", on=date(2026, 1, 6))
    cases.open_case(register, new_case(agenda=f"{name}-{number}/2026"))
close(register)
"""


def test_two_processes_lose_nothing(register: Register) -> None:
    opened(register)
    command = [sys.executable, "-c", WRITER, str(register.path)]
    writers = [subprocess.Popen([*command, name, str(EACH)], cwd=ROOT) for name in ("satu", "dua")]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    notes = [row for row in case_view(register, 1).history if row.kind == "note_added"]
    assert len(notes) == 2 * EACH
    assert {row.recorded_by for row in notes} == {"satu", "dua"}
    assert count_cases(register) == 1 + 2 * EACH
    assert check(register).problems == ()


def test_two_threads_on_one_register(register: Register) -> None:
    opened(register)
    failed: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for number in range(EACH):
                cases.add_note(register, 1, text=f"{name} {number}", on=date(2026, 1, 6))
        except BaseException as error:  # noqa: BLE001  # told to the test by the list
            failed.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("satu", "dua")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert len(case_view(register, 1).history) == 2 + 2 * EACH


def test_the_second_of_two_who_saw_the_same_is_told(register: Register, clock: StandingClock) -> None:
    case = opened(register)
    other = open_register(register.path, clock=clock, recorder="Kedua")
    seen = case_view(other, case).state.seq
    cases.hold(register, case, on=date(2026, 1, 6), reason="tunggu", expected=seen)
    with pytest.raises(Conflict, match="Muat ulang, periksa perubahannya"):
        cases.cancel(other, case, on=date(2026, 1, 6), reason="batal", by_agency=False, expected=seen)
    assert case_view(other, case) == case_view(register, case)
    close(other)


def test_one_agenda_number_for_two_letters_at_once(register: Register, clock: StandingClock) -> None:
    other = open_register(register.path, clock=clock)
    assert cases.validate_new_case(other, new_case()) == {}
    opened(register)
    with pytest.raises(UserError, match="1/2026 sudah dipakai"):
        cases.open_case(other, new_case(system="lain"))
    close(other)


def test_a_register_that_another_program_holds(
    register: Register, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened(register)
    monkeypatch.setattr(engine, "_BUSY_MS", 50)
    other = open_register(register.path, clock=clock)
    with register.writing() as session:
        session.execute(text("SELECT 1"))
        with pytest.raises(UserError, match="sedang dipakai program lain"):
            cases.add_note(other, case, text="x", on=date(2026, 1, 6))
        assert case_view(other, case).state.seq == 2
    cases.add_note(other, case, text="x", on=date(2026, 1, 6))
    close(other)
