"""Printing a document of a case: as a draft beside the register, or issued with number and signers and kept in it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from sqlalchemy.orm import Session

from spl_desktop import shipped
from spl_desktop.domain import numbers
from spl_desktop.domain.disposing import disposition_content
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.events import short_head
from spl_desktop.domain.files import clean_name
from spl_desktop.domain.form_rules import cleaned, problems_of_form
from spl_desktop.domain.forms import Content, Form
from spl_desktop.domain.issuing import NewIssue, corrects, issue, problems_of_issue, sealed
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.seal import Stamp
from spl_desktop.domain.signing import signer_on
from spl_desktop.domain.sop import Report
from spl_desktop.domain.text import line
from spl_desktop.domain.values import Signer
from spl_desktop.reports.steady_zip import steady
from spl_desktop.reports.views import FormDocument
from spl_desktop.services import files, printing_views
from spl_desktop.services.acting import Situation, act_in, situation
from spl_desktop.services.changes import Changes
from spl_desktop.services.forms import form_of, recomputed
from spl_desktop.services.guarding import needs
from spl_desktop.services.numbering import refuse_taken, suggested_ordinal
from spl_desktop.services.printing_views import Made
from spl_desktop.services.private import file_in, private_folder
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.register import Register
from spl_desktop.services.reservations import refuse_reserved
from spl_desktop.services.saving import settle, whole_file
from spl_desktop.services.templates import office_template

__all__ = [
    "LAYOUTS",
    "Issue",
    "Print",
    "SignedBy",
    "print_disposition",
    "print_form",
]

TEMPLATES = {"klasik": "lembar-disposisi", "dua_kotak": "lembar-disposisi-dua-kotak"}
"""The Word template of each layout of the lembar disposisi."""
LAYOUTS = {"klasik": "Lembar disposisi", "dua_kotak": "Lembar disposisi dua kotak (Kepala dan Sekretaris)"}
"""The layouts of the lembar disposisi with the words for each."""


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Who of the office signs: a position, and in whose name (the highest first; one a.n., two u.b.)."""

    position: int
    above: tuple[int, ...] = ()
    party: str = ""


@dataclass(frozen=True, slots=True)
class Print:
    """How a document is printed.

    `on` is the date that it bears, `signers` of the office (SignedBy) or as typed (Signer, for the OPD), `initials`
    those of the office who put their paraf, `paper` A4 or F4 (empty: the office's setting), `target` where Word finds
    the file (None: only in the register).
    """

    on: date
    signers: tuple[SignedBy | Signer, ...] = ()
    paper: str = ""
    target: Path | None = None
    number: str = ""
    initials: tuple[SignedBy, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """That the document is issued, and where the case stood when its dialog was opened (`expected`).

    `document` is the one that is corrected by a new version, 0 for a further one, None where the rule decides.
    `reserved` tells that its number was chosen among those that the secretariat handed out ahead.
    """

    expected: int | None = None
    document: int | None = None
    reserved: bool = False


@needs(UseCase.ISSUE, when="issued")
def print_disposition(
    register: Register,
    case: int,
    *,
    layout: str,
    how: Print,
    disposition: int = 0,
    issued: Issue | None = None,
    progress: Progress = unheard,
) -> Changes:
    """The lembar disposisi of one disposition (0: blank for handwriting), as a draft or issued.

    Changes.made is the document that was issued, 0 for a draft. Invalid or UserError where it is refused: then neither
    the register nor the target has changed.
    """
    if layout not in LAYOUTS:
        raise UserError(f"Bentuk lembar disposisi tidak dikenal. Pilih salah satu: {', '.join(LAYOUTS.values())}.")

    def make(now: Situation, made: Made) -> tuple[bytes, str]:
        from spl_desktop.reports.letters import disposition_sheet

        view = printing_views.disposition_view(now, how.on, disposition, made, how.paper)
        shape: Literal["klasik", "dua_kotak"] = "dua_kotak" if layout == "dua_kotak" else "klasik"
        return _with_own(made, LAYOUTS[layout], lambda own: disposition_sheet(view, shape, own))

    with register.reading() as session:
        content = disposition_content(situation(session, register, case).state, layout, disposition)
    template = TEMPLATES[layout]
    wanted = Wanted(Report.DISPOSITION, LAYOUTS[layout], template, make, disposition=disposition, content=content)
    return _print(register, case, wanted, how, issued, progress)


@needs(UseCase.ISSUE, when="issued")
def print_form(
    register: Register,
    case: int,
    *,
    report: Report,
    content: Content,
    how: Print,
    issued: Issue | None = None,
    progress: Progress = unheard,
) -> Changes:
    """A document that is written in its form, as a draft or issued (then everything that it needs must be there).

    Changes.made is the document that was issued, 0 for a draft; Changes.notice tells where the office's own template
    could not be used. Invalid or UserError where it is refused: then neither the register nor the target has changed.
    """
    form = form_of(report)
    with register.reading() as session:
        said = cleaned(form, recomputed(register, situation(session, register, case), form, content))
    if issued is not None:
        _check_form(form, said, how)

    def make(now: Situation, made: Made) -> tuple[bytes, str]:
        return _form_document(printing_views.form_view(now, form, said, how.on, how.paper, made), form, made)

    return _print(register, case, Wanted(report, form.title, form.template, make, content=said), how, issued, progress)


def _check_form(form: Form, content: Content, how: Print) -> None:
    problems = problems_of_form(form, content, complete=True)
    least = sum(slot.required for slot in form.signers)
    if len(how.signers) < least:
        labels = " dan ".join(slot.label for slot in form.signers[len(how.signers) : least])
        problems["signers"] = f"Penandatangan belum lengkap: {labels}. Pilih atau isi namanya."
    if problems:
        raise Invalid(problems)


def _form_document(view: FormDocument, form: Form, made: Made) -> tuple[bytes, str]:
    from spl_desktop.reports.form_documents import form_document

    ours = shipped.read_bytes(f"templates/{form.template}.docx")
    return _with_own(made, form.title, lambda own: form_document(view, own or ours, own=own is not None))


def _with_own(made: Made, title: str, fill: Callable[[bytes | None], bytes]) -> tuple[bytes, str]:
    """The document, and the notice where the office's own template failed and the shipped one stood in for it."""
    from spl_desktop.reports.rendering import TemplateFault

    if made.template is None:
        return fill(None), ""
    try:
        return fill(made.template), ""
    except TemplateFault:
        return fill(None), (
            f"Templat kantor untuk {title} tidak dapat dipakai, jadi dokumen dibuat dengan templat bawaan. "
            "Periksa templatnya di Pengaturan, Templat."
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document to be made: `make` gives its bytes and a notice; `template` names its Word template."""

    report: Report
    title: str
    template: str
    make: Callable[[Situation, Made], tuple[bytes, str]]
    disposition: int = 0
    content: Content = field(default_factory=dict)


def _print(
    register: Register, case: int, wanted: Wanted, how: Print, issued: Issue | None, progress: Progress
) -> Changes:
    progress(0, 3, "Menyiapkan isi dokumen")
    with register.reading() as session:
        now = situation(session, register, case)
        new = _new_issue(now, wanted, how, issued)
        if issued is not None:
            if problems := problems_of_issue(new, now.state, now.sop, now.today):
                raise Invalid(problems)
            refuse_taken(session, now, new)
            refuse_reserved(session, now, new.report, new.number, new.on, chosen=issued.reserved)
        made = _made(session, now, new, wanted.template, issued is not None)
    progress(1, 3, "Membuat dokumen Word")
    data, notice = wanted.make(now, made)
    data = steady(data, how.on)
    progress(2, 3, "Menyimpan dokumen")
    if issued is None:
        if how.target is not None:
            _save(data, how.target)
        return Changes(frozenset(), notice=notice)
    own = "" if made.template is None or notice else hashlib.sha256(made.template).hexdigest()
    changes = _issue(register, case, new, data, how, issued, own)
    progress(3, 3, "Selesai")
    return replace(changes, notice=" ".join(filter(None, (notice, changes.notice))))


def _new_issue(now: Situation, wanted: Wanted, how: Print, issued: Issue | None) -> NewIssue:
    return NewIssue(
        wanted.report,
        wanted.title,
        how.number,
        how.on,
        tuple(_signer(now, one, how.on) for one in how.signers),
        disposition=wanted.disposition,
        content=wanted.content,
        document=issued.document if issued is not None else None,
        initials=tuple(_signer(now, one, how.on) for one in how.initials),
    )


def _made(session: Session, now: Situation, new: NewIssue, template: str, issued: bool) -> Made:
    logo = printing_views.logo_of(session, now.office)
    made = Made(new.number, new.signers, new.initials, logo, office_template(session, now.office, template))
    if not issued:
        return made
    seal = sealed(now.state, new)
    corrected = corrects(now.state, new)
    replaces = corrected.current.issued_number if corrected is not None else ""
    stamp = Stamp(line(new.number), new.on, seal).text()
    return replace(made, seal=seal, head=short_head(now.log), stamp=stamp, replaces=replaces)


def _issue(
    register: Register, case: int, new: NewIssue, data: bytes, how: Print, issued: Issue, template: str
) -> Changes:
    """Both or neither: the file for Word waits beside its target until the register has taken the fact.

    A disk that vanishes between the two is told in the notice: the document is issued, and its file is in the register.
    """
    with private_folder() as folder:
        copy = file_in(folder, _file_name(new.title, new.number), data)
        with files.staged(register, copy) as (taken,):
            if how.target is None:
                return _record(register, case, new, taken, issued, template)
            recorded: Changes | None = None
            try:
                with whole_file(how.target) as unfinished:
                    unfinished.write_bytes(data)
                    settle(unfinished)
                    recorded = _record(register, case, new, taken, issued, template)
            except UserError as error:
                if recorded is None:
                    raise
                return replace(recorded, notice=f"Dokumen sudah terbit dan tersimpan di register. {error.sentence}")
            return recorded


def _record(register: Register, case: int, new: NewIssue, taken: files.Staged, issued: Issue, template: str) -> Changes:
    with register.writing() as session:
        now = situation(session, register, case)
        refuse_taken(session, now, new)
        refuse_reserved(session, now, new.report, new.number, new.on, chosen=issued.reserved)
        series, ordinal = suggested_ordinal(session, now, new.report, new.on, new.number)
        numbered = replace(new, series=series, ordinal=ordinal)
        file = files.keep(session, taken)
        return act_in(
            session,
            register,
            case,
            lambda at: issue(at.state, at.sop, numbered, file=file, today=at.today, template=template),
            on=new.on,
            official=new.signers[0].name,
            expected=issued.expected,
            made=lambda state: next(
                one.number
                for one in reversed(state.documents)
                if numbers.key(one.current.issued_number) == numbers.key(new.number)
            ),
        )


def _signer(now: Situation, one: SignedBy | Signer, on: date) -> Signer:
    if isinstance(one, Signer):
        return one
    return signer_on(now.office, on, one.position, one.above, one.party)


def _file_name(title: str, number: str) -> str:
    return clean_name(f"{title} {number.replace('/', '-')}".strip() + ".docx")


def _save(data: bytes, target: Path) -> None:
    with whole_file(target) as unfinished:
        unfinished.write_bytes(data)
