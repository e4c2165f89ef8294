"""Printing the kartu kendali of a case."""

from pathlib import Path
from typing import Final

from spl_desktop.domain.control_card import control_card
from spl_desktop.domain.events import StepFinished, StepReturned
from spl_desktop.reports.steady_zip import steady
from spl_desktop.services import printing_views
from spl_desktop.services.acting import Situation, situation
from spl_desktop.services.forms import measured
from spl_desktop.services.queries import history_of
from spl_desktop.services.register import Register
from spl_desktop.services.saving import whole_file

KIND: Final = "kartu_kendali"
"""What it is called on the command line, beside the kinds of documents that are issued."""
TITLE: Final = "Kartu kendali kasus"


def write_control_card(register: Register, case: int, target: Path, *, paper: str = "") -> Path:
    """Writes the card as of today to `target` (.docx), whole or not at all, and gives it; nothing is issued by it.

    `paper` is A4 or F4; empty: the office's setting. UserError where `target` cannot be written or the logo not shown.
    """
    from spl_desktop.reports.control_card import control_card_document

    with register.reading() as session:
        now = situation(session, register, case)
        letterhead = printing_views.letterhead_of(now.office, printing_views.logo_of(session, now.office))
        sheet = printing_views.paper_of(now.office, paper)
        card = control_card(now.state, now.sop, measured(register, now), now.today, _recorded(now))
    data = steady(control_card_document(card, letterhead, sheet), card.on)
    with whole_file(target) as unfinished:
        unfinished.write_bytes(data)
    return target


def _recorded(now: Situation) -> dict[int, str]:
    """Visit -> who recorded its end, and in whose name."""
    told = zip(now.log, history_of(now.log, now.sop, now.state), strict=True)
    return {link.fact.visit: row.who for link, row in told if isinstance(link.fact, StepFinished | StepReturned)}
