"""The forms of a case: with what each opens, and which papers every step asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from spl_desktop import shipped
from spl_desktop.domain.case import CaseState, Document, Version
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.form_rules import problems_of_form
from spl_desktop.domain.forms import Content, Form, Value, parse_form
from spl_desktop.domain.narrative import history_sources
from spl_desktop.domain.prefill import (
    Sources,
    case_sources,
    form_sources,
    issued_contents,
    issued_sources,
    options_of,
    prefilled,
    sop_sources,
)
from spl_desktop.domain.sop import Report, Sop
from spl_desktop.domain.standing import Timed, timed
from spl_desktop.models.kept import DraftRecord
from spl_desktop.services.acting import Situation, situation
from spl_desktop.services.drafts import data_of
from spl_desktop.services.register import Register

_FOLDER = "forms"
_REPORTS = frozenset(report.value for report in Report if report != Report.DISPOSITION)


@dataclass(frozen=True, slots=True)
class Paper:
    """A form that a step asks for. `kind` is the output of the step that it makes, empty for a paper beside them.

    `documents` are those already issued with it in the case, the newest last; `draft` tells that one is being written,
    `several` that more than one may stand beside each other.
    """

    report: Report
    title: str
    kind: str
    documents: tuple[Document, ...]
    draft: bool
    several: bool = False


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form as it opens: what it says now, whether that was a draft, and the issued version to compare it with.

    `options` are what references may hold, `seq` is where the case stood.
    """

    form: Form
    content: Content
    draft: bool
    before: Version | None
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    seq: int = 0


@cache
def form_of(report: Report) -> Form:
    """The form of that report; UserError where it has none (the lembar disposisi is no form)."""
    try:
        text = shipped.read_text(f"{_FOLDER}/{report.value}.toml")
    except FileNotFoundError:
        raise UserError("Dokumen itu tidak diisi lewat formulir. Pilih dari daftar dokumen kasus.") from None
    return parse_form(text)


def draft_key(case: int, report: Report) -> str:
    """Under which key the draft of a form is kept, see services.drafts."""
    return f"{draft_prefix(case)}{report.value}"


def draft_prefix(case: int) -> str:
    """With what the keys of the drafts of all forms of a case begin."""
    return f"form:{case}:"


def open_form(register: Register, case: int, report: Report) -> OpenForm:
    """The form with its draft, else with what its newest version says, else with what the case knows."""
    form = form_of(report)
    with register.reading() as session:
        now = situation(session, register, case)
        drafts = _drafts(session, case)
        contents = issued_contents(now.state)
        known = _sources(register, now, report, contents, drafts)
        before = newest_issued(now.state, report)
        kept = drafts.get(report) or (before.content if before is not None and not form.several else None)
        return OpenForm(
            form=form,
            content=prefilled(form, known, kept),
            draft=report in drafts,
            before=before,
            options=options_of(form, contents | {key: one for key, one in drafts.items() if key not in contents}),
            documents=issued_with(now.state, report),
            seq=now.state.seq,
        )


def _sources(
    register: Register, now: Situation, report: str, contents: Mapping[str, Content], drafts: Mapping[str, Content]
) -> Sources:
    """Everything that the form of `report` may be filled with; what was issued counts before what is only a draft."""
    return {
        **form_sources(drafts),
        **form_sources(contents),
        **issued_sources(now.state),
        **case_sources(now.state),
        **sop_sources(now.sop),
        **history_sources(now.state, now.sop, measured(register, now), report),
    }


def recomputed(register: Register, now: Situation, form: Form, content: Content) -> dict[str, Value]:
    """The content with its computed fields as the history has them now, whatever the window sent."""
    if not any(field.locked for field in form.fields):
        return dict(content)
    return prefilled(form, _sources(register, now, form.id, {}, {}), content)


def measured(register: Register, now: Situation) -> dict[int, Timed]:
    """Every visit against its standard: an ended one by the calendar that stood when it ended."""
    return {
        visit.number: timed(
            visit,
            now.sop.step(visit.step),
            register.calendar(now.office, None if visit.open else visit.calendar),
            now.today,
        )
        for visit in now.state.visits
    }


def _drafts(session: Session, case: int) -> dict[str, Content]:
    prefix = draft_prefix(case)
    query = select(DraftRecord).where(DraftRecord.key.startswith(prefix, autoescape=True))
    return {record.key.removeprefix(prefix): data_of(record) for record in session.scalars(query)}


def ready_to_issue(session: Session) -> frozenset[int]:
    """The cases with a draft of a form in which nothing is lacking, by the rules that are asked when it is issued."""
    prefix = "form:"
    query = select(DraftRecord).where(DraftRecord.key.startswith(prefix))
    found: set[int] = set()
    for record in session.scalars(query):
        case, _, report = record.key.removeprefix(prefix).partition(":")
        known = case.isdecimal() and report in _REPORTS
        if known and not problems_of_form(form_of(Report(report)), data_of(record), complete=True):
            found.add(int(case))
    return frozenset(found)


def newest_issued(state: CaseState, report: Report) -> Version | None:
    """The version of that report that was issued last, None before the first."""
    versions = [version for document in issued_with(state, report) for version in document.versions]
    return max(versions, key=lambda version: version.seq, default=None)


def issued_with(state: CaseState, report: Report) -> tuple[Document, ...]:
    """The documents of the case that this report made."""
    return tuple(document for document in state.documents if document.current.report == report)


def papers_of(register: Register, case: int) -> dict[str, tuple[Paper, ...]]:
    """Step -> the papers that are written at it: its outputs first, then those beside them."""
    with register.reading() as session:
        now = situation(session, register, case)
        drafts = _drafts(session, case)
    return {step.id: _papers(now.state, now.sop, step.id, drafts) for step in now.sop.steps}


def _papers(state: CaseState, sop: Sop, step_id: str, drafts: Mapping[str, Content]) -> tuple[Paper, ...]:
    step = sop.step(step_id)
    wanted = [(sop.document(kind).report, kind) for kind in step.outputs if sop.document(kind).report]
    wanted += [(paper, "") for paper in step.papers]
    return tuple(_paper(state, Report(report), kind, drafts) for report, kind in wanted if report != Report.DISPOSITION)


def _paper(state: CaseState, report: Report, kind: str, drafts: Mapping[str, Content]) -> Paper:
    form = form_of(report)
    return Paper(report, form.title, kind, issued_with(state, report), report in drafts, form.several)
