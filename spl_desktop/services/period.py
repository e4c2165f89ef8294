"""The recap of a period as numbers, as a Word document and as a workbook."""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.period import CaseIn, Period, VisitIn, check_period, recap, seen_in
from spl_desktop.domain.signing import head_on
from spl_desktop.domain.trends import trends
from spl_desktop.reports.steady_zip import steady
from spl_desktop.reports.views import RecapHeader, SignatureBlock
from spl_desktop.services import printing_views
from spl_desktop.services.listing import CaseFilter, CaseRow, VisitRow, cases_in, visits_in
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.register import Register
from spl_desktop.services.saving import whole_file

SUFFIXES = (".docx", ".xlsx")


def period(register: Register, start: date, end: date) -> Period:
    """The figures of the days from `start` to `end`; UserError where it ends before it begins."""
    check_period(start, end)
    with register.reading() as session:
        return period_in(session, register, start, end)[0]


def period_in(session: Session, register: Register, start: date, end: date) -> tuple[Period, tuple[CaseRow, ...]]:
    """The figures as this transaction sees them, and the rows of the cases that the period saw, the oldest first."""
    rows = cases_in(session, register, CaseFilter(), register.today)
    visits = visits_in(session, register, CaseFilter(), register.today)
    reaches_today = end >= register.today  # of a day gone by it is not known here who was overdue
    cases = (_case(row, overdue=row.overdue and reaches_today) for row in rows)
    found = recap(start, end, cases, map(_visit, visits), register.today)
    seen = (row for row in rows if seen_in(row.received, row.ended, start, end))
    return found, tuple(sorted(seen, key=lambda row: (row.received, row.id)))


def _case(row: CaseRow, *, overdue: bool) -> CaseIn:
    who = row.agency or row.sender
    return CaseIn(row.id, row.agenda, who, row.system, row.received, row.ended, row.status, overdue)


def _visit(row: VisitRow) -> VisitIn:
    verdict = row.verdict.replace(" ", "_")
    return VisitIn(row.case, row.step_number, row.step_text, row.ended, row.ending, verdict, row.net)


def check_suffix(target: Path) -> None:
    """UserError where the file is to be neither Word nor Excel."""
    if target.suffix.lower() not in SUFFIXES:
        raise UserError(f'Akhiran "{target.suffix}" tidak dikenal. Pakai {SUFFIXES[0]} atau {SUFFIXES[1]}.')


def write_period(register: Register, start: date, end: date, target: Path, *, progress: Progress = unheard) -> Period:
    """Writes the recap with its charts as .docx or .xlsx by the suffix of `target`, whole or not at all.

    Gives its figures. The head of the office signs the document, where somebody holds that position today.
    UserError where the suffix is another, the period ends before it begins, or `target` cannot be written.
    """
    check_suffix(target)
    progress(0, 3, "Menghitung periode")
    found = period(register, start, end)
    progress(1, 3, "Menulis rekap")
    with register.reading() as session:
        office = register.office(session)
        letterhead = printing_views.letterhead_of(office, printing_views.logo_of(session, office))
        paper = printing_views.paper_of(office)
        head = head_on(office, register.today)
        signing = (
            SignatureBlock(printing_views.setting(office, "kota"), register.today, head) if head is not None else None
        )
        shown = trends(found, register.calendar(office), register.today)
    with whole_file(target) as unfinished:
        if target.suffix.lower() == ".docx":
            from spl_desktop.reports.period_document import period_document

            data = period_document(found, shown, register.today, letterhead, paper, signing)
            unfinished.write_bytes(steady(data, register.today))
        else:
            from spl_desktop.reports.period_workbook import period_workbook

            kop = office.letterhead
            header = RecapHeader(
                government=kop.government,
                office=kop.office,
                as_of=register.today,
                filters=f"periode {found.words}",
                paper=paper,
            )
            with unfinished.open("wb") as out:
                period_workbook(found, shown, header, out)
    progress(3, 3, "Selesai")
    return found
