"""Printing a document of a case: as a draft beside the register, or issued with number and signers and kept in it."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from spl_desktop.domain import numbers
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.files import clean_name
from spl_desktop.domain.issuing import NewIssue, issue, problems_of_issue
from spl_desktop.domain.signing import signer_on
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import Signer
from spl_desktop.reports.steady_zip import steady
from spl_desktop.reports.views import ValidationItem
from spl_desktop.services import files, printing_views
from spl_desktop.services.acting import Situation, act_in, situation
from spl_desktop.services.changes import Changes
from spl_desktop.services.numbering import refuse_taken, suggested_ordinal
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.register import Register
from spl_desktop.services.reservations import refuse_reserved
from spl_desktop.services.saving import whole_file

__all__ = [
    "LAYOUTS",
    "Issue",
    "Print",
    "SignedBy",
    "ValidationContent",
    "ValidationItem",
    "print_disposition",
    "print_validation",
]

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

    `on` is the date that it bears, `signers` of the office (SignedBy) or as typed (Signer, for the OPD), `paper` A4 or
    F4 (empty: the office's setting), `target` where Word finds the file (None: only in the register).
    """

    on: date
    signers: tuple[SignedBy | Signer, ...] = ()
    paper: str = ""
    target: Path | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """That the document is issued, and where the case stood when its dialog was opened (`expected`).

    `reserved` tells that its number was chosen among those that the secretariat handed out ahead.
    """

    expected: int | None = None
    reserved: bool = False


@dataclass(frozen=True, slots=True)
class ValidationContent:
    """What the laporan hasil validasi says: what was validated, each item, and what follows from it."""

    summary: str = ""
    items: tuple[ValidationItem, ...] = ()
    conclusion: str = ""
    copies: tuple[str, ...] = ()


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

    def make(now: Situation, signers: tuple[Signer, ...], logo: bytes | None) -> bytes:
        from spl_desktop.reports.letters import disposition_sheet

        view = printing_views.disposition_view(now, how.on, disposition, signers, how.paper, logo, number=how.number)
        return disposition_sheet(view, "dua_kotak" if layout == "dua_kotak" else "klasik")

    return _print(register, case, Report.DISPOSITION, LAYOUTS[layout], make, how, disposition, issued, progress)


def print_validation(
    register: Register,
    case: int,
    *,
    content: ValidationContent,
    how: Print,
    issued: Issue | None = None,
    progress: Progress = unheard,
) -> Changes:
    """The laporan hasil validasi, as a draft or issued (then it wants items and a conclusion)."""
    if issued is not None:
        _check_content(content)

    def make(now: Situation, signers: tuple[Signer, ...], logo: bytes | None) -> bytes:
        from spl_desktop.reports.letters import validation_report

        view = printing_views.validation_view(
            now,
            how.on,
            signers,
            how.paper,
            logo,
            number=how.number,
            summary=content.summary,
            items=content.items,
            conclusion=content.conclusion,
            copies=content.copies,
        )
        return validation_report(view)

    return _print(register, case, Report.VALIDATION, "Laporan Hasil Validasi", make, how, 0, issued, progress)


def _check_content(content: ValidationContent) -> None:
    problems: dict[str, str] = {}
    if not any(item.text.strip() for item in content.items):
        problems["items"] = "Butir yang divalidasi belum ada. Isi sedikitnya satu butir beserta hasilnya."
    if not content.conclusion.strip():
        problems["conclusion"] = "Kesimpulan belum diisi. Tulis apakah hasil validasi dapat diterima."
    if problems:
        raise Invalid(problems)


Make = Callable[[Situation, tuple[Signer, ...], bytes | None], bytes]


def _print(
    register: Register,
    case: int,
    report: Report,
    title: str,
    make: Make,
    how: Print,
    disposition: int,
    issued: Issue | None,
    progress: Progress,
) -> Changes:
    progress(0, 3, "Menyiapkan isi dokumen")
    with register.reading() as session:
        now = situation(session, register, case)
        signers = tuple(_signer(now, one, how.on) for one in how.signers)
        logo = printing_views.logo_of(session, now.office)
        if issued is not None:
            new = NewIssue(report, title, how.number, how.on, signers, disposition=disposition)
            if problems := problems_of_issue(new, now.state, now.sop, now.today):
                raise Invalid(problems)
            refuse_taken(session, now, report, how.number, disposition)
            refuse_reserved(session, now, report, how.number, how.on, chosen=issued.reserved)
    progress(1, 3, "Membuat dokumen Word")
    data = steady(make(now, signers, logo), how.on)
    progress(2, 3, "Menyimpan dokumen")
    if issued is None:
        if how.target is not None:
            _save(data, how.target)
        return Changes(frozenset())
    changes = _issue(register, case, new, title, data, how, issued)
    progress(3, 3, "Selesai")
    return changes


def _issue(register: Register, case: int, new: NewIssue, title: str, data: bytes, how: Print, issued: Issue) -> Changes:
    """Both or neither: the file for Word waits beside its target until the register has taken the fact."""
    with tempfile.TemporaryDirectory(prefix="spl-terbit-") as folder:
        copy = Path(folder) / _file_name(title, how.number)
        copy.write_bytes(data)
        with files.staged(register, copy) as (taken,):
            if how.target is None:
                return _record(register, case, new, taken, issued)
            with whole_file(how.target) as unfinished:
                unfinished.write_bytes(data)
                return _record(register, case, new, taken, issued)


def _record(register: Register, case: int, new: NewIssue, taken: files.Staged, issued: Issue) -> Changes:
    with register.writing() as session:
        now = situation(session, register, case)
        refuse_taken(session, now, new.report, new.number, new.disposition)
        refuse_reserved(session, now, new.report, new.number, new.on, chosen=issued.reserved)
        series, ordinal = suggested_ordinal(session, now, new.report, new.on, new.number)
        numbered = NewIssue(new.report, new.title, new.number, new.on, new.signers, series, ordinal, new.disposition)
        file = files.keep(session, taken)
        return act_in(
            session,
            register,
            case,
            lambda at: issue(at.state, at.sop, numbered, file=file, today=at.today),
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
