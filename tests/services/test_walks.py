"""Random walks through the services: projections always equal the log, and finished visits are not judged anew."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from spl_desktop.domain.case import Status
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.values import Recipient
from spl_desktop.services import cases, dispositions, office
from spl_desktop.services.checking import check, rebuild
from spl_desktop.services.dispositions import NewDisposition
from spl_desktop.services.queries import case_view, list_cases, list_visits
from spl_desktop.services.register import Register, close, create_register
from tests.builders import StandingClock, opened, waive_missing

COMMANDS = ("on", "on", "on", "back", "hold", "resume", "dispose", "day", "undo", "correct", "cancel", "reopen", "note")


def _do(register: Register, case: int, command: str, day: date) -> None:
    view = case_view(register, case)
    visit = view.state.visit
    match command:
        case "on" | "back" if visit is not None:
            ways = [one for one in view.sop.step(visit.step).outcomes if one.returns == (command == "back")]
            if command == "on":
                waive_missing(register, case, day)
            for way in ways:
                cases.finish_step(register, case, on=day, outcome=way.id, reason="belum lengkap")
        case "hold":
            cases.hold(register, case, on=day, reason="tunggu")
        case "resume":
            cases.resume(register, case, on=day)
        case "dispose":
            new = NewDisposition(giver="Isnan", recipients=(Recipient(name="Wahyu"),), note="x")
            dispositions.dispose(register, case, new, on=day)
        case "day" | "undo":
            what = "tambah_libur" if command == "day" else "pulihkan"
            change = {"day": day + timedelta(days=3), "change": what, "name": "x", "reason": "y"}
            moves = office.preview_day_change(register, **change)  # type: ignore[arg-type]
            office.change_day(register, **change, confirmed_moves=moves)  # type: ignore[arg-type]
        case "correct":
            seq = view.history[-1].seq
            cases.correct(register, case, seq=seq, reason="salah", happened_on=day - timedelta(days=1))
        case "cancel":
            cases.cancel(register, case, on=day, reason="batal", by_agency=False)
        case "reopen":
            cases.reopen(register, case, on=day, step=view.sop.steps[4].id, reason="ulang")
        case _:
            cases.add_note(register, case, text="catatan", on=day)


@settings(max_examples=8)
@given(st.lists(st.tuples(st.sampled_from(COMMANDS), st.integers(0, 4), st.integers(1, 2)), min_size=15, max_size=40))
def test_projections_equal_the_log_after_any_walk(walk: list[tuple[str, int, int]]) -> None:
    clock = StandingClock(date(2026, 1, 5))
    with TemporaryDirectory() as folder:
        register = create_register(Path(folder) / "register.db", clock=clock, recorder="Penguji")
        for number in (1, 2):
            opened(register, agenda=f"{number}/2026")
        verdicts: dict[tuple[int, int], str] = {}
        for command, days, case in walk:
            clock.pass_days(days)
            try:
                _do(register, case, command, clock.day)
            except UserError as refusal:
                assert refusal.sentence.endswith((".", "!", "?", ")")) or "\n" in refusal.sentence
            rows = list_visits(register)
            if command in ("day", "undo"):
                judged = {(row.case, row.number): row.verdict for row in rows if row.ended}
                assert judged == verdicts
            verdicts = {(row.case, row.number): row.verdict for row in rows if row.ended}
            for row in list_cases(register):
                open_visits = [one for one in rows if one.case == row.id and one.ended is None]
                assert len(open_visits) == (row.status in (Status.RUNNING, Status.HELD))
                assert case_view(register, row.id).row == row
        assert check(register).problems == ()
        before = (list_cases(register), list_visits(register))
        rebuild(register)
        assert (list_cases(register), list_visits(register)) == before
        close(register)
