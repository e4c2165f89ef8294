"""Numbers of the agenda and of issued documents: which comes next, and that none is given twice."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from spl_desktop.domain import numbers
from spl_desktop.domain.errors import Invalid
from spl_desktop.domain.issuing import NewIssue, corrects
from spl_desktop.domain.office import OfficeState
from spl_desktop.domain.office_rules import SETTINGS
from spl_desktop.domain.text import line
from spl_desktop.models.projections import CaseRecord, NumberRecord
from spl_desktop.services.acting import Situation
from spl_desktop.services.register import Register

_KINDS = {numbers.AGENDA: "agenda"}
_DEFAULT = "{kode}/{urut}/{bulan_romawi}/{tahun}"


def template_of(office: OfficeState, series: str) -> numbers.NumberTemplate:
    """The template of the series, that of letters where the office has set none."""
    return numbers.parse_template(office.templates.get(series, _DEFAULT))


def next_number(register: Register, series: str, on: date, *, agency: int = 0) -> tuple[str, str]:
    """The number that comes next in the series in the year of `on`, and the last one used (empty: none yet).

    Series of one pattern are one sequence: the last one used is the highest of them all. `agency` gives its short name
    where the template asks for it. Numbers that were handed out ahead are passed over, those given up as well. Nothing
    is reserved here: the number is taken when it is recorded.
    """
    with register.reading() as session:
        office = register.office(session)
        known = office.agency(agency)
        short = (known.short or known.name) if known else ""
        return suggestion(session, office, series, on, short)


def suggestion(session: Session, office: OfficeState, series: str, on: date, agency: str = "") -> tuple[str, str]:
    """The same within a transaction, for an agency of that short name."""
    series = line(series)
    template = template_of(office, series)
    used = _used(session, office, series, template, on.year)
    code = office.settings.get("kode", SETTINGS["kode"].default)
    ahead = [one.ordinal for one in office.reservations if (one.series, one.on.year) == (series, on.year)]
    ordinal = numbers.next_ordinal(template, on.year, used, max([*used.values(), *ahead], default=0))
    handed_out = {numbers.key(one.number) for one in office.reservations} if series != numbers.AGENDA else set()
    # Two series may share one pattern; a number that the other has given or handed out is passed over.
    while numbers.key(number := template.render(ordinal, on, code=code, agency=agency)) in handed_out or _taken(
        session, series, number
    ):
        ordinal += 1
    return number, max(used, key=lambda one: (used[one], one), default="")


def _used(
    session: Session, office: OfficeState, series: str, template: numbers.NumberTemplate, year: int
) -> dict[str, int]:
    """The numbers of that year in the series and in those that share its pattern, with their ordinals; 0: by hand."""
    row = NumberRecord
    query = select(row.number, row.ordinal, row.series).where(row.kind == _kind(series), row.year == year)
    return {
        number: ordinal or template.ordinal_of(number, year) or 0
        for number, ordinal, other in session.execute(query)
        if other == series or template_of(office, other) == template
    }


def _kind(series: str) -> str:
    return _KINDS.get(series, "dokumen")


def _taken(session: Session, series: str, number: str) -> NumberRecord | None:
    return session.get(NumberRecord, (_kind(series), numbers.key(number)))


def refuse_taken(session: Session, now: Situation, new: NewIssue) -> None:
    """Invalid (`number`) where another document bears the number; a new version of the same one may keep it."""
    row = _taken(session, new.report, new.number)
    if row is None:
        return
    own = corrects(now.state, new)
    if row.case_id == now.case and own is not None and own.number == row.document:
        return
    agenda = session.scalar(select(CaseRecord.agenda).where(CaseRecord.id == row.case_id))
    raise Invalid(
        {
            "number": f"Nomor {row.number} sudah dipakai dokumen lain (agenda {agenda}). "
            "Pakai nomor yang diusulkan, atau tulis nomor lain."
        }
    )


def suggested_ordinal(session: Session, now: Situation, report: str, on: date, number: str) -> tuple[str, int]:
    """The series of a report and the ordinal that the number has in it; 0 where it was given by hand or elsewhere."""
    series = str(report)
    ordinal = template_of(now.office, series).ordinal_of(number, on.year)
    if not ordinal:
        return series, 0
    row = NumberRecord
    holder = session.scalar(
        select(func.min(row.number_key)).where(row.series == series, row.year == on.year, row.ordinal == ordinal)
    )
    return series, ordinal if holder in (None, numbers.key(number)) else 0
