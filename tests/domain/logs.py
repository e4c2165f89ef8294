"""A case in memory for the tests of the rules: a log that commands append to."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from spl_desktop.domain import events as e
from spl_desktop.domain import filing, rules
from spl_desktop.domain.case import CaseState
from spl_desktop.domain.fold import fold
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.domain.values import FileRef

SHIPPED = Path(__file__).parents[2] / "resources" / "sop" / "555-23-IX-2023.toml"
START = date(2026, 1, 5)
CONTENT = b"berkas"


def shipped_sop() -> Sop:
    return parse_sop(SHIPPED.read_text(encoding="utf-8"), SHIPPED.name)


def new_case(**changes: object) -> rules.NewCase:
    values: dict[str, object] = {
        "agenda": "1/2026",
        "letter_number": "500.12/17/2026",
        "letter_date": date(2026, 1, 2),
        "received": START,
        "subject": "Permohonan integrasi",
        "agency": 3,
        "system": "SIMPUS",
    }
    return rules.NewCase(**(values | changes))  # type: ignore[arg-type]  # named fields of NewCase


def paper(name: str = "berkas.pdf") -> FileRef:
    """A file whose bytes are those of `CONTENT`."""
    return FileRef(sha256=hashlib.sha256(CONTENT).hexdigest(), name=name, size=len(CONTENT))


@dataclass
class Walk:
    """A log with the day it is on; `do` appends what a rule accepts."""

    sop: Sop
    today: date = date(2026, 12, 1)
    log: list[e.Recorded] = field(default_factory=list)

    @property
    def state(self) -> CaseState:
        return fold(self.log)

    def append(self, facts: rules.Facts, on: date) -> "Walk":
        last = self.log[-1].hash if self.log else e.GENESIS
        recorded = datetime.combine(self.today, time(2), UTC)
        self.log += e.chain(
            "case:1",
            facts,
            after_seq=len(self.log),
            after_hash=last,
            happened_on=on,
            recorded_at=recorded,
            by=e.By("Rina", "tim_teknis", "Budi"),
        )
        return self

    def open(self, on: date = START, **changes: object) -> "Walk":
        return self.append(
            rules.open_case(new_case(received=on, **changes), "Dinas Kesehatan", self.sop, self.today), on
        )

    def do(self, rule: Callable[..., rules.Facts], on: date, **arguments: object) -> "Walk":
        return self.append(rule(self.state, on=on, today=self.today, **arguments), on)

    def file_outputs(self, on: date) -> "Walk":
        state = self.state
        assert state.visit is not None
        for owed in rules.outputs_of(state, self.sop, state.visit):
            if owed.how is rules.How.MISSING:
                self.do(filing.file_document, on, sop=self.sop, title="", kind=owed.kind, file=paper())
        return self

    def forward(self, on: date) -> "Walk":
        """Finishes the open step by its first way on, filing what it owes."""
        self.file_outputs(on)
        visit = self.state.visit
        assert visit is not None
        way = next(one for one in self.sop.step(visit.step).outcomes if not one.returns)
        return self.do(rules.finish_step, on, sop=self.sop, outcome=way.id)

    def back(self, on: date, reason: str = "Kamus data belum lengkap") -> "Walk":
        visit = self.state.visit
        assert visit is not None
        way = next(one for one in self.sop.step(visit.step).outcomes if one.returns)
        return self.do(rules.finish_step, on, sop=self.sop, outcome=way.id, reason=reason)

    def to_end(self, days: int = 1) -> "Walk":
        while self.state.visit is not None:
            self.forward(self.state.visit.entered + timedelta(days=days))
        return self
