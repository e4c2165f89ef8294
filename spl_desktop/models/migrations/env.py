"""What Alembic runs: the migrations on the connection that it was given, in that connection's own transaction."""

from alembic import context

from spl_desktop.models.base import Base


def _mapped(name: str | None, kind: str, _: object) -> bool:
    """The full-text index is no mapped table: its scripts are written by hand."""
    return kind != "table" or not (name or "").startswith("search")


context.configure(
    connection=context.config.attributes["connection"],
    include_name=_mapped,
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction holds all of it
)
context.run_migrations()
