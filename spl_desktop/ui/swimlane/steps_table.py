"""The steps of a case as a table: the same as the picture, for who would rather read or hear it."""

from dataclasses import dataclass
from typing import Final

from spl_desktop.domain.dates import short_date
from spl_desktop.domain.flow import onward_words
from spl_desktop.domain.standing import Standing, countdown
from spl_desktop.services.course import Course, StepView
from spl_desktop.ui.settings import Settings
from spl_desktop.ui.swimlane.marks import WORDS
from spl_desktop.ui.widgets.frozen_rows import Column, Hints
from spl_desktop.ui.widgets.frozen_table import FrozenTable

_SHORT: Final = {**WORDS, Standing.CURRENT: "Berjalan", Standing.OVERDUE: "Berjalan"}
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
    """A step in words; `visits` says how often it was visited and how each ended."""

    step: str
    number: str
    text: str
    lanes: str
    standing: Standing
    stands: str
    visits: str
    standard: str
    used: str
    due: str
    onward: str


def step_rows(view: Course) -> tuple[StepRow, ...]:
    """One row a step, in the order of the SOP."""
    return tuple(_row(view, one) for one in view.steps)


def _row(view: Course, one: StepView) -> StepRow:
    last = one.visits[-1] if one.visits else None
    ended = [each.visit.ending.value if each.visit.ending else "berjalan" for each in one.visits]
    held = one.standing is Standing.HELD
    left = countdown(last.days_left, held=held).removeprefix("ditunda") if last is not None else ""
    return StepRow(
        step=one.step.id,
        number=str(one.step.number),
        text=one.step.text,
        lanes=view.sop.lanes_of(one.step),
        standing=one.standing,
        stands=f"{_SHORT[one.standing]}, {left}" if left else _SHORT[one.standing],
        visits=f"{len(ended)} ({', '.join(ended)})" if ended else "–",
        standard=one.step.time.text,
        used=f"{last.used.net} hari" if last is not None else "–",
        due=short_date(last.due.late) if last is not None else "–",
        onward=onward_words(view.sop, one.step).removeprefix("berikutnya "),
    )


def _standing_hints(row: StepRow) -> Hints | None:
    icon, color = _HINTS.get(row.standing, ("", "muted"))
    return Hints(icon=icon, color=color)


def _times(row: StepRow) -> str:
    return f"{row.used} / {row.standard}"


def _onward(row: StepRow) -> str:
    return row.onward.replace("langkah ", "")


COLUMNS: Final[tuple[Column[StepRow], ...]] = (
    Column("number", "No", lambda row: row.number, 40, align="center"),
    Column("text", "Kegiatan", lambda row: row.text, 150, elastic=True, hints=lambda row: Hints(tip=row.text)),
    Column("lanes", "Pelaksana", lambda row: row.lanes, 100, hints=lambda row: Hints(tip=row.lanes)),
    Column("standing", "Keadaan", lambda row: row.stands, 116, hints=_standing_hints),
    Column("visits", "Kunjungan", lambda row: row.visits, 112, hints=lambda row: Hints(tip=row.visits)),
    Column("used", "Dipakai / baku", _times, 112, hints=lambda _: Hints(tip="Dipakai dalam hari kerja / waktu baku")),
    Column("due", "Jatuh tempo", lambda row: row.due, 104),
    Column("onward", "Langkah lanjutan", _onward, 132, hints=lambda row: Hints(tip=row.onward)),
)


def steps_table(settings: Settings) -> FrozenTable:
    """The empty table; its rows come from `step_rows`."""
    table = FrozenTable(COLUMNS, "steps", settings, key=lambda row: row.step, lines=3)
    table.setAccessibleName("Daftar langkah")
    return table
