"""The conformance of a case and of a period: as numbers, as what a window shows, as a Word document, as a workbook."""

from datetime import date
from pathlib import Path
from typing import Final

from spl_desktop.domain.conformance import conformance
from spl_desktop.domain.conformance_period import Review, review
from spl_desktop.domain.conformance_sheet import Conformance
from spl_desktop.domain.period import check_period
from spl_desktop.reports.conformance_tables import Account, Table, case_account, period_account
from spl_desktop.reports.steady_zip import steady
from spl_desktop.reports.views import RecapHeader
from spl_desktop.services import printing_views
from spl_desktop.services.acting import Situation, situation
from spl_desktop.services.period import check_suffix, period_in
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.register import Register
from spl_desktop.services.saving import whole_file

__all__ = [
    "TITLE",
    "Account",
    "Table",
    "case_account",
    "case_conformance",
    "period_account",
    "period_conformance",
    "this_year",
    "write_case_conformance",
    "write_period_conformance",
]

TITLE: Final = "Lembar kesesuaian"


def this_year(register: Register) -> tuple[date, date]:
    """The first and the last day of the year that it is by the register's clock."""
    year = register.today.year
    return date(year, 1, 1), date(year, 12, 31)


def case_conformance(register: Register, case: int) -> Conformance:
    """The conformance sheet of the case as of today; UserError where there is none of that number."""
    with register.reading() as session:
        return _sheet(register, situation(session, register, case))


def _sheet(register: Register, now: Situation) -> Conformance:
    return conformance(now.log, now.state, now.sop, lambda version: register.calendar(now.office, version), now.today)


def period_conformance(register: Register, start: date, end: date, *, progress: Progress = unheard) -> Review:
    """The conformance of the days from `start` to `end`; UserError where the period ends before it begins."""
    check_period(start, end)
    with register.reading() as session:
        recap, rows = period_in(session, register, start, end)
        sheets = []
        for done, row in enumerate(rows):
            progress(done, len(rows), "Menilai kasus")
            sheets.append(_sheet(register, situation(session, register, row.id)))
    progress(len(rows), len(rows), "Selesai menilai")
    return review(recap, sheets)


def write_case_conformance(register: Register, case: int, target: Path, *, paper: str = "") -> Conformance:
    """Writes the sheet of the case as .docx or .xlsx by the suffix of `target`, whole or not at all; nothing is issued.

    `paper` is A4 or F4; empty: the office's setting. UserError where the suffix is another or it cannot be written.
    """
    check_suffix(target)
    found = case_conformance(register, case)
    _write(register, case_account(found), target, f"kasus {found.agenda}", paper)
    return found


def write_period_conformance(
    register: Register, start: date, end: date, target: Path, *, progress: Progress = unheard
) -> Review:
    """Writes the conformance of the period as .docx or .xlsx by the suffix of `target`, whole or not at all.

    UserError where the suffix is another, the period ends before it begins, or `target` cannot be written.
    """
    check_suffix(target)
    found = period_conformance(register, start, end, progress=progress)
    _write(register, period_account(found), target, f"periode {found.recap.words}", "")
    return found


def _write(register: Register, account: Account, target: Path, what: str, paper: str) -> None:
    """`what` names in a workbook what its tables are about."""
    with register.reading() as session:
        office = register.office(session)
        letterhead = printing_views.letterhead_of(office, printing_views.logo_of(session, office))
    sheet = printing_views.paper_of(office, paper)
    with whole_file(target) as unfinished:
        if target.suffix.lower() == ".docx":
            from spl_desktop.reports.conformance_document import conformance_document

            unfinished.write_bytes(steady(conformance_document(account, letterhead, sheet), register.today))
            return
        from spl_desktop.reports.conformance_workbook import conformance_workbook

        header = RecapHeader(
            government=office.letterhead.government,
            office=office.letterhead.office,
            as_of=register.today,
            filters=what,
            paper=sheet,
        )
        with unfinished.open("wb") as out:
            conformance_workbook(account, header, out)
