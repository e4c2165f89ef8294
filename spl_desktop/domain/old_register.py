"""Cases of the old paper register: the rows that somebody copied, walked once more through the rules of the SOP."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from spl_desktop.domain import events as e
from spl_desktop.domain import filing, rules
from spl_desktop.domain.case import CaseState, Status
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.events import GENESIS, By, Recorded, chain
from spl_desktop.domain.fold import fold, further
from spl_desktop.domain.rules import Facts, How, NewCase, outputs_of
from spl_desktop.domain.sop import Outcome, Sop, Step
from spl_desktop.domain.text import line
from spl_desktop.domain.values import NOWHERE, Place

NOT_FILED = "Disalin dari buku register lama; dokumennya tidak diberkaskan."
"""Why an output of an old step is waived where nobody said where the paper lies."""


class Refused(Exception):
    """A row that cannot be taken: field -> sentence; an empty field means the whole row."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("\n".join(problems.values()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class OldVisit:
    """A row of the step history: one visit as the book tells it, from its beginning to `ended` (None: still open)."""

    row: int
    step: int
    ended: date | None
    outcome: str = ""
    reason: str = ""
    note: str = ""
    by: str = ""
    held: date | None = None
    resumed: date | None = None
    held_reason: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class OldCase:
    """A row of the case sheet. `status` is empty, ditunda, dibatalkan or ditarik; the last three since `since`."""

    row: int
    new: NewCase
    agency_name: str
    status: str = ""
    since: date | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Facts that happened together on a day, and who acted."""

    facts: Facts
    on: date
    lane: str = ""
    official: str = ""


@dataclass
class Story:
    """A case in the making: what was told so far, and the state that it makes.

    `calendar` is the version of the work calendar that judges its visits.
    """

    sop: Sop
    today: date
    calendar: int = 0
    told: list[Told] = field(default_factory=list)
    _log: tuple[Recorded, ...] = ()
    _state: CaseState | None = None
    _folded: int = 0
    """How many facts of the log are in the state."""

    @property
    def state(self) -> CaseState:
        """Where the case stands after what was told."""
        if self._state is None:
            self._state = fold(self._log)
        else:  # of thousands of cases: each fact is folded once, not again at every question
            self._state = further(self._state, self._log[self._folded :])
        self._folded = len(self._log)
        return self._state

    def tell(self, facts: Facts, on: date, lane: str = "", official: str = "") -> None:
        """Adds what happened."""
        self.told.append(Told(facts, on, lane, official))
        last = self._log[-1] if self._log else None
        self._log += chain(
            "old",
            facts,
            after_seq=last.seq if last else 0,
            after_hash=last.hash if last else GENESIS,
            happened_on=on,
            recorded_at=datetime.combine(self.today, time(), UTC),
            by=By("", lane, official),
        )


def begin(story: Story, case: OldCase) -> None:
    """The case was opened; Refused where its row is amiss."""
    try:
        facts = rules.open_case(case.new, case.agency_name, story.sop, story.today)
    except Invalid as refusal:
        raise Refused(refusal.problems) from None
    assert case.new.received is not None
    story.tell(facts, case.new.received)


def walk(story: Story, visit: OldVisit) -> None:
    """The visit happens: its pause, its outputs, its outcome. Refused where it cannot have: the story then ends."""
    open_visit = story.state.visit
    if open_visit is None:
        raise Refused(
            {"step": "Kasus ini sudah selesai pada baris sebelumnya. Hapus baris ini, atau periksa urutannya."}
        )
    step = story.sop.step(open_visit.step)
    if visit.step != step.number:
        raise Refused(
            {
                "step": f"Menurut SOP langkah berikutnya adalah langkah {step.number}, bukan {visit.step}. "
                "Periksa urutan baris dan hasil langkah sebelumnya."
            }
        )
    if story.state.status is Status.HELD:
        raise Refused({"": "Baris sebelumnya masih ditunda. Isi tanggal penundaan itu berakhir."})
    _pause(story, visit, step)
    if visit.ended is None:
        if visit.outcome or visit.reason:
            raise Refused({"ended": "Hasil atau alasan diisi, tetapi tanggal selesai belum. Isi tanggal selesainya."})
        return
    if visit.held is not None and visit.resumed is None:
        raise Refused({"resumed": "Langkah ini sudah selesai; isi tanggal penundaannya berakhir."})
    _end(story, visit, step, visit.ended)


def _pause(story: Story, visit: OldVisit, step: Step) -> None:
    if visit.held is None:
        if visit.resumed is not None or visit.held_reason:
            raise Refused({"held": "Tanggal mulai ditunda belum diisi."})
        return
    held, resumed, lane = visit.held, visit.resumed, step.lanes[0]

    def hold(state: CaseState) -> Facts:
        return rules.hold(state, on=held, today=story.today, reason=visit.held_reason)

    _ask(story, hold, held, lane, visit.by, "held" if visit.held_reason else "held_reason")
    if resumed is not None:
        _ask(
            story, lambda state: rules.resume(state, on=resumed, today=story.today), resumed, lane, visit.by, "resumed"
        )


def _end(story: Story, visit: OldVisit, step: Step, ended: date) -> None:
    outcome = outcome_named(step, visit.outcome)
    lane = step.lanes[0]
    earliest, since = rules.earliest_in(story.state.visits[-1])
    if problem := rules.date_problem(ended, story.today, earliest, since):
        raise Refused({"ended": problem})
    if not outcome.returns:
        _account_for_outputs(story, visit, ended, lane)

    def finish(state: CaseState) -> Facts:
        return rules.finish_step(
            state,
            story.sop,
            outcome=outcome.id,
            on=ended,
            today=story.today,
            reason=visit.reason,
            calendar=story.calendar,
            note=visit.note if outcome.returns else "\n".join(text for text in (visit.note, visit.reason) if text),
        )

    _ask(story, finish, ended, lane, visit.by, "reason" if outcome.returns else "")


def outcome_named(step: Step, name: str) -> Outcome:
    """The outcome of the step by its label or id; without a name the main way on. Refused where it has none such."""
    wanted = line(name).casefold()
    for one in step.outcomes:
        if wanted and wanted in (one.label.casefold(), one.id.casefold(), one.id.replace("_", " ").casefold()):
            return one
    onward = [one for one in step.outcomes if not one.returns]
    if onward and (not wanted or (wanted == "selesai" and len(step.outcomes) == 1)):
        return onward[0]
    offered = " atau ".join(f'"{one.label or "selesai"}"' for one in step.outcomes)
    raise Refused({"outcome": f'Langkah {step.number} tidak mengenal hasil "{name}". Isi {offered}.'})


def _account_for_outputs(story: Story, visit: OldVisit, on: date, lane: str) -> None:
    """Each output is filed as paper where its place is known, waived otherwise."""
    state = story.state
    assert state.visit is not None
    for owed in outputs_of(state, story.sop, state.visit):
        if owed.how is not How.MISSING:
            continue
        kind = owed.kind

        def account(now: CaseState, kind: str = kind) -> Facts:
            if visit.place:
                return filing.file_document(
                    now, story.sop, title="", file=None, on=on, today=story.today, kind=kind, place=visit.place
                )
            return rules.waive_output(now, story.sop, output=kind, reason=NOT_FILED, on=on, today=story.today)

        _ask(story, account, on, lane, visit.by, "place")


def conclude(story: Story, case: OldCase) -> None:
    """The case stands as its row says: still running, held, cancelled or withdrawn."""
    status = line(case.status).casefold()
    if status not in ("", Status.RUNNING, Status.HELD, Status.CANCELLED, Status.WITHDRAWN, Status.FINISHED):
        raise Refused(
            {"status": f'Keadaan "{case.status}" tidak dikenal. Kosongkan, atau isi ditunda, dibatalkan, ditarik.'}
        )
    now = story.state.status
    if status in ("", now):
        return
    if status in (Status.RUNNING, Status.FINISHED):
        raise Refused({"status": f"Keadaan diisi {status}, tetapi menurut riwayat langkahnya kasus ini {now.value}."})
    if case.since is None:
        raise Refused({"since": f"Tanggal sejak kapan kasus ini {status} belum diisi."})
    since = case.since

    def change(state: CaseState) -> Facts:
        if status == Status.HELD:
            return rules.hold(state, on=since, today=story.today, reason=case.reason)
        withdrawn = status == Status.WITHDRAWN
        return rules.cancel(
            state, on=since, today=story.today, reason=case.reason, by_agency=withdrawn, calendar=story.calendar
        )

    _ask(story, change, since, "", "", "since" if case.reason else "reason")


def remark(story: Story, text: str) -> None:
    """A remark for the history, made today."""
    story.tell((e.NoteAdded(text=text),), story.today)


def _ask(story: Story, rule: Callable[[CaseState], Facts], on: date, lane: str, official: str, column: str) -> None:
    try:
        facts = rule(story.state)
    except UserError as refusal:
        raise Refused({column: refusal.sentence}) from None
    story.tell(facts, on, lane, line(official))
