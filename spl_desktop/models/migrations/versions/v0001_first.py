"""The first schema: log, files, SOP texts, drafts, and the projections."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Everything that a register holds."""
    op.create_table(
        "drafts",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("data", sa.String(), nullable=False),
        sa.Column("saved_at", sa.String(), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_drafts"),
    )
    op.create_table(
        "facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.Column("acted_lane", sa.String(), nullable=False),
        sa.Column("acted_by", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("length(hash) = 64 AND length(previous) = 64", name=op.f("ck_facts_hashes_whole")),
        sa.CheckConstraint("seq > 0", name=op.f("ck_facts_seq_from_one")),
        sa.PrimaryKeyConstraint("id", name="pk_facts"),
        sa.UniqueConstraint("stream", "seq", name="uq_facts_stream_seq"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_facts_kind", "facts", ["kind"], unique=False)
    op.create_table(
        "files",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_files_whole")),
        sa.CheckConstraint("size > 0", name=op.f("ck_files_not_empty")),
        sa.PrimaryKeyConstraint("sha256", name="pk_files"),
    )
    op.create_table(
        "sop_versions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("adopted", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sop_versions"),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("agenda", sa.String(), nullable=False),
        sa.Column("agenda_key", sa.String(), nullable=False),
        sa.Column("agenda_sort", sa.String(), nullable=False),
        sa.Column("agency", sa.Integer(), nullable=False),
        sa.Column("agency_name", sa.String(), nullable=False),
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("letter_number", sa.String(), nullable=False),
        sa.Column("letter_date", sa.Date(), nullable=False),
        sa.Column("srikandi", sa.String(), nullable=False),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("sop", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("step_number", sa.Integer(), nullable=False),
        sa.Column("step_text", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("entered", sa.Date(), nullable=True),
        sa.Column("due_early", sa.Date(), nullable=True),
        sa.Column("due_late", sa.Date(), nullable=True),
        sa.Column("held_since", sa.Date(), nullable=True),
        sa.Column("held_for", sa.String(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("changed", sa.Date(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("unsigned", sa.Integer(), nullable=False),
        sa.Column("waiting_since", sa.Date(), nullable=True),
        sa.CheckConstraint("(held_since IS NOT NULL) = (status = 'ditunda')", name=op.f("ck_cases_held_since")),
        sa.CheckConstraint("(step <> '') = (status IN ('berjalan', 'ditunda'))", name=op.f("ck_cases_open_has_step")),
        sa.ForeignKeyConstraint(["sop"], ["sop_versions.id"], name="fk_cases_sop"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("agenda_key", name="uq_cases_agenda_key"),
    )
    op.create_index("ix_cases_agency", "cases", ["agency"], unique=False)
    op.create_index("ix_cases_received", "cases", ["received"], unique=False)
    op.create_index("ix_cases_status_due", "cases", ["status", "due_late"], unique=False)
    op.create_table(
        "file_chunks",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name="fk_file_chunks_sha256"),
        sa.PrimaryKeyConstraint("sha256", "ordinal", name="pk_file_chunks"),
    )
    op.create_table(
        "contacts",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("agency", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("nip", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_contacts_case_id"),
        sa.PrimaryKeyConstraint("case_id", "ordinal", name="pk_contacts"),
    )
    op.create_index("ix_contacts_agency", "contacts", ["agency"], unique=False)
    op.create_table(
        "disposition_recipients",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("disposition", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("marked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_disposition_recipients_case_id"),
        sa.PrimaryKeyConstraint("case_id", "disposition", "ordinal", name="pk_disposition_recipients"),
    )
    op.create_index("ix_disposition_recipients_mark", "disposition_recipients", ["mark"], unique=False)
    op.create_table(
        "dispositions",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("giver", sa.String(), nullable=False),
        sa.Column("giver_position", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("security", sa.String(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_dispositions_case_id"),
        sa.PrimaryKeyConstraint("case_id", "number", name="pk_dispositions"),
    )
    op.create_table(
        "document_versions",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("signed", sa.String(), nullable=True),
        sa.Column("issued_number", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_document_versions_case_id"),
        sa.ForeignKeyConstraint(["file"], ["files.sha256"], name="fk_document_versions_file"),
        sa.ForeignKeyConstraint(["signed"], ["files.sha256"], name="fk_document_versions_signed"),
        sa.PrimaryKeyConstraint("case_id", "document", "number", name="pk_document_versions"),
    )
    op.create_index("ix_document_versions_file", "document_versions", ["file"], unique=False)
    op.create_table(
        "documents",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("shelf", sa.String(), nullable=False),
        sa.Column("box", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_documents_case_id"),
        sa.PrimaryKeyConstraint("case_id", "number", name="pk_documents"),
    )
    op.create_table(
        "numbers",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number_key", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('agenda', 'dokumen')", name=op.f("ck_numbers_known_kind")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_numbers_case_id"),
        sa.PrimaryKeyConstraint("kind", "number_key", name="pk_numbers"),
        sa.UniqueConstraint("series", "year", "ordinal", name="uq_numbers_series_year_ordinal"),
    )
    op.create_index("ix_numbers_case_id", "numbers", ["case_id"], unique=False)
    op.create_table(
        "visits",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("step_number", sa.Integer(), nullable=False),
        sa.Column("step_text", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("entered", sa.Date(), nullable=False),
        sa.Column("due_early", sa.Date(), nullable=False),
        sa.Column("due_late", sa.Date(), nullable=False),
        sa.Column("held_days", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("ending", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("outcome_text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("calendar", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=True),
        sa.Column("held", sa.Integer(), nullable=True),
        sa.Column("net", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("holds", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_visits_case_id"),
        sa.PrimaryKeyConstraint("case_id", "number", name="pk_visits"),
        sa.UniqueConstraint("case_id", "step", "round", name="uq_visits_case_id_step_round"),
    )
    op.create_index("uq_visits_open", "visits", ["case_id"], unique=True, sqlite_where=sa.text("ended IS NULL"))
    op.execute(
        "CREATE TRIGGER facts_never_change BEFORE UPDATE ON facts "
        "BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER facts_never_go BEFORE DELETE ON facts BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END"
    )
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5(words, tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3')"
    )
