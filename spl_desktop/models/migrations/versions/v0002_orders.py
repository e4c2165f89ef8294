"""An index for each order of the register and for each of its filters."""

from alembic import op
from sqlalchemy import TextClause, text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Only indexes: no row changes."""
    op.drop_index("ix_cases_agency", "cases")
    orders: tuple[tuple[str, list[str | TextClause]], ...] = (
        ("due", ["due_late"]),
        ("agenda", ["agenda_sort"]),
        ("agency_name", [text("lower(agency_name)")]),
        ("system", [text("lower(system)")]),
        ("subject", [text("lower(subject)")]),
        ("step_number", ["step_number", "round"]),
        ("status", ["status"]),
        ("changed", ["changed"]),
        ("visits", ["visits"]),
        ("letter_number", [text("lower(letter_number)")]),
        ("srikandi", [text("lower(srikandi)")]),
        ("agency", ["agency", text("lower(agency_name)")]),
        ("step", ["step", "step_number", "round"]),
        ("sop", ["sop"]),
    )
    for name, columns in orders:
        op.create_index(f"ix_cases_{name}", "cases", columns)
    held = text("julianday(due_late) - julianday(held_since)")
    op.create_index("ix_cases_held_left", "cases", [held], sqlite_where=text("held_since IS NOT NULL"))
