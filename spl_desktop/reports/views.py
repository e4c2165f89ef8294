"""What a document or a table shows, frozen: the services fill these, the reports print them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from spl_desktop.domain.forms import Content, Form
from spl_desktop.domain.values import Signer

Paper = Literal["A4", "F4"]
"""The sheet: A4 (210 x 297 mm) or F4 (210 x 330 mm)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The kop. `contact` is the line of telephone, website and e-mail; `logo` the bytes of a picture."""

    government: str
    office: str
    address: str = ""
    contact: str = ""
    postal_code: str = ""
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Where, when and by whom a document is signed."""

    city: str
    on: date
    signer: Signer


@dataclass(frozen=True, slots=True)
class Choice:
    """A line with a box before it that is ticked or not."""

    text: str
    checked: bool = False


def choices(candidates: Iterable[str], chosen: Collection[str]) -> tuple[Choice, ...]:
    """A box for every candidate in their order, then a ticked one for whatever was chosen beside them."""
    offered = tuple(dict.fromkeys(candidates))
    others = (text for text in dict.fromkeys(chosen) if text and text not in offered)
    return (*(Choice(text, text in chosen) for text in offered), *(Choice(text, True) for text in others))


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A disposition of the letter as an official gave it.

    `role` is that of his position (`kepala`, `sekretaris`, ...), `on` the day of his paraf; `printed` marks
    the one that the sheet is printed for.
    """

    giver: str
    position: str = ""
    role: str = ""
    on: date | None = None
    recipients: tuple[str, ...] = ()
    instructions: tuple[str, ...] = ()
    note: str = ""
    deadline: date | None = None
    initials: str = ""
    printed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DispositionSheet:
    """The lembar disposisi of a letter, for one disposition of it or blank for handwriting.

    `city` and `on` stand over the signature. `urgency`, `security`, `recipients` and `instructions` are printed as
    boxes, the unticked ones too. `number` is the sheet's own, empty on a draft. `chain` holds every disposition of the
    letter in order, the printed one among them: the two boxes take what Kepala and Sekretaris wrote from it.
    """

    letterhead: Letterhead
    city: str
    on: date
    sender: str
    subject: str
    paper: Paper = "A4"
    number: str = ""
    letter_number: str = ""
    letter_date: date | None = None
    received: date | None = None
    agenda: str = ""
    srikandi: str = ""
    urgency: tuple[Choice, ...] = ()
    security: tuple[Choice, ...] = ()
    recipients: tuple[Choice, ...] = ()
    instructions: tuple[Choice, ...] = ()
    note: str = ""
    deadline: date | None = None
    initials: str = ""
    signer: Signer | None = None
    chain: tuple[Given, ...] = ()
    seal: str = ""
    head: str = ""
    stamp: bytes | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDocument:
    """A document that is written in a form: what the form says, of which case, and what issuing adds to it.

    `number` is empty on a draft. `signers` stand in the order of the form's places, `initials` are those of the paraf.
    `replaces` names the number that this version corrects. `stamp` is the picture (PNG) of its QR, `mark` what that
    says, `seal` the seal in it. `head` is the beginning of the hash of the case's newest fact before it.
    """

    letterhead: Letterhead
    city: str
    on: date
    form: Form
    content: Content
    agenda: str
    agency: str
    system: str
    subject: str
    letter_number: str
    letter_date: date
    paper: Paper = "A4"
    number: str = ""
    signers: tuple[Signer, ...] = ()
    initials: tuple[Signer, ...] = ()
    replaces: str = ""
    draft: bool = False
    seal: str = ""
    head: str = ""
    stamp: bytes | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapHeader:
    """What stands over a table: the office, what is listed (`filters` in words) and the day it is true for."""

    government: str
    office: str
    as_of: date
    filters: str = ""
    paper: Paper = "A4"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """A case as the register shows it; `step` as "3. ...", `days_left` in hari kerja, negative once overdue."""

    agenda: str
    agency: str
    system: str
    subject: str
    step: str
    entered: date
    due: date | None
    days_left: int | None
    status: str
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """A visit to a step. Days are those of the step's own unit; `net` is `used` without those on hold."""

    agenda: str
    agency: str
    system: str
    step_number: int
    activity: str
    round: int
    entered: date
    early: date | None
    due: date | None
    finished: date | None
    used: int | None
    held: int | None
    net: int | None
    verdict: str
    note: str
