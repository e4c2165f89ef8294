"""Rules for issuing a document of our own making: number, signers, date, and where in the case it belongs."""

from dataclasses import dataclass, field
from datetime import date

from spl_desktop.domain import events as e
from spl_desktop.domain.case import CaseState, Document, Visit
from spl_desktop.domain.errors import Invalid
from spl_desktop.domain.forms import Content, as_kept
from spl_desktop.domain.numbers import key
from spl_desktop.domain.rules import Facts, date_problem
from spl_desktop.domain.seal import seal_of
from spl_desktop.domain.sop import Report, Sop
from spl_desktop.domain.text import SHORT, line, too_long
from spl_desktop.domain.values import FileRef, Signer


@dataclass(frozen=True, slots=True)
class NewIssue:
    """What is issued. `on` is the date that the document bears; `ordinal` is 0 for a number typed by hand.

    `content` is what its form says. `document` is the one that this corrects by a new version, 0 for a further one;
    None leaves it to the rule: a report issued again in the same visit (or of the same disposition) corrects.
    """

    report: Report
    title: str
    number: str
    on: date
    signers: tuple[Signer, ...]
    series: str = ""
    ordinal: int = 0
    disposition: int = 0
    content: Content = field(default_factory=dict)
    document: int | None = None
    initials: tuple[Signer, ...] = ()


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
    corrected = state.document(new.document) if new.document else None
    if new.document and (corrected is None or corrected.current.report != new.report):
        problems["document"] = "Dokumen yang dibetulkan tidak ada pada kasus ini. Muat ulang, lalu pilih lagi."
    return problems


def sealed(state: CaseState, new: NewIssue) -> str:
    """The seal that the document will bear; to be printed on it before it is issued."""
    return seal_of(state.agenda, new.report, line(new.number), new.on, _signed(new), new.content)


def _signed(new: NewIssue) -> tuple[Signer, ...]:
    return tuple(map(_cleaned, new.signers))


def issue(state: CaseState, sop: Sop, new: NewIssue, *, file: FileRef, today: date, template: str = "") -> Facts:
    """The document is issued as an output of the visit of its date; Invalid where something is amiss.

    Issued again (the same report of the same disposition or visit) it becomes a new version of the same document and
    names the one that it replaces. `template` is the SHA-256 of the office's own template, where one was used.
    """
    if problems := problems_of_issue(new, state, sop, today):
        raise Invalid(problems)
    visit = _visit_on(state, new.on)
    earlier = corrects(state, new)
    issued = e.DocumentIssued(
        document=earlier.number if earlier is not None else len(state.documents) + 1,
        version=earlier.current.number + 1 if earlier is not None else 1,
        title=line(new.title),
        report=new.report.value,
        file=file,
        number=line(new.number),
        signers=_signed(new),
        document_kind=earlier.kind if earlier is not None else kind_for(sop, new.report, visit),
        visit=visit.number if visit is not None else 0,
        series=new.series,
        ordinal=new.ordinal,
        disposition=new.disposition,
        content=as_kept(new.content),
        initials=tuple(map(_cleaned, new.initials)),
        seal=sealed(state, new),
        replaces=earlier.current.number if earlier is not None else 0,
        template=template,
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
    own = corrects(state, new)
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


def corrects(state: CaseState, new: NewIssue) -> Document | None:
    """The document of which this becomes a new version, None where it is a further one."""
    if new.document is not None:
        return state.document(new.document) if new.document else None
    visit = _visit_on(state, new.on)
    number = visit.number if visit is not None else 0
    for document in reversed(state.documents):
        newest = document.current
        if newest.report != new.report or newest.disposition != new.disposition:
            continue
        if new.disposition or newest.visit == number:
            return document
    return None
