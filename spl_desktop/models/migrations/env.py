"""What Alembic runs: the migrations on the connection that it was given, in that connection's own transaction."""

from alembic import context

from spl_desktop.models.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction holds all of it
)
context.run_migrations()
