"""The registers that the bench makes are registers: whole to the program's own check, alike for the same seed."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from benchmarks.register import LAST, make_register
from spl_desktop.domain.case import Status
from spl_desktop.domain.fold import fold
from spl_desktop.models.log import FactRecord
from spl_desktop.models.projections import CaseRecord, VisitRecord
from spl_desktop.services import log as logs
from spl_desktop.services.cases import add_note
from spl_desktop.services.checking import check, rebuild
from spl_desktop.services.demo import DemoClock
from spl_desktop.services.queries import CaseFilter, case_view, list_cases
from spl_desktop.services.register import Register, close, open_register

ROOT = Path(__file__).parents[1]


def test_a_made_register_is_whole_and_its_rows_are_those_of_its_facts(tmp_path: Path) -> None:
    path = tmp_path / "besar.db"
    counted = make_register(path, 200, seed=7)
    register = open_register(path, clock=DemoClock(LAST))
    try:
        report = check(register)
        assert (report.problems, report.cases, report.facts) == ((), 200, counted["facts"] + _of_the_office(register))
        with register.reading() as session:
            kinds = Counter(session.scalars(select(FactRecord.kind)))
            for record in session.scalars(select(CaseRecord)).all():
                state = fold(logs.load(session, logs.case_stream(record.id)))
                assert (record.status, record.seq, record.visits) == (state.status.value, state.seq, len(state.visits))
                visits = session.scalars(
                    select(VisitRecord).where(VisitRecord.case_id == record.id).order_by(VisitRecord.number)
                ).all()
                assert [(one.step, one.entered, one.ended) for one in visits] == [
                    (visit.step, visit.entered, visit.ended) for visit in state.visits
                ]
        # Walked through, with ways back and pauses, and some cases still on their way.
        assert kinds["step_returned"] > 100 and kinds["case_held"] > 50
        assert kinds["case_closed"] > 100 and kinds["case_closed"] < 200
        assert max(len(case_view(register, case).state.visits) for case in range(1, 20)) >= 12
        before = list_cases(register)
        rebuild(register)
        assert list_cases(register) == before
        # And work goes on in it as in any other.
        found = list_cases(register, CaseFilter(statuses=frozenset({Status.RUNNING})))
        add_note(register, found[0].id, text="dilanjutkan", on=LAST)
        assert check(register).problems == ()
    finally:
        close(register)


def _of_the_office(register: Register) -> int:
    with register.reading() as session:
        return len(session.scalars(select(FactRecord.id).where(FactRecord.stream == "office")).all())


def test_the_same_seed_makes_the_same_cases_and_short_ones_stop_early(tmp_path: Path) -> None:
    heads = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        path = tmp_path / f"{name}.db"
        command = [sys.executable, "-m", "benchmarks.register", "--cases", "30", "--whole", "0", "--seed", str(seed)]
        done = subprocess.run([*command, "--out", path], cwd=ROOT, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        assert "30 cases" in done.stdout
        register = open_register(path, clock=DemoClock(LAST))
        with register.reading() as session:
            query = select(FactRecord.hash).where(FactRecord.stream != "office").order_by(FactRecord.id)
            heads.append(session.scalars(query).all())
        found = list_cases(register)
        assert max(row.visits for row in found) <= 3
        assert {Status.RUNNING, Status.CANCELLED} <= {row.status for row in found}
        close(register)
    assert heads[0] == heads[1] != heads[2]
