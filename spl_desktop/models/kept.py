"""What is kept beside the log and is no projection of it: files, SOP texts, drafts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from spl_desktop.models.base import Base, Instant


class FileRecord(Base):
    """A file, found by the SHA-256 of its bytes; `size` in bytes."""

    __tablename__ = "files"
    __table_args__ = (
        CheckConstraint("size > 0", name="not_empty"),
        CheckConstraint("length(sha256) = 64", name="whole"),
    )

    sha256: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]


class FileChunk(Base):
    """A piece of a file, in order from 0: a large file is never whole in memory."""

    __tablename__ = "file_chunks"

    sha256: Mapped[str] = mapped_column(ForeignKey("files.sha256"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class SopRecord(Base):
    """The text of an SOP version; `sha256` is that of its UTF-8 bytes and stands in the adopting fact as well."""

    __tablename__ = "sop_versions"

    id: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    text: Mapped[str]
    adopted: Mapped[date]


class DraftRecord(Base):
    """What is being typed but not yet a fact, as JSON; `saved_at` in UTC."""

    __tablename__ = "drafts"

    key: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[str]
    saved_at: Mapped[datetime] = mapped_column(Instant)
    saved_by: Mapped[str]
