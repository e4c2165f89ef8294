"""The guided first case: what a newcomer does once, and how the history tells that it is done."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spl_desktop.domain.case import CaseState


class Item(StrEnum):
    """What there is to do, in its order."""

    REGISTER = "register"
    LETTER = "surat"
    DISPOSITION = "disposisi"
    FORM = "formulir"
    ISSUE = "terbit"
    FINISH = "langkah"
    CHART = "bagan"


def done_in(state: "CaseState", drafts: bool) -> frozenset[Item]:
    """What the facts of a case say is done; `drafts` tells that a form of it is being filled in.

    That somebody has looked at the chart is no fact of the case, and is not among them.
    """
    from spl_desktop.domain.sop import Report  # the window names the items before anything of a case is imported

    done = {Item.REGISTER, Item.LETTER}
    if state.no_disposition or any(not one.withdrawn for one in state.dispositions):
        done.add(Item.DISPOSITION)
    if any(version.report not in ("", Report.DISPOSITION) for one in state.documents for version in one.versions):
        done |= {Item.FORM, Item.ISSUE}
    if drafts:
        done.add(Item.FORM)
    if any(not visit.open for visit in state.visits):
        done.add(Item.FINISH)
    return frozenset(done)
