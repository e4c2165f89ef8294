"""Rules for issuing a document of our own making: number, signers, date, and where in the case it belongs."""

from dataclasses import dataclass
from datetime import date

from spl_desktop.domain import events as e
from spl_desktop.domain.case import CaseState, Document, Visit
from spl_desktop.domain.errors import Invalid
from spl_desktop.domain.numbers import key
from spl_desktop.domain.rules import Facts, date_problem
from spl_desktop.domain.sop import Report, Sop
from spl_desktop.domain.text import SHORT, line, too_long
from spl_desktop.domain.values import FileRef, Signer


@dataclass(frozen=True, slots=True)
class NewIssue:
    """What is issued. `on` is the date that the document bears; `ordinal` is 0 for a number typed by hand."""

    report: Report
    title: str
    number: str
    on: date
    signers: tuple[Signer, ...]
    series: str = ""
    ordinal: int = 0
    disposition: int = 0


def problems_of_issue(new: NewIssue, state: CaseState, sop: Sop, today: date) -> dict[str, str]:
    """Field -> sentence for everything that keeps the document from being issued."""
    problems: dict[str, str] = {}
    if not line(new.number):
        problems["number"] = "Nomor dokumen belum diisi. Pakai nomor yang diusulkan, atau tulis nomor dari sekretariat."
    elif long := too_long(line(new.number), SHORT, "Nomor dokumen"):
        problems["number"] = long
    elif _borne_by_another(state, new):
        problems["number"] = f"Nomor {line(new.number)} sudah dipakai dokumen lain pada kasus ini. Tulis nomor lain."
    if not new.signers or not all(line(signer.name) for signer in new.signers):
        problems["signers"] = "Penandatangan belum dipilih. Pilih pejabat yang menandatangani dokumen ini."
    for text in (text for one in new.signers for text in (one.name, *one.title, one.rank, one.nip, one.party)):
        if long := too_long(line(text), SHORT, "Isian penandatangan"):
            problems.setdefault("signers", long)
    earliest, since = _earliest(new, state, sop)
    if problem := date_problem(new.on, today, earliest, since):
        problems["on"] = problem
    if new.disposition and state.disposition(new.disposition) is None:
        problems["disposition"] = "Disposisi itu tidak ada pada kasus ini. Muat ulang halaman kasus, lalu pilih lagi."
    return problems


def issue(state: CaseState, sop: Sop, new: NewIssue, *, file: FileRef, today: date) -> Facts:
    """The document is issued as an output of the visit of its date; Invalid where something is amiss.

    Issued again (the same report of the same disposition or visit) it becomes a new version of the same document.
    """
    if problems := problems_of_issue(new, state, sop, today):
        raise Invalid(problems)
    visit = _visit_on(state, new.on)
    earlier = _earlier(state, new, visit)
    issued = e.DocumentIssued(
        document=earlier.number if earlier is not None else len(state.documents) + 1,
        version=earlier.current.number + 1 if earlier is not None else 1,
        title=line(new.title),
        report=new.report.value,
        file=file,
        number=line(new.number),
        signers=tuple(map(_cleaned, new.signers)),
        document_kind=earlier.kind if earlier is not None else kind_for(sop, new.report, visit),
        visit=visit.number if visit is not None else 0,
        series=new.series,
        ordinal=new.ordinal,
        disposition=new.disposition,
    )
    return (issued,)


def _cleaned(signer: Signer) -> Signer:
    return Signer(
        name=line(signer.name),
        title=tuple(map(line, signer.title)),
        rank=line(signer.rank),
        nip=line(signer.nip),
        party=line(signer.party),
    )


def kind_for(sop: Sop, report: Report, visit: Visit | None = None) -> str:
    """The document kind of the SOP that this report makes, empty where it names none; an output of the visit first."""
    kinds = [kind.id for kind in sop.documents if kind.report == report]
    outputs = sop.step(visit.step).outputs if visit is not None else ()
    return next((kind for kind in kinds if kind in outputs), kinds[0] if kinds else "")


def _earliest(new: NewIssue, state: CaseState, sop: Sop) -> tuple[date, str]:
    disposition = state.disposition(new.disposition) if new.disposition else None
    if disposition is not None:
        return disposition.on, "disposisi diberikan"
    visit = state.visit
    if visit is not None and kind_for(sop, new.report, visit) in sop.step(visit.step).outputs:
        return visit.entered, "langkah ini mulai"
    return state.received, "surat diterima"


def _borne_by_another(state: CaseState, new: NewIssue) -> bool:
    """Whether another document of the case bears the number; a new version of the same one may keep it."""
    own = _earlier(state, new, _visit_on(state, new.on))
    return any(
        key(version.issued_number) == key(new.number)
        for document in state.documents
        if own is None or document.number != own.number
        for version in document.versions
        if version.issued_number
    )


def _visit_on(state: CaseState, day: date) -> Visit | None:
    """The newest visit that had begun on that day."""
    return next((visit for visit in reversed(state.visits) if visit.entered <= day), None)


def _earlier(state: CaseState, new: NewIssue, visit: Visit | None) -> Document | None:
    number = visit.number if visit is not None else 0
    for document in reversed(state.documents):
        newest = document.current
        if newest.report != new.report or newest.disposition != new.disposition:
            continue
        if new.disposition or newest.visit == number:
            return document
    return None
