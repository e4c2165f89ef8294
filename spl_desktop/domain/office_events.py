"""The facts of the office itself: agencies, officials, calendar, letterhead, numbers, settings, SOP versions."""

from datetime import date

from spl_desktop.domain.values import FileRef, Written


class AgencyRecorded(Written, frozen=True, kw_only=True, tag="agency_recorded"):
    """An agency (OPD) is this from now on."""

    agency: int
    name: str
    short: str = ""
    address: str = ""
    active: bool = True


class OfficialRecorded(Written, frozen=True, kw_only=True, tag="official_recorded"):
    """An official is this from now on; `name` with gelar, `rank` as pangkat and golongan."""

    official: int
    name: str
    nip: str = ""
    rank: str = ""
    active: bool = True


class PositionRecorded(Written, frozen=True, kw_only=True, tag="position_recorded"):
    """An official holds a position from `start` to `end` (inclusive, None: still).

    `role` tells the place in the office (kepala, sekretaris, kabid, kasi, tim_teknis, lainnya), `lane` the lane of the
    SOP that he acts for, `appointment` how he holds it (definitif, plt, plh).
    """

    position: int
    official: int
    title: str
    role: str
    start: date
    end: date | None = None
    lane: str = ""
    appointment: str = "definitif"
    removed: bool = False


class CalendarDayChanged(Written, frozen=True, kw_only=True, tag="calendar_day_changed"):
    """The office added a day off or struck one; `change` is a value of workdays.Change, or `pulihkan` to undo."""

    day: date
    change: str
    name: str
    reason: str
    skb: str = ""


class LetterheadChanged(Written, frozen=True, kw_only=True, tag="letterhead_changed"):
    """The kop is this from now on; `logo` is the file that the office supplied, None for no logo."""

    government: str
    office: str
    address: str = ""
    contact: str = ""
    postal_code: str = ""
    logo: FileRef | None = None


class NumberTemplateChanged(Written, frozen=True, kw_only=True, tag="number_template_changed"):
    """Numbers of this series (agenda, or a report's name) are made by this template from now on."""

    series: str
    template: str


class SettingChanged(Written, frozen=True, kw_only=True, tag="setting_changed"):
    """A setting of the office has this value from now on (paper, city, ...)."""

    name: str
    value: str


class TemplateAdopted(Written, frozen=True, kw_only=True, tag="template_adopted"):
    """The office's own Word template is used for this document from day `on`; `template` is the name of ours."""

    template: str
    file: FileRef
    on: date
    note: str = ""


class TemplateWithdrawn(Written, frozen=True, kw_only=True, tag="template_withdrawn"):
    """The shipped template is used for this document again."""

    template: str
    reason: str = ""


class SopAdopted(Written, frozen=True, kw_only=True, tag="sop_adopted"):
    """New cases follow this version of the SOP from now on; `sha256` is that of its text."""

    sop: str
    sha256: str


class NumberReserved(Written, frozen=True, kw_only=True, tag="number_reserved"):
    """The secretariat handed out a number of this series on day `on`, before there is a document to bear it.

    `ordinal` is its place in the sequence of that year, 0 for a number that no template made. `agency` and `case` tell
    for whom it is, 0 where that is still open.
    """

    reservation: int
    series: str
    number: str
    on: date
    purpose: str
    ordinal: int = 0
    agency: int = 0
    case: int = 0


class ReservationGivenUp(Written, frozen=True, kw_only=True, tag="reservation_given_up"):
    """A number that was handed out will not be used for what it was reserved for."""

    reservation: int
    number: str
    on: date
    reason: str


class AccountOpened(Written, frozen=True, kw_only=True, tag="account_opened"):
    """Somebody may sign in from now on; `lane` is the one that a pejabat acts for.

    `secret` is the SHA-256 of the password's argon2id hash, which itself is kept outside the history.
    """

    account: int
    name: str
    role: str
    secret: str
    lane: str = ""


class PasswordChanged(Written, frozen=True, kw_only=True, tag="password_changed"):
    """The password of an account is another one; `how` tells in which way (sendiri, pengelola, pemulihan)."""

    account: int
    name: str
    secret: str
    how: str


class RoleChanged(Written, frozen=True, kw_only=True, tag="role_changed"):
    """An account has this role from now on."""

    account: int
    name: str
    role: str
    lane: str = ""


class AccountClosed(Written, frozen=True, kw_only=True, tag="account_closed"):
    """Nobody signs in by this account any more; what was recorded by it stays."""

    account: int
    name: str
    reason: str


class RecoveryCodeMade(Written, frozen=True, kw_only=True, tag="recovery_code_made"):
    """A new recovery code counts, the one before does not; `secret` as in AccountOpened."""

    secret: str


OfficeFact = (
    AgencyRecorded
    | OfficialRecorded
    | PositionRecorded
    | CalendarDayChanged
    | LetterheadChanged
    | NumberTemplateChanged
    | SettingChanged
    | TemplateAdopted
    | TemplateWithdrawn
    | SopAdopted
    | NumberReserved
    | ReservationGivenUp
    | AccountOpened
    | PasswordChanged
    | RoleChanged
    | AccountClosed
    | RecoveryCodeMade
)
