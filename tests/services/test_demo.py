"""The demo register: every state, the same each time, whole, and made in the order of its days."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from spl_desktop.domain.case import Ending, Status
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.models.log import FactRecord
from spl_desktop.services import demo_files, office
from spl_desktop.services.checking import check
from spl_desktop.services.demo import build_demo, create_demo
from spl_desktop.services.demo_plan import FIRST_DAY, plans, wishes
from spl_desktop.services.demo_words import MARKED
from spl_desktop.services.queries import CaseView, case_view, list_cases, list_visits
from spl_desktop.services.register import Register, close
from spl_desktop.services.scheduling import shipped_sop

TODAY = date(2026, 11, 23)


class Noon:
    """A clock that stands at noon of one day."""

    def now(self) -> datetime:
        return datetime(2026, 11, 23, 5, tzinfo=UTC)

    def today(self) -> date:
        return TODAY


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    made = create_demo(tmp_path_factory.mktemp("demo") / "register.db", clock=Noon())
    yield made
    close(made)


@pytest.fixture(scope="module")
def views(demo: Register) -> list[CaseView]:
    return [case_view(demo, row.id) for row in list_cases(demo)]


def heads(register: Register) -> dict[str, str]:
    """The newest hash of every stream: it stands for everything before it."""
    with register.reading() as session:
        table = FactRecord.__table__
        rows = session.execute(select(table.c.stream, table.c.hash).order_by(table.c.stream, table.c.seq))
        return {row.stream: row.hash for row in rows}


def test_the_same_seed_gives_the_same_register(demo: Register, tmp_path: Path) -> None:
    again = create_demo(tmp_path / "lagi.db", clock=Noon())
    try:
        assert heads(again) == heads(demo)
    finally:
        close(again)


def test_another_seed_gives_other_cases() -> None:
    sop, calendar = shipped_sop(), WorkCalendar()
    first, second, third = (plans(sop, calendar, TODAY, Random(seed)) for seed in (1, 1, 2))
    assert first == second
    assert first != third


def test_every_state_is_there(demo: Register, views: list[CaseView]) -> None:
    assert len(views) >= 38
    states = Counter(view.state.status for view in views)
    assert all(states[status] for status in Status)
    open_steps = {view.row.step for view in views if view.state.status is Status.RUNNING}
    sop = views[0].sop
    assert open_steps == {step.id for step in sop.steps}
    assert sum(view.row.overdue for view in views) >= 4
    returned = {visit.step for view in views for visit in view.state.visits if visit.ending is Ending.RETURNED}
    assert returned == {step.id for step in sop.steps if any(one.returns for one in step.outcomes)}
    verdicts = {visit.verdict for visit in list_visits(demo)}
    assert {"lebih awal", "sesuai", "terlambat"} <= verdicts
    assert any(view.state.reopened for view in views)
    assert any(view.state.maintenance for view in views)
    assert any(view.state.no_disposition for view in views)
    assert any(disposition.parent for view in views for disposition in view.state.dispositions)
    assert any(fact.late for view in views for fact in view.history)
    assert any(fact.corrected for view in views for fact in view.history)
    assert any(hold.end for view in views for visit in view.state.visits for hold in visit.holds)


def test_documents_of_every_kind_are_there(views: list[CaseView]) -> None:
    versions = [version for view in views for document in view.state.documents for version in document.versions]
    outputs = {kind.report for kind in views[0].sop.documents if kind.report}
    assert {version.report for version in versions} == {"", *outputs}
    assert any(version.signed for version in versions)
    assert any(version.file is None for version in versions)
    assert any(len(document.versions) > 1 for view in views for document in view.state.documents)
    numbers = [version.issued_number for version in versions if version.issued_number]
    assert len(numbers) == len(set(numbers))


def test_it_spans_the_years_of_the_decree_and_ends_before_today(views: list[CaseView]) -> None:
    assert min(view.row.received for view in views) == FIRST_DAY
    assert {view.row.received.year for view in views} == {2023, 2024, 2025, 2026}
    facts = [fact for view in views for fact in view.history]
    assert max(fact.recorded_at.date() for fact in facts) < TODAY
    assert all(fact.recorded_at.date() >= fact.happened_on for fact in facts)
    for view in views:
        moments = [fact.recorded_at for fact in view.history]
        assert moments == sorted(moments)


def test_only_the_kepala_dinas_is_real(demo: Register, views: list[CaseView]) -> None:
    names = [official.name for official in office.office(demo).officials]
    assert [name for name in names if MARKED not in name] == ["ISNAN NUR AZIZ, S.Kom."]
    contacts = [contact.name for view in views for contact in view.state.contacts]
    assert all(MARKED in name for name in contacts)


def test_it_is_whole_and_the_clock_is_back(demo: Register) -> None:
    assert check(demo).problems == ()
    assert demo.today == TODAY
    assert demo.clock.now() == Noon().now()


def test_it_is_never_mixed_with_real_cases(demo: Register) -> None:
    with pytest.raises(UserError) as refusal:
        build_demo(demo)
    assert "sudah berisi kasus" in refusal.value.sentence


def test_breaking_off_leaves_nothing_behind(tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def progress(done: int = 0, total: int = 0, sentence: str = "") -> None:
        raise Stop

    with pytest.raises(Stop):
        create_demo(tmp_path / "register.db", clock=Noon(), progress=progress)
    assert list(tmp_path.iterdir()) == []


def test_any_sop_has_its_wishes() -> None:
    path = Path(__file__).parent.parent / "data" / "sop" / "penanganan-insiden.toml"
    sop = parse_sop(path.read_text(encoding="utf-8"), path.name)
    assert {wish.stop for wish in wishes(sop)} >= set(range(len(sop.steps)))


def test_the_scans_are_readable_pdf(tmp_path: Path) -> None:
    path = demo_files.scan(tmp_path / "surat.pdf", "Hal (penting)", ["baris \\ satu", "dua"])
    text = PdfReader(path).pages[0].extract_text()
    assert text.splitlines() == ["Hal (penting)", "baris \\ satu", "dua"]


def test_plans_for_another_sop_lie_before_today() -> None:
    path = Path(__file__).parent.parent / "data" / "sop" / "penanganan-insiden.toml"
    sop = parse_sop(path.read_text(encoding="utf-8"), path.name)
    calendar = WorkCalendar()
    found = plans(sop, calendar, TODAY, Random(1))
    assert all(plan.start < TODAY and calendar.is_working(plan.start) for plan in found)
