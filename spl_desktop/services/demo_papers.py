"""The papers of the demo: both lembar disposisi, the laporan hasil validasi, and the register in Excel."""

from pathlib import Path
from random import Random

from spl_desktop.domain.case import Version
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import Signer
from spl_desktop.services import demo_office, demo_words, exporting, printing
from spl_desktop.services.demo_content import filled
from spl_desktop.services.forms import open_form
from spl_desktop.services.queries import CaseView, case_view, list_cases
from spl_desktop.services.register import Register


def write_papers(register: Register, folder: Path) -> int:
    """Writes them into `folder` and gives the case that they are about: an open one with a long way behind it."""
    view = _chosen(register)
    held = demo_office.holders(register, view.row.received)
    head = printing.SignedBy(held["kepala"].position.id)
    for layout, name in (("klasik", "lembar-disposisi.docx"), ("dua_kotak", "lembar-disposisi-dua-kotak.docx")):
        how = printing.Print(on=view.state.dispositions[0].on, signers=(head,), target=folder / name)
        printing.print_disposition(register, view.id, layout=layout, how=how, disposition=1)
    _validation(register, view, folder / "laporan-hasil-validasi.docx")
    exporting.export_register(register, folder / "rekap-register.xlsx")
    exporting.export_visits(register, folder / "rekap-kunjungan-langkah.xlsx")
    return view.id


def _chosen(register: Register) -> CaseView:
    """Of the open cases with a disposition the one with a report of ours and the most visits."""
    found = [case_view(register, row.id) for row in list_cases(register) if row.status.open]
    disposed = [view for view in found if view.state.dispositions]
    return max(disposed, key=lambda view: (bool(_issued(view)), view.row.visits, view.id))


def _issued(view: CaseView) -> list[Version]:
    """The laporan hasil validasi that the office issued in this case, the newest last."""
    return [one.current for one in view.state.documents if one.current.report == Report.VALIDATION]


def _validation(register: Register, view: CaseView, target: Path) -> None:
    """The report as of the day when it was due, with the number that the office gave it where it gave one."""
    issued = _issued(view)
    on = issued[-1].on if issued else view.state.changed
    number = issued[-1].issued_number if issued else ""
    guest = Signer(name=f"{demo_words.CONTACTS[0]} {demo_words.MARKED}", title=("Sekretaris",), party=view.row.agency)
    kabid = demo_office.holders(register, on)["kabid"]
    signers = (guest, printing.SignedBy(kabid.position.id, party="Tim Teknis"))
    how = printing.Print(on=on, signers=signers, number=number, target=target)
    opened = open_form(register, view.id, Report.VALIDATION)
    content = filled(opened.form, opened.content, view.row.system, "data", on, Random(view.id))
    printing.print_form(register, view.id, report=Report.VALIDATION, content=content, how=how)
