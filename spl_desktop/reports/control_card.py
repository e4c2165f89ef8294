"""The kartu kendali as a Word document, across the sheet."""

from typing import Final

from spl_desktop.domain.control_card import HEADINGS, UNITS, ControlCard
from spl_desktop.reports import sheet
from spl_desktop.reports.views import Letterhead, Paper

_WIDTHS: Final = (0.9, 4.6, 1.5, 2.6, 1.9, 1.9, 1.9, 1.6, 1.6, 1.5, 2.0, 3.7)
_CENTRED: Final = ("No", "Putaran", "Masuk", "Jatuh tempo", "Keluar", "Terpakai", "Ditunda")


def control_card_document(card: ControlCard, letterhead: Letterhead, paper: Paper) -> bytes:
    """The card as a .docx file; UserError where the logo is no picture that Word can show."""
    document = sheet.new_sheet(paper)
    sheet.add_kop(document, letterhead)
    sheet.add_title(document, card.title)
    sheet.add_identity(document, card.identity)
    sheet.add_table(document, "Kartu kendali", HEADINGS, card.lines, _WIDTHS, centred=_CENTRED)
    sheet.add_note(document, UNITS)
    sheet.add_check(document)
    return sheet.finished(document, letterhead, paper, card.title, card.on)
