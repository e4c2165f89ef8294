"""How far a case kept to its SOP: its steps, its visits against the standard, its documents, what was recorded late."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spl_desktop.domain import events as e
from spl_desktop.domain.case import CaseState, Ending, Visit
from spl_desktop.domain.control_card import identity_of
from spl_desktop.domain.dates import late_entry, wib_day
from spl_desktop.domain.facts_text import case_sentence
from spl_desktop.domain.fold import corrected
from spl_desktop.domain.narrative import result_of
from spl_desktop.domain.rules import How, outputs_of
from spl_desktop.domain.sop import Sop, Step
from spl_desktop.domain.standing import timed
from spl_desktop.domain.timing import Used, Verdict, due, used, verdict
from spl_desktop.domain.workdays import WorkCalendar

Calendars = Callable[[int | None], WorkCalendar]
"""The work calendar of a version, the newest for None."""


class Course(StrEnum):
    """What became of a step of the SOP.

    WAIVED: finished, but every output that it owed was waived, so that nothing shows that it was done. UNFINISHED:
    entered and never finished, because it is being worked, went back, or was broken off.
    """

    DONE = "selesai"
    WAIVED = "dikecualikan"
    UNFINISHED = "belum selesai"
    NOT_REACHED = "belum dijalani"


_OF_ENDED = {Course.UNFINISHED: "tidak diselesaikan", Course.NOT_REACHED: "tidak dijalani"}
"""What is not going to come any more is said otherwise."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """An output that a visit did not have to make; `ended` is the day the visit ended, None while it is open."""

    step_number: int
    output: str
    reason: str
    ended: date | None


@dataclass(frozen=True, slots=True)
class StepCourse:
    """A step of the SOP and what became of it, in words too; `visits` counts entries, `returned` those sent back."""

    number: int
    text: str
    lanes: str
    course: Course
    words: str
    visits: int
    returned: int
    waived: tuple[str, ...]

    @property
    def repeats(self) -> int:
        """How often the step was entered again."""
        return max(0, self.visits - 1)


@dataclass(frozen=True, slots=True)
class VisitFit:
    """A visit against its standard; all days are hari kerja.

    `early` before the early target, `late` after the deadline; days on hold are in neither. `plain` is the verdict and
    `plain_late` the days late had the clock never stood still. `allowed` is how long the standard let it take from the
    entry to the deadline, without the days on hold. `lane` is the one answerable.
    """

    number: int
    step_number: int
    text: str
    round: int
    lane: str
    standard: str
    entered: date
    due: date
    ended: date | None
    ending: Ending | None
    result: str
    verdict: Verdict | None
    early: int
    late: int
    plain: Verdict | None
    plain_late: int
    allowed: int
    used: Used


class Part(StrEnum):
    """As what the SOP asks for a document."""

    REQUIREMENT = "kelengkapan"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class Lack:
    """A document that is missing, or came `late` hari kerja after the visit had `ended`; `late` None: missing."""

    step_number: int
    document: str
    part: Part
    late: int | None
    ended: date | None

    @property
    def words(self) -> str:
        """What is amiss."""
        return "tidak ada" if self.late is None else f"diberkaskan {self.late} hari kerja setelah langkah berakhir"


@dataclass(frozen=True, slots=True)
class LateRecord:
    """A fact that was recorded `days` calendar days after it happened; `recorded` is the day in Jakarta."""

    seq: int
    sentence: str
    happened: date
    recorded: date
    days: int

    @property
    def words(self) -> str:
        """The mark of the history, "dicatat 3 hari kemudian"."""
        return late_entry(self.happened, self.recorded)


@dataclass(frozen=True, slots=True)
class Held:
    """A pause; `days` hari kerja until its end, or until today where `end` is None."""

    step_number: int
    reason: str
    start: date
    end: date | None
    days: int


@dataclass(frozen=True, slots=True)
class Return:
    """A way back that was taken; `to` is the number of the step where it leads, `label` what stands on the arrow."""

    step_number: int
    to: int
    label: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Conformance:
    """The conformance sheet of a case as of day `on`; `open` tells that the case still goes on."""

    agenda: str
    agency: str
    identity: tuple[tuple[str, str], ...]
    open: bool
    on: date
    steps: tuple[StepCourse, ...]
    visits: tuple[VisitFit, ...]
    lacks: tuple[Lack, ...]
    waivers: tuple[Waiver, ...]
    late_records: tuple[LateRecord, ...]
    holds: tuple[Held, ...]
    returns: tuple[Return, ...]

    @property
    def title(self) -> str:
        """What stands over the sheet."""
        return f"Lembar Kesesuaian Kasus {self.agenda}"

    @property
    def judged(self) -> tuple[VisitFit, ...]:
        """The visits that were held against their standard: ended, and not broken off."""
        return tuple(visit for visit in self.visits if visit.verdict is not None)

    @property
    def late(self) -> tuple[VisitFit, ...]:
        """The visits that ended after their deadline."""
        return tuple(visit for visit in self.visits if visit.verdict is Verdict.LATE)

    @property
    def share(self) -> float | None:
        """The share of the judged visits that kept their standard, 0 to 1; None where none was judged."""
        return 1 - len(self.late) / len(self.judged) if self.judged else None

    @property
    def total(self) -> int:
        """The hari kerja of all visits, those on hold among them."""
        return sum(visit.used.total for visit in self.visits)

    @property
    def net(self) -> int:
        """The hari kerja of all visits without those on hold."""
        return sum(visit.used.net for visit in self.visits)

    def count(self, course: Course) -> int:
        """How many steps of the SOP took that course."""
        return sum(step.course is course for step in self.steps)

    def summary(self) -> tuple[str, ...]:
        """The verdict in a few sentences, what weighs most first."""
        return tuple(_told(self))


def conformance(
    log: Sequence[e.Recorded], state: CaseState, sop: Sop, calendars: Calendars, today: date
) -> Conformance:
    """The sheet of the case whose log this is and which stands as `state`.

    Each visit is judged as everywhere: by the calendar that stood when it ended, by the newest while it is open.
    """
    return Conformance(
        agenda=state.agenda,
        agency=state.agency_name or state.sender,
        identity=identity_of(state, sop, today),
        open=state.status.open,
        on=today,
        steps=tuple(_course(state, sop, step) for step in sop.steps),
        visits=tuple(_fit(visit, sop, calendars, today) for visit in state.visits),
        lacks=tuple(_lacks(state, sop, calendars)),
        waivers=tuple(
            Waiver(sop.step(visit.step).number, sop.document(output).name, reason, visit.ended)
            for visit in state.visits
            for output, reason in visit.waived
        ),
        late_records=tuple(_late_records(log, state, sop)),
        holds=tuple(_held(state, sop, calendars, today)),
        returns=tuple(_returns(state, sop)),
    )


def _course(state: CaseState, sop: Sop, step: Step) -> StepCourse:
    visits = state.visits_of(step.id)
    finished = [visit for visit in visits if visit.ending is Ending.FINISHED]
    if not visits:
        course = Course.NOT_REACHED
    elif not finished:
        course = Course.UNFINISHED
    else:
        course = Course.WAIVED if all(_nothing_made(state, sop, visit) for visit in finished) else Course.DONE
    return StepCourse(
        number=step.number,
        text=step.text,
        lanes=sop.lanes_of(step),
        course=course,
        words=course.value if state.status.open else _OF_ENDED.get(course, course.value),
        visits=len(visits),
        returned=sum(visit.ending is Ending.RETURNED for visit in visits),
        waived=tuple(
            f"{sop.document(output).name}: {reason.rstrip('.')}." for visit in visits for output, reason in visit.waived
        ),
    )


def _nothing_made(state: CaseState, sop: Sop, visit: Visit) -> bool:
    owed = outputs_of(state, sop, visit)
    return bool(owed) and all(one.how is How.WAIVED for one in owed)


def _fit(visit: Visit, sop: Sop, calendars: Calendars, today: date) -> VisitFit:
    step, calendar = sop.step(visit.step), _calendar(visit, calendars)
    measure = timed(visit, step, calendar, today)
    deadline, judged, ended = measure.due, measure.verdict, visit.ended
    plain: Verdict | None = None
    early = late = plain_late = 0
    if judged is not None and ended is not None:
        unheld = due(visit.entered, step.time, calendar)
        plain = verdict(ended, unheld)
        # At least one: a Saturday after the deadline is late as well, see timing.remaining.
        if judged is Verdict.EARLY:
            early = max(1, calendar.working_between(ended, deadline.early))
        if judged is Verdict.LATE:
            late = max(1, used(deadline.late, ended, calendar, visit.holds).net)
        if plain is Verdict.LATE:
            plain_late = max(1, calendar.working_between(unheld.late, ended))
    return VisitFit(
        number=visit.number,
        step_number=step.number,
        text=step.text,
        round=visit.round,
        lane=sop.lane(step.lanes[0]).short,
        standard=step.time.text,
        entered=visit.entered,
        due=deadline.late,
        ended=ended,
        ending=visit.ending,
        result=result_of(visit, measure),
        verdict=judged,
        early=early,
        late=late,
        plain=plain,
        plain_late=plain_late,
        allowed=used(visit.entered, deadline.late, calendar, visit.holds).net,
        used=measure.used,
    )


def _calendar(visit: Visit, calendars: Calendars) -> WorkCalendar:
    return calendars(None if visit.open else visit.calendar)


def _lacks(state: CaseState, sop: Sop, calendars: Calendars) -> Iterator[Lack]:
    """Every document that a visit wanted and has not, or has since it ended; a missing one is told once for its step.

    An output is owed by a visit that finished. A kelengkapan is wanted by every visit, unless that document was waived
    as an output before: its absence is then the waiver's, and is not held against the case twice.
    """
    told: set[tuple[str, str]] = set()
    waived: set[str] = set()
    for visit in state.visits:
        step = sop.step(visit.step)
        waived |= {output for output, _ in visit.waived}
        for part, kind, filed in _wanted(state, sop, visit):
            if filed is None and ((part is Part.REQUIREMENT and kind in waived) or (step.id, kind) in told):
                continue
            late = None
            if filed is None:
                told.add((step.id, kind))
            elif visit.ended is None or filed <= visit.ended:
                continue
            else:
                late = max(1, _calendar(visit, calendars).working_between(visit.ended, filed))
            yield Lack(step.number, sop.document(kind).name, part, late, visit.ended)


def _wanted(state: CaseState, sop: Sop, visit: Visit) -> Iterator[tuple[Part, str, date | None]]:
    """As what, which kind, and the first day on which it was there; None where it never was."""
    for kind in sop.step(visit.step).requirements:
        days = [version.on for document in state.documents_of(kind) for version in document.versions]
        yield Part.REQUIREMENT, kind, min(days, default=None)
    if visit.ending is not Ending.FINISHED:
        return
    for owed in outputs_of(state, sop, visit):
        if owed.how is How.MISSING:
            yield Part.OUTPUT, owed.kind, None
        elif owed.how is How.FILED:
            days = [
                version.on
                for document in state.documents_of(owed.kind)
                for version in document.versions
                if version.visit == visit.number
            ]
            yield Part.OUTPUT, owed.kind, min(days)


_FOLLOWING = (e.StepEntered, e.CaseClosed)
"""Facts that are written together with the one that brings them about; they are not recorded by anybody."""


def _late_records(log: Sequence[e.Recorded], state: CaseState, sop: Sop) -> Iterator[LateRecord]:
    for link in corrected(log):
        recorded = wib_day(link.recorded_at)
        days = (recorded - link.happened_on).days
        if days > 0 and not isinstance(link.fact, _FOLLOWING):
            sentence = case_sentence(link.fact, sop, state)  # type: ignore[arg-type]  # the log of a case holds its facts
            yield LateRecord(link.seq, sentence, link.happened_on, recorded, days)


def _held(state: CaseState, sop: Sop, calendars: Calendars, today: date) -> Iterator[Held]:
    for visit in state.visits:
        for hold in visit.holds:
            days = _calendar(visit, calendars).working_between(hold.start, hold.end or today)
            yield Held(sop.step(visit.step).number, hold.reason, hold.start, hold.end, days)


def _returns(state: CaseState, sop: Sop) -> Iterator[Return]:
    for visit in state.visits:
        if visit.ending is Ending.RETURNED and visit.ended is not None:
            step = sop.step(visit.step)
            way = step.outcome(visit.outcome)
            to = sop.step(way.to).number if way is not None and way.to is not None else 0
            yield Return(step.number, to, way.label if way is not None else "", visit.ended, visit.reason)


def listed(words: Sequence[str]) -> str:
    """The words as a sentence lists them: "a", "a dan b", "a, b, dan c"."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def _told(sheet: Conformance) -> Iterator[str]:
    amiss = [
        words
        for words, found in (
            ("waktu baku", sheet.late),
            ("kelengkapan dokumen", sheet.lacks),
            ("output yang dikecualikan", sheet.waivers),
        )
        if found
    ]
    if amiss:
        yield f"Kasus ini menyimpang dari SOP dalam hal {listed(amiss)}."
    else:
        yield "Sejauh tercatat, kasus ini berjalan sesuai SOP."
    yield _told_of_steps(sheet)
    yield from _told_of_time(sheet)
    if sheet.returns:
        yield f"Pekerjaan dikembalikan {len(sheet.returns)} kali."
    yield from told_of_documents(sheet.lacks, len(sheet.waivers))
    if sheet.late_records:
        longest = max(record.days for record in sheet.late_records)
        yield f"{len(sheet.late_records)} catatan dibuat setelah harinya, paling lama {longest} hari kemudian."


def _told_of_steps(sheet: Conformance) -> str:
    words = {step.course: step.words for step in sheet.steps}
    parts = [f"{sheet.count(course)} {words[course]}" for course in Course if course in words]
    repeated = [step.repeats for step in sheet.steps if step.repeats]
    again = f"; {len(repeated)} langkah diulang, seluruhnya {sum(repeated)} kali" if repeated else ""
    return f"Dari {len(sheet.steps)} langkah SOP, {listed(parts)}{again}."


def _told_of_time(sheet: Conformance) -> Iterator[str]:
    judged, late = sheet.judged, sheet.late
    if not judged:
        yield "Belum ada kunjungan langkah yang dapat dinilai terhadap waktu bakunya."
        return
    within = len(judged) - len(late)
    told = f"Dari {len(judged)} kunjungan langkah yang dinilai, {within} ({round(100 * within / len(judged))}%) "
    told += "memenuhi waktu baku"
    if late:
        told += f" dan {len(late)} terlambat, seluruhnya {sum(visit.late for visit in late)} hari kerja"
    plain = [visit.plain_late for visit in judged if visit.plain is Verdict.LATE]
    if len(plain) != len(late) or sum(plain) != sum(visit.late for visit in late):
        told += f"; bila penundaan ikut dihitung, {len(plain)} terlambat, seluruhnya {sum(plain)} hari kerja"
    yield f"{told}."
    held = f", {sheet.net} hari kerja di luar penundaan" if sheet.net != sheet.total else ""
    yield f"Waktu semua kunjungan {sheet.total} hari kerja{held}."


def told_of_documents(lacks: Sequence[Lack], waived: int) -> Iterator[str]:
    """What is amiss with documents, in sentences; nothing where all are there."""
    missing = sum(lack.late is None for lack in lacks)
    parts = [f"{missing} dokumen yang diminta langkah tidak ada"] if missing else []
    if len(lacks) > missing:
        parts.append(f"{len(lacks) - missing} dokumen diberkaskan setelah langkahnya berakhir")
    if parts:
        yield f"{' dan '.join(parts)}."
    if waived:
        yield f"{waived} output dikecualikan dengan alasan yang tercatat."
