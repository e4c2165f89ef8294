"""Projections: rows derived from the log so that lists are fast; they can be rebuilt at any time."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from spl_desktop.models.base import Base

HELD_LEFT = "julianday(due_late) - julianday(held_since)"
"""Calendar days that a case on hold had left when its pause began, for SQLite."""


class CaseRecord(Base):
    """A case as it stands. `step`, `round`, `entered`, `due_*` belong to the open visit; the dues do not move on hold.

    While the case is held, `held_since` is the day of the hold and the dues are those of that day: what the pause adds
    depends on today and is worked out when the row is read.

    For the morning desk: `missing` outputs of the open step, `unsigned` issued documents, `waiting_since` for the OPD.
    """

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("agenda_key"),
        CheckConstraint("(step <> '') = (status IN ('berjalan', 'ditunda'))", name="open_has_step"),
        CheckConstraint("(held_since IS NOT NULL) = (status = 'ditunda')", name="held_since"),
        Index("ix_cases_status_due", "status", "due_late"),
        # One for each order of the register: with its place in it a page is found whatever stands before (keyset).
        Index("ix_cases_received", "received"),
        Index("ix_cases_due", "due_late"),
        Index("ix_cases_held_left", text(HELD_LEFT), sqlite_where=text("held_since IS NOT NULL")),
        Index("ix_cases_agenda", "agenda_sort"),
        Index("ix_cases_agency_name", text("lower(agency_name)")),
        Index("ix_cases_system", text("lower(system)")),
        Index("ix_cases_subject", text("lower(subject)")),
        Index("ix_cases_step_number", "step_number", "round"),
        Index("ix_cases_status", "status"),
        Index("ix_cases_changed", "changed"),
        Index("ix_cases_visits", "visits"),
        Index("ix_cases_letter_number", text("lower(letter_number)")),
        Index("ix_cases_srikandi", text("lower(srikandi)")),
        # And for the filters by which a few are found among many; each also gives the order of its own column.
        Index("ix_cases_agency", "agency", text("lower(agency_name)")),
        Index("ix_cases_step", "step", "step_number", "round"),
        Index("ix_cases_sop", "sop"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    agenda: Mapped[str]
    agenda_key: Mapped[str]
    agenda_sort: Mapped[str]
    agency: Mapped[int]
    agency_name: Mapped[str]
    system: Mapped[str]
    subject: Mapped[str]
    sender: Mapped[str]
    letter_number: Mapped[str]
    letter_date: Mapped[date]
    srikandi: Mapped[str]
    received: Mapped[date]
    sop: Mapped[str] = mapped_column(ForeignKey("sop_versions.id"))
    status: Mapped[str]
    step: Mapped[str]
    step_number: Mapped[int]
    step_text: Mapped[str]
    round: Mapped[int]
    entered: Mapped[date | None]
    due_early: Mapped[date | None]
    due_late: Mapped[date | None]
    held_since: Mapped[date | None]
    held_for: Mapped[str]
    visits: Mapped[int]
    ended: Mapped[date | None]
    changed: Mapped[date]
    missing: Mapped[int]
    unsigned: Mapped[int]
    waiting_since: Mapped[date | None]


class VisitRecord(Base):
    """One entry into a step; `used`, `held`, `net` in working days. `holds` is JSON (start, end, reason)."""

    __tablename__ = "visits"
    __table_args__ = (
        UniqueConstraint("case_id", "step", "round"),
        Index("uq_visits_open", "case_id", unique=True, sqlite_where=text("ended IS NULL")),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[str]
    step_number: Mapped[int]
    step_text: Mapped[str]
    round: Mapped[int]
    entered: Mapped[date]
    due_early: Mapped[date]
    due_late: Mapped[date]
    held_days: Mapped[int]
    ended: Mapped[date | None]
    ending: Mapped[str]
    outcome: Mapped[str]
    outcome_text: Mapped[str]
    reason: Mapped[str]
    calendar: Mapped[int]
    used: Mapped[int | None]
    held: Mapped[int | None]
    net: Mapped[int | None]
    verdict: Mapped[str]
    holds: Mapped[str]


class ContactRecord(Base):
    """A contact person of a case, for suggestions when the same agency writes again."""

    __tablename__ = "contacts"
    __table_args__ = (Index("ix_contacts_agency", "agency"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    agency: Mapped[int]
    role: Mapped[str]
    name: Mapped[str]
    nip: Mapped[str]
    position: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]


class DocumentRecord(Base):
    """A document of a case as its newest version has it."""

    __tablename__ = "documents"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title: Mapped[str]
    shelf: Mapped[str]
    box: Mapped[str]
    folder: Mapped[str]


class VersionRecord(Base):
    """A version of a document and the files that belong to it."""

    __tablename__ = "document_versions"
    __table_args__ = (Index("ix_document_versions_file", "file"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    document: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    dated: Mapped[date]
    title: Mapped[str]
    visit: Mapped[int]
    note: Mapped[str]
    file: Mapped[str | None] = mapped_column(ForeignKey("files.sha256"))
    file_name: Mapped[str]
    signed: Mapped[str | None] = mapped_column(ForeignKey("files.sha256"))
    issued_number: Mapped[str]
    report: Mapped[str]


class DispositionRecord(Base):
    """A disposition of a case."""

    __tablename__ = "dispositions"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    dated: Mapped[date]
    giver: Mapped[str]
    giver_position: Mapped[str]
    urgency: Mapped[str]
    security: Mapped[str]
    deadline: Mapped[date | None]
    withdrawn: Mapped[str]


class RecipientRecord(Base):
    """A recipient of a disposition and how far he is; open ones are found by the day they should be done."""

    __tablename__ = "disposition_recipients"
    __table_args__ = (Index("ix_disposition_recipients_mark", "mark"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    disposition: Mapped[int] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    position: Mapped[str]
    lane: Mapped[str]
    mark: Mapped[str]
    marked_on: Mapped[date | None]


class NumberRecord(Base):
    """A number that is taken. `kind` is agenda or dokumen: within one, no number is given twice, whatever its series.

    `ordinal` is the place in the year's sequence of the series, None for a number typed by hand.
    """

    __tablename__ = "numbers"
    __table_args__ = (
        UniqueConstraint("series", "year", "ordinal"),
        CheckConstraint("kind IN ('agenda', 'dokumen')", name="known_kind"),
        Index("ix_numbers_case_id", "case_id"),
    )

    kind: Mapped[str] = mapped_column(primary_key=True)
    number_key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str]
    series: Mapped[str]
    year: Mapped[int]
    ordinal: Mapped[int | None]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    document: Mapped[int]
