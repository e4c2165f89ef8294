"""How far a case kept to its SOP: its steps, its visits against the standard, its documents, what was recorded late."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from spl_desktop.domain import events as e
from spl_desktop.domain.case import CaseState, Ending, Visit
from spl_desktop.domain.conformance_sheet import (
    Conformance,
    Course,
    Held,
    Lack,
    LateRecord,
    Part,
    Return,
    StepCourse,
    VisitFit,
    Waiver,
)
from spl_desktop.domain.control_card import identity_of
from spl_desktop.domain.dates import wib_day
from spl_desktop.domain.facts_text import case_sentence
from spl_desktop.domain.fold import corrected
from spl_desktop.domain.rules import How, outputs_of
from spl_desktop.domain.sop import Sop, Step
from spl_desktop.domain.standing import timed
from spl_desktop.domain.timing import Verdict, due, used, verdict
from spl_desktop.domain.workdays import WorkCalendar

Calendars = Callable[[int | None], WorkCalendar]
"""The work calendar of a version, the newest for None."""

_OF_ENDED = {Course.UNFINISHED: "tidak diselesaikan", Course.NOT_REACHED: "tidak dijalani"}
"""What is not going to come any more is said otherwise."""


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
        verdict=judged,
        early=early,
        late=late,
        overdue=measure.overdue,
        held=visit.held,
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
