"""Builds what tests need: a clock that stands, registers, and cases walked through the real services."""

import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from spl_desktop.domain.dates import WIB
from spl_desktop.domain.rules import How
from spl_desktop.domain.values import Contact
from spl_desktop.services import cases, documents
from spl_desktop.services.cases import NewCase
from spl_desktop.services.queries import CaseView, case_view
from spl_desktop.services.register import Register

TODAY = date(2026, 11, 23)
"""The day on which tests begin, a Monday."""


@dataclass
class StandingClock:
    """A clock that stands at nine in the morning (WIB) of its day until a test moves it."""

    day: date = TODAY
    at: time = field(default=time(9, 0))

    def now(self) -> datetime:
        """The instant, in UTC."""
        return datetime.combine(self.day, self.at, WIB).astimezone(UTC)

    def today(self) -> date:
        """The day in Jakarta."""
        return self.day

    def go_to(self, day: date) -> None:
        """From now on it is that day."""
        self.day = day

    def pass_days(self, days: int) -> None:
        """So many calendar days later."""
        self.day += timedelta(days=days)


def new_case(**changes: Any) -> NewCase:
    """A letter of an agency, complete, received on Monday 5 January 2026."""
    fields: dict[str, Any] = {
        "agenda": "1/2026",
        "letter_number": "445/12/2026",
        "letter_date": date(2026, 1, 2),
        "received": date(2026, 1, 5),
        "subject": "Permohonan integrasi data pasien",
        "agency": 5,
        "system": "SIMRS",
        "contacts": (Contact(role="teknis", name="Sri Wahyuni", phone="0812 000 111"),),
    }
    return NewCase(**(fields | changes))


def opened(register: Register, **changes: Any) -> int:
    """The number of a case that has just been opened."""
    return cases.open_case(register, new_case(**changes)).made


def paper(folder: Path, name: str = "surat.pdf", content: bytes = b"%PDF-1.4 isi") -> Path:
    """A file to attach."""
    path = folder / name
    path.write_bytes(content)
    return path


def waive_missing(register: Register, case: int, on: date, reason: str = "tidak diperlukan dalam pengujian") -> None:
    """Every output that the open step still owes is waived."""
    view = case_view(register, case)
    visit = view.state.visit
    assert visit is not None
    (step,) = (one for one in view.steps if one.step.id == visit.step)
    for output in step.outputs:
        if output.how is How.MISSING:
            cases.waive_output(register, case, output=output.kind, reason=reason, on=on)


def file_missing(register: Register, case: int, on: date, path: Path) -> None:
    """Every output that the open step still owes is filed with this file."""
    view = case_view(register, case)
    visit = view.state.visit
    assert visit is not None
    (step,) = (one for one in view.steps if one.step.id == visit.step)
    for output in step.outputs:
        if output.how is How.MISSING:
            documents.file_document(register, case, path=path, document_kind=output.kind, on=on)


def finish(register: Register, case: int, on: date | None = None) -> CaseView:
    """The open step ends by its first way onwards, on the day it was entered or `on`; the case as it then stands."""
    view = case_view(register, case)
    visit = view.state.visit
    assert visit is not None
    day = on or visit.entered
    way = next(one for one in view.sop.step(visit.step).outcomes if not one.returns)
    waive_missing(register, case, day)
    cases.finish_step(register, case, on=day, outcome=way.id)
    return case_view(register, case)


def send_back(register: Register, case: int, on: date | None = None, reason: str = "belum lengkap") -> CaseView:
    """The open step ends by its way back, and the case as it then stands."""
    view = case_view(register, case)
    visit = view.state.visit
    assert visit is not None
    way = next(one for one in view.sop.step(visit.step).outcomes if one.returns)
    cases.finish_step(register, case, on=on or visit.entered, outcome=way.id, reason=reason)
    return case_view(register, case)


def walk_to(register: Register, case: int, step: str, on: date | None = None) -> CaseView:
    """The case stands at the step of that id, every step before it finished; `""` walks to the end.

    Each step ends on the day that it was entered, or on `on`.
    """
    view = case_view(register, case)
    while view.state.visit is not None and view.state.visit.step != step:
        view = finish(register, case, on)
    assert (view.state.visit.step if view.state.visit else "") == step
    return view


def taken_over(register: Path) -> bool:
    """Whether another process can have a register for itself: no longer so once somebody has it open."""
    alone = "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1], timeout=0).execute(sys.argv[2]).fetchone())"
    asked = [sys.executable, "-c", alone, str(register), "PRAGMA journal_mode = DELETE"]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=60)
    return done.stdout.strip() == "delete"
