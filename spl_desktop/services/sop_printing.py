"""Printing the SOP itself as a Word document."""

from pathlib import Path

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop import Sop
from spl_desktop.reports.steady_zip import steady
from spl_desktop.reports.views import Paper
from spl_desktop.services import printing_views
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.register import Register
from spl_desktop.services.saving import whole_file

_SUFFIX = ".docx"


def print_sop(
    register: Register | None,
    sop: Sop,
    target: Path,
    paper: str = "",
    *,
    marks: bool = True,
    progress: Progress = unheard,
) -> Path:
    """Writes the SOP (identity page and flowchart in native shapes) to `target`, whole or not at all, and gives it.

    `paper` is A4 or F4; empty: the office's setting, A4 without a register. The register also has the logo. `marks`
    prints the sign of inferred values. UserError where the paper is not known, the logo cannot be shown, or `target`
    is no .docx or cannot be written.
    """
    from spl_desktop.reports.sop_document import sop_document

    if target.suffix.lower() != _SUFFIX:
        raise UserError(
            f'"{target.name}" bukan nama berkas Word. Beri nama yang berakhiran {_SUFFIX}, misalnya SOP{_SUFFIX}.'
        )
    progress(0, 2, "Menyusun bagan SOP")
    sheet, logo = _of_the_office(register, paper)
    data = steady(sop_document(sop, paper=sheet, logo=logo, marks=marks), sop.identity.effective)
    progress(1, 2, "Menyimpan dokumen")
    with whole_file(target) as unfinished:
        unfinished.write_bytes(data)
    progress(2, 2, "Selesai")
    return target


def _of_the_office(register: Register | None, paper: str) -> tuple[Paper, bytes | None]:
    if register is None:
        return printing_views.paper_named(paper or "A4"), None
    with register.reading() as session:
        office = register.office(session)
        return printing_views.paper_of(office, paper), printing_views.logo_of(session, office)
