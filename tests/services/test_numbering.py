"""Numbers of issued documents: one after the other, never twice, restarting each year."""

from dataclasses import replace
from datetime import date

import pytest

from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.events import DocumentIssued
from spl_desktop.domain.issuing import NewIssue
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import FileRef, Signer
from spl_desktop.services import numbering, office
from spl_desktop.services.acting import act, situation
from spl_desktop.services.checking import check
from spl_desktop.services.files import keep, staged
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import Register
from tests.builders import opened, paper

ON = date(2026, 1, 6)


def _issue(
    register: Register, case: int, number: str, report: str = "laporan", document: int = 0, on: date = ON
) -> int:
    """What issuing does in the end: the ordinal is found, the fact appended."""
    with staged(register, paper(register.path.parent)) as (taken,), register.writing() as session:
        file: FileRef = keep(session, taken)
    with register.reading() as session:
        now = situation(session, register, case)
        series, ordinal = numbering.suggested_ordinal(session, now, report, on, number)
    known = now.state.document(document)
    issued = DocumentIssued(
        document=document or len(now.state.documents) + 1,
        version=known.current.number + 1 if known else 1,
        title="Laporan",
        report=report,
        file=file,
        number=number,
        signers=(Signer(name="Isnan", title=("Kepala",)),),
        series=series,
        ordinal=ordinal,
    )
    act(register, case, lambda _: (issued,), on=on)
    return issued.document


def test_series_of_one_pattern_share_their_numbers(register: Register) -> None:
    case = opened(register)
    for report in ("laporan", "nota", "laporan"):
        number, _ = numbering.next_number(register, report, ON)
        _issue(register, case, number, report)
    numbers = [document.current.issued_number for document in case_view(register, case).state.documents]
    assert numbers == ["555/1/I/2026", "555/2/I/2026", "555/3/I/2026"]
    assert numbering.next_number(register, "laporan", date(2026, 2, 2)) == ("555/4/II/2026", "555/3/I/2026")
    assert numbering.next_number(register, "laporan", date(2027, 2, 1)) == ("555/1/II/2027", "")
    assert check(register).problems == ()


def test_the_last_number_is_that_of_all_who_share_the_pattern(register: Register) -> None:
    case = opened(register)
    office.set_number_template(register, series="berita_acara", template="BA/{urut}/{tahun}")
    for report, number in (("nota", "555/1/I/2026"), ("laporan", "555/2/I/2026"), ("berita_acara", "BA/9/2026")):
        _issue(register, case, number, report)
    assert numbering.next_number(register, "nota", ON) == ("555/3/I/2026", "555/2/I/2026")
    assert numbering.next_number(register, "surat_pengantar", ON) == ("555/3/I/2026", "555/2/I/2026")
    assert numbering.next_number(register, "berita_acara", ON) == ("BA/10/2026", "BA/9/2026")
    _issue(register, case, "555/13/I/2026", "nota")
    # What comes next stands after the last one told, so that numbers follow their dates.
    assert numbering.next_number(register, "laporan", ON) == ("555/14/I/2026", "555/13/I/2026")
    assert numbering.next_number(register, "agenda", ON) == ("2/2026", "1/2026")
    assert check(register).problems == ()


def test_a_number_of_the_secretariat_is_taken_as_it_is(register: Register) -> None:
    case = opened(register)
    _issue(register, case, "500.12.6.3/77/2026")
    assert numbering.next_number(register, "laporan", ON)[0] == "555/1/I/2026"
    _issue(register, case, "555/40/I/2026")
    assert numbering.next_number(register, "laporan", ON) == ("555/41/I/2026", "555/40/I/2026")


def test_a_new_version_keeps_or_changes_its_number(register: Register) -> None:
    case = opened(register)
    document = _issue(register, case, "555/1/I/2026")
    _issue(register, case, "555/1/I/2026", document=document)
    _issue(register, case, "555/1/II/2026", document=document, on=date(2026, 2, 2))
    with register.reading() as session:
        now = situation(session, register, case)
        own = NewIssue(Report.VALIDATION, "Laporan", " 555/1/i/2026 ", ON, (), document=document)
        numbering.refuse_taken(session, now, own)
        with pytest.raises(Invalid) as refused:
            numbering.refuse_taken(session, now, replace(own, number="555/1/II/2026", document=0))
    assert "sudah dipakai dokumen lain (agenda 1/2026)" in refused.value.problems["number"]
    assert check(register).problems == ()


def test_the_file_itself_refuses_a_number_given_twice(register: Register) -> None:
    first, second = opened(register), opened(register, agenda="2/2026")
    _issue(register, first, "555/1/I/2026")
    with pytest.raises(UserError, match="sudah dipakai"):
        _issue(register, second, "555 / 1 / I / 2026", "nota")
    assert case_view(register, second).state.documents == ()
