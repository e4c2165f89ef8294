"""The steps of a case as a table: the same as the picture, for who would rather read or hear it."""

from dataclasses import dataclass
from typing import Final

from spl_desktop.domain.dates import short_date
from spl_desktop.domain.flow import onward_words
from spl_desktop.domain.standing import countdown
from spl_desktop.services.queries import CaseView, Standing, StepView
from spl_desktop.ui.settings import Settings
from spl_desktop.ui.swimlane.marks import WORDS
from spl_desktop.ui.widgets.frozen_rows import Column, Hints
from spl_desktop.ui.widgets.frozen_table import FrozenTable

_HINTS: Final = {
    Standing.CURRENT: ("running", "accent"),
    Standing.HELD: ("held", "warn"),
    Standing.OVERDUE: ("overdue", "danger"),
    Standing.FINISHED: ("finished", "good"),
    Standing.FINISHED_LATE: ("overdue", "danger"),
    Standing.RETURNED: ("return", "muted"),
    Standing.BROKEN_OFF: ("cancelled", "muted"),
}


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step in words; `visits` says how often it was visited and how each ended, `left` the rest of the open one."""

    step: str
    number: str
    text: str
    lanes: str
    standing: Standing
    visits: str
    standard: str
    used: str
    due: str
    left: str
    onward: str


def step_rows(view: CaseView) -> tuple[StepRow, ...]:
    """One row a step, in the order of the SOP."""
    return tuple(_row(view, one) for one in view.steps)


def _row(view: CaseView, one: StepView) -> StepRow:
    last = one.visits[-1] if one.visits else None
    ended = (
        f"{each.visit.round} {each.visit.ending.value if each.visit.ending else 'berjalan'}" for each in one.visits
    )
    verdict = f" ({last.verdict.words})" if last is not None and last.verdict is not None else ""
    return StepRow(
        step=one.step.id,
        number=str(one.step.number),
        text=one.step.text,
        lanes=view.sop.lanes_of(one.step),
        standing=one.standing,
        visits=f"{len(one.visits)}: {', '.join(ended)}" if one.visits else "–",
        standard=one.step.time.text,
        used=f"{last.used.net} hari kerja{verdict}" if last is not None else "–",
        due=short_date(last.due.late) if last is not None else "–",
        left=countdown(last.days_left, held=one.standing is Standing.HELD) if last is not None else "",
        onward=onward_words(view.sop, one.step).removeprefix("berikutnya "),
    )


def _standing_hints(row: StepRow) -> Hints | None:
    icon, color = _HINTS.get(row.standing, ("", "muted"))
    return Hints(icon=icon, color=color)


def _due_words(row: StepRow) -> str:
    return f"{row.due}, {row.left}" if row.left else row.due


COLUMNS: Final[tuple[Column[StepRow], ...]] = (
    Column("number", "No", lambda row: row.number, 44, align="center"),
    Column("text", "Kegiatan", lambda row: row.text, 220, elastic=True, hints=lambda row: Hints(tip=row.text)),
    Column("lanes", "Pelaksana", lambda row: row.lanes, 150),
    Column("standing", "Keadaan", lambda row: WORDS[row.standing], 190, hints=_standing_hints),
    Column("visits", "Kunjungan", lambda row: row.visits, 150, hints=lambda row: Hints(tip=row.visits)),
    Column("standard", "Waktu baku", lambda row: row.standard, 92),
    Column("used", "Dipakai", lambda row: row.used, 150),
    Column("due", "Jatuh tempo", _due_words, 180),
    Column("onward", "Berikutnya", lambda row: row.onward, 220, hints=lambda row: Hints(tip=row.onward)),
)


def steps_table(settings: Settings) -> FrozenTable:
    """The empty table; its rows come from `step_rows`."""
    table = FrozenTable(COLUMNS, "steps", settings, key=lambda row: row.step)
    table.setAccessibleName("Daftar langkah")
    return table
