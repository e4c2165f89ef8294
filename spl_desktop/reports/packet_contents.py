"""The table of contents of a case's packet as a Word document, to lie on top of the paper file."""

from typing import Final

from spl_desktop.domain.packet import HEADINGS, NOTES, Contents
from spl_desktop.reports import sheet
from spl_desktop.reports.views import Letterhead, Paper

_WIDTHS: Final = (1.0, 1.7, 4.7, 3.2, 2.1, 1.2, 2.8, 4.8, 3.2)


def packet_contents(contents: Contents, letterhead: Letterhead, paper: Paper) -> bytes:
    """The contents as a .docx file across the sheet; UserError where the logo is no picture that Word can show."""
    title = f"Daftar Isi Berkas Kasus {contents.agenda}"
    document = sheet.new_sheet(paper)
    sheet.add_kop(document, letterhead)
    sheet.add_title(document, title)
    sheet.add_identity(document, contents.identity())
    if contents.lines:
        lines = [line.cells(number) for number, line in enumerate(contents.lines, 1)]
        sheet.add_table(document, "Daftar isi", HEADINGS, lines, _WIDTHS)
    else:
        document.add_paragraph("Kasus ini belum mempunyai dokumen.")
    for words in NOTES:
        sheet.add_note(document, words)
    return sheet.finished(document, letterhead, paper, title, contents.on)
