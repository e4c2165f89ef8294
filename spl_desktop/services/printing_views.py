"""Builds the frozen views that reports print from a case and the office."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from spl_desktop.domain.case import Disposition
from spl_desktop.domain.disposing import INSTRUCTIONS, Security, Urgency
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.forms import Content, Form
from spl_desktop.domain.office import OfficeState
from spl_desktop.domain.office_rules import SETTINGS
from spl_desktop.domain.signing import title_lines
from spl_desktop.domain.values import Recipient, Signer
from spl_desktop.reports.views import (
    DispositionSheet,
    FormDocument,
    Given,
    Letterhead,
    Paper,
    choices,
)
from spl_desktop.services import files
from spl_desktop.services.acting import Situation

_ABOVE = ("kepala", "sekretaris")
"""Roles that dispose a letter first; they are not offered as recipients on the blank sheet."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the printing of a document is given: who signs and initials, the logo, the office's own template if any.

    `seal`, `head` (see short_head) and `stamp` (the text of the QR) are empty on a draft; `replaces` is the number
    that is corrected.
    """

    number: str
    signers: tuple[Signer, ...]
    initials: tuple[Signer, ...]
    logo: bytes | None
    template: bytes | None
    seal: str = ""
    head: str = ""
    stamp: str = ""
    replaces: str = ""


def logo_of(session: Session, office: OfficeState) -> bytes | None:
    """The picture of the kop, None where the office has supplied none."""
    logo = office.letterhead.logo
    return b"".join(files.chunks(session, logo.sha256)) if logo is not None else None


def setting(office: OfficeState, name: str) -> str:
    """A setting of the office, its first value where it was never set."""
    return office.settings.get(name, SETTINGS[name].default)


def paper_of(office: OfficeState, chosen: str = "") -> Paper:
    """The sheet that was chosen, otherwise the office's."""
    return paper_named(chosen or setting(office, "kertas"))


def paper_named(wanted: str) -> Paper:
    """The sheet of that name; UserError where it is neither A4 nor F4."""
    if wanted not in ("A4", "F4"):
        raise UserError("Ukuran kertas tidak dikenal. Pilih A4 atau F4.")
    return "F4" if wanted == "F4" else "A4"


def letterhead_of(office: OfficeState, logo: bytes | None) -> Letterhead:
    """The kop as reports want it."""
    kop = office.letterhead
    return Letterhead(
        government=kop.government,
        office=kop.office,
        address=kop.address,
        contact=kop.contact,
        postal_code=kop.postal_code,
        logo=logo,
    )


def disposition_view(
    now: Situation,
    on: date,
    disposition: int,
    made: Made,
    paper: str,
) -> DispositionSheet:
    """The sheet of that disposition, 0 for one to be filled in by hand; UserError where the case has none such."""
    from spl_desktop.reports.stamps import stamp_picture

    state = now.state
    one = state.disposition(disposition) if disposition else None
    if disposition and one is None:
        raise UserError("Disposisi itu tidak ada pada kasus ini. Muat ulang halaman kasus, lalu pilih lagi.")
    return DispositionSheet(
        letterhead=letterhead_of(now.office, made.logo),
        city=setting(now.office, "kota"),
        on=on,
        paper=paper_of(now.office, paper),
        sender=state.sender or state.agency_name,
        subject=state.subject,
        number=made.number,
        letter_number=state.letter_number,
        letter_date=state.letter_date,
        received=state.received,
        agenda=state.agenda,
        srikandi=state.srikandi,
        urgency=choices([each.value for each in Urgency], [one.urgency] if one else []),
        security=choices([each.value for each in Security], [one.security] if one else []),
        recipients=choices(
            _candidates(now.office, on), [_named(each.recipient) for each in one.received] if one else []
        ),
        instructions=choices(INSTRUCTIONS, one.instructions if one else []),
        note=one.note if one else "",
        deadline=one.deadline if one else None,
        initials=one.initials if one else "",
        signer=made.signers[0] if made.signers else None,
        seal=made.seal,
        head=made.head,
        stamp=stamp_picture(made.stamp) if made.stamp else None,
        mark=made.stamp,
        chain=tuple(
            _given(each, disposition) for each in state.dispositions if not each.withdrawn or each.number == disposition
        ),
    )


def _candidates(office: OfficeState, on: date) -> list[str]:
    """The positions held on that day to which a letter is usually forwarded."""
    held = [position for position in office.positions if position.held_on(on) and position.role not in _ABOVE]
    return list(dict.fromkeys(title_lines(position)[0] for position in held))


def _named(recipient: Recipient) -> str:
    return recipient.position or recipient.name


def _given(one: Disposition, printed: int) -> Given:
    return Given(
        giver=one.giver,
        position=one.giver_position,
        role=one.giver_role,
        on=one.on,
        recipients=tuple(
            " / ".join(part for part in (each.recipient.name, each.recipient.position) if part) for each in one.received
        ),
        instructions=one.instructions,
        note=one.note,
        deadline=one.deadline,
        initials=one.initials,
        printed=one.number == printed,
    )


def form_view(now: Situation, form: Form, content: Content, on: date, paper: str, made: Made) -> FormDocument:
    """The document of a form, as a draft where it has no seal."""
    from spl_desktop.reports.stamps import stamp_picture

    state = now.state
    return FormDocument(
        letterhead=letterhead_of(now.office, made.logo),
        city=setting(now.office, "kota"),
        on=on,
        paper=paper_of(now.office, paper),
        form=form,
        content=content,
        agenda=state.agenda,
        agency=state.agency_name,
        system=state.system,
        subject=state.subject,
        letter_number=state.letter_number,
        letter_date=state.letter_date,
        number=made.number,
        signers=made.signers,
        initials=made.initials,
        replaces=made.replaces,
        draft=not made.seal,
        seal=made.seal,
        head=made.head,
        stamp=stamp_picture(made.stamp) if made.stamp else None,
        mark=made.stamp,
    )
