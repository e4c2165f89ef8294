"""The log: every fact of every stream, append-only."""

from datetime import date, datetime

from sqlalchemy import DDL, CheckConstraint, Index, Integer, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from spl_desktop.models.base import Base, Instant

APPEND_ONLY = (
    "CREATE TRIGGER facts_never_change BEFORE UPDATE ON facts BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END",
    "CREATE TRIGGER facts_never_go BEFORE DELETE ON facts BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END",
)


class FactRecord(Base):
    """One fact as it was written; see spl_desktop.domain.events.Recorded."""

    __tablename__ = "facts"
    __table_args__ = (
        UniqueConstraint("stream", "seq"),
        CheckConstraint("seq > 0", name="seq_from_one"),
        CheckConstraint("length(hash) = 64 AND length(previous) = 64", name="hashes_whole"),
        Index("ix_facts_kind", "kind"),
        # The file then remembers how many facts there were, so that one removed from the end is missed as well.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    stream: Mapped[str] = mapped_column(String)
    seq: Mapped[int]
    kind: Mapped[str]
    payload: Mapped[str]
    happened_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    acted_lane: Mapped[str]
    acted_by: Mapped[str]
    recorded_by: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]


for _trigger in APPEND_ONLY:
    event.listen(FactRecord.__table__, "after_create", DDL(_trigger))  # type: ignore[no-untyped-call]  # of SQLAlchemy
